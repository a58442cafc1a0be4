using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>States, what is in use, and values out of range.</content>
internal static partial class RefusalMends
{
    // An endpoint that awaits acceptance is accepted; one on its way somewhere is waited for.
    private static IEnumerable<RefusalMend> AwaitEndpoint(RefusalScene scene) => scene.Endpoint switch
    {
        null => [],
        (_, { Status: EndpointStatus.PendingAcceptance }) => AcceptConnection(scene),
        (_, { Status: EndpointStatus.Pending }) => [new() { Wait = Longer(scene.Settings.EndpointProvisioning, scene.Settings.EndpointModification) }],
        _ => [],
    };

    private static IEnumerable<RefusalMend> AcceptConnection(RefusalScene scene)
    {
        if (scene.Endpoint is { State.Status: EndpointStatus.PendingAcceptance } endpoint && scene.Service is var (id, service))
        {
            return Before(scene.Settings.EndpointProvisioning, scene.By(service.Account, service.Region, new Step
            {
                AcceptVpcEndpointConnections = new() { ServiceId = scene.NameOf(id), VpcEndpointIds = [scene.NameOf(endpoint.Id)] },
            }));
        }

        return
        [
            .. scene.Service is var (own, known)
                ? Before(scene.By(known.Account, known.Region, new Step
                {
                    ModifyVpcEndpointServiceConfiguration = new() { ServiceId = scene.NameOf(own), AcceptanceRequired = false },
                }))
                : [],
            .. WithoutPrivateDns(scene),
        ];
    }

    private static IEnumerable<RefusalMend> RejectConnections(RefusalScene scene) => scene.Service is var (id, service)
        ? Before([.. Rejections(scene, id, service)])
        : [];

    private static IEnumerable<RefusalMend> DeleteService(RefusalScene scene) => scene.Service is var (id, service)
        ? Before(
        [
            .. Rejections(scene, id, service),
            scene.By(service.Account, service.Region, new Step { DeleteVpcEndpointServiceConfigurations = new() { ServiceIds = [scene.NameOf(id)] } }),
        ])
        : [];

    private static IEnumerable<Step> Rejections(RefusalScene scene, string id, EndpointServiceState service)
    {
        string[] open = [.. service.Connections
            .Where(each => each.Value.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Available or EndpointStatus.Pending)
            .Select(each => each.Key)];
        return open.Length == 0
            ? []
            : [scene.By(service.Account, service.Region, new Step
            {
                RejectVpcEndpointConnections = new() { ServiceId = scene.NameOf(id), VpcEndpointIds = [.. open.Select(scene.NameOf)] },
            })];
    }

    private static IEnumerable<RefusalMend> DeleteEndpoints(RefusalScene scene) => scene.Service is var (_, service)
        ? Deletion(scene, service.Connections.Keys)
        : [];

