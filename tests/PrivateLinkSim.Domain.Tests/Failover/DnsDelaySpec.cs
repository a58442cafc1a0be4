using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Resolvers that hear late of what names answer.</summary>
public sealed class DnsDelaySpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§fault/dns-delay")]
    public void Of_two_delays_the_longer_counts_and_each_ends_by_itself()
    {
        var (one, other, elsewhere) = (Lay(Ohio), Lay(Ohio), Lay(Ireland));
        Delay(World.Region(Ohio), 60, Hour).IsAccepted();
        Delay(World.Vpc(one), 300, Hour / 2).IsAccepted();
        Delay(World.Vpc(other), 10, 2 * Hour).IsAccepted();

        Assert.Equal((300, 60, 0), (Of(one), Of(other), Of(elsewhere)));
        _world.Advance((Hour / 2) - Tick);
        Assert.Equal((300, 60, 0), (Of(one), Of(other), Of(elsewhere)));
        _world.Advance(Tick);
        Assert.Equal((60, 60, 0), (Of(one), Of(other), Of(elsewhere)));
        _world.Advance(Hour / 2);
        Assert.Equal((0, 10, 0), (Of(one), Of(other), Of(elsewhere)));
        _world.Advance(Hour);
        Assert.Equal((0, 0, 0), (Of(one), Of(other), Of(elsewhere)));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/dns-delay")]
    public void The_name_server_answers_as_ever()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
        Delay(World.Vpc(_world.Endpoint(endpoint).VpcId), 600, Hour).IsAccepted();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(_world.Facts.Settings.ZoneImpairmentDetection);

        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
    }

    [Fact]
    [Trait("Rule", "§fault/effect")]
    public void What_is_late_already_or_does_not_exist_gets_no_later()
    {
        var vpc = Lay(Ohio);
        Delay(World.Vpc(vpc), 60, Hour).IsAccepted();
        Delay(World.Vpc(vpc), 90, Hour).ChangesNothing();
        Delay(World.Region(Ohio), 60, Hour).IsAccepted();
        Delay(World.Region(Ohio), 90, Hour).ChangesNothing();
        Delay(World.Vpc("vpc-0"), 60, Hour).ChangesNothing();
    }

    [Fact]
    [Trait("Rule", "§fault/dns-delay")]
    public void A_deleted_VPC_needs_no_repair()
    {
        var vpc = _world.CreateVpc(Ohio, Accounts.Consumer).Gives<VpcReply.VpcCreated>().VpcId;
        Delay(World.Vpc(vpc), 60, Hour).IsAccepted();
        _world.Send(World.Vpc(vpc), new VpcCommand.Delete(), Accounts.In(Ohio, Accounts.Consumer)).IsAccepted();

        _world.Advance(Hour);

        Assert.Equal(0, Of(vpc));
        Assert.DoesNotContain(_world.Log, line => line.Fact is VpcEvent.DnsDelayEnded);
        Delay(World.Vpc(vpc), 60, Hour).ChangesNothing();
    }

    private int Of(string vpc) => DnsDelay.Of(vpc, _world);

    private string Lay(string region) => _world.Lay(region, Accounts.Consumer, region == Ohio ? "use2-az1" : "euw1-az1").VpcId;

    private Outcome Delay(EntityId of, int seconds, TimeSpan duration) =>
        _world.Send(of, of.Kind == EntityKind.Vpc ? new VpcCommand.DelayDns(seconds, duration) : new RegionCommand.DelayDns(seconds, duration));
}
