using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>Something that happened on the way to what is asked about.</summary>
/// <param name="At">When, as an offset from the start.</param>
/// <param name="Who">The caller, or the entity.</param>
/// <param name="Step">The scenario's step that asked for it; null for what was not asked for.</param>
/// <param name="Rules">The rules whose working it is.</param>
internal sealed record WhyCause(long Turn, string At, string Who, string What, long? Step, ImmutableArray<string> Rules);

/// <summary>What led to something, the oldest first.</summary>
/// <param name="Of">What it led to; empty where that is what is asked about.</param>
internal sealed record WhyChain(string Of, ImmutableArray<WhyCause> Causes);

/// <summary>Something that stands in the way.</summary>
/// <param name="Reason">What exactly.</param>
/// <param name="Mend">What takes it away, one line for each thing to do; empty where nothing that is known does.</param>
internal sealed record WhyBlocker(string Rule, string Reason, ImmutableArray<string> Mend)
{
    /// <summary>What led to it; null where the topology has it so, or nobody looked.</summary>
    public WhyChain? Chain { get; init; }
}

/// <summary>What a run with the changes in it showed.</summary>
/// <param name="Holds">Whether nothing stands in the way any more.</param>
/// <param name="Steps">The changes that are steps, as a scenario has them.</param>
internal sealed record WhyProof(bool Holds, string Text, int Runs, ImmutableArray<JObject> Steps);

/// <summary>Why something is as it is.</summary>
/// <param name="Kind"><c>entity</c>, <c>refusal</c>, <c>call</c>, <c>turn</c>, <c>dns</c>, <c>flow</c> or <c>traffic</c>.</param>
/// <param name="Sentence">What is so.</param>
internal sealed record WhyAnswer(string Kind, string Subject, string At, string Sentence)
{
    /// <summary>What led to it.</summary>
    public ImmutableArray<WhyChain> Chains { get; init; } = [];

    /// <summary>All that stands in the way; null where nothing is barred.</summary>
    public ImmutableArray<WhyBlocker>? Blockers { get; init; }

    /// <summary>What removes it all, proven by running again; null where nobody asked for a proof.</summary>
    public WhyProof? Proof { get; init; }

    /// <summary>What could not be told, or proven, and why.</summary>
    public ImmutableArray<string> Remarks { get; init; } = [];
}
