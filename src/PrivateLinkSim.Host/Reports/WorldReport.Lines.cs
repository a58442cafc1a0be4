using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>A line for each kind of resource. What every resource of its kind has by default is left out.</content>
internal sealed partial class WorldReport
{
    private (string State, Ink Ink, string Text)? VpcLine(EntityId id, IState state)
    {
        var vpc = (VpcState)state;
        if (!vpc.Exists)
        {
            return null;
        }

        var subnets = vpc.Subnets.Select(subnet =>
            string.Create(CultureInfo.InvariantCulture, $"{_names.Of(subnet.Key)} {subnet.Value.ZoneId} ({FreeIn(subnet.Value)})"));
        var groups = vpc.SecurityGroups.Where(group => group.Key != vpc.DefaultSecurityGroupId).Select(group => _names.Of(group.Key));
        return (vpc.Region, Ink.Plain, Parts(
            $"{vpc.CidrBlock}{(vpc.Ipv6CidrBlock is { } block ? $" and {block}" : "")} of {_names.Of(vpc.Account)}: {Join(subnets)}",
            Named("security groups", groups),
            vpc.EnableDnsSupport ? null : "DNS support off",
            vpc.EnableDnsHostnames ? "DNS hostnames on" : null));
    }

    private static string FreeIn(Subnet subnet) => subnet.Kind switch
    {
        SubnetKind.Ipv6Only => $"IPv6 only, {subnet.Ipv6!.Block}",
        SubnetKind.Dualstack => string.Create(CultureInfo.InvariantCulture, $"{subnet.FreeAddresses} free, {subnet.Ipv6!.Block}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{subnet.FreeAddresses} free"),
    };

    private (string State, Ink Ink, string Text)? LoadBalancerLine(EntityId id, IState state)
    {
        var balancer = (LoadBalancerState)state;
        return balancer.Status is not LoadBalancerStatus.Active ? null : ("active", Ink.Good, Parts(
            Join(balancer.Nodes.Select(node => $"{node.ZoneId}{(node.Healthy ? "" : " impaired")}")),
            balancer.IpAddressType is IpAddressType.Ipv4 ? null : balancer.IpAddressType.OnTheWire(),
            string.Create(CultureInfo.InvariantCulture, $"targets: {balancer.AllTargets.Count()}"),
            Named("draining", balancer.ByGroup.SelectMany(each => each.Seen.Leaving).Where(target => target.Value.DrainingUntil is not null).Select(target => target.Key)),
            balancer.CrossZone ? "cross-zone" : null,
            balancer.ShiftedFrom is { } zone ? $"shifted away from {zone}" : null,
            Named("listeners", balancer.Listeners.Values.Select(ListenerText))));
    }

    private (string State, Ink Ink, string Text)? TargetGroupLine(EntityId id, IState state)
    {
        var group = (TargetGroupState)state;
        return group.Status is not TargetGroupStatus.Active ? null : ("active", Ink.Good, Parts(
            string.Create(CultureInfo.InvariantCulture, $"{group.Made.Protocol.OnTheWire()} {group.Made.Port}"),
            string.Create(CultureInfo.InvariantCulture, $"targets: {group.Targets.Count}"),
            group.LoadBalancerArn is null ? "nothing forwards to it" : null));
    }

    private static string ListenerText(Listener listener) => string.Create(
        CultureInfo.InvariantCulture,
        $"{listener.Protocol.ToString().ToUpperInvariant()} {listener.Port}{(listener.HasCustomIdleTimeout ? $" (idle {listener.TcpIdleTimeoutSeconds} s)" : "")}");

    private (string State, Ink Ink, string Text)? ServiceLine(EntityId id, IState state)
    {
        var service = (EndpointServiceState)state;
        if (service.Status is ServiceStatus.None)
        {
            return null;
        }

        var regions = Join(service.SupportedRegions.Select(each => each.Value.Status is SupportedRegionStatus.Available ? each.Key : $"{each.Key} {each.Value.Status}"));
        var waiting = service.Connections.Values.Count(each => each.Status is EndpointStatus.PendingAcceptance);
        return (service.Status.ToString(), service.Status is ServiceStatus.Available ? Ink.Good : Ink.Odd, Parts(
            string.Create(
                CultureInfo.InvariantCulture,
                $"of {_names.Of(service.Account)}, from {regions}; connections: {service.Connections.Count}{(waiting > 0 ? $", {waiting} awaiting acceptance" : "")}"),
            Named("zones", service.Zones.Select(zone => $"{zone.Key}{(zone.Value.Healthy ? "" : " impaired")}")),
            service.SupportedIpAddressTypes is [] or [IpAddressType.Ipv4] ? null : string.Join(" and ", service.SupportedIpAddressTypes.Select(type => type.OnTheWire())),
            service.PrivateDnsName is { } name ? PrivateName(name) : null,
            service.PayerResponsibility is { } payer ? $"paid for by {payer}" : null,
            Named("notifications", service.Notifications.Values.Select(NotificationText)),
            service.Marketplace is { } listing ? $"in AWS Marketplace{(listing.UserFriendlyDnsName is { } friendly ? $" as {friendly}" : "")}" : null,
            TagsOf(service.Tags)));
    }

