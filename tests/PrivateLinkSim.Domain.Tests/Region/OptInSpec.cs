using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class OptInSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§3.2")]
    public void Opting_in_takes_a_while_and_opting_out_too()
    {
        Assert.Equal(RegionOptStatus.Enabling, _world.Enable(Milan, Provider).Gives<RegionReply.OptStatus>().Status);
        _world.Advance(_world.Facts.Settings.RegionOptInDuration - TimeSpan.FromMilliseconds(1));
        Assert.Equal(RegionOptStatus.Enabling, Status(Provider));
        _world.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(RegionOptStatus.Enabled, Status(Provider));

        Assert.Equal(RegionOptStatus.Disabling, _world.Disable(Milan, Provider).Gives<RegionReply.OptStatus>().Status);
        _world.Advance(_world.Facts.Settings.RegionOptOutDuration);
        Assert.Equal(RegionOptStatus.Disabled, Status(Provider));
    }

    [Fact]
    [Trait("Rule", "§3.2")]
    public void A_region_can_not_be_disabled_while_it_is_being_enabled_nor_the_other_way_round()
    {
        _world.Enable(Milan, Provider).IsAccepted();
        _world.Disable(Milan, Provider).IsRefused("§3.2", "ConflictException");
        _world.Advance(_world.Facts.Settings.RegionOptInDuration);
        _world.Disable(Milan, Provider).IsAccepted();

        _world.Enable(Milan, Provider).IsRefused("§3.2", "ConflictException");

        _world.Advance(_world.Facts.Settings.RegionOptOutDuration);
        _world.Enable(Milan, Provider).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§3.2/default")]
    public void A_default_region_can_be_neither_enabled_nor_disabled()
    {
        _world.Enable(Ohio, Provider).IsRefused("§3.2/default", "ValidationException");
        _world.Disable(Ohio, Provider).IsRefused("§3.2/default", "ValidationException");
        Assert.Empty(_world.Log);
    }

    [Fact]
    [Trait("Rule", "§3.2")]
    public void Two_accounts_opt_in_on_their_own()
    {
        _world.Enable(Milan, Provider).IsAccepted();
        _world.Advance(TimeSpan.FromMinutes(1));
        _world.Enable(Milan, Consumer).IsAccepted();

        _world.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal((RegionOptStatus.Enabled, RegionOptStatus.Enabling, RegionOptStatus.Disabled), (Status(Provider), Status(Consumer), Status(Stranger)));
        Assert.Equal(
            ["opt-status:444455556666"],
            RegionDecider.Deadlines(_world.Find<RegionState>(World.Region(Milan))!).Select(deadline => deadline.Key));
    }

    [Fact]
    [Trait("Rule", "§3.1/opt-in")]
    public void Calls_to_a_region_fail_at_authentication_until_the_account_is_opted_in()
    {
        Assert.Equal(
            "AWS was not able to validate the provided access credentials",
            _world.CreateVpc(Milan, Provider).IsRefused("§3.1/opt-in", "AuthFailure"));
        _world.CreateService(Milan, ["arn"]).IsRefused("§3.1/opt-in", "AuthFailure");
        _world.CreateLoadBalancer(Milan, Provider, "front", "vpc-0", "subnet-0").IsRefused("§3.1/opt-in", "AuthFailure");
        _world.CreateEndpoint(new Network("vpc-0", []), Milan, "x", null).IsRefused("§3.1/opt-in", "AuthFailure");
        _world.Enable(Milan, Provider).IsAccepted();
        _world.CreateVpc(Milan, Provider).IsRefused("§3.1/opt-in", "AuthFailure");

        _world.Advance(_world.Facts.Settings.RegionOptInDuration);

        _world.CreateVpc(Milan, Provider).IsAccepted();
        _world.Service(Milan, ["eus1-az1"]);
    }

    [Fact]
    [Trait("Rule", "§3.1/opt-in")]
    public void From_the_start_of_opting_out_calls_fail_and_what_was_made_goes_on()
    {
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        _world.DeclareAccount(Milan, Consumer, optedIn: true);
        var service = _world.Service(Milan, ["eus1-az1", "eus1-az2"]);
        var endpoint = _world.AvailableEndpoint(service, Milan, "eus1-az1");
        var network = _world.Lay(Milan, Consumer, "eus1-az1");

        _world.Disable(Milan, Provider).IsAccepted();
        _world.Disable(Milan, Consumer).IsAccepted();

        _world.AddRegions(service, Ireland).IsRefused("§3.1/opt-in", "AuthFailure");
        _world.CreateVpc(Milan, Provider).IsRefused("§3.1/opt-in", "AuthFailure");
        _world.CreateEndpoint(network, Milan, ServiceName.Make(Milan, service), null).IsRefused("§3.1/opt-in", "AuthFailure");
        _world.Advance(TimeSpan.FromHours(1));
        _world.CreateEndpoint(network, Milan, ServiceName.Make(Milan, service), null).IsRefused("§3.1/opt-in", "AuthFailure");
        Assert.True(_world.Path(endpoint, "eus1-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "R31")]
    public void A_consumer_that_has_opted_out_can_not_name_the_region_any_more()
    {
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        _world.DeclareAccount(Milan, Consumer, optedIn: true);
        var service = _world.Service(Milan, ["eus1-az1", "eus1-az2"], supported: [Ireland]);
        _world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();

        _world.Disable(Milan, Consumer).IsAccepted();

        _world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R31", "OptInRequired");
    }

    [Fact]
    [Trait("Rule", "R31")]
    public void A_consumer_that_has_opted_in_to_another_region_can_not_name_this_one()
    {
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        _world.DeclareAccount(HongKong, Consumer, optedIn: true);
        var service = _world.Service(Milan, ["eus1-az1", "eus1-az2"], supported: [Ireland]);

        _world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R31", "OptInRequired");
    }

    [Fact]
    [Trait("Rule", "R27")]
    public void A_provider_that_has_opted_out_keeps_the_region_and_can_not_add_it_again()
    {
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Milan]);
        _world.Disable(Milan, Provider).IsAccepted();
        Assert.Equal([Milan, Ohio], _world.State(service).SupportedRegions.Keys);

        _world.RemoveRegions(service, Milan).IsAccepted();

        _world.AddRegions(service, Milan).IsRefused("R27", "OptInRequired");
    }

    [Fact]
    [Trait("Rule", "§3.2")]
    public void An_account_is_declared_opted_in_from_the_start_only_where_that_means_something()
    {
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        _world.DeclareAccount(Ohio, Provider, optedIn: true);
        _world.DeclareAccount(HongKong, Provider, optedIn: false);

        Assert.Equal(RegionOptStatus.Enabled, Status(Provider));
        Assert.Empty(_world.Find<RegionState>(World.Region(Ohio))!.OptIns);
        _world.CreateVpc(HongKong, Provider).IsRefused("§3.1/opt-in", "AuthFailure");
        Assert.Equal([Milan], _world.Find<ServiceProviderState>(new EntityId(EntityKind.ServiceProvider, Provider))!.OptedIn);
    }

    private RegionOptStatus Status(string account)
    {
        Assert.True(Table.TryGet(Milan, out var facts));
        return _world.Find<RegionState>(World.Region(Milan))!.StatusOf(account, facts);
    }
}
