using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreateUser.</summary>
public sealed record CreateUserParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>Begins and ends with a slash; <c>/</c> when left out.</summary>
    [JsonProperty(nameof(Path))]
    public string? Path { get; init; }

    /// <summary>The ARN of the managed policy that is its permissions boundary; without it, none.</summary>
    [JsonProperty(nameof(PermissionsBoundary))]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of CreateRole. AWS asks for a trust policy; here a role without one trusts its account.</summary>
public sealed record CreateRoleParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>Begins and ends with a slash; <c>/</c> when left out.</summary>
    [JsonProperty(nameof(Path))]
    public string? Path { get; init; }

    /// <summary>Who may assume the role, as IAM JSON.</summary>
    [JsonProperty(nameof(AssumeRolePolicyDocument))]
    public JObject? AssumeRolePolicyDocument { get; init; }

    /// <summary>What the role is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }

    /// <summary>How many seconds a session may last: 3600 to 43200; 3600 when left out.</summary>
    [JsonProperty(nameof(MaxSessionDuration))]
    public int? MaxSessionDuration { get; init; }

    /// <summary>The ARN of the managed policy that is its permissions boundary; without it, none.</summary>
    [JsonProperty(nameof(PermissionsBoundary))]
    public string? PermissionsBoundary { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of UpdateRole. What is left out stays as it is.</summary>
public sealed record UpdateRoleParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>What the role is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }

    /// <summary>How many seconds a session may last: 3600 to 43200.</summary>
    [JsonProperty(nameof(MaxSessionDuration))]
    public int? MaxSessionDuration { get; init; }
}

/// <summary>Parameters of UpdateAssumeRolePolicy.</summary>
public sealed record UpdateAssumeRolePolicyParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>Who may assume the role, as IAM JSON.</summary>
    [JsonProperty(nameof(PolicyDocument)), JsonRequired]
    public JObject PolicyDocument { get; init; } = new();
}

/// <summary>Parameters of TagUser.</summary>
public sealed record TagUserParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags)), JsonRequired]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of UntagUser.</summary>
public sealed record UntagUserParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The keys of the tags.</summary>
    [JsonProperty(nameof(TagKeys)), JsonRequired]
    public ImmutableArray<string> TagKeys { get; init; } = [];
}

/// <summary>Parameters of TagRole.</summary>
public sealed record TagRoleParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags)), JsonRequired]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of UntagRole.</summary>
public sealed record UntagRoleParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>The keys of the tags.</summary>
    [JsonProperty(nameof(TagKeys)), JsonRequired]
    public ImmutableArray<string> TagKeys { get; init; } = [];
}

/// <summary>A user and a managed policy.</summary>
public sealed record UserPolicyArnParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";
}

/// <summary>A role and a managed policy.</summary>
public sealed record RolePolicyArnParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";
}

/// <summary>Parameters of UpdateAccessKey.</summary>
public sealed record UpdateAccessKeyParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The id of the key.</summary>
    [JsonProperty(nameof(AccessKeyId)), JsonRequired]
    public string AccessKeyId { get; init; } = "";

    /// <summary>Whether the key works.</summary>
    [JsonProperty(nameof(Status)), JsonRequired]
    public AccessKeyStatus Status { get; init; }
}

/// <summary>Parameters of DeleteAccessKey.</summary>
public sealed record DeleteAccessKeyParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The id of the key.</summary>
    [JsonProperty(nameof(AccessKeyId)), JsonRequired]
    public string AccessKeyId { get; init; } = "";
}

/// <summary>Whether a key works.</summary>
public enum AccessKeyStatus
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>It does not.</summary>
    Inactive,
}
