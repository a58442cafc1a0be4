using System.Collections.Immutable;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A time in which a group lost connections again and again: with packet loss one is lost now and then, and that is one story.</summary>
/// <param name="From">The first second in which one was lost, counted from the start of the run.</param>
/// <param name="Seconds">From there to the last.</param>
/// <param name="LosingSeconds">How many of these lost any.</param>
/// <param name="Counts">What became of all connections meanwhile.</param>
/// <param name="Zones">Through which zones they were lost.</param>
/// <param name="Rules">The rules that say why.</param>
internal sealed record LossSpell(long From, long Seconds, long LosingSeconds, ConnectionCounts Counts, string Zones, string Rules)
{
    // Who has lost nothing for a minute has lost nothing any more.
    private const long Calm = 60;

    /// <summary>All of a group, in the order of time.</summary>
    public static ImmutableArray<LossSpell> Of(ClientSeries series)
    {
        var spells = ImmutableArray.CreateBuilder<LossSpell>();
        var losses = series.Losses;
        for (var first = 0; first < losses.Length;)
        {
            var next = first + 1;
            while (next < losses.Length && losses[next].From - losses[next - 1].From - losses[next - 1].Seconds < Calm)
            {
                next++;
            }

            spells.Add(Join(series, losses[first..next]));
            first = next;
        }

        return spells.ToImmutable();
    }

    private static LossSpell Join(ClientSeries series, ImmutableArray<ClientStretch> losses)
    {
        var (from, to) = (losses[0].From, losses[^1].From + losses[^1].Seconds);
        return new LossSpell(
            from,
            to - from,
            losses.Sum(loss => loss.Seconds),
            series.Between(from, to),
            Listed(losses.SelectMany(loss => loss.ByZone.Where(zone => zone.Value.Lost > 0).Select(zone => zone.Key))),
            Listed(losses.SelectMany(loss => loss.Rules)));
    }

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
