using System.Collections.Immutable;
using System.Numerics;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// All groups of clients together, second by second. A pure computation of what they saw and when. Groups whose targets or interfaces
/// are the same go in step where a limit of these may bind; seconds that are like the ones before are not gone through, but counted.
/// </summary>
public sealed class TrafficModel
{
    private const long MostPorts = 55_000;
    private const long LongestPeriod = 100_000;

    private readonly ImmutableArray<Clients> _clients;
    private readonly bool _isLimited;
    private ImmutableArray<Batch> _batches = [];

    /// <summary>The traffic of groups, in the order of their names.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="weighsLoad">Whether the load of targets is asked for, or a capacity of theirs is stated; otherwise they are looked at only when ports or bandwidth may not suffice.</param>
    public TrafficModel(IEnumerable<ClientGroup> groups, bool weighsLoad = false)
    {
        ImmutableArray<ClientGroup> sorted = [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)];
        _isLimited = weighsLoad || sorted.Sum(MostHeld) > MostPorts || sorted.Sum(group => (decimal)group.ConnectionsPerSecond * group.BytesPerConnection) > SharedLimits.BytesPerSecond;
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

        _batches = Gather(second);
    }

    /// <summary>Counts all seconds before this one.</summary>
    public void AdvanceTo(long second)
    {
        foreach (var batch in _batches)
        {
            while (batch.Second < second)
            {
                if (!TrySkip(batch, second))
                {
                    Step(batch);
                }
            }
        }
    }

    private static void Step(Batch batch)
    {
        foreach (var clients in batch.Clients)
        {
            clients.Begin(batch.Second);
        }

        batch.Limits?.Begin();
        for (var choice = 0; choice < Clients.Choices; choice++)
        {
            foreach (var clients in batch.Clients)
            {
                clients.Send(choice, batch.Second);
            }

            batch.Limits?.Grant(choice);
            foreach (var clients in batch.Clients)
            {
                clients.Land(choice, batch.Second);
            }
        }

        batch.Limits?.Weigh();
        foreach (var clients in batch.Clients)
        {
            clients.End(batch.Second);
        }

        batch.Second++;
    }

    // Once every second is like the one before, and all that is open was opened in such seconds, a period is gone through and repeated.
    private static bool TrySkip(Batch batch, long second)
    {
        if (second - batch.Second < 2 || batch.Second <= batch.RegularSince)
        {
            return false;
        }

        var period = batch.Clients.Aggregate(1L, (common, clients) => Common(common, clients.Period()));
        if (period > LongestPeriod || second - batch.Second < 2 * period)
        {
            return false;
        }

        foreach (var clients in batch.Clients)
        {
            clients.Remember();
        }

        for (var end = batch.Second + period; batch.Second < end;)
        {
            Step(batch);
        }

        if (batch.Second > batch.RegularSince)
        {
            var times = (second - batch.Second) / period;
            foreach (var clients in batch.Clients)
            {
                clients.Repeat(times);
            }

            batch.Second += times * period;
        }

        return true;
    }

    private static long Common(long one, long other) =>
        one > LongestPeriod || other > LongestPeriod ? LongestPeriod + 1 : one / (long)BigInteger.GreatestCommonDivisor(one, other) * other;

    // Twice what is open at most, because what breaks is opened again.
    private static long MostHeld(ClientGroup group) =>
        2 * (group.KeepOpen > 0 ? group.KeepOpen : (long)group.ConnectionsPerSecond * Math.Max(group.ConnectionSeconds, 60));

    // Groups that share what may be too small for them are counted in step.
    private ImmutableArray<Batch> Gather(long second)
    {
        var begun = _clients.Where(clients => clients.Series.HasBegun).ToArray();
        if (!_isLimited)
        {
            return [.. begun.Select(clients => new Batch([clients], null) { Second = second })];
        }

        var batches = new List<(SortedSet<string> Shared, List<Clients> Clients)>();
        foreach (var clients in begun)
        {
            var shared = new SortedSet<string>(clients.Lanes.SelectMany(SharedLimits.Names), StringComparer.Ordinal);
            var joined = batches.Where(batch => batch.Shared.Overlaps(shared)).ToArray();
            batches.RemoveAll(joined.Contains);
            shared.UnionWith(joined.SelectMany(batch => batch.Shared));
            batches.Add((shared, [.. joined.SelectMany(batch => batch.Clients), clients]));
        }

        return
        [
            .. from batch in batches
               let sorted = batch.Clients.OrderBy(clients => clients.Series.Group.Name, StringComparer.Ordinal).ToImmutableArray()
               select new Batch(sorted, new SharedLimits(sorted)) { Second = second },
        ];
    }

    private sealed class Batch(ImmutableArray<Clients> clients, SharedLimits? limits)
    {
        public ImmutableArray<Clients> Clients { get; } = clients;

        public SharedLimits? Limits { get; } = limits;

        public long Second { get; set; }

        public long RegularSince
        {
            get
            {
                var since = 0L;
                foreach (var each in Clients)
                {
                    since = Math.Max(since, each.RegularSince + each.Memory + 1);
                }

                return since;
            }
        }
    }
}
