using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Whether policies allow a request ("Policy evaluation logic"): a matching Deny anywhere wins; else service control policies,
/// identity policies and the permissions boundary must each allow it, where they are in force. Only identity policies grant.
/// </summary>
public static class PolicyEvaluator
{
    /// <summary>Evaluates a request.</summary>
    /// <param name="isRoot">Whether the account's root asks: it has no policies of its own, so service control policies alone bind it.</param>
    /// <param name="policies">Those of the user or role; null when the principal is unknown, and nothing allows it.</param>
    /// <param name="serviceControlPolicies">When there are any, one of their statements must allow; when there are none, everything passes.</param>
    public static Authorization Evaluate(
        AuthorizationRequest request,
        bool isRoot,
        PrincipalPolicies? policies,
        ImmutableArray<ServiceControlPolicy> serviceControlPolicies)
    {
        var layers = Layers(isRoot, policies ?? PrincipalPolicies.None, serviceControlPolicies);
        var matched = layers.Select(layer => layer.Matching(request)).ToImmutableArray();
        ImmutableArray<MatchedStatement> denying = [.. matched.SelectMany(statements => statements).Where(statement => !statement.Allows)];
        if (!denying.IsEmpty)
        {
            return new Authorization(AuthorizationDecision.ExplicitDeny, denying[0].Kind, denying, Sorted.Set());
        }

        var silent = layers.Where((_, index) => matched[index].IsEmpty).FirstOrDefault();
        return silent is null
            ? new Authorization(AuthorizationDecision.Allowed, null, [.. matched.SelectMany(statements => statements)], Sorted.Set())
            : new Authorization(AuthorizationDecision.ImplicitDeny, silent.Kind, [], silent.NearMisses(request));
    }

    private static ImmutableArray<Layer> Layers(
        bool isRoot, PrincipalPolicies policies, ImmutableArray<ServiceControlPolicy> serviceControlPolicies)
    {
        var layers = ImmutableArray.CreateBuilder<Layer>();
        if (!serviceControlPolicies.IsEmpty)
        {
            layers.Add(new Layer(PolicyKind.ServiceControl, [.. serviceControlPolicies.Select(each => (each.Name, each.Document))]));
        }

        if (!isRoot)
        {
            layers.Add(new Layer(PolicyKind.Identity, [.. policies.Policies.Select(each => (each.Key, each.Value))]));
            if (policies.PermissionsBoundary is { } boundary)
            {
                layers.Add(new Layer(PolicyKind.PermissionsBoundary, [("", boundary)]));
            }
        }

        return layers.ToImmutable();
    }

    // The policies of one kind, of which one must allow.
    private sealed record Layer(PolicyKind Kind, ImmutableArray<(string Name, PolicyDocument Document)> Policies)
    {
        public ImmutableArray<MatchedStatement> Matching(AuthorizationRequest request) =>
        [
            .. from policy in Policies
               from statement in policy.Document.Statements
               where StatementMatch.IsAbout(statement, request) && StatementMatch.FailingKeys(statement, request).IsEmpty
               select new MatchedStatement(Kind, policy.Name, statement.Index, statement.Sid, statement.Allows),
        ];

        public ImmutableSortedSet<string> NearMisses(AuthorizationRequest request) => Sorted.Set().Union(
            from policy in Policies
            from statement in policy.Document.Statements
            where statement.Allows && StatementMatch.IsAbout(statement, request)
            from key in StatementMatch.FailingKeys(statement, request)
            select AuthorizationRequest.NameOf(key));
    }
}
