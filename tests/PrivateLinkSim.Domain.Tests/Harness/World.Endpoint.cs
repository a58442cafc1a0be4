using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

/// <content>What a consumer does with endpoints of every kind, and what the provider has ready for them.</content>
internal sealed partial class World
{
    private int _stackedNetworks;

    /// <summary>A VPC of its own, with DNS names on, and a subnet of a kind in each zone, in the order given.</summary>
    public Network LaySubnets(string region, string account, params (string ZoneId, SubnetKind Kind)[] subnets)
    {
        var network = 100 + ++_stackedNetworks;
        var made = Send(Region(region), new RegionCommand.CreateVpc($"10.{network}.0.0/16", true), Accounts.In(region, account)).Gives<VpcReply.VpcCreated>();
        Assert.True(Ipv6Block.TryParse(made.Ipv6CidrBlock, out var block));
        Send(Vpc(made.VpcId), new VpcCommand.ModifyAttribute(true, true), Accounts.In(region, account)).IsAccepted();
        var subnetIds = subnets.Select((subnet, index) => Send(
            Vpc(made.VpcId),
            new VpcCommand.CreateSubnet(
                subnet.Kind == SubnetKind.Ipv6Only ? null : $"10.{network}.{index}.0/24",
                subnet.Kind == SubnetKind.Ipv4Only ? null : block.Part(64, index).ToString(),
                subnet.Kind == SubnetKind.Ipv6Only,
                null,
                subnet.ZoneId),
            Accounts.In(region, account)).Gives<VpcReply.SubnetCreated>().SubnetId);
        return new Network(made.VpcId, [.. subnetIds]);
    }

    /// <summary>As <see cref="LaySubnets"/>, all of one kind, for the consumer.</summary>
    public Network LayKind(string region, SubnetKind kind, params string[] zoneIds) =>
        LaySubnets(region, Accounts.Consumer, [.. zoneIds.Select(zone => (zone, kind))]);

    /// <summary>A dualstack load balancer of the provider with a node and a target in each zone.</summary>
    public string StackedLoadBalancer(string region, params string[] zoneIds)
    {
        var network = LaySubnets(region, Accounts.Provider, [.. zoneIds.Select(zone => (zone, SubnetKind.Dualstack))]);
        var arn = Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer
            {
                Name = $"dualstack-{_stackedNetworks}",
                VpcId = network.VpcId,
                SubnetIds = network.SubnetIds,
                IpAddressType = IpAddressType.Dualstack,
            }),
            Accounts.In(region, Accounts.Provider)).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        Send(
            LoadBalancerOf(arn),
            new LoadBalancerCommand.RegisterTargets([.. zoneIds.Select(zone => new Target($"i-{zone}", zone))]),
            Accounts.In(region, Accounts.Provider)).IsAccepted();
        return arn;
    }

    /// <summary>A service of the provider over IPv4 and IPv6 that everybody may use without acceptance.</summary>
    public string DualstackService(string region, string[] zoneIds, string[]? supported = null)
    {
        var service = Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
                new NewEndpointService
                {
                    NetworkLoadBalancerArns = [StackedLoadBalancer(region, zoneIds)],
                    AcceptanceRequired = false,
                    SupportedRegions = [.. supported ?? []],
                    SupportedIpAddressTypes = [IpAddressType.Ipv4, IpAddressType.Ipv6],
                },
                null),
            Accounts.In(region, Accounts.Provider)).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        Allow(service, "*").IsAccepted();
        return service;
    }

    /// <summary>Gives a service a private DNS name and proves that the domain is the provider's.</summary>
    public void VerifyName(string service, string name)
    {
        Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(service, new EndpointServiceChange { PrivateDnsName = name }),
            AsProvider(service)).IsAccepted();
        var record = State(service).PrivateDnsName!;
        var domain = name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name;
        Send(new EntityId(EntityKind.PublicDns, "internet"), new PublicDnsCommand.PublishTxt($"{record.Name}.{domain}", record.Value)).IsAccepted();
        Send(ServiceOf(service), new EndpointServiceCommand.StartPrivateDnsVerification(), AsProvider(service)).IsAccepted();
        Advance(Facts.Settings.PrivateDnsVerification);
        Assert.Equal(DnsNameStatus.Verified, State(service).PrivateDnsName!.State);
    }

    /// <summary>CreateVpcEndpoint of the consumer, as it is written.</summary>
    public Outcome CreateEndpoint(NewVpcEndpoint endpoint, string region) =>
        Send(
            new EntityId(EntityKind.ServiceConsumer, Accounts.Consumer),
            new ServiceConsumerCommand.CreateVpcEndpoint(endpoint, null),
            Accounts.In(region, Accounts.Consumer));

    /// <summary>What a consumer would ask for to reach a service from a network; the service Region is named when it is another.</summary>
    public NewVpcEndpoint Wanted(string service, string region, Network network, IpAddressType? type = null)
    {
        var host = State(service).Region;
        return new NewVpcEndpoint
        {
            VpcId = network.VpcId,
            ServiceName = ServiceName.Make(host, service),
            ServiceRegion = host == region ? null : host,
            SubnetIds = network.SubnetIds,
            IpAddressType = type,
        };
    }

    /// <summary>Makes an endpoint and waits until it is available.</summary>
    public string Available(NewVpcEndpoint endpoint, string region)
    {
        var id = CreateEndpoint(endpoint, region).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        Advance(Facts.Settings.EndpointProvisioning);
        Assert.Equal(EndpointStatus.Available, Status(id));
        return id;
    }

    public Outcome Modify(string endpoint, VpcEndpointChange change) => SendAsOwner(endpoint, new InterfaceEndpointCommand.Modify(change));

    /// <summary>A call of the endpoint's owner in its Region.</summary>
    public Outcome SendAsOwner(string endpoint, InterfaceEndpointCommand command) =>
        Send(EndpointOf(endpoint), command, Accounts.In(Endpoint(endpoint).Region, Endpoint(endpoint).Account));

    public DnsAnswer Resolve(string name, DnsRecordType type, string? vpcId = null) => DnsNames.Resolve(name, type, this, vpcId);

    /// <summary>What a name answers from within the endpoint's VPC.</summary>
    public DnsAnswer ResolveFrom(string endpoint, string name, DnsRecordType type = DnsRecordType.A) => Resolve(name, type, Endpoint(endpoint).VpcId);

    public PathVerdict Path(string endpoint, string zoneId, Flow flow) => PathVerdict.Judge(endpoint, zoneId, this, flow);
}
