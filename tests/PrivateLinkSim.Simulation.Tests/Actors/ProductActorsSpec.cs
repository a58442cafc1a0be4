using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Actors;

/// <summary>The actors that the product is asked for: their names, commands, events and refusals, and that facts alone rebuild them.</summary>
public sealed class ProductActorsSpec : ActorFixture
{
    private static readonly EntityId Milan = new(EntityKind.Region, "eu-south-1");
    private static readonly EntityId Account = new(EntityKind.ServiceProvider, Provider);
    private static readonly EntityId Service = new(EntityKind.EndpointService, "vpce-svc-071afff70666e61e0");
    private static readonly EntityId Endpoint = new(EntityKind.InterfaceEndpoint, "vpce-0123456789abcdef0");
    private static readonly string Arn = LoadBalancerArn.Make("us-east-1", Provider, "orders", "0123456789abcdef");
    private static readonly string Name = ServiceName.Make("us-east-1", Service.Key);

    [Fact]
    public void A_Region_opts_an_account_in_and_tells_it()
    {
        var region = Begin(Milan);
        Assert.Equal("Region:eu-south-1", region.Path.Name);

        var started = Ask(region, new RegionCommand.EnableRegion(), By(Consumer, "eu-south-1"));
        var completed = Ask(region, new RegionCommand.CompleteOptStatus(Consumer), at: Noon + TimeSpan.FromMinutes(5));

        Assert.Equal("region.opt-in-started/1", Assert.Single(started.Facts).Kind.Manifest);
        Assert.Equal(new DerivedDeadline($"opt-status:{Consumer}", Noon + TimeSpan.FromMinutes(5), new RegionCommand.CompleteOptStatus(Consumer)), Assert.Single(started.Deadlines!));
        Assert.Equal(new RegionEvent.OptInCompleted(Consumer), Assert.Single(completed.Facts).Event);
        Assert.Equal(
            ["service-provider/444455556666", "service-consumer/444455556666"],
            completed.Messages.Cast<Message.Tell>().Select(message => message.To.ToString()));
    }

    [Fact]
    public void A_Region_refuses_with_the_rule_and_is_rebuilt_from_its_facts()
    {
        var region = Begin(Milan);
        var started = Ask(region, new RegionCommand.EnableRegion(), By(Consumer, "eu-south-1"));

        var refused = Ask(region, new RegionCommand.DisableRegion(), By(Consumer, "eu-south-1"));

        Assert.Empty(refused.Facts);
        Assert.Equal(("ConflictException", "§3.2"), (RefusedBy(refused).Code, RefusedBy(refused).Rule));
        AnswersTheSameWhenRebuilt(Milan, region, FactsOf(started), new RegionCommand.CompleteOptStatus(Consumer));
    }

    [Fact]
    public void A_ServiceProvider_asks_for_a_service_and_passes_the_reply_on()
    {
        var provider = Begin(Account);
        Assert.Equal("ServiceProvider:111122223333", provider.Path.Name);

        var asked = Ask(
            provider, new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(Wanted("eu-west-1"), null), By(Provider, "us-east-1"));

        var wanted = Assert.IsType<ServiceProviderEvent.ServiceRequested>(Assert.Single(asked.Facts).Event);
        var passed = Assert.IsType<Message.Pass>(Assert.Single(asked.Messages));
        Assert.Null(asked.Outcome);
        Assert.Equal(new EntityId(EntityKind.EndpointService, wanted.ServiceId), passed.To);
    }

    [Fact]
    public void A_ServiceProvider_refuses_with_the_rule_and_is_rebuilt_from_its_facts()
    {
        var provider = Begin(Account);
        var create = new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(Wanted("eu-south-1"), null);

        var refused = Ask(provider, create, By(Provider, "us-east-1"));
        var learned = Ask(provider, new ServiceProviderCommand.LearnOptStatus("eu-south-1", RegionOptStatus.Enabled));

        Assert.Equal(("OptInRequired", "R27"), (RefusedBy(refused).Code, RefusedBy(refused).Rule));
        AnswersTheSameWhenRebuilt(Account, provider, FactsOf(learned), create, By(Provider, "us-east-1"));
    }

    [Fact]
    public void An_EndpointService_binds_its_load_balancer_and_is_made()
    {
        var service = Begin(Service);
        Assert.Equal("EndpointService:vpce-svc-071afff70666e61e0", service.Path.Name);

        var (requested, made) = Make(service);

        Assert.Equal(new EntityId(EntityKind.LoadBalancer, Arn), Assert.IsType<Message.Ask>(Assert.Single(requested.Messages)).To);
        Assert.Equal(
            ["endpoint-service.load-balancer-bound/2", "endpoint-service.created/1", "endpoint-service.supported-region-added/1"],
            made.Facts.Select(fact => fact.Kind.Manifest));
        Assert.Contains(made.Messages, message => message is Message.Answer { Outcome: Outcome.Accepted });
    }

