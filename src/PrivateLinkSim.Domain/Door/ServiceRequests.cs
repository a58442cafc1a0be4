using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about the calls of service providers; which keys an action carries is the table of §4.2.</summary>
internal static class ServiceRequests
{
    private const string Any = "vpc-endpoint-service/*";

    /// <summary>The requests of a call to the account.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(ServiceProviderCommand command, DoorCall call) => command switch
    {
        ServiceProviderCommand.CreateVpcEndpointServiceConfiguration create => Create(create.Service, call),
        ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration modify => Modify(modify.ServiceId, modify.Change, call),
        ServiceProviderCommand.CreateLoadBalancer { LoadBalancer: var balancer } =>
            [.. LoadBalancerRequests.TagOnCreate(call.LoadBalancing("CreateLoadBalancer", call.LoadBalancingArn($"loadbalancer/net/{balancer.Name}/*")), balancer.Tags)],
        ServiceProviderCommand.CreateTargetGroup { TargetGroup: var group } =>
            [.. LoadBalancerRequests.TagOnCreate(call.LoadBalancing("CreateTargetGroup", call.LoadBalancingArn($"targetgroup/{group.Name}/*")), group.Tags)],
        ServiceProviderCommand.SetServiceControlPolicies => [],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    /// <summary>The requests of a call to a service.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string serviceId, EndpointServiceCommand command, DoorCall call) => command switch
    {
        EndpointServiceCommand.DeclareMarketplaceListing => [],
        _ => Changing(Of(serviceId, command, call.OwnService(serviceId), call), call.OwnService(serviceId), call),
    };

    // The Regions that a creation names are looked at one by one, and every one must pass; AWS does not say how it fills the key then.
    private static ImmutableArray<AuthorizationRequest> Create(NewEndpointService service, DoorCall call)
    {
        ImmutableArray<string> others = [.. service.SupportedRegions.Where(region => region != call.Region)];
        var request = call.Ec2("CreateVpcEndpointServiceConfiguration", Any)
            .With(VpceKeys.ServiceRegion, call.Region)
            .OnMultiRegion(!others.IsEmpty);
        var own = request.WithAny(VpceKeys.ServicePrivateDnsName, service.PrivateDnsName).Tagging(service.Tags);
        var isLookedAt = call.Settings.VpceSupportedRegionOnCreate;
        return
        [
            .. isLookedAt ? ForEach(own, service.SupportedRegions) : [own],
            .. others.IsEmpty ? [] : isLookedAt ? ForEach(own.OverRegions(), others) : [own.OverRegions()],
            .. request.TagOnCreate(service.Tags),
        ];
    }

    // As with a creation, for Regions that are added as well as for those that are taken away. A change that names none is looked at
    // with the Regions that the service has.
    private static ImmutableArray<AuthorizationRequest> Modify(string serviceId, EndpointServiceChange change, DoorCall call)
    {
        var service = call.OwnService(serviceId);
        ImmutableArray<string> others = [.. change.AddSupportedRegions.Where(region => region != call.Region)];
        ImmutableArray<string> named = [.. change.AddSupportedRegions.Union(change.RemoveSupportedRegions, StringComparer.Ordinal)];
        var request = call.Ec2("ModifyVpcEndpointServiceConfiguration", Resource(serviceId))
            .OnTagged(service?.Tags)
            .OnMultiRegion(others.IsEmpty ? service?.HasRemoteAccess : true)
            .WithAny(VpceKeys.ServicePrivateDnsName, change.PrivateDnsName ?? service?.PrivateDnsName?.PrivateDnsName);
        ImmutableArray<AuthorizationRequest> own = named.IsEmpty ? [Supporting(request, service)] : ForEach(request, named);
        return others.IsEmpty ? Changing(own, service, call) : [.. own, .. ForEach(request.OverRegions(), others)];
    }

    private static ImmutableArray<AuthorizationRequest> Of(
        string serviceId, EndpointServiceCommand command, EndpointServiceState? service, DoorCall call)
    {
        return command switch
        {
            EndpointServiceCommand.ModifyPermissions => [On("ModifyVpcEndpointServicePermissions")],
            EndpointServiceCommand.AcceptConnection => [On("AcceptVpcEndpointConnections")],
            EndpointServiceCommand.RejectConnection => [On("RejectVpcEndpointConnections")],
            EndpointServiceCommand.StartPrivateDnsVerification => [On("StartVpcEndpointServicePrivateDnsVerification")],
            EndpointServiceCommand.SetPayerResponsibility => [On("ModifyVpcEndpointServicePayerResponsibility")],
            EndpointServiceCommand.CreateConnectionNotification =>
                [Named("CreateVpcEndpointConnectionNotification").OnMultiRegion(service?.HasRemoteAccess).With(VpceKeys.ServiceRegion, call.Region)],
            EndpointServiceCommand.ModifyConnectionNotification => [On("ModifyVpcEndpointConnectionNotification")],
            EndpointServiceCommand.DeleteConnectionNotification => [On("DeleteVpcEndpointConnectionNotifications")],
            EndpointServiceCommand.CreateTags tags => [On("CreateTags").With(VpceKeys.ServiceRegion, call.Region).Tagging(tags.Tags)],
            EndpointServiceCommand.DeleteTags tags => [Named("DeleteTags").Untagging(tags.Tags)],
            EndpointServiceCommand.Delete => [On("DeleteVpcEndpointServiceConfigurations")],
            _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
        };

        AuthorizationRequest Named(string action) => call.Ec2(action, Resource(serviceId)).OnTagged(service?.Tags);

        AuthorizationRequest On(string action) => Supporting(Named(action).OnMultiRegion(service?.HasRemoteAccess), service);
    }

    // Setting multiRegionPermissionOnEveryChange (§4.1).
    private static ImmutableArray<AuthorizationRequest> Changing(
        ImmutableArray<AuthorizationRequest> requests, EndpointServiceState? service, DoorCall call) =>
        call.Settings.MultiRegionPermissionOnEveryChange && service is { HasRemoteAccess: true }
            ? [.. requests, requests[0].OverRegions()]
            : requests;

    private static AuthorizationRequest Supporting(AuthorizationRequest request, EndpointServiceState? service) =>
        service is null ? request : request.With(VpceKeys.SupportedRegion, [.. service.SupportedRegions.Keys]);

    private static ImmutableArray<AuthorizationRequest> ForEach(AuthorizationRequest request, ImmutableArray<string> regions) =>
        regions.IsEmpty ? [request] : [.. regions.Select(region => request.With(VpceKeys.SupportedRegion, region))];

    private static string Resource(string serviceId) => $"vpc-endpoint-service/{serviceId}";
}
