using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about IAM calls.</summary>
internal static class IamRequests
{
    /// <summary>The requests of a call to an account's IAM.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(IamCommand command, DoorCall call) => command switch
    {
        IamCommand.CreatePrincipal create => [Bounded(call.Iam("Create", "", create.PrincipalArn).Tagging(create.Principal.Tags), create.Principal.PermissionsBoundaryArn)],
        IamCommand.DeletePrincipal delete => [call.Iam("Delete", "", delete.PrincipalArn)],
        IamCommand.UpdateRole update => [call.Iam("Update", "", update.PrincipalArn)],
        IamCommand.SetTrustPolicy set => [call.IamOn("UpdateAssumeRolePolicy", set.PrincipalArn)],
        IamCommand.SetPolicy set => [call.Iam(set.Document is null ? "Delete" : "Put", "Policy", set.PrincipalArn)],
        IamCommand.SetPermissionsBoundary set =>
            [Bounded(call.Iam(set is { Document: null, PolicyArn: null } ? "Delete" : "Put", "PermissionsBoundary", set.PrincipalArn), set.PolicyArn)],
        IamCommand.AttachPolicy attach => [call.Iam("Attach", "Policy", attach.PrincipalArn).With("iam:PolicyARN", attach.PolicyArn)],
        IamCommand.DetachPolicy detach => [call.Iam("Detach", "Policy", detach.PrincipalArn).With("iam:PolicyARN", detach.PolicyArn)],
        IamCommand.TagPrincipal tag => [call.Iam("Tag", "", tag.PrincipalArn).Tagging(tag.Tags)],
        IamCommand.UntagPrincipal untag => [call.Iam("Untag", "", untag.PrincipalArn).With("aws:TagKeys", untag.TagKeys)],
        IamCommand.CreateAccessKey create => [call.IamOn("CreateAccessKey", create.PrincipalArn)],
        IamCommand.UpdateAccessKey update => [call.IamOn("UpdateAccessKey", update.PrincipalArn)],
        IamCommand.DeleteAccessKey delete => [call.IamOn("DeleteAccessKey", delete.PrincipalArn)],
        IamCommand.CreatePolicy create => [call.IamOn("CreatePolicy", create.PolicyArn).Tagging(create.Policy.Tags)],
        IamCommand.DeletePolicy delete => [call.IamOn("DeletePolicy", delete.PolicyArn)],
        IamCommand.CreatePolicyVersion create => [call.IamOn("CreatePolicyVersion", create.PolicyArn)],
        IamCommand.SetDefaultPolicyVersion set => [call.IamOn("SetDefaultPolicyVersion", set.PolicyArn)],
        IamCommand.DeletePolicyVersion delete => [call.IamOn("DeletePolicyVersion", delete.PolicyArn)],
        IamCommand.TagPolicy tag => [call.IamOn("TagPolicy", tag.PolicyArn).Tagging(tag.Tags)],
        IamCommand.UntagPolicy untag => [call.IamOn("UntagPolicy", untag.PolicyArn).With("aws:TagKeys", untag.TagKeys)],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    private static AuthorizationRequest Bounded(AuthorizationRequest request, string? boundary) => request.WithAny("iam:PermissionsBoundary", boundary);
}
