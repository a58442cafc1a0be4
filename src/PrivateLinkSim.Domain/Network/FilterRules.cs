using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// What filters a flow on its way: network ACLs of the subnets (§2.11/acl), security groups of the endpoint (§2.9/inbound) and of the
/// load balancer (§2.9/nlb), and the load balancer's listeners (§2.14/port). A filter that nobody declared lets everything pass.
/// </summary>
internal static class FilterRules
{
    /// <summary>The ACLs between a client and the interface, both directions, that drop the flow. Inside one subnet there is none.</summary>
    public static IEnumerable<PathVerdict> RefuseByAcls(InterfaceEndpointState endpoint, EndpointInterface from, Flow flow, IWorld world)
    {
        var settings = world.Facts.Settings;
        var (client, target) = (flow.Client, from.AddressOf(flow.Family));
        if (client?.SubnetId == from.SubnetId || flow.Source == FlowSource.Internet)
        {
            yield break;
        }

        var sender = client?.AddressesOf(flow.Family, world);
        var (there, back) = (flow.Port is { } port ? new PortSpan(port, port) : (PortSpan?)null, new PortSpan(settings.FirstEphemeralPort, settings.LastEphemeralPort));
        if (client?.SubnetId is { } subnet && AclOf(client.VpcId ?? endpoint.VpcId, subnet, world) is { } clients)
        {
            if (!NetworkAcl.Passes(clients.Outbound, flow.Protocol, there, target))
            {
                yield return Dropped(clients, $"lets nothing out of {subnet} to {Text(flow)} of {target ?? "the endpoint"}");
            }

            if (!NetworkAcl.Passes(clients.Inbound, flow.Protocol, back, target))
            {
                yield return Dropped(clients, $"does not let all replies of {target ?? "the endpoint"} into {subnet}, {Text(flow.Protocol, back)}");
            }
        }

        if (AclOf(endpoint.VpcId, from.SubnetId, world) is { } endpoints)
        {
            if (!NetworkAcl.Passes(endpoints.Inbound, flow.Protocol, there, sender))
            {
                yield return Dropped(endpoints, $"lets nothing into {from.SubnetId} to {Text(flow)} from {sender ?? "anywhere"}");
            }

            if (!NetworkAcl.Passes(endpoints.Outbound, flow.Protocol, back, sender))
            {
                yield return Dropped(endpoints, $"does not let all replies to {sender ?? "anybody"} out of {from.SubnetId}, {Text(flow.Protocol, back)}");
            }
        }
    }

    /// <summary>Whether the endpoint's groups keep the flow out (§2.9/inbound, §2.9/default).</summary>
    public static IEnumerable<PathVerdict> RefuseByGroups(InterfaceEndpointState endpoint, Flow flow, IWorld world)
    {
        if (FlowClient.VpcOf(endpoint.VpcId, world) is not { } vpc || endpoint.SecurityGroupIds.IsEmpty)
        {
            yield break;
        }

        var source = flow.Client?.AddressesOf(flow.Family, world);
        if (endpoint.SecurityGroupIds.Any(group => LetsIn(vpc, group, flow, source, flow.Client is null ? null : flow.Client.SecurityGroupIds)))
        {
            yield break;
        }

        var isDefault = endpoint.SecurityGroupIds is [var only] && only == vpc.DefaultSecurityGroupId && vpc.InboundRules[only] is [{ CidrIp: null } rule] && rule.SourceGroupId == only;
        yield return isDefault
            ? PathVerdict.No(PathHop.Filters, "§2.9/default", $"The endpoint is in the default security group {endpoint.SecurityGroupIds[0]} of its VPC, which lets in its own members alone; the packets are dropped.")
            : PathVerdict.No(PathHop.Filters, "§2.9/inbound", $"No inbound rule of {Groups("the endpoint", endpoint.SecurityGroupIds)} lets {Text(flow)} in{From(source)}; the packets are dropped.");
    }

    /// <summary>Whether the load balancer's groups keep PrivateLink traffic out, by the address of the client behind the endpoint (§2.9/nlb).</summary>
    public static IEnumerable<PathVerdict> RefuseByGroups(LoadBalancerState loadBalancer, Flow flow, IWorld world)
    {
        if (!loadBalancer.EnforcesInboundRules
            || loadBalancer.SecurityGroupIds.IsEmpty
            || FlowClient.VpcOf(loadBalancer.VpcId, world) is not { } vpc)
        {
            yield break;
        }

        // Clients behind an endpoint are members of no group of the provider's VPC.
        var source = flow.Client?.AddressesOf(flow.Family, world);
        if (!loadBalancer.SecurityGroupIds.Any(group => LetsIn(vpc, group, flow, source, [])))
        {
            yield return PathVerdict.No(
                PathHop.Node, "§2.9/nlb", $"No inbound rule of {Groups($"the load balancer {loadBalancer.Name}", loadBalancer.SecurityGroupIds)} lets {Text(flow)} in{From(source)}, and they apply to PrivateLink traffic; the packets are dropped.");
        }
    }

    /// <summary>Whether the load balancer listens on the flow's port (§2.14/port). One that never had a listener is taken to listen on every port.</summary>
    public static IEnumerable<PathVerdict> RefusePort(LoadBalancerState loadBalancer, Flow flow, Settings settings)
    {
        if (flow.Port is { } port && loadBalancer.ListenersMade > 0 && !loadBalancer.Listeners.Values.Any(listener => listener.Port == port && listener.Takes(flow.Protocol)))
        {
            var refuses = flow.Protocol == FlowProtocol.Tcp && settings.PortWithoutListener == ClosedPort.Refuse;
            yield return PathVerdict.No(
                PathHop.Node, "§2.14/port", $"The load balancer {loadBalancer.Name} does not listen on {Text(flow)}; connections to it {(refuses ? "are refused" : "time out")}.") with
            {
                Refuses = refuses,
            };
        }
    }

    private static bool LetsIn(VpcState vpc, string group, Flow flow, string? source, ImmutableArray<string>? groups) =>
        !vpc.InboundRules.TryGetValue(group, out var rules) || rules.Any(rule => rule.LetsIn(flow, source, groups));

    private static NetworkAcl? AclOf(string vpcId, string subnetId, IWorld world) =>
        FlowClient.VpcOf(vpcId, world) is { } vpc && vpc.NetworkAcls.TryGetValue(subnetId, out var acl) ? acl : null;

    private static PathVerdict Dropped(NetworkAcl acl, string what) =>
        PathVerdict.No(PathHop.Filters, "§2.11/acl", $"The network ACL {acl.Name} {what}; the packets are dropped.");

    private static string Groups(string owner, ImmutableArray<string> groups) =>
        $"{owner}'s security {(groups.Length == 1 ? "group" : "groups")} {string.Join(", ", groups)}";

    private static string From(string? source) => source is null ? "" : $" from {source}";

    private static string Text(Flow flow) => flow.Port is { } port
        ? FormattableString.Invariant($"{flow.Protocol.ToString().ToUpperInvariant()} port {port}")
        : flow.Protocol.ToString().ToUpperInvariant();

    private static string Text(FlowProtocol protocol, PortSpan ports) =>
        FormattableString.Invariant($"{protocol.ToString().ToUpperInvariant()} ports {ports.From}-{ports.To}");
}
