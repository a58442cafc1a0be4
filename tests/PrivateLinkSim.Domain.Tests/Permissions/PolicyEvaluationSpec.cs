using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>"Policy evaluation logic": how the kinds of policy act together.</summary>
public sealed class PolicyEvaluationSpec
{
    private static readonly PolicyDocument Everything = Of(Allow(sid: "All"));
    private static readonly PolicyDocument Nothing = Of(Deny(sid: "Stop"));
    private static readonly PolicyDocument Elsewhere = Of(Allow("s3:*"));

    [Fact]
    [Trait("Rule", "§4.4")]
    public void What_nothing_allows_is_denied()
    {
        IsImplicitlyDenied(PolicyKind.Identity, Evaluate(null));
        IsImplicitlyDenied(PolicyKind.Identity, Evaluate(PrincipalPolicies.None));
        IsImplicitlyDenied(PolicyKind.Identity, Evaluate(With(("deploy", Elsewhere))));
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void One_statement_of_one_policy_is_enough_and_all_that_match_are_named()
    {
        var allowed = Evaluate(With(("b", Of(Deny("s3:*"), Allow(Create))), ("a", Everything), ("c", Elsewhere)));

        Assert.Equal((AuthorizationDecision.Allowed, null, true), (allowed.Decision, allowed.DeniedBy, allowed.IsAllowed));
        Assert.Equal(["identity policy 'a', statement 1 ('All')", "identity policy 'b', statement 2"], allowed.Texts());
        Assert.Empty(allowed.NearMisses);
    }

    [Fact]
    [Trait("Rule", "R26")]
    public void A_deny_that_matches_wins_over_every_allow()
    {
        var denied = Evaluate(With(("a", Everything), ("b", Of(Allow(), Deny(Create, sid: "NoEndpoints")))));

        Assert.Equal((AuthorizationDecision.ExplicitDeny, PolicyKind.Identity, false), (denied.Decision, denied.DeniedBy, denied.IsAllowed));
        Assert.Equal(["identity policy 'b', statement 2 ('NoEndpoints')"], denied.Texts());
        Assert.Empty(denied.NearMisses);
    }

    [Fact]
    [Trait("Rule", "R26")]
    public void A_deny_for_another_action_resource_or_condition_denies_nothing() =>
        Assert.True(Evaluate(With(("a", Of(
            Allow(),
            Deny("ec2:DeleteVpcEndpoints"),
            Deny(resource: "arn:aws:ec2:*:*:vpc/*"),
            Deny(condition: """ "StringEquals": { "ec2:Region": "us-east-1" } """))))).IsAllowed);

    [Fact]
    [Trait("Rule", "R26")]
    public void Denies_of_every_kind_are_named_and_the_organization_denies_first()
    {
        var denied = Evaluate(
            With(("a", Nothing)) with { PermissionsBoundary = Nothing }, Organization(("full", Everything), ("guard-rails", Nothing)));

        Assert.Equal((AuthorizationDecision.ExplicitDeny, PolicyKind.ServiceControl), (denied.Decision, denied.DeniedBy));
        Assert.Equal(
            [
                "service control policy 'guard-rails', statement 1 ('Stop')",
                "identity policy 'a', statement 1 ('Stop')",
                "permissions boundary, statement 1 ('Stop')",
            ],
            denied.Texts());
    }

    [Fact]
    [Trait("Rule", "R26")]
    public void A_deny_wins_over_what_another_kind_merely_fails_to_allow()
    {
        var denied = Evaluate(With(("a", Nothing)), Organization(("small", Elsewhere)));

        Assert.Equal((AuthorizationDecision.ExplicitDeny, PolicyKind.Identity), (denied.Decision, denied.DeniedBy));
    }

    [Fact]
    [Trait("Rule", "§4.4/scp")]
    public void Without_service_control_policies_everything_passes_and_with_them_one_must_allow()
    {
        Assert.True(Evaluate(With(("a", Everything))).IsAllowed);
        Assert.True(Evaluate(With(("a", Everything)), Organization(("small", Elsewhere), ("full", Everything))).IsAllowed);
        IsImplicitlyDenied(PolicyKind.ServiceControl, Evaluate(With(("a", Everything)), Organization(("small", Elsewhere))));
    }

    [Fact]
    [Trait("Rule", "§4.4/scp")]
    public void A_service_control_policy_grants_nothing() =>
        IsImplicitlyDenied(PolicyKind.Identity, Evaluate(PrincipalPolicies.None, Organization(("full", Everything))));

    [Fact]
    [Trait("Rule", "§4.4/scp")]
    public void The_organization_is_asked_before_the_principal() =>
        IsImplicitlyDenied(PolicyKind.ServiceControl, Evaluate(null, Organization(("small", Elsewhere))));

    [Fact]
    [Trait("Rule", "§4.4/scp")]
    public void The_root_is_bound_by_service_control_policies_alone()
    {
        var policies = With(("a", Nothing)) with { PermissionsBoundary = Nothing };

        Assert.Equal((AuthorizationDecision.Allowed, 0), (Root(policies, []).Decision, Root(policies, []).Matched.Length));
        Assert.True(Root(null, Organization(("full", Everything))).IsAllowed);
        IsImplicitlyDenied(PolicyKind.ServiceControl, Root(null, Organization(("small", Elsewhere))));
        Assert.Equal(AuthorizationDecision.ExplicitDeny, Root(null, Organization(("full", Everything), ("stop", Nothing))).Decision);
    }

    [Fact]
    [Trait("Rule", "§4.4/boundary")]
    public void A_boundary_limits_what_policies_grant()
    {
        Assert.True(Evaluate(With(("a", Everything)) with { PermissionsBoundary = Of(Allow("ec2:*")) }).IsAllowed);
        IsImplicitlyDenied(PolicyKind.PermissionsBoundary, Evaluate(With(("a", Everything)) with { PermissionsBoundary = Elsewhere }));

        var denied = Evaluate(With(("a", Everything)) with { PermissionsBoundary = Nothing });
        Assert.Equal((AuthorizationDecision.ExplicitDeny, PolicyKind.PermissionsBoundary), (denied.Decision, denied.DeniedBy));
    }

    [Fact]
    [Trait("Rule", "§4.4/boundary")]
    public void A_boundary_grants_nothing() =>
        IsImplicitlyDenied(PolicyKind.Identity, Evaluate(PrincipalPolicies.None with { PermissionsBoundary = Everything }));

    [Fact]
    [Trait("Rule", "§4.4/boundary")]
    public void What_every_kind_allows_is_allowed_with_the_statements_of_each() =>
        Assert.Equal(
            [
                "service control policy 'full', statement 1 ('All')",
                "identity policy 'a', statement 1 ('All')",
                "permissions boundary, statement 1 ('All')",
            ],
            Evaluate(With(("a", Everything)) with { PermissionsBoundary = Everything }, Organization(("full", Everything))).Texts());

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Conditions_that_alone_kept_a_statement_from_allowing_are_named()
    {
        var denied = Ask(
            Request.With("ec2:Region", "us-east-1"),
            Allow(condition: """ "StringEquals": { "ec2:VpceServiceRegion": "eu-west-1", "ec2:Region": "us-east-1" } """),
            Allow(condition: """ "Bool": { "ec2:VpceMultiRegion": "true" }, "StringEquals": { "ec2:VpceServiceRegion": "eu-west-2" } """),
            Allow("s3:*", condition: """ "StringEquals": { "ec2:Other": "x" } """),
            Allow(resource: "arn:aws:s3:::*", condition: """ "StringEquals": { "ec2:Another": "x" } """),
            Deny(condition: """ "StringEquals": { "ec2:Denied": "x" } """));

        Assert.Equal(AuthorizationDecision.ImplicitDeny, denied.Decision);
        Assert.Equal(["ec2:vpcemultiregion", "ec2:vpceserviceregion"], denied.NearMisses);
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Near_misses_are_those_of_the_kind_that_failed_to_allow()
    {
        var narrow = Of(Allow(condition: """ "StringEquals": { "ec2:Region": "eu-west-1" } """));

        Assert.Equal(["ec2:region"], Evaluate(With(("a", Everything)), Organization(("narrow", narrow))).NearMisses);
        Assert.Equal(["ec2:region"], Evaluate(With(("a", Everything)) with { PermissionsBoundary = narrow }).NearMisses);
        Assert.Empty(Evaluate(With(("a", narrow)), Organization(("small", Elsewhere))).NearMisses);
    }

    [Fact]
    [Trait("Rule", "§4.4/condition")]
    public void The_published_example_by_service_owner_allows_aws_services_alone()
    {
        string[] statements =
        [
            Allow(Create, "arn:aws:ec2:us-east-1:444455556666:vpc/*"),
            Allow(Create, "arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/*", """ "StringEquals": { "ec2:VpceServiceOwner": "amazon" } """),
        ];
        var request = AuthorizationRequest.Of(Create, Endpoints);

        Assert.True(Ask(request.With("ec2:VpceServiceOwner", "amazon"), statements).IsAllowed);
        Assert.Equal(["ec2:vpceserviceowner"], Ask(request.With("ec2:VpceServiceOwner", Accounts.Provider), statements).NearMisses);
        Assert.True(Ask(AuthorizationRequest.Of(Create, "arn:aws:ec2:us-east-1:444455556666:vpc/vpc-0"), statements).IsAllowed);
    }

    private static Authorization Evaluate(PrincipalPolicies? policies, ImmutableArray<ServiceControlPolicy>? organization = null) =>
        PolicyEvaluator.Evaluate(Request, isRoot: false, policies, organization ?? []);

    private static Authorization Root(PrincipalPolicies? policies, ImmutableArray<ServiceControlPolicy> organization) =>
        PolicyEvaluator.Evaluate(Request, isRoot: true, policies, organization);

    private static void IsImplicitlyDenied(PolicyKind kind, Authorization authorization)
    {
        Assert.False(authorization.IsAllowed);
        Assert.Equal((AuthorizationDecision.ImplicitDeny, kind), (authorization.Decision, authorization.DeniedBy));
        Assert.Empty(authorization.Matched);
        Assert.Empty(authorization.NearMisses);
    }
}
