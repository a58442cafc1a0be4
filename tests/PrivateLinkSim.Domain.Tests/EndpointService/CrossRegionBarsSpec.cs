using static PrivateLinkSim.Domain.Tests.Regions;
using static PrivateLinkSim.Domain.Tests.ServiceFacts;

namespace PrivateLinkSim.Domain.Tests;

public sealed class CrossRegionBarsSpec
{
    private static readonly EndpointServiceCommand AddIreland = Modify(new EndpointServiceChange { AddSupportedRegions = [Ireland] });

    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R39")]
    public void A_marketplace_service_with_a_friendly_name_is_not_offered_to_other_regions()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        List(service, "shop.example.com").IsAccepted();

        Assert.Contains("shop.example.com", _world.AddRegions(service, Ireland).IsRefused("R39", "InvalidParameter"), StringComparison.Ordinal);
        _world.AddRegions(service, Ohio).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R39")]
    public void A_friendly_name_is_no_bar_when_the_setting_says_so()
    {
        var settings = new Settings { MarketplaceNameBarsCrossRegion = false };
        var service = Available(LoadBalancer("use2-az1"), null, new EndpointServiceEvent.MarketplaceListingDeclared("shop.example.com"));

        Assert.Single(service.Decides(AddIreland, settings).OfType<EndpointServiceEvent.SupportedRegionAdded>());
        service.When(AddIreland, settings: new Settings { CrossRegionBarCode = "Unsupported" }).ThenRefused("R39", "Unsupported");
        AcrossRegions(LoadBalancer("use2-az1"))
            .When(new EndpointServiceCommand.DeclareMarketplaceListing("shop.example.com"), settings: settings)
            .Then(new EndpointServiceEvent.MarketplaceListingDeclared("shop.example.com"));
    }

    [Theory]
    [Trait("Rule", "R39")]
    [Trait("Rule", "R39b")]
    [InlineData(LateBar.Refuse, true)]
    [InlineData(LateBar.Break, false)]
    [InlineData(LateBar.Ignore, false)]
    public void A_friendly_name_that_comes_after_cross_region_access_is_refused_unless_the_setting_lets_it_in(LateBar late, bool refused)
    {
        var when = AcrossRegions(LoadBalancer("use2-az1")).When(
            new EndpointServiceCommand.DeclareMarketplaceListing("shop.example.com"), settings: new Settings { MarketplaceNameAfterCrossRegion = late });

        if (refused)
        {
            when.ThenRefused("R39", "InvalidParameter");
        }
        else
        {
            when.Then(new EndpointServiceEvent.MarketplaceListingDeclared("shop.example.com"));
        }
    }

    [Fact]
    [Trait("Rule", "R39a")]
    public void A_marketplace_service_without_a_friendly_name_is_not_barred()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        List(service, null).IsAccepted();
        List(service, null).IsAccepted();

        _world.AddRegions(service, Ireland).IsAccepted();

        Assert.Single(_world.Happened<EndpointServiceEvent.MarketplaceListingDeclared>());
        _world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R40")]
    public void A_custom_idle_timeout_bars_a_creation_and_an_addition_of_regions()
    {
        var custom = LoadBalancer("use2-az1", "use2-az2") with { CustomIdleTimeout = true };

        var refused = Waiting(new NewEndpointService { SupportedRegions = [Ireland] }).Decides(Bound(custom))
            .OfType<EndpointServiceEvent.CreationRefused>().Single().Rejection;
        Assert.Equal(("R40", "InvalidParameter"), (refused.Rule, refused.Code));
        Available(custom).When(AddIreland).ThenRefused("R40", "InvalidParameter");
        Available(custom).When(AddIreland, settings: new Settings { CrossRegionBarCode = "Unsupported" }).ThenRefused("R40", "Unsupported");
        Waiting(new NewEndpointService { SupportedRegions = [Ohio] }).When(Bound(custom)).Then(
            new EndpointServiceEvent.LoadBalancerBound(Front, custom), new EndpointServiceEvent.Created(Now));
    }

    [Fact]
    [Trait("Rule", "R40")]
    public void A_custom_idle_timeout_of_any_load_balancer_of_the_service_bars_cross_region_access()
    {
        var (ordinary, custom) = (LoadBalancer("use2-az2"), LoadBalancer("use2-az2") with { CustomIdleTimeout = true });

        Available(LoadBalancer("use2-az1"), null, WithSecond(custom)).When(AddIreland).ThenRefused("R40", "InvalidParameter");
        Assert.NotEmpty(Available(LoadBalancer("use2-az1"), null, WithSecond(ordinary)).Decides(AddIreland));
    }

