using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>The law of retries: where AWS is idempotent, saying a thing twice says it once.</summary>
public sealed class HarmlessRetrySpec
{
    private readonly World _world = new();

    [Fact]
    public void Opting_in_or_out_twice_is_opting_in_or_out_once()
    {
        Twice(() => _world.Enable(Milan, Provider));
        _world.Advance(_world.Facts.Settings.RegionOptInDuration);
        Assert.Equal(RegionOptStatus.Enabled, Twice(() => _world.Enable(Milan, Provider)).Gives<RegionReply.OptStatus>().Status);
        Twice(() => _world.Disable(Milan, Provider));
        _world.Advance(_world.Facts.Settings.RegionOptOutDuration);
        Twice(() => _world.Disable(Milan, Provider));
    }

    [Fact]
    public void Changing_a_service_twice_is_changing_it_once()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);

        Twice(() => _world.AddRegions(service, Ireland, Ohio));
        Twice(() => _world.Modify(service, [], [], acceptance: true));
        Twice(() => _world.RemoveRegions(service, Ireland));
        Twice(() => _world.RemoveRegions(service, Virginia));
        Twice(() => _world.Allow(service, Root(Consumer)));
        Twice(() => _world.Disallow(service, Root(Consumer)));
    }

    [Fact]
    public void Adding_a_region_twice_while_it_is_being_added_does_not_prolong_it()
    {
        var world = new World(new Settings { SupportedRegionActivation = TimeSpan.FromMinutes(4) });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        world.Advance(TimeSpan.FromMinutes(3));

        world.AddRegions(service, Ireland).IsAccepted();
        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(SupportedRegionStatus.Available, world.State(service).SupportedRegions[Ireland].Status);
    }

    [Fact]
    public void Deleting_an_endpoint_twice_is_deleting_it_once_and_does_not_prolong_it()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1"]), Ohio, "use2-az1");
        _world.DeleteEndpoint(endpoint).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointDeletion - TimeSpan.FromSeconds(1));

        Twice(() => _world.DeleteEndpoint(endpoint));
        _world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
    }

    [Fact]
    public void Saying_a_thing_twice_to_a_load_balancer_says_it_once()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        Twice(() => Send(arn, new LoadBalancerCommand.RegisterTargets([new Target("i-1", "use2-az1")])));
        Twice(() => Send(arn, new LoadBalancerCommand.DeregisterTargets(["i-1"])));
        Twice(() => Send(arn, new LoadBalancerCommand.ModifyAttributes(CrossZone: true)));
        Twice(() => Send(arn, new LoadBalancerCommand.Delete()));
    }

    [Fact]
    public void A_service_that_lets_go_of_a_load_balancer_of_another_does_nothing() =>
        Given.LoadBalancer(new LoadBalancerEvent.Bound("vpce-svc-1")).When(new LoadBalancerCommand.Unbind("vpce-svc-2")).ThenNothingHappens();

    [Fact]
    public void Addresses_that_nobody_holds_are_given_back_without_a_trace() =>
        Given.Vpc().When(new VpcCommand.ReleaseAddresses(World.EndpointOf("vpce-0"))).ThenNothingHappens();

    private Outcome Twice(Func<Outcome> call)
    {
        call().IsAccepted();
        var before = _world.Log.Count;
        var second = call();
        second.IsAccepted();

        // What an account passes on is written down each time; what it comes to is not.
        Assert.All(_world.Log.Skip(before), line => Assert.IsType<ServiceProviderEvent.ServiceModificationRequested>(line.Fact));
        return second;
    }

    private Outcome Send(string arn, LoadBalancerCommand command) => _world.Send(World.LoadBalancerOf(arn), command, In(Ohio, Provider));
}
