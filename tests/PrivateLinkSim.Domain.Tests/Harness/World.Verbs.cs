using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>A VPC and a subnet of it in each of some zones.</summary>
internal sealed record Network(string VpcId, ImmutableArray<string> SubnetIds);

/// <content>What the people of the stories do.</content>
internal sealed partial class World
{
    private int _networks;

    public void DeclareAccount(string region, string account, bool optedIn, params ZoneName[] zoneNames) =>
        Send(Region(region), new RegionCommand.DeclareAccount(account, optedIn, [.. zoneNames])).IsAccepted();

    public Outcome Enable(string region, string account) =>
        Send(Region(region), new RegionCommand.EnableRegion(), Accounts.In(Regions.Virginia, account));

    public Outcome Disable(string region, string account) =>
        Send(Region(region), new RegionCommand.DisableRegion(), Accounts.In(Regions.Virginia, account));

    public Outcome CreateVpc(string region, string account, string cidrBlock = "10.0.0.0/16") =>
        Send(Region(region), new RegionCommand.CreateVpc(cidrBlock), Accounts.In(region, account));

    public Outcome CreateSubnet(string region, string account, string vpcId, string cidrBlock, string? zoneId = null, string? zoneName = null) =>
        Send(Vpc(vpcId), new VpcCommand.CreateSubnet(cidrBlock, null, false, zoneName, zoneId), Accounts.In(region, account));

    /// <summary>A VPC of its own with a /24 in each zone, in the order given.</summary>
    public Network Lay(string region, string account, params string[] zoneIds)
    {
        var network = ++_networks;
        var vpcId = CreateVpc(region, account, $"10.{network}.0.0/16").Gives<VpcReply.VpcCreated>().VpcId;
        return new Network(
            vpcId,
            [
                .. zoneIds.Select((zone, index) =>
                    CreateSubnet(region, account, vpcId, $"10.{network}.{index}.0/24", zone).Gives<VpcReply.SubnetCreated>().SubnetId),
            ]);
    }

    public Outcome CreateLoadBalancer(string region, string account, string name, string vpcId, params string[] subnetIds) =>
        Send(
            new EntityId(EntityKind.ServiceProvider, account),
            new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer { Name = name, VpcId = vpcId, SubnetIds = [.. subnetIds] }),
            Accounts.In(region, account));

    /// <summary>A load balancer of the provider with a node and a target in each zone.</summary>
    public string LoadBalancer(string region, params string[] zoneIds)
    {
        var network = Lay(region, Accounts.Provider, zoneIds);
        var arn = CreateLoadBalancer(region, Accounts.Provider, $"front-{_networks}", network.VpcId, [.. network.SubnetIds])
            .Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        Send(
            LoadBalancerOf(arn),
            new LoadBalancerCommand.RegisterTargets([.. zoneIds.Select(zone => new Target($"i-{zone}", zone))]),
            Accounts.In(region, Accounts.Provider)).IsAccepted();
        return arn;
    }

    public Outcome CreateService(
        string region, IEnumerable<string> arns, bool acceptance = false, IEnumerable<string>? supported = null, string account = Accounts.Provider) =>
        Send(
            new EntityId(EntityKind.ServiceProvider, account),
            new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
                new NewEndpointService { NetworkLoadBalancerArns = [.. arns], AcceptanceRequired = acceptance, SupportedRegions = [.. supported ?? []] }, null),
            Accounts.In(region, account));

    /// <summary>A service of the provider that everybody may use, with a load balancer of its own in these zones.</summary>
    public string Service(string region, string[] zoneIds, bool acceptance = false, string[]? supported = null, string allowed = "*")
    {
        var service = CreateService(region, [LoadBalancer(region, zoneIds)], acceptance, supported)
            .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        Allow(service, allowed).IsAccepted();
        return service;
    }

    public Outcome Allow(string service, params string[] principals) => ModifyPermissions(service, principals, []);

    public Outcome Disallow(string service, params string[] principals) => ModifyPermissions(service, [], principals);

    public Outcome AddRegions(string service, params string[] regions) => Modify(service, regions, []);

    public Outcome RemoveRegions(string service, params string[] regions) => Modify(service, [], regions);

    public Outcome Modify(string service, string[] add, string[] remove, bool? acceptance = null) =>
        Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(
                service,
                new EndpointServiceChange { AddSupportedRegions = [.. add], RemoveSupportedRegions = [.. remove], AcceptanceRequired = acceptance }),
            AsProvider(service));

    public Outcome Accept(string service, string endpoint) =>
        Send(ServiceOf(service), new EndpointServiceCommand.AcceptConnection(endpoint), AsProvider(service));

    public Outcome Reject(string service, string endpoint) =>
        Send(ServiceOf(service), new EndpointServiceCommand.RejectConnection(endpoint), AsProvider(service));

    public Outcome DeleteService(string service) =>
        Send(ServiceOf(service), new EndpointServiceCommand.Delete(), AsProvider(service));

    /// <summary>CreateVpcEndpoint as it is written: nothing is filled in.</summary>
    public Outcome CreateEndpoint(
        Network network, string region, string serviceName, string? serviceRegion, string account = Accounts.Consumer, string? principal = null) =>
        Send(
            new EntityId(EntityKind.ServiceConsumer, account),
            new ServiceConsumerCommand.CreateVpcEndpoint(
                new NewVpcEndpoint { VpcId = network.VpcId, ServiceName = serviceName, ServiceRegion = serviceRegion, SubnetIds = network.SubnetIds }, null),
            Accounts.In(region, account, principal));

    /// <summary>An endpoint in a network of its own with a subnet in each zone; the service Region is named when it is another.</summary>
    public Outcome Connect(string service, string region, string[] zoneIds, string account = Accounts.Consumer, string? principal = null)
    {
        var host = State(service).Region;
        return CreateEndpoint(
            Lay(region, account, zoneIds), region, ServiceName.Make(host, service), host == region ? null : host, account, principal);
    }

    /// <summary>As <see cref="Connect"/>, let in; gives the endpoint's id.</summary>
    public string Endpoint(string service, string region, params string[] zoneIds) =>
        Connect(service, region, zoneIds).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;

    /// <summary>As <see cref="Endpoint"/>, with the time that it takes to be available.</summary>
    public string AvailableEndpoint(string service, string region, params string[] zoneIds)
    {
        var endpoint = Endpoint(service, region, zoneIds);
        Advance(Facts.Settings.EndpointProvisioning);
        Assert.Equal(EndpointStatus.Available, Status(endpoint));
        return endpoint;
    }

    public Outcome DeleteEndpoint(string endpoint) =>
        Send(EndpointOf(endpoint), new InterfaceEndpointCommand.Delete(), Accounts.In(Endpoint(endpoint).Region, Endpoint(endpoint).Account));

    public Outcome Impair(string region, string zoneId) => Send(Region(region), new RegionCommand.ImpairZone(zoneId));

    public Outcome Repair(string region, string zoneId) => Send(Region(region), new RegionCommand.RepairZone(zoneId));

    public Outcome BeginOutage(string region) => Send(Region(region), new RegionCommand.BeginOutage());

    public Outcome EndOutage(string region) => Send(Region(region), new RegionCommand.EndOutage());

    private Outcome ModifyPermissions(string service, string[] add, string[] remove) =>
        Send(ServiceOf(service), new EndpointServiceCommand.ModifyPermissions([.. add], [.. remove]), AsProvider(service));

    private Caller AsProvider(string service) =>
        Accounts.In(Find<EndpointServiceState>(ServiceOf(service))?.Region ?? Regions.Virginia, Accounts.Provider);
}
