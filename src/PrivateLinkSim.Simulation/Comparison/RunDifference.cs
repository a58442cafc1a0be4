using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A value that differs; null where one of the runs has none.</summary>
/// <param name="Path">Where it is: <c>interfaces[use1-az1].withdrawn</c>.</param>
public sealed record FieldDifference(string Path, string? A, string? B);

/// <summary>Where two logs part.</summary>
/// <param name="A">The first entry of one that is not in the other; null when it has ended there.</param>
/// <param name="B">The same of the other.</param>
/// <param name="Field">The first member in which the two entries differ; null when one of them is missing.</param>
public sealed record LogDivergence(LogEntry? A, LogEntry? B, FieldDifference? Field);

/// <summary>An entity that is not the same at the end of two runs.</summary>
/// <param name="A">Which it is in the one; null where it does not exist.</param>
/// <param name="B">Which it is in the other.</param>
/// <param name="Name">What the scenarios call it.</param>
/// <param name="Fields">What differs of one that both have.</param>
public sealed record EntityDifference(EntityId? A, EntityId? B, string Name, ImmutableArray<FieldDifference> Fields)
{
    /// <summary>Which entity it is, in the run that has it.</summary>
    public EntityId Entity => A ?? B!.Value;
}

/// <summary>A span of time in which two runs differed.</summary>
/// <param name="From">From when on, since the start.</param>
/// <param name="Until">Until when; null for the end.</param>
public sealed record DifferentSpell(TimeSpan From, TimeSpan? Until, string A, string B);

/// <summary>A question about an endpoint that had different answers.</summary>
/// <param name="Question">What was asked: the Regional name, a private name, or which zones are reached.</param>
/// <param name="Spells">When it had, in the order of time.</param>
public sealed record AnswerDifference(string Endpoint, string Question, ImmutableArray<DifferentSpell> Spells)
{
    /// <summary>Whether it still has at the end.</summary>
    public bool IsAtEnd => Spells[^1].Until is null;

    /// <summary>Whether it is about reachability; otherwise about DNS.</summary>
    public bool IsReach => Question == RunStory.Reach;
}

/// <summary>What became of the connections of a group.</summary>
/// <param name="LongestLoss">The most seconds in a row in each of which a connection was lost.</param>
public sealed record GroupFigures(long Attempted, long Connected, long Lost, long Broken, long LongestLoss);

/// <summary>A group of clients that fared differently; null where a run does not have it.</summary>
public sealed record TrafficDifference(string Group, GroupFigures? A, GroupFigures? B);

/// <summary>An expectation that is judged differently; null where a run does not have it.</summary>
public sealed record VerdictDifference(string Text, Verdict? A, Verdict? B);

/// <summary>What an account pays, in US dollars; null where a run prices nothing of it.</summary>
public sealed record CostDifference(string Account, decimal? A, decimal? B);

/// <summary>How two runs differ.</summary>
public sealed record RunDifference
{
    /// <summary>What the runs were given that differs: scenario, seed, settings, data.</summary>
    public required ImmutableArray<FieldDifference> Given { get; init; }

    /// <summary>Where the logs part; null where they are the same.</summary>
    public required LogDivergence? Divergence { get; init; }

    /// <summary>What differs of entities at the end, kind by kind.</summary>
    public ImmutableArray<EntityDifference> Entities { get; init; } = [];

    /// <summary>What differed of DNS answers and of what endpoints reach.</summary>
    public ImmutableArray<AnswerDifference> Answers { get; init; } = [];

    /// <summary>Groups of clients that fared differently.</summary>
    public ImmutableArray<TrafficDifference> Traffic { get; init; } = [];

    /// <summary>Expectations that are judged differently.</summary>
    public ImmutableArray<VerdictDifference> Verdicts { get; init; } = [];

    /// <summary>Accounts that pay different sums.</summary>
    public ImmutableArray<CostDifference> Costs { get; init; } = [];

    /// <summary>Whether traffic, verdicts and costs were compared: they are not in a log, so the scenarios of both must have been run.</summary>
    public bool HasOutcomes { get; init; } = true;

    /// <summary>How many entities more differ, or are other ones, that were not looked at because the logs are long.</summary>
    public int UntoldEntities { get; init; }

    /// <summary>Whether answers are told at the end only, because the logs are long.</summary>
    public bool IsAtEndOnly { get; init; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsNone => Given.IsEmpty && Divergence is null;
}
