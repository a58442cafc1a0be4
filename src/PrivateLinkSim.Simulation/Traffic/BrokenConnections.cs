using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What a change of its path does to the open connections of a lane.</summary>
/// <param name="Reset">How many are reset, which clients notice at once.</param>
/// <param name="Dropped">How many are cut off, which clients notice later.</param>
/// <param name="Noticed">Which of those that were cut off before are reset now, by when they would have been noticed.</param>
internal readonly record struct BrokenConnections(long Reset, long Dropped, ImmutableArray<(long Due, long Count)> Noticed);
