using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The events of a recorded run beside those of the run that was made again of it.</summary>
internal static class RecordedEvents
{
    /// <summary>Whether an entry is an input of its run.</summary>
    public static bool IsInput(LogEntry entry) => entry.Owner is null && EventCatalogue.Standard.Is<CommandReceived>(entry);

    /// <summary>The first event that is not as it was recorded, in words; null when all are. A run that did not end is the beginning of the other.</summary>
    /// <param name="leftOut">The turns of the inputs that were not made again.</param>
    public static string? Compare(IReadOnlyList<LogEntry> recorded, IReadOnlyList<LogEntry> again, bool isServed, IReadOnlyCollection<long> leftOut)
    {
        var (wanted, made) = (Without(recorded, leftOut), again);
        var (ofWanted, ofMade) = leftOut.Count == 0 ? ([], []) : (TurnsOf(wanted), TurnsOf(made));
        for (var place = isServed ? 1 : 0; place < wanted.Count; place++)
        {
            var (one, other) = (Plain(wanted[place], isServed, ofWanted), place < made.Count ? Plain(made[place], isServed, ofMade) : []);
            if (!JToken.DeepEquals(one, other))
            {
                var (path, before, now) = LogDifference.Find(one, other);
                return $"turn {wanted[place].Turn}, {one["entity"]}, {one["type"]}: {path} was {Show(before)}, and is {Show(now)}";
            }
        }

        return null;
    }

    // Whatever an input causes at its time comes before the next input; of one that was refused there is nothing later.
    private static IReadOnlyList<LogEntry> Without(IReadOnlyList<LogEntry> log, IReadOnlyCollection<long> leftOut)
    {
        if (leftOut.Count == 0)
        {
            return log;
        }

        var kept = new List<LogEntry>();
        Moment? until = null;
        foreach (var entry in log)
        {
            if (IsInput(entry))
            {
                until = leftOut.Contains(entry.Turn) ? entry.Time : null;
            }
            else if (until is { } time && entry.Time > time)
            {
                until = null;
            }

            if (until is null)
            {
                kept.Add(entry);
            }
        }

        return kept;
    }

    private static long[] TurnsOf(IEnumerable<LogEntry> log) => [.. log.Select(entry => entry.Turn).Distinct()];

    // What a step adds to an input from outside: its number, the name of what it makes; and a dry run is said elsewhere. Where inputs are
    // left out, turns are counted without theirs, and so are the events of the run itself.
    private static JObject Plain(LogEntry entry, bool isServed, long[] turns)
    {
        var data = CanonicalJson.ReadObject(entry.Data.Span);
        if (isServed && entry.Owner is null)
        {
            data.Remove("step");
            data.Remove("label");
            (data["parameters"] as JObject)?.Remove("DryRun");
        }

        var plain = LogDifference.Envelope(entry, data);
        if (turns.Length > 0)
        {
            foreach (var requester in data.Descendants().OfType<JProperty>().Where(each => each.Name == "requester").Select(each => each.Value).OfType<JObject>())
            {
                if (requester["turn"] is { } asked)
                {
                    requester["turn"] = Ordinal(turns, (long)asked);
                }
            }

            plain["turn"] = Ordinal(turns, entry.Turn);
            if (entry.Cause is { } cause)
            {
                plain["cause"] = Ordinal(turns, cause);
            }

            if (entry.Owner is null)
            {
                plain.Remove("number");
                if (data["input"] is { } input)
                {
                    data["input"] = Ordinal(turns, (long)input);
                }
            }
        }

        return plain;
    }

    // A turn without events counts as the one before it.
    private static int Ordinal(long[] turns, long turn) => Array.BinarySearch(turns, turn) is var at && at >= 0 ? at : ~at - 1;

    private static string Show(JToken? value) => value is null ? "absent" : value.ToString(Newtonsoft.Json.Formatting.None);
}
