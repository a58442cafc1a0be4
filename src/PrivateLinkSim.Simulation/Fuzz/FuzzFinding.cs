using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Something that must always be so and was not.</summary>
/// <param name="Invariant">What must be so: <c>one-owner</c>.</param>
/// <param name="Text">What was.</param>
/// <param name="At">When, in virtual time; null where it is about the run as a whole.</param>
public sealed record FuzzFinding(string Invariant, string Text, Moment? At);

/// <summary>What came of a seed.</summary>
/// <param name="File">The scenario that was drawn.</param>
/// <param name="Run">What came of its steps, as far as they got.</param>
/// <param name="Finding">What was wrong; null when nothing was.</param>
public sealed record FuzzOutcome(long Seed, ScenarioFile File, ScenarioRun Run, FuzzFinding? Finding);
