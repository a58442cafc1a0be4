using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// A small topology that studies of faults are made of: a service in use1-az1 and use1-az2, an endpoint in both, and one group of
/// clients in use1-az2 that opens 120 connections a second through the Regional name.
/// </summary>
internal static class ChaosGiven
{
    /// <summary>120 connections a second for ten minutes.</summary>
    public const long Everything = 72_000;

    /// <summary>
    /// Every second connection for the 60 s until detection, then 1/60 of the clients fewer in each of the 59 s that answers are kept:
    /// 60 x 60 + 60 x 59 / 2.
    /// </summary>
    public const long Failover = 5_370;

    public static JObject Scenario() => JObject.Parse("""
        {
          "title": "Rates",
          "start": "2026-05-01T12:00:00Z",
          "topology": {
            "accounts": [{ "name": "provider", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "provider-vpc", "account": "provider", "region": "us-east-1",
                "subnets": [{ "name": "front-1", "zone": "use1-az1" }, { "name": "front-2", "zone": "use1-az2" }] },
              { "name": "customer-vpc", "account": "customer", "region": "us-east-1",
                "subnets": [{ "name": "app-1", "zone": "use1-az1" }, { "name": "app-2", "zone": "use1-az2" }] }
            ],
            "loadBalancers": [{ "name": "rates-lb", "subnets": ["front-1", "front-2"] }],
            "services": [{ "name": "rates", "loadBalancers": ["rates-lb"], "allowedPrincipals": ["customer"] }]
          },
          "traffic": [{ "name": "clients", "endpoint": "rates-endpoint", "subnet": "app-2", "connectionsPerSecond": 120 }],
          "steps": [
            { "caller": "customer", "as": "rates-endpoint",
              "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "rates", "SubnetIds": ["app-1", "app-2"] } }
          ]
        }
        """);

    public static JObject With(this JObject scenario, string path, JToken value)
    {
        scenario.SelectToken(path)!.Replace(value);
        return scenario;
    }

    public static JObject Add(this JObject scenario, string path, string name, JToken value)
    {
        scenario.SelectToken(path)![name] = value;
        return scenario;
    }

    public static ScenarioFile Read(JObject scenario) => ScenarioFile.Parse(scenario.ToString(), "rates.json", RegionData.Load().Regions);

    public static ChaosWishes Wishes(bool pairs = false, string objective = "99.9%", int top = 100) =>
        new(TimeSpan.FromMinutes(10), TrafficFacts.Share(objective)!.Value, pairs, top);

    public static Task<ChaosReport> StudyAsync(JObject scenario, ChaosWishes? wishes = null) => new ChaosStudy(Read(scenario), wishes ?? Wishes()).RunAsync();

    public static ChaosOutcome Of(this ImmutableArray<ChaosOutcome> outcomes, string text) => Assert.Single(outcomes, outcome => outcome.Text == text);

    /// <summary>The cause, what mends it, and what is lost before and after.</summary>
    public static (ChaosCauseKind Cause, string? Mend, long Before, long? After) Told(this ChaosFinding finding) =>
        (finding.Cause.Kind, finding.Mend, finding.Before.Lost, finding.After?.Lost);
}
