using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>EC2's calls for the provider of a service (§5.4).</summary>
internal static class Ec2Services
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["CreateVpcEndpointServiceConfiguration"] = CreateAsync,
        ["ModifyVpcEndpointServiceConfiguration"] = ModifyAsync,
        ["DeleteVpcEndpointServiceConfigurations"] = call =>
            call.ChangeEachAsync("ServiceId", ids => new Step { DeleteVpcEndpointServiceConfigurations = new() { ServiceIds = ids } }),
        ["ModifyVpcEndpointServicePermissions"] = ModifyPermissionsAsync,
        ["AcceptVpcEndpointConnections"] = call => ConnectionsAsync(call, connections => new Step { AcceptVpcEndpointConnections = connections }),
        ["RejectVpcEndpointConnections"] = call => ConnectionsAsync(call, connections => new Step { RejectVpcEndpointConnections = connections }),
        ["StartVpcEndpointServicePrivateDnsVerification"] = VerifyAsync,
        ["ModifyVpcEndpointServicePayerResponsibility"] = SetPayerAsync,
    };

    private static async Task<Action<XmlBody>> CreateAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("GatewayLoadBalancerArn");
        var token = parameters.Text("ClientToken");
        var made = (await call.AskAsync(new Step
        {
            CreateVpcEndpointServiceConfiguration = new()
            {
                NetworkLoadBalancerArns = parameters.List("NetworkLoadBalancerArn"),
                AcceptanceRequired = parameters.Boolean("AcceptanceRequired") ?? true,
                SupportedRegions = parameters.List("SupportedRegion"),
                SupportedIpAddressTypes = parameters.ReadIpAddressTypes("SupportedIpAddressType"),
                PrivateDnsName = parameters.Text("PrivateDnsName"),
                Tags = parameters.ReadTags("vpc-endpoint-service"),
                ClientToken = token,
            },
        }))!;
        return body => body
            .Within("serviceConfiguration", service => Ec2Shapes.Service(service, made.ResourceId!, call.View))
            .Text("clientToken", token);
    }

    private static Task<Action<XmlBody>> ModifyAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("AddGatewayLoadBalancerArn", "RemoveGatewayLoadBalancerArn");
        return call.ChangeAsync(new Step
        {
            ModifyVpcEndpointServiceConfiguration = new()
            {
                ServiceId = parameters.Required("ServiceId"),
                AcceptanceRequired = parameters.Boolean("AcceptanceRequired"),
                AddNetworkLoadBalancerArns = parameters.List("AddNetworkLoadBalancerArn"),
                RemoveNetworkLoadBalancerArns = parameters.List("RemoveNetworkLoadBalancerArn"),
                AddSupportedIpAddressTypes = parameters.ReadIpAddressTypes("AddSupportedIpAddressType"),
                RemoveSupportedIpAddressTypes = parameters.ReadIpAddressTypes("RemoveSupportedIpAddressType"),
                AddSupportedRegions = parameters.List("AddSupportedRegion"),
                RemoveSupportedRegions = parameters.List("RemoveSupportedRegion"),
                PrivateDnsName = parameters.Text("PrivateDnsName"),
                RemovePrivateDnsName = parameters.Boolean("RemovePrivateDnsName"),
            },
        });
    }

    private static async Task<Action<XmlBody>> ModifyPermissionsAsync(Ec2Call call)
    {
        var serviceId = call.Parameters.Required("ServiceId");
        var reply = await call.AskAsync(new Step
        {
            ModifyVpcEndpointServicePermissions = new()
            {
                ServiceId = serviceId,
                AddAllowedPrincipals = call.Parameters.List("AddAllowedPrincipals"),
                RemoveAllowedPrincipals = call.Parameters.List("RemoveAllowedPrincipals"),
            },
        });
        ImmutableArray<AddedPrincipal> added = reply is EndpointServiceReply.PermissionsModified modified ? modified.AddedPrincipals : [];
        return body => Ec2Shapes.Return(body.List("addedPrincipalSet", added, (item, each) => item
            .Text("principalType", PrincipalTypeOf(each.Principal))
            .Text("principal", each.Principal)
            .Text("servicePermissionId", each.ServicePermissionId)
            .Text("serviceId", serviceId)));
    }

    private static Task<Action<XmlBody>> ConnectionsAsync(Ec2Call call, Func<ConnectionsParameters, Step> step)
    {
        var service = call.Parameters.Required("ServiceId");
        return call.ChangeEachAsync("VpcEndpointId", endpoints => step(new ConnectionsParameters { ServiceId = service, VpcEndpointIds = endpoints }));
    }

    private static Task<Action<XmlBody>> VerifyAsync(Ec2Call call) =>
        call.ChangeAsync(new Step { StartVpcEndpointServicePrivateDnsVerification = new() { ServiceId = call.Parameters.Required("ServiceId") } });

    private static Task<Action<XmlBody>> SetPayerAsync(Ec2Call call) => call.ChangeAsync(new Step
    {
        ModifyVpcEndpointServicePayerResponsibility = new()
        {
            ServiceId = call.Parameters.Required("ServiceId"), PayerResponsibility = call.Parameters.Required("PayerResponsibility"),
        },
    });

    /// <summary>The kind of an allowed principal (§2.4): <c>All</c>, <c>Account</c>, <c>User</c>, <c>Role</c>.</summary>
    public static string PrincipalTypeOf(string principal) =>
        principal == "*" ? "All"
        : principal.Split(':') is not [_, _, _, _, _, var name] || name == "root" ? "Account"
        : name.StartsWith("user/", StringComparison.Ordinal) ? "User"
        : "Role";
}
