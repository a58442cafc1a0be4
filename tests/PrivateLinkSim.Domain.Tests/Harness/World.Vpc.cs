using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

/// <content>What is done in VPCs and with load balancers beyond the first story.</content>
internal sealed partial class World
{
    public VpcState VpcState(string vpcId) => Known<VpcState>(Vpc(vpcId));

    public Outcome CallVpc(string vpcId, VpcCommand command, string region = Regions.Ohio, string account = Accounts.Consumer) =>
        Send(Vpc(vpcId), command, Accounts.In(region, account));

    public Outcome CallLoadBalancer(string arn, LoadBalancerCommand command, string region = Regions.Ohio) =>
        Send(LoadBalancerOf(arn), command, Accounts.In(region, Accounts.Provider));

    public VpcReply.VpcCreated Ipv6Vpc(string region, string account) =>
        Send(Region(region), new RegionCommand.CreateVpc($"10.{++_networks}.0.0/16", AmazonProvidedIpv6CidrBlock: true), Accounts.In(region, account))
            .Gives<VpcReply.VpcCreated>();

    /// <summary>A VPC with an IPv6 block and a subnet of a kind in each zone.</summary>
    public Network LayKinds(string region, string account, params (SubnetKind Kind, string ZoneId)[] subnets)
    {
        var vpc = Ipv6Vpc(region, account).VpcId;
        return new Network(vpc, [.. subnets.Select(each => SubnetOf(region, account, vpc, each.Kind, each.ZoneId))]);
    }

    public string SubnetOf(string region, string account, string vpcId, SubnetKind kind, string zoneId)
    {
        var made = VpcState(vpcId).SubnetsMade;
        var block = kind == SubnetKind.Ipv6Only ? null : $"{VpcState(vpcId).CidrBlock.AddressAt(made * 256)}/24";
        var subnet = CallVpc(vpcId, new VpcCommand.CreateSubnet(block, null, kind == SubnetKind.Ipv6Only, null, zoneId), region, account)
            .Gives<VpcReply.SubnetCreated>().SubnetId;
        if (kind == SubnetKind.Dualstack)
        {
            CallVpc(vpcId, new VpcCommand.AssociateSubnetCidrBlock(subnet, null), region, account).IsAccepted();
        }

        return subnet;
    }

    /// <summary>What an endpoint asks of its VPC when it is made.</summary>
    public Outcome Reserve(string endpoint, string vpcId, Placement placement, string account = Accounts.Consumer, string region = Regions.Ohio) =>
        Send(Vpc(vpcId), new VpcCommand.ReserveAddresses(EndpointOf(endpoint), account, region, placement));

    /// <summary>What an endpoint asks of its VPC when it is changed.</summary>
    public Outcome Revise(string endpoint, string vpcId, Placement placement) =>
        Send(Vpc(vpcId), new VpcCommand.ReviseAddresses(EndpointOf(endpoint), placement));

    public Outcome CreateLoadBalancerOfType(IpAddressType type, string region, string name, Network network) =>
        Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.CreateLoadBalancer(
                new NewLoadBalancer { Name = name, VpcId = network.VpcId, SubnetIds = network.SubnetIds, IpAddressType = type }),
            Accounts.In(region, Accounts.Provider));

    /// <summary>A dualstack load balancer of the provider with a node and a target in each zone.</summary>
    public string DualstackLoadBalancer(string region, params string[] zoneIds)
    {
        var network = LayKinds(region, Accounts.Provider, [.. zoneIds.Select(zone => (SubnetKind.Dualstack, zone))]);
        var arn = CreateLoadBalancerOfType(IpAddressType.Dualstack, region, $"dual-{_networks}", network)
            .Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        CallLoadBalancer(arn, new LoadBalancerCommand.RegisterTargets([.. zoneIds.Select(zone => new Target($"i-{zone}", zone))]), region).IsAccepted();
        return arn;
    }
}

/// <summary>Places that endpoints want.</summary>
internal static class Place
{
    public static Placement In(params ImmutableArray<string> subnetIds) => Of(IpAddressType.Ipv4, subnetIds);

    public static Placement Of(IpAddressType type, params ImmutableArray<string> subnetIds) => new(subnetIds, type, [], [], null);

    public static Placement Choosing(this Placement place, string subnetId, string? ipv4 = null, string? ipv6 = null) =>
        place with { Chosen = place.Chosen.Add(new SubnetConfiguration(subnetId, ipv4, ipv6)) };
}
