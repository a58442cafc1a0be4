using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an account's IAM. Users and roles go by their ARN without a path: names are unique in an account.</summary>
public abstract record IamCommand : ICommand
{
    private IamCommand()
    {
    }

    /// <summary>IAM CreateUser and CreateRole.</summary>
    public sealed record CreatePrincipal(string PrincipalArn, NewPrincipal Principal) : IamCommand;

    /// <summary>IAM DeleteUser and DeleteRole: of one that has nothing left.</summary>
    public sealed record DeletePrincipal(string PrincipalArn) : IamCommand;

    /// <summary>IAM UpdateRole. What is null stays as it is.</summary>
    public sealed record UpdateRole(string PrincipalArn, string? Description, int? MaxSessionDuration) : IamCommand;

    /// <summary>IAM UpdateAssumeRolePolicy.</summary>
    public sealed record SetTrustPolicy(string PrincipalArn, string Document) : IamCommand;

    /// <summary>IAM PutUserPolicy, PutRolePolicy and their deletion: <paramref name="Document"/> as IAM JSON, or null to delete the policy.</summary>
    public sealed record SetPolicy(string PrincipalArn, string PolicyName, string? Document) : IamCommand;

    /// <summary>IAM PutUserPermissionsBoundary, PutRolePermissionsBoundary and their deletion: at most one of the two is given.</summary>
    /// <param name="Document">The boundary itself, as scenarios have it.</param>
    /// <param name="PolicyArn">A managed policy, as IAM has it.</param>
    public sealed record SetPermissionsBoundary(string PrincipalArn, string? Document, string? PolicyArn) : IamCommand;

    /// <summary>IAM AttachUserPolicy and AttachRolePolicy.</summary>
    public sealed record AttachPolicy(string PrincipalArn, string PolicyArn) : IamCommand;

    /// <summary>IAM DetachUserPolicy and DetachRolePolicy.</summary>
    public sealed record DetachPolicy(string PrincipalArn, string PolicyArn) : IamCommand;

    /// <summary>IAM TagUser and TagRole.</summary>
    public sealed record TagPrincipal(string PrincipalArn, ImmutableSortedDictionary<string, string> Tags) : IamCommand;

    /// <summary>IAM UntagUser and UntagRole.</summary>
    public sealed record UntagPrincipal(string PrincipalArn, ImmutableArray<string> TagKeys) : IamCommand;

    /// <summary>IAM CreateAccessKey. The secret is no part of the simulation.</summary>
    public sealed record CreateAccessKey(string PrincipalArn) : IamCommand;

    /// <summary>IAM UpdateAccessKey.</summary>
    public sealed record UpdateAccessKey(string PrincipalArn, string AccessKeyId, bool IsActive) : IamCommand;

    /// <summary>IAM DeleteAccessKey.</summary>
    public sealed record DeleteAccessKey(string PrincipalArn, string AccessKeyId) : IamCommand;

    /// <summary>IAM CreatePolicy.</summary>
    public sealed record CreatePolicy(string PolicyArn, NewManagedPolicy Policy) : IamCommand;

    /// <summary>IAM DeletePolicy: of one that is attached to nobody and has its default version alone.</summary>
    public sealed record DeletePolicy(string PolicyArn) : IamCommand;

    /// <summary>IAM CreatePolicyVersion.</summary>
    public sealed record CreatePolicyVersion(string PolicyArn, string Document, bool IsDefault) : IamCommand;

    /// <summary>IAM SetDefaultPolicyVersion.</summary>
    public sealed record SetDefaultPolicyVersion(string PolicyArn, string VersionId) : IamCommand;

    /// <summary>IAM DeletePolicyVersion: of any but the default one.</summary>
    public sealed record DeletePolicyVersion(string PolicyArn, string VersionId) : IamCommand;

    /// <summary>IAM TagPolicy.</summary>
    public sealed record TagPolicy(string PolicyArn, ImmutableSortedDictionary<string, string> Tags) : IamCommand;

    /// <summary>IAM UntagPolicy.</summary>
    public sealed record UntagPolicy(string PolicyArn, ImmutableArray<string> TagKeys) : IamCommand;
}

/// <summary>What IAM gives back.</summary>
public abstract record IamReply : IReply
{
    private IamReply()
    {
    }

    /// <summary>A key was made.</summary>
    public sealed record AccessKeyCreated(string AccessKeyId) : IamReply;

    /// <summary>A version of a policy was made.</summary>
    public sealed record PolicyVersionCreated(string VersionId) : IamReply;
}
