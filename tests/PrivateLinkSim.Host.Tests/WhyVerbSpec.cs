using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim why</c>: the causes of states, refusals, DNS answers, failed flows and lost connections, and what removes them.</summary>
public sealed class WhyVerbSpec : IDisposable
{
    private static readonly string Busy = Given.Story.Replace(
        "\"steps\": [", """
        "traffic": [{ "name": "buyers", "endpoint": "orders-endpoint", "subnet": "app-2", "connectionsPerSecond": 120 }],
        "steps": [
        """, StringComparison.Ordinal);

    private static readonly string Barred = Given.Story
        .Replace("\"name\": \"orders-lb\",", "\"name\": \"orders-lb\", \"listeners\": [{ \"protocol\": \"TCP\", \"port\": 80 }],", StringComparison.Ordinal)
        .Replace(
            "\"subnets\": [{ \"name\": \"app-1\"",
            "\"securityGroups\": [{ \"name\": \"closed\", \"inbound\": [] }], \"subnets\": [{ \"name\": \"app-1\"", StringComparison.Ordinal)
        .Replace("\"SubnetIds\": [\"app-1\", \"app-2\"]", "\"SubnetIds\": [\"app-2\"], \"SecurityGroupIds\": [\"closed\"]", StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story).With("busy.json", Busy).With("barred.json", Barred);

    public void Dispose() => _bench.Dispose();

    [Fact]
    [Trait("Rule", "R4")]
    public async Task A_refusal_is_told_from_the_call_on_and_what_removes_it_is_proven()
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync("why", "story-1", "step", "0");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("CreateVpcEndpoint of customer was refused with InvalidServiceName (R4)  +0s\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"turn \d+  customer calls CreateVpcEndpoint ServiceName=orders .* steps\[0\]\n(.*\n)*.*service orders refuses with InvalidServiceName: .*  R4\n.*“You grant permission to specific", answer.Output);
        Assert.Contains("     mend: shop: ModifyVpcEndpointServicePermissions ServiceId=orders AddAllowedPrincipals=customer\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("proven: run again with this, CreateVpcEndpoint is accepted (2 runs in memory)\n", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too-early")]
    [InlineData("turn", "32")]
    [InlineData("turn", "40")]
    public async Task The_same_refusal_is_meant_by_what_was_refused_and_by_its_turns(params string[] subject)
    {
        await _bench.RunAsync("run", "story.json");

        var byStep = await _bench.RunAsync("why", "story-1", "step", "0");

        Assert.Equal(byStep.Output, (await _bench.RunAsync(["why", "story-1", .. subject])).Output);
        Assert.Equal(byStep.Output, (await _bench.RunAsync(["why", "story.json", .. subject])).Output);
    }

    [Fact]
    public async Task The_log_alone_tells_what_was_met_and_nothing_is_run()
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync("why", "story-1", "too-early", "--no-proof");

