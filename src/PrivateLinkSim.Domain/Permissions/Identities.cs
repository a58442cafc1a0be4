namespace PrivateLinkSim.Domain;

/// <summary>An account's users and roles.</summary>
public sealed record Identities
{
    /// <summary>Nobody but the root.</summary>
    public static readonly Identities None = new();
}
