namespace PrivateLinkSim.Domain;

/// <summary>What is fixed for a whole run: its settings and the table of Regions. Both are part of the log's first entry.</summary>
public sealed record Facts(Settings Settings, RegionTable Regions);
