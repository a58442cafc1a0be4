using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// Where the zones of a resolver begin, and which names exist only because others stand below them: those have no records, but are there
/// (RFC 8020), or resolvers that ask label by label would never come to what is below.
/// </summary>
/// <param name="Names">The private names of the asking VPC, with who answers for each.</param>
/// <param name="Private">Where the private hosted zones of the asking VPC begin: AWS makes one for each private name (§2.7).</param>
/// <param name="Above">Names that have others below them, besides those of Regions and of addresses.</param>
/// <param name="Hosts">The names of the asking VPC's addresses; null where they have none.</param>
internal sealed record DnsZones(Dictionary<string, string> Names, HashSet<string> Private, HashSet<string> Above, VpcHosts? Hosts)
{
    public const string Root = "";
    private const string Public = "vpce.amazonaws.com";
    private const string Reverse = ".in-addr.arpa";
    private const string Wildcard = "*.";
    private static readonly string[] Fixed = [Root, "com", "amazonaws.com", Public, "arpa", "in-addr.arpa", "ip6.arpa"];

    /// <summary>The zones of a resolver.</summary>
    /// <param name="vpc">The VPC whose resolver it is; null for one outside of every VPC.</param>
    public static DnsZones Of(VpcState? vpc, PublicDnsState? published)
    {
        var names = new Dictionary<string, string>(vpc is null ? [] : vpc.PrivateNames(), StringComparer.Ordinal);
        var zones = names.Keys.Select(name => name.StartsWith(Wildcard, StringComparison.Ordinal) ? name[Wildcard.Length..] : name).ToHashSet(StringComparer.Ordinal);
        var hosts = vpc is { EnableDnsHostnames: true } ? new VpcHosts(vpc) : null;
        string[] below = [.. zones, .. published?.Txt.Keys ?? [], .. hosts is null ? (string[])[] : [$"*.{hosts.Suffix}"]];
        return new DnsZones(names, zones, below.SelectMany(Ancestors).Concat(Fixed).ToHashSet(StringComparer.Ordinal), hosts);
    }

    /// <summary>Whether a name is one of AWS's own, which nobody else's zone answers.</summary>
    public static bool IsOfAws(string name) => name == Public || name.EndsWith($".{Public}", StringComparison.Ordinal);

    /// <summary>Who answers for a private name, as its VPC says.</summary>
    public string? HolderOf(string name) => Names.GetValueOrDefault(name);

    /// <summary>The zone that a name is in.</summary>
    public DnsZone ZoneOf(string name, RunView view, string? vpcId)
    {
        for (var at = Private.Count > 0 ? name : ""; at.Length > 0; at = Parent(at))
        {
            if (Private.Contains(at) && IsServed(at, view, vpcId))
            {
                return new DnsZone(at, IsPrivate: true);
            }
        }

        return new DnsZone(RegionOf(name, view) is { } region ? $"{region}.{Public}" : Root, IsPrivate: false);
    }

    // An endpoint can have a place in the VPC before its names exist, and after.
    private bool IsServed(string zone, RunView view, string? vpcId) =>
        DnsNames.Resolve(Names.ContainsKey(zone) ? zone : $"{Wildcard}{zone}", DnsRecordType.A, view, vpcId, HolderOf).Status != DnsStatus.NoSuchName;

    /// <summary>Whether a name has others below it.</summary>
    public bool IsAbove(string name, RunView view) =>
        Above.Contains(name)
        || (RegionOf(name, view) is { } region && name.Length == region.Length + 1 + Public.Length)
        || (name.EndsWith(Reverse, StringComparison.Ordinal) && IsPartOfAddress(name[..^Reverse.Length]));

    private static string? RegionOf(string name, RunView view)
    {
        if (!name.EndsWith(Public, StringComparison.Ordinal) || name.Length < Public.Length + 2 || name[^(Public.Length + 1)] != '.')
        {
            return null;
        }

        var before = name[..^(Public.Length + 1)];
        var region = before[(before.LastIndexOf('.') + 1)..];
        return view.Facts.Regions.TryGet(region, out _) ? region : null;
    }

    private static bool IsPartOfAddress(string octets) => octets.Split('.') is { Length: < 4 } parts && parts.All(part => byte.TryParse(part, out _));

    private static IEnumerable<string> Ancestors(string name)
    {
        for (var at = Parent(name); at.Length > 0; at = Parent(at))
        {
            yield return at;
        }
    }

    private static string Parent(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? name[(dot + 1)..] : "";
}

/// <summary>A zone of DNS.</summary>
/// <param name="Start">The name at which it begins; empty for the root.</param>
internal readonly record struct DnsZone(string Start, bool IsPrivate);
