using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>By rule, what lets traffic pass that something bars: the smallest change first.</summary>
public static class PathMends
{
    private const string Anybody = "0.0.0.0/0";

    /// <summary>The changes that may help against a blocker on the way through an endpoint.</summary>
    /// <param name="nameOf">What the scenario calls a resource.</param>
    /// <param name="rootOf">As whom an account calls.</param>
    public static IEnumerable<RefusalMend> Of(
        PathVerdict blocker, string endpointId, string zoneId, Flow flow, RunView view, Func<string, string> nameOf, Func<string, string> rootOf)
    {
        ArgumentNullException.ThrowIfNull(blocker);
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(view);
        var endpoint = view.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId))!;
        var service = view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
        ImmutableArray<(string Arn, LoadBalancerState State)> balancers = service is null
            ? []
            : [.. service.LoadBalancerArns.Select(arn => (arn, view.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))!))];
        return blocker.Rule switch
        {
            "§2.2" when endpoint.Status == EndpointStatus.PendingAcceptance && service is not null => Once(
                view.Facts.Settings.EndpointProvisioning,
                By(service.Account, service.Region, new() { AcceptVpcEndpointConnections = new() { ServiceId = nameOf(endpoint.ServiceId), VpcEndpointIds = [nameOf(endpointId)] } })),
            "§2.2" when endpoint.Status == EndpointStatus.Pending => Once(view.Facts.Settings.EndpointProvisioning),
            "§2.2/modify" => Once(view.Facts.Settings.EndpointModification),
            "§2.9/inbound" or "§2.9/default" => Once(TimeSpan.Zero, By(endpoint.Account, endpoint.Region, Open(endpoint.SecurityGroupIds[0]))),
            "§2.9/nlb" => balancers.Where(each => !each.State.SecurityGroupIds.IsEmpty)
                .SelectMany(each => Once(TimeSpan.Zero, By(each.State.Account, each.State.Region, Open(each.State.SecurityGroupIds[0])))),
            "§2.14/port" when flow.Port is { } port => balancers.SelectMany(each => Once(TimeSpan.Zero, By(each.State.Account, each.State.Region, new()
            {
                CreateListener = new() { LoadBalancerArn = nameOf(each.Arn), Protocol = flow.Protocol == FlowProtocol.Udp ? ListenerProtocol.Udp : ListenerProtocol.Tcp, Port = port },
            }))),
            "R6" or "§6.1/target" => balancers.Where(each => each.State.Nodes.Any(node => node.ZoneId == blocker.ProviderZoneId))
                .SelectMany(each => Once(TimeSpan.Zero, By(each.State.Account, each.State.Region, new()
                {
                    RegisterTargets = new()
                    {
                        LoadBalancerArn = nameOf(each.Arn), Targets = [new() { Id = $"target-{zoneId}", AvailabilityZone = blocker.ProviderZoneId! }],
                    },
                }))),
            _ => [],
        };

        Step By(string account, string region, Step call) => call with { Caller = rootOf(account), Region = region };

        Step Open(string groupId) => new()
        {
            AuthorizeSecurityGroupIngress = new()
            {
                GroupId = nameOf(groupId),
                IpProtocol = flow.Protocol == FlowProtocol.Udp ? "udp" : "tcp",
                FromPort = flow.Port ?? 0,
                ToPort = flow.Port ?? PortSpan.Highest,
                CidrIp = SourceOf(flow, view),
            },
        };
    }

    private static IEnumerable<RefusalMend> Once(TimeSpan wait, params ImmutableArray<Step> steps) => [new() { Before = steps, Wait = wait }];

    private static string SourceOf(Flow flow, RunView view) =>
        flow.Client?.Address is { } address ? $"{address}/32"
        : flow.Client?.VpcId is { } vpc && view.Find<VpcState>(new EntityId(EntityKind.Vpc, vpc)) is { Exists: true } state ? state.CidrBlock.ToString()
        : Anybody;
}
