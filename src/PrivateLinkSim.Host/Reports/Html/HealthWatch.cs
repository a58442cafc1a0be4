using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// Watches a run for how things are in it: folds the log as it is written, and looks at Regions, zones, load balancers, services and
/// endpoints whenever an instant that changed something is over. The faults are those that the scenario asks for.
/// </summary>
internal sealed class HealthWatch(Facts facts) : IRunObserver
{
    // More of a kind than anybody reads lanes of.
    private const int Most = 40;

    private readonly FaultWatch _faults = new();
    private readonly World _world = new(EntityTypes.Standard);
    private readonly SortedSet<EntityId> _watched = [];
    private readonly HashSet<EntityId> _leftOut = [];
    private readonly SortedDictionary<LaneId, List<LaneSpan>> _lanes = [];
    private readonly Dictionary<LaneId, (Moment Since, Health Health, string What)> _open = [];
    private Moment _now;
    private bool _hasChanged;

    /// <inheritdoc/>
    public void Merged(LogEntry entry, IEvent fact)
    {
        if (entry.Time > _now)
        {
            Look();
            _now = entry.Time;
        }

        _faults.See(entry, fact);
        if (entry.Owner is { } owner)
        {
            _world.Apply(owner, fact);
            Watch(owner);
        }
    }

    /// <inheritdoc/>
    public void Durable(long turn)
    {
    }

    /// <summary>What was seen, up to the end of the run. Asked once.</summary>
    public HealthRecord Conclude(Moment end)
    {
        Look();
        foreach (var (lane, state) in _open)
        {
            Close(lane, state, end);
        }

        _open.Clear();
        return new HealthRecord([.. _lanes.Select(lane => new Lane(lane.Key, [.. lane.Value]))], _faults.Conclude(end), _leftOut.Count);
    }

    private void Watch(EntityId entity)
    {
        if (entity.Kind is not (EntityKind.Region or EntityKind.Vpc or EntityKind.LoadBalancer or EntityKind.EndpointService or EntityKind.InterfaceEndpoint))
        {
            return;
        }

        _hasChanged = true;
        if (!_watched.Contains(entity) && !_leftOut.Contains(entity))
        {
            _ = _watched.Count(other => other.Kind == entity.Kind) < Most ? _watched.Add(entity) : _leftOut.Add(entity);
        }
    }

    private void Look()
    {
        if (!_hasChanged)
        {
            return;
        }

        _hasChanged = false;
        var seen = HealthSample.Of(_watched, new RunView(_world, facts)).ToImmutableSortedDictionary(each => each.Id, each => (each.Health, each.What));
        foreach (var (lane, state) in _open.ToArray())
        {
            if (!seen.TryGetValue(lane, out var now) || now != (state.Health, state.What))
            {
                Close(lane, state, _now);
                _open.Remove(lane);
            }
        }

        foreach (var (lane, (health, what)) in seen)
        {
            _open.TryAdd(lane, (_now, health, what));
        }
    }

    private void Close(LaneId lane, (Moment Since, Health Health, string What) state, Moment at)
    {
        // What ends where it began, as with the end of the run, was not seen by anybody.
        if (at == state.Since)
        {
            return;
        }

        if (!_lanes.TryGetValue(lane, out var spans))
        {
            _lanes.Add(lane, spans = []);
        }

        spans.Add(new LaneSpan(state.Since, at, state.Health, state.What));
    }
}

/// <summary>Tells several observers, one after the other.</summary>
internal sealed class Observers(params ImmutableArray<IRunObserver> all) : IRunObserver
{
    /// <inheritdoc/>
    public void Merged(LogEntry entry, IEvent fact)
    {
        foreach (var each in all)
        {
            each.Merged(entry, fact);
        }
    }

    /// <inheritdoc/>
    public void Chained(ReadOnlySpan<byte> link)
    {
        foreach (var each in all)
        {
            each.Chained(link);
        }
    }

    /// <inheritdoc/>
    public void Durable(long turn)
    {
        foreach (var each in all)
        {
            each.Durable(turn);
        }
    }
}
