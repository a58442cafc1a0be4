using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>IP address types, subnets, zones and chosen addresses.</content>
internal static partial class RefusalMends
{
    private static IEnumerable<RefusalMend> GiveIpv6(RefusalScene scene) => Before([.. BalancersOf(scene).SelectMany(each => Ipv6For(scene, each.State))]);

    private static IEnumerable<RefusalMend> MakeDualstack(RefusalScene scene) => Before([.. BalancersOf(scene).SelectMany(each => Dualstack(scene, each))]);

    private static IEnumerable<RefusalMend> GiveUpIpv6(RefusalScene scene) => scene.Service is var (id, service)
        ? Before(scene.By(service.Account, service.Region, new Step
        {
            ModifyVpcEndpointServiceConfiguration = new() { ServiceId = scene.NameOf(id), RemoveSupportedIpAddressTypes = [IpAddressType.Ipv6] },
        }))
        : [];

    // The service is offered over what is asked for, or else the endpoint has what the service is offered over.
    private static IEnumerable<RefusalMend> OfferFamilies(RefusalScene scene)
    {
        if (scene.Service is not var (id, service))
        {
            return [];
        }

        ImmutableArray<IpAddressType> missing = [.. new[] { IpAddressType.Ipv4, IpAddressType.Ipv6 }.Where(type => !service.Supports(type))];
        var offer = scene.By(service.Account, service.Region, new Step
        {
            ModifyVpcEndpointServiceConfiguration = new() { ServiceId = scene.NameOf(id), AddSupportedIpAddressTypes = missing },
        });
        return
        [
            .. Before([.. missing.Contains(IpAddressType.Ipv6) ? BalancersOf(scene).SelectMany(each => Dualstack(scene, each)) : [], offer]),
            .. OtherTypes(scene),
        ];
    }

    // For dualstack, subnets that lack an IPv6 block get one; or the endpoint has what they have.
    private static IEnumerable<RefusalMend> OtherAddressType(RefusalScene scene) =>
    [
        .. (scene.Call.CreateVpcEndpoint?.IpAddressType ?? scene.Call.ModifyVpcEndpoint?.IpAddressType) is IpAddressType.Dualstack
            && scene.Vpc is var (id, vpc)
                ? Before([.. Ipv6For(scene, id, vpc, SubnetsOf(scene))])
                : [],
        .. OtherTypes(scene),
    ];

    private static IEnumerable<RefusalMend> OtherTypes(RefusalScene scene) => Enum.GetValues<IpAddressType>().SelectMany<IpAddressType, RefusalMend>(type => scene.Call switch
    {
        { CreateVpcEndpoint: { } create } => [new() { Instead = scene.Call with { CreateVpcEndpoint = create with { IpAddressType = type } } }],
        { ModifyVpcEndpoint: { } modify } => [new() { Instead = scene.Call with { ModifyVpcEndpoint = modify with { IpAddressType = type } } }],
        _ => [],
    });

    private static IEnumerable<RefusalMend> OtherRecords(RefusalScene scene) => Enum.GetValues<DnsRecordIpType>()
        .Select(type => new DnsOptionsParameter { DnsRecordIpType = type })
        .SelectMany<DnsOptionsParameter, RefusalMend>(options => scene.Call switch
        {
            { CreateVpcEndpoint: { } create } => [new() { Instead = scene.Call with { CreateVpcEndpoint = create with { DnsOptions = options } } }],
            { ModifyVpcEndpoint: { } modify } => [new() { Instead = scene.Call with { ModifyVpcEndpoint = modify with { DnsOptions = options } } }],
            _ => [],
        });

