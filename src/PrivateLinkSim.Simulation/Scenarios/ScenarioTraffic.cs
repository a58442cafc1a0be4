using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The traffic of a run: what each group of clients sees of the network whenever that has changed. Nothing of it goes into the log;
/// it follows from the log and the scenario. A change counts from the next full second on.
/// </summary>
internal sealed class ScenarioTraffic(ImmutableArray<ClientGroup> groups, Moment start, ResourceIds ids, RunView view)
{
    private const long MillisecondsPerSecond = 1000;

    /// <summary>The groups, in the order of their names.</summary>
    public ImmutableArray<ClientSeries> Series { get; } =
        [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal).Select(group => new ClientSeries(group))];

    /// <summary>The second of the run in which a moment lies.</summary>
    public long SecondOf(Moment moment) => (moment.Milliseconds - start.Milliseconds) / MillisecondsPerSecond;

    /// <summary>Looks at the network after a change.</summary>
    public void Look(Moment now)
    {
        var second = SecondOf(now + TimeSpan.FromMilliseconds(MillisecondsPerSecond - 1));
        foreach (var series in Series)
        {
            if (ViewOf(series) is { } seen)
            {
                series.See(second, seen);
            }
        }
    }

    /// <summary>Counts all full seconds before a moment.</summary>
    public void AdvanceTo(Moment now)
    {
        foreach (var series in Series)
        {
            series.AdvanceTo(SecondOf(now));
        }
    }

    /// <summary>The series of a group, by its name.</summary>
    public ClientSeries Of(string group) => Series.First(series => series.Group.Name == group);

    private ClientView? ViewOf(ClientSeries series)
    {
        var group = series.Group;
        if (ids.Entity(EntityKind.InterfaceEndpoint, group.Endpoint) is not { } id
            || view.Find<InterfaceEndpointState>(id) is not { } endpoint
            || (!series.HasBegun && endpoint.Status != EndpointStatus.Available))
        {
            return null;
        }

        var zone = ZoneOf(group, endpoint);
        var (type, answer) = Resolve(group, id, endpoint);
        ImmutableArray<string> zones = [.. answer.Interfaces.Select(each => each.ZoneId)];
        return new ClientView(
            group.AddressChoice == AddressChoice.SameZone && zones.Contains(zone, StringComparer.Ordinal) ? [zone] : zones,
            endpoint.Interfaces
                .Select(each => (each.ZoneId, Verdict: PathVerdict.Judge(id.Key, each.ZoneId, view, new Flow(Family: type))))
                .Where(each => !each.Verdict.Reachable)
                .ToImmutableSortedDictionary(each => each.ZoneId, each => each.Verdict.Rule, StringComparer.Ordinal),
            IsDown: !(view.Find<RegionState>(new EntityId(EntityKind.Region, endpoint.Region)) ?? RegionState.Initial).HasPower(zone));
    }

    private string ZoneOf(ClientGroup group, InterfaceEndpointState endpoint) =>
        view.Find<VpcState>(new EntityId(EntityKind.Vpc, endpoint.VpcId)) is { } vpc && vpc.Subnets.TryGetValue(ids.Id(group.Subnet), out var subnet)
            ? subnet.ZoneId
            : "";

    // Clients ask for IPv4 addresses first, and for IPv6 addresses where there are none.
    private (DnsRecordType Type, DnsAnswer Answer) Resolve(ClientGroup group, EntityId id, InterfaceEndpointState endpoint)
    {
        var name = group.Dns switch
        {
            "regional" => DnsNames.Regional(id.Key, endpoint),
            "private" => endpoint.PrivateDnsName is { } privateName ? privateName.Replace("*.", "any.", StringComparison.Ordinal) : "",
            var zone => DnsNames.Zonal(id.Key, endpoint, endpoint.Interfaces.FirstOrDefault(each => each.ZoneId == zone)?.ZoneName ?? zone),
        };
        var answer = DnsNames.Resolve(name, DnsRecordType.A, view, endpoint.VpcId);
        return answer.Status == DnsStatus.NoData
            ? (DnsRecordType.Aaaa, DnsNames.Resolve(name, DnsRecordType.Aaaa, view, endpoint.VpcId))
            : (DnsRecordType.A, answer);
    }
}
