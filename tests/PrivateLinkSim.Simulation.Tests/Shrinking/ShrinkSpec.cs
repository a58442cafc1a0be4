using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation.Tests.Planted;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What <c>plsim shrink</c> leaves of failing scenarios.</summary>
public sealed partial class ShrinkSpec
{
    private const int MostRuns = 400;

    public static TheoryData<int> Planted => [.. Enumerable.Range(0, PlantedFailure.All.Length)];

    [Fact]
    public void Twenty_failures_are_planted() => Assert.Equal(20, PlantedFailure.All.Select(failure => failure.Name).Distinct(StringComparer.Ordinal).Count());

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task Of_a_failure_that_is_hidden_among_36_other_steps_the_core_is_left(int number)
    {
        var failure = PlantedFailure.All[number];
        var whole = Read(new PlantedNoise(number).Around(failure));
        var core = JArray.Parse(failure.Steps);

        var small = await ShrinkAsync(whole);

        var steps = ((JArray)small.Document["steps"]!).Cast<JObject>().ToArray();
        Assert.Equal(failure.Commands, steps.Select(CommandOf));
        Assert.DoesNotContain("noise", small.Document.ToString(), StringComparison.Ordinal);
        Assert.Equal(core.Last!["expect"]?.ToString() ?? "", steps[^1]["expect"]?.ToString() ?? "");
        Assert.Equal(JObject.Parse(failure.Settings).Count, small.Document["settings"]?.Count() ?? 0);
        Assert.Equal(JArray.Parse(failure.Traffic).Count, small.Document["traffic"]?.Count() ?? 0);
        Assert.InRange(small.Runs, 1, MostRuns);
        Assert.Equal((36 + core.Count, core.Count), (small.Before.Steps, small.After.Steps));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(19)]
    public async Task Nothing_of_what_is_left_can_go(int number)
    {
        var small = await ShrinkAsync(Read(new PlantedNoise(number).Around(PlantedFailure.All[number])));

        var whole = small.Document;
        foreach (var path in PartsOf(whole))
        {
            var less = Without(whole, path);
            if (!await FailsAsync(less, small.Failure))
            {
                continue;
            }

            // It fails so for another reason: some step or setting does not matter any more.
            var idle = PartsOf(less).Where(part => Cause().IsMatch(part)).Select(part => FailsAsync(Without(less, part), small.Failure));
            Assert.True((await Task.WhenAll(idle)).Contains(true), $"{path} can go.");
        }
    }

    [Fact]
    public async Task Waits_become_as_short_as_they_can_and_the_patience_of_what_is_expected_at_once_stays()
    {
        var small = await ShrinkAsync(Story("""
            { "after": "3h", "caller": "core-consumer", "as": "core-endpoint",
              "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1"] } },
            { "after": "20m", "target-failure": { "LoadBalancerArn": "core-lb", "Duration": "2h" } },
            { "after": "4m", "expect": [{ "endpoint": "core-endpoint", "reachable": true }] }
            """));

        // A target is found unhealthy, or not: either way it does not answer. The endpoint must be available, after a minute, by then.
        Assert.Equal([null, null, "4m"], small.Document["steps"]!.Select(step => (string?)step["after"]));
    }

    [Fact]
    public async Task A_wait_is_what_something_takes()
    {
        // Opting in takes 5 minutes.
        var small = await ShrinkAsync(Story("""
            { "at": "2026-05-04T10:00:00Z", "caller": "core-consumer", "EnableRegion": { "RegionName": "eu-south-1" } },
            { "at": "2026-05-04T12:00:00Z", "eventually": [{ "region": "eu-south-1", "account": "core-consumer", "optStatus": "DISABLED" }], "within": "1s" }
            """));

        Assert.Equal([null, "4m59s"], small.Document["steps"]!.Select(step => (string?)step["after"]));
        Assert.Equal("1s", (string?)small.Document["steps"]![1]!["within"]);
    }

    [Fact]
    public async Task Of_what_must_come_to_hold_at_once_only_what_does_not_is_left()
    {
        var small = await ShrinkAsync(Story("""
            { "caller": "core-consumer", "as": "core-endpoint",
              "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1", "core-app-2"] },
              "eventually": [{ "endpoint": "core-endpoint", "state": "available" }, { "endpoint": "core-endpoint", "state": "failed" }], "within": "2m" }
            """));

        Assert.Equal("failed", (string?)Assert.Single(small.Document["steps"]![0]!["eventually"]!)["state"]);
        Assert.Equal("steps[0].eventually", small.Failure.Path);
    }

