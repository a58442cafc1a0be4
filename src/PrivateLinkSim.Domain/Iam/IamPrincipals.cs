namespace PrivateLinkSim.Domain;

/// <summary>The rules of users and roles: what they are, and which policies they have.</summary>
internal static class IamPrincipals
{
    private const int LongestName = 64;
    private const int LongestPolicyName = 128;
    private const int MostAttached = 10;
    private const int ShortestSession = 3600;
    private const int LongestSession = 43_200;

    public static Decision<IamEvent> Create(IamState state, IamCommand.CreatePrincipal create, in Context context)
    {
        var (arn, details) = (create.PrincipalArn, create.Principal);
        if ((IamRules.RefuseName(IsUser(arn) ? "userName" : "roleName", NameOf(arn), LongestName)
            ?? IamRules.RefusePath(details.Path)
            ?? RefuseSession(details.MaxSessionDuration)
            ?? IamRules.RefuseTags(Tags.None, details.Tags)
            ?? (details.TrustPolicy is { } trust ? RefuseTrust(trust) : null)) is { } malformed)
        {
            return malformed;
        }

        if (state.Principals.Keys.Any(each => string.Equals(each, arn, StringComparison.OrdinalIgnoreCase)))
        {
            return AccountPolicies.AlreadyExists(arn);
        }

        return details.PermissionsBoundaryArn is { } boundary && state.DocumentOf(boundary) is null
            ? IamRules.NoSuchPolicy(boundary)
            : IamRules.Accept(new IamEvent.PrincipalCreated(arn, IamRules.DrawId(IsUser(arn) ? "AIDA" : "AROA", state, context), details, context.Now));
    }

    public static Decision<IamEvent> Delete(IamState state, IamCommand.DeletePrincipal delete) =>
        state.Find(delete.PrincipalArn) is not { } principal ? AccountPolicies.NoSuchPrincipal(delete.PrincipalArn)
        : !principal.Attached.IsEmpty ? IamRules.Conflict("Cannot delete entity, must detach all policies first.")
        : !principal.Policies.IsEmpty ? IamRules.Conflict("Cannot delete entity, must delete policies first.")
        : state.KeysOf(delete.PrincipalArn).Any() ? IamRules.Conflict("Cannot delete entity, must delete access keys first.")
        : IamRules.Accept(new IamEvent.PrincipalDeleted(delete.PrincipalArn));

    public static Decision<IamEvent> Update(IamState state, IamCommand.UpdateRole update) =>
        state.Find(update.PrincipalArn) is not { } role ? AccountPolicies.NoSuchPrincipal(update.PrincipalArn)
        : RefuseSession(update.MaxSessionDuration ?? ShortestSession) is { } refused ? refused
        : IamRules.Accept(new IamEvent.RoleUpdated(
            update.PrincipalArn, update.Description ?? role.Details.Description, update.MaxSessionDuration ?? role.Details.MaxSessionDuration));

    public static Decision<IamEvent> SetTrust(IamState state, IamCommand.SetTrustPolicy set) =>
        state.Find(set.PrincipalArn) is null ? AccountPolicies.NoSuchPrincipal(set.PrincipalArn)
        : RefuseTrust(set.Document) is { } refused ? refused
        : IamRules.Accept(new IamEvent.TrustPolicySet(set.PrincipalArn, set.Document));

    public static Decision<IamEvent> Tag(IamState state, IamCommand.TagPrincipal tag) =>
        state.Find(tag.PrincipalArn) is not { } principal ? AccountPolicies.NoSuchPrincipal(tag.PrincipalArn)
        : IamRules.RefuseTags(principal.Details.Tags, tag.Tags) is { } refused ? refused
        : IamRules.Accept(new IamEvent.PrincipalTagged(tag.PrincipalArn, principal.Details.Tags.SetItems(tag.Tags)));

    public static Decision<IamEvent> Untag(IamState state, IamCommand.UntagPrincipal untag) =>
        state.Find(untag.PrincipalArn) is not { } principal
            ? AccountPolicies.NoSuchPrincipal(untag.PrincipalArn)
            : IamRules.Accept(new IamEvent.PrincipalTagged(untag.PrincipalArn, principal.Details.Tags.RemoveRange(untag.TagKeys)));

    public static Decision<IamEvent> SetPolicy(IamState state, IamCommand.SetPolicy set) =>
        state.Find(set.PrincipalArn) is not { } principal ? AccountPolicies.NoSuchPrincipal(set.PrincipalArn)
        : set.Document is null
            && !principal.Policies.ContainsKey(set.PolicyName) ? AccountPolicies.NoSuchPolicy(set.PrincipalArn, set.PolicyName)
        : set.Document is { } document
            && (IamRules.RefuseName("policyName", set.PolicyName, LongestPolicyName) ?? IamRules.RefuseDocument(document)) is { } refused ? refused
        : IamRules.Accept(new IamEvent.PolicySet(set.PrincipalArn, set.PolicyName, set.Document));

