namespace PrivateLinkSim.Domain.Tests;

/// <summary>§6.1: what a load balancer does with the connections to a target that it finds unhealthy.</summary>
public sealed class TerminationSpec
{
    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TargetGroupChange Off = new(UnhealthyTermination: false);

    [Fact]
    [Trait("Rule", "§6.1/termination")]
    public void Connections_to_a_target_that_is_found_unhealthy_are_reset()
    {
        var stage = new TargetStage(null, "1a", "1b", "2a");
        stage.Fail(Hour, "1a");
        stage.After(Detection - TargetStage.Tick);
        Assert.False(stage.Terminates("1a"));

        stage.After(TargetStage.Tick);

        Assert.Equal((true, false, false), (stage.Terminates("1a"), stage.Terminates("1a", overUdp: true), stage.Terminates("1b")));
        stage.After(Hour + Hour);
        Assert.False(stage.Terminates("1a"));
    }

    /// <summary>With the last target of a zone, the node of the zone fails open; with cross-zone on there are others.</summary>
    [Theory]
    [Trait("Rule", "§6.1/termination")]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void They_stay_when_the_load_balancer_fails_open(bool crossZone, bool terminates)
    {
        var stage = new TargetStage(null, "1a", "2a");
        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: crossZone)).IsAccepted();
        stage.Fail(Hour, "1a");

        stage.After(Detection);

        Assert.Equal("unhealthy", stage.State.HealthOf("1a"));
        Assert.Equal(terminates, stage.Terminates("1a"));
    }

    [Fact]
    [Trait("Rule", "§6.1/termination")]
    public void They_stay_where_termination_is_off()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(Off).IsAccepted();
        stage.Fail(Hour, "1a");

        stage.After(TimeSpan.FromMinutes(50));

        Assert.Equal("unhealthy", stage.State.HealthOf("1a"));
        Assert.False(stage.Terminates("1a"));
        Assert.Equal(["1b"], stage.RoutedTo("use2-az1"));
    }

    [Fact]
    [Trait("Rule", "§6.1/termination")]
    public void With_a_draining_interval_they_stay_until_it_ends()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(Off with { UnhealthyDrainingSeconds = 600 }).IsAccepted();
        stage.Fail(Hour, "1a");
        stage.After(Detection);
        Assert.Equal(("unhealthy.draining", false), (stage.State.HealthOf("1a"), stage.Terminates("1a")));
        Assert.Equal(["1b"], stage.RoutedTo("use2-az1"));

        stage.After(TimeSpan.FromSeconds(600) - TargetStage.Tick);
        Assert.False(stage.Terminates("1a"));
        stage.After(TargetStage.Tick);

        Assert.Equal(("unhealthy", true), (stage.State.HealthOf("1a"), stage.Terminates("1a")));
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§6.1/termination")]
    public void A_target_that_recovers_while_it_is_draining_keeps_them()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(Off with { UnhealthyDrainingSeconds = 600 }).IsAccepted();
        stage.Fail(TimeSpan.FromMinutes(2), "1a");

        stage.After(Hour);

        Assert.Equal(("healthy", false), (stage.State.HealthOf("1a"), stage.Terminates("1a")));
        Assert.Empty(stage.World.Happened<LoadBalancerEvent.UnhealthyTargetsDrained>());
    }

    [Fact]
    [Trait("Rule", "§6.1/termination")]
    [Trait("Rule", "§6.1/drain")]
    public void A_deregistration_takes_the_place_of_the_draining_interval()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(Off with { UnhealthyDrainingSeconds = 100 }).IsAccepted();
        stage.Fail(Hour, "1a");
        stage.After(Detection);
        stage.Deregister("1a");
        Assert.Equal("draining", stage.State.HealthOf("1a"));

        stage.After(TimeSpan.FromSeconds(200));
        Assert.Equal(("draining", false), (stage.State.HealthOf("1a"), stage.Terminates("1a")));
        stage.After(TimeSpan.FromSeconds(100));

        Assert.Equal(("unused", false), (stage.State.HealthOf("1a"), stage.Terminates("1a")));
        Assert.Empty(stage.World.Happened<LoadBalancerEvent.UnhealthyTargetsDrained>());
    }

    [Fact]
    [Trait("Rule", "§6.1/termination")]
    public void A_draining_interval_needs_termination_off_and_has_a_range()
    {
        var stage = new TargetStage(null, "1a");
        stage.Modify(new TargetGroupChange(UnhealthyDrainingSeconds: 60)).IsRefused("§6.1/termination", "InvalidConfigurationRequest");
        stage.Modify(Off with { UnhealthyDrainingSeconds = 360_001 }).IsRefused("§6.1/termination", "InvalidConfigurationRequest");
        stage.Modify(Off with { UnhealthyDrainingSeconds = -1 }).IsRefused("§6.1/termination", "InvalidConfigurationRequest");
        stage.Modify(Off with { UnhealthyDrainingSeconds = 360_000 }).IsAccepted();
        stage.Modify(new TargetGroupChange(UnhealthyDrainingSeconds: 60, UnhealthyTermination: true)).IsRefused("§6.1/termination", "InvalidConfigurationRequest");

        stage.Modify(new TargetGroupChange(UnhealthyDrainingSeconds: 0, UnhealthyTermination: true)).IsAccepted();
        var before = stage.World.Log.Count;
        stage.Modify(new TargetGroupChange(UnhealthyTermination: true)).IsAccepted();

        Assert.Equal(before, stage.World.Log.Count);
    }

    /// <summary>A process that shuts down takes nothing new, and what is open goes on, whatever its health checks say.</summary>
    [Theory]
    [Trait("Rule", "§6.1/target")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_target_that_shuts_down_keeps_what_is_open(bool keeps)
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.World.Send(
            World.LoadBalancerOf(stage.Arn), new LoadBalancerCommand.FailTargets(["1a"], null, Refuses: true, Hour, KeepsConnections: keeps)).IsAccepted();
        var target = stage.State.Targets["1a"];

        Assert.Equal((false, true, keeps), (stage.State.Answers(target), stage.State.Refuses(target), stage.State.KeepsConnections(target)));
        stage.World.Impair(Regions.Ohio, "use2-az1").IsAccepted();
        Assert.Equal((false, false), (stage.State.Refuses(target), stage.State.KeepsConnections(target)));
        stage.World.Repair(Regions.Ohio, "use2-az1").IsAccepted();
        stage.After(Hour);
        Assert.False(stage.State.Targets["1a"].KeepsConnections);
    }
}
