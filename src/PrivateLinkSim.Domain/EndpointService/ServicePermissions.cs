using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Which principals may connect (§2.4).</summary>
internal static class ServicePermissions
{
    public static Decision<EndpointServiceEvent> Modify(
        EndpointServiceState state, EndpointServiceCommand.ModifyPermissions modify, in Context context)
    {
        if ((RefuseForm(modify) ?? RefuseAgain(state, modify, context.Facts.Settings)) is { } refused)
        {
            return refused;
        }

        var draws = context.Draws;
        ImmutableArray<AddedPrincipal> added =
        [
            .. modify.AddAllowedPrincipals
                .Distinct(StringComparer.Ordinal)
                .Where(principal => !state.Principals.ContainsKey(principal))
                .Select((principal, index) => new AddedPrincipal(principal, draws.Id("vpce-svc-perm-", state.PermissionsDrawn + index))),
        ];
        return Decision<EndpointServiceEvent>.Accept(
            [
                .. added.Select(each => new EndpointServiceEvent.PrincipalAllowed(each.Principal, each.ServicePermissionId)),
                .. modify.RemoveAllowedPrincipals
                    .Distinct(StringComparer.Ordinal)
                    .Where(state.Principals.ContainsKey)
                    .Select(principal => new EndpointServiceEvent.PrincipalDisallowed(principal)),
            ],
            new EndpointServiceReply.PermissionsModified(added));
    }

    private static Rejection? RefuseForm(EndpointServiceCommand.ModifyPermissions modify) =>
        modify.AddAllowedPrincipals.FirstOrDefault(principal => !Principal.IsWellFormed(principal)) is { } malformed
            ? new Rejection(
                "InvalidParameter", $"Invalid principal: '{malformed}'. It must be *, or the ARN of an account's root, a role or a user without a path.", "§2.4")
            : null;

    private static Rejection? RefuseAgain(EndpointServiceState state, EndpointServiceCommand.ModifyPermissions modify, Settings settings) =>
        settings.PrincipalChangesAreIdempotent ? null
        : modify.AddAllowedPrincipals.FirstOrDefault(state.Principals.ContainsKey) is { } present
            ? new Rejection(settings.ServiceChangeCode, $"The principal '{present}' is allowed already.", "§2.4/again")
        : modify.RemoveAllowedPrincipals.FirstOrDefault(principal => !state.Principals.ContainsKey(principal)) is { } absent
            ? new Rejection(settings.ServiceChangeCode, $"The principal '{absent}' is not among the allowed ones.", "§2.4/again")
            : null;
}
