using System.Net;
using Microsoft.OpenApi;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What can be seen of a running server: states, digest, events, the scenario so far; and how it is begun anew.</summary>
public sealed class ControlLooksSpec
{
    private const string Fault = """{"az-power-interruption":{"ZoneId":"use1-az1","Duration":"10m"}}""";

    [Fact]
    public async Task The_world_and_each_entity_are_shown_as_replay_shows_them()
    {
        using var bench = new Workbench();
        var stored = new StoredRun("server-1", bench.Path("server.db"));
        JObject world, region;
        await using (var server = await TestServer.StartAsync(stored: stored))
        {
            await server.ControlAsync("POST", "/faults", Fault);
            world = (await server.ControlAsync("GET", "/state")).Body;
            region = (await server.ControlAsync("GET", "/state/region%2Fus-east-1")).Body;
            Assert.Equal(region, (await server.ControlAsync("GET", "/state/us-east-1")).Body, JToken.DeepEquals);
            Assert.Equal("orders-lb", (string?)(await server.ControlAsync("GET", "/state/orders-lb")).Body["name"]);
        }

        Assert.Equal(Parse((await bench.RunAsync("replay", "server.db", "--json")).Output), world, JToken.DeepEquals);
        Assert.Equal(Parse((await bench.RunAsync("replay", "server.db", "--show", "region/us-east-1", "--json")).Output), region, JToken.DeepEquals);
    }

