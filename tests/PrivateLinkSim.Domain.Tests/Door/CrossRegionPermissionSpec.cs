using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Policies;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>"Permissions" of the guide: who may offer and use services over Regions, and which ones.</summary>
public sealed class CrossRegionPermissionSpec
{
    private const string OnlyIreland = """ "StringEquals": { "ec2:VpceSupportedRegion": "eu-west-1" } """;
    private const string OnlyOhio = """ "StringEquals": { "ec2:VpceServiceRegion": "us-east-2" } """;
    private const string AllowMultiRegion = "vpce:AllowMultiRegion";

    private static readonly string Ec2 = Allow("ec2:*");
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R20")]
    public void A_provider_needs_the_permission_to_offer_a_service_in_other_Regions()
    {
        var role = _world.Role(Provider, "deploy", Ec2);

        CreateService(role, Ireland).IsRefused("R20", "UnauthorizedOperation");
        var service = CreateService(role).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        Assert.Contains(
            "vpce:AllowMultiRegion on resource: arn:aws:ec2:us-east-2:111122223333:vpc-endpoint-service/vpce-svc-",
            Modify(role, service, add: [Ireland]).IsRefused("R20", "UnauthorizedOperation"),
            StringComparison.Ordinal);
        CreateService(role, Ohio).IsAccepted();
        Modify(role, service, add: [Ohio]).IsAccepted();
        Modify(role, service).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R21")]
    [Trait("Rule", "R22")]
    public void A_consumer_needs_the_permission_only_to_reach_into_another_Region()
    {
        var role = _world.Role(Consumer, "deploy", Allow("ec2:CreateVpcEndpoint"));
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        Connect(role, service, Ohio, null, "use2-az1").IsAccepted();
        Connect(role, service, Ohio, Ohio, "use2-az1").IsAccepted();
        Assert.Contains(
            "vpce:AllowMultiRegion on resource: arn:aws:ec2:eu-west-1:444455556666:vpc-endpoint/*",
            Connect(role, service, Ireland, Ohio, "euw1-az1").IsRefused("R21", "UnauthorizedOperation"),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R23")]
    public void The_permission_with_the_actions_of_the_calls_lets_both_sides_reach_over_Regions()
    {
        var provider = _world.Role(Provider, "deploy", Allow("ec2:CreateVpcEndpointServiceConfiguration"), Allow("ec2:ModifyVpcEndpointServiceConfiguration"), Allow(AllowMultiRegion));
        var consumer = _world.Role(Consumer, "deploy", Allow("ec2:CreateVpcEndpoint"), Allow(AllowMultiRegion));

        var service = CreateService(provider, Ireland).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        Modify(provider, service, add: [Tokyo]).IsAccepted();
        _world.Allow(service, "*").IsAccepted();
        Connect(consumer, service, Ireland, Ohio, "euw1-az1").IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R23")]
    public void The_permission_alone_is_not_enough()
    {
        var role = _world.Role(Provider, "deploy", Allow(AllowMultiRegion));

        CreateService(role, Ireland).IsRefused("§4.4", "UnauthorizedOperation");
    }

    [Fact]
    [Trait("Rule", "R24")]
    public void A_condition_holds_a_provider_to_the_Regions_that_it_may_name()
    {
        var role = _world.Role(
            Provider, "deploy", Allow("ec2:*VpcEndpointServiceConfiguration", condition: OnlyIreland), Allow(AllowMultiRegion));

        Assert.EndsWith(
            "(a statement would allow it but for its condition on ec2:vpcesupportedregion)",
            CreateService(role, Tokyo).IsRefused("R24", "UnauthorizedOperation"),
            StringComparison.Ordinal);
        var service = CreateService(role, Ireland).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        Modify(role, service, add: [Tokyo]).IsRefused("R24", "UnauthorizedOperation");
        Modify(role, service, add: [Ireland, Tokyo]).IsRefused("R24", "UnauthorizedOperation");
        Modify(role, service, add: [Ireland], remove: [Tokyo]).IsRefused("R24", "UnauthorizedOperation");
        CreateService(role, Ireland, Tokyo).IsRefused("R24", "UnauthorizedOperation");
        Modify(role, service, add: [Ireland]).IsAccepted();
    }

    [Theory]
    [Trait("Rule", "R24")]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_creations_are_looked_at_by_their_Regions_is_documented_both_ways(bool isLookedAt)
    {
        var world = new World(new Settings { VpceSupportedRegionOnCreate = isLookedAt });
        var held = world.Role(Provider, "held", Allow("ec2:*VpcEndpointServiceConfiguration", condition: OnlyIreland), Allow(AllowMultiRegion));
        var warned = world.Role(Provider, "warned", Ec2, Allow(AllowMultiRegion), Deny("ec2:*", condition: OnlyIreland));

        if (isLookedAt)
        {
            CreateService(world, held, Ireland).IsAccepted();
            CreateService(world, warned, Ireland).IsRefused("R26", "UnauthorizedOperation");
        }
        else
        {
            CreateService(world, held, Ireland).IsRefused("R24", "UnauthorizedOperation");
            CreateService(world, warned, Ireland).IsAccepted();
        }
    }

    [Fact]
    [Trait("Rule", "R25")]
    public void A_condition_holds_a_consumer_to_the_service_Regions_that_it_may_name()
    {
        var role = _world.Role(
            Consumer,
            "deploy",
            Allow("ec2:CreateVpcEndpoint", "arn:aws:ec2:*:*:vpc-endpoint/*", OnlyOhio),
            """ "Effect": "Allow", "Action": "ec2:CreateVpcEndpoint", "NotResource": "arn:aws:ec2:*:*:vpc-endpoint/*" """,
            Allow(AllowMultiRegion));
        var ohio = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var virginia = _world.Service(Virginia, ["use1-az1", "use1-az2"], supported: [Ireland]);

        Connect(role, ohio, Ireland, Ohio, "euw1-az1").IsAccepted();
        Connect(role, ohio, Ohio, null, "use2-az1").IsAccepted();
        Assert.EndsWith(
            "(a statement would allow it but for its condition on ec2:vpceserviceregion)",
            Connect(role, virginia, Ireland, Virginia, "euw1-az1").IsRefused("R25", "UnauthorizedOperation"),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R25")]
    [Trait("Rule", "§4.1")]
    public void The_permission_sees_the_keys_of_the_call()
    {
        var role = _world.Role(Consumer, "deploy", Allow("ec2:CreateVpcEndpoint"), Allow(AllowMultiRegion, condition: OnlyOhio));
        var ohio = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var virginia = _world.Service(Virginia, ["use1-az1", "use1-az2"], supported: [Ireland]);

        Connect(role, ohio, Ireland, Ohio, "euw1-az1").IsAccepted();
        Connect(role, virginia, Ireland, Virginia, "euw1-az1").IsRefused("R25", "UnauthorizedOperation");
    }

    [Fact]
    [Trait("Rule", "R25")]
    [Trait("Rule", "§4.4/scp")]
    public void A_guard_rail_on_the_Region_of_the_call_lets_a_service_elsewhere_be_reached_and_one_on_the_service_Region_does_not()
    {
        var service = _world.Service(Virginia, ["use1-az1", "use1-az2"], supported: [Ireland]);
        var network = _world.Lay(Ireland, Consumer, "euw1-az1");
        var name = ServiceName.Make(Virginia, service);

        _world.Control(Consumer, Allow(), Deny(condition: """ "StringNotLike": { "aws:RequestedRegion": "eu-*" } """, sid: "EuropeOnly"));
        Create(Root(Consumer), network, name, Ireland, Virginia).IsAccepted();
        _world.Call(World.Region(Virginia), new RegionCommand.CreateVpc("10.0.0.0/16"), In(Virginia, Consumer)).IsRefused("§4.4/scp", "UnauthorizedOperation");

        _world.Control(
            Consumer,
            Allow(),
            Deny("ec2:CreateVpcEndpoint", "arn:aws:ec2:*:*:vpc-endpoint/*", """ "StringNotLike": { "ec2:VpceServiceRegion": "eu-*" } """, "EuropeOnly"));
        Assert.EndsWith(
            "with an explicit deny in a service control policy (policy 'guard-rails', statement 2 'EuropeOnly')",
            Create(Root(Consumer), network, name, Ireland, Virginia).IsRefused("§4.4/scp", "UnauthorizedOperation"),
            StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "§4.1")]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_every_change_over_Regions_needs_the_permission_is_not_published(bool everyChange)
    {
        var world = new World(new Settings { MultiRegionPermissionOnEveryChange = everyChange });
        var provider = world.Role(Provider, "deploy", Ec2);
        var consumer = world.Role(Consumer, "deploy", Ec2);
        var remote = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var local = world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var crossing = world.Endpoint(remote, Ireland, "euw1-az1");
        var staying = world.Endpoint(remote, Ohio, "use2-az1");

        Assert.All(
            new EndpointServiceCommand[]
            {
                new EndpointServiceCommand.AcceptConnection("vpce-0"),
                new EndpointServiceCommand.RejectConnection("vpce-0"),
                new EndpointServiceCommand.ModifyPermissions([], []),
                new EndpointServiceCommand.CreateTags(Tags.None.Add("a", "b")),
                new EndpointServiceCommand.DeleteTags(Sorted.Map<string?>().Add("a", null)),
                new EndpointServiceCommand.Delete(),
            },
            command =>
            {
                Assert.Equal(everyChange ? "R20" : null, Denies(World.ServiceOf(remote), command, In(Ohio, Provider, provider)));
                Assert.Null(Denies(World.ServiceOf(local), command, In(Ohio, Provider, provider)));
            });
        Assert.All(
            new InterfaceEndpointCommand[]
            {
                new InterfaceEndpointCommand.Modify(new VpcEndpointChange()),
                new InterfaceEndpointCommand.CreateTags(Tags.None.Add("a", "b")),
                new InterfaceEndpointCommand.Delete(),
            },
            command =>
            {
                Assert.Equal(everyChange ? "R21" : null, Denies(World.EndpointOf(crossing), command, In(Ireland, Consumer, consumer)));
                Assert.Null(Denies(World.EndpointOf(staying), command, In(Ohio, Consumer, consumer)));
            });
        Assert.Equal(
            everyChange ? "R20" : null,
            Denies(
                World.ProviderOf(Provider),
                new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(remote, new EndpointServiceChange { AcceptanceRequired = true }),
                In(Ohio, Provider, provider)));

        string? Denies(EntityId target, ICommand command, Caller caller) => FrontDoor.Admit(target, command, caller, world).Command switch
        {
            ServiceProviderCommand.TurnAway turned => turned.Rejection.Rule,
            ServiceConsumerCommand.TurnAway turned => turned.Rejection.Rule,
            _ => null,
        };
    }

    private Outcome CreateService(string principal, params string[] supported) => CreateService(_world, principal, supported);

    private static Outcome CreateService(World world, string principal, params string[] supported) => world.Call(
        World.ProviderOf(Provider),
        new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
            new NewEndpointService { NetworkLoadBalancerArns = [world.LoadBalancer(Ohio, "use2-az1", "use2-az2")], AcceptanceRequired = false, SupportedRegions = [.. supported] },
            null),
        In(Ohio, Provider, principal));

    private Outcome Modify(string principal, string service, string[]? add = null, string[]? remove = null) => _world.Call(
        World.ProviderOf(Provider),
        new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(
            service, new EndpointServiceChange { AddSupportedRegions = [.. add ?? []], RemoveSupportedRegions = [.. remove ?? []] }),
        In(Ohio, Provider, principal));

    private Outcome Connect(string principal, string service, string region, string? serviceRegion, string zoneId) => Create(
        principal, _world.Lay(region, Consumer, zoneId), ServiceName.Make(_world.State(service).Region, service), region, serviceRegion);

    private Outcome Create(string principal, Network network, string serviceName, string region, string? serviceRegion) => _world.Call(
        World.ConsumerOf(Consumer),
        new ServiceConsumerCommand.CreateVpcEndpoint(
            new NewVpcEndpoint { VpcId = network.VpcId, ServiceName = serviceName, ServiceRegion = serviceRegion, SubnetIds = network.SubnetIds }, null),
        In(region, Consumer, principal));
}
