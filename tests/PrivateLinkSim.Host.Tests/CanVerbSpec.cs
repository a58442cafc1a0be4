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
            { "Sid": "Keep", "Effect": "Deny", "Action": "ec2:DeleteVpcEndpoints", "Resource": "*" }] } } }] }
        """, StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story).With("governed.json", Governed);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_root_of_an_account_may_do_everything()
    {
        var answer = await _bench.RunAsync("can", "story.json", "--as", "customer", "--do", "ec2:CreateVpcEndpoint", "--in", "us-east-1");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("allowed\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("nothing limits the account's root", answer.Output, StringComparison.Ordinal);
        Assert.Contains("aws:requestedregion = us-east-1", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_no_policy_may_do_nothing()
    {
        var answer = await _bench.RunAsync(
            "can", "story.json", "--as", "arn:aws:iam::444455556666:role/ops", "--do", "ec2:CreateVpcEndpoint", "--on", "customer-vpc", "--with", "ec2:VpceServiceRegion=eu-west-1,us-east-1", "--json");

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

    [Fact]
    public async Task A_recorded_run_can_be_asked_at_any_time()
    {
        await _bench.RunAsync("run", "story.json", "--quiet");

        var late = await _bench.RunAsync("can", "story-1", "--as", "shop", "--do", "ec2:AcceptVpcEndpointConnections", "--on", "orders-endpoint");
        var early = await _bench.RunAsync("can", "story-1", "--as", "shop", "--do", "ec2:AcceptVpcEndpointConnections", "--on", "orders-endpoint", "--at", "+0s");

        Assert.Equal((0, 2), (late.Code, early.Code));
    }

    [Theory]
    [InlineData("--as nobody --do ec2:CreateVpcEndpoint", "There is no account 'nobody'.")]
    [InlineData("--as custmer --do ec2:CreateVpcEndpoint", "Did you mean 'customer'?")]
    [InlineData("--as arn:aws:iam::1:root --do ec2:CreateVpcEndpoint", "is no principal")]
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
