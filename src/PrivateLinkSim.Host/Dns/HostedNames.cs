using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What a resolver finds in the hosted zones of accounts. CNAME and alias records are followed, also to names of endpoints.</summary>
/// <param name="turn">Which of several records comes first.</param>
internal sealed class HostedNames(PublicDnsState published, RunView view, string? vpcId, uint turn)
{
    private const int LongestChain = 8;

    private readonly ImmutableArray<DnsRecord>.Builder _records = ImmutableArray.CreateBuilder<DnsRecord>();

    /// <summary>Answers a question; null when no hosted zone covers the name.</summary>
    /// <param name="name">As <see cref="DnsQuery"/> has it.</param>
    public DnsFindings? Find(string name, DnsKind kind)
    {
        var at = HostedName(name);
        if (published.ZoneOf(at) is not { } zone)
        {
            return published.IsCovered(at) ? new DnsFindings(DnsCode.ServFail, [], []) : null;
        }

        return Follow(zone, at, kind, null, 0) ?? new DnsFindings(DnsCode.NoError, _records.ToImmutable(), []);
    }

    /// <summary>A label as its octets, a character for each.</summary>
    public static string Octets(string label)
    {
        if (!label.Contains('\\', StringComparison.Ordinal))
        {
            return label;
        }

        var octets = new StringBuilder(label.Length);
        for (var at = 0; at < label.Length; at++)
        {
            octets.Append(label[at] == '\\' ? (char)byte.Parse(label.AsSpan(at + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture) : label[at]);
            at += label[at] == '\\' ? 3 : 0;
        }

        return octets.ToString();
    }

    // Null when something was found; otherwise how the question ends.
    private DnsFindings? Follow(PublicZone zone, string at, DnsKind kind, string? owner, int hop)
    {
        var found = zone.Find(at, TypeOf(kind), out var exists);
        if (kind == DnsKind.Any && exists)
        {
            foreach (var type in RecordTypes.All)
            {
                Add(zone.Find(at, type, out _) is { } each && each.Type == type ? each : null, kind, owner, hop);
            }
        }
        else if (found is null || (kind is not DnsKind.Any && !Add(found, kind, owner, hop)))
        {
            return new DnsFindings(exists ? DnsCode.NoError : DnsCode.NxDomain, _records.ToImmutable(), [StartOf(zone)]);
        }

        if (found is not { Type: "CNAME" } || kind is DnsKind.Cname or DnsKind.Any || hop >= LongestChain)
        {
            return null;
        }

        var target = PublicNames.TargetOf(found);
        return published.ZoneOf(target) is { } next && !DnsZones.IsOfAws(QueryName(target))
            ? Follow(next, target, kind, QueryName(target), hop + 1)
            : AddNames(target, kind, QueryName(target), null);
    }

    // Whether there is anything to say.
    private bool Add(RecordSet? set, DnsKind kind, string? owner, int hop)
    {
        if (set?.Alias is { } alias)
        {
            return AddAlias(alias.DnsName, set.Type == "A" ? DnsKind.A : DnsKind.Aaaa, owner, hop);
        }

        var first = (int)(turn % (uint)Math.Max(1, set?.Values.Length ?? 0));
        foreach (var value in set is null ? [] : (ImmutableArray<string>)[.. set.Values[first..], .. set.Values[..first]])
        {
            _records.Add(RecordOf(set!.Type, owner, value) with { Seconds = (uint)set.Ttl!.Value });
        }

        return set is not null;
    }

    private bool AddAlias(string target, DnsKind kind, string? owner, int hop)
    {
        if (DnsZones.IsOfAws(QueryName(target)) || published.ZoneOf(target) is not { } zone)
        {
            AddNames(target, kind, owner, DnsRecord.OneMinute);
            return _records.Count > 0;
        }

        return hop < LongestChain && zone.Find(target, TypeOf(kind), out _) is { Type: not "CNAME" } set && Add(set, kind, owner, hop + 1);
    }

    // The names of AWS, and private ones of the VPC that asks.
    private DnsFindings? AddNames(string target, DnsKind kind, string? owner, uint? seconds)
    {
        if (kind is DnsKind.A or DnsKind.Aaaa)
        {
            var answer = DnsNames.Resolve(target, kind == DnsKind.Aaaa ? DnsRecordType.Aaaa : DnsRecordType.A, view, vpcId);
            for (var index = 0; index < answer.Addresses.Length; index++)
            {
                var address = answer.Addresses[(int)((turn + (uint)index) % (uint)answer.Addresses.Length)];
                _records.Add(new DnsRecord.Address(owner, IPAddress.Parse(address)) with { Seconds = seconds ?? DnsRecord.OneMinute });
            }
        }

        return null;
    }

    private static DnsRecord RecordOf(string type, string? owner, string value)
    {
        string[] fields = type == "TXT" ? [] : value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return type switch
        {
            "A" or "AAAA" => new DnsRecord.Address(owner, IPAddress.Parse(value)),
            "CNAME" => new DnsRecord.Cname(owner, Target(value)),
            "NS" => new DnsRecord.Ns(owner, Target(value)),
            "PTR" => new DnsRecord.Ptr(owner, Target(value)),
            "TXT" => new DnsRecord.Strings(owner, TxtValue.StringsOf(value)),
            "MX" => new DnsRecord.Location(owner, DnsKind.Mx, [Number(fields[0])], Target(fields[1])),
            "SRV" => new DnsRecord.Location(owner, DnsKind.Srv, [.. fields[..3].Select(Number)], Target(fields[3])),
            "SOA" => new DnsRecord.Soa(owner) { Start = Start(fields) },
            _ => throw new System.Diagnostics.UnreachableException($"No hosted zone has records of type {type}."),
        };
    }

    private static DnsRecord.Soa StartOf(PublicZone zone)
    {
        var set = zone.Find(zone.Name, "SOA")!;
        var start = (DnsRecord.Soa)RecordOf("SOA", QueryName(zone.Name), set.Values[0]);
        return start with { Seconds = Math.Min((uint)set.Ttl!.Value, start.Start.Numbers[^1]) };
    }

    private static DnsStart Start(string[] fields) =>
        new(Target(fields[0]), Target(fields[1]), [.. fields[2..].Select(field => uint.Parse(field, CultureInfo.InvariantCulture))]);

    private static ushort Number(string field) => ushort.Parse(field, CultureInfo.InvariantCulture);

    private static string Target(string text) =>
        DomainName.TryRead(text, out var name, out var complaint) ? QueryName(name) : throw new FormatException(complaint);

    private static string TypeOf(DnsKind kind) => kind.ToString().ToUpperInvariant();

    // Questions write octets that no host name has in decimal, Route 53 in octal; and only Route 53 writes an asterisk so.
    private static string HostedName(string name) => string.Concat(name.Split('.').Select(label => $"{string.Concat(Octets(label).Select(Hosted))}."));

    private static string Hosted(char octet) =>
        char.IsAsciiLetterOrDigit(octet) || octet is '-' or '_' ? octet.ToString() : $"\\{Convert.ToString(octet, 8).PadLeft(3, '0')}";

    private static string QueryName(string name) => name.Contains('\\', StringComparison.Ordinal) ? Unescaped(name[..^1]) : name[..^1];

    private static string Unescaped(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] != '\\')
            {
                text.Append(name[at]);
                continue;
            }

            var octet = Convert.ToInt32(name.Substring(at + 1, 3), 8);
            text.Append(octet == '*' ? "*" : $"\\{octet.ToString("D3", CultureInfo.InvariantCulture)}");
            at += 3;
        }

        return text.ToString();
    }
}
