using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What faults did to a group of clients, from their beginning to the end of the recovery.</summary>
/// <param name="Group">Its name.</param>
/// <param name="Lost">The connections that did not reach a target.</param>
/// <param name="Attempted">The connections that were tried. Clients that are down with their own zone try none.</param>
/// <param name="Broken">The open connections that were reset or cut off, but for those of clients that are down themselves.</param>
/// <param name="Missing">
/// Of clients that keep connections open, how many of these were missing, added up over the seconds; null for others. How often such
/// clients try again says little about what they lack.
/// </param>
/// <param name="SecondsBelow">
/// The seconds in which a smaller share of them reached a target than the objective says; of clients that keep connections open, in
/// which a smaller share of these was open.
/// </param>
/// <param name="SecondsDown">The seconds in which the clients themselves were down, and tried nothing.</param>
/// <param name="Rules">The rules that say why connections were lost.</param>
public sealed record GroupDamage(
    string Group, long Lost, long Attempted, long Broken, long? Missing, long SecondsBelow, long SecondsDown, ImmutableSortedSet<string> Rules)
{
    private const long Whole = 1_000_000;

    /// <summary>What faults are compared by: the connections that were lost, new or open, or were missing for a second.</summary>
    public long Harm => Missing ?? Lost + Broken;

    /// <summary>Measures a group.</summary>
    /// <param name="objective">In millionths of the connections of a second.</param>
    /// <param name="isDown">Whether the clients are down while the faults last.</param>
    public static GroupDamage Of(ClientSeries series, ChaosTimes times, long objective, bool isDown)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(times);
        var from = isDown ? times.RepairAt : times.FaultAt;
        var (below, missing, open) = (0L, 0L, 0L);
        var rules = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var stretch in series.Stretches)
        {
            var (first, last) = (Math.Max(from, stretch.From), Math.Min(times.EndAt, stretch.From + stretch.Seconds));
            if (first < last)
            {
                rules.UnionWith(stretch.Rules);
                var (lacking, lacked) = series.Group.KeepOpen > 0 ? Lacking(series.Group.KeepOpen, open, stretch, first, last, objective) : default;
                missing += lacked;
                below += series.Group.KeepOpen > 0 ? lacking : IsBelow(stretch, objective) ? last - first : 0;
            }

            open = stretch.Open;
        }

        var counts = series.Between(from, times.EndAt);
        return new GroupDamage(
            series.Group.Name, counts.Lost, counts.Attempted, counts.Broken, series.Group.KeepOpen > 0 ? missing : null, below,
            isDown ? times.Seconds : 0, rules.ToImmutable());
    }

    private static bool IsBelow(ClientStretch stretch, long objective) =>
        (Int128)stretch.Counts.Connected * Whole < (Int128)objective * stretch.Counts.Attempted;

    // What is open grows or shrinks evenly within a stretch, from what it was at the end of the one before.
    private static (long SecondsBelow, long Missing) Lacking(long wanted, long before, ClientStretch stretch, long first, long last, long objective)
    {
        if (before == stretch.Open || stretch.Seconds == 1)
        {
            return (stretch.Open * (Int128)Whole < (Int128)objective * wanted ? last - first : 0, (wanted - stretch.Open) * (last - first));
        }

        var (below, missing) = (0L, 0L);
        for (var second = first; second < last; second++)
        {
            var open = before + (long)((Int128)(stretch.Open - before) * (second - stretch.From + 1) / stretch.Seconds);
            below += open * (Int128)Whole < (Int128)objective * wanted ? 1 : 0;
            missing += wanted - open;
        }

        return (below, missing);
    }
}

/// <summary>What faults did to all groups, in the order of their names.</summary>
public sealed record ChaosDamage(ImmutableArray<GroupDamage> Groups)
{
    /// <summary>The groups that lost connections, new or open.</summary>
    public IEnumerable<GroupDamage> Hit => Groups.Where(group => group.Harm > 0 || group.Broken > 0);

    /// <summary>The connections that all groups lost.</summary>
    public long Lost => Groups.Sum(group => group.Lost);

    /// <summary>The open connections of all groups that broke.</summary>
    public long Broken => Groups.Sum(group => group.Broken);

    /// <summary>How many open connections of all groups were missing, added up over the seconds.</summary>
    public long Missing => Groups.Sum(group => group.Missing ?? 0);

    /// <summary>What faults are compared by.</summary>
    public long Harm => Groups.Sum(group => group.Harm);

    /// <summary>The connections that all groups tried.</summary>
    public long Attempted => Groups.Sum(group => group.Attempted);

    /// <summary>The seconds of the group that was longest below the objective.</summary>
    public long SecondsBelow => Groups.Max(group => group.SecondsBelow);

    /// <summary>The damage to some of the groups.</summary>
    public ChaosDamage To(ImmutableArray<string> groups) => new([.. Groups.Where(group => groups.Contains(group.Group, StringComparer.Ordinal))]);
}
