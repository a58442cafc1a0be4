using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A step's command, ready to be asked of an entity. A batch call of AWS becomes one call for each resource it names.</summary>
/// <param name="Action">The call in AWS's words.</param>
/// <param name="Parameters">Its parameters, names replaced by ids, as the log records them.</param>
internal sealed record ScenarioCall(string Action, JObject Parameters, EntityId Target, ICommand Command);

/// <summary>Translates the commands of steps into calls. Names are replaced by the ids that the run has drawn for them.</summary>
internal static class ScenarioCalls
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        NullValueHandling = NullValueHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
    });

    /// <summary>The calls of a step; none for a step that only looks.</summary>
    /// <exception cref="MissingResourceException">The step names something that was never made.</exception>
    public static IEnumerable<ScenarioCall> Of(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { EnableRegion: { } call } => [Make(nameof(step.EnableRegion), call, Region(call.RegionName), new RegionCommand.EnableRegion())],
        { DisableRegion: { } call } => [Make(nameof(step.DisableRegion), call, Region(call.RegionName), new RegionCommand.DisableRegion())],
        { CreateVpc: { } call } => [Make(nameof(step.CreateVpc), call, Region(Required(caller).Region), new RegionCommand.CreateVpc(call.CidrBlock))],
        { CreateSubnet: { } call } => [CreateSubnet(call with { VpcId = ids.Id(call.VpcId) })],
        { CreateVpcEndpointServiceConfiguration: { } call } => [CreateService(call, Required(caller), ids)],
        { ModifyVpcEndpointServiceConfiguration: { } call } => [ModifyService(call with { ServiceId = ids.Id(call.ServiceId) }, Required(caller))],
        { ModifyVpcEndpointServicePermissions: { } call } => [ModifyPermissions(call, ids)],
        { DeleteVpcEndpointServiceConfigurations: { } call } => call.ServiceIds.Select(ids.Id).Select(id => Make(
            nameof(step.DeleteVpcEndpointServiceConfigurations), call with { ServiceIds = [id] }, Service(id), new EndpointServiceCommand.Delete())),
        { AcceptVpcEndpointConnections: { } call } => Connections(
            nameof(step.AcceptVpcEndpointConnections), call, ids, id => new EndpointServiceCommand.AcceptConnection(id)),
        { RejectVpcEndpointConnections: { } call } => Connections(
            nameof(step.RejectVpcEndpointConnections), call, ids, id => new EndpointServiceCommand.RejectConnection(id)),
        { CreateVpcEndpoint: { } call } => [CreateEndpoint(call, Required(caller), ids)],
        { DeleteVpcEndpoints: { } call } => call.VpcEndpointIds.Select(ids.Id).Select(id => Make(
            nameof(step.DeleteVpcEndpoints),
            call with { VpcEndpointIds = [id] },
            new EntityId(EntityKind.InterfaceEndpoint, id),
            new InterfaceEndpointCommand.Delete())),
        { ImpairZone: { } call } => [Make(nameof(step.ImpairZone), call, ids.RegionOfZone(call.ZoneId), new RegionCommand.ImpairZone(call.ZoneId))],
        { RepairZone: { } call } => [Make(nameof(step.RepairZone), call, ids.RegionOfZone(call.ZoneId), new RegionCommand.RepairZone(call.ZoneId))],
        { BeginRegionOutage: { } call } => [Make(nameof(step.BeginRegionOutage), call, Region(call.RegionName), new RegionCommand.BeginOutage())],
        { EndRegionOutage: { } call } => [Make(nameof(step.EndRegionOutage), call, Region(call.RegionName), new RegionCommand.EndOutage())],
        _ => OfLoadBalancer(step, caller, ids),
    };

    /// <summary>The topology's word about an account in a Region.</summary>
    public static ScenarioCall DeclareAccount(string region, RegionCommand.DeclareAccount declare) => new(
        nameof(RegionCommand.DeclareAccount),
        new JObject
        {
            ["Account"] = declare.Account,
            ["OptedIn"] = declare.OptedIn,
            ["RegionName"] = region,
            ["ZoneNames"] = new JObject(declare.ZoneNames.Select(zone => new JProperty(zone.Name, zone.ZoneId))),
        },
        Region(region),
        declare);

    private static IEnumerable<ScenarioCall> OfLoadBalancer(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateLoadBalancer: { } call } => [CreateLoadBalancer(call with { Subnets = [.. call.Subnets.Select(ids.Id)] }, Required(caller), ids)],
        { ModifyLoadBalancerAttributes: { } call } =>
        [
            Make(
                nameof(step.ModifyLoadBalancerAttributes),
                call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) },
                LoadBalancer(ids.Id(call.LoadBalancerArn)),
                new LoadBalancerCommand.SetCrossZone(call.CrossZone)),
        ],
        { DeleteLoadBalancer: { } call } =>
        [
            Make(
                nameof(step.DeleteLoadBalancer),
                call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) },
                LoadBalancer(ids.Id(call.LoadBalancerArn)),
                new LoadBalancerCommand.Delete()),
        ],
        { RegisterTargets: { } call } => [RegisterTargets(call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) }, ids)],
        { DeregisterTargets: { } call } =>
        [
            Make(
                nameof(step.DeregisterTargets),
                call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) },
                LoadBalancer(ids.Id(call.LoadBalancerArn)),
                new LoadBalancerCommand.DeregisterTargets(call.Targets)),
        ],
        _ => [],
    };

    private static ScenarioCall CreateSubnet(CreateSubnetParameters call) => Make(
        nameof(Step.CreateSubnet),
        call,
        new EntityId(EntityKind.Vpc, call.VpcId),
        new VpcCommand.CreateSubnet(call.CidrBlock, null, false, call.AvailabilityZone, call.AvailabilityZoneId));

    private static ScenarioCall CreateLoadBalancer(CreateLoadBalancerParameters call, Caller caller, ResourceIds ids) => Make(
        nameof(Step.CreateLoadBalancer),
        call,
        new EntityId(EntityKind.ServiceProvider, caller.Account),
        new ServiceProviderCommand.CreateLoadBalancer(
            new NewLoadBalancer { Name = call.Name, VpcId = ids.VpcOfSubnets(call.Subnets), SubnetIds = call.Subnets }));

    private static ScenarioCall RegisterTargets(RegisterTargetsParameters call, ResourceIds ids) => Make(
        nameof(Step.RegisterTargets),
        call,
        LoadBalancer(call.LoadBalancerArn),
        new LoadBalancerCommand.RegisterTargets(
            [.. call.Targets.Select(target => new Target(target.Id, ids.ZoneIdFor(call.LoadBalancerArn, target.AvailabilityZone)))]));

    private static ScenarioCall CreateService(CreateVpcEndpointServiceConfigurationParameters named, Caller caller, ResourceIds ids)
    {
        var call = named with { NetworkLoadBalancerArns = [.. named.NetworkLoadBalancerArns.Select(ids.Id)] };
        return Make(
            nameof(Step.CreateVpcEndpointServiceConfiguration),
            call,
            new EntityId(EntityKind.ServiceProvider, caller.Account),
            new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
                new NewEndpointService
                {
                    NetworkLoadBalancerArns = call.NetworkLoadBalancerArns,
                    AcceptanceRequired = call.AcceptanceRequired,
                    SupportedRegions = call.SupportedRegions,
                },
                null));
    }

    private static ScenarioCall ModifyService(ModifyVpcEndpointServiceConfigurationParameters call, Caller caller) => Make(
        nameof(Step.ModifyVpcEndpointServiceConfiguration),
        call,
        new EntityId(EntityKind.ServiceProvider, caller.Account),
        new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(
            call.ServiceId,
            new EndpointServiceChange
            {
                AddSupportedRegions = call.AddSupportedRegions,
                RemoveSupportedRegions = call.RemoveSupportedRegions,
                AcceptanceRequired = call.AcceptanceRequired,
            }));

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

    private static ScenarioCall CreateEndpoint(CreateVpcEndpointParameters named, Caller caller, ResourceIds ids)
    {
        var call = named with
        {
            VpcId = ids.Id(named.VpcId),
            ServiceName = ids.ServiceName(named.ServiceName),
            SubnetIds = [.. named.SubnetIds.Select(ids.Id)],
        };
        return Make(
            nameof(Step.CreateVpcEndpoint),
            call,
            new EntityId(EntityKind.ServiceConsumer, caller.Account),
            new ServiceConsumerCommand.CreateVpcEndpoint(
                new NewVpcEndpoint
                {
                    VpcId = call.VpcId,
                    ServiceName = call.ServiceName,
                    ServiceRegion = call.ServiceRegion,
                    SubnetIds = call.SubnetIds,
                },
                null));
    }

    private static ScenarioCall Make(string action, object parameters, EntityId target, ICommand command) =>
        new(action, JObject.FromObject(parameters, Serializer), target, command);

    private static Caller Required(Caller? caller) =>
        caller ?? throw new InvalidOperationException("A call of AWS without a caller got past the scenario's checks.");

    private static EntityId Region(string name) => new(EntityKind.Region, name);

    private static EntityId Service(string id) => new(EntityKind.EndpointService, id);

    private static EntityId LoadBalancer(string arn) => new(EntityKind.LoadBalancer, arn);
}
