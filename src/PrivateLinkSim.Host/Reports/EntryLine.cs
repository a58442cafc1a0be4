using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>An entry of a log as a sentence.</summary>
/// <param name="Who">Its subject: <c>run</c>, or an entity by its kind and name.</param>
/// <param name="What">Its predicate.</param>
internal readonly record struct EntryLine(string Who, string What)
{
    // The first entry holds the whole scenario, which nobody reads to say this.
    private static readonly EntryLine Start = new("run", "starts");

    /// <summary>What an entry says.</summary>
    public static EntryLine Of(LogEntry entry, Names names) =>
        entry.Type is "run.started" ? Start : Of(entry, EventCatalogue.Standard.Read(entry), names);

    /// <summary>What an entry says whose event was read already.</summary>
    public static EntryLine Of(LogEntry entry, IEvent fact, Names names) => fact switch
    {
        RunStarted => Start,
        CommandReceived received => new("run", $"takes in {received.Action}{(received.Account is { } account ? $" of {names.Of(account)}" : "")}"),
        CommandAnswered answered => new(
            "run", string.Create(CultureInfo.InvariantCulture, $"answers turn {answered.Input}: {(answered.Accepted ? "done" : $"{answered.Code} ({answered.Rule})")}")),
        _ => new(names.Of(entry.Owner!.Value), Narrative.Tell(fact, names, entry.Time).Predicate),
    };
}
