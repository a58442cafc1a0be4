using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

public sealed class IdentitiesSpec
{
    private static readonly string Deploy = Role(Consumer, "deploy");
    private static readonly PolicyDocument Everything = Of(Allow());
    private static readonly PolicyDocument Elsewhere = Of(Allow("s3:*"));

    [Fact]
    [Trait("Rule", "§4.4")]
    public void The_root_may_do_everything_and_nobody_else_anything_unless_a_policy_says_so()
    {
        Assert.True(Identities.None.Evaluate(Root(Consumer), Request).IsAllowed);
        Assert.False(Identities.None.Evaluate(Deploy, Request).IsAllowed);
        Assert.False(Identities.None.Declare(Deploy).Evaluate(Deploy, Request).IsAllowed);
    }

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("arn:aws:iam::444455556666:role/deploy", true)]
    [InlineData("arn:aws:sts::444455556666:assumed-role/deploy/session", true)]
    [InlineData("arn:aws:sts::444455556666:assumed-role/other/session", false)]
    [InlineData("arn:aws:iam::444455556666:role/Deploy", false)]
    [InlineData("arn:aws:iam::444455556666:user/deploy", false)]
    [InlineData("arn:aws:iam::444455556666:user/root", false)]
    [InlineData("arn:aws:sts::444455556666:root", false)]
    [InlineData("arn:aws:iam::444455556666:root", true)]
    public void A_session_has_the_policies_of_its_role_and_others_have_their_own(string caller, bool isAllowed) =>
        Assert.Equal(isAllowed, Identities.None.PutPolicy(Deploy, "all", Everything).Evaluate(caller, Request).IsAllowed);

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Policies_are_put_replaced_and_deleted_by_name()
    {
        var put = Identities.None.PutPolicy(Deploy, "a", Elsewhere).PutPolicy(Deploy, "b", Everything);
        Assert.Equal(["a", "b"], put.Principals[Deploy].Policies.Keys);
        Assert.True(put.Evaluate(Deploy, Request).IsAllowed);

        Assert.False(put.PutPolicy(Deploy, "b", Elsewhere).Evaluate(Deploy, Request).IsAllowed);
        Assert.Equal(["a"], put.DeletePolicy(Deploy, "b").Principals[Deploy].Policies.Keys);
        Assert.False(put.DeletePolicy(Deploy, "b").Evaluate(Deploy, Request).IsAllowed);
        Assert.Same(Identities.None, Identities.None.DeletePolicy(Deploy, "b"));
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Declaring_a_principal_again_keeps_its_policies()
    {
        Assert.Empty(Identities.None.Declare(Deploy).Principals[Deploy].Policies);
        Assert.True(Identities.None.PutPolicy(Deploy, "all", Everything).Declare(Deploy).Evaluate(Deploy, Request).IsAllowed);
    }

    [Fact]
    [Trait("Rule", "§4.4/boundary")]
    public void A_boundary_is_set_and_taken_away_and_leaves_the_policies_alone()
    {
        var bounded = Identities.None.PutPolicy(Deploy, "all", Everything).SetBoundary(Deploy, Elsewhere);

        Assert.Equal(PolicyKind.PermissionsBoundary, bounded.Evaluate(Deploy, Request).DeniedBy);
        Assert.Equal(PolicyKind.PermissionsBoundary, bounded.PutPolicy(Deploy, "more", Everything).Evaluate(Deploy, Request).DeniedBy);
        Assert.True(bounded.SetBoundary(Deploy, null).Evaluate(Deploy, Request).IsAllowed);
    }

    [Fact]
    [Trait("Rule", "§4.4/scp")]
    public void An_organization_binds_every_principal_of_the_account_with_its_root()
    {
        var member = Identities.None.PutPolicy(Deploy, "all", Everything)
            .SetServiceControlPolicies("o-a1b2c3d4e5", new ServiceControlPolicy("small", Elsewhere));

        Assert.Equal("o-a1b2c3d4e5", member.OrganizationId);
        Assert.Equal(PolicyKind.ServiceControl, member.Evaluate(Deploy, Request).DeniedBy);
        Assert.Equal(PolicyKind.ServiceControl, member.Evaluate(Root(Consumer), Request).DeniedBy);

        var wider = member.SetServiceControlPolicies(
            "o-a1b2c3d4e5", [.. member.ServiceControlPolicies, new ServiceControlPolicy("full", Everything)]);
        Assert.True(wider.Evaluate(Deploy, Request).IsAllowed);

        var left = member.SetServiceControlPolicies(null);
        Assert.Null(left.OrganizationId);
        Assert.True(left.Evaluate(Root(Consumer), Request).IsAllowed);
    }
}
