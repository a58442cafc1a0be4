using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class FaultSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§fault/effect")]
    public void A_fault_or_repair_of_what_is_in_that_state_already_changes_nothing()
    {
        _world.Repair(Ohio, "use2-az1").ChangesNothing();
        _world.EndOutage(Ohio).ChangesNothing();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.BeginOutage(Ohio).IsAccepted();

        _world.Impair(Ohio, "use2-az1").ChangesNothing();
        _world.BeginOutage(Ohio).ChangesNothing();
    }

    [Fact]
    [Trait("Rule", "§2.12/zone")]
    public void A_zone_of_another_region_is_unknown()
    {
        _world.Impair(Ohio, "use1-az1").IsRefused("§2.12/zone", "InvalidZone.NotFound");
        _world.Repair(Ohio, "us-east-2a").IsRefused("§2.12/zone", "InvalidZone.NotFound");
        _world.Send(World.Region(Ohio), new RegionCommand.DeclareAccount(Accounts.Consumer, false, [new("us-east-2a", "use1-az1")]))
            .IsRefused("§2.12/zone", "InvalidZone.NotFound");
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_zone_that_was_impaired_before_an_outage_still_is_after_it()
    {
        var vpc = _world.Lay(Ohio, Accounts.Consumer, "use2-az1").VpcId;
        _world.Impair(Ohio, "use2-az1").IsAccepted();

        _world.BeginOutage(Ohio).IsAccepted();
        Assert.Equal(["use2-az1", "use2-az2", "use2-az3"], Unhealthy(vpc));
        _world.EndOutage(Ohio).IsAccepted();

        Assert.Equal(["use2-az1"], Unhealthy(vpc));
        _world.Repair(Ohio, "use2-az1").IsAccepted();
        Assert.Empty(Unhealthy(vpc));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void What_is_impaired_or_repaired_during_an_outage_shows_after_it()
    {
        var vpc = _world.Lay(Ohio, Accounts.Consumer, "use2-az1").VpcId;
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.BeginOutage(Ohio).IsAccepted();

        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Impair(Ohio, "use2-az2").IsAccepted();
        Assert.Equal(["use2-az1", "use2-az2", "use2-az3"], Unhealthy(vpc));
        _world.EndOutage(Ohio).IsAccepted();

        Assert.Equal(["use2-az2"], Unhealthy(vpc));
    }

    [Fact]
    [Trait("Rule", "R38")]
    public void A_vpc_that_is_made_during_an_outage_is_told_of_the_end()
    {
        _world.BeginOutage(Ohio).IsAccepted();
        var vpc = _world.Lay(Ohio, Accounts.Consumer, "use2-az1").VpcId;
        Assert.Equal(["use2-az1", "use2-az2", "use2-az3"], Unhealthy(vpc));

        _world.EndOutage(Ohio).IsAccepted();

        Assert.Empty(Unhealthy(vpc));
    }

    private IEnumerable<string> Unhealthy(string vpc) => _world.Find<VpcState>(World.Vpc(vpc))!.UnhealthyZones;
}
