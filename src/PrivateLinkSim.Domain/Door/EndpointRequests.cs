using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about the calls of service consumers; which keys an action carries is the table of §4.2.</summary>
internal static class EndpointRequests
{
    private const string Any = "vpc-endpoint/*";
    private const string HostedZones = "arn:aws:route53:::hostedzone/*";

    /// <summary>The requests of a call to the account.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(ServiceConsumerCommand command, DoorCall call) => command switch
    {
        ServiceConsumerCommand.CreateVpcEndpoint create => Create(create.Endpoint, call),
        ServiceConsumerCommand.SetServiceControlPolicies => [],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    /// <summary>The requests of a call to an endpoint.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string endpointId, InterfaceEndpointCommand command, DoorCall call)
    {
        var endpoint = call.OwnEndpoint(endpointId);
        var requests = Of(endpointId, command, endpoint, call);

        // Setting multiRegionPermissionOnEveryChange (§4.1).
        return call.Settings.MultiRegionPermissionOnEveryChange && endpoint is { IsCrossRegion: true }
            ? [.. requests, requests[0].OverRegions()]
            : requests;
    }

    private static ImmutableArray<AuthorizationRequest> Create(NewVpcEndpoint endpoint, DoorCall call)
    {
        var serviceRegion = endpoint.ServiceRegion ?? call.Region;
        var service = ServiceName.TryParse(endpoint.ServiceName, out var host, out var serviceId) && host == serviceRegion
            ? call.AnyService(serviceId, serviceRegion)
            : null;
        var request = call.Ec2("CreateVpcEndpoint", Any).With(VpceKeys.ServiceRegion, serviceRegion).OnMultiRegion(service?.HasRemoteAccess);
        var own = request
            .With(VpceKeys.ServiceName, endpoint.ServiceName)
            .WithAny(VpceKeys.ServiceOwner, service?.Account)
            .Tagging(endpoint.Tags);
        var subnets = endpoint.SubnetIds.Union(endpoint.SubnetConfigurations.Select(each => each.SubnetId), StringComparer.Ordinal);
        return
        [
            own,
            call.Ec2("CreateVpcEndpoint", $"vpc/{endpoint.VpcId}"),
            .. Places("CreateVpcEndpoint", subnets, endpoint.SecurityGroupIds, call),
            .. serviceRegion == call.Region ? [] : new[] { own.OverRegions() },
            .. request.TagOnCreate(endpoint.Tags),
            .. PrivateDns(endpoint.PrivateDnsEnabled ?? IsPrivateDnsDefault(service, call.Settings), call),
        ];
    }

    private static ImmutableArray<AuthorizationRequest> Of(
        string endpointId, InterfaceEndpointCommand command, InterfaceEndpointState? endpoint, DoorCall call)
    {
        return command switch
        {
            InterfaceEndpointCommand.Modify modify => [On("ModifyVpcEndpoint"), .. Places(modify.Change, call), .. PrivateDns(modify.Change.PrivateDnsEnabled == true, call)],
            InterfaceEndpointCommand.CreateConnectionNotification => [On("CreateVpcEndpointConnectionNotification")],
            InterfaceEndpointCommand.ModifyConnectionNotification => [Named("ModifyVpcEndpointConnectionNotification")],
            InterfaceEndpointCommand.DeleteConnectionNotification => [Named("DeleteVpcEndpointConnectionNotifications")],
            InterfaceEndpointCommand.CreateTags tags => [On("CreateTags").Tagging(tags.Tags)],
            InterfaceEndpointCommand.DeleteTags tags => [Tagged("DeleteTags").Untagging(tags.Tags)],
            InterfaceEndpointCommand.Delete => [On("DeleteVpcEndpoints").WithAny(VpceKeys.ServiceName, endpoint?.ServiceName)],
            _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
        };

        AuthorizationRequest Tagged(string action) => call.Ec2(action, $"vpc-endpoint/{endpointId}").OnTagged(endpoint?.Tags);

        AuthorizationRequest Named(string action) => Tagged(action).OnMultiRegion(
            endpoint is null ? null : call.AnyService(endpoint.ServiceId, endpoint.HostRegion)?.HasRemoteAccess);

        AuthorizationRequest On(string action) => Named(action).WithAny(VpceKeys.ServiceRegion, endpoint?.HostRegion);
    }

    // EC2 gives the VPC a hosted zone of its own for the private DNS name.
    private static ImmutableArray<AuthorizationRequest> PrivateDns(bool enabled, DoorCall call) =>
        enabled ? [call.Dependent(DoorCall.AssociateVpc, HostedZones)] : [];

    private static bool IsPrivateDnsDefault(EndpointServiceState? service, Settings settings) =>
        settings.PrivateDnsEnabledByDefault && service?.PrivateDnsName is { State: DnsNameStatus.Verified };

    private static IEnumerable<AuthorizationRequest> Places(VpcEndpointChange change, DoorCall call) => Places(
        "ModifyVpcEndpoint",
        change.AddSubnetIds.Union(change.RemoveSubnetIds, StringComparer.Ordinal)
            .Union(change.SubnetConfigurations.Select(each => each.SubnetId), StringComparer.Ordinal),
        change.AddSecurityGroupIds.Union(change.RemoveSecurityGroupIds, StringComparer.Ordinal),
        call);

    // What else the call names needs its allowance too, without the keys of endpoints (§4.2).
    private static IEnumerable<AuthorizationRequest> Places(
        string action, IEnumerable<string> subnets, IEnumerable<string> groups, DoorCall call) =>
        subnets.Select(subnet => call.Ec2(action, $"subnet/{subnet}")).Concat(groups.Select(group => call.Ec2(action, $"security-group/{group}")));
}
