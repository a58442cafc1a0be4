using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <content>The commands of IAM on what users, roles and policies are.</content>
public sealed partial record Step
{
    /// <summary>IAM: changes the description of a role or how long its sessions may last.</summary>
    [JsonProperty(nameof(UpdateRole))]
    public UpdateRoleParameters? UpdateRole { get; init; }

    /// <summary>IAM: says anew who may assume a role.</summary>
    [JsonProperty(nameof(UpdateAssumeRolePolicy))]
    public UpdateAssumeRolePolicyParameters? UpdateAssumeRolePolicy { get; init; }

    /// <summary>IAM: deletes a user that has neither policies nor keys.</summary>
    [JsonProperty(nameof(DeleteUser))]
    public UserNameParameter? DeleteUser { get; init; }

    /// <summary>IAM: deletes a role that has no policies.</summary>
    [JsonProperty(nameof(DeleteRole))]
    public RoleNameParameter? DeleteRole { get; init; }

    /// <summary>IAM: puts tags on a user.</summary>
    [JsonProperty(nameof(TagUser))]
    public TagUserParameters? TagUser { get; init; }

    /// <summary>IAM: takes tags off a user.</summary>
    [JsonProperty(nameof(UntagUser))]
    public UntagUserParameters? UntagUser { get; init; }

    /// <summary>IAM: puts tags on a role.</summary>
    [JsonProperty(nameof(TagRole))]
    public TagRoleParameters? TagRole { get; init; }

    /// <summary>IAM: takes tags off a role.</summary>
    [JsonProperty(nameof(UntagRole))]
    public UntagRoleParameters? UntagRole { get; init; }

    /// <summary>IAM: gives a user a managed policy.</summary>
    [JsonProperty(nameof(AttachUserPolicy))]
    public UserPolicyArnParameters? AttachUserPolicy { get; init; }

    /// <summary>IAM: takes a managed policy from a user.</summary>
    [JsonProperty(nameof(DetachUserPolicy))]
    public UserPolicyArnParameters? DetachUserPolicy { get; init; }

    /// <summary>IAM: gives a role a managed policy.</summary>
    [JsonProperty(nameof(AttachRolePolicy))]
    public RolePolicyArnParameters? AttachRolePolicy { get; init; }

    /// <summary>IAM: takes a managed policy from a role.</summary>
    [JsonProperty(nameof(DetachRolePolicy))]
    public RolePolicyArnParameters? DetachRolePolicy { get; init; }

    /// <summary>IAM: makes a key of a user. The secret is no part of the simulation.</summary>
    [JsonProperty(nameof(CreateAccessKey))]
    public UserNameParameter? CreateAccessKey { get; init; }

    /// <summary>IAM: lets a key work, or not.</summary>
    [JsonProperty(nameof(UpdateAccessKey))]
    public UpdateAccessKeyParameters? UpdateAccessKey { get; init; }

    /// <summary>IAM: deletes a key of a user.</summary>
    [JsonProperty(nameof(DeleteAccessKey))]
    public DeleteAccessKeyParameters? DeleteAccessKey { get; init; }

    /// <summary>IAM: makes a managed policy.</summary>
    [JsonProperty(nameof(CreatePolicy))]
    public CreatePolicyParameters? CreatePolicy { get; init; }

    /// <summary>IAM: deletes a managed policy that is attached to nobody.</summary>
    [JsonProperty(nameof(DeletePolicy))]
    public PolicyArnParameter? DeletePolicy { get; init; }

    /// <summary>IAM: makes a version of a managed policy.</summary>
    [JsonProperty(nameof(CreatePolicyVersion))]
    public CreatePolicyVersionParameters? CreatePolicyVersion { get; init; }

    /// <summary>IAM: puts a version of a managed policy in force.</summary>
    [JsonProperty(nameof(SetDefaultPolicyVersion))]
    public PolicyVersionParameters? SetDefaultPolicyVersion { get; init; }

    /// <summary>IAM: deletes a version of a managed policy that is not in force.</summary>
    [JsonProperty(nameof(DeletePolicyVersion))]
    public PolicyVersionParameters? DeletePolicyVersion { get; init; }

    /// <summary>IAM: puts tags on a managed policy.</summary>
    [JsonProperty(nameof(TagPolicy))]
    public TagPolicyParameters? TagPolicy { get; init; }

    /// <summary>IAM: takes tags off a managed policy.</summary>
    [JsonProperty(nameof(UntagPolicy))]
    public UntagPolicyParameters? UntagPolicy { get; init; }
}
