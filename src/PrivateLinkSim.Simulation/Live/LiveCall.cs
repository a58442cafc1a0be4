using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What somebody outside asks of a live run, in the words of a scenario's step: its command and whether it is a dry run.</summary>
/// <param name="Step">A step with a command. Its time, its notes and its expectations say nothing here.</param>
/// <param name="Caller">Who calls, and in which Region; null for the simulator's own verbs.</param>
public sealed record LiveCall(Step Step, Caller? Caller)
{
    /// <summary>Whether it may name what the topology has names for. The log has their ids.</summary>
    public bool HasNames { get; init; }
}

/// <summary>How a call ended, all of it durable.</summary>
/// <param name="Parts">The outcome of each resource of a batch call, in the call's order; one for every other call.</param>
/// <param name="Seen">The world with all that the call caused at its time.</param>
public sealed record LiveAnswer(ImmutableArray<LivePart> Parts, Snapshot Seen);

/// <summary>How a call ended for one resource.</summary>
/// <param name="Parameters">What was asked, as the log has it.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="At">When, in virtual time.</param>
public sealed record LivePart(JObject Parameters, Outcome Outcome, Moment At);

/// <summary>A call names something that can't be asked, such as a zone that no Region has. It left no trace in the log.</summary>
public sealed class BadLiveCallException(string message) : Exception(message);
