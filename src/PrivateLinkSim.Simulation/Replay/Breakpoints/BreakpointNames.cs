using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a breakpoint may call the things of a run.</summary>
/// <param name="Start">When the run began: times may be written as offsets from it.</param>
/// <param name="Find">The entities that a name, a key or <c>kind/key</c> means.</param>
/// <param name="Known">The names there are, for suggestions; of one kind, or of all.</param>
public sealed record BreakpointNames(
    Moment Start, Func<string, IReadOnlyList<EntityId>> Find, Func<EntityKind?, IEnumerable<string>> Known);