    [Fact]
    public void An_EndpointService_refuses_with_the_rule_and_is_rebuilt_from_its_facts()
    {
        var service = Begin(Service);
        var (requested, made) = Make(service);
        var available = Ask(service, new EndpointServiceCommand.FinishCreation());

        var refused = Ask(service, Request(Endpoint.Key, "us-east-1", null));
        var allowed = Ask(service, new EndpointServiceCommand.ModifyPermissions(["*"], []), By(Provider, "us-east-1"));

        Assert.Equal(("InvalidServiceName", "R4"), (RefusedBy(refused).Code, RefusedBy(refused).Rule));
        AnswersTheSameWhenRebuilt(
            Service, service, FactsOf(requested, made, available, allowed), Request(Endpoint.Key, "us-east-1", null));
    }

    [Fact]
    public void An_InterfaceEndpoint_conducts_its_own_creation()
    {
        var endpoint = Begin(Endpoint);
        Assert.Equal("InterfaceEndpoint:vpce-0123456789abcdef0", endpoint.Path.Name);

        var facts = MakeEndpoint(endpoint);

        Assert.Equal(
            ["CreationRequested", "InterfacesReserved", "Created", "BecameAvailable"], facts.Select(fact => fact.GetType().Name));
    }

    [Fact]
    public void An_InterfaceEndpoint_refuses_with_the_rule_and_is_rebuilt_from_its_facts()
    {
        var endpoint = Begin(Endpoint);
        var facts = MakeEndpoint(endpoint);

        var refused = Ask(endpoint, new InterfaceEndpointCommand.Delete(), By(Provider, "us-east-1"));

        Assert.Equal(("InvalidVpcEndpointId.NotFound", "§2.2/id"), (RefusedBy(refused).Code, RefusedBy(refused).Rule));
        AnswersTheSameWhenRebuilt(Endpoint, endpoint, facts, new InterfaceEndpointCommand.Delete(), By(Consumer, "us-east-1"));
    }

    [Fact]
    public void An_InterfaceEndpoint_that_was_refused_midway_gives_its_addresses_back()
    {
        var endpoint = Begin(Endpoint);
        Ask(endpoint, Create());
        Ask(endpoint, Reserved());

        var refused = Ask(endpoint, new InterfaceEndpointCommand.HearConnection(
            new Outcome.Refused(new Rejection("InvalidServiceName", "no", "R4"), Service)));

        Assert.Equal(Service, Assert.IsType<InterfaceEndpointEvent.CreationRefused>(Assert.Single(refused.Facts).Event).By);
        Assert.Contains(refused.Messages, message => message is Message.Tell { Command: VpcCommand.ReleaseAddresses });
        Assert.Contains(refused.Messages, message => message is Message.Answer { Outcome: Outcome.Refused });
    }

    private (Answer Requested, Answer Made) Make(Akka.Actor.IActorRef service)
    {
        var requested = Ask(service, new EndpointServiceCommand.Create(Provider, "us-east-1", Wanted("eu-west-1")));
        var made = Ask(service, new EndpointServiceCommand.HearBinding(
            new Outcome.Accepted(new LoadBalancerReply.Bound(Arn, new LoadBalancerFacts([new ZoneHealth("use1-az1", true)], IpAddressType.Ipv4, false, false)), [])));
        return (requested, made);
    }

    private IEvent[] MakeEndpoint(Akka.Actor.IActorRef endpoint) => FactsOf(
        Ask(endpoint, Create()),
        Ask(endpoint, Reserved()),
        Ask(endpoint, new InterfaceEndpointCommand.HearConnection(new Outcome.Accepted(new EndpointServiceReply.ConnectionGranted(false, []), []))),
        Ask(endpoint, new InterfaceEndpointCommand.SettleStatus(), at: Noon + TimeSpan.FromSeconds(60)));

    private static InterfaceEndpointCommand.Create Create() =>
        new(Consumer, $"arn:aws:iam::{Consumer}:root", "us-east-1", new NewVpcEndpoint { VpcId = "vpc-1", ServiceName = Name, SubnetIds = ["subnet-1"] });

    private static InterfaceEndpointCommand.HearReservation Reserved() => new(new Outcome.Accepted(
        new VpcReply.AddressesReserved([new ReservedAddress("subnet-1", "use1-az1", "us-east-1a", "10.0.0.4", null, true, true)], ["sg-1"], false), []));

    private static NewEndpointService Wanted(string supportedRegion) =>
        new() { NetworkLoadBalancerArns = [Arn], AcceptanceRequired = false, SupportedRegions = [supportedRegion] };

    private static EndpointServiceCommand.RequestConnection Request(string endpoint, string region, string? serviceRegion) => new(
        new ConnectionRequest(
            endpoint,
            Consumer,
            $"arn:aws:iam::{Consumer}:root",
            region,
            Name,
            serviceRegion,
            [new SubnetZone("subnet-1", "use1-az1")],
            IpAddressType.Ipv4,
            false));
}