    [Fact]
    public async Task Where_several_expectations_fail_one_can_be_named()
    {
        var twice = Story("""
            { "expect": [{ "service": "core-service", "exists": false }] },
            { "note": "later", "expect": [{ "service": "core-service", "exists": true }, { "service": "core-service", "supportedRegions": ["eu-west-1"] }] }
            """);

        var first = await ShrinkAsync(twice);
        var second = await ShrinkAsync(twice, "steps[1].expect[1]");

        Assert.Equal(("steps[0].expect[0]", "core-service does not exist"), (first.Was.Path, first.Failure.Text));
        Assert.Equal(("steps[1].expect[1]", "steps[0].expect[0]", "core-service supports eu-west-1"), (second.Was.Path, second.Failure.Path, second.Failure.Text));
        var nowhere = await Assert.ThrowsAsync<NothingToShrinkException>(() => ShrinkAsync(twice, "steps[1].expect[0]"));
        Assert.Contains("these do: steps[0].expect[0], steps[1].expect[1]", nowhere.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_passes_is_refused()
    {
        var passes = await Assert.ThrowsAsync<NothingToShrinkException>(() => ShrinkAsync(ShippedScenarios.Read("first-endpoint")));

        Assert.Contains("all its expectations hold", passes.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_of_the_simulator_is_made_smaller_too()
    {
        var small = await ShrinkAsync(ShippedScenarios.Read("az-failover"), types: Of<ForgetfulDeadlineEndpointDecider>());

        Assert.Equal(FailureKind.Bug, small.Failure.Kind);
        Assert.Contains("status", small.Failure.Found, StringComparison.Ordinal);
        Assert.Equal(["CreateVpcEndpoint", "look"], small.Document["steps"]!.Select(step => CommandOf((JObject)step)));
        Assert.Equal("1m", (string?)small.Document["steps"]![1]!["after"]);
    }

    [Fact]
    public async Task A_scenario_whose_runs_are_not_alike_is_made_smaller_too()
    {
        var small = await ShrinkAsync(ShippedScenarios.Read("first-endpoint"), types: Of<RandomEndpointDecider>());

        Assert.Equal(FailureKind.NonDeterminism, small.Failure.Kind);
        Assert.Equal(["ModifyVpcEndpointServicePermissions", "CreateVpcEndpoint"], small.Document["steps"]!.Select(step => CommandOf((JObject)step)));
    }

    [Fact]
    public async Task The_same_scenario_comes_to_the_same_one_in_as_many_runs()
    {
        var whole = new PlantedNoise(7).Around(PlantedFailure.All[3]);

        var (one, other) = (await ShrinkAsync(Read(whole)), await ShrinkAsync(Read(whole)));

        Assert.Equal((one.Document.ToString(), one.Runs), (other.Document.ToString(), other.Runs));
    }

    [Fact]
    public async Task What_is_left_stands_in_the_order_of_the_file_and_fails_when_it_is_read_again()
    {
        var whole = Read(new PlantedNoise(4).Around(PlantedFailure.All[4]));
        var small = await ShrinkAsync(whole);
        var text = ScenarioLayout.Text(small.Document, "scenario.schema.json");

        Assert.StartsWith("{\n  \"$schema\": \"scenario.schema.json\",\n  \"title\": \"a zone is lost\",\n  \"start\": ", text, StringComparison.Ordinal);
        Assert.Contains("\n    { \"ImpairZone\": { \"ZoneId\": \"use1-az1\" } },\n", text, StringComparison.Ordinal);
        Assert.Equal(small.Failure, Assert.Single(await FailuresAsync(JObject.Parse(text))));
    }

    private static async Task<Shrunk> ShrinkAsync(ScenarioFile file, string? path = null, EntityTypes? types = null)
    {
        await using var shrinker = new Shrinker(file, path, types: types);
        return await shrinker.RunAsync();
    }

    private static string[] PartsOf(JObject document) =>
    [
        .. document.Descendants().Where(token => token is JProperty or { Parent: JArray }).Select(token => token.Path)
            .Where(path => path is not ("start" or "title") && !path.EndsWith(".after", StringComparison.Ordinal)),
    ];

    private static JObject Without(JObject document, string path)
    {
        var less = (JObject)document.DeepClone();
        var token = less.SelectToken(path)!;
        (token.Parent is JProperty member ? member : token).Remove();
        return less;
    }

    private static async Task<bool> FailsAsync(JObject document, Failure wanted) =>
        (await FailuresAsync(document)).Any(failure => failure.Text == wanted.Text && failure.Found == wanted.Found);

    [GeneratedRegex(@"^(steps\[[0-9]+\]|settings\.[A-Za-z]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cause();

    // Without the shrinker's own code.
    private static async Task<IEnumerable<Failure>> FailuresAsync(JObject document)
    {
        ScenarioRun run;
        try
        {
            run = new ScenarioRun(Read(document.ToString()));
        }
        catch (BadScenarioException)
        {
            return [];
        }

        await using var simulator = Simulator.Open(JournalOptions.Memory);
        await simulator.RunAsync(ShippedScenarios.Plan(run, "again"));
        return run.Verdicts.Where(verdict => !verdict.Held).Select(verdict => new Failure(FailureKind.Expectation, verdict.Path, verdict.Text, verdict.Found));
    }

    private static ScenarioFile Story(string steps) => Read(new JObject
    {
        ["title"] = "A story",
        ["start"] = "2026-05-04T08:00:00Z",
        ["topology"] = PlantedFailure.All[1].Core(),
        ["steps"] = JArray.Parse($"[{steps}]"),
    }.ToString());

    private static ScenarioFile Read(string text) => ScenarioFile.Parse(text, "failing.json", RegionData.Load().Regions);

    private static string CommandOf(JObject step) =>
        step.Properties().Select(member => member.Name).FirstOrDefault(name => char.IsUpper(name[0]) || name.Contains('-', StringComparison.Ordinal)) ?? "look";

    private static EntityTypes Of<TDecider>()
        where TDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState> =>
        EntityTypes.Standard.With(new EntityType<TDecider, InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>(EntityKind.InterfaceEndpoint));
}
