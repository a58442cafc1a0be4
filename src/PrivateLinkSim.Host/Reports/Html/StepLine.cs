using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>A value that holds for some seconds; not a number where there is none.</summary>
internal readonly record struct Plateau(long From, long Seconds, double Value)
{
    public long To => From + Seconds;
}

/// <summary>A line of a plot: values that hold, one after the other.</summary>
/// <param name="Ink">Which of the page's inks: <c>ink-1</c> and so on.</param>
/// <param name="Dashed">Lines differ by more than colour.</param>
internal sealed record StepLine(string Name, string Ink, bool Dashed, ImmutableArray<Plateau> Plateaus)
{
    /// <summary>
    /// At most four plateaus for each of so many equal parts of the time: the first, the lowest, the highest and the last that begin in
    /// it. So a second in which something was lost shows, however long the run.
    /// </summary>
    public static ImmutableArray<Plateau> Thin(IReadOnlyList<Plateau> all, int parts)
    {
        if (all.Count <= parts)
        {
            return [.. all];
        }

        var (from, length) = (all[0].From, all[^1].To - all[0].From);
        var kept = ImmutableArray.CreateBuilder<Plateau>();
        foreach (var part in all.GroupBy(each => (long)((Int128)(each.From - from) * parts / length)))
        {
            Plateau[] inPart = [.. part];
            var numbers = inPart.Where(each => !double.IsNaN(each.Value)).ToArray();
            Plateau[] telling = numbers.Length == 0
                ? [inPart[0], inPart[^1]]
                : [inPart[0], inPart[^1], numbers.MinBy(each => each.Value), numbers.MaxBy(each => each.Value)];
            kept.AddRange(telling.Distinct().OrderBy(each => each.From));
        }

        // What is kept holds until the next that is kept begins.
        for (var index = 0; index < kept.Count; index++)
        {
            var until = index + 1 < kept.Count ? kept[index + 1].From : all[^1].To;
            kept[index] = kept[index] with { Seconds = until - kept[index].From };
        }

        return kept.ToImmutable();
    }
}
