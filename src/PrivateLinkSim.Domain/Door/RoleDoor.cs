namespace PrivateLinkSim.Domain;

/// <summary>Who may have the keys of a role (STS AssumeRole).</summary>
public static class RoleDoor
{
    /// <summary>
    /// Why a caller may not assume a role; null when it may. Whom the trust policy names need not be allowed by policies of its own in the
    /// same account. A role without a trust policy trusts its account. AWS turns the root away; here a policy that trusts its account trusts
    /// it, because the root is who calls when nobody made a user.
    /// </summary>
    /// <param name="roleArn">Without a path.</param>
    public static Rejection? RefuseToAssume(Caller caller, string roleArn, string sessionName, string? externalId, IWorld world)
    {
        var account = roleArn.Split(':')[4];
        var identities = world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, caller.Account))?.Identities ?? Identities.None;
        var request = new DoorCall(caller, identities, world).Dependent("sts:AssumeRole", roleArn)
            .With("sts:RoleSessionName", sessionName)
            .WithAny("sts:ExternalId", externalId);
        var trust = world.Find<IamState>(IamState.Of(account))?.Find(roleArn) is not { } role ? Trust.None
            : role.Details.TrustPolicy is { } document ? TrustPolicy.Read(document)!.Of(caller.PrincipalArn, request)
            : account == caller.Account ? Trust.OfAccount
            : Trust.None;
        if (trust == Trust.None)
        {
            return Refused();
        }

        var authorization = identities.Evaluate(caller.PrincipalArn, request);
        var isEnough = authorization.IsAllowed
            || (trust == Trust.OfPrincipal && account == caller.Account
                && authorization is { Decision: AuthorizationDecision.ImplicitDeny, DeniedBy: PolicyKind.Identity });
        return isEnough ? null : Refused();

        Rejection Refused() =>
            new("AccessDenied", $"User: {caller.PrincipalArn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}", "§iam/trust");
    }
}
