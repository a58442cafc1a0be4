using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>An entry of a log with what it says.</summary>
public sealed record ToldEntry(LogEntry Entry, IEvent Fact);

/// <summary>A call from outside, and how it ended.</summary>
public sealed record ToldCall(LogEntry Asked, CommandReceived Call, LogEntry At, CommandAnswered Answer);

/// <summary>Which turn caused which: a log, asked for causes.</summary>
public sealed class CauseLog(IRecordedLog log, EventCatalogue catalogue)
{
    /// <summary>The entries of a turn; none when nothing happened in it.</summary>
    public ImmutableArray<ToldEntry> Turn(long turn)
    {
        var entries = ImmutableArray.CreateBuilder<ToldEntry>();
        for (var at = log.UpToTurn(turn - 1); at < log.Length && log[at] is var entry && entry.Turn == turn; at++)
        {
            entries.Add(Told(entry));
        }

        return entries.ToImmutable();
    }

    /// <summary>The turns that led to a turn, from what came from outside (or the start of the run) to the turn itself.</summary>
    public ImmutableArray<long> ChainTo(long turn)
    {
        var chain = new Stack<long>([turn]);
        while (CauseOf(chain.Peek()) is { } cause)
        {
            chain.Push(cause);
        }

        return [.. chain];
    }

    /// <summary>The call from outside that led to a turn; null where nobody called.</summary>
    public CommandReceived? CallBehind(long turn) => Turn(ChainTo(turn)[0]).Select(each => each.Fact).OfType<CommandReceived>().FirstOrDefault();

    /// <summary>The events that made an entity what it was before a position, as far as its last events tell.</summary>
    public ImmutableArray<Shaping> ShapingsOf(EntityId entity, long before)
    {
        var positions = log.PositionsOf(entity, before);
        var from = Math.Max(0, positions.Count - Shaping.MostEvents);
        var type = EntityTypes.Standard[entity.Kind];
        return Shaping.Of(
            type,
            from == 0 ? type.Initial : log.StateOf(entity, positions[from])!,
            Enumerable.Range(from, positions.Count - from).Select(place => Told(log[positions[place]])));
    }

    /// <summary>The calls from outside that came in at an instant, in the order in which they ended.</summary>
    public IEnumerable<ToldCall> CallsAt(Moment time)
    {
        var open = new SortedDictionary<long, ToldEntry>();
        foreach (var entry in log.From(log.UpToTime(new Moment(time.Milliseconds - 1))).TakeWhile(entry => entry.Time == time))
        {
            if (!string.Equals(entry.Entity, LogEntry.Run, StringComparison.Ordinal))
            {
                continue;
            }

            var told = Told(entry);
            if (told.Fact is CommandReceived)
            {
                open[entry.Turn] = told;
            }
            else if (told.Fact is CommandAnswered answer && open.Remove(answer.Input, out var asked))
            {
                yield return new ToldCall(asked.Entry, (CommandReceived)asked.Fact, entry, answer);
            }
        }
    }

    /// <summary>
    /// When a step of the scenario made its call, found without reading the scenario. Steps are taken to be in the order of their times, as
    /// they nearly always stand: null where that does not lead to the step, or it made no call.
    /// </summary>
    public Moment? TimeOfStep(long step)
    {
        var (low, high) = (0L, log.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var (passed, call, at) = NextCall(middle, high);
            if (call?.Step == step)
            {
                return at;
            }

            (low, high) = call is not null && (call.Step ?? -1) < step ? (middle + passed, high) : (low, middle);
        }

        return null;
    }

    private (long Passed, CommandReceived? Call, Moment? At) NextCall(long from, long before)
    {
        var passed = 0L;
        foreach (var entry in log.From(from).TakeWhile(_ => from + passed < before))
        {
            passed++;
            if (string.Equals(entry.Entity, LogEntry.Run, StringComparison.Ordinal) && catalogue.Read(entry) is CommandReceived call)
            {
                return (passed, call, entry.Time);
            }
        }

        return (passed, null, null);
    }

    // A turn in which nothing happened, such as one that refused, left no entry that could name its cause. What is on its way within an
    // instant is on its way for the call that came in last.
    private long? CauseOf(long turn)
    {
        if (First(turn) is not { } first || first.Cause is not { } cause)
        {
            return null;
        }

        return First(cause) is not null ? cause : LastCallBefore(cause, first.Time);
    }

    private LogEntry? First(long turn) => log.UpToTurn(turn - 1) is var at && at < log.Length && log[at] is var entry && entry.Turn == turn ? entry : null;

    private long? LastCallBefore(long turn, Moment time)
    {
        for (var at = log.UpToTurn(turn) - 1; at >= 0 && log[at] is var entry && entry.Time == time; at--)
        {
            if (string.Equals(entry.Entity, LogEntry.Run, StringComparison.Ordinal) && catalogue.Is<CommandReceived>(entry))
            {
                return entry.Turn;
            }
        }

        return null;
    }

    private ToldEntry Told(LogEntry entry) => new(entry, catalogue.Read(entry));
}
