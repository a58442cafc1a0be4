using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>§6.1 and §6.2: what becomes of targets and nodes that fail, and of the zones whose addresses are answered.</summary>
public sealed class TargetHealthSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly World _world = new(new Settings
    {
        ZoneImpairmentDetection = TimeSpan.FromSeconds(40),
        ZoneRecoveryDetection = TimeSpan.FromSeconds(70),
    });

    [Fact]
    [Trait("Rule", "§6.1")]
    [Trait("Rule", "§6.2/withdraw")]
    public void Two_bad_checks_withdraw_the_zone_of_a_failed_target_and_five_good_ones_bring_it_back()
    {
        var (arn, endpoint) = InTwoZones();
        Fail(arn, Hour, zone: "use2-az1");
        Assert.Equal((false, "§6.1/target"), Reaches(endpoint, "use2-az1"));

        _world.Advance(TimeSpan.FromSeconds(60) - Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));

        _world.Advance(Hour - TimeSpan.FromSeconds(60));
        Assert.Equal((true, "R6"), Reaches(endpoint, "use2-az1"));
        _world.Advance(TimeSpan.FromSeconds(150) - Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    /// <summary>When the zone of the failed target loses power besides, its address stays away, instead of coming back until that is found out.</summary>
    [Fact]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_zone_that_is_out_of_service_stays_so_when_all_of_it_fails()
    {
        var (arn, endpoint) = InTwoZones();
        Fail(arn, Hour, zone: "use2-az1");
        _world.Advance(TimeSpan.FromSeconds(60));

        _world.Impair(Ohio, "use2-az1").IsAccepted();

        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        Assert.Empty(_world.Happened<LoadBalancerEvent.ZonesPutIntoService>());
    }

    [Fact]
    [Trait("Rule", "§6.1")]
    public void A_target_that_recovers_before_it_is_found_out_changes_no_answer()
    {
        var (arn, endpoint) = InTwoZones();
        Fail(arn, TimeSpan.FromSeconds(59), zone: "use2-az1");

        _world.Advance(Hour);

        Assert.Empty(_world.Happened<LoadBalancerEvent.TargetsFoundUnhealthy>());
        Assert.Empty(_world.Happened<EndpointServiceEvent.ZonesTakenOutOfService>());
        Assert.Equal((true, "R6"), Reaches(endpoint, "use2-az1"));
    }

    [Theory]
    [Trait("Rule", "§6.1")]
    [InlineData(10, 3, 2, 20, 30)]
    [InlineData(5, 2, 10, 50, 10)]
    public void Interval_and_thresholds_say_how_long_detection_takes(int interval, int healthy, int unhealthy, int down, int up)
    {
        var (arn, _) = InTwoZones(new HealthCheck(interval, healthy, unhealthy) { TimeoutSeconds = 5 });
        var began = _world.Now;
        Fail(arn, TimeSpan.FromSeconds(1000), zone: "use2-az1");

        _world.Advance(Hour);

        Assert.Equal(began + TimeSpan.FromSeconds(down), TimeOf<LoadBalancerEvent.ZonesTakenOutOfService>());
        Assert.Equal(began + TimeSpan.FromSeconds(1000 + up), TimeOf<LoadBalancerEvent.ZonesPutIntoService>());
    }

    [Theory]
    [Trait("Rule", "§6.1")]
    [InlineData(4, 5, 2)]
    [InlineData(301, 5, 2)]
    [InlineData(30, 1, 2)]
    [InlineData(30, 11, 2)]
    [InlineData(30, 5, 1)]
    [InlineData(30, 5, 11)]
    public void A_health_check_out_of_range_is_refused(int interval, int healthy, int unhealthy) =>
        Create(new HealthCheck(interval, healthy, unhealthy) { TimeoutSeconds = 2 }).IsRefused("§6.1", "ValidationError");

    /// <summary>By AWS's defaults a check waits 6 s over HTTP, and 10 s otherwise.</summary>
    [Theory]
    [Trait("Rule", "§6.1")]
    [InlineData(30, 1, null, false)]
    [InlineData(30, 2, null, true)]
    [InlineData(120, 120, null, true)]
    [InlineData(300, 121, null, false)]
    [InlineData(20, 21, null, false)]
    [InlineData(10, null, null, true)]
    [InlineData(9, null, null, false)]
    [InlineData(9, null, HealthCheckProtocol.Https, false)]
    [InlineData(6, null, HealthCheckProtocol.Http, true)]
    [InlineData(5, null, HealthCheckProtocol.Http, false)]
    [InlineData(5, 5, HealthCheckProtocol.Tcp, true)]
    public void A_check_waits_for_2_to_120_seconds_and_no_longer_than_until_the_next(int interval, int? timeout, HealthCheckProtocol? protocol, bool accepted)
    {
        var outcome = Create(new HealthCheck(interval, 5, 2) { TimeoutSeconds = timeout, Protocol = protocol });
        if (accepted)
        {
            outcome.IsAccepted();
        }
        else
        {
            outcome.IsRefused("§6.1", "ValidationError");
        }
    }

    /// <summary>2 x 30 s, and with the setting the time-out of a target that gives no answer: 10 s over TCP, 6 s over HTTP, or what is stated.</summary>
    [Theory]
    [Trait("Rule", "§6.1")]
    [InlineData(false, false, null, null, 60)]
    [InlineData(true, false, null, null, 70)]
    [InlineData(true, true, null, null, 60)]
    [InlineData(true, false, null, HealthCheckProtocol.Http, 66)]
    [InlineData(true, false, 20, HealthCheckProtocol.Http, 80)]
    public void The_time_out_of_a_silent_target_counts_when_the_setting_says_so(bool counts, bool refuses, int? timeout, HealthCheckProtocol? protocol, int seconds)
    {
        var check = HealthCheck.Default with { TimeoutSeconds = timeout, Protocol = protocol };
        Given.LoadBalancer(
                new LoadBalancerEvent.CreationRequested(Accounts.Provider, Ohio, new NewLoadBalancer { HealthCheck = check }, Requester.Nobody),
                new LoadBalancerEvent.Created([new LoadBalancerNode("use2-az1", "subnet-1", "10.0.0.1", null, true)], false),
                new LoadBalancerEvent.TargetsRegistered([new Target("i-1", "use2-az1")]))
            .When(new LoadBalancerCommand.FailTargets([], null, refuses, Hour), settings: new Settings { HealthCheckTimeoutCounts = counts })
            .Then(
                new LoadBalancerEvent.TargetsFailed(["i-1"], refuses, Given<LoadBalancerDecider, LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState>.Now + Hour),
                new LoadBalancerEvent.TargetChecksBegan(
                    ["i-1"], false, Given<LoadBalancerDecider, LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState>.Now + TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    [Trait("Rule", "§6.1/target")]
    public void With_cross_zone_on_a_node_sends_to_failed_targets_of_other_zones_until_they_are_found_out()
    {
        var (arn, endpoint) = InTwoZones();
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyAttributes(CrossZone: true)).IsAccepted();
        Fail(arn, Hour, zone: "use2-az2", refuses: true);
        Assert.Equal(new TargetShare(1, 1, 2), _world.Path(endpoint, "use2-az1").Targets);

        _world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(new TargetShare(1, 0, 1), _world.Path(endpoint, "use2-az1").Targets);
        Assert.Equal(new TargetShare(1, 0, 1), _world.Path(endpoint, "use2-az2").Targets);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
    }

    [Fact]
    [Trait("Rule", "§6.1/target")]
    [Trait("Rule", "§6.2/withdraw")]
    public void When_no_target_is_healthy_all_are_sent_to_and_all_zones_stay()
    {
        var (arn, endpoint) = InTwoZones();
        Fail(arn, Hour);
        _world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(2, _world.LoadBalancer(arn).Targets.Values.Count(target => target.Unhealthy));
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        Assert.Equal(new TargetShare(0, 0, 1), _world.Path(endpoint, "use2-az1").Targets);
        Assert.Equal((false, "§6.1/target"), Reaches(endpoint, "use2-az1"));

        _world.Advance(Hour - TimeSpan.FromSeconds(60));
        Assert.Equal(new TargetShare(1, 0, 1), _world.Path(endpoint, "use2-az1").Targets);
    }

    [Fact]
    [Trait("Rule", "§6.1/target")]
    public void A_target_of_an_unhealthy_load_balancer_that_answers_first_gets_everything()
    {
        var (arn, endpoint) = InTwoZones();
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.RegisterTargets([new Target("i-second", "use2-az1")])).IsAccepted();
        Fail(arn, TimeSpan.FromMinutes(30), targets: ["i-use2-az1"]);
        Fail(arn, Hour, targets: ["i-second"]);
        _world.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));

        _world.Advance(TimeSpan.FromSeconds(1740 + 150));

        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        Assert.Equal(new TargetShare(1, 0, 1), _world.Path(endpoint, "use2-az1").Targets);
    }

    [Fact]
    [Trait("Rule", "§6.1/target")]
    public void A_target_that_is_not_registered_can_not_fail()
    {
        var (arn, _) = InTwoZones();
        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.FailTargets(["i-use2-az1", "i-none"], null, false, Hour)).IsRefused("§6.1/target", "InvalidTarget");
    }

    [Fact]
    [Trait("Rule", "§6.1/node")]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_failed_node_passes_nothing_and_its_zone_leaves_once_that_is_found_out()
    {
        var (arn, endpoint) = InTwoZones();
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyAttributes(CrossZone: true)).IsAccepted();
        FailNode(arn, Hour).IsAccepted();
        Assert.Equal((false, "§6.1/node"), Reaches(endpoint, "use2-az1"));
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));

        _world.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));

        _world.Advance(Hour - TimeSpan.FromSeconds(40));
        Assert.Equal((true, "R6"), Reaches(endpoint, "use2-az1"));
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§6.1/node")]
    public void A_node_that_is_repaired_before_it_is_found_out_leaves_no_trace()
    {
        var (arn, endpoint) = InTwoZones();
        FailNode(arn, TimeSpan.FromSeconds(39)).IsAccepted();

        _world.Advance(Hour);

        Assert.Empty(_world.LoadBalancer(arn).NodeFaults);
        Assert.Empty(_world.Happened<LoadBalancerEvent.ZonesTakenOutOfService>());
        Assert.Equal((true, "R6"), Reaches(endpoint, "use2-az1"));
    }

    [Fact]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_path_across_regions_moves_from_a_zone_whose_targets_are_found_unhealthy()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1", "use2-az2");
        var endpoint = _world.AvailableEndpoint(Offer(arn), Ireland, "euw1-az1", "euw1-az2");
        var before = _world.ProviderZone(endpoint, "euw1-az1");
        var other = before == "use2-az1" ? "use2-az2" : "use2-az1";
        Fail(arn, Hour, zone: before);
        Assert.Equal((false, "§6.1/target"), Reaches(endpoint, "euw1-az1"));

        _world.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(other, _world.ProviderZone(endpoint, "euw1-az1"));
        Assert.Equal((true, "R6"), Reaches(endpoint, "euw1-az1"));
        Assert.Equal(["euw1-az1", "euw1-az2"], _world.ZonesInService(endpoint));
    }

    [Fact]
    [Trait("Rule", "§fault/effect")]
    public void A_fault_that_changes_nothing_is_said_to()
    {
        var (arn, endpoint) = InTwoZones();
        Fail(arn, Hour, zone: "use2-az1");
        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.FailTargets([], "use2-az1", false, Hour)).ChangesNothing();
        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.FailTargets([], "use2-az3", false, Hour)).ChangesNothing();

        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.FailTargets(["i-none"], null, false, Hour)).ChangesNothing();
        _world.Send(World.LoadBalancerOf(LoadBalancerArn.Make(Ohio, Accounts.Provider, "gone", "0")), new LoadBalancerCommand.FailTargets([], null, false, Hour)).ChangesNothing();

        FailNode(arn, Hour).IsAccepted();
        FailNode(arn, Hour).ChangesNothing();
        FailNode(arn, Hour, "use2-az3").ChangesNothing();

        DisruptionSpec.FailInterface(_world, endpoint, "use2-az3").ChangesNothing();
        DisruptionSpec.FailInterface(_world, endpoint, "use2-az1").IsAccepted();
        DisruptionSpec.FailInterface(_world, endpoint, "use2-az1").ChangesNothing();
        DisruptionSpec.Disrupt(_world, endpoint).IsAccepted();
        DisruptionSpec.Disrupt(_world, endpoint).ChangesNothing();
    }

    private (string Arn, string Endpoint) InTwoZones(HealthCheck? check = null)
    {
        var arn = Create(check).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.RegisterTargets([new Target("i-use2-az1", "use2-az1"), new Target("i-use2-az2", "use2-az2")])).IsAccepted();
        return (arn, _world.AvailableEndpoint(Offer(arn), Ohio, "use2-az1", "use2-az2"));
    }

    private Outcome Create(HealthCheck? check)
    {
        var network = _world.Lay(Ohio, Accounts.Provider, "use2-az1", "use2-az2");
        return _world.Send(
            World.ProviderOf(Accounts.Provider),
            new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer { Name = "front", VpcId = network.VpcId, SubnetIds = [.. network.SubnetIds], HealthCheck = check }),
            Accounts.In(Ohio, Accounts.Provider));
    }

    private string Offer(string arn)
    {
        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        _world.AddRegions(service, Ireland).IsAccepted();
        _world.Allow(service, "*").IsAccepted();
        return service;
    }

    private void Fail(string arn, TimeSpan duration, string? zone = null, bool refuses = false, params string[] targets) =>
        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.FailTargets([.. targets], zone, refuses, duration)).IsAccepted();

    private Outcome FailNode(string arn, TimeSpan duration, string zone = "use2-az1") =>
        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.FailNode(zone, duration));

    private (bool Reachable, string Rule) Reaches(string endpoint, string zone) =>
        (_world.Path(endpoint, zone).Reachable, _world.Path(endpoint, zone).Rule);

    private Moment TimeOf<TFact>() => _world.Log.Single(line => line.Fact is TFact).At;
}
