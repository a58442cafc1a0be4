using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ActionAndResourceSpec
{
    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("*", true)]
    [InlineData("ec2:CreateVpcEndpoint", true)]
    [InlineData("EC2:createvpcendpoint", true)]
    [InlineData("ec2:*", true)]
    [InlineData("ec2:*VpcEndpoint*", true)]
    [InlineData("ec2:*vpc*end*t", true)]
    [InlineData("ec2:CreateVpcEndpoin?", true)]
    [InlineData("ec2:CreateVpcEndpoint?", false)]
    [InlineData("ec2:CreateVpc", false)]
    [InlineData("ec2:Create*Endpoints", false)]
    [InlineData("ec2:Describe*", false)]
    [InlineData("vpce:*", false)]
    [InlineData("c2:*", false)]
    public void An_action_is_matched_by_its_wildcards_whatever_its_case(string pattern, bool matches)
    {
        Assert.Equal(matches, Ask(Request, Allow(pattern)).IsAllowed);
        Assert.Equal(!matches, Ask(Request, $""" "Effect": "Allow", "NotAction": "{pattern}", "Resource": "*" """).IsAllowed);
    }

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("*", true)]
    [InlineData("arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/vpce-0", true)]
    [InlineData("arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/*", true)]
    [InlineData("arn:aws:ec2:us-east-1:444455556666:*", true)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/vpce-?", true)]
    [InlineData("arn:aws:ec2:us-*-1:4444????6666:*/vpce-0", true)]
    [InlineData("arn:*:*:*:*:*", true)]
    [InlineData("arn:aws:ec2:*", true)]
    [InlineData("arn:*", true)]
    [InlineData("arn:aws:ec2:us-east-1:*", true)]
    [InlineData("arn:aws:ec2:us-west-*", false)]
    [InlineData("arn:aws:*:vpc-endpoint/*", false)]
    [InlineData("arn:aws:ec2:*:*:VPC-ENDPOINT/*", false)]
    [InlineData("arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/", false)]
    [InlineData("arn:aws:ec2:us-east-2:444455556666:vpc-endpoint/*", false)]
    [InlineData("arn:aws:ec2:*66:*:vpc-endpoint/*", false)]
    [InlineData("arn:aws:ec2:us?east?1?444455556666:*:*", false)]
    [InlineData("arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/*:*", false)]
    public void A_resource_is_matched_part_by_part_and_its_case_matters(string pattern, bool matches)
    {
        Assert.Equal(matches, Ask(Request, Allow(resource: pattern)).IsAllowed);
        Assert.Equal(!matches, Ask(Request, $""" "Effect": "Allow", "Action": "*", "NotResource": "{pattern}" """).IsAllowed);
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Only_the_last_part_of_an_arn_may_contain_colons()
    {
        var request = AuthorizationRequest.Of("logs:PutLogEvents", "arn:aws:logs:us-east-1:444455556666:log-group:flow:log-stream:a");

        Assert.True(Ask(request, Allow(resource: "arn:aws:logs:*:*:log-group:*:log-stream:?")).IsAllowed);
        Assert.False(Ask(request, Allow(resource: "arn:aws:logs:*:log-group:*:log-stream:a")).IsAllowed);
    }

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("*", true)]
    [InlineData("arn:*", false)]
    [InlineData("arn:aws:ec2:*:*:*", false)]
    public void An_action_without_a_resource_is_matched_by_a_star_alone(string pattern, bool matches) =>
        Assert.Equal(matches, Ask(AuthorizationRequest.Of("ec2:DescribeVpcEndpoints", "*"), Allow(resource: pattern)).IsAllowed);

    [Fact]
    [Trait("Rule", "§4.4")]
    public void One_of_several_actions_and_one_of_several_resources_is_enough_and_not_action_spares_them_all()
    {
        const string Lists = """ ["s3:*", "ec2:*"], "Resource": ["arn:aws:s3:::*", "arn:aws:ec2:*:*:vpc-endpoint/*"] """;

        Assert.True(Ask(Request, $""" "Effect": "Allow", "Action": {Lists} """).IsAllowed);
        Assert.False(Ask(Request, $""" "Effect": "Allow", "NotAction": {Lists} """).IsAllowed);
        Assert.True(Ask(Request with { Action = "elasticloadbalancing:X" }, $""" "Effect": "Allow", "NotAction": {Lists} """).IsAllowed);
    }
}
