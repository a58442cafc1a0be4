using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Endpoints, their connections, notifications, tags.</content>
internal sealed partial class FuzzCommands
{
    /// <summary>An endpoint to a service of the topology that mostly can be; null where there is no such service.</summary>
    public Step? CreateFittingEndpoint()
    {
        if (_dice.OfAny(_stage.Topology.Services) is not { } service || _stage.Find(service.Name) is not { } named)
        {
            return null;
        }

        var (front, topology) = (ZonesOf(service), _stage.Topology);
        var vpcs = topology.Vpcs.Where(vpc => vpc.Region == named.Region ? vpc.Subnets.Any(subnet => front.Contains(subnet.Zone)) : service.SupportedRegions.Contains(vpc.Region, StringComparer.Ordinal));
        if (_dice.OfAny(vpcs) is not { } chosen || _stage.Find(chosen.Name) is not { } vpc)
        {
            return null;
        }

        var places = chosen.Subnets.Where(subnet => !subnet.Ipv6Only && (vpc.Region != named.Region || front.Contains(subnet.Zone))).DistinctBy(subnet => subnet.Zone, StringComparer.Ordinal);
        ImmutableArray<string> subnets = [.. _dice.Some(places, 1, 3).Select(subnet => subnet.Name)];
        return new Step
        {
            Caller = _stage.All(ResourceKind.Account).First(account => account.Account == vpc.Account).Name,
            As = _stage.Make(ResourceKind.Endpoint, vpc.Account, vpc.Region, vpc.Name, service.Name, likely: true),
            CreateVpcEndpoint = new CreateVpcEndpointParameters
            {
                VpcId = vpc.Name,
                ServiceName = service.Name,
                ServiceRegion = vpc.Region == named.Region ? null : named.Region,
                SubnetIds = subnets,
                IpAddressType = service.SupportedIpAddressTypes.Contains(IpAddressType.Ipv6) ? Fitting(subnets) : null,
                PrivateDnsEnabled = service.PrivateDnsVerified && _dice.OneIn(2) ? true : null,
            },
        };
    }

    private Step CreateEndpoint()
    {
        var (serviceName, service) = One(ResourceKind.Service);
        var (vpcName, vpc) = One(ResourceKind.Vpc, each => service is null || each.Region == service.Region || _dice.OneIn(3));
        var subnets = SubnetsIn(vpcName, _dice.OneIn(10) ? 0 : 1 + _dice.Below(3));
        var call = Call(vpc);
        return call with
        {
            As = _stage.Make(ResourceKind.Endpoint, vpc?.Account ?? "", call.Region ?? vpc?.Region ?? "", vpcName, serviceName),
            CreateVpcEndpoint = new CreateVpcEndpointParameters
            {
                VpcId = vpcName,
                ServiceName = service is null && _dice.OneIn(2) ? $"com.amazonaws.vpce.us-east-1.{serviceName}" : serviceName,
                ServiceRegion = _dice.OneIn(15) ? AnyRegion() : service is not null && vpc is not null && (service.Region != vpc.Region || _dice.OneIn(5)) ? NullIfNone(service.Region) : null,
                SubnetIds = subnets,
                SecurityGroupIds = _dice.OneIn(6) ? Several(ResourceKind.SecurityGroup, 1, 2, each => each.Vpc == vpcName) : [],
                IpAddressType = _dice.OneIn(5) ? Type() : Fitting(subnets),
                DnsOptions = _dice.OneIn(12) ? new DnsOptionsParameter { DnsRecordIpType = RecordType() } : null,
                PrivateDnsEnabled = _dice.OneIn(4) ? Maybe() : null,
                SubnetConfigurations = _dice.OneIn(15) && !subnets.IsEmpty ? [Chosen(_dice.OneIn(5) ? One(ResourceKind.Subnet).Name : subnets[0])] : [],
                Tags = Tags(),
                ClientToken = Token(),
            },
        };
    }

