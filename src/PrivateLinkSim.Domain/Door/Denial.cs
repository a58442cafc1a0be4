namespace PrivateLinkSim.Domain;

/// <summary>What a call that the policies do not allow is answered: the code of the service that was called, and the rule.</summary>
internal static class Denial
{
    /// <summary>The refusal of a request.</summary>
    /// <param name="role">The role in which the account called.</param>
    public static Rejection Of(EntityKind role, Caller caller, AuthorizationRequest request, Authorization authorization)
    {
        var rule = RuleOf(role, request, authorization);
        return ServiceOf(request.Action) switch
        {
            "iam" or "sts" or "elasticloadbalancing" => new Rejection("AccessDenied", Text(), rule),
            "route53" when request.Action != DoorCall.AssociateVpc => new Rejection("AccessDenied", Text(), rule),
            "account" or "arc-zonal-shift" => new Rejection("AccessDeniedException", Text(), rule),
            _ => new Rejection("UnauthorizedOperation", AuthorizationText.Denied(caller.PrincipalArn, request, authorization), rule),
        };

        string Text() => AuthorizationText.NotAuthorized(caller.PrincipalArn, request, authorization);
    }

    private static string RuleOf(EntityKind role, AuthorizationRequest request, Authorization authorization) => authorization switch
    {
        { DeniedBy: PolicyKind.ServiceControl } => "§4.4/scp",
        { Decision: AuthorizationDecision.ExplicitDeny } => "R26",
        { DeniedBy: PolicyKind.PermissionsBoundary } => "§4.4/boundary",
        _ when Missed(authorization, VpceKeys.SupportedRegion) => "R24",
        _ when Missed(authorization, VpceKeys.ServiceRegion) => "R25",
        _ when request.Action == DoorCall.AllowMultiRegion => role == EntityKind.ServiceProvider ? "R20" : "R21",
        _ when !request.Values(DoorCall.CreateAction).IsEmpty => "§2.16/create",
        _ => "§4.4",
    };

    private static bool Missed(Authorization authorization, string key) => authorization.NearMisses.Contains(AuthorizationRequest.NameOf(key));

    private static string ServiceOf(string action) => action[..action.IndexOf(':', StringComparison.Ordinal)];
}
