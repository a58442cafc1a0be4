using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// All groups of clients together, second by second. A pure computation of what they saw and when. Groups whose targets or interfaces
/// are the same go in step where a limit of these may bind; seconds that are like the ones before are not gone through, but counted.
/// </summary>
public sealed class TrafficModel
{
    private const long MostPorts = 55_000;
    private const long BytesPerSecondOfGbps = 1_000_000_000 / 8;

    private readonly ImmutableArray<Clients> _clients;
    private readonly bool _isLimited;
    private readonly long _bytesPerSecond;
    private ImmutableArray<TrafficBatch> _batches = [];

    /// <summary>The traffic of groups, in the order of their names.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="weighsLoad">Whether the load of targets is asked for, or a capacity of theirs is stated; otherwise they are looked at only when ports or bandwidth may not suffice.</param>
    /// <param name="interfaceGbps">What an interface of an endpoint passes at most, in gigabits a second (§6.3).</param>
    public TrafficModel(IEnumerable<ClientGroup> groups, bool weighsLoad = false, int interfaceGbps = 100)
    {
        _bytesPerSecond = interfaceGbps * BytesPerSecondOfGbps;
        ImmutableArray<ClientGroup> sorted = [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)];
        _isLimited = weighsLoad || sorted.Sum(MostHeld) > MostPorts || sorted.Sum(group => (decimal)group.ConnectionsPerSecond * group.BytesPerConnection) > _bytesPerSecond;
        _clients = [.. sorted.Select(group => new Clients(group, _isLimited))];
        Series = [.. _clients.Select(clients => clients.Series)];
    }

    /// <summary>What became of each group's connections.</summary>
    public ImmutableArray<ClientSeries> Series { get; }

    /// <summary>From a second on, groups see this; what they saw before holds until then. A group that sees nothing has not begun.</summary>
    public void See(long second, IReadOnlyList<ClientView?> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        var changed = _clients.Zip(views, (clients, view) => (Clients: clients, View: view)).Where(each => each.View is { } view && each.Clients.IsNew(view)).ToArray();
        if (changed.Length == 0)
        {
            return;
        }

        AdvanceTo(second);
        foreach (var (clients, view) in changed)
        {
            clients.See(second, view!);
        }

        _batches = Gather(second, changed.Select(each => each.Clients).ToHashSet());
    }

    /// <summary>Counts all seconds before this one.</summary>
    public void AdvanceTo(long second)
    {
        foreach (var batch in _batches)
        {
            batch.AdvanceTo(second);
        }
    }

    // Twice what is open at most, because what breaks is opened again.
    private static long MostHeld(ClientGroup group) =>
        2 * (group.KeepOpen > 0 ? group.KeepOpen : (long)group.ConnectionsPerSecond * Math.Max(group.ConnectionSeconds, 60));

    // Groups that share what may be too small for them are counted in step. Where nothing has changed, everything goes on.
    private ImmutableArray<TrafficBatch> Gather(long second, IReadOnlySet<Clients> changed)
    {
        var gathered = _isLimited
            ? Sharing([.. _clients.Where(clients => clients.Series.HasBegun)])
            : [.. _clients.Where(clients => clients.Series.HasBegun).Select(clients => ImmutableArray.Create(clients))];
        return
        [
            .. from clients in gathered
               let going = clients.Any(changed.Contains) ? null : _batches.FirstOrDefault(batch => batch.Clients.SequenceEqual(clients))
               select going ?? Begin(clients, second),
        ];
    }

    private TrafficBatch Begin(ImmutableArray<Clients> clients, long second)
    {
        foreach (var each in clients)
        {
            each.ForgetRound();
        }

        return new TrafficBatch(clients, _isLimited ? new SharedLimits(clients, _bytesPerSecond) : null, second);
    }

    private static ImmutableArray<ImmutableArray<Clients>> Sharing(ImmutableArray<Clients> begun)
    {
        var batches = new List<(SortedSet<string> Shared, List<Clients> Clients)>();
        foreach (var clients in begun)
        {
            var shared = new SortedSet<string>(clients.Lanes.SelectMany(SharedLimits.Names), StringComparer.Ordinal);
            var joined = batches.Where(batch => batch.Shared.Overlaps(shared)).ToArray();
            batches.RemoveAll(joined.Contains);
            shared.UnionWith(joined.SelectMany(batch => batch.Shared));
            batches.Add((shared, [.. joined.SelectMany(batch => batch.Clients), clients]));
        }

        return [.. batches.Select(batch => batch.Clients.OrderBy(clients => clients.Series.Group.Name, StringComparer.Ordinal).ToImmutableArray())];
    }
}
