using static PrivateLinkSim.Domain.Tests.Regions;
using static PrivateLinkSim.Domain.Tests.TargetStage;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Targets that answer late, and what health checks make of it: they wait for 10 s, fail twice in 60 s, and pass five times in 150 s.</summary>
public sealed class SlowTargetSpec
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Found = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FoundWell = TimeSpan.FromSeconds(150);

    private readonly TargetStage _stage = new(null, "1a", "2a");

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public void A_target_that_answers_while_its_health_checks_wait_stays_healthy()
    {
        Slow(9_999, Hour, "1a").IsAccepted();

        _stage.After(Hour - Tick);
        Assert.Equal(9_999, _stage.State.Find("1a")!.SlowMilliseconds);
        Assert.Equal(["use2-az1", "use2-az2"], _stage.ZonesInService);
        Assert.Equal((true, "R6"), Reaches("use2-az1"));
        _stage.After(Tick);
        Assert.Equal(0, _stage.State.Find("1a")!.SlowMilliseconds);
        Assert.DoesNotContain(_stage.World.Log, line => line.Fact is LoadBalancerEvent.TargetChecksBegan);
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    [Trait("Rule", "§6.1")]
    public void One_that_is_later_is_found_unhealthy_and_found_well_after_five_good_checks()
    {
        Slow(10_000, Hour, "1a").IsAccepted();

        _stage.After(Found - Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _stage.ZonesInService);
        _stage.After(Tick);
        Assert.Equal("unhealthy", _stage.State.HealthOf("1a"));
        Assert.Equal(["use2-az2"], _stage.ZonesInService);

        _stage.After(Hour - Found + FoundWell - Tick);
        Assert.Equal(["use2-az2"], _stage.ZonesInService);
        _stage.After(Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _stage.ZonesInService);
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public void How_long_checks_wait_is_an_attribute_of_the_target_group()
    {
        var network = _stage.World.Lay(Ohio, Accounts.Provider, "use2-az1");
        var arn = _stage.World.Send(
            World.ProviderOf(Accounts.Provider),
            new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer
            {
                Name = "hasty", VpcId = network.VpcId, SubnetIds = network.SubnetIds, HealthCheck = new HealthCheck(30, 5, 2) { TimeoutSeconds = 2 },
            }),
            Accounts.In(Ohio, Accounts.Provider)).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        _stage.World.CallLoadBalancer(arn, new LoadBalancerCommand.RegisterTargets([new Target("late", "use2-az1"), new Target("later", "use2-az1")])).IsAccepted();
        _stage.World.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.SlowTargets(["late"], null, 1_999, Hour)).IsAccepted();
        _stage.World.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.SlowTargets(["later"], null, 2_000, Hour)).IsAccepted();

        _stage.After(Found);

        Assert.Equal(("healthy", "unhealthy"), (_stage.World.LoadBalancer(arn).HealthOf("late"), _stage.World.LoadBalancer(arn).HealthOf("later")));
    }

    /// <summary>It runs again after half an hour, and answers in time after an hour: only then do its checks pass.</summary>
    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public void A_target_that_fails_while_it_is_slow_is_well_when_both_are_over()
    {
        Slow(10_000, Hour, "1a").IsAccepted();
        _stage.Fail(Hour / 2, "1a");

        _stage.After(Hour + FoundWell - Tick);
        Assert.Equal("unhealthy", _stage.State.HealthOf("1a"));
        _stage.After(Tick);
        Assert.Equal("healthy", _stage.State.HealthOf("1a"));
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public void A_target_that_is_slow_while_it_fails_is_well_when_both_are_over()
    {
        _stage.Fail(Hour, "1a");
        Slow(10_000, Hour / 2, "1a").IsAccepted();

        _stage.After(Hour + FoundWell - Tick);
        Assert.Equal("unhealthy", _stage.State.HealthOf("1a"));
        _stage.After(Tick);
        Assert.Equal("healthy", _stage.State.HealthOf("1a"));
        Assert.Single(_stage.World.Log, line => line.Fact is LoadBalancerEvent.TargetsFoundUnhealthy);
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public void A_slow_target_in_a_zone_that_comes_back_is_not_well_yet()
    {
        Slow(10_000, Hour, "1a").IsAccepted();
        _stage.World.Impair(Ohio, "use2-az1").IsAccepted();
        _stage.After(Found);
        _stage.World.Repair(Ohio, "use2-az1").IsAccepted();

        _stage.After(FoundWell);
        Assert.Equal("unhealthy", _stage.State.HealthOf("1a"));
        _stage.After(Hour - Found);
        Assert.Equal("healthy", _stage.State.HealthOf("1a"));
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public void A_slow_target_that_is_registered_again_is_still_slow()
    {
        Slow(10_000, Hour, "1a").IsAccepted();
        _stage.Deregister("1a");
        _stage.After(TimeSpan.FromMinutes(10));
        Assert.Equal("unused", _stage.State.HealthOf("1a"));
        _stage.Register("1a");

        Assert.Equal(10_000, _stage.State.Find("1a")!.SlowMilliseconds);
        _stage.After(Found);
        Assert.Equal("unhealthy", _stage.State.HealthOf("1a"));
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    [Trait("Rule", "§fault/effect")]
    public void Those_that_are_named_or_in_a_zone_or_all_are_slow_and_none_twice()
    {
        Slow(100, Hour, "1a").IsAccepted();
        Slow(200, Hour, "1a").ChangesNothing();
        Slow(200, Hour, "none").ChangesNothing();
        Slow(200, Hour, "1a", "none").IsRefused("§6.1/target", "InvalidTarget");
        Send(new LoadBalancerCommand.SlowTargets([], "use2-az3", 200, Hour)).ChangesNothing();
        Send(new LoadBalancerCommand.SlowTargets([], "use2-az1", 200, Hour)).ChangesNothing();

        Slow(300, Hour).IsAccepted();

        Assert.Equal((100, 300), (_stage.State.Find("1a")!.SlowMilliseconds, _stage.State.Find("2a")!.SlowMilliseconds));
        Slow(400, Hour).ChangesNothing();
    }

    private Outcome Slow(int milliseconds, TimeSpan duration, params string[] targets) => Send(new LoadBalancerCommand.SlowTargets([.. targets], null, milliseconds, duration));

    private Outcome Send(LoadBalancerCommand command) => _stage.World.Send(World.LoadBalancerOf(_stage.Arn), command);

    private (bool Reachable, string Rule) Reaches(string zone)
    {
        var path = _stage.World.Path(_stage.Endpoint, zone);
        return (path.Reachable, path.Rule);
    }
}
