using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Ways that go on passing traffic, and pass it badly.</summary>
public sealed class PathQualitySpec
{
    private const int Tenth = 100_000;
    private const int Fifth = 200_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§fault/packet-loss")]
    [Trait("Rule", "§fault/latency")]
    public void A_zone_is_passed_once_however_often_the_path_touches_it_and_recovers_by_itself()
    {
        var near = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
        Lose("use2-az1", Tenth).IsAccepted();
        Lose("use2-az2", Fifth).IsAccepted();
        Delay("use2-az1", 30).IsAccepted();
        Delay("use2-az2", 4).IsAccepted();

        Assert.Equal("100000 30 ms", Quality(near, "use2-az1", client: "use2-az1", target: "use2-az1"));
        Assert.Equal("100000+200000 34 ms", Quality(near, "use2-az1", client: "use2-az1", target: "use2-az2"));
        Assert.Equal("200000+100000 34 ms", Quality(near, "use2-az1", client: "use2-az2", target: "use2-az2"));
        Assert.Equal("nothing 0 ms", Quality(near, "use2-az3", client: "use2-az3", target: "use2-az3", from: "use2-az3"));
        Assert.True(_world.Path(near, "use2-az1").Reachable);

        _world.Advance(Hour - Tick);
        Assert.Equal("100000 30 ms", Quality(near, "use2-az1", client: "use2-az1", target: "use2-az1"));
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(near));
        _world.Advance(Tick);
        Assert.Equal("nothing 0 ms", Quality(near, "use2-az1", client: "use2-az2", target: "use2-az2"));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§fault/packet-loss")]
    [Trait("Rule", "§fault/latency")]
    [InlineData(Ohio, Ireland)]
    [InlineData(Ireland, Ohio)]
    public void Between_two_regions_what_crosses_suffers_and_what_stays_does_not(string region, string other)
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var (far, near) = (_world.AvailableEndpoint(service, Ireland, "euw1-az1"), _world.AvailableEndpoint(service, Ohio, "use2-az1"));
        Lose(other, Tenth, region).IsAccepted();
        Delay(other, 30, region).IsAccepted();
        Lose("euw1-az1", Fifth, Ireland).IsAccepted();
        Delay("use2-az2", 4).IsAccepted();

        Assert.Equal("200000+100000 34 ms", Quality(far, "euw1-az1", client: "euw1-az1", target: "use2-az2"));
        Assert.Equal("nothing 0 ms", Quality(near, "use2-az1", client: "use2-az1", target: "use2-az1"));
    }

    [Fact]
    [Trait("Rule", "§fault/packet-loss")]
    [Trait("Rule", "§fault/latency")]
    public void An_endpoint_that_suffers_does_so_in_all_its_zones_and_no_other_does()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var (one, other) = (_world.AvailableEndpoint(service, Ohio, "use2-az1", "use2-az2"), _world.AvailableEndpoint(service, Ohio, "use2-az1"));
        Say(one, new InterfaceEndpointCommand.LosePackets(Tenth, Hour)).IsAccepted();
        Say(one, new InterfaceEndpointCommand.AddLatency(30, Hour)).IsAccepted();

        Assert.Equal(["100000 30 ms", "100000 30 ms"], new[] { "use2-az1", "use2-az2" }.Select(zone => Quality(one, zone, zone, zone)));
        Assert.Equal("nothing 0 ms", Quality(other, "use2-az1", "use2-az1", "use2-az1"));

        _world.Advance(Hour);
        Assert.Equal("nothing 0 ms", Quality(one, "use2-az1", "use2-az1", "use2-az1"));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/packet-loss")]
    public void A_deleted_endpoint_needs_no_repair()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1"]), Ohio, "use2-az1");
        Say(endpoint, new InterfaceEndpointCommand.LosePackets(Tenth, Hour)).IsAccepted();
        Say(endpoint, new InterfaceEndpointCommand.AddLatency(30, Hour)).IsAccepted();
        _world.DeleteEndpoint(endpoint).IsAccepted();

        _world.Advance(Hour);

        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
        Say(endpoint, new InterfaceEndpointCommand.LosePackets(Tenth, Hour)).ChangesNothing();
        Say(endpoint, new InterfaceEndpointCommand.AddLatency(30, Hour)).ChangesNothing();
    }

    [Fact]
    [Trait("Rule", "§fault/effect")]
    public void Where_nothing_passes_or_something_is_lost_already_no_more_is()
    {
        Lose("use2-az1", Tenth).IsAccepted();
        Lose("use2-az1", Fifth).ChangesNothing();
        Delay(Ireland, 30).IsAccepted();
        Delay(Ireland, 40).ChangesNothing();

        _world.Send(World.Region(Ohio), new RegionCommand.ImpairZone("use2-az2", Hour)).IsAccepted();
        Lose("use2-az2", Tenth).ChangesNothing();
        Delay("use2-az2", 30).ChangesNothing();
        _world.Send(World.Region(Ohio), new RegionCommand.CutOff(Virginia, Hour)).IsAccepted();
        Lose(Virginia, Tenth).ChangesNothing();
        _world.Send(World.Region(Ohio), new RegionCommand.BeginOutage(Hour)).IsAccepted();
        Delay("use2-az3", 30).ChangesNothing();

        // An hour later the zone is back, and then it loses packets for a while.
        _world.Advance(Tick);
        Lose("use2-az2", Tenth).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.12/zone")]
    public void What_is_no_zone_of_the_region_and_no_other_region_loses_nothing()
    {
        Lose("use1-az1", Tenth).IsRefused("§2.12/zone", "InvalidZone.NotFound");
        Lose(Ohio, Tenth).IsRefused("§2.12/zone", "InvalidZone.NotFound");
        Delay("elsewhere", 30).IsRefused("§2.12/zone", "InvalidZone.NotFound");
    }

    private Outcome Lose(string place, int millionths, string region = Ohio) =>
        _world.Send(World.Region(region), new RegionCommand.LosePackets(place, millionths, Hour));

    private Outcome Delay(string place, int milliseconds, string region = Ohio) =>
        _world.Send(World.Region(region), new RegionCommand.AddLatency(place, milliseconds, Hour));

    private Outcome Say(string endpoint, InterfaceEndpointCommand command) => _world.Send(World.EndpointOf(endpoint), command);

    private string Quality(string endpoint, string zone, string client, string target, string? from = null)
    {
        var state = _world.Endpoint(endpoint);
        var way = state.Interfaces.FirstOrDefault(each => each.ZoneId == zone) ?? state.Interfaces[0] with { ZoneId = from!, ProviderZoneId = from! };
        var quality = PathQuality.Of(client, state, way, target, _world);
        return FormattableString.Invariant($"{(quality.Losses.IsEmpty ? "nothing" : string.Join('+', quality.Losses))} {quality.DelayMilliseconds} ms");
    }
}
