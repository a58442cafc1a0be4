namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>What the simulator answers to questions.</content>
internal sealed partial class Theater
{
    public OptIn OptInOf(int account) =>
        World.Find<RegionState>(World.Region(Stage.Regions[Stage.Milan])) is { } region
        && region.OptIns.TryGetValue(Stage.Accounts[account], out var optIn)
            ? optIn.Status switch
            {
                RegionOptStatus.Enabled => OptIn.Yes,
                RegionOptStatus.Enabling => OptIn.Coming,
                RegionOptStatus.Disabling => OptIn.Going,
                _ => OptIn.No,
            }
            : OptIn.No;

    /// <summary>What a name answers in a VPC, for A and for AAAA: zones, or - for NODATA.</summary>
    public string Answer(string name, string? vpcId = null)
    {
        var ipv4 = DnsNames.Resolve(name, DnsRecordType.A, World, vpcId);
        var ipv6 = DnsNames.Resolve(name, DnsRecordType.Aaaa, World, vpcId);
        return ipv4.Status == DnsStatus.NoSuchName && ipv6.Status == DnsStatus.NoSuchName
            ? "NXDOMAIN"
            : $"A {Zones(ipv4)}, AAAA {Zones(ipv6)}";
    }

    private static string Zones(DnsAnswer answer) =>
        answer.Interfaces.IsEmpty ? "-" : string.Join(' ', answer.Interfaces.Select(each => each.ZoneId).Order(StringComparer.Ordinal));
}
