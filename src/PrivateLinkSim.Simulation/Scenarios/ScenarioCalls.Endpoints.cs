using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls about endpoints, connection notifications and tags.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfEndpoint(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateVpcEndpoint: { } call } => [CreateEndpoint(call, Required(caller), ids)],
        { ModifyVpcEndpoint: { } call } => [ModifyEndpoint(call, ids)],
        { DeleteVpcEndpoints: { } call } => call.VpcEndpointIds.Select(ids.Id).Select(id => Make(
            nameof(step.DeleteVpcEndpoints), call with { VpcEndpointIds = [id] }, Endpoint(id), new InterfaceEndpointCommand.Delete())),
        _ => null,
    };

    private static IEnumerable<ScenarioCall>? OfNotification(Step step, ResourceIds ids) => step switch
    {
        { CreateVpcEndpointConnectionNotification: { ServiceId: { } named } call } =>
        [
            Make(
                nameof(step.CreateVpcEndpointConnectionNotification),
                call with { ServiceId = ids.Id(named) },
                Service(ids.Id(named)),
                new EndpointServiceCommand.CreateConnectionNotification(call.ConnectionNotificationArn, call.ConnectionEvents, call.ClientToken)),
        ],
        { CreateVpcEndpointConnectionNotification: { VpcEndpointId: { } named } call } =>
        [
            Make(
                nameof(step.CreateVpcEndpointConnectionNotification),
                call with { VpcEndpointId = ids.Id(named) },
                Endpoint(ids.Id(named)),
                new InterfaceEndpointCommand.CreateConnectionNotification(call.ConnectionNotificationArn, call.ConnectionEvents, call.ClientToken)),
        ],
        { ModifyVpcEndpointConnectionNotification: { } call } => [ModifyNotification(call, ids)],
        { DeleteVpcEndpointConnectionNotifications: { } call } => call.ConnectionNotificationIds.Select(named => Make(
            nameof(step.DeleteVpcEndpointConnectionNotifications),
            call with { ConnectionNotificationIds = [ids.Id(named)] },
            ids.HolderOf(named, EntityKind.EndpointService),
            ids.HolderOf(named, EntityKind.EndpointService).Kind == EntityKind.EndpointService
                ? new EndpointServiceCommand.DeleteConnectionNotification(ids.Id(named))
                : new InterfaceEndpointCommand.DeleteConnectionNotification(ids.Id(named)))),
        _ => null,
    };

    private static IEnumerable<ScenarioCall>? OfTags(Step step, ResourceIds ids) => step switch
    {
        { CreateTags: { } call } => call.Resources.Select(ids.Id).Select(id => Make(
            nameof(step.CreateTags),
            call with { Resources = [id] },
            Tagged(id, ids),
            Tagged(id, ids).Kind switch
            {
                EntityKind.EndpointService => new EndpointServiceCommand.CreateTags(call.Tags),
                EntityKind.Vpc => new VpcCommand.CreateTags(id, call.Tags),
                _ => new InterfaceEndpointCommand.CreateTags(call.Tags),
            })),
        { DeleteTags: { } call } => call.Resources.Select(ids.Id).Select(id => Make(
            nameof(step.DeleteTags),
            call with { Resources = [id] },
            Tagged(id, ids),
            Tagged(id, ids).Kind switch
            {
                EntityKind.EndpointService => new EndpointServiceCommand.DeleteTags(Gone(call)),
                EntityKind.Vpc => new VpcCommand.DeleteTags(id, Gone(call)),
                _ => new InterfaceEndpointCommand.DeleteTags(Gone(call)),
            })),
        _ => null,
    };

    private static ScenarioCall CreateEndpoint(CreateVpcEndpointParameters named, Caller caller, ResourceIds ids)
    {
        var call = named with
        {
            VpcId = ids.Id(named.VpcId),
            ServiceName = ids.ServiceName(named.ServiceName),
            SubnetIds = [.. named.SubnetIds.Select(ids.Id)],
            SecurityGroupIds = [.. named.SecurityGroupIds.Select(ids.Id)],
            SubnetConfigurations = Chosen(named.SubnetConfigurations, ids),
        };
        return Make(
            nameof(Step.CreateVpcEndpoint),
            call,
            Consumer(caller.Account),
            new ServiceConsumerCommand.CreateVpcEndpoint(
                new NewVpcEndpoint
                {
                    VpcId = call.VpcId,
                    ServiceName = call.ServiceName,
                    ServiceRegion = call.ServiceRegion,
                    SubnetIds = call.SubnetIds,
                    IpAddressType = call.IpAddressType,
                    DnsRecordIpType = call.DnsOptions?.DnsRecordIpType,
                    PrivateDnsEnabled = call.PrivateDnsEnabled,
                    SecurityGroupIds = call.SecurityGroupIds,
                    SubnetConfigurations = Configurations(call.SubnetConfigurations),
                    Tags = call.Tags,
                },
                call.ClientToken));
    }

    private static ScenarioCall ModifyEndpoint(ModifyVpcEndpointParameters named, ResourceIds ids)
    {
        var call = named with
        {
            VpcEndpointId = ids.Id(named.VpcEndpointId),
            AddSubnetIds = [.. named.AddSubnetIds.Select(ids.Id)],
            RemoveSubnetIds = [.. named.RemoveSubnetIds.Select(ids.Id)],
            AddSecurityGroupIds = [.. named.AddSecurityGroupIds.Select(ids.Id)],
            RemoveSecurityGroupIds = [.. named.RemoveSecurityGroupIds.Select(ids.Id)],
            SubnetConfigurations = Chosen(named.SubnetConfigurations, ids),
        };
        return Make(
            nameof(Step.ModifyVpcEndpoint),
            call,
            Endpoint(call.VpcEndpointId),
            new InterfaceEndpointCommand.Modify(new VpcEndpointChange
            {
                AddSubnetIds = call.AddSubnetIds,
                RemoveSubnetIds = call.RemoveSubnetIds,
                AddSecurityGroupIds = call.AddSecurityGroupIds,
                RemoveSecurityGroupIds = call.RemoveSecurityGroupIds,
                IpAddressType = call.IpAddressType,
                DnsRecordIpType = call.DnsOptions?.DnsRecordIpType,
                PrivateDnsEnabled = call.PrivateDnsEnabled,
                SubnetConfigurations = Configurations(call.SubnetConfigurations),
            }));
    }

    private static ScenarioCall ModifyNotification(ModifyConnectionNotificationParameters named, ResourceIds ids)
    {
        var call = named with { ConnectionNotificationId = ids.Id(named.ConnectionNotificationId) };
        var holder = ids.HolderOf(named.ConnectionNotificationId, EntityKind.EndpointService);
        return Make(
            nameof(Step.ModifyVpcEndpointConnectionNotification),
            call,
            holder,
            holder.Kind == EntityKind.EndpointService
                ? new EndpointServiceCommand.ModifyConnectionNotification(
                    call.ConnectionNotificationId, call.ConnectionNotificationArn, call.ConnectionEvents)
                : new InterfaceEndpointCommand.ModifyConnectionNotification(
                    call.ConnectionNotificationId, call.ConnectionNotificationArn, call.ConnectionEvents));
    }

    private static ImmutableArray<SubnetConfigurationParameter> Chosen(ImmutableArray<SubnetConfigurationParameter> named, ResourceIds ids) =>
        [.. named.Select(each => each with { SubnetId = ids.Id(each.SubnetId) })];

    private static ImmutableArray<SubnetConfiguration> Configurations(ImmutableArray<SubnetConfigurationParameter> chosen) =>
        [.. chosen.Select(each => new SubnetConfiguration(each.SubnetId, each.Ipv4, each.Ipv6))];

    private static EntityId Tagged(string id, ResourceIds ids) =>
        id.StartsWith("vpce-svc-", StringComparison.Ordinal) ? Service(id)
        : id.StartsWith("vpc-", StringComparison.Ordinal) ? Vpc(id)
        : VpcParts.IsPart(id) ? ids.HolderOf(id, EntityKind.Vpc)
        : Endpoint(id);

    private static ImmutableSortedDictionary<string, string?> Gone(DeleteTagsParameters call) =>
        call.Tags.Select(tag => KeyValuePair.Create(tag.Key, (string?)tag.Value))
            .Concat(call.TagKeys.Select(key => KeyValuePair.Create(key, (string?)null)))
            .DistinctBy(tag => tag.Key, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
