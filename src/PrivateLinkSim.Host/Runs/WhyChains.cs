using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The causes that a log tells, in words.</summary>
internal sealed class WhyChains(SeenWorld seen)
{
    // More of what one turn did than anybody reads.
    private const int MostOfTurn = 4;

    private readonly CauseLog _log = new(seen.Log, EventCatalogue.Standard);

    /// <summary>The log, asked for causes.</summary>
    public CauseLog Log => _log;

    /// <summary>What led to a turn, and the turn itself.</summary>
    public WhyChain To(long turn, string of = "") => new(of, [.. _log.ChainTo(turn).SelectMany(each => CausesOf(each, isLast: each == turn))]);

    /// <summary>What led to an event, and the event itself, without whatever else its turn did.</summary>
    public WhyChain To(ToldEntry told, string of = "") => new(
        of, [.. _log.ChainTo(told.Entry.Turn).Where(turn => turn != told.Entry.Turn).SelectMany(turn => CausesOf(turn, isLast: false)), .. CallOf(told), CauseOf(told)]);

    /// <summary>The events that made an entity what it is, the oldest first.</summary>
    public ImmutableArray<Shaping> ShapingsOf(EntityId entity) => _log.ShapingsOf(entity, seen.Position);

    /// <summary>The last event that changed one of these members of an entity's state; null when none did.</summary>
    public ToldEntry? LastOf(EntityId entity, params ReadOnlySpan<string> members)
    {
        ToldEntry? last = null;
        foreach (var shaping in ShapingsOf(entity))
        {
            foreach (var member in members)
            {
                last = shaping.Members.Contains(member, StringComparer.Ordinal) ? shaping.Event : last;
            }
        }

        return last;
    }

    // What a call does at once stands in its own turn.
    private IEnumerable<WhyCause> CallOf(ToldEntry told) =>
        _log.Turn(told.Entry.Turn).Where(each => each.Fact is CommandReceived).Select(CauseOf);

    private IEnumerable<WhyCause> CausesOf(long turn, bool isLast)
    {
        var all = _log.Turn(turn).Where(told => told.Fact is not RunStarted).ToArray();
        var shown = all.Take(MostOfTurn).Select(CauseOf);
        return all.Length <= MostOfTurn
            ? shown
            : shown.Append(new WhyCause(
                turn, seen.Names.At(all[0].Entry.Time), "…", string.Create(CultureInfo.InvariantCulture, $"and {all.Length - MostOfTurn} more events of this turn"), null, []));
    }

    private WhyCause CauseOf(ToldEntry told)
    {
        var (entry, at) = (told.Entry, seen.Names.At(told.Entry.Time));
        return told.Fact switch
        {
            CommandReceived received => new WhyCause(
                entry.Turn, at, Calls.CallerOf(received, seen.Names), $"calls {Calls.Of(received, seen.Names)}", received.Step, []),
            CommandAnswered { Accepted: true } => new WhyCause(entry.Turn, at, "the call", "is accepted", null, []),
            CommandAnswered refused => new WhyCause(
                entry.Turn, at, refused.By is { } by ? seen.Names.Of(by) : "AWS", $"refuses with {refused.Code}: {refused.Message}", null, [.. Rule(refused.Rule)]),
            var fact => new WhyCause(
                entry.Turn, at, seen.Names.Of(entry.Owner!.Value), Narrative.Tell(fact, seen.Names, entry.Time).Predicate, null, [.. EventRules.Of(fact)]),
        };
    }

    private static IEnumerable<string> Rule(string? rule) => string.IsNullOrEmpty(rule) ? [] : [rule];
}
