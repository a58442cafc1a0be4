using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Private DNS names, Regions and load balancers of services.</content>
internal static partial class RefusalMends
{
    private const string AnyPrivateDnsName = "service.example.com";

    // What cross-Region access is barred by goes first; a name is given before private DNS is given up.
    private static IEnumerable<RefusalMend> GivePrivateDnsName(RefusalScene scene) =>
    [
        .. scene.Service is var (id, service)
            ? Before(scene.By(service.Account, service.Region, new Step
            {
                ModifyVpcEndpointServiceConfiguration = new() { ServiceId = scene.NameOf(id), PrivateDnsName = AnyPrivateDnsName },
            }))
            : [],
        .. WithoutPrivateDns(scene),
    ];

    private static IEnumerable<RefusalMend> Verify(RefusalScene scene) =>
    [
        .. scene is { Service: var (id, service) } && scene.NameOf(id) is var name
            ? Before(
                scene.Settings.PrivateDnsVerification,
                new Step { PublishTxtRecord = Record(scene, name, service) },
                scene.By(service.Account, service.Region, new Step { StartVpcEndpointServicePrivateDnsVerification = new() { ServiceId = name } }))
            : [],
        .. WithoutPrivateDns(scene),
    ];

    private static TxtRecordParameters Record(RefusalScene scene, string name, EndpointServiceState service) =>
        scene.IdOf(name) != name || service.PrivateDnsName is not { } wanted
            ? new() { Service = name }
            : new() { Name = $"{wanted.Name}.{wanted.PrivateDnsName.Replace("*.", "", StringComparison.Ordinal)}", Value = wanted.Value };

    private static IEnumerable<RefusalMend> FreePrivateDnsName(RefusalScene scene)
    {
        if (scene.Between("domain for ", " in the VPC") is not { } name || scene.Vpc is not var (vpcId, _))
        {
            return [];
        }

        var holder = scene.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
            .Where(each => each.Value.VpcId == vpcId && each.Value.PrivateDnsName == name)
            .Select(each => (each.Key.Key, each.Value))
            .FirstOrDefault();
        return
        [
            .. holder.Value is null
                ? []
                : Before(scene.By(holder.Value.Account, holder.Value.Region, new Step
                {
                    ModifyVpcEndpoint = new() { VpcEndpointId = scene.NameOf(holder.Key), PrivateDnsEnabled = false },
                })),
            .. WithoutPrivateDns(scene),
        ];
    }

    private static IEnumerable<RefusalMend> TurnDnsOn(RefusalScene scene)
    {
        if (scene.Vpc is not var (id, vpc))
        {
            return WithoutPrivateDns(scene);
        }

        ModifyVpcAttributeParameters?[] off =
        [
            vpc.EnableDnsSupport ? null : new() { VpcId = scene.NameOf(id), EnableDnsSupport = true },
            vpc.EnableDnsHostnames ? null : new() { VpcId = scene.NameOf(id), EnableDnsHostnames = true },
        ];
        return
        [
            .. Before([.. off.OfType<ModifyVpcAttributeParameters>().Select(each => scene.By(vpc.Account, vpc.Region, new Step { ModifyVpcAttribute = each }))]),
            .. WithoutPrivateDns(scene),
        ];
    }

    private static IEnumerable<RefusalMend> WithoutPrivateDns(RefusalScene scene) => scene.Call switch
    {
        { CreateVpcEndpoint: { } create } => [new() { Instead = scene.Call with { CreateVpcEndpoint = create with { PrivateDnsEnabled = false } } }],
        { ModifyVpcEndpoint: { } modify } => [new() { Instead = scene.Call with { ModifyVpcEndpoint = modify with { PrivateDnsEnabled = null } } }],
        _ => [],
    };

    private static IEnumerable<RefusalMend> DropFriendlyName(RefusalScene scene) => scene.Service is var (id, _)
        ? Before(new Step { DeclareMarketplaceListing = new() { ServiceId = scene.NameOf(id) } })
        : [];

