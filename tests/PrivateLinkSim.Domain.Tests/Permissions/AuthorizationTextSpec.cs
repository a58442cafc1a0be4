using System.Diagnostics;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>"Troubleshoot access denied error messages", with the statements that decided instead of the encoded message.</summary>
public sealed class AuthorizationTextSpec
{
    private const string Session = $"arn:aws:sts::{Consumer}:assumed-role/deploy/session";
    private const string Start =
        "You are not authorized to perform this operation. "
        + "User: arn:aws:sts::444455556666:assumed-role/deploy/session is not authorized to perform: ec2:CreateVpcEndpoint on resource: arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/vpce-0 ";

    private static readonly string Deploy = Role(Consumer, "deploy");
    private static readonly Identities Allowed = Identities.None.PutPolicy(Deploy, "all", Of(Allow()));
    private static readonly PolicyDocument Elsewhere = Of(Allow("s3:*"));
    private static readonly PolicyDocument Stop = Of(Allow(), Deny(sid: "DenyOutsideEurope"));

    [Fact]
    [Trait("Rule", "§4.4")]
    public void The_kind_of_policy_that_allows_nothing_is_named()
    {
        Says("because no identity-based policy allows the ec2:CreateVpcEndpoint action", Identities.None);
        Says(
            "because no service control policy allows the ec2:CreateVpcEndpoint action",
            Allowed.SetServiceControlPolicies("o-1", new ServiceControlPolicy("small", Elsewhere)));
        Says("because no permissions boundary allows the ec2:CreateVpcEndpoint action", Allowed.SetBoundary(Deploy, Elsewhere));
    }

    [Fact]
    [Trait("Rule", "R26")]
    public void The_statement_that_denies_is_named()
    {
        Says(
            "with an explicit deny in an identity-based policy (policy 'guard-rails', statement 2 'DenyOutsideEurope')",
            Allowed.PutPolicy(Deploy, "guard-rails", Stop));
        Says(
            "with an explicit deny in an identity-based policy (policy 'a', statement 1; policy 'b', statement 2 'DenyOutsideEurope')",
            Allowed.PutPolicy(Deploy, "b", Stop).PutPolicy(Deploy, "a", Of(Deny())));
        Says(
            "with an explicit deny in a service control policy (policy 'guard-rails', statement 2 'DenyOutsideEurope')",
            Allowed.SetServiceControlPolicies("o-1", new ServiceControlPolicy("guard-rails", Stop)));
        Says("with an explicit deny in a permissions boundary (statement 2 'DenyOutsideEurope')", Allowed.SetBoundary(Deploy, Stop));
    }

    [Fact]
    [Trait("Rule", "R26")]
    public void A_statement_of_another_kind_that_denies_too_is_named_with_its_kind() =>
        Says(
            "with an explicit deny in a service control policy (policy 'scp', statement 2 'DenyOutsideEurope'; "
            + "identity policy 'own', statement 2 'DenyOutsideEurope'; permissions boundary, statement 2 'DenyOutsideEurope')",
            Allowed.PutPolicy(Deploy, "own", Stop)
                .SetBoundary(Deploy, Stop)
                .SetServiceControlPolicies("o-1", new ServiceControlPolicy("scp", Stop)));

    [Fact]
    [Trait("Rule", "§4.4/condition")]
    public void The_conditions_that_a_statement_missed_by_are_named()
    {
        Says(
            "because no identity-based policy allows the ec2:CreateVpcEndpoint action "
            + "(a statement would allow it but for its condition on ec2:vpceserviceregion)",
            Conditioned(""" "StringEquals": { "ec2:VpceServiceRegion": "eu-west-1" } """));
        Says(
            "because no identity-based policy allows the ec2:CreateVpcEndpoint action "
            + "(a statement would allow it but for its condition on aws:username, ec2:vpceserviceregion)",
            Conditioned(""" "StringEquals": { "ec2:VpceServiceRegion": "eu-west-1", "aws:username": "x" } """));
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void What_is_allowed_has_no_refusal() =>
        Assert.Throws<UnreachableException>(() => AuthorizationText.Denied(Session, Request, Allowed.Evaluate(Session, Request)));

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData(PolicyKind.Identity, "deploy", "DenyOutsideEurope", "identity policy 'deploy', statement 2 ('DenyOutsideEurope')")]
    [InlineData(PolicyKind.ServiceControl, "guard-rails", null, "service control policy 'guard-rails', statement 2")]
    [InlineData(PolicyKind.PermissionsBoundary, "", "X", "permissions boundary, statement 2 ('X')")]
    public void A_matched_statement_says_where_it_stands(PolicyKind kind, string policy, string? sid, string text)
    {
        var matched = new MatchedStatement(kind, policy, 2, sid, Allows: false);

        Assert.Equal((text, text), (matched.Text, matched.ToString()));
    }

    private static Identities Conditioned(string condition) => Identities.None.PutPolicy(Deploy, "a", Of(Allow(condition: condition)));

    private static void Says(string reason, Identities identities) =>
        Assert.Equal(Start + reason, AuthorizationText.Denied(Session, Request, identities.Evaluate(Session, Request)));
}
