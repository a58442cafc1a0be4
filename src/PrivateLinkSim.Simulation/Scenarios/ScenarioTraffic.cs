using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The traffic of a run: what each group of clients sees of the network whenever that has changed. Nothing of it goes into the log;
/// it follows from the log and the scenario. A change counts from the next full second on, and only for the groups that see the entity.
/// </summary>
internal sealed class ScenarioTraffic
{
    private const long MillisecondsPerSecond = 1000;

    private readonly Moment _start;
    private readonly ResourceIds _ids;
    private readonly WatchedWorld _view;
    private readonly TrafficModel _model;
    private readonly TrafficPaths _paths;
    private readonly Sight[] _sights;

    public ScenarioTraffic(Scenario scenario, Moment start, ResourceIds ids, RunView view)
    {
        (_start, _ids, _view) = (start, ids, new WatchedWorld(view));
        _model = new TrafficModel(scenario.Traffic, AsksForLoad(scenario), view.Facts.Settings.EndpointInterfaceGbps);
        _paths = new TrafficPaths(scenario.Topology, ids, _view);
        _sights = [.. Series.Select(_ => Sight.None)];
    }

    /// <summary>The groups, in the order of their names.</summary>
    public ImmutableArray<ClientSeries> Series => _model.Series;

    /// <summary>The second of the run in which a moment lies.</summary>
    public long SecondOf(Moment moment) => (moment.Milliseconds - _start.Milliseconds) / MillisecondsPerSecond;

    /// <summary>Looks at the network after entities have changed.</summary>
    public void Look(Moment now, IReadOnlySet<EntityId> changed)
    {
        var isNew = false;
        for (var index = 0; index < _sights.Length; index++)
        {
            if (_sights[index].MayHaveChanged(changed))
            {
                var (view, from) = (ViewOf(Series[index]), _view.TakeSeen());
                _sights[index] = new Sight(view, IsKnown(Series[index].Group) ? from : null);
                isNew |= view is not null;
            }
        }

        if (isNew)
        {
            _model.See(SecondOf(now + TimeSpan.FromMilliseconds(MillisecondsPerSecond - 1)), [.. _sights.Select(sight => sight.View)]);
        }
    }

    /// <summary>Counts all full seconds before a moment.</summary>
    public void AdvanceTo(Moment now) => _model.AdvanceTo(SecondOf(now));

    /// <summary>The series of a group or of all groups of an endpoint, by name, or of all.</summary>
    public IReadOnlyList<ClientSeries> Of(string name) =>
        [.. Series.Where(series => name == TrafficFacts.All || series.Group.Name == name || series.Group.Endpoint == name)];

    private static bool AsksForLoad(Scenario scenario) =>
        scenario.Topology.LoadBalancers.Any(loadBalancer => loadBalancer.TargetCapacity is not null)
        || scenario.Steps.SelectMany(step => step.Expect.Concat(step.Eventually).Concat(step.Always).Concat(step.Never)).Any(condition => condition.LoadAtMost is not null);

    // Before an endpoint is made, nothing tells that what a group sees rests on it.
    private bool IsKnown(ClientGroup group) =>
        _ids.Entity(EntityKind.InterfaceEndpoint, group.Endpoint) is not null
        && (group.Fallback is null || _ids.Entity(EntityKind.InterfaceEndpoint, group.Fallback) is not null);

    private ClientView? ViewOf(ClientSeries series)
    {
        var (group, delay) = (series.Group, AnswerDelayOf(series.Group));
        return ViewOf(group, group.Endpoint, series.HasBegun, delay) is { } view
            ? view with { Fallback = group.Fallback is { } fallback ? ViewOf(group, fallback, hasBegun: false, delay) : null }
            : null;
    }

    // Clients elsewhere have other resolvers than the VPC's.
    private int AnswerDelayOf(ClientGroup group) =>
        group.Source == ClientSource.Vpc && _ids.Entity(EntityKind.InterfaceEndpoint, group.Endpoint) is { } id && _view.Find<InterfaceEndpointState>(id) is { } endpoint
            ? DnsDelay.Of(endpoint.VpcId, _view)
            : 0;

    private ClientView? ViewOf(ClientGroup group, string name, bool hasBegun, int answerDelay)
    {
        if (_ids.Entity(EntityKind.InterfaceEndpoint, name) is not { } id
            || _view.Find<InterfaceEndpointState>(id) is not { } endpoint
            || (!hasBegun && endpoint.Status != EndpointStatus.Available))
        {
            return null;
        }

        var zone = ClientQuestion.ZoneOf(group, endpoint, _ids.Id, _view);
        var question = ClientQuestion.Of(group, id.Key, endpoint, isFallback: name != group.Endpoint, _ids.Id, _view);
        var (answer, flow) = question.Resolve(_view);
        var region = _view.Find<RegionState>(new EntityId(EntityKind.Region, endpoint.Region)) ?? RegionState.Initial;
        return new ClientView(
            question.Choose([.. answer.Interfaces.Select(each => each.ZoneId)]),
            endpoint.Interfaces.ToImmutableSortedDictionary(each => each.ZoneId, each => _paths.Of(id.Key, endpoint, each, zone, flow, group), StringComparer.Ordinal))
        {
            IsDown = group.Source == ClientSource.Vpc && !region.HasPower(zone),
            AnswerDelay = answerDelay,
        };
    }

    // What a group saw last, and the entities that it was read from; null while these are not known.
    private readonly record struct Sight(ClientView? View, IReadOnlySet<EntityId>? From)
    {
        public static readonly Sight None = new(null, null);

        public bool MayHaveChanged(IReadOnlySet<EntityId> changed) => From is null || changed.Any(From.Contains);
    }
}
