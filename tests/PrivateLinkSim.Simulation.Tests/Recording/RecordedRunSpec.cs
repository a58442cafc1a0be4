using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Scenarios that are made of recorded runs.</summary>
public sealed class RecordedRunSpec
{
    private const string Shop = """
        {
          "title": "A shop with a service",
          "topology": {
            "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "subnets": [{ "name": "shop-1", "zone": "use1-az1" }] },
              { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "subnets": [{ "name": "app-1", "zone": "use1-az1" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1"] }],
            "services": [{ "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"] }]
          },
          "steps": []
        }
        """;

    private static readonly RegionData Data = RegionData.Load();

    [Fact]
    public async Task Calls_from_outside_become_steps_with_names_and_the_refusals_that_they_met()
    {
        var log = await ServeAsync();

        var recorded = await RecordedRun.OfAsync(log, "served.json", Data.Regions, CancellationToken.None);

        Assert.Null(recorded.Difference);
        Assert.True(recorded.Again.Run.Passed);
        var steps = (JArray)recorded.Document["steps"]!;
        AssertStep("""{"at":"2026-01-01T00:00:00.000Z","caller":"customer","region":"us-east-1","as":"endpoint-1","CreateVpcEndpoint":{"ServiceName":"orders","SubnetIds":["app-1"],"VpcId":"customer-vpc"}}""", steps[0]);
        AssertStep("""{"at":"2026-01-01T00:05:00.000Z","ImpairZone":{"ZoneId":"use1-az1"}}""", steps[1]);
        AssertStep("""{"at":"2026-01-01T00:05:00.000Z","ImpairZone":{"ZoneId":"use1-az1"},"changesNothing":true}""", steps[2]);
        AssertStep("""{"at":"2026-01-01T00:05:00.000Z","caller":"account-1","region":"us-east-1","DeleteVpcEndpoints":{"VpcEndpointIds":["endpoint-1"]},"refused":{"code":"InvalidVpcEndpointId.NotFound","rule":"§2.2/id"}}""", steps[3]);
        AssertStep("""{"at":"2026-01-01T00:05:00.000Z","caller":"customer","region":"us-east-1","dryRun":true,"DeleteVpcEndpoints":{"VpcEndpointIds":["endpoint-1"]},"refused":{"code":"DryRunOperation","rule":"§2.17/dryrun"}}""", steps[4], "refused");
        AssertStep("""{"at":"2026-01-01T00:05:00.000Z","caller":"customer","region":"us-east-1","DeleteVpcEndpoints":{"VpcEndpointIds":["endpoint-1"]}}""", steps[5]);
        Assert.Equal("999988887777", (string?)recorded.Document.SelectToken("topology.accounts[2].id"));
        Assert.Equal(log[^1].Time, recorded.Again.Result.EndedAt);
    }

    [Fact]
    public async Task A_run_of_a_scenario_is_its_scenario_with_the_same_digest()
    {
        var trial = await ScenarioTrial.RunAsync(ShippedScenarios.Read("az-failover"), 7, CancellationToken.None);

        var recorded = await RecordedRun.OfAsync(trial.Log, "again.json", Data.Regions, CancellationToken.None);

        Assert.Equal((null, trial.Result.Digest, 7L), (recorded.Difference, recorded.Again.Result.Digest, recorded.Again.Seed));
    }

    [Fact]
    public async Task What_can_not_be_made_again_is_told_by_its_first_event()
    {
        var trial = await ScenarioTrial.RunAsync(ShippedScenarios.Read("az-failover"), null, CancellationToken.None);
        var changed = trial.Log.Select(entry => entry.Turn == 20 && entry.Index == 0 ? entry with { Time = entry.Time + TimeSpan.FromSeconds(1) } : entry).ToArray();

        var recorded = await RecordedRun.OfAsync(changed, "again.json", Data.Regions, CancellationToken.None);

        Assert.StartsWith("turn 20, ", recorded.Difference, StringComparison.Ordinal);
        Assert.EndsWith(": time was \"2026-04-01T12:00:01.000Z\", and is \"2026-04-01T12:00:00.000Z\"", recorded.Difference, StringComparison.Ordinal);
    }

    // A call by an account that the topology does not know, one without effect, a dry run, and a change that takes its time.
    private static async Task<IReadOnlyList<LogEntry>> ServeAsync()
    {
        var live = new LiveRun(ScenarioFile.Parse(Shop, "shop.json", Data.Regions));
        var keeper = new LogKeeper();
        using var end = new CancellationTokenSource();
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var running = simulator.RunAsync(live.Plan("served", "1", Data.Hashes), observer: new Both(live, keeper), cancellationToken: end.Token);
        await live.CaughtUp;
        var subnet = live.Seen.All(EntityKind.Vpc).SelectMany(vpc => ((VpcState)vpc.Value).Account == "444455556666" ? ((VpcState)vpc.Value).Subnets.Keys : []).Single();
        var vpc = live.Seen.All(EntityKind.Vpc).Single(each => ((VpcState)each.Value).Account == "444455556666").Key.Key;
        var service = live.Seen.All(EntityKind.EndpointService).Single().Key.Key;
        var made = await live.AskAsync(new LiveCall(
            new Step { CreateVpcEndpoint = new() { VpcId = vpc, ServiceName = $"com.amazonaws.vpce.us-east-1.{service}", SubnetIds = [subnet] } }, Of("444455556666", "root")));
        var endpoint = ((Outcome.Accepted)made.Parts.Single().Outcome).Value!.ResourceId!;
        live.AllowUntil(live.Now + TimeSpan.FromMinutes(5));
        var delete = new Step { DeleteVpcEndpoints = new() { VpcEndpointIds = [endpoint] } };
        await live.AskAsync(new LiveCall(new Step { ImpairZone = new() { ZoneId = "use1-az1" } }, null));
        await live.AskAsync(new LiveCall(new Step { ImpairZone = new() { ZoneId = "use1-az1" } }, null));
        await live.AskAsync(new LiveCall(delete, Of("999988887777", "root")));
        await live.AskAsync(new LiveCall(delete with { DryRun = true }, Of("444455556666", "root")));
        await live.AskAsync(new LiveCall(delete, Of("444455556666", "root")));
        live.AllowUntil(live.Now + TimeSpan.FromMinutes(5));
        await live.AskAsync(new LiveCall(new Step { RepairZone = new() { ZoneId = "use1-az1" } }, null));
        await end.CancelAsync();
        await running;
        return keeper.Log;
    }

    private static Caller Of(string account, string who) => new(account, $"arn:aws:iam::{account}:{who}", "us-east-1");

    private static void AssertStep(string expected, JToken step, string? leftOut = null)
    {
        var (wanted, found) = (CanonicalJson.ReadObject(System.Text.Encoding.UTF8.GetBytes(expected)), (JObject)step.DeepClone());
        if (leftOut is not null)
        {
            Assert.True(wanted.Remove(leftOut) && found.Remove(leftOut), step.ToString());
        }

        Assert.True(JToken.DeepEquals(wanted, found), step.ToString());
    }

    private sealed class Both(IRunObserver one, IRunObserver other) : IRunObserver
    {
        public void Merged(LogEntry entry, IEvent fact)
        {
            one.Merged(entry, fact);
            other.Merged(entry, fact);
        }

        public void Durable(long turn)
        {
            one.Durable(turn);
            other.Durable(turn);
        }
    }
}
