namespace PrivateLinkSim.Domain.Tests;

/// <summary>§6.1: how many healthy targets a zone needs to stay in DNS, and a node to send to them alone.</summary>
public sealed class HealthThresholdSpec
{
    private const string One = "use2-az1";
    private const string Two = "use2-az2";

    private static readonly TimeSpan Detection = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// The example of AWS's guide: ten targets in each of two zones, 50 % for both, and six fail in the second. With cross-zone off 4 of 10
    /// are too few for the zone and its node; with cross-zone on 14 of 20 are enough for both.
    /// </summary>
    [Theory]
    [Trait("Rule", "§6.1/thresholds")]
    [InlineData(false, new[] { One }, 10, 10)]
    [InlineData(true, new[] { One, Two }, 14, 14)]
    public void The_example_of_the_guide(bool crossZone, string[] zones, int routedOne, int routedTwo)
    {
        var stage = new TargetStage(null, [.. Enumerable.Range(0, 10).SelectMany(each => new[] { $"1-{each}", $"2-{each}" })]);
        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: crossZone)).IsAccepted();
        stage.Modify(new TargetGroupChange(DnsFailoverPercentage: 50, UnhealthyStateRoutingPercentage: 50)).IsAccepted();

        stage.Fail(Hour, [.. Enumerable.Range(0, 6).Select(each => $"2-{each}")]);
        stage.After(Detection);

        Assert.Equal(zones, stage.ZonesInService);
        Assert.Equal((routedOne, routedTwo), (stage.RoutedTo(One).Length, stage.RoutedTo(Two).Length));
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    /// <summary>Two of three targets fail. Below 2 healthy ones the zone leaves DNS; its node sends to the healthy one, or to all below its own threshold.</summary>
    [Theory]
    [Trait("Rule", "§6.1/thresholds")]
    [InlineData(1, 1, true, 1)]
    [InlineData(2, 1, false, 1)]
    [InlineData(2, 2, false, 3)]
    [InlineData(0, 2, true, 3)]
    public void A_zone_leaves_with_or_before_its_node_sends_to_all(int dns, int routing, bool stays, int routed)
    {
        var stage = new TargetStage(null, "1a", "1b", "1c", "2a", "2b");
        stage.Modify(new TargetGroupChange(DnsFailoverCount: dns, UnhealthyStateRoutingCount: routing)).IsAccepted();

        stage.Fail(Hour, "1a", "1b");
        stage.After(Detection);

        Assert.Equal(stays ? [One, Two] : [Two], stage.ZonesInService);
        Assert.Equal(routed, stage.RoutedTo(One).Length);
    }

    [Fact]
    [Trait("Rule", "§6.1/thresholds")]
    [Trait("Rule", "§6.2/withdraw")]
    public void When_all_zones_would_leave_all_stay()
    {
        var stage = new TargetStage(null, "1a", "1b", "2a", "2b");
        stage.Modify(new TargetGroupChange(DnsFailoverCount: 2)).IsAccepted();
        stage.Fail(Hour, "1a");
        stage.After(Detection);
        Assert.Equal([Two], stage.ZonesInService);

        stage.Fail(Hour, "2a");
        stage.After(Detection);

        Assert.Equal([One, Two], stage.ZonesInService);
    }

    [Fact]
    [Trait("Rule", "§6.1/thresholds")]
    public void A_threshold_counts_from_when_it_is_set()
    {
        var stage = new TargetStage(null, "1a", "2a", "2b");
        Assert.Equal([One, Two], stage.ZonesInService);

        stage.Modify(new TargetGroupChange(DnsFailoverCount: 2)).IsAccepted();
        Assert.Equal([Two], stage.ZonesInService);
        stage.Modify(new TargetGroupChange(DnsFailoverCount: 0)).IsAccepted();

        Assert.Equal([One, Two], stage.ZonesInService);
    }

    /// <summary>A draining target is no registered one: 1 of 1 is healthy, and 100 % are.</summary>
    [Fact]
    [Trait("Rule", "§6.1/thresholds")]
    public void Shares_are_of_the_registered_targets()
    {
        var stage = new TargetStage(null, "1a", "1b", "2a");
        stage.Modify(new TargetGroupChange(DnsFailoverPercentage: 100)).IsAccepted();
        stage.Fail(Hour, "1a");
        stage.After(Detection);
        Assert.Equal([Two], stage.ZonesInService);

        stage.Deregister("1a");

        Assert.Equal([One, Two], stage.ZonesInService);
    }

    [Theory]
    [Trait("Rule", "§6.1/thresholds")]
    [InlineData(-1, null, null, null)]
    [InlineData(null, 101, null, null)]
    [InlineData(null, -1, null, null)]
    [InlineData(null, null, 0, null)]
    [InlineData(null, null, null, 101)]
    [InlineData(null, null, 2, null)]
    [InlineData(2, null, 3, null)]
    [InlineData(null, 40, null, 50)]
    public void Thresholds_have_ranges_and_dns_must_not_be_below_routing(int? dnsCount, int? dnsPercentage, int? routingCount, int? routingPercentage) =>
        new TargetStage(null, "1a").Modify(new TargetGroupChange(
            DnsFailoverCount: dnsCount,
            DnsFailoverPercentage: dnsPercentage,
            UnhealthyStateRoutingCount: routingCount,
            UnhealthyStateRoutingPercentage: routingPercentage)).IsRefused("§6.1/thresholds", "InvalidConfigurationRequest");
}
