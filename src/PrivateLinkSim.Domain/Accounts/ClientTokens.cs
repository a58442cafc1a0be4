namespace PrivateLinkSim.Domain;

/// <summary>A client token that was used (§2.17).</summary>
/// <param name="Call">The call and its parameters as text: a repetition must have the same.</param>
/// <param name="Resource">What the call made.</param>
/// <param name="At">When; a token is forgotten after the setting <c>clientTokenLifetime</c>.</param>
public sealed record ClientTokenUse(string Call, EntityId Resource, Moment At);
