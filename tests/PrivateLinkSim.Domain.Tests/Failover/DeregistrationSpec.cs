namespace PrivateLinkSim.Domain.Tests;

/// <summary>§6.1: what becomes of targets that are deregistered, of what is open to them, and of those that come back.</summary>
public sealed class DeregistrationSpec
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public void A_deregistered_target_is_draining_for_300_seconds_and_new_connections_go_elsewhere_at_once()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Deregister("1a");
        Assert.Equal(("draining", "healthy"), (stage.State.HealthOf("1a"), stage.State.HealthOf("1b")));
        Assert.Equal(["1b"], stage.RoutedTo("use2-az1"));

        stage.After(Delay - TargetStage.Tick);
        Assert.Equal("draining", stage.State.HealthOf("1a"));
        stage.After(TargetStage.Tick);

        Assert.Equal("unused", stage.State.HealthOf("1a"));
        Assert.Null(stage.State.HealthOf("1c"));
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§6.1/drain")]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(3600)]
    public void The_delay_is_an_attribute_of_the_target_group(int seconds)
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(new TargetGroupChange(DeregistrationDelaySeconds: seconds)).IsAccepted();

        stage.Deregister("1a");
        stage.After(TimeSpan.FromSeconds(seconds));

        Assert.Equal("unused", stage.State.HealthOf("1a"));
        Assert.Equal(stage.World.Now, stage.World.Log.Last(line => line.Fact is LoadBalancerEvent.TargetsDeregistered).At);
    }

    [Theory]
    [Trait("Rule", "§6.1/drain")]
    [InlineData(-1)]
    [InlineData(3601)]
    public void A_delay_out_of_range_is_refused(int seconds) =>
        new TargetStage(null, "1a").Modify(new TargetGroupChange(DeregistrationDelaySeconds: seconds)).IsRefused("§6.1/drain", "InvalidConfigurationRequest");

    /// <summary>AWS's default closes UDP flows alone; true closes all, false none.</summary>
    [Theory]
    [Trait("Rule", "§6.1/drain")]
    [InlineData(null, false, true)]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    public void What_is_open_stays_until_the_delay_ends_and_is_closed_then_where_termination_is_on(bool? attribute, bool tcp, bool udp)
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(new TargetGroupChange(DeregistrationTermination: attribute)).IsAccepted();
        stage.Deregister("1a");

        stage.After(Delay - TargetStage.Tick);
        Assert.Equal((false, false), (stage.Terminates("1a"), stage.Terminates("1a", overUdp: true)));
        stage.After(TargetStage.Tick);

        Assert.Equal((tcp, udp), (stage.Terminates("1a"), stage.Terminates("1a", overUdp: true)));
        Assert.False(stage.Terminates("1b", overUdp: true));
    }

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public void A_draining_target_that_is_registered_again_goes_on_as_if_nothing_had_been()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(new TargetGroupChange(DeregistrationTermination: true)).IsAccepted();
        stage.Deregister("1a");
        stage.After(Minute);

        stage.Register("1a");
        stage.After(Delay);

        Assert.Equal("healthy", stage.State.HealthOf("1a"));
        Assert.Equal(["1a", "1b"], stage.RoutedTo("use2-az1"));
        Assert.False(stage.Terminates("1a"));
        Assert.DoesNotContain("1a", stage.State.Leaving.Keys);
    }

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public void An_unused_target_that_is_registered_again_is_not_closed_any_more()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Modify(new TargetGroupChange(DeregistrationTermination: true)).IsAccepted();
        stage.Deregister("1a");
        stage.After(Delay);
        Assert.True(stage.Terminates("1a"));

        stage.Register("1a");

        Assert.False(stage.Terminates("1a"));
        Assert.Equal("healthy", stage.State.HealthOf("1a"));
    }

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public void Deregistering_again_does_not_prolong_it()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Deregister("1a");
        stage.After(Minute);
        stage.Deregister("1a");

        stage.After(Delay - Minute);

        Assert.Equal("unused", stage.State.HealthOf("1a"));
    }

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_zone_whose_targets_are_all_draining_has_none()
    {
        var stage = new TargetStage(null, "1a", "2a");
        stage.Deregister("1a");

        Assert.Equal(["use2-az2"], stage.ZonesInService);
        Assert.Equal("R6", stage.World.Path(stage.Endpoint, "use2-az1").Rule);
    }

    /// <summary>People have seen nodes send to a deregistered target for two minutes, whatever the delay.</summary>
    [Theory]
    [Trait("Rule", "§6.1/drain")]
    [InlineData(300)]
    [InlineData(0)]
    public void Nodes_send_on_to_a_deregistered_target_for_as_long_as_the_setting_says(int delay)
    {
        var stage = new TargetStage(new Settings { DeregistrationPropagation = TimeSpan.FromSeconds(120) }, "1a", "1b");
        stage.Modify(new TargetGroupChange(DeregistrationDelaySeconds: delay)).IsAccepted();
        stage.Deregister("1a");

        stage.After(TimeSpan.FromSeconds(120) - TargetStage.Tick);
        Assert.Equal(["1b", "1a"], stage.RoutedTo("use2-az1"));
        Assert.Equal(delay == 0 ? "unused" : "draining", stage.State.HealthOf("1a"));
        stage.After(TargetStage.Tick);

        Assert.Equal(["1b"], stage.RoutedTo("use2-az1"));
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§6.1/draining")]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_draining_target_that_fails_is_found_out_where_it_is_checked(bool isChecked, bool failsBefore)
    {
        var stage = new TargetStage(new Settings { DrainingTargetsAreChecked = isChecked }, "1a", "1b");
        Action[] both = [() => stage.Fail(TimeSpan.FromHours(1), "1a"), () => stage.Deregister("1a")];
        both[failsBefore ? 0 : 1]();
        stage.After(TimeSpan.FromSeconds(30));
        both[failsBefore ? 1 : 0]();

        stage.After(Minute);

        Assert.Equal(isChecked, stage.Terminates("1a"));
        Assert.Equal("draining", stage.State.HealthOf("1a"));
        stage.After(Delay);
        Assert.False(stage.Terminates("1a"));
    }

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public void An_unused_target_can_fail_and_is_found_out_once_it_is_registered_again()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Deregister("1a");
        stage.After(Delay);
        stage.Fail(TimeSpan.FromHours(1), "1a");
        stage.After(TimeSpan.FromMinutes(5));
        Assert.False(stage.State.KeepsConnections(stage.State.Find("1a")!));

        stage.Register("1a");
        Assert.Equal("healthy", stage.State.HealthOf("1a"));
        stage.After(TimeSpan.FromSeconds(60));

        Assert.Equal("unhealthy", stage.State.HealthOf("1a"));
        stage.After(TimeSpan.FromHours(2));
        Assert.Equal("healthy", stage.State.HealthOf("1a"));
    }

    [Fact]
    [Trait("Rule", "§6.1/target")]
    public void Registering_a_failed_target_again_does_not_mend_it()
    {
        var stage = new TargetStage(null, "1a", "1b");
        stage.Fail(TimeSpan.FromHours(1), "1a");

        stage.Register("1a");
        Assert.Single(stage.World.Happened<LoadBalancerEvent.TargetsRegistered>(), fact => fact.Targets.Any(target => target.Id == "1a"));
        stage.Deregister("1a");
        stage.Register("1a");

        Assert.False(stage.State.Answers(stage.State.Targets["1a"]));
        stage.After(TimeSpan.FromSeconds(60));
        Assert.Equal("unhealthy", stage.State.HealthOf("1a"));
    }
}
