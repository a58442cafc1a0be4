using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// What faults of these tests happen to: a service in two zones of us-east-1 with a target in each, and two endpoints to it, <c>near</c>
/// in the same zones and <c>far</c> in eu-west-1. Both have been available for long when the steps under test begin, at 13:00.
/// </summary>
internal static class FaultStage
{
    /// <summary>How many steps set the stage.</summary>
    public const int SetUp = 3;

    private const string Text = """
        {
          "title": "A stage for faults",
          "start": "2026-01-01T12:00:00Z",
          "topology": {
            "accounts": [{ "name": "provider", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "provider-vpc", "account": "provider", "region": "us-east-1", "subnets": [{ "name": "front-1", "zone": "use1-az1" }, { "name": "front-2", "zone": "use1-az2" }] },
              { "name": "near-vpc", "account": "customer", "region": "us-east-1", "subnets": [{ "name": "near-1", "zone": "use1-az1" }, { "name": "near-2", "zone": "use1-az2" }, { "name": "near-4", "zone": "use1-az4" }] },
              { "name": "far-vpc", "account": "customer", "region": "eu-west-1", "subnets": [{ "name": "far-1", "zone": "euw1-az1" }, { "name": "far-2", "zone": "euw1-az2" }] },
              { "name": "empty-vpc", "account": "customer", "region": "eu-central-1", "subnets": [{ "name": "empty-1", "zone": "euc1-az1" }] }
            ],
            "loadBalancers": [
              {
                "name": "lb",
                "subnets": ["front-1", "front-2"],
                "targets": [{ "Id": "i-1", "AvailabilityZone": "use1-az1" }, { "Id": "i-2", "AvailabilityZone": "use1-az2" }]
              }
            ],
            "services": [{ "name": "service", "loadBalancers": ["lb"], "supportedRegions": ["eu-west-1"], "allowedPrincipals": ["customer"] }]
          },
          "traffic": [],
          "steps": [
            { "caller": "customer", "CreateVpcEndpoint": { "VpcId": "near-vpc", "ServiceName": "service", "SubnetIds": ["near-1", "near-2"] }, "as": "near" },
            { "caller": "customer", "CreateVpcEndpoint": { "VpcId": "far-vpc", "ServiceName": "service", "ServiceRegion": "us-east-1", "SubnetIds": ["far-1", "far-2"] }, "as": "far" },
            { "at": "2026-01-01T13:00:00Z" }
          ]
        }
        """;

    /// <summary>The stage with steps on it; change what is wanted otherwise.</summary>
    public static JObject Scenario(params IEnumerable<string> steps)
    {
        var scenario = JObject.Parse(Text);
        ((JArray)scenario["steps"]!).Add(steps.Select(JObject.Parse));
        return scenario;
    }

    /// <summary>The stage with groups of clients, and steps on it.</summary>
    public static JObject WithTraffic(IEnumerable<string> groups, params IEnumerable<string> steps)
    {
        var scenario = Scenario(steps);
        scenario["traffic"] = new JArray(groups.Select(JObject.Parse));
        return scenario;
    }

    public static ScenarioFile Read(JObject scenario) => ScenarioFile.Parse(scenario.ToString(), "test.json", RegionData.Load().Regions);

    public static string Complaint(JObject scenario) =>
        string.Join('\n', Assert.Throws<BadScenarioException>(() => Read(scenario)).Errors.Select(error => error.ToString()));

    public static async Task<ScenarioRun> RunAsync(JObject scenario, IRunObserver? observer = null)
    {
        var run = new ScenarioRun(Read(scenario));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        await simulator.RunAsync(ShippedScenarios.Plan(run, "faults"), observer: observer);
        return run;
    }

    /// <summary>What happened to entities from 13:00 on: at what time, to whom by the stage's name, and what.</summary>
    public static IEnumerable<string> Told(Watcher log)
    {
        var names = log.Facts.OfType<CommandReceived>().Zip(log.Facts.OfType<CommandAnswered>()).Where(each => each.Item1.Label is not null && each.Item2.ResourceId is not null)
            .Select(each => (Id: each.Item2.ResourceId!, Name: each.Item1.Label!)).ToArray();
        return log.Entries.Where(entry => entry.Time >= Moment.Parse("2026-01-01T13:00:00Z") && entry.Owner is not null)
            .Select(entry => names.Aggregate($"{entry.Time.ToString()[11..16]} {entry.Entity} {entry.Type}", (text, name) => text.Replace(name.Id, name.Name, StringComparison.Ordinal)));
    }
}