    // Other subnets of the VPC in place of those that can't be; new ones in their place; or the call goes without them.
    private static IEnumerable<RefusalMend> OtherSubnets(RefusalScene scene)
    {
        if (scene is not { Vpc: var (vpcId, vpc), Service: var (_, service), Caller: { } caller })
        {
            yield break;
        }

        string[] zones = service.Region == vpc.Region
            ? [.. service.Zones.Keys]
            : [.. scene.View.Facts.Regions.All.First(region => region.Name == vpc.Region).Zones.Where(zone => zone.CrossRegion).Select(zone => zone.ZoneId)];
        var asked = SubnetsOf(scene);
        string[] good = [.. asked.Where(id => IsGood(vpc.Subnets[id]))];
        var taken = good.Select(id => vpc.Subnets[id].ZoneId).ToArray();
        var other = vpc.Subnets.Where(subnet => IsGood(subnet.Value) && !taken.Contains(subnet.Value.ZoneId, StringComparer.Ordinal) && !asked.Contains(subnet.Key, StringComparer.Ordinal))
            .Select(subnet => subnet.Key)
            .FirstOrDefault();
        if (other is not null)
        {
            yield return new() { Instead = With(scene, [.. good, other]) };
        }

        if (zones.FirstOrDefault(zone => !taken.Contains(zone, StringComparer.Ordinal)) is { } zoneId)
        {
            var made = scene.By(caller.Account, vpc.Region, new Step
            {
                CreateSubnet = new() { VpcId = scene.NameOf(vpcId), AvailabilityZoneId = zoneId, CidrBlock = FreeBlock(vpc) },
            }) with { As = $"subnet-in-{zoneId}" };
            yield return new() { Before = [made], Instead = With(scene, [.. good, made.As!]) };
        }

        if (good.Length > 0)
        {
            yield return new() { Instead = With(scene, [.. good]) };
        }

        bool IsGood(Subnet subnet) => zones.Contains(subnet.ZoneId, StringComparer.Ordinal) && (subnet.FreeAddresses > 0 || subnet.Kind == SubnetKind.Ipv6Only);
    }

    // The next block behind those that are there, in the size of the smallest of them.
    private static string? FreeBlock(VpcState vpc)
    {
        CidrBlock[] taken = [.. vpc.Subnets.Values.Select(subnet => CidrBlock.TryParse(subnet.Ipv4?.Block, out var block) ? block : (CidrBlock?)null).OfType<CidrBlock>()];
        var length = Math.Max(vpc.CidrBlock.PrefixLength, taken.Select(block => block.PrefixLength).DefaultIfEmpty(24).Max());
        var size = new CidrBlock(0, length).Size;
        return Enumerable.Range(0, (int)(vpc.CidrBlock.Size / size))
            .Select(index => new CidrBlock(vpc.CidrBlock.Network + (uint)(index * size), length))
            .Where(block => !taken.Any(block.Overlaps))
            .Select(block => block.ToString())
            .FirstOrDefault();
    }

    private static IEnumerable<RefusalMend> OneSubnetInEachZone(RefusalScene scene) => scene.Vpc is var (_, vpc)
        ? [new() { Instead = With(scene, [.. SubnetsOf(scene).Where(vpc.Subnets.ContainsKey).DistinctBy(id => vpc.Subnets[id].ZoneId, StringComparer.Ordinal)]) }]
        : [];

    private static IEnumerable<RefusalMend> AnyAddresses(RefusalScene scene) => scene.Call switch
    {
        { CreateVpcEndpoint: { SubnetConfigurations.IsEmpty: false } create } =>
            [new() { Instead = scene.Call with { CreateVpcEndpoint = create with { SubnetConfigurations = [] } } }],
        { ModifyVpcEndpoint: { } modify } =>
        [
            new() { Instead = scene.Call with { ModifyVpcEndpoint = modify with { SubnetConfigurations = [] } } },
            new()
            {
                Instead = scene.Call with
                {
                    ModifyVpcEndpoint = modify with
                    {
                        AddSubnetIds = [.. modify.AddSubnetIds.Distinct(StringComparer.Ordinal).Where(id => !Has(scene, id))],
                        RemoveSubnetIds = [.. modify.RemoveSubnetIds.Where(id => Has(scene, id))],
                        SubnetConfigurations = [],
                    },
                },
            },
        ],
        _ => [],
    };

    private static IEnumerable<RefusalMend> AddZoneToService(RefusalScene scene)
    {
        foreach (var (arn, balancer) in BalancersOf(scene))
        {
            var vpc = scene.View.Find<VpcState>(new EntityId(EntityKind.Vpc, balancer.VpcId))!;
            var remote = scene.View.Facts.Regions.All.First(region => region.Name == vpc.Region).Zones.Where(zone => zone.CrossRegion).Select(zone => zone.ZoneId);
            string[] has = [.. balancer.Nodes.Select(node => node.ZoneId)];
            var further = vpc.Subnets.Where(subnet => !has.Contains(subnet.Value.ZoneId, StringComparer.Ordinal) && remote.Contains(subnet.Value.ZoneId, StringComparer.Ordinal))
                .Select(subnet => subnet.Key)
                .FirstOrDefault();
            if (further is not null)
            {
                yield return new()
                {
                    Before =
                    [
                        scene.By(balancer.Account, balancer.Region, new Step
                        {
                            SetSubnets = new() { LoadBalancerArn = scene.NameOf(arn), Subnets = [.. balancer.Nodes.Select(node => node.SubnetId).Append(further).Select(scene.NameOf)] },
                        }),
                    ],
                };
            }
        }
    }

