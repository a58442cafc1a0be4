using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>
/// The names that the addresses of a VPC with DNS hostnames have there: <c>ip-10-1-0-4.ec2.internal</c>, in other Regions than us-east-1
/// <c>ip-10-1-0-4.eu-west-1.compute.internal</c>. Addresses that nobody holds have none.
/// </summary>
internal sealed class VpcHosts(VpcState vpc)
{
    private const string Reverse = ".in-addr.arpa";

    private readonly Lazy<HashSet<string>> _addresses = new(() =>
        vpc.Holders.Values.SelectMany(holding => holding.Addresses).Select(each => each.Ipv4).OfType<string>().ToHashSet(StringComparer.Ordinal));

    /// <summary>What all names end with.</summary>
    public string Suffix { get; } = vpc.Region == "us-east-1" ? "ec2.internal" : $"{vpc.Region}.compute.internal";

    /// <summary>The host that <c>4.0.1.10.in-addr.arpa</c> asks for; null when nobody has the address.</summary>
    public string? NameFor(string reversed)
    {
        if (!reversed.EndsWith(Reverse, StringComparison.Ordinal) || reversed[..^Reverse.Length].Split('.') is not { Length: 4 } octets)
        {
            return null;
        }

        Array.Reverse(octets);
        return _addresses.Value.Contains(string.Join('.', octets)) ? $"ip-{string.Join('-', octets)}.{Suffix}" : null;
    }

    /// <summary>The address of a host; null when there is no such host.</summary>
    public string? AddressOf(string name)
    {
        const string Prefix = "ip-";
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith($".{Suffix}", StringComparison.Ordinal))
        {
            return null;
        }

        var address = name[Prefix.Length..^(Suffix.Length + 1)].Replace('-', '.');
        return _addresses.Value.Contains(address) ? address : null;
    }
}
