using System.Collections.Immutable;
using System.Net;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What the resolver of a VPC finds, or one outside of every VPC: the world's own names and public TXT records, and no other name.</summary>
/// <param name="VpcId">The VPC whose resolver it is; null for one outside of every VPC.</param>
/// <param name="View">The world at the moment of the question.</param>
/// <param name="Zones">The zones of that world.</param>
/// <param name="Turn">Which of several addresses comes first: whoever takes the first one is led to another each time.</param>
internal sealed record DnsResolver(string? VpcId, RunView View, DnsZones Zones, uint Turn)
{
    /// <summary>Answers a question that can be read.</summary>
    public DnsFindings Find(string name, DnsKind kind)
    {
        if (VpcId is not null && View.Find<VpcState>(new EntityId(EntityKind.Vpc, VpcId)) is not { Exists: true, EnableDnsSupport: true })
        {
            return new DnsFindings(DnsCode.Refused, [], []);
        }

        if (FindHosted(name, kind) is { } hosted)
        {
            return hosted;
        }

        var asked = kind == DnsKind.Aaaa ? DnsRecordType.Aaaa : DnsRecordType.A;
        var answer = DnsNames.Resolve(name, asked, View, VpcId, Zones.HolderOf);
        var records = ImmutableArray.CreateBuilder<DnsRecord>();
        if (answer.Cname is { } target)
        {
            records.Add(new DnsRecord.Cname(null, target));
        }

        if (kind is DnsKind.A or DnsKind.Aaaa or DnsKind.Any)
        {
            AddAddresses(records, answer, answer.Cname);
        }

        if (kind == DnsKind.Any)
        {
            AddAddresses(records, DnsNames.Resolve(name, DnsRecordType.Aaaa, View, VpcId, Zones.HolderOf), answer.Cname);
        }

        var exists = answer.Status != DnsStatus.NoSuchName;
        exists |= AddOthers(records, name, kind);
        exists |= (!exists && AddHost(records, name, kind)) || Zones.IsAbove(name, View);
        return Concluded(name, kind, records.ToImmutable(), answer.Cname, exists);
    }

    // Hosted zones of accounts have no names of AWS's; a private hosted zone of the VPC wins over them, and so does a record of nobody's zone.
    private DnsFindings? FindHosted(string name, DnsKind kind) =>
        View.Find<PublicDnsState>(PublicDnsState.Internet) is { Zones.IsEmpty: false } published
        && name.Length > 0 && !published.Txt.ContainsKey(name) && !DnsZones.IsOfAws(name) && !ZoneOf(name).IsPrivate
            ? new HostedNames(published, View, VpcId, Turn).Find(name, kind)
            : null;

    private void AddAddresses(ImmutableArray<DnsRecord>.Builder records, DnsAnswer answer, string? owner)
    {
        for (var index = 0; index < answer.Addresses.Length; index++)
        {
            var address = answer.Addresses[(int)((Turn + (uint)index) % (uint)answer.Addresses.Length)];
            records.Add(new DnsRecord.Address(owner, IPAddress.Parse(address)));
        }
    }

    // Whether the name has any, also of kinds that are not asked for.
    private bool AddOthers(ImmutableArray<DnsRecord>.Builder records, string name, DnsKind kind)
    {
        var zone = ZoneOf(name);
        var isStart = zone.Start == name;
        if (isStart && kind is DnsKind.Soa or DnsKind.Any)
        {
            records.Add(new DnsRecord.Soa(null));
        }

        if (isStart && kind is DnsKind.Ns or DnsKind.Any)
        {
            records.AddRange(DnsReply.NameServers.Select(server => new DnsRecord.Ns(null, server)));
        }

        if (View.Find<PublicDnsState>(PublicDnsState.Internet) is not { } published || !published.Txt.TryGetValue(name, out var texts) || zone.IsPrivate)
        {
            return isStart;
        }

        if (kind is DnsKind.Txt or DnsKind.Any)
        {
            records.AddRange(texts.Select(text => new DnsRecord.Txt(null, text)));
        }

        return true;
    }

    // Private hosted zones win over the names that AWS gives by itself.
    private bool AddHost(ImmutableArray<DnsRecord>.Builder records, string name, DnsKind kind)
    {
        var (host, address) = (Zones.Hosts?.NameFor(name), Zones.Hosts?.AddressOf(name));
        if (host is not null && kind is DnsKind.Ptr or DnsKind.Any)
        {
            records.Add(new DnsRecord.Ptr(null, host));
        }

        if (address is not null && kind is DnsKind.A or DnsKind.Any)
        {
            records.Add(new DnsRecord.Address(null, IPAddress.Parse(address)));
        }

        return host is not null || address is not null;
    }

    private DnsFindings Concluded(string name, DnsKind kind, ImmutableArray<DnsRecord> records, string? cname, bool exists)
    {
        if (!exists)
        {
            return new DnsFindings(DnsCode.NxDomain, [], [new DnsRecord.Soa(ZoneOf(name).Start)]);
        }

        var isAnswered = records.Length > (cname is null || kind is DnsKind.Cname or DnsKind.Any ? 0 : 1);
        return new DnsFindings(DnsCode.NoError, records, isAnswered ? [] : [new DnsRecord.Soa(ZoneOf(cname ?? name).Start)]);
    }

    private DnsZone ZoneOf(string name) => Zones.ZoneOf(name, View, VpcId);
}
