using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls about endpoint services, and what public DNS and AWS Marketplace know of them.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfService(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateVpcEndpointServiceConfiguration: { } call } => [CreateService(call, Required(caller), ids)],
        { ModifyVpcEndpointServiceConfiguration: { } call } => [ModifyService(call, Required(caller), ids)],
        { ModifyVpcEndpointServicePermissions: { } call } => [ModifyPermissions(call, ids)],
        { StartVpcEndpointServicePrivateDnsVerification: { } call } => OfService(
            nameof(step.StartVpcEndpointServicePrivateDnsVerification),
            call with { ServiceId = ids.Id(call.ServiceId) },
            ids.Id(call.ServiceId),
            new EndpointServiceCommand.StartPrivateDnsVerification()),
        { ModifyVpcEndpointServicePayerResponsibility: { } call } => OfService(
            nameof(step.ModifyVpcEndpointServicePayerResponsibility),
            call with { ServiceId = ids.Id(call.ServiceId) },
            ids.Id(call.ServiceId),
            new EndpointServiceCommand.SetPayerResponsibility(call.PayerResponsibility)),
        { DeleteVpcEndpointServiceConfigurations: { } call } => call.ServiceIds.Select(ids.Id).Select(id => Make(
            nameof(step.DeleteVpcEndpointServiceConfigurations), call with { ServiceIds = [id] }, Service(id), new EndpointServiceCommand.Delete())),
        { AcceptVpcEndpointConnections: { } call } => Connections(
            nameof(step.AcceptVpcEndpointConnections), call, ids, id => new EndpointServiceCommand.AcceptConnection(id)),
        { RejectVpcEndpointConnections: { } call } => Connections(
            nameof(step.RejectVpcEndpointConnections), call, ids, id => new EndpointServiceCommand.RejectConnection(id)),
        { DeclareMarketplaceListing: { } call } => OfService(
            nameof(step.DeclareMarketplaceListing),
            call with { ServiceId = ids.Id(call.ServiceId) },
            ids.Id(call.ServiceId),
            new EndpointServiceCommand.DeclareMarketplaceListing(call.UserFriendlyDnsName)),
        _ => null,
    };

    private static IEnumerable<ScenarioCall>? OfDns(Step step, ResourceIds ids)
    {
        if ((step.PublishTxtRecord ?? step.WithdrawTxtRecord) is not { } named)
        {
            return null;
        }

        var (name, value) = named.Service is { } service ? ids.TxtRecordOf(service) : (named.Name!, named.Value!);
        var call = new TxtRecordParameters { Name = name, Value = value };
        return step.PublishTxtRecord is not null
            ? [Make(nameof(step.PublishTxtRecord), call, PublicDnsState.Internet, new PublicDnsCommand.PublishTxt(name, value))]
            : [Make(nameof(step.WithdrawTxtRecord), call, PublicDnsState.Internet, new PublicDnsCommand.WithdrawTxt(name, value))];
    }

    private static ScenarioCall CreateService(CreateVpcEndpointServiceConfigurationParameters named, Caller caller, ResourceIds ids)
    {
        var call = named with { NetworkLoadBalancerArns = [.. named.NetworkLoadBalancerArns.Select(ids.Id)] };
        return Make(
            nameof(Step.CreateVpcEndpointServiceConfiguration),
            call,
            Provider(caller.Account),
            new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
                new NewEndpointService
                {
                    NetworkLoadBalancerArns = call.NetworkLoadBalancerArns,
                    AcceptanceRequired = call.AcceptanceRequired,
                    SupportedRegions = call.SupportedRegions,
                    SupportedIpAddressTypes = call.SupportedIpAddressTypes,
                    PrivateDnsName = call.PrivateDnsName,
                    Tags = call.Tags,
                },
                call.ClientToken));
    }

    private static ScenarioCall ModifyService(ModifyVpcEndpointServiceConfigurationParameters named, Caller caller, ResourceIds ids)
    {
        var call = named with
        {
            ServiceId = ids.Id(named.ServiceId),
            AddNetworkLoadBalancerArns = [.. named.AddNetworkLoadBalancerArns.Select(ids.Id)],
            RemoveNetworkLoadBalancerArns = [.. named.RemoveNetworkLoadBalancerArns.Select(ids.Id)],
        };
        return Make(
            nameof(Step.ModifyVpcEndpointServiceConfiguration),
            call,
            Provider(caller.Account),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(
                call.ServiceId,
                new EndpointServiceChange
                {
                    AddSupportedRegions = call.AddSupportedRegions,
                    RemoveSupportedRegions = call.RemoveSupportedRegions,
                    AcceptanceRequired = call.AcceptanceRequired,
                    AddNetworkLoadBalancerArns = call.AddNetworkLoadBalancerArns,
                    RemoveNetworkLoadBalancerArns = call.RemoveNetworkLoadBalancerArns,
                    AddSupportedIpAddressTypes = call.AddSupportedIpAddressTypes,
                    RemoveSupportedIpAddressTypes = call.RemoveSupportedIpAddressTypes,
                    PrivateDnsName = call.PrivateDnsName,
                    RemovePrivateDnsName = call.RemovePrivateDnsName ?? false,
                }));
    }

    private static ScenarioCall ModifyPermissions(ModifyVpcEndpointServicePermissionsParameters named, ResourceIds ids)
    {
        var call = named with
        {
            ServiceId = ids.Id(named.ServiceId),
            AddAllowedPrincipals = [.. named.AddAllowedPrincipals.Select(ids.Principal)],
            RemoveAllowedPrincipals = [.. named.RemoveAllowedPrincipals.Select(ids.Principal)],
        };
        return Make(
            nameof(Step.ModifyVpcEndpointServicePermissions),
            call,
            Service(call.ServiceId),
            new EndpointServiceCommand.ModifyPermissions(call.AddAllowedPrincipals, call.RemoveAllowedPrincipals));
    }

    private static IEnumerable<ScenarioCall> Connections(
        string action, ConnectionsParameters named, ResourceIds ids, Func<string, EndpointServiceCommand> command)
    {
        var serviceId = ids.Id(named.ServiceId);
        return named.VpcEndpointIds.Select(ids.Id).Select(id =>
            Make(action, new ConnectionsParameters { ServiceId = serviceId, VpcEndpointIds = [id] }, Service(serviceId), command(id)));
    }

    private static ScenarioCall[] OfService(string action, object call, string serviceId, EndpointServiceCommand command) =>
        [Make(action, call, Service(serviceId), command)];
}
