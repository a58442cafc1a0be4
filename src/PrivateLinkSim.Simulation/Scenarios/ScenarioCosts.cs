using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a run with traffic costs: it looks at what is billed whenever that has changed.</summary>
internal sealed class ScenarioCosts(ScenarioTraffic traffic, Moment start, ResourceIds ids, RunView view)
{
    private readonly CostMeter _meter = new(PriceList.Load(), start);
    private readonly SortedDictionary<string, SortedSet<EntityId>> _endpointsOf = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Terms> _terms = new(StringComparer.Ordinal);
    private Moment _now = start;

    /// <summary>What it cost up to now.</summary>
    public CostTable Table => _meter.Total(
        _now,
        from series in traffic.Series
        from name in new[] { series.Group.Endpoint, series.Group.Fallback }
        where name is not null
        let endpoint = ids.Entity(EntityKind.InterfaceEndpoint, name)
        where endpoint is not null
        select (endpoint.Value.Key, series, name != series.Group.Endpoint));

    /// <summary>Looks at what has changed in the world.</summary>
    public void Look(Moment now, IEnumerable<EntityId> changed)
    {
        var things = new SortedSet<EntityId>(changed.Where(each => each.Kind is EntityKind.InterfaceEndpoint or EntityKind.EndpointService));
        foreach (var endpoint in things.Where(each => each.Kind == EntityKind.InterfaceEndpoint))
        {
            Endpoints(view.Find<InterfaceEndpointState>(endpoint)!.ServiceId).Add(endpoint);
        }

        things.UnionWith([.. things.Where(HasOtherTerms).SelectMany(service => Endpoints(service.Key))]);
        if (things.Count > 0)
        {
            _meter.See(now, Billed.In(view, things), things.Select(each => each.Key));
        }
    }

    /// <summary>Counts up to a moment.</summary>
    public void AdvanceTo(Moment now) => _now = now;

    private SortedSet<EntityId> Endpoints(string serviceId)
    {
        if (!_endpointsOf.TryGetValue(serviceId, out var endpoints))
        {
            _endpointsOf.Add(serviceId, endpoints = []);
        }

        return endpoints;
    }

    // A service changes with each connection; its endpoints' bills only with its terms.
    private bool HasOtherTerms(EntityId id)
    {
        if (view.Find<EndpointServiceState>(id) is not { } service)
        {
            return false;
        }

        var terms = new Terms(service.Exists, service.PayerResponsibility);
        var isOther = !_terms.TryGetValue(id.Key, out var before) || before != terms;
        _terms[id.Key] = terms;
        return isOther;
    }

    // What of a service bears on who is billed for its endpoints, and whether.
    private readonly record struct Terms(bool Exists, string? PayerResponsibility);
}
