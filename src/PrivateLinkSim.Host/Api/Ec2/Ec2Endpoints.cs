using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>EC2's calls for the consumer of a service, and for notifications (§5.4).</summary>
internal static class Ec2Endpoints
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["CreateVpcEndpoint"] = CreateAsync,
        ["ModifyVpcEndpoint"] = ModifyAsync,
        ["DeleteVpcEndpoints"] = call => call.ChangeEachAsync("VpcEndpointId", ids => new Step { DeleteVpcEndpoints = new() { VpcEndpointIds = ids } }),
        ["CreateVpcEndpointConnectionNotification"] = CreateNotificationAsync,
        ["ModifyVpcEndpointConnectionNotification"] = ModifyNotificationAsync,
        ["DeleteVpcEndpointConnectionNotifications"] = call =>
            call.ChangeEachAsync("ConnectionNotificationId", ids => new Step { DeleteVpcEndpointConnectionNotifications = new() { ConnectionNotificationIds = ids } }),
    };

    private static async Task<Action<XmlBody>> CreateAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("RouteTableId", "ServiceNetworkArn", "ResourceConfigurationArn");
        var (token, subnets) = (parameters.Text("ClientToken"), parameters.List("SubnetId"));
        RequireInterface(parameters.Text("VpcEndpointType"), subnets);
        var serviceName = parameters.Required("ServiceName");
        Ec2EndpointPolicy.Require(parameters.Text("PolicyDocument"), serviceName);
        var made = (await call.AskAsync(new Step
        {
            CreateVpcEndpoint = new()
            {
                VpcId = parameters.Required("VpcId"),
                ServiceName = serviceName,
                ServiceRegion = parameters.Text("ServiceRegion"),
                SubnetIds = subnets,
                SecurityGroupIds = parameters.List("SecurityGroupId"),
                IpAddressType = parameters.ReadIpAddressType("IpAddressType"),
                DnsOptions = DnsOptions(parameters),
                PrivateDnsEnabled = parameters.Boolean("PrivateDnsEnabled"),
                SubnetConfigurations = SubnetConfigurations(parameters),
                Tags = parameters.ReadTags("vpc-endpoint"),
                ClientToken = token,
            },
        }))!;
        return body => body
            .Within("vpcEndpoint", endpoint => Ec2Shapes.Endpoint(endpoint, made.ResourceId!, call.View, call.Seen))
            .Text("clientToken", token);
    }

    private static Task<Action<XmlBody>> ModifyAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("AddRouteTableId", "RemoveRouteTableId");
        parameters.Ignore("ResetPolicy");
        var id = parameters.Required("VpcEndpointId");
        var endpoint = call.View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id));
        if (parameters.Text("PolicyDocument") is { } policy && endpoint?.Account == call.Caller.Account)
        {
            Ec2EndpointPolicy.Require(policy, endpoint.ServiceName);
        }

        return call.ChangeAsync(new Step
        {
            ModifyVpcEndpoint = new()
            {
                VpcEndpointId = id,
                AddSubnetIds = parameters.List("AddSubnetId"),
                RemoveSubnetIds = parameters.List("RemoveSubnetId"),
                AddSecurityGroupIds = parameters.List("AddSecurityGroupId"),
                RemoveSecurityGroupIds = parameters.List("RemoveSecurityGroupId"),
                IpAddressType = parameters.ReadIpAddressType("IpAddressType"),
                DnsOptions = DnsOptions(parameters),
                PrivateDnsEnabled = parameters.Boolean("PrivateDnsEnabled"),
                SubnetConfigurations = SubnetConfigurations(parameters),
            },
        });
    }

    private static async Task<Action<XmlBody>> CreateNotificationAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        var (service, endpoint, token) = (parameters.Text("ServiceId"), parameters.Text("VpcEndpointId"), parameters.Text("ClientToken"));
        if (service is null == endpoint is null)
        {
            throw new ApiException(service is null
                ? ApiError.Missing("ServiceId")
                : new ApiError("InvalidParameterCombination", "The parameters ServiceId and VpcEndpointId may not be used together.", 400));
        }

        var made = (await call.AskAsync(new Step
        {
            CreateVpcEndpointConnectionNotification = new()
            {
                ServiceId = service,
                VpcEndpointId = endpoint,
                ConnectionNotificationArn = parameters.Required("ConnectionNotificationArn"),
                ConnectionEvents = parameters.RequiredList("ConnectionEvents") is { IsEmpty: false } ? parameters.ReadConnectionEvents("ConnectionEvents") : [],
                ClientToken = token,
            },
        }))!;
        var holder = service is not null ? new EntityId(EntityKind.EndpointService, service) : new EntityId(EntityKind.InterfaceEndpoint, endpoint!);
        var notification = call.View.Find<EndpointServiceState>(holder)?.Notifications[made.ResourceId!]
            ?? call.View.Find<InterfaceEndpointState>(holder)!.Notifications[made.ResourceId!];
        return body => body
            .Within("connectionNotification", item => Ec2Shapes.Notification(item, made.ResourceId!, notification, holder, call.Caller.Region))
            .Text("clientToken", token);
    }

    private static Task<Action<XmlBody>> ModifyNotificationAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        var events = parameters.ReadConnectionEvents("ConnectionEvents");
        return call.ChangeAsync(new Step
        {
            ModifyVpcEndpointConnectionNotification = new()
            {
                ConnectionNotificationId = parameters.Required("ConnectionNotificationId"),
                ConnectionNotificationArn = parameters.Text("ConnectionNotificationArn"),
                ConnectionEvents = events.IsEmpty ? null : events,
            },
        });
    }

    // Gateway is AWS's default (§2.2).
    private static void RequireInterface(string? type, ImmutableArray<string> subnets)
    {
        if (type is "Interface")
        {
            return;
        }

        throw new ApiException(type switch
        {
            null or "Gateway" when !subnets.IsEmpty =>
                new ApiError("InvalidParameter", "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.", 400),
            null or "Gateway" or "GatewayLoadBalancer" or "Resource" or "ServiceNetwork" =>
                new ApiError("UnsupportedOperation", $"The simulator models endpoints of type Interface, not {type ?? "Gateway"}.", 400),
            _ => new ApiError("InvalidVpcEndpointType", $"The VPC endpoint type '{type}' is not valid.", 400),
        });
    }

    private static DnsOptionsParameter? DnsOptions(QueryParameters parameters)
    {
        if (parameters.Structure("DnsOptions") is not { } options)
        {
            return null;
        }

        options.Refuse("PrivateDnsOnlyForInboundResolverEndpoint", "PrivateDnsPreference", "PrivateDnsSpecifiedDomain");
        return options.ReadDnsRecordIpType("DnsRecordIpType") is { } type ? new DnsOptionsParameter { DnsRecordIpType = type } : null;
    }

    private static ImmutableArray<SubnetConfigurationParameter> SubnetConfigurations(QueryParameters parameters) =>
    [
        .. parameters.Structures("SubnetConfiguration").Select(each => new SubnetConfigurationParameter
        {
            SubnetId = each.Required("SubnetId"), Ipv4 = each.Text("Ipv4"), Ipv6 = each.Text("Ipv6"),
        }),
    ];
}
