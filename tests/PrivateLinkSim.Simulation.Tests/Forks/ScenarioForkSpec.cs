using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Scenarios that are changed at a moment of a run.</summary>
public sealed class ScenarioForkSpec
{
    private const string Story = """
        {
          "title": "An endpoint is made, and a zone fails for a while",
          "linger": "10s",
          "topology": {
            "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "subnets": [{ "name": "shop-1", "zone": "use1-az1" }] },
              { "name": "app-vpc", "account": "customer", "region": "us-east-1", "subnets": [{ "name": "app-1", "zone": "use1-az1" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1"] }],
            "services": [{ "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"] }]
          },
          "steps": [
            { "after": "1m", "caller": "customer", "as": "to-orders",
              "CreateVpcEndpoint": { "VpcId": "app-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"] } },
            { "after": "1m", "ImpairZone": { "ZoneId": "use1-az1" } },
            { "RepairZone": { "ZoneId": "use1-az1" } },
            { "after": "1m", "caller": "customer", "DeleteVpcEndpoints": { "VpcEndpointIds": ["to-orders"] } }
          ]
        }
        """;

    private static readonly RegionData Data = RegionData.Load();
    private static readonly ScenarioFile Origin = ScenarioFile.Parse(Story, "story.json", Data.Regions);

    [Fact]
    public void A_step_is_put_behind_what_happens_at_its_time_and_the_others_keep_theirs()
    {
        var fork = Fork(120, [], "ImpairZone ZoneId=use1-az2");

        Assert.Equal(
            ["CreateVpcEndpoint 60", "ImpairZone 120", "RepairZone 120", "ImpairZone 120", "DeleteVpcEndpoints 180"],
            fork.Scenario.Steps.Select((step, index) => $"{StepCommand.NamesOf(step).Single()} {(fork.StepAt(index) - fork.Start).TotalSeconds}"));
        Assert.Equal("use1-az2", fork.Scenario.Steps[3].ImpairZone!.ZoneId);
        Assert.Equal(Origin.End, fork.End);
    }

    [Fact]
    public void Steps_may_wait_for_the_one_before()
    {
        var fork = Fork(60, [], "ImpairZone ZoneId=use1-az2", "RepairZone ZoneId=use1-az2 after=90s");

        Assert.Equal(
            [60, 60, 120, 120, 150, 180], Enumerable.Range(0, 6).Select(index => (int)(fork.StepAt(index) - fork.Start).TotalSeconds));
        Assert.Equal("use1-az2", fork.Scenario.Steps[4].RepairZone!.ZoneId);
    }

    [Fact]
    public void Steps_that_are_left_out_leave_the_others_their_times_and_the_run_its_end()
    {
        var fork = Fork(0, [1, 3]);

        Assert.Equal([60, 120], Enumerable.Range(0, 2).Select(index => (int)(fork.StepAt(index) - fork.Start).TotalSeconds));
        Assert.Equal(Origin.End, fork.End);
    }

    [Fact]
    public async Task What_the_other_steps_make_keeps_its_ids()
    {
        var (before, after) = (
            await ScenarioTrial.RunAsync(Origin, null, CancellationToken.None),
            await ScenarioTrial.RunAsync(Fork(30, [3], "ImpairZone ZoneId=use1-az2"), null, CancellationToken.None));

        Assert.Equal(IdOf(before), IdOf(after));
        Assert.StartsWith("vpce-", IdOf(after), StringComparison.Ordinal);

        static string? IdOf(ScenarioTrial trial) => trial.Run.Outcomes.Single(outcome => outcome.Action == "CreateVpcEndpoint").ResourceId;
    }

    [Theory]
    [InlineData(
        "ModifyVpcEndpointServicePermissions caller=shop ServiceId=orders AddAllowedPrincipals=*,customer",
        """{"ModifyVpcEndpointServicePermissions":{"ServiceId":"orders","AddAllowedPrincipals":["*","customer"]},"caller":"shop"}""")]
    [InlineData("zonal-shift LoadBalancerArn=orders-lb AwayFrom=use1-az1", """{"zonal-shift":{"LoadBalancerArn":"orders-lb","AwayFrom":"use1-az1"}}""")]
    [InlineData(
        """ModifyLoadBalancerAttributes LoadBalancerArn=orders-lb CrossZone=true caller=shop refused={"code": "A b", "rule": "R1"}""",
        """{"ModifyLoadBalancerAttributes":{"LoadBalancerArn":"orders-lb","CrossZone":true},"caller":"shop","refused":{"code":"A b","rule":"R1"}}""")]
    public void The_short_form_says_the_same_as_json(string words, string json) =>
        Assert.True(JToken.DeepEquals(JObject.Parse(json), ForkStep.Parse(words, "--do").Document), ForkStep.Parse(words, "--do").Document.ToString());

    [Theory]
    [InlineData("ImpairZon ZoneId=use1-az1", "--do:1:1: ImpairZon: 'ImpairZon' is not known here; did you mean 'ImpairZone'?")]
    [InlineData("ImpairZone Zoneid=use1-az1", "--do:1:12: ImpairZone.Zoneid: 'Zoneid' is not known here; did you mean 'ZoneId'?")]
    [InlineData("ImpairZone ZoneId=use1-az11", "--do:1:12: ImpairZone.ZoneId: 'use1-az11' is no zone id")]
    [InlineData("{\n \"ImpairZone\": { \"Zoneid\": \"use1-az1\" } }", "--do:2:18: ImpairZone.Zoneid: 'Zoneid' is not known here; did you mean 'ZoneId'?")]
    [InlineData("ImpairZone ZoneId", "--do:1:12: 'ZoneId' is no NAME=VALUE")]
    [InlineData("ImpairZone ZoneId=a ZoneId=b", "--do:1:21: 'ZoneId' is there twice")]
    [InlineData("ImpairZone ZoneId=[1", "--do:1:12: a text, an object or an array is begun here and never closed")]
    [InlineData("ImpairZone ZoneId={]}", "--do:1:19: {]} is not JSON")]
    [InlineData("ImpairZone ZoneId=use1-az1 at=2026-01-01T00:00:00Z", "--do:1:28: at: ")]
    [InlineData("ImpairZone ZoneId=use1-az1 after=soon", "--do:1:28: after: 'soon' is no duration")]
    [InlineData("DeleteVpcEndpoints VpcEndpointIds=to-ordes caller=customer", "--do:1:20: DeleteVpcEndpoints.VpcEndpointIds[0]: ")]
    [InlineData(" ", "--do:1:1: there is no step")]
    [InlineData("{", "--do:1:2: ")]
    public void A_wrong_step_is_refused_with_its_place(string step, string complaint)
    {
        var bad = Assert.Throws<BadScenarioException>(() => ScenarioFork.Of(
            Origin, new ForkChanges(Origin.Start + TimeSpan.FromSeconds(90), [ForkStep.Parse(step, "--do")], [])));

        Assert.Contains(complaint, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_another_one_needs_can_not_be_left_out()
    {
        var bad = Assert.Throws<BadScenarioException>(() => Fork(0, [0]));

        Assert.StartsWith("story.json: steps[3].DeleteVpcEndpoints.VpcEndpointIds[0]: ", bad.Message, StringComparison.Ordinal);
    }

    private static ScenarioFile Fork(int second, int[] leftOut, params string[] steps) => ScenarioFork.Of(
        Origin,
        new ForkChanges(Origin.Start + TimeSpan.FromSeconds(second), [.. steps.Select(step => ForkStep.Parse(step, "--do"))], [.. leftOut]));
}