    [Fact]
    public async Task An_entity_that_is_not_there_is_not_found_and_one_of_a_similar_name_is_offered()
    {
        await using var server = await TestServer.StartAsync();

        var (status, answer) = await server.ControlAsync("GET", "/state/order-lb");

        Assert.Equal((HttpStatusCode.NotFound, "The run has no entity 'order-lb'. Did you mean 'orders-lb'?"), (status, (string?)answer["error"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_digest_is_that_of_the_log_and_of_the_states(bool isStored)
    {
        using var bench = new Workbench();
        var stored = isStored ? new StoredRun("server-1", bench.Path("server.db")) : null;
        JObject digest;
        await using (var server = await TestServer.StartAsync(stored: stored))
        {
            await server.ControlAsync("POST", "/faults", Fault);
            digest = (await server.ControlAsync("GET", "/digest")).Body;
        }

        // What a restart takes in from the record comes to the same.
        await using var again = await TestServer.StartAsync(stored: stored, record: stored?.ReadLog());
        if (!isStored)
        {
            await again.ControlAsync("POST", "/faults", Fault);
        }

        Assert.Equal(digest, (await again.ControlAsync("GET", "/digest")).Body, JToken.DeepEquals);
        Assert.Matches("^sha256:[0-9a-f]{64}$", (string?)digest["digest"]);
        if (isStored)
        {
            Assert.Contains(digest["digest"]!.ToString(), (await bench.RunAsync("log", "verify", "server.db")).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Events_are_streamed_from_any_place_and_go_on_as_more_happens()
    {
        await using var server = await TestServer.StartAsync();
        var whole = await server.EventsAsync("?follow=false");
        using var follower = new EventReader(await server.StreamAsync("?after=end"));

        await server.ControlAsync("POST", "/faults", Fault);
        var impaired = await follower.UntilAsync("region.zone-impaired");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"10m"}""");
        var repaired = await follower.UntilAsync("region.zone-repaired");
        var after = await server.EventsAsync("?follow=false", lastEventId: impaired.Id);
        var region = await server.EventsAsync("?follow=false&entity=us-east-1");

        Assert.Equal("run.started", whole[0].Type);
        Assert.Equal("Region us-east-1 zone use1-az1 stops passing traffic until +10m", (string?)impaired.Data["what"]);
        Assert.Equal("2026-01-01T00:10:00.000Z", (string?)repaired.Data["time"]);
        Assert.DoesNotContain(after, each => each.Id == impaired.Id);
        Assert.Contains(after, each => each.Id == repaired.Id);
        Assert.Equal((int)(await server.ControlAsync("GET", "/digest")).Body["events"]!, (await server.EventsAsync("?follow=false")).Count);
        Assert.All(region, each => Assert.Equal("region/us-east-1", (string?)each.Data["entity"]));
        Assert.Contains(region, each => each.Id == impaired.Id);
    }

    [Fact]
    public async Task Events_that_are_long_past_come_from_the_journal()
    {
        const int Calls = 8_000;
        using var bench = new Workbench();
        var stored = new StoredRun("server-1", bench.Path("server.db"));
        await using var server = await TestServer.StartAsync(stored: stored);
        var step = new Step { PublishTxtRecord = new() { Name = "a.example.com", Value = "1" } };
        var back = new Step { WithdrawTxtRecord = new() { Name = "a.example.com", Value = "1" } };
        await Task.WhenAll(Enumerable.Range(0, Calls).Select(number => server.Served.AskAsync(number % 2 == 0 ? step : back, null)));

        var all = await server.EventsAsync("?follow=false");

        Assert.True(all.Count > 3 * Calls);
        Assert.Equal((long)all.Count, server.Served.Feed.End.Events);
        Assert.Equal(stored.ReadLog().Select(entry => FormattableString.Invariant($"server-1/{entry.Turn}.{entry.Index}")), all.Select(each => each.Id));
    }

    [Fact]
    public async Task A_stream_ends_when_the_server_stops()
    {
        EventReader follower;
        await using (var server = await TestServer.StartAsync())
        {
            follower = new EventReader(await server.StreamAsync(""));
            await follower.UntilAsync("run.started");
        }

        await follower.EndAsync();
        follower.Dispose();
    }

    [Fact]
    public async Task The_run_so_far_is_a_scenario_that_passes()
    {
        using var bench = new Workbench();
        await using var server = await TestServer.StartAsync();
        await server.ControlAsync("POST", "/faults", Fault);
        await server.ControlAsync("POST", "/faults", "dns-delay VpcId=customer-vpc DelaySeconds=30 Duration=1h");
        await server.ControlAsync("POST", "/steps", """{"caller":"shop","DeleteVpc":{"VpcId":"shop-vpc"}}""");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1d"}""");

        var (status, scenario) = await server.ControlAsync("GET", "/record");
        Assert.True(status is HttpStatusCode.OK, scenario.ToString());
        bench.With("recorded.json", scenario.ToString());
        var run = await bench.RunAsync("run", "recorded.json", "--journal", "memory");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(3, scenario["steps"]!.Count());
        Assert.Equal("DependencyViolation", (string?)scenario["steps"]![2]!["refused"]!["code"]);
        Assert.Equal("customer-vpc", (string?)scenario["steps"]![1]!["dns-delay"]!["VpcId"]);
    }

    [Fact]
    public async Task Refused_calls_that_no_scenario_can_say_are_notes_of_the_recorded_one()
    {
        using var bench = new Workbench();
        await using var server = await TestServer.StartAsync();
        var before = server.Made(await server.PostAsync("Action=CreateVpc&CidrBlock=10.8.0.0/16"), "vpcId");
        await server.PostAsync("Action=CreateVpc&CidrBlock=10.8.0.0/16", region: "us-esat-1");
        await server.PostAsync("Action=ModifyVpcEndpointServicePermissions&ServiceId=vpce-svc-00000000000000000&AddAllowedPrincipals.1=anybody");
        await server.PostAsync($"Action=DeleteVpc&VpcId={before}", key: "999988887777");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1h"}""");
        await server.PostAsync($"Action=CreateSubnet&VpcId={before}&CidrBlock=10.8.1.0/24");
        server.Made(await server.PostAsync($"Action=CreateTargetGroup&Name=web&Protocol=TCP&Port=80&VpcId={before}", "elasticloadbalancing"), "TargetGroupArn");

        var (status, scenario) = await server.ControlAsync("GET", "/record");
        Assert.True(status is HttpStatusCode.OK, scenario.ToString());
        bench.With("recorded.json", scenario.ToString());
        var run = await bench.RunAsync("run", "recorded.json", "--journal", "memory");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            [
                null,
                "arn:aws:iam::444455556666:root calls CreateVpc, in a way that no scenario can say: 'us-esat-1' is no Region. It is refused with InvalidRegion (§3.1/region).",
                "arn:aws:iam::444455556666:root calls ModifyVpcEndpointServicePermissions, in a way that no scenario can say: 'anybody' is neither an account's name nor the ARN of an account's root, a role or a user, or *. It is refused with InvalidVpcEndpointServiceId.NotFound (§2.1/id).",
                null,
                null,
                null,
            ],
            scenario["steps"]!.Select(step => (string?)step["note"]));
    }

    [Fact]
    public async Task A_reset_begins_anew_and_calls_go_on()
    {
        using var bench = new Workbench();
        var (first, second) = (new StoredRun("server-1", bench.Path("server.db")), new StoredRun("server-2", bench.Path("server.db")));
        JObject fresh, reset;
        await using (var server = await TestServer.StartAsync(stored: first, renew: () => second))
        {
            fresh = (await server.ControlAsync("GET", "/digest")).Body;
            await server.ControlAsync("POST", "/faults", Fault);
            await server.ControlAsync("POST", "/clock/advance", """{"by":"1d"}""");
            using var follower = new EventReader(await server.StreamAsync("?after=end"));

            reset = (await server.ControlAsync("POST", "/reset")).Body;
            await follower.EndAsync();
            var again = (await server.ControlAsync("GET", "/digest")).Body;
            var made = await server.PostAsync("Action=CreateVpc&CidrBlock=10.9.0.0/16");
            var zones = server.Served.View.Find<RegionState>(new EntityId(EntityKind.Region, "us-east-1"))!.ImpairedZones;

            Assert.Equal((string?)fresh["digest"], (string?)again["digest"]);
            Assert.Equal(HttpStatusCode.OK, made.Status);
            Assert.Empty(zones);
            Assert.False(server.Served.Ended.IsCompleted);
        }

        Assert.Equal(("server-2", "2026-01-01T00:00:00.000Z"), ((string?)reset["run"], (string?)reset["clock"]!["now"]));
        Assert.Contains(first.ReadLog(), entry => entry.Type == "region.zone-impaired");
        Assert.DoesNotContain(second.ReadLog(), entry => entry.Type == "region.zone-impaired");
    }

    [Fact]
    public async Task The_OpenAPI_document_has_every_request_and_refers_to_nothing_that_it_does_not_have()
    {
        await using var server = await TestServer.StartAsync();

        var (_, document) = await server.ControlAsync("GET", "/openapi.json");
        var (_, index) = await server.ControlAsync("GET", "");

        var documented = document["paths"]!.Children<JProperty>().SelectMany(path => path.Value.Children<JProperty>().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        Assert.Equal(index["requests"]!.Select(each => (string?)each["request"]), documented);
        Assert.All(
            document.Descendants().OfType<JProperty>().Where(each => each.Name == "$ref"),
            reference => Assert.NotNull(document.SelectToken(((string)reference.Value!)[2..].Replace('/', '.'))));
        Assert.NotNull(document.SelectToken("components.schemas.Step.properties.az-power-interruption"));
        Assert.Equal("string", (string?)document.SelectToken("components.schemas.PaceChange.properties.pace.type"));
    }

    [Fact]
    public async Task The_OpenAPI_document_is_valid()
    {
        await using var server = await TestServer.StartAsync();
        var (_, document) = await server.ControlAsync("GET", "/openapi.json");

        var read = OpenApiDocument.Parse(document.ToString(), "json");

        Assert.Empty(read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings).Select(each => $"{each.Pointer}: {each.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    private static JObject Parse(string text) => JObject.Load(new Newtonsoft.Json.JsonTextReader(new StringReader(text)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None });
}