        Assert.Contains("One thing stands in the way\n  1. R4  ", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("mend:", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("proven", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_read_one_object_whose_steps_a_scenario_can_take_over()
    {
        var answer = await _bench.RunAsync("why", "story.json", "step", "0", "--json");

        var told = JObject.Parse(answer.Output);
        Assert.Equal(("refusal", "step 0", "+0s"), ((string?)told["kind"], (string?)told["subject"], (string?)told["at"]));
        Assert.Equal(("R4", true, 2), ((string?)told.SelectToken("blockers[0].rule"), (bool)told.SelectToken("proof.holds")!, (int)told.SelectToken("proof.runs")!));
        Assert.Equal(0, (int)told.SelectToken("because[0].causes[0].step")!);
        var mended = JObject.Parse(Given.Story);
        var steps = (JArray)mended["steps"]!;
        ((JObject)steps[0]).Remove("refused");
        steps.Insert(0, told.SelectToken("proof.steps[0]")!);
        _bench.With("mended.json", mended.ToString());
        Assert.Equal(0, (await _bench.RunAsync("run", "mended.json")).Code);
    }

    [Fact]
    public async Task What_nothing_can_change_is_said_to_stay_so()
    {
        _bench.With("host.json", Given.Story.Replace("\"steps\": [", """
            "steps": [
              { "caller": "shop", "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveSupportedRegions": ["us-east-1"] },
                "refused": { "code": "InvalidParameter", "rule": "R29" } },
            """, StringComparison.Ordinal));

        var answer = await _bench.RunAsync("why", "host.json", "step", "0");

        Assert.Contains("     mend: none is known\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("not proven: nothing is known that removes R29, so ModifyVpcEndpointServiceConfiguration stays refused (1 run in memory)\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R37")]
    public async Task An_entity_is_told_by_what_gave_it_its_status_and_what_changed_it_since()
    {
        var answer = await _bench.RunAsync("why", "story.json", "orders-endpoint");

        Assert.StartsWith("endpoint orders-endpoint is available  +7m\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"customer calls CreateVpcEndpoint .*steps\[2\]\n(.*\n)*.*endpoint orders-endpoint is available", answer.Output);
        Assert.Matches(@"its interfaces\n.*simulator calls ImpairZone ZoneId=use1-az1  steps\[3\]\n(.*\n)*.*loses its address in use1-az1 .*R37\n", answer.Output);
    }

    [Fact]
    public async Task An_entity_is_as_it_was_at_the_time_that_is_asked_about()
    {
        var answer = await _bench.RunAsync("why", "story.json", "orders-endpoint", "--at", "+90s");

        Assert.StartsWith("endpoint orders-endpoint is pending  +1m 30s\n", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ImpairZone", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_told_by_who_has_it_and_what_is_left_out()
    {
        var answer = await _bench.RunAsync("why", "story.json", "dns", "orders-endpoint");
        var nobody = await _bench.RunAsync("why", "story.json", "dns", "api.example.com", "in", "customer-vpc");

        Assert.Matches(@"^vpce-\S+ answers 10\.1\.1\.4  \+7m\n", answer.Output);
        Assert.Contains("the interfaces of endpoint orders-endpoint\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("use1-az1 is left out of the Regional name (R37, R62).\n", answer.Output, StringComparison.Ordinal);
        Assert.StartsWith("api.example.com in customer-vpc answers NXDOMAIN: there is no such name  +7m\n", nobody.Output, StringComparison.Ordinal);
        Assert.EndsWith("No endpoint and no service that customer-vpc can use has the name 'api.example.com'.\n", nobody.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_is_told_by_all_that_bars_it_and_each_change_is_tried()
    {
        var answer = await _bench.RunAsync("why", "barred.json", "app-2", "->", "orders-endpoint:443");

        Assert.StartsWith("app-2 → orders-endpoint:443 reaches no target", answer.Output, StringComparison.Ordinal);
        Assert.Contains("2 things stand in the way\n  1. §2.9/inbound  ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("mend: customer: AuthorizeSecurityGroupIngress GroupId=closed IpProtocol=tcp FromPort=443 ToPort=443 CidrIp=10.1.0.0/16\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("  2. §2.14/port  ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("mend: shop: CreateListener LoadBalancerArn=orders-lb Protocol=TCP Port=443\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches("proven: run again with all of this, it reaches a target \\([0-9]+ runs in memory\\)\n$", answer.Output);
    }

    [Fact]
    public async Task What_a_fault_bars_is_free_without_the_step_that_brought_it()
    {
        var answer = await _bench.RunAsync("why", "story.json", "app-1", "to", "orders:443");

        Assert.Contains("  1. R37  Zone use1-az1, the client's, passes no traffic.\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("     mend: leave out steps[3], ImpairZone\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("proven: run again with this, it reaches a target (1 run in memory)\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_that_gets_through_has_nothing_in_its_way()
    {
        var answer = await _bench.RunAsync("why", "story.json", "app-2", "to", "orders:443", "--json");

        var told = JObject.Parse(answer.Output);
        Assert.Equal("app-2 → orders:443 reaches a target", (string?)told["sentence"]);
        Assert.Empty(told["blockers"]!);
    }

    [Fact]
    public async Task Lost_connections_are_told_by_their_worst_time_and_would_not_be_lost_without_the_fault()
    {
        var answer = await _bench.RunAsync("why", "busy.json", "buyers");

        Assert.Matches(@"^buyers lost [0-9,]+ of [0-9,]+ connections from \+6m to \+\S+( \S+)? through use1-az1 \(R37\)  \+6m\n", answer.Output);
        Assert.Contains("mend: leave out steps[3], ImpairZone\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"proven: leave out steps\[3\], ImpairZone: 0 lost then, instead of [0-9,]+ \(2 runs in memory\)\n", answer.Output);
    }

    [Fact]
    public async Task Answers_are_the_same_bytes_each_time()
    {
        foreach (var subject in new[] { "orders-endpoint", "too-early", "orders" })
        {
            Assert.Equal(await _bench.RunAsync("why", "story.json", subject), await _bench.RunAsync("why", "story.json", subject));
        }
    }

    [Theory]
    [InlineData("nothing that is called 'order'; ask about an entity", "order")]
    [InlineData("Did you mean 'orders'?", "order")]
    [InlineData("Nothing happened in turn 999; the last turn of the run is 61", "turn", "999")]
    [InlineData("'one' is no number of a turn", "turn", "one")]
    [InlineData("The scenario has steps[0] to steps[3]", "step", "4")]
    [InlineData("'a b c' is nothing that can be asked about", "a", "b", "c")]
    [InlineData("There is no VPC 'nowhere'", "dns", "api.example.com", "in", "nowhere")]
    [InlineData("'orders' does not say where to", "app-1", "to", "orders")]
    [InlineData("'app-9' is no client", "app-9", "to", "orders:443")]
    [InlineData("'soon' is no time", "orders", "--at", "soon")]
    [InlineData("'--prove' is no option of plsim why", "orders", "--prove")]
    public async Task What_can_not_be_asked_about_is_refused_in_words(string complaint, params string[] subject)
    {
        var answer = await _bench.RunAsync(["why", "story.json", .. subject]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
    }
}