    private static IEnumerable<RefusalMend> ResetIdleTimeouts(RefusalScene scene)
    {
        var named = scene.Call.CreateVpcEndpointServiceConfiguration?.NetworkLoadBalancerArns ?? [];
        IEnumerable<(string Arn, LoadBalancerState State)> balancers = scene.Service is var (_, service)
            ? scene.LoadBalancersOf(service)
            : named.Select(name => (scene.IdOf(name), scene.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, scene.IdOf(name)))!));
        return Before(
        [
            .. from balancer in balancers
               from listener in balancer.State.Listeners
               where listener.Value.TcpIdleTimeoutSeconds != Listener.DefaultTcpIdleTimeout
               select scene.By(balancer.State.Account, balancer.State.Region, new Step
               {
                   ModifyListenerAttributes = new() { ListenerArn = scene.NameOf(listener.Key), TcpIdleTimeoutSeconds = Listener.DefaultTcpIdleTimeout },
               }),
        ]);
    }

    private static IEnumerable<RefusalMend> GiveUpRegions(RefusalScene scene) => scene.Service is var (id, service)
        ? Before(scene.By(service.Account, service.Region, new Step
        {
            ModifyVpcEndpointServiceConfiguration = new()
            {
                ServiceId = scene.NameOf(id), RemoveSupportedRegions = [.. service.SupportedRegions.Keys.Where(region => region != service.Region)],
            },
        })).Select(mend => mend with { Wait = scene.Settings.SupportedRegionRemoval })
        : [];

    // A load balancer like the one that is taken, or in subnets of the caller's.
    private static IEnumerable<RefusalMend> OwnLoadBalancer(RefusalScene scene)
    {
        if (scene is not { Call.CreateVpcEndpointServiceConfiguration: { } create, Caller: { } caller })
        {
            return scene.Call.ModifyVpcEndpointServiceConfiguration is { } modify
                ? ReplaceLoadBalancer(scene, balancers => scene.Call with
                {
                    ModifyVpcEndpointServiceConfiguration = modify with { AddNetworkLoadBalancerArns = balancers },
                })
                : [];
        }

        return ReplaceLoadBalancer(scene, balancers => scene.Call with { CreateVpcEndpointServiceConfiguration = create with { NetworkLoadBalancerArns = balancers } });
    }

    private static IEnumerable<RefusalMend> ReplaceLoadBalancer(RefusalScene scene) => scene.Call.ModifyVpcEndpointServiceConfiguration is { } modify
        ? ReplaceLoadBalancer(scene, balancers => scene.Call with { ModifyVpcEndpointServiceConfiguration = modify with { AddNetworkLoadBalancerArns = balancers } })
        : [];

    private static IEnumerable<RefusalMend> ReplaceLoadBalancer(RefusalScene scene, Func<ImmutableArray<string>, Step> ask)
    {
        if (scene.Caller is not { } caller)
        {
            yield break;
        }

        var own = scene.View.All<LoadBalancerState>(EntityKind.LoadBalancer)
            .Where(each => each.Value.Account == caller.Account && each.Value.Region == caller.Region && each.Value.Status == LoadBalancerStatus.Active)
            .ToArray();
        foreach (var free in own.Where(each => each.Value.ServiceId is null))
        {
            yield return new() { Instead = ask([scene.NameOf(free.Key.Key)]) };
        }

        foreach (var like in own.Take(1))
        {
            var made = scene.By(caller.Account, caller.Region, new Step
            {
                CreateLoadBalancer = new() { Name = $"{like.Value.Name}-2", Subnets = [.. like.Value.Nodes.Select(node => scene.NameOf(node.SubnetId))] },
            }) with { As = $"{like.Value.Name}-2" };
            yield return new() { Before = [made], Instead = ask([made.As!]) };
        }
    }
}
