using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a run with traffic costs: it looks at what is billed whenever the world has changed.</summary>
internal sealed class ScenarioCosts(ScenarioTraffic traffic, Moment start, ResourceIds ids, RunView view)
{
    private readonly CostMeter _meter = new(PriceList.Load(), start);
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

    /// <summary>Looks at the world after a change.</summary>
    public void Look(Moment now) => _meter.See(now, Billed.In(view));

    /// <summary>Counts up to a moment.</summary>
    public void AdvanceTo(Moment now) => _now = now;
}