    private static IEnumerable<RefusalMend> Deletion(RefusalScene scene, IEnumerable<string> endpoints) => Before(
        scene.Settings.EndpointDeletion,
        [
            .. from id in endpoints
               let endpoint = scene.View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id))
               where endpoint is { Exists: true, Status: not EndpointStatus.Deleting }
               select scene.By(endpoint.Account, endpoint.Region, new Step { DeleteVpcEndpoints = new() { VpcEndpointIds = [scene.NameOf(id)] } }),
        ]);

    // What lies in a VPC or subnet that is to go: endpoints, and the subnets of a VPC.
    private static IEnumerable<RefusalMend> EmptyNetwork(RefusalScene scene)
    {
        var subnet = scene.Call.DeleteSubnet is { } one ? scene.IdOf(one.SubnetId) : null;
        var vpc = scene.Call.DeleteVpc is { } whole ? scene.IdOf(whole.VpcId) : null;
        var inside = scene.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
            .Where(each => each.Value.Exists && (each.Value.VpcId == vpc || each.Value.Interfaces.Any(own => own.SubnetId == subnet)))
            .Select(each => each.Key.Key);
        var subnets = vpc is not null && scene.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpc)) is { } state
            ? state.Subnets.Keys.Select(id => scene.By(state.Account, state.Region, new Step { DeleteSubnet = new() { SubnetId = scene.NameOf(id) } }))
            : [];
        return [.. Deletion(scene, inside), .. Before([.. subnets])];
    }

    private static IEnumerable<RefusalMend> LeaveGroup(RefusalScene scene)
    {
        var left = scene.Call.DeleteSecurityGroup is { } call ? scene.IdOf(call.GroupId) : "";
        return Before(
        [
            .. from each in scene.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
               where each.Value.Exists && each.Value.SecurityGroupIds.Contains(left, StringComparer.Ordinal)
               let vpc = scene.View.Find<VpcState>(new EntityId(EntityKind.Vpc, each.Value.VpcId))
               select scene.By(each.Value.Account, each.Value.Region, new Step
               {
                   ModifyVpcEndpoint = new()
                   {
                       VpcEndpointId = scene.NameOf(each.Key.Key),
                       AddSecurityGroupIds = each.Value.SecurityGroupIds.Length > 1 ? [] : [scene.NameOf(vpc.DefaultSecurityGroupId!)],
                       RemoveSecurityGroupIds = [scene.NameOf(left)],
                   },
               }),
        ]);
    }

    private static IEnumerable<RefusalMend> KeepDefaultGroup(RefusalScene scene) =>
        scene is { Call.ModifyVpcEndpoint: { } modify, Vpc.State.DefaultSecurityGroupId: { } group }
            ? [new() { Instead = scene.Call with { ModifyVpcEndpoint = modify with { AddSecurityGroupIds = [.. modify.AddSecurityGroupIds, scene.NameOf(group)] } } }]
            : [];

    private static IEnumerable<RefusalMend> UsualIdleTimeout(RefusalScene scene) => scene.Call.ModifyListenerAttributes is { } modify
        ?
        [
            new()
            {
                Instead = scene.Call with
                {
                    ModifyListenerAttributes = modify with
                    {
                        TcpIdleTimeoutSeconds = Math.Clamp(
                            modify.TcpIdleTimeoutSeconds, Listener.ShortestTcpIdleTimeout, Listener.LongestTcpIdleTimeout),
                    },
                },
            },
        ]
        : [];

    private static IEnumerable<RefusalMend> WithoutToken(RefusalScene scene) => scene.Call switch
    {
        { CreateVpcEndpoint: { } create } => [new() { Instead = scene.Call with { CreateVpcEndpoint = create with { ClientToken = null } } }],
        { CreateVpcEndpointServiceConfiguration: { } create } =>
            [new() { Instead = scene.Call with { CreateVpcEndpointServiceConfiguration = create with { ClientToken = null } } }],
        { CreateVpcEndpointConnectionNotification: { } create } =>
            [new() { Instead = scene.Call with { CreateVpcEndpointConnectionNotification = create with { ClientToken = null } } }],
        _ => [],
    };

    // The shift that is applied ends, or shifting is turned on.
    private static IEnumerable<RefusalMend> AllowShift(RefusalScene scene) => scene.LoadBalancer is var (arn, balancer)
        ?
        [
            .. balancer.ShiftedFrom is null ? [] : Before(new Step { CancelZonalShift = new() { LoadBalancerArn = scene.NameOf(arn) } }),
            .. balancer.ZonalShiftEnabled
                ? []
                : Before(scene.By(balancer.Account, balancer.Region, new Step
                {
                    ModifyLoadBalancerAttributes = new() { LoadBalancerArn = scene.NameOf(arn), ZonalShift = true },
                })),
        ]
        : [];

    private static IEnumerable<RefusalMend> AwaitControlPlane(RefusalScene scene) =>
        scene.Caller is { } caller
        && scene.View.Find<RegionState>(new EntityId(EntityKind.Region, caller.Region)) is { ControlPlaneLostUntil: { } until } && until > scene.At
            ? [new() { Wait = until - scene.At }]
            : [];
}
