using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Whether an expectation held.</summary>
/// <param name="Step">The step that states it, from 0; null for the topology, whose commands must be accepted.</param>
/// <param name="Path">Where it stands in the file: <c>steps[3].expect[0]</c>.</param>
/// <param name="Text">What was expected, as a sentence.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Found">What was there instead, or how it came to hold.</param>
public sealed record Verdict(int? Step, string Path, string Text, bool Held, Moment At, string Found);

/// <summary>How a command of the topology or of a step ended.</summary>
/// <param name="Step">The step, from 0; null for the topology.</param>
/// <param name="Path">Where it stands in the file: <c>steps[3]</c>, <c>topology.services[0]</c>.</param>
/// <param name="Action">The call in AWS's words.</param>
/// <param name="At">When it was answered.</param>
/// <param name="ResourceId">What it made, or null.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
/// <param name="By">The entity that refused, or null.</param>
/// <param name="Notices">Recommendations that it did not follow, or that a fault changes nothing.</param>
/// <param name="AsExpected">Whether the scenario wanted it to end so.</param>
public sealed record CommandOutcome(
    int? Step,
    string Path,
    string Action,
    Moment At,
    string? ResourceId,
    Rejection? Refusal,
    EntityId? By,
    ImmutableArray<Notice> Notices,
    bool AsExpected);
