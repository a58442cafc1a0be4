using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A user of the caller's account.</summary>
public sealed record UserNameParameter
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";
}

/// <summary>A role of the caller's account.</summary>
public sealed record RoleNameParameter
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";
}

/// <summary>Parameters of PutUserPolicy.</summary>
public sealed record PutUserPolicyParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The policy's name.</summary>
    [JsonProperty(nameof(PolicyName)), JsonRequired]
    public string PolicyName { get; init; } = "";

    /// <summary>The policy, as IAM JSON.</summary>
    [JsonProperty(nameof(PolicyDocument)), JsonRequired]
    public JObject PolicyDocument { get; init; } = new();
}

/// <summary>Parameters of PutRolePolicy.</summary>
public sealed record PutRolePolicyParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>The policy's name.</summary>
    [JsonProperty(nameof(PolicyName)), JsonRequired]
    public string PolicyName { get; init; } = "";

    /// <summary>The policy, as IAM JSON.</summary>
    [JsonProperty(nameof(PolicyDocument)), JsonRequired]
    public JObject PolicyDocument { get; init; } = new();
}

/// <summary>Parameters of DeleteUserPolicy.</summary>
public sealed record DeleteUserPolicyParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The policy's name.</summary>
    [JsonProperty(nameof(PolicyName)), JsonRequired]
    public string PolicyName { get; init; } = "";
}

/// <summary>Parameters of DeleteRolePolicy.</summary>
public sealed record DeleteRolePolicyParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>The policy's name.</summary>
    [JsonProperty(nameof(PolicyName)), JsonRequired]
    public string PolicyName { get; init; } = "";
}

/// <summary>Parameters of PutUserPermissionsBoundary: the policy itself, or as AWS has it the ARN of a managed policy.</summary>
public sealed record PutUserPermissionsBoundaryParameters
{
    /// <summary>The user's name.</summary>
    [JsonProperty(nameof(UserName)), JsonRequired]
    public string UserName { get; init; } = "";

    /// <summary>The policy, as IAM JSON.</summary>
    [JsonProperty(nameof(PermissionsBoundary))]
    public JObject? PermissionsBoundary { get; init; }

    /// <summary>The ARN of a managed policy, in the place of the policy.</summary>
    [JsonProperty(nameof(PermissionsBoundaryArn))]
    public string? PermissionsBoundaryArn { get; init; }
}

/// <summary>Parameters of PutRolePermissionsBoundary: the policy itself, or as AWS has it the ARN of a managed policy.</summary>
public sealed record PutRolePermissionsBoundaryParameters
{
    /// <summary>The role's name.</summary>
    [JsonProperty(nameof(RoleName)), JsonRequired]
    public string RoleName { get; init; } = "";

    /// <summary>The policy, as IAM JSON.</summary>
    [JsonProperty(nameof(PermissionsBoundary))]
    public JObject? PermissionsBoundary { get; init; }

    /// <summary>The ARN of a managed policy, in the place of the policy.</summary>
    [JsonProperty(nameof(PermissionsBoundaryArn))]
    public string? PermissionsBoundaryArn { get; init; }
}

/// <summary>Parameters of SetServiceControlPolicies.</summary>
public sealed record SetServiceControlPoliciesParameters
{
    /// <summary>The account, by the scenario's name.</summary>
    [JsonProperty(nameof(Account)), JsonRequired]
    public string Account { get; init; } = "";

    /// <summary>The organization, for example <c>o-exampleorgid</c>; without it, the account is in none.</summary>
    [JsonProperty(nameof(OrganizationId))]
    public string? OrganizationId { get; init; }

    /// <summary>The policies as IAM JSON, by name. None means that nothing is forbidden.</summary>
    [JsonProperty(nameof(Policies))]
    public ImmutableSortedDictionary<string, JObject> Policies { get; init; } = Sorted.Map<JObject>();
}

/// <summary>A TXT record in public DNS: Name and Value, or the one that AWS wants to see at a service's private DNS name.</summary>
public sealed record TxtRecordParameters
{
    /// <summary>The name of the record.</summary>
    [JsonProperty(nameof(Name))]
    public string? Name { get; init; }

    /// <summary>Its value.</summary>
    [JsonProperty(nameof(Value))]
    public string? Value { get; init; }

    /// <summary>The service whose verification asks for the record, in the place of Name and Value.</summary>
    [JsonProperty(nameof(Service))]
    public string? Service { get; init; }
}
