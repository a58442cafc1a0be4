using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A user or role as CreateUser or CreateRole asks for it.</summary>
public sealed record NewPrincipal
{
    /// <summary>Begins and ends with a slash; <c>/</c> by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Who may assume a role, as IAM JSON. Without it, whoever in the account may by its own policies.</summary>
    public string? TrustPolicy { get; init; }

    /// <summary>What a role is for.</summary>
    public string? Description { get; init; }

    /// <summary>How many seconds a session of a role may last: 3600 to 43200.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    /// <summary>The managed policy that is its permissions boundary.</summary>
    public string? PermissionsBoundaryArn { get; init; }

    /// <summary>Its tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Domain.Tags.None;
}

/// <summary>A managed policy as CreatePolicy asks for it.</summary>
public sealed record NewManagedPolicy
{
    /// <summary>Begins and ends with a slash; <c>/</c> by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The policy, as IAM JSON.</summary>
    public required string Document { get; init; }

    /// <summary>Its tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Domain.Tags.None;
}