    private ImmutableSortedSet<string> ZonesOf(ServiceTopology service)
    {
        var subnets = _stage.Topology.LoadBalancers.Where(balancer => service.LoadBalancers.Contains(balancer.Name, StringComparer.Ordinal)).SelectMany(balancer => balancer.Subnets);
        return Sorted.Set().Union(subnets.Select(name => _stage.Find(name)?.Zone ?? ""));
    }

    private IEnumerable<(int Weight, Func<Step?> Draw)> EndpointKinds() =>
    [
        (14, CreateEndpoint),
        (14, CreateFittingEndpoint),
        (22, ModifyEndpoint),
        (8, () => About(ResourceKind.Endpoint, (call, name) => MaybeDry(call with { DeleteVpcEndpoints = new VpcEndpointIdsParameter { VpcEndpointIds = [name] } }))),
        (1, () => About(ResourceKind.Endpoint, (call, name) => call with { DeleteVpcEndpoints = new VpcEndpointIdsParameter { VpcEndpointIds = [name, .. Several(ResourceKind.Endpoint, 1, 2, _ => true)] } })),
        (8, () => About(ResourceKind.Service, (call, name) => MaybeDry(call with { AcceptVpcEndpointConnections = Connections(name) }))),
        (6, () => About(ResourceKind.Service, (call, name) => MaybeDry(call with { RejectVpcEndpointConnections = Connections(name) }))),
        (3, CreateNotification),
        (1, () => About(ResourceKind.Notification, (call, name) => call with
        {
            ModifyVpcEndpointConnectionNotification = new ModifyConnectionNotificationParameters
            {
                ConnectionNotificationId = name, ConnectionNotificationArn = _dice.OneIn(2) ? Topic() : null, ConnectionEvents = _dice.OneIn(2) ? Events() : null,
            },
        })),
        (1, () => About(ResourceKind.Notification, (call, name) => call with
        {
            DeleteVpcEndpointConnectionNotifications = new ConnectionNotificationIdsParameter { ConnectionNotificationIds = [name] },
        })),
        (2, () => About(TaggedKind(), (call, name) => call with { CreateTags = new CreateTagsParameters { Resources = [name], Tags = Tags(always: true) } })),
        (1, () => About(TaggedKind(), (call, name) => call with { DeleteTags = new DeleteTagsParameters { Resources = [name], TagKeys = _dice.OneIn(2) ? ["team"] : [], Tags = Tags() } })),
    ];

    private Step About(ResourceKind kind, Func<Step, string, Step> draw)
    {
        var (name, thing) = One(kind);
        return draw(Call(thing), name);
    }

    private ResourceKind TaggedKind() => _dice.Of(ResourceKind.Endpoint, ResourceKind.Service, ResourceKind.Endpoint, ResourceKind.Service, ResourceKind.Vpc, ResourceKind.Subnet, ResourceKind.SecurityGroup);

    private Step ModifyEndpoint()
    {
        var (name, endpoint) = One(ResourceKind.Endpoint);
        var aspect = _dice.Below(8);
        var add = aspect is 0 or 1 ? SubnetsIn(endpoint?.Vpc ?? "", 1) : [];
        return MaybeDry(Call(endpoint) with
        {
            ModifyVpcEndpoint = new ModifyVpcEndpointParameters
            {
                VpcEndpointId = name,
                AddSubnetIds = add,
                RemoveSubnetIds = aspect is 1 or 2 ? SubnetsIn(endpoint?.Vpc ?? "", 1 + _dice.Below(2)) : [],
                AddSecurityGroupIds = aspect == 3 ? Several(ResourceKind.SecurityGroup, 1, 2, each => each.Vpc == endpoint?.Vpc) : [],
                RemoveSecurityGroupIds = aspect == 3 && _dice.OneIn(2) ? Several(ResourceKind.SecurityGroup, 1, 1, each => each.Vpc == endpoint?.Vpc) : [],
                IpAddressType = aspect == 4 ? Type() : null,
                DnsOptions = aspect == 5 || (aspect == 4 && _dice.OneIn(3)) ? new DnsOptionsParameter { DnsRecordIpType = RecordType() } : null,
                PrivateDnsEnabled = aspect == 6 || _dice.OneIn(12) ? Maybe() : null,
                SubnetConfigurations = aspect == 7 ? [Chosen(SubnetsIn(endpoint?.Vpc ?? "", 1)[0])] : !add.IsEmpty && _dice.OneIn(4) ? [Chosen(add[0])] : [],
            },
        });
    }