    private static IEnumerable<(string Arn, LoadBalancerState State)> BalancersOf(RefusalScene scene)
    {
        var added = scene.Call.CreateVpcEndpointServiceConfiguration?.NetworkLoadBalancerArns
            ?? scene.Call.ModifyVpcEndpointServiceConfiguration?.AddNetworkLoadBalancerArns ?? [];
        var named = added.Select(name => (Arn: scene.IdOf(name), State: scene.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, scene.IdOf(name)))!));
        return
        [
            .. scene.LoadBalancer is { } one ? new[] { one } : [],
            .. scene.LoadBalancer is null && scene.Service is var (_, service) ? scene.LoadBalancersOf(service) : [],
            .. named.Where(each => each.State is not null),
        ];
    }

    private static IEnumerable<Step> Dualstack(RefusalScene scene, (string Arn, LoadBalancerState State) balancer) =>
    [
        .. Ipv6For(scene, balancer.State),
        .. balancer.State.IpAddressType == IpAddressType.Dualstack
            ? []
            : new[]
            {
                scene.By(balancer.State.Account, balancer.State.Region, new Step
                {
                    SetIpAddressType = new() { LoadBalancerArn = scene.NameOf(balancer.Arn), IpAddressType = IpAddressType.Dualstack },
                }),
            },
    ];

    private static IEnumerable<Step> Ipv6For(RefusalScene scene, LoadBalancerState balancer) =>
        Ipv6For(scene, balancer.VpcId, scene.View.Find<VpcState>(new EntityId(EntityKind.Vpc, balancer.VpcId))!, [.. balancer.Nodes.Select(node => node.SubnetId)]);

    private static IEnumerable<Step> Ipv6For(RefusalScene scene, string vpcId, VpcState vpc, ImmutableArray<string> subnets) =>
    [
        .. vpc.Ipv6CidrBlock is not null
            ? []
            : new[]
            {
                scene.By(vpc.Account, vpc.Region, new Step { AssociateVpcCidrBlock = new() { VpcId = scene.NameOf(vpcId), AmazonProvidedIpv6CidrBlock = true } }),
            },
        .. subnets.Where(id => vpc.Subnets.TryGetValue(id, out var subnet) && subnet.Ipv6 is null).Select(id =>
            scene.By(vpc.Account, vpc.Region, new Step { AssociateSubnetCidrBlock = new() { SubnetId = scene.NameOf(id) } })),
    ];

    private static ImmutableArray<string> SubnetsOf(RefusalScene scene) => scene.Call switch
    {
        { CreateVpcEndpoint: { } create } => [.. create.SubnetIds.Select(scene.IdOf)],
        { ModifyVpcEndpoint: { AddSubnetIds.IsEmpty: false } modify } => [.. modify.AddSubnetIds.Select(scene.IdOf)],
        _ => scene.Endpoint is var (_, endpoint) ? [.. endpoint.Interfaces.Select(each => each.SubnetId)] : [],
    };

    private static Step With(RefusalScene scene, ImmutableArray<string> subnets)
    {
        ImmutableArray<string> named = [.. subnets.Select(scene.NameOf)];
        return scene.Call switch
        {
            { CreateVpcEndpoint: { } create } => scene.Call with { CreateVpcEndpoint = create with { SubnetIds = named } },
            { ModifyVpcEndpoint: { } modify } => scene.Call with { ModifyVpcEndpoint = modify with { AddSubnetIds = named } },
            _ => scene.Call,
        };
    }

    private static bool Has(RefusalScene scene, string subnet) =>
        scene.Endpoint is var (_, endpoint) && endpoint.Interfaces.Any(each => each.SubnetId == scene.IdOf(subnet));
}
