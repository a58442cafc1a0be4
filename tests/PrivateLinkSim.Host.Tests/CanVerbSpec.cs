using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

public sealed class CanVerbSpec : IDisposable
{
    private const string Role = "arn:aws:iam::444455556666:role/ops";

    private static readonly string Governed = Given.Story.Replace(
        """{ "name": "customer", "id": "444455556666" }""",
        """
        { "name": "customer", "id": "444455556666",
          "roles": [{ "name": "ops", "policies": { "network": { "Version": "2012-10-17", "Statement": [
            { "Sid": "AtHome", "Effect": "Allow", "Action": "ec2:CreateVpcEndpoint", "Resource": "*", "Condition": { "StringEquals": { "ec2:VpceServiceRegion": "us-east-1" } } },
            { "Effect": "Allow", "Action": ["ec2:AcceptVpcEndpointConnections", "ec2:DeleteVpcEndpoints"], "Resource": "*" },
            { "Sid": "Keep", "Effect": "Deny", "Action": "ec2:DeleteVpcEndpoints", "Resource": "*" },
            { "Sid": "Own", "Effect": "Allow", "Action": ["ec2:ModifyVpcEndpoint", "ec2:CreateVpc"], "Resource": ["arn:aws:ec2:*:*:vpc-endpoint/*", "arn:aws:ec2:*:*:vpc/*"] },
            { "Sid": "Far", "Effect": "Allow", "Action": "vpce:AllowMultiRegion", "Resource": "arn:aws:ec2:*:*:vpc-endpoint/*" },
            { "Sid": "Here", "Effect": "Allow", "Action": "ec2:DescribeVpcEndpoints", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } } }] } } },
            { "name": "nobody", "policies": {} }] }
        """, StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story).With("governed.json", Governed);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_root_of_an_account_may_do_everything()
    {
        var answer = await _bench.RunAsync("can", "story.json", "--as", "customer", "--do", "ec2:CreateVpcEndpoint", "--in", "us-east-1");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("allowed\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches("allowed +nothing limits the account's root", answer.Output);
        Assert.Contains("aws:requestedregion = us-east-1", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_policy_may_do_nothing()
    {
        var answer = await _bench.RunAsync(
            "can", "governed.json", "--as", "arn:aws:iam::444455556666:role/nobody", "--do", "ec2:CreateVpcEndpoint", "--on", "customer-vpc", "--with", "ec2:VpceServiceRegion=eu-west-1,us-east-1", "--json");

        var decision = JObject.Parse(answer.Output);
        Assert.Equal((1, "implicitDeny", "identity"), (answer.Code, (string)decision["decision"]!, (string)decision["deniedBy"]!));
        Assert.Matches("^arn:aws:ec2:us-east-1:444455556666:vpc/vpc-", (string)decision["resource"]!);
        Assert.Equal(["eu-west-1", "us-east-1"], decision["keys"]!["ec2:vpceserviceregion"]!.Select(value => (string)value!));
    }

    [Theory]
    [InlineData("ec2:CreateVpcEndpoint", "us-east-1", 0, "allowed\n", "identity policy 'network', statement 1 ('AtHome')")]
    [InlineData("ec2:CreateVpcEndpoint", "eu-west-1", 1, "implicitDeny\n", "but for its condition on ec2:vpceserviceregion")]
    [InlineData("ec2:DeleteVpcEndpoints", "us-east-1", 1, "explicitDeny\n", "identity policy 'network', statement 3 ('Keep')")]
    [InlineData("ec2:AcceptVpcEndpointConnections", "us-east-1", 0, "allowed\n", "identity policy 'network', statement 2")]
    public async Task The_policies_of_both_sides_answer_with_their_statements(string action, string region, int code, string decision, string reason)
    {
        var answer = await _bench.RunAsync("can", "governed.json", "--as", Role, "--do", action, "--with", $"ec2:VpceServiceRegion={region}");

        Assert.Equal((code, ""), (answer.Code, answer.Error));
        Assert.StartsWith(decision, answer.Output, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec2:ModifyVpcEndpoint", 0, "arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/*")]
    [InlineData("ec2:CreateVpc", 0, "arn:aws:ec2:us-east-1:444455556666:vpc/*")]
    [InlineData("ec2:CreateSubnet", 1, "arn:aws:ec2:us-east-1:444455556666:subnet/*")]
    [InlineData("ec2:RejectVpcEndpointConnections", 1, "arn:aws:ec2:us-east-1:444455556666:vpc-endpoint-service/*")]
    [InlineData("ec2:CreateSecurityGroup", 1, "arn:aws:ec2:us-east-1:444455556666:security-group/*")]
    [InlineData("elasticloadbalancing:CreateLoadBalancer", 1, "arn:aws:elasticloadbalancing:us-east-1:444455556666:loadbalancer/net/*")]
    [InlineData("iam:PutRolePolicy", 1, "arn:aws:iam::444455556666:role/*")]
    [InlineData("iam:PutUserPolicy", 1, "arn:aws:iam::444455556666:user/*")]
    [InlineData("account:EnableRegion", 1, "arn:aws:account::444455556666:account")]
    [InlineData("ec2:DescribeVpcEndpoints", 0, "*")]
    public async Task Without_a_resource_that_of_the_action_is_asked(string action, int code, string resource)
    {
        var answer = await _bench.RunAsync("can", "governed.json", "--as", Role, "--do", action, "--in", "us-east-1", "--json");

        Assert.Equal((code, ""), (answer.Code, answer.Error));
        Assert.Equal(resource, (string)JObject.Parse(answer.Output)["resource"]!);
    }

    [Fact]
    public async Task Crossing_Regions_is_asked_for_endpoints_and_for_services()
    {
        var text = await _bench.RunAsync("can", "governed.json", "--as", Role, "--do", "vpce:AllowMultiRegion", "--in", "us-east-1");
        var json = await _bench.RunAsync("can", "governed.json", "--as", Role, "--do", "vpce:AllowMultiRegion", "--in", "us-east-1", "--json");

        Assert.Equal((1, 1), (text.Code, json.Code));
        Assert.Matches("(?s)^allowed\n.*:vpc-endpoint/\\*\n.*\nimplicitDeny\n.*:vpc-endpoint-service/\\*\n", text.Output);
        Assert.Equal("arn:aws:ec2:us-east-1:444455556666:vpc-endpoint-service/*", (string)JObject.Parse(json.Output)["resource"]!);
    }

    [Theory]
    [InlineData("", 1, true)]
    [InlineData("--in us-east-1", 0, false)]
    [InlineData("--on arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/vpce-1", 0, false)]
    public async Task The_Region_is_that_of_the_resource_or_there_is_none_which_is_said(string more, int code, bool said)
    {
        var answer = await _bench.RunAsync(["can", "governed.json", "--as", Role, "--do", "ec2:DescribeVpcEndpoints", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((code, said), (answer.Code, answer.Output.Contains("asked without a Region: conditions on aws:RequestedRegion see none", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_action_that_plsim_does_not_know_is_answered_with_a_warning()
    {
        var answer = await _bench.RunAsync("can", "story.json", "--as", "customer", "--do", "ec2:CreateVpcEndpiont", "--in", "us-east-1");

        Assert.Equal(0, answer.Code);
        Assert.Contains("plsim knows no action 'ec2:CreateVpcEndpiont'. Did you mean 'ec2:CreateVpcEndpoint'?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_given_again_has_one_more_value()
    {
        var answer = await _bench.RunAsync(
            "can", "story.json", "--as", "customer", "--do", "ec2:CreateVpc", "--with", "aws:TagKeys=a,b", "--with", "aws:tagkeys=c", "--json");

        Assert.Equal(["a", "b", "c"], JObject.Parse(answer.Output)["keys"]!["aws:tagkeys"]!.Select(value => (string)value!));
    }

    [Fact]
    public async Task The_example_of_the_help_works()
    {
        var help = await _bench.RunAsync("can", "--help");
        var example = Regex.Match(help.Output, @"plsim (can scenarios/permissions\.json --as .*)").Groups[1].Value.Trim();
        var answer = await _bench.RunAsync(shell => shell with { WorkingDirectory = Given.Root }, example.Split(' '));

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("allowed by", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_run_can_be_asked_at_any_time()
    {
        await _bench.RunAsync("run", "story.json", "--quiet");

        var late = await _bench.RunAsync("can", "story-1", "--as", "shop", "--do", "ec2:AcceptVpcEndpointConnections", "--on", "orders-endpoint");
        var early = await _bench.RunAsync("can", "story-1", "--as", "shop", "--do", "ec2:AcceptVpcEndpointConnections", "--on", "orders-endpoint", "--at", "+0s");

        Assert.Equal((0, 2), (late.Code, early.Code));
    }

    [Fact]
    public async Task Whoever_is_not_declared_is_told_who_is()
    {
        var answer = await _bench.RunAsync("can", "governed.json", "--as", "arn:aws:iam::444455556666:role/opps", "--do", "ec2:CreateVpcEndpoint");

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains($"Did you mean '{Role}'?", answer.Error, StringComparison.Ordinal);
        Assert.Contains("arn:aws:iam::444455556666:role/nobody", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--as nobody --do ec2:CreateVpcEndpoint", "There is no account 'nobody'.")]
    [InlineData("--as custmer --do ec2:CreateVpcEndpoint", "Did you mean 'customer'?")]
    [InlineData("--as arn:aws:iam::1:root --do ec2:CreateVpcEndpoint", "is no principal")]
    [InlineData("--as arn:aws:iam::444455556666:role/opps --do ec2:CreateVpcEndpoint", "nobody declared")]
    [InlineData("--as arn:aws:iam::444455556666:group/ops --do ec2:CreateVpcEndpoint", "is no principal")]
    [InlineData("--as arn:aws:iam::999955556666:root --do ec2:CreateVpcEndpoint", "There is no account '999955556666'")]
    [InlineData("--as customer --do ec2:Create*", "without wildcards")]
    [InlineData("--as customer --do ec2:", "is no action")]
    [InlineData("--as customer --do ec2:CreateVpcEndpoint --on arn:aws:ec2", "is no ARN")]
    [InlineData("--as customer --do ec2:CreateVpcEndpoint --with :x=y", "is no condition key")]
    [InlineData("--as customer --do ec2:CreateVpcEndpoint --with aws:principalarn=y", "can't be given")]
    [InlineData("--as customer --do CreateVpcEndpoint", "write its service too: ec2:CreateVpcEndpoint")]
    [InlineData("--as customer --do ec2:CreateVpcEndpoint --in us-eats-1", "Did you mean 'us-east-1'?")]
    [InlineData("--as customer --do ec2:CreateVpcEndpoint --with x=y", "is no condition key")]
    [InlineData("--as customer --do ec2:CreateVpcEndpoint --on nothing", "nothing there has this name")]
    [InlineData("--do ec2:CreateVpcEndpoint", "Option '--as' is required.")]
    public async Task What_can_not_be_asked_is_told(string question, string said)
    {
        var answer = await _bench.RunAsync(["can", "story.json", .. question.Split(' ')]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(said, answer.Error, StringComparison.Ordinal);
    }
}
