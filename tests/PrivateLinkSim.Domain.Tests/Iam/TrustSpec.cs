using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Who may assume a role: whom its trust policy names, and whose own policies allow it.</summary>
public sealed class TrustSpec
{
    private static readonly string Deploy = Role(Consumer, "deploy");
    private static readonly string Alice = $"arn:aws:iam::{Consumer}:user/alice";
    private static readonly string Bob = $"arn:aws:iam::{Stranger}:user/bob";
    private readonly World _world = new();

    public TrustSpec()
    {
        Send(Consumer, new IamCommand.CreatePrincipal(Alice, new NewPrincipal()));
        Send(Stranger, new IamCommand.CreatePrincipal(Bob, new NewPrincipal()));
        Send(Consumer, new IamCommand.CreatePrincipal(Deploy, new NewPrincipal()));
    }

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void A_role_without_a_trust_policy_trusts_its_account()
    {
        Assert.True(Assumes(Consumer, Root(Consumer)));
        Assert.False(Assumes(Consumer, Alice));
        Allow(Consumer, Alice);
        Assert.True(Assumes(Consumer, Alice));
        Assert.False(Assumes(Stranger, Root(Stranger)));
        Assert.NotNull(RoleDoor.RefuseToAssume(In("us-east-1", Consumer), Role(Consumer, "nobody"), "ci", null, _world));
    }

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void A_user_who_is_named_needs_no_policy_but_must_not_be_denied()
    {
        Trust($"\"{Alice}\"");
        Assert.True(Assumes(Consumer, Alice));
        Assert.False(Assumes(Consumer, Root(Consumer)));

        Send(Consumer, new IamCommand.SetPolicy(Alice, "own", Text(Deny("sts:*"))));
        Assert.False(Assumes(Consumer, Alice));
    }

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void A_user_of_another_account_must_be_trusted_and_allowed()
    {
        Allow(Stranger, Bob);
        Assert.False(Assumes(Stranger, Bob));
        Trust($"\"{Bob}\"");
        Assert.True(Assumes(Stranger, Bob));
        Send(Stranger, new IamCommand.SetPolicy(Bob, "own", null));
        Assert.False(Assumes(Stranger, Bob));
    }

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void An_account_is_named_by_its_id_or_its_root_and_a_session_by_its_role()
    {
        Allow(Stranger, Bob);
        Trust($"\"{Stranger}\"");
        Assert.True(Assumes(Stranger, Bob));
        Trust($"\"{Root(Stranger)}\"");
        Assert.True(Assumes(Stranger, Bob));
        Trust($"\"{Role(Consumer, "ops").Replace("role/", "role/path/", StringComparison.Ordinal)}\"");
        Send(Consumer, new IamCommand.CreatePrincipal(Role(Consumer, "ops"), new NewPrincipal { Path = "/path/" }));
        Assert.True(Assumes(Consumer, $"arn:aws:sts::{Consumer}:assumed-role/ops/ci"));
        Assert.False(Assumes(Consumer, $"arn:aws:sts::{Consumer}:assumed-role/other/ci"));
    }

    /// <summary>To trust an account leaves it to the account whom of its users it allows, also in the role's own.</summary>
    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void A_user_of_an_account_that_is_trusted_must_be_allowed()
    {
        Trust($"\"{Root(Consumer)}\"");
        Assert.False(Assumes(Consumer, Alice));
        Allow(Consumer, Alice);
        Assert.True(Assumes(Consumer, Alice));
    }

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void Conditions_and_denials_of_the_trust_policy_count()
    {
        Allow(Stranger, Bob);
        Set($$"""
            { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "{{Bob}}" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "42" } } } }
            """);
        Assert.False(Assumes(Stranger, Bob));
        Assert.False(Assumes(Stranger, Bob, "43"));
        Assert.True(Assumes(Stranger, Bob, "42"));

        Set($$"""
            { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole" },
              { "Effect": "Deny", "Principal": { "AWS": "{{Bob}}" }, "Action": "sts:*" }
            ] }
            """);
        Assert.False(Assumes(Stranger, Bob));
        Assert.True(Assumes(Stranger, Root(Stranger)));
    }

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void A_service_control_policy_stands_above_all_trust()
    {
        Trust($"\"{Alice}\"");
        _world.Control(Consumer, Policies.Allow("ec2:*"));
        Assert.False(Assumes(Consumer, Alice));
    }

    [Theory]
    [Trait("Rule", "§iam/trust")]
    [InlineData("""{ "Effect": "Allow", "Action": "sts:AssumeRole" }""", "has no Principal")]
    [InlineData("""{ "Effect": "Allow", "Principal": "everybody", "Action": "sts:AssumeRole" }""", "Principal is")]
    [InlineData("""{ "Effect": "Allow", "Principal": { "AWS": "bob" }, "Action": "sts:AssumeRole" }""", "a principal must be")]
    [InlineData("""{ "Effect": "Allow", "Principal": { "Aws": "*" }, "Action": "sts:AssumeRole" }""", "a member 'Aws'")]
    [InlineData("""{ "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" }""", "a member 'Resource'")]
    public void What_is_no_trust_policy_is_told_why(string statement, string why) => Assert.Contains(
        why, TrustPolicy.Complaint($$"""{ "Version": "2012-10-17", "Statement": [{{statement}}] }"""), StringComparison.Ordinal);

    [Fact]
    [Trait("Rule", "§iam/trust")]
    public void A_service_may_be_trusted_too() => Assert.Null(TrustPolicy.Complaint(
        """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["ec2.amazonaws.com"], "AWS": "*" }, "Action": "sts:AssumeRole" }] }"""));

    private bool Assumes(string account, string principal, string? externalId = null) =>
        RoleDoor.RefuseToAssume(In("us-east-1", account, principal), Deploy, "ci", externalId, _world) is null;

    private void Allow(string account, string principal) => Send(account, new IamCommand.SetPolicy(principal, "own", Text(Policies.Allow("sts:AssumeRole", Deploy))));

    private void Trust(string principal) =>
        Set($$"""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": [{{principal}}] }, "Action": "sts:AssumeRole" }] }""");

    private void Set(string trustPolicy) => Send(Consumer, new IamCommand.SetTrustPolicy(Deploy, trustPolicy));

    private void Send(string account, IamCommand command) => _world.Send(IamState.Of(account), command).IsAccepted();
}
