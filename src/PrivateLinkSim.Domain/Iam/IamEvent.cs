using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to an account's IAM. The storage format: change a case only through a new version.</summary>
public abstract record IamEvent : IEvent
{
    private IamEvent()
    {
    }

    /// <summary>A user or role was made, with its unique id.</summary>
    public sealed record PrincipalCreated(string PrincipalArn, string Id, NewPrincipal Principal, Moment At) : IamEvent;

    /// <summary>A user or role was deleted.</summary>
    public sealed record PrincipalDeleted(string PrincipalArn) : IamEvent;

    /// <summary>A role has this description and limit of sessions.</summary>
    public sealed record RoleUpdated(string PrincipalArn, string? Description, int MaxSessionDuration) : IamEvent;

    /// <summary>A role may be assumed by those whom this policy names.</summary>
    public sealed record TrustPolicySet(string PrincipalArn, string Document) : IamEvent;

    /// <summary>A user or role has this inline policy, or has it no longer.</summary>
    public sealed record PolicySet(string PrincipalArn, string PolicyName, string? Document) : IamEvent;

    /// <summary>A user or role has this permissions boundary, or none.</summary>
    public sealed record PermissionsBoundarySet(string PrincipalArn, string? Document, string? PolicyArn) : IamEvent;

    /// <summary>A managed policy was attached.</summary>
    public sealed record PolicyAttached(string PrincipalArn, string PolicyArn) : IamEvent;

    /// <summary>A managed policy was detached.</summary>
    public sealed record PolicyDetached(string PrincipalArn, string PolicyArn) : IamEvent;

    /// <summary>A user or role has these tags.</summary>
    public sealed record PrincipalTagged(string PrincipalArn, ImmutableSortedDictionary<string, string> Tags) : IamEvent;

    /// <summary>A user has a key.</summary>
    public sealed record AccessKeyCreated(string PrincipalArn, string AccessKeyId, Moment At) : IamEvent;

    /// <summary>A key works, or does not.</summary>
    public sealed record AccessKeyUpdated(string AccessKeyId, bool IsActive) : IamEvent;

    /// <summary>A key is gone for ever.</summary>
    public sealed record AccessKeyDeleted(string AccessKeyId) : IamEvent;

    /// <summary>A managed policy was made, with its unique id.</summary>
    public sealed record PolicyCreated(string PolicyArn, string Id, NewManagedPolicy Policy, Moment At) : IamEvent;

    /// <summary>A managed policy was deleted.</summary>
    public sealed record PolicyDeleted(string PolicyArn) : IamEvent;

    /// <summary>A managed policy has another version.</summary>
    public sealed record PolicyVersionCreated(string PolicyArn, string VersionId, string Document, bool IsDefault, Moment At) : IamEvent;

    /// <summary>Another version of a managed policy is in force.</summary>
    public sealed record DefaultPolicyVersionSet(string PolicyArn, string VersionId, Moment At) : IamEvent;

    /// <summary>A version of a managed policy is gone.</summary>
    public sealed record PolicyVersionDeleted(string PolicyArn, string VersionId) : IamEvent;

    /// <summary>A managed policy has these tags.</summary>
    public sealed record PolicyTagged(string PolicyArn, ImmutableSortedDictionary<string, string> Tags) : IamEvent;
}
