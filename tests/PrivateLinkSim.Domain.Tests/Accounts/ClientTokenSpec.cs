using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>"Ensuring idempotency in Amazon EC2 API requests".</summary>
public sealed class ClientTokenSpec
{
    private const string Token = "0b6c5f0e-7b39-4d0c-a9d5-5f6f3f0f5b11";
    private const string Mismatch = "The request uses the same client token as a previous, but non-identical request.";
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.17")]
    public void The_same_creation_of_a_service_with_the_same_token_makes_no_second_one()
    {
        var service = NewService();

        var first = CreateService(service).Gives<EndpointServiceReply.ServiceCreated>();
        var second = CreateService(service with { SupportedRegions = [.. service.SupportedRegions] }).Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal(first.ServiceId, second.ServiceId);
        Assert.Single(_world.Find<ServiceProviderState>(World.ProviderOf(Provider))!.Services);
        Assert.Single(_world.Happened<ServiceProviderEvent.ClientTokenReused>());
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void The_same_creation_of_an_endpoint_with_the_same_token_makes_no_second_one()
    {
        var endpoint = NewEndpoint();

        var first = CreateEndpoint(endpoint).Gives<InterfaceEndpointReply.VpcEndpointCreated>();
        var second = CreateEndpoint(endpoint with { SubnetIds = [.. endpoint.SubnetIds] }).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal(first.VpcEndpointId, second.VpcEndpointId);
        Assert.Single(_world.Find<ServiceConsumerState>(World.ConsumerOf(Consumer))!.VpcEndpoints);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void A_repetition_is_handed_to_what_the_token_made_with_the_duty_to_answer()
    {
        var (endpoint, service) = (World.EndpointOf("vpce-1"), World.ServiceOf("vpce-svc-1"));

        Assert.Equal(
            [new Message.Pass(endpoint, new InterfaceEndpointCommand.DescribeCreation(), Requester.Outside(7))],
            OfConsumer(new ServiceConsumerEvent.ClientTokenReused(Token, endpoint, Requester.Outside(7))).Reactions());
        Assert.Equal(
            [new Message.Pass(service, new EndpointServiceCommand.DescribeCreation(), Requester.Outside(7))],
            OfProvider(new ServiceProviderEvent.ClientTokenReused(Token, service, Requester.Outside(7))).Reactions());
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void A_repetition_is_found_by_role_Region_and_token()
    {
        var (endpoint, service) = (new NewVpcEndpoint { VpcId = "vpc-1", ServiceName = "x" }, new NewEndpointService { NetworkLoadBalancerArns = ["x"] });
        var consumer = OfConsumer(Requested(endpoint));
        var provider = OfProvider(new ServiceProviderEvent.ServiceRequested("vpce-svc-1", Ohio, service, Token, Requester.Nobody, Now));

        consumer.When(new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, Token), In(Ohio, Consumer))
            .Then(new ServiceConsumerEvent.ClientTokenReused(Token, World.EndpointOf("vpce-1"), Requester.Outside(1)));
        provider.When(new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(service, Token), In(Ohio, Provider))
            .Then(new ServiceProviderEvent.ClientTokenReused(Token, World.ServiceOf("vpce-svc-1"), Requester.Outside(1)));
        consumer.When(new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, Token), In(Virginia, Consumer)).ThenRefused("§2.1/name", "InvalidServiceName");
        consumer.When(new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, "other"), In(Ohio, Consumer)).ThenRefused("§2.1/name", "InvalidServiceName");
        consumer.When(new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, null), In(Ohio, Consumer)).ThenRefused("§2.1/name", "InvalidServiceName");
        consumer.When(new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, ""), In(Ohio, Consumer)).ThenRefused("§2.1/name", "InvalidServiceName");
    }

    [Fact]
    [Trait("Rule", "§2.17/mismatch")]
    public void The_same_token_with_other_parameters_is_refused()
    {
        var (service, endpoint) = (NewService(), NewEndpoint());
        CreateService(service).IsAccepted();
        CreateEndpoint(endpoint).IsAccepted();

        Assert.Equal(
            Mismatch, CreateService(service with { AcceptanceRequired = true }).IsRefused("§2.17/mismatch", "IdempotentParameterMismatch"));
        Assert.Equal(
            Mismatch,
            CreateEndpoint(endpoint with { SubnetIds = [] }).IsRefused("§2.17/mismatch", "IdempotentParameterMismatch"));
        CreateEndpoint(endpoint with { SubnetIds = [] }, "another").IsAccepted();
    }

    [Theory]
    [Trait("Rule", "§2.17/mismatch")]
    [InlineData(64, 'x', true)]
    [InlineData(65, 'x', false)]
    [InlineData(1, 'ä', false)]
    public void A_token_has_at_most_64_ASCII_characters(int length, char character, bool isToken)
    {
        var token = new string(character, length);
        if (isToken)
        {
            CreateService(NewService(), token).IsAccepted();
            CreateEndpoint(NewEndpoint(), token).IsAccepted();
        }
        else
        {
            CreateService(NewService(), token).IsRefused("§2.17/mismatch", "InvalidParameterValue");
            CreateEndpoint(NewEndpoint(), token).IsRefused("§2.17/mismatch", "InvalidParameterValue");
        }
    }

    [Theory]
    [Trait("Rule", "§2.17")]
    [InlineData(10, 9, true)]
    [InlineData(10, 10, false)]
    [InlineData(24 * 60, 10, true)]
    public void A_token_is_forgotten_after_its_lifetime(int lifetime, int minutes, bool isRemembered)
    {
        var world = new World(new Settings { ClientTokenLifetime = TimeSpan.FromMinutes(lifetime) });
        var (service, other) = (NewService(world), NewService(world));
        CreateService(service, world: world).IsAccepted();
        world.Advance(TimeSpan.FromMinutes(minutes));

        var outcome = CreateService(other, world: world);

        if (isRemembered)
        {
            outcome.IsRefused("§2.17/mismatch", "IdempotentParameterMismatch");
        }
        else
        {
            outcome.IsAccepted();
        }
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    [Trait("Rule", "§2.17/deleted")]
    public void A_token_is_forgotten_with_what_it_made_or_could_not_make()
    {
        var endpoint = NewEndpoint();
        CreateEndpoint(endpoint with { SubnetIds = ["subnet-0"] }).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");
        var first = CreateEndpoint(endpoint).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.DeleteEndpoint(first).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointDeletion);

        Assert.NotEqual(first, CreateEndpoint(endpoint).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId);

        var service = NewService();
        CreateService(service with { NetworkLoadBalancerArns = [$"{service.NetworkLoadBalancerArns[0]}0"] })
            .IsRefused("R3", "InvalidNetworkLoadBalancerArn.NotFound");
        var made = CreateService(service).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        _world.DeleteService(made).IsAccepted();
        Assert.NotEqual(made, CreateService(service).Gives<EndpointServiceReply.ServiceCreated>().ServiceId);
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void The_tokens_of_what_is_gone_are_kept_no_longer()
    {
        CreateEndpoint(NewEndpoint() with { SubnetIds = ["subnet-0"] }).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");
        var kept = CreateEndpoint(NewEndpoint(), "kept").Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        var service = CreateService(NewService()).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        _world.DeleteService(service).IsAccepted();

        Assert.Equal(
            World.EndpointOf(kept), Assert.Single(_world.Find<ServiceConsumerState>(World.ConsumerOf(Consumer))!.ClientTokens).Value.Resource);
        Assert.Empty(_world.Find<ServiceProviderState>(World.ProviderOf(Provider))!.ClientTokens);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.17/mismatch")]
    public void Every_parameter_counts()
    {
        Assert.All(typeof(NewVpcEndpoint).GetProperties(), each => Assert.Contains(
            $" {each.Name}=", ClientTokens.TextOf(new NewVpcEndpoint()), StringComparison.Ordinal));
        Assert.All(typeof(NewEndpointService).GetProperties(), each => Assert.Contains(
            $" {each.Name}=", ClientTokens.TextOf(new NewEndpointService()), StringComparison.Ordinal));
        Assert.Equal(
            "CreateVpcEndpoint VpcId=5:vpc-1 ServiceName=1:x ServiceRegion=- SubnetIds=[8:subnet-1 8:subnet-2] IpAddressType=- DnsRecordIpType=- "
            + "PrivateDnsEnabled=true SecurityGroupIds=[] SubnetConfigurations=[8:subnet-1 8:10.0.0.9 -] Tags=[4:team 3:web]",
            ClientTokens.TextOf(new NewVpcEndpoint
            {
                VpcId = "vpc-1",
                ServiceName = "x",
                SubnetIds = ["subnet-1", "subnet-2"],
                PrivateDnsEnabled = true,
                SubnetConfigurations = [new SubnetConfiguration("subnet-1", "10.0.0.9", null)],
                Tags = Tags.None.Add("team", "web"),
            }));
    }

    private static Moment Now => Moment.Parse("2026-01-01T00:00:00Z");

    private static ServiceConsumerEvent.VpcEndpointRequested Requested(NewVpcEndpoint endpoint) =>
        new("vpce-1", Root(Consumer), Ohio, endpoint, Token, Requester.Nobody, Now);

    private static Given<ServiceConsumerDecider, ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState> OfConsumer(
        params ServiceConsumerEvent[] facts) => new(World.ConsumerOf(Consumer), facts);

    private static Given<ServiceProviderDecider, ServiceProviderCommand, ServiceProviderEvent, ServiceProviderState> OfProvider(
        params ServiceProviderEvent[] facts) => new(World.ProviderOf(Provider), facts);

    private NewEndpointService NewService(World? world = null) => new()
    {
        NetworkLoadBalancerArns = [(world ?? _world).LoadBalancer(Ohio, "use2-az1", "use2-az2")],
        AcceptanceRequired = false,
        SupportedRegions = [Ireland],
    };

    private NewVpcEndpoint NewEndpoint()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1");
        return new NewVpcEndpoint { VpcId = network.VpcId, ServiceName = ServiceName.Make(Ohio, service), SubnetIds = network.SubnetIds };
    }

    private Outcome CreateService(NewEndpointService service, string token = Token, World? world = null) => (world ?? _world).Send(
        World.ProviderOf(Provider), new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(service, token), In(Ohio, Provider));

    private Outcome CreateEndpoint(NewVpcEndpoint endpoint, string token = Token) => _world.Send(
        World.ConsumerOf(Consumer), new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, token), In(Ohio, Consumer));
}