    [Fact]
    [Trait("Rule", "R40")]
    public void A_load_balancer_with_a_custom_idle_timeout_is_not_added_to_a_service_with_cross_region_access()
    {
        var custom = LoadBalancer("use2-az2") with { CustomIdleTimeout = true };
        var change = new EndpointServiceChange { AddNetworkLoadBalancerArns = [Arn("second")] };

        var facts = AcrossRegions(LoadBalancer("use2-az1"), Underway(change)).Decides(Bound(custom, Arn("second")));

        Assert.Equal("R40", facts.OfType<EndpointServiceEvent.ModificationRefused>().Single().Rejection.Rule);
        Assert.Contains(
            Available(LoadBalancer("use2-az1"), null, Underway(change)).Decides(Bound(custom, Arn("second"))),
            fact => fact is EndpointServiceEvent.ModificationCompleted);
    }

    [Theory]
    [Trait("Rule", "R40a")]
    [InlineData(LateBar.Refuse, true)]
    [InlineData(LateBar.Break, false)]
    [InlineData(LateBar.Ignore, false)]
    public void A_custom_idle_timeout_that_comes_after_cross_region_access_is_refused_unless_the_setting_lets_it_in(LateBar late, bool refused)
    {
        var review = new EndpointServiceCommand.ReviewLoadBalancer(Front, LoadBalancer("use2-az1") with { CustomIdleTimeout = true });
        var settings = new Settings { IdleTimeoutAfterCrossRegion = late };
        var when = AcrossRegions(LoadBalancer("use2-az1")).When(review, settings: settings);

        if (refused)
        {
            when.ThenRefused("R40a", "InvalidParameter");
        }
        else
        {
            when.ThenNothingHappens();
        }

        Available(LoadBalancer("use2-az1")).When(review, settings: settings).ThenNothingHappens();
    }

    [Fact]
    [Trait("Rule", "R40a")]
    public void A_bar_that_is_there_already_is_not_judged_again() =>
        AcrossRegions(LoadBalancer("use2-az1"), new EndpointServiceEvent.LoadBalancerLearned(Front, LoadBalancer("use2-az1") with { CustomIdleTimeout = true }))
            .When(new EndpointServiceCommand.ReviewLoadBalancer(Front, LoadBalancer("use2-az1", "use2-az2") with { CustomIdleTimeout = true }))
            .ThenNothingHappens();

    [Fact]
    [Trait("Rule", "§2.12/provider")]
    public void A_service_in_zones_that_take_no_part_is_not_offered_to_other_regions()
    {
        var service = _world.Service(Virginia, ["use1-az3"]);

        Assert.Contains("use1-az3", _world.AddRegions(service, Ireland).IsRefused("§2.12/provider", "InvalidParameter"), StringComparison.Ordinal);
        _world.CreateService(Virginia, [_world.LoadBalancer(Virginia, "use1-az3")], supported: [Ireland]).IsRefused("§2.12/provider", "InvalidParameter");
        _world.CreateService(Virginia, [_world.LoadBalancer(Virginia, "use1-az3", "use1-az1")], supported: [Ireland]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.12/provider")]
    public void The_zones_that_cross_region_access_needs_are_a_setting()
    {
        var world = new World(new Settings { MinimumProviderZonesForCrossRegion = 2, CrossRegionBarCode = "Unsupported" });

        world.AddRegions(world.Service(Ohio, ["use2-az1"]), Ireland).IsRefused("§2.12/provider", "Unsupported");
        world.AddRegions(world.Service(Virginia, ["use1-az1", "use1-az3"]), Ireland).IsRefused("§2.12/provider", "Unsupported");
        world.AddRegions(world.Service(Ohio, ["use2-az1", "use2-az2"]), Ireland).IsAccepted();
        _world.AddRegions(_world.Service(Ohio, ["use2-az1"]), Ireland).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.12/provider")]
    public void Cross_region_paths_enter_only_zones_that_take_part()
    {
        var service = _world.Service(Virginia, ["use1-az1", "use1-az3"], supported: [Ireland]);
        var endpoint = _world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2", "euw1-az3");
        Assert.All(["euw1-az1", "euw1-az2", "euw1-az3"], zone => Assert.Equal("use1-az1", _world.ProviderZone(endpoint, zone)));

        _world.Impair(Virginia, "use1-az1").IsAccepted();
        _world.Advance(_world.Facts.Settings.CrossRegionZoneFailover);

        Assert.Equal("use1-az1", _world.ProviderZone(endpoint, "euw1-az1"));
    }

    private Outcome List(string service, string? name) => _world.Say(service, new EndpointServiceCommand.DeclareMarketplaceListing(name));
}
