using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What faults did to a group of clients, from their beginning to the end of the recovery.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Lost">The connections that did not reach a target.</param>
/// <param name="Attempted">The connections that were tried. Clients that are down with their own zone try none.</param>
/// <param name="SecondsBelow">The seconds in which a smaller share of them reached a target than the objective says.</param>
/// <param name="SecondsDown">The seconds in which the clients themselves were down, and tried nothing.</param>
/// <param name="Rules">The rules that say why connections timed out.</param>
public sealed record GroupDamage(string Group, long Lost, long Attempted, long SecondsBelow, long SecondsDown, ImmutableSortedSet<string> Rules)
{
    private const long Whole = 1_000_000;

    /// <summary>Measures a group.</summary>
    /// <param name="objective">In millionths of the connections of a second.</param>
    public static GroupDamage Of(ClientSeries series, ChaosTimes times, long objective)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(times);
        var (below, down) = (0L, 0L);
        var rules = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var stretch in series.Stretches)
        {
            var seconds = Math.Min(times.EndAt, stretch.From + stretch.Seconds) - Math.Max(times.FaultAt, stretch.From);
            if (seconds > 0)
            {
                down += stretch.Counts.Attempted == 0 ? seconds : 0;
                below += (Int128)stretch.Counts.Connected * Whole < (Int128)objective * stretch.Counts.Attempted ? seconds : 0;
                rules.UnionWith(stretch.Rules);
            }
        }

        var counts = series.Between(times.FaultAt, times.EndAt);
        return new GroupDamage(series.Group.Name, counts.Lost, counts.Attempted, below, down, rules.ToImmutable());
    }
}

/// <summary>What faults did to all groups, in the order of their names.</summary>
public sealed record ChaosDamage(ImmutableArray<GroupDamage> Groups)
{
    /// <summary>The groups that lost connections.</summary>
    public IEnumerable<GroupDamage> Hit => Groups.Where(group => group.Lost > 0);

    /// <summary>The connections that all groups lost.</summary>
    public long Lost => Groups.Sum(group => group.Lost);

    /// <summary>The connections that all groups tried.</summary>
    public long Attempted => Groups.Sum(group => group.Attempted);

    /// <summary>The seconds of the group that was longest below the objective.</summary>
    public long SecondsBelow => Groups.Max(group => group.SecondsBelow);

    /// <summary>The damage to some of the groups.</summary>
    public ChaosDamage To(ImmutableArray<string> groups) => new([.. Groups.Where(group => groups.Contains(group.Group, StringComparer.Ordinal))]);
}
