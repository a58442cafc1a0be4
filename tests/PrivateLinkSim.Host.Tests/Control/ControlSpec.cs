using System.Net;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>The control plane of a server: clock, faults, steps, public DNS.</summary>
public sealed class ControlSpec
{
    [Fact]
    public async Task Health_tells_the_version_and_the_clock()
    {
        await using var server = await TestServer.StartAsync();

        var (status, health) = await server.ControlAsync("GET", "/health");
        var (ready, _) = await server.ControlAsync("GET", "/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (status, ready));
        Assert.Equal((Program.Version, true, "server"), ((string?)health["version"], (bool)health["healthy"]!, (string?)health["run"]));
        Assert.Equal(("2026-01-01T00:00:00.000Z", "manual"), ((string?)health["clock"]!["now"], (string?)health["clock"]!["pace"]));
    }

    [Fact]
    public async Task A_server_with_an_empty_world_is_ready_before_anything_was_asked()
    {
        await using var server = await TestServer.StartAsync("""{ "title": "Nothing", "start": "2026-01-01T00:00:00Z", "steps": [] }""");

        var (ready, _) = await server.ControlAsync("GET", "/ready");
        var (_, digest) = await server.ControlAsync("GET", "/digest");

        Assert.Equal((HttpStatusCode.OK, 1), (ready, (int)digest["events"]!));
    }

    [Fact]
    public async Task The_clock_is_put_on_and_all_that_is_due_has_happened()
    {
        await using var server = await TestServer.StartAsync();
        await server.ControlAsync("POST", "/faults", """{"az-power-interruption":{"ZoneId":"use1-az1","Duration":"10m"}}""");
        var before = ImpairedZones(server);

        var (_, clock) = await server.ControlAsync("POST", "/clock/advance", """{"by":"10m"}""");
        var after = ImpairedZones(server);
        var (_, later) = await server.ControlAsync("POST", "/clock/advance", """{"to":"2026-01-01T12:00:00Z"}""");

        Assert.Equal(["use1-az1"], before);
        Assert.Equal("2026-01-01T00:10:00.000Z", (string?)clock["now"]);
        Assert.Empty(after);
        Assert.Equal("2026-01-01T12:00:00.000Z", (string?)later["now"]);
    }

    [Fact]
    public async Task The_pace_is_changed()
    {
        await using var server = await TestServer.StartAsync();

        var (_, clock) = await server.ControlAsync("POST", "/clock/pace", """{"pace":"60x"}""");

        Assert.Equal("60x", (string?)clock["pace"]);
        Assert.Equal(60, server.Served.Pace.Factor);
    }

    [Theory]
    [InlineData("/clock/advance", """{"by":"soon"}""", "'soon' is no duration, such as 90s, 10m or 1h30m.")]
    [InlineData("/clock/advance", """{"to":"2025-12-31T00:00:00Z"}""", "It is 2026-01-01T00:00:00.000Z already; the clock goes forward only.")]
    [InlineData("/clock/advance", """{"by":"4000d"}""", "The clock is put on by ten years at most, and not beyond the year 9000.")]
    [InlineData("/clock/advance", """{"by":"1m","to":"2026-01-02T00:00:00Z"}""", """The body must be of the form {"by":"10m"} or {"to":"2026-01-01T12:00:00Z"}.""")]
    [InlineData("/clock/advance", "ten minutes", """The body must be of the form {"by":"10m"} or {"to":"2026-01-01T12:00:00Z"}.""")]
    [InlineData("/clock/pace", """{"pace":"fast"}""", "'fast' is no pace; say real, manual, or a factor such as 60x.")]
    [InlineData("/clock/pace", """{"speed":"60x"}""", """The body must be of the form {"pace":"60x"}.""")]
    [InlineData("/faults", """{"az-power-interuption":{"ZoneId":"use1-az1"}}""", "Did you mean 'az-power-interruption'?")]
    [InlineData("/faults", """{"":{}}""", "'' is no fault; there are az-power-interruption, ")]
    [InlineData("/faults", """{"CreateVpc":{"CidrBlock":"10.0.0.0/16"}}""", "'CreateVpc' is no fault; there are az-power-interruption, ")]
    [InlineData("/faults", """{"az-power-interruption":{"ZoneId":"use1-az9"}}""", "step:1:27: az-power-interruption.ZoneId: 'use1-az9' is no zone id, such as use1-az1; did you mean 'use1-az1'?")]
    [InlineData("/steps", """{"at":"2026-01-01T00:00:00Z","RepairZone":{"ZoneId":"use1-az1"}}""", "step:1:2: at: it happens now; advance the clock for later")]
    [InlineData("/steps", """{"note":"nothing"}""", "it has no command; name one, such as az-power-interruption or CreateVpc")]
    [InlineData("/steps", "target-failure LoadBalancerArn=order-lb Duration=10m", "'order-lb' is not a name in this scenario; did you mean 'orders-lb'?")]
    [InlineData("/repairs", "{}", "Without a fault, name one of zoneId and regionName.")]
    [InlineData("/txt", """{"name":"example.com","type":"MX","value":"10 mail"}""", "The simulator's public DNS takes TXT records, and no MX.")]
    public async Task What_is_wrong_is_said_with_what_would_be_right_and_nothing_is_done(string path, string body, string error)
    {
        await using var server = await TestServer.StartAsync();
        var before = server.Served.Live.Seen.Turn;

        var (status, answer) = await server.ControlAsync("POST", path, body);
        await server.Served.SettleAsync();

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(error, (string?)answer["error"], StringComparison.Ordinal);
        Assert.Equal(before, server.Served.Live.Seen.Turn);
    }

    [Fact]
    public async Task A_fault_without_a_duration_lasts_until_it_is_repaired()
    {
        await using var server = await TestServer.StartAsync();

        await server.ControlAsync("POST", "/faults", "az-network-disruption ZoneId=use1-az2");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"365d"}""");
        var broken = ImpairedZones(server);
        var (_, repaired) = await server.ControlAsync("POST", "/repairs", """{"zoneId":"use1-az2"}""");
        var (_, again) = await server.ControlAsync("POST", "/repairs", """{"zoneId":"use1-az2"}""");

        Assert.Equal(["use1-az2"], broken);
        Assert.Empty(ImpairedZones(server));
        Assert.True((bool)repaired["accepted"]!);
        Assert.Null(repaired["parts"]![0]!["notices"]);
        Assert.Equal("The fault changes nothing: zone use1-az2 has no fault of its own to repair.", (string?)again["parts"]![0]!["notices"]![0]!["message"]);
    }

    [Fact]
    public async Task A_step_names_what_the_topology_names_and_is_refused_as_AWS_refuses_it()
    {
        await using var server = await TestServer.StartAsync();

        var (_, made) = await server.ControlAsync("POST", "/steps", """{"caller":"shop","CreateVpcEndpointServiceConfiguration":{"NetworkLoadBalancerArns":["orders-lb"]}}""");
        var (status, refused) = await server.ControlAsync("POST", "/steps", """{"caller":"shop","DeleteVpc":{"VpcId":"shop-vpc"}}""");
        var (_, dry) = await server.ControlAsync("POST", "/steps", """{"caller":"shop","dryRun":true,"DeleteSubnet":{"SubnetId":"shop-1"}}""");

        Assert.StartsWith("vpce-svc-", (string?)made["parts"]![0]!["resourceId"], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, false, "DependencyViolation"), (status, (bool)refused["accepted"]!, (string?)refused["parts"]![0]!["code"]));
        Assert.StartsWith("vpc-", (string?)refused["parts"]![0]!["parameters"]!["VpcId"], StringComparison.Ordinal);
        Assert.Equal("DryRunOperation", (string?)dry["parts"]![0]!["code"]);
    }

    [Fact]
    public async Task A_TXT_record_is_published_and_taken_back()
    {
        await using var server = await TestServer.StartAsync();
        const string Record = """{"name":"_abc.example.com","type":"TXT","value":"vpce:123"}""";

        await server.ControlAsync("POST", "/txt", Record);
        var published = server.Served.View.Find<PublicDnsState>(PublicDnsState.Internet)!;
        await server.ControlAsync("DELETE", "/txt", Record);
        var withdrawn = server.Served.View.Find<PublicDnsState>(PublicDnsState.Internet)!;

        Assert.Equal("vpce:123", Assert.Single(published.Txt["_abc.example.com"]));
        Assert.False(withdrawn.Txt.ContainsKey("_abc.example.com"));
    }

    [Fact]
    public async Task What_was_asked_by_name_is_there_again_after_a_restart()
    {
        using var bench = new Workbench();
        var stored = new StoredRun("server-1", bench.Path("server.db"));
        await using (var server = await TestServer.StartAsync(stored: stored))
        {
            var (_, service) = await server.ControlAsync("POST", "/steps", """{"caller":"shop","CreateVpcEndpointServiceConfiguration":{"NetworkLoadBalancerArns":["orders-lb"],"AcceptanceRequired":false}}""");
            var id = (string)service["parts"]![0]!["resourceId"]!;
            await server.ControlAsync("POST", "/steps", $"ModifyVpcEndpointServicePermissions ServiceId={id} AddAllowedPrincipals=customer caller=shop region=us-east-1");
            var (_, endpoint) = await server.ControlAsync("POST", "/steps", $"CreateVpcEndpoint VpcId=customer-vpc ServiceName=com.amazonaws.vpce.us-east-1.{id} SubnetIds=app-1 caller=customer");
            Assert.True((bool)endpoint["accepted"]!, endpoint.ToString());
            var (_, late) = await server.ControlAsync("POST", "/faults", "dns-delay VpcId=customer-vpc DelaySeconds=30 Duration=1h");
            Assert.Null(late["parts"]![0]!["notices"]);
            await server.ControlAsync("POST", "/faults", "target-failure LoadBalancerArn=orders-lb Duration=1h");
            await server.ControlAsync("POST", "/clock/advance", """{"by":"30m"}""");
            await server.ControlAsync("POST", "/faults", "az-power-interruption ZoneId=use1-az1");
        }

        await using var again = await TestServer.StartAsync(stored: stored, record: stored.ReadLog());

        Assert.Equal("2026-01-01T00:30:00.000Z", (string?)(await again.ControlAsync("GET", "/clock")).Body["now"]);
        Assert.Equal(["use1-az1"], ImpairedZones(again));
        Assert.Single(again.Served.View.All<EndpointServiceState>(EntityKind.EndpointService));
        Assert.Equal("ok", (await bench.RunAsync("log", "verify", "server.db")).Output[..2]);
    }

    [Theory]
    [InlineData("GET", "/helth", HttpStatusCode.NotFound, "There is no /_plsim/helth. Did you mean '/_plsim/health'? GET /_plsim lists what there is.")]
    [InlineData("POST", "/health", HttpStatusCode.MethodNotAllowed, "/_plsim/health takes GET.")]
    public async Task A_path_or_method_that_is_not_there_is_answered_with_what_is(string method, string path, HttpStatusCode expected, string error)
    {
        await using var server = await TestServer.StartAsync();

        var (status, answer) = await server.ControlAsync(method, path);

        Assert.Equal((expected, error), (status, (string?)answer["error"]));
    }

    private static IEnumerable<string> ImpairedZones(TestServer server) => server.Served.View.Find<RegionState>(new EntityId(EntityKind.Region, "us-east-1"))!.ImpairedZones;
}