    // Whoever must publish the record reads it here, until it was found.
    private static string PrivateName(PrivateDnsNameConfiguration name) => name.State is DnsNameStatus.Verified
        ? $"{name.PrivateDnsName} verified"
        : $"{name.PrivateDnsName} {Wire(name.State)}: publish TXT \"{name.Value}\" at {name.Name}.{Narrative.NameToProve(name.PrivateDnsName)}";

    private static string NotificationText(ConnectionNotification notification) =>
        $"{notification.TopicArn[(notification.TopicArn.LastIndexOf(':') + 1)..]} of {Join(notification.Events.Select(each => each.ToString()))}";

    private (string State, Ink Ink, string Text)? EndpointLine(EntityId id, IState state)
    {
        var endpoint = (InterfaceEndpointState)state;
        if (endpoint.Status is EndpointStatus.None)
        {
            return null;
        }

        var ink = endpoint.Status switch
        {
            EndpointStatus.Available => Ink.Good,
            EndpointStatus.PendingAcceptance or EndpointStatus.Pending or EndpointStatus.Deleting => Ink.Odd,
            _ => Ink.Bad,
        };
        var to = $"of {_names.Of(endpoint.Account)} in {endpoint.Region} to {_names.Of(endpoint.ServiceId)}";
        return (endpoint.Status.OnTheWire(), ink, !endpoint.Exists ? to : Parts(
            $"{to}{(endpoint.Interfaces.IsEmpty ? "" : $": {Join(endpoint.Interfaces.Select(each => ZoneOf(id, endpoint, each)))}")}",
            endpoint.IpAddressType is IpAddressType.Ipv4 && endpoint.DnsRecordIpType is DnsRecordIpType.Ipv4
                ? null
                : $"{endpoint.IpAddressType.OnTheWire()}, DNS {endpoint.DnsRecordIpType.OnTheWire()}",
            endpoint.PrivateDnsName is { } name ? $"private name {name}" : null,
            Named("security groups", endpoint.SecurityGroupIds.Where(group => _names.Of(group) != group).Select(_names.Of)),
            Named("notifications", endpoint.Notifications.Values.Select(NotificationText)),
            TagsOf(endpoint.Tags)));
    }

    private string ZoneOf(EntityId id, InterfaceEndpointState endpoint, EndpointInterface each)
    {
        var path = endpoint.IsCrossRegion ? $"{each.ZoneId} → {each.ProviderZoneId}" : each.ZoneId;
        var verdict = PathVerdict.Judge(id.Key, each.ZoneId, _view);
        var trouble = endpoint.Status is not EndpointStatus.Available || verdict.Reachable ? "" : $" unreachable ({verdict.Rule})";
        return $"{path}{(each.Ipv6 is { } ipv6 ? $" {ipv6}" : "")}{(each.Withdrawn ? " withdrawn" : "")}{trouble}";
    }

    private (string State, Ink Ink, string Text)? PublicDnsLine(EntityId id, IState state)
    {
        var records = ((PublicDnsState)state).Txt;
        return records.IsEmpty ? null : ("TXT", Ink.Plain, string.Join("; ", records.Select(each => $"{each.Key} {string.Join(" ", each.Value.Select(value => $"\"{value}\""))}")));
    }

    private (string State, Ink Ink, string Text)? HostedZonesLine(EntityId id, IState state)
    {
        var zones = (HostedZonesState)state;
        return zones.Zones.IsEmpty
            ? null
            : (zones.Waiting.IsEmpty ? "in sync" : "pending", Ink.Plain, string.Join("; ", zones.Zones.Select(zone => $"{_names.Of(zone.Key)} {zone.Value.Name} with {zone.Value.RecordSets.Count.ToString(CultureInfo.InvariantCulture)} record sets")));
    }

    private static string Parts(params ReadOnlySpan<string?> parts) => string.Join("; ", [.. parts.ToArray().OfType<string>()]);

    private static string? Named(string what, IEnumerable<string> items) => Join(items) is { Length: > 0 } list ? $"{what}: {list}" : null;

    private static string? TagsOf(IEnumerable<KeyValuePair<string, string>> tags) => Named("tags", tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private static string Join(IEnumerable<string> items) => string.Join(", ", items);

    private static string Wire(DnsNameStatus state) => state is DnsNameStatus.PendingVerification ? "pendingVerification" : "failed";
}
