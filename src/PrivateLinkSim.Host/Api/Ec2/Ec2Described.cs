using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>What EC2's Describe calls know of endpoint services and endpoints (§5.4), each caller what it may see.</summary>
internal static class Ec2Described
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["DescribeVpcEndpoints"] = call => Task.FromResult(Endpoints(call)),
        ["DescribeVpcEndpointServiceConfigurations"] = call => Task.FromResult(Configurations(call)),
        ["DescribeVpcEndpointServicePermissions"] = call => Task.FromResult(Permissions(call)),
        ["DescribeVpcEndpointConnections"] = call => Task.FromResult(Connections(call)),
        ["DescribeVpcEndpointServices"] = call => Task.FromResult(Services(call)),
        ["DescribeVpcEndpointConnectionNotifications"] = call => Task.FromResult(Notifications(call)),
        ["DescribeVpcEndpointAssociations"] = call => Task.FromResult(Associations(call)),
    };

    private static readonly Ec2Filters<Item<InterfaceEndpointState>> EndpointFilters = new Ec2Filters<Item<InterfaceEndpointState>>()
        .On("ip-address-type", each => each.State.IpAddressType.Word())
        .On("service-name", each => each.State.ServiceName)
        .On("service-region", each => each.State.HostRegion)
        .On("vpc-id", each => each.State.VpcId)
        .On("vpc-endpoint-id", each => each.Id)
        .On("vpc-endpoint-state", each => each.State.Status.Word())
        .On("vpc-endpoint-type", _ => "Interface")
        .OnTags(each => each.State.Tags);

    private static readonly Ec2Filters<Item<EndpointServiceState>> ConfigurationFilters = new Ec2Filters<Item<EndpointServiceState>>()
        .On("service-id", each => each.Id)
        .On("service-name", each => ServiceName.Make(each.State.Region, each.Id))
        .On("service-state", each => each.State.Status.ToString())
        .OnAny("supported-ip-address-types", each => each.State.SupportedIpAddressTypes.Select(type => type.Word()))
        .OnTags(each => each.State.Tags);

    private static readonly Ec2Filters<Permission> PermissionFilters = new Ec2Filters<Permission>()
        .On("principal", each => each.Principal)
        .On("principal-type", each => Ec2Services.PrincipalTypeOf(each.Principal));

    private static readonly Ec2Filters<Seen> ConnectionFilters = new Ec2Filters<Seen>()
        .On("ip-address-type", each => each.Connection.IpAddressType.Word())
        .On("service-id", each => each.ServiceId)
        .On("vpc-endpoint-owner", each => each.Connection.Account)
        .OnAny("vpc-endpoint-region", each => each.Connection.Region == each.Service.Region ? [each.Connection.Region] : [each.Connection.Region, "cross-region"])
        .On("vpc-endpoint-state", each => each.Connection.Status.Word())
        .On("vpc-endpoint-id", each => each.EndpointId);

    private static readonly Ec2Filters<Item<EndpointServiceState>> ServiceFilters = new Ec2Filters<Item<EndpointServiceState>>()
        .On("owner", each => each.State.Account)
        .On("service-name", each => ServiceName.Make(each.State.Region, each.Id))
        .On("service-region", each => each.State.Region)
        .On("service-type", _ => "Interface")
        .OnAny("supported-ip-address-types", each => each.State.SupportedIpAddressTypes.Select(type => type.Word()))
        .OnTags(each => each.State.Tags);

    private static readonly Ec2Filters<Told> NotificationFilters = new Ec2Filters<Told>()
        .On("connection-notification-arn", each => each.Notification.TopicArn)
        .On("connection-notification-id", each => each.Id)
        .On("connection-notification-state", _ => "Enabled")
        .On("connection-notification-type", _ => "Topic")
        .On("service-id", each => each.Holder.Kind == EntityKind.EndpointService ? each.Holder.Key : null)
        .On("vpc-endpoint-id", each => each.Holder.Kind == EntityKind.InterfaceEndpoint ? each.Holder.Key : null);

    private sealed record Item<TState>(string Id, TState State);

    private sealed record Permission(string Principal, string Id);

    private sealed record Seen(string ServiceId, EndpointServiceState Service, string EndpointId, Connection Connection);

    private sealed record Told(string Id, ConnectionNotification Notification, EntityId Holder, string Region);

    private static Action<XmlBody> Endpoints(Ec2Call call)
    {
        var listing = new Ec2Listing<Item<InterfaceEndpointState>>(
            "VpcEndpointId",
            id => call.View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is { } endpoint && IsOwn(endpoint) ? new(id, endpoint) : null,
            () => call.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Where(each => IsOwn(each.Value)).Select(each => new Item<InterfaceEndpointState>(each.Key.Key, each.Value)),
            each => each.Id,
            id => new ApiError("InvalidVpcEndpointId.NotFound", $"The Vpc Endpoint Id '{id}' does not exist", 400),
            EndpointFilters) { Least = 1 };
        return listing.Read(call.Parameters).Write("vpcEndpointSet", (body, each) => Ec2Shapes.Endpoint(body, each.Id, call.View, call.Seen));

        bool IsOwn(InterfaceEndpointState endpoint) => endpoint.Exists && endpoint.Account == call.Caller.Account && endpoint.Region == call.Caller.Region;
    }

    private static Action<XmlBody> Configurations(Ec2Call call)
    {
        var listing = new Ec2Listing<Item<EndpointServiceState>>(
            "ServiceId",
            id => Own(call, id) is { } service ? new(id, service) : null,
            () => call.View.All<EndpointServiceState>(EntityKind.EndpointService).Where(each => IsOwn(call, each.Value)).Select(each => new Item<EndpointServiceState>(each.Key.Key, each.Value)),
            each => each.Id,
            NoService,
            ConfigurationFilters);
        return listing.Read(call.Parameters).Write("serviceConfigurationSet", (body, each) => Ec2Shapes.Service(body, each.Id, call.View));
    }

    private static Action<XmlBody> Permissions(Ec2Call call)
    {
        var id = call.Parameters.Required("ServiceId");
        var service = Own(call, id) ?? throw new ApiException(NoService(id));
        var listing = new Ec2Listing<Permission>(
            null, _ => null, () => service.Principals.Select(each => new Permission(each.Key, each.Value)), each => each.Principal, NoService, PermissionFilters);
        return listing.Read(call.Parameters).Write("allowedPrincipals", (body, each) => body
            .Text("principalType", Ec2Services.PrincipalTypeOf(each.Principal))
            .Text("principal", each.Principal)
            .Text("servicePermissionId", each.Id)
            .Texts("tagSet", [])
            .Text("serviceId", id));
    }

    private static Action<XmlBody> Connections(Ec2Call call)
    {
        var listing = new Ec2Listing<Seen>(
            null,
            _ => null,
            () => call.View.All<EndpointServiceState>(EntityKind.EndpointService).Where(each => IsOwn(call, each.Value))
                .SelectMany(each => each.Value.Connections.Select(connection => new Seen(each.Key.Key, each.Value, connection.Key, connection.Value))),
            each => $"{each.ServiceId}/{each.EndpointId}",
            NoService,
            ConnectionFilters);
        return listing.Read(call.Parameters).Write("vpcEndpointConnectionSet", (body, each) => body
            .Text("serviceId", each.ServiceId)
            .Text("vpcEndpointId", each.EndpointId)
            .Text("vpcEndpointOwner", each.Connection.Account)
            .Text("vpcEndpointState", each.Connection.Status.Word())
            .Text("creationTimestamp", call.Seen.CreatedAt(new EntityId(EntityKind.InterfaceEndpoint, each.EndpointId))?.ToString())
            .Texts("networkLoadBalancerArnSet", each.Service.LoadBalancerArns)
            .Text("ipAddressType", each.Connection.IpAddressType.Word())
            .Texts("tagSet", [])
            .Text("vpcEndpointRegion", each.Connection.Region));
    }

    // What a consumer may find: own services, and those that let it in, in the Regions where they are offered (R4, R19, §2.4).
    private static Action<XmlBody> Services(Ec2Call call)
    {
        var (names, regions) = (call.Parameters.List("ServiceName"), call.Parameters.List("ServiceRegion"));
        if (regions.IsEmpty)
        {
            regions = [call.Caller.Region];
        }

        var listing = new Ec2Listing<Item<EndpointServiceState>>(
            null,
            _ => null,
            () => call.View.All<EndpointServiceState>(EntityKind.EndpointService).Where(each => IsOffered(each.Value)).Select(each => new Item<EndpointServiceState>(each.Key.Key, each.Value)),
            each => each.Id,
            NoService,
            ServiceFilters) { Least = 1 };
        foreach (var name in names)
        {
            if (!ServiceName.TryParse(name, out _, out var id) || call.View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is not { } named
                || ServiceName.Make(named.Region, id) != name || !IsOffered(named))
            {
                throw new ApiException(new ApiError("InvalidServiceName", $"The Vpc Endpoint Service '{name}' does not exist", 400));
            }
        }

        var page = listing.Read(call.Parameters);
        if (!names.IsEmpty)
        {
            page = page with { Items = [.. page.Items.Where(each => names.Contains(ServiceName.Make(each.State.Region, each.Id), StringComparer.Ordinal))] };
        }

        return body =>
        {
            body.Texts("serviceNameSet", page.Items.Select(each => ServiceName.Make(each.State.Region, each.Id)));
            page.Write("serviceDetailSet", (item, each) => Ec2Shapes.ServiceDetail(item, each.Id, each.State, call.View, call.Caller))(body);
        };

        bool IsOffered(EndpointServiceState service) =>
            service.Exists
            && regions.Contains(service.Region, StringComparer.Ordinal)
            && (service.Region == call.Caller.Region || service.SupportedRegions.GetValueOrDefault(call.Caller.Region) is { Status: SupportedRegionStatus.Available })
            && (service.Account == call.Caller.Account || service.Allows(call.Caller.Account, call.Caller.PrincipalArn, call.Settings));
    }

    private static Action<XmlBody> Notifications(Ec2Call call)
    {
        var listing = new Ec2Listing<Told>(
            "ConnectionNotificationId", id => All().FirstOrDefault(each => each.Id == id), () => All().OrderBy(each => each.Id, StringComparer.Ordinal), each => each.Id,
            id => new ApiError("InvalidConnectionNotification", $"The connection notification '{id}' does not exist", 400), NotificationFilters) { Least = 1 };

        // The id of this call is one, and no list.
        if (call.Parameters.Text("ConnectionNotificationId") is { } one)
        {
            listing = listing with { All = () => [listing.Find(one) ?? throw new ApiException(listing.NotFound(one))] };
        }

        return listing.Read(call.Parameters).Write("connectionNotificationSet", (body, each) => Ec2Shapes.Notification(body, each.Id, each.Notification, each.Holder, each.Region));

        IEnumerable<Told> All() =>
            call.View.All<EndpointServiceState>(EntityKind.EndpointService).Where(each => IsOwn(call, each.Value))
                .SelectMany(each => each.Value.Notifications.Select(told => new Told(told.Key, told.Value, each.Key, each.Value.Region)))
                .Concat(call.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
                    .Where(each => each.Value.Exists && each.Value.Account == call.Caller.Account && each.Value.Region == call.Caller.Region)
                    .SelectMany(each => each.Value.Notifications.Select(told => new Told(told.Key, told.Value, each.Key, each.Value.HostRegion))));
    }

    // Associations are of resource and service-network endpoints, which are not modelled: there are none.
    private static Action<XmlBody> Associations(Ec2Call call)
    {
        call.Parameters.Ignore("VpcEndpointId", "Filter", "MaxResults", "NextToken");
        call.Parameters.RequireNoOthersToLook();
        return body => body.Texts("vpcEndpointAssociationSet", []);
    }

    private static EndpointServiceState? Own(Ec2Call call, string id) =>
        call.View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is { } service && IsOwn(call, service) ? service : null;

    private static bool IsOwn(Ec2Call call, EndpointServiceState service) =>
        service.Exists && service.Account == call.Caller.Account && service.Region == call.Caller.Region;

    private static ApiError NoService(string id) => new("InvalidVpcEndpointServiceId.NotFound", $"The VpcEndpointService Id '{id}' does not exist", 400);
}
