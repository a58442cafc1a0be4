using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of managed policies and their versions.</summary>
internal static class ManagedPolicies
{
    private const int LongestName = 128;
    private const int MostVersions = 5;

    public static Decision<IamEvent> Create(IamState state, IamCommand.CreatePolicy create, in Context context)
    {
        var (name, policy) = (create.PolicyArn[(create.PolicyArn.LastIndexOf('/') + 1)..], create.Policy);
        if ((IamRules.RefuseName("policyName", name, LongestName)
            ?? IamRules.RefusePath(policy.Path)
            ?? IamRules.RefuseTags(Tags.None, policy.Tags)
            ?? IamRules.RefuseDocument(policy.Document)) is { } malformed)
        {
            return malformed;
        }

        // A name is taken whatever its path.
        return state.Policies.Keys.Any(arn => string.Equals(arn[(arn.LastIndexOf('/') + 1)..], name, StringComparison.OrdinalIgnoreCase))
            ? new Rejection("EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.", IamRules.Rule)
            : IamRules.Accept(new IamEvent.PolicyCreated(create.PolicyArn, IamRules.DrawId("ANPA", state, context), policy, context.Now));
    }

    public static Decision<IamEvent> Delete(IamState state, IamCommand.DeletePolicy delete) =>
        !state.Policies.TryGetValue(delete.PolicyArn, out var policy) ? NotFound(delete.PolicyArn)
        : state.AttachedTo(delete.PolicyArn).Concat(state.BoundedBy(delete.PolicyArn)).Any()
            ? IamRules.Conflict("Cannot delete a policy attached to entities.")
        : policy.Versions.Count > 1
            ? IamRules.Conflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.")
            : IamRules.Accept(new IamEvent.PolicyDeleted(delete.PolicyArn));

    public static Decision<IamEvent> CreateVersion(IamState state, IamCommand.CreatePolicyVersion create, in Context context)
    {
        if (!state.Policies.TryGetValue(create.PolicyArn, out var policy))
        {
            return NotFound(create.PolicyArn);
        }

        if (IamRules.RefuseDocument(create.Document) is { } refused)
        {
            return refused;
        }

        if (policy.Versions.Count >= MostVersions)
        {
            return new Rejection(
                "LimitExceeded",
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
                "§iam/quota");
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"v{policy.LatestVersion + 1}");
        return IamRules.Accept(
            new IamEvent.PolicyVersionCreated(create.PolicyArn, id, create.Document, create.IsDefault, context.Now), new IamReply.PolicyVersionCreated(id));
    }

    public static Decision<IamEvent> SetDefault(IamState state, IamCommand.SetDefaultPolicyVersion set, in Context context) =>
        RefuseVersion(state, set.PolicyArn, set.VersionId) is { } refused ? refused
        : state.Policies[set.PolicyArn].DefaultVersion == set.VersionId ? Decision<IamEvent>.Accept()
        : IamRules.Accept(new IamEvent.DefaultPolicyVersionSet(set.PolicyArn, set.VersionId, context.Now));

    public static Decision<IamEvent> DeleteVersion(IamState state, IamCommand.DeletePolicyVersion delete) =>
        RefuseVersion(state, delete.PolicyArn, delete.VersionId) is { } refused ? refused
        : state.Policies[delete.PolicyArn].DefaultVersion == delete.VersionId ? IamRules.Conflict("Cannot delete the default version of a policy.")
        : IamRules.Accept(new IamEvent.PolicyVersionDeleted(delete.PolicyArn, delete.VersionId));

    public static Decision<IamEvent> Tag(IamState state, IamCommand.TagPolicy tag) =>
        !state.Policies.TryGetValue(tag.PolicyArn, out var policy) ? NotFound(tag.PolicyArn)
        : IamRules.RefuseTags(policy.Tags, tag.Tags) is { } refused ? refused
        : IamRules.Accept(new IamEvent.PolicyTagged(tag.PolicyArn, policy.Tags.SetItems(tag.Tags)));

    public static Decision<IamEvent> Untag(IamState state, IamCommand.UntagPolicy untag) =>
        !state.Policies.TryGetValue(untag.PolicyArn, out var policy)
            ? NotFound(untag.PolicyArn)
            : IamRules.Accept(new IamEvent.PolicyTagged(untag.PolicyArn, policy.Tags.RemoveRange(untag.TagKeys)));

    /// <summary>The state after what happened to a managed policy; null for what happened to something else.</summary>
    public static IamState? Evolve(IamState state, IamEvent fact) => fact switch
    {
        IamEvent.PolicyCreated created => state with
        {
            Policies = state.Policies.Add(created.PolicyArn, new ManagedPolicy(
                created.Id,
                created.At,
                created.At,
                created.Policy.Path,
                created.Policy.Description,
                Sorted.Map<PolicyVersion>().Add("v1", new PolicyVersion(created.Policy.Document, created.At)),
                "v1",
                1,
                created.Policy.Tags)),
            Drawn = state.Drawn + 1,
        },
        IamEvent.PolicyDeleted deleted => state with { Policies = state.Policies.Remove(deleted.PolicyArn) },
        IamEvent.PolicyVersionCreated created => With(state, created.PolicyArn, policy => policy with
        {
            Versions = policy.Versions.Add(created.VersionId, new PolicyVersion(created.Document, created.At)),
            DefaultVersion = created.IsDefault ? created.VersionId : policy.DefaultVersion,
            LatestVersion = policy.LatestVersion + 1,
            UpdatedAt = created.At,
        }),
        IamEvent.DefaultPolicyVersionSet set =>
            With(state, set.PolicyArn, policy => policy with { DefaultVersion = set.VersionId, UpdatedAt = set.At }),
        IamEvent.PolicyVersionDeleted deleted =>
            With(state, deleted.PolicyArn, policy => policy with { Versions = policy.Versions.Remove(deleted.VersionId) }),
        IamEvent.PolicyTagged tagged => With(state, tagged.PolicyArn, policy => policy with { Tags = tagged.Tags }),
        _ => null,
    };

    private static IamState With(IamState state, string policyArn, Func<ManagedPolicy, ManagedPolicy> change) =>
        state with { Policies = state.Policies.SetItem(policyArn, change(state.Policies[policyArn])) };

    private static Rejection? RefuseVersion(IamState state, string policyArn, string versionId) =>
        !state.Policies.TryGetValue(policyArn, out var policy) ? NotFound(policyArn)
        : policy.Versions.ContainsKey(versionId) ? null
        : new Rejection("NoSuchEntity", $"Policy {policyArn} version {versionId} does not exist or is not attachable.", IamRules.Rule);

    private static Rejection NotFound(string policyArn) => new("NoSuchEntity", $"Policy {policyArn} was not found.", IamRules.Rule);
}
