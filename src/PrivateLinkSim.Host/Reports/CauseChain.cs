using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>An event in words, and what led to it: turn by turn back to what came in from outside.</summary>
internal static class CauseChain
{
    // Who wants to know more has `replay`.
    private const int Longest = 12;

    /// <summary>The entry first, then what caused it, and what caused that.</summary>
    public static IEnumerable<(LogEntry Entry, string Text)> Of(LogEntry entry, IRecordedLog log, Names names)
    {
        LogEntry? at = entry;
        for (var length = 0; at is not null && length < Longest; length++)
        {
            yield return (at, Tell(at, names));
            at = at.Cause is { } cause ? FirstOf(log, cause) : InputOf(at, log);
        }
    }

    /// <summary>An entry as a sentence.</summary>
    public static string Tell(LogEntry entry, Names names) => EventCatalogue.Standard.Read(entry) switch
    {
        RunStarted => "the run starts",
        CommandReceived received => $"{Asker(received, names)} calls {Calls.Of(received, names)}",
        CommandAnswered { Accepted: true } answered => string.Create(
            CultureInfo.InvariantCulture, $"the call of turn {answered.Input} is accepted{(answered.ResourceId is { } id ? $": {names.Of(id)}" : "")}"),
        CommandAnswered answered => string.Create(
            CultureInfo.InvariantCulture, $"the call of turn {answered.Input} is refused with {answered.Code} ({answered.Rule}): {answered.Message}"),
        var fact => $"{names.Of(entry.Owner!.Value)} {Narrative.Tell(fact, names, entry.Time).Predicate}",
    };

    private static string Asker(CommandReceived received, Names names) =>
        received.Principal is { } principal ? names.Principal(principal) : received.Account is { } account ? names.Of(account) : "the simulator";

    // An answer says which call it is of, and what an entity did in the turn of a call stands behind the call.
    private static LogEntry? InputOf(LogEntry entry, IRecordedLog log) =>
        entry.Index == 0 ? null : FirstOf(log, entry.Turn) is { Owner: null } input && input != entry ? input : null;

    private static LogEntry? FirstOf(IRecordedLog log, long turn)
    {
        var position = log.UpToTurn(turn - 1);
        return position < log.Length && log[position] is var first && first.Turn == turn ? first : null;
    }
}