    public static Decision<IamEvent> SetBoundary(IamState state, IamCommand.SetPermissionsBoundary set) =>
        state.Find(set.PrincipalArn) is null ? AccountPolicies.NoSuchPrincipal(set.PrincipalArn)
        : set.PolicyArn is { } arn && state.DocumentOf(arn) is null ? IamRules.NoSuchPolicy(arn)
        : set.Document is { } document && IamRules.RefuseDocument(document) is { } refused ? refused
        : IamRules.Accept(new IamEvent.PermissionsBoundarySet(set.PrincipalArn, set.Document, set.PolicyArn));

    // Whoever attaches what is attached has what they want.
    public static Decision<IamEvent> Attach(IamState state, IamCommand.AttachPolicy attach) =>
        state.Find(attach.PrincipalArn) is not { } principal ? AccountPolicies.NoSuchPrincipal(attach.PrincipalArn)
        : state.DocumentOf(attach.PolicyArn) is null ? IamRules.NoSuchPolicy(attach.PolicyArn)
        : principal.Attached.Contains(attach.PolicyArn) ? Decision<IamEvent>.Accept()
        : principal.Attached.Count >= MostAttached ? IamRules.LimitExceeded(IsUser(attach.PrincipalArn) ? "PoliciesPerUser" : "PoliciesPerRole", MostAttached)
        : IamRules.Accept(new IamEvent.PolicyAttached(attach.PrincipalArn, attach.PolicyArn));

    public static Decision<IamEvent> Detach(IamState state, IamCommand.DetachPolicy detach) =>
        state.Find(detach.PrincipalArn) is not { } principal ? AccountPolicies.NoSuchPrincipal(detach.PrincipalArn)
        : !principal.Attached.Contains(detach.PolicyArn) ? new Rejection("NoSuchEntity", $"Policy {detach.PolicyArn} was not found.", IamRules.Rule)
        : IamRules.Accept(new IamEvent.PolicyDetached(detach.PrincipalArn, detach.PolicyArn));

    /// <summary>The state after what happened to a user or role; null for what happened to something else.</summary>
    public static IamState? Evolve(IamState state, IamEvent fact) => fact switch
    {
        IamEvent.PrincipalCreated created => state with
        {
            Principals = state.Principals.Add(
                created.PrincipalArn, new IamPrincipal(created.Id, created.At, created.Principal, Sorted.Map<string>(), Sorted.Set(), null)),
            Drawn = state.Drawn + 1,
        },
        IamEvent.PrincipalDeleted deleted => state with { Principals = state.Principals.Remove(deleted.PrincipalArn) },
        IamEvent.RoleUpdated updated => Detailed(
            state, updated.PrincipalArn, details => details with { Description = updated.Description, MaxSessionDuration = updated.MaxSessionDuration }),
        IamEvent.TrustPolicySet set => Detailed(state, set.PrincipalArn, details => details with { TrustPolicy = set.Document }),
        IamEvent.PrincipalTagged tagged => Detailed(state, tagged.PrincipalArn, details => details with { Tags = tagged.Tags }),
        IamEvent.PolicySet set => With(state, set.PrincipalArn, principal => principal with
        {
            Policies = set.Document is null ? principal.Policies.Remove(set.PolicyName) : principal.Policies.SetItem(set.PolicyName, set.Document),
        }),
        IamEvent.PermissionsBoundarySet set => With(state, set.PrincipalArn, principal => principal with
        {
            PermissionsBoundary = set.Document, Details = principal.Details with { PermissionsBoundaryArn = set.PolicyArn },
        }),
        IamEvent.PolicyAttached attached =>
            With(state, attached.PrincipalArn, principal => principal with { Attached = principal.Attached.Add(attached.PolicyArn) }),
        IamEvent.PolicyDetached detached =>
            With(state, detached.PrincipalArn, principal => principal with { Attached = principal.Attached.Remove(detached.PolicyArn) }),
        _ => null,
    };

    private static IamState Detailed(IamState state, string principalArn, Func<NewPrincipal, NewPrincipal> change) =>
        With(state, principalArn, principal => principal with { Details = change(principal.Details) });

    private static IamState With(IamState state, string principalArn, Func<IamPrincipal, IamPrincipal> change) =>
        state with { Principals = state.Principals.SetItem(principalArn, change(state.Principals[principalArn])) };

    private static Rejection? RefuseTrust(string document) =>
        TrustPolicy.Complaint(document) is { } error ? new Rejection("MalformedPolicyDocument", error, IamRules.Rule) : null;

    private static Rejection? RefuseSession(int seconds) =>
        seconds is >= ShortestSession and <= LongestSession
            ? null
            : new Rejection(
                "ValidationError",
                FormattableString.Invariant($"The specified value for maxSessionDuration is invalid. It must be from {ShortestSession} to {LongestSession}."),
                IamRules.Rule);

    private static bool IsUser(string principalArn) => AccountPolicies.IsUser(principalArn);

    private static string NameOf(string principalArn) => principalArn[(principalArn.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
