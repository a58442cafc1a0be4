using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>An account that plays both roles states its policies once.</summary>
public sealed class ActionSidesSpec
{
    [Theory]
    [InlineData("ec2:CreateVpcEndpointServiceConfiguration", AccountRoles.Provider)]
    [InlineData("EC2:acceptvpcendpointconnections", AccountRoles.Provider)]
    [InlineData("elasticloadbalancing:CreateListener", AccountRoles.Provider)]
    [InlineData("ec2:CreateVpcEndpoint", AccountRoles.Consumer)]
    [InlineData("route53:AssociateVPCWithHostedZone", AccountRoles.Consumer)]
    [InlineData("ec2:CreateTags", AccountRoles.Both)]
    [InlineData("vpce:AllowMultiRegion", AccountRoles.Both)]
    [InlineData("s3:GetObject", AccountRoles.Both)]
    [InlineData("ec2:CreateVpcEndpoint*", AccountRoles.Both)]
    [InlineData("*", AccountRoles.Both)]
    public void An_action_belongs_to_the_roles_that_do_it(string action, AccountRoles roles) => Assert.Equal(roles, ActionSides.Of(action));

    [Fact]
    [Trait("Rule", "§iam")]
    public void A_role_keeps_the_statements_that_can_match_what_it_does_under_their_own_numbers()
    {
        var document = Of(
            Allow("ec2:CreateVpcEndpoint", sid: "Consumer"),
            Deny("ec2:AcceptVpcEndpointConnections", sid: "Provider"),
            Allow("ec2:*"),
            """ "Effect": "Allow", "NotAction": "ec2:CreateVpcEndpoint", "Resource": "*" """,
            """ "Effect": "Allow", "Action": ["ec2:CreateVpcEndpoint", "ec2:RejectVpcEndpointConnections"], "Resource": "*" """);

        Assert.Equal([2, 3, 4, 5], Indexes(AccountRoles.Provider));
        Assert.Equal([1, 3, 4, 5], Indexes(AccountRoles.Consumer));
        Assert.Empty(ActionSides.Keep(Of(Allow("ec2:CreateVpcEndpoint")), AccountRoles.Provider).Statements);

        IEnumerable<int> Indexes(AccountRoles role) => ActionSides.Keep(document, role).Statements.Select(statement => statement.Index);
    }
}