    private Step CreateNotification()
    {
        var ofService = _dice.OneIn(2);
        var (name, thing) = One(ofService ? ResourceKind.Service : ResourceKind.Endpoint);
        return Making(
            Call(thing) with
            {
                CreateVpcEndpointConnectionNotification = new CreateConnectionNotificationParameters
                {
                    ServiceId = ofService ? name : null, VpcEndpointId = ofService ? null : name, ConnectionNotificationArn = Topic(), ConnectionEvents = Events(), ClientToken = Token(),
                },
            },
            ResourceKind.Notification,
            thing);
    }

    private ConnectionsParameters Connections(string service) => new() { ServiceId = service, VpcEndpointIds = Several(ResourceKind.Endpoint, 1, _dice.OneIn(6) ? 3 : 1, each => each.Service == service) };

    // One for each zone mostly; a zone twice now and then, and a subnet of another VPC.
    private ImmutableArray<string> SubnetsIn(string vpc, int count)
    {
        var own = _dice.Some(_stage.All(ResourceKind.Subnet).Where(each => each.Vpc == vpc), count, count);
        var names = own.DistinctBy(each => each.Zone.Length == 0 || _dice.OneIn(10) ? each.Name : each.Zone, StringComparer.Ordinal).Select(each => each.Name);
        return count > 0 && (own.IsEmpty || _dice.OneIn(25)) ? [.. names.Append(One(ResourceKind.Subnet).Name).Distinct(StringComparer.Ordinal)] : [.. names];
    }

    private SubnetConfigurationParameter Chosen(string subnet)
    {
        var ipv4 = _dice.Below(4);
        return new SubnetConfigurationParameter
        {
            SubnetId = subnet,
            Ipv4 = ipv4 == 0 ? null : FormattableString.Invariant($"{_dice.Of("10.0", "10.1", "192.168")}.{_dice.Below(4)}.{_dice.Of(1, 4, 5, 6, 7, 10, 62, 255)}"),
            Ipv6 = ipv4 == 0 || _dice.OneIn(4) ? FormattableString.Invariant($"2600:1f18::{_dice.Below(9)}") : null,
        };
    }

    // The type that all of the subnets have the addresses for; of two that have both, one.
    private IpAddressType? Fitting(ImmutableArray<string> subnets)
    {
        var families = subnets.Select(name => _stage.Find(name)?.Families ?? IpAddressType.Ipv4).Distinct().ToArray();
        return families is [IpAddressType.Ipv6] ? IpAddressType.Ipv6
            : families is [IpAddressType.Dualstack] ? _dice.Of<IpAddressType?>(null, IpAddressType.Dualstack, IpAddressType.Ipv6)
            : null;
    }

    private IpAddressType? Type() => _dice.Of<IpAddressType?>(null, null, null, IpAddressType.Ipv4, IpAddressType.Dualstack, IpAddressType.Dualstack, IpAddressType.Ipv6);

    private DnsRecordIpType RecordType() => _dice.Of(DnsRecordIpType.Ipv4, DnsRecordIpType.Ipv6, DnsRecordIpType.Dualstack, DnsRecordIpType.ServiceDefined);

    private string Topic() => _dice.Of("arn:aws:sns:us-east-1:111111111111:told", "arn:aws:sns:eu-west-1:222222222222:told", "arn:aws:sqs:us-east-1:111111111111:told");

    private ImmutableArray<ConnectionEvent> Events() => _dice.Some(Enum.GetValues<ConnectionEvent>(), 0, 4);

    private static string? NullIfNone(string text) => text.Length == 0 ? null : text;
}
