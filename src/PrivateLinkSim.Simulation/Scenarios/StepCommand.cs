using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Whose a command is.</summary>
internal enum CommandOwner
{
    /// <summary>A call of AWS that is made in a Region.</summary>
    Aws,

    /// <summary>A call of AWS's Account API, which is the same in all Regions.</summary>
    AwsAccount,

    /// <summary>The simulator's own: it happens, and nobody calls it.</summary>
    Simulator,
}

/// <summary>A name or id in a command.</summary>
/// <param name="Path">Where it stands, from the step on: <c>CreateVpcEndpoint.SubnetIds[0]</c>.</param>
/// <param name="Kind">What it must stand for.</param>
internal readonly record struct NameInCommand(string Path, string Value, ResourceKind Kind)
{
    /// <summary>Whether the call is made in the Region of what is named here, when the step does not say in which.</summary>
    public bool GivesRegion { get; init; } = true;
}

/// <summary>What the checks and the runner must know of a step's command without knowing each command.</summary>
/// <param name="Name">In AWS's words.</param>
/// <param name="Makes">What it makes; null for nothing.</param>
/// <param name="Vpc">The VPC in which that lies, where the command says so.</param>
/// <param name="Names">The names and ids in it; first those that its Region is derived from, in their order.</param>
internal sealed record StepCommand(
    string Name, CommandOwner Owner, ResourceKind? Makes, string? Vpc, ImmutableArray<NameInCommand> Names)
{
    /// <summary>The names of the commands that a step has; a step should have one at most.</summary>
    public static IEnumerable<string> NamesOf(Step step) => AllOf(step).Where(each => each.Parameters is not null).Select(each => each.Name);

    /// <summary>The step's command, or null when the step only looks.</summary>
    public static StepCommand? Of(Step step) => step switch
    {
        { EnableRegion: not null } => new(nameof(step.EnableRegion), CommandOwner.AwsAccount, null, null, []),
        { DisableRegion: not null } => new(nameof(step.DisableRegion), CommandOwner.AwsAccount, null, null, []),
        { ImpairZone: not null } => new(nameof(step.ImpairZone), CommandOwner.Simulator, null, null, []),
        { RepairZone: not null } => new(nameof(step.RepairZone), CommandOwner.Simulator, null, null, []),
        { BeginRegionOutage: not null } => new(nameof(step.BeginRegionOutage), CommandOwner.Simulator, null, null, []),
        { EndRegionOutage: not null } => new(nameof(step.EndRegionOutage), CommandOwner.Simulator, null, null, []),
        { CreateVpc: not null } => Making(nameof(step.CreateVpc), ResourceKind.Vpc, null),
        { CreateSubnet: { } call } => Making(
            nameof(step.CreateSubnet), ResourceKind.Subnet, call.VpcId, One("VpcId", call.VpcId, ResourceKind.Vpc)),
        { CreateVpcEndpoint: { } call } => Making(
            nameof(step.CreateVpcEndpoint),
            ResourceKind.Endpoint,
            call.VpcId,
            [
                .. One("VpcId", call.VpcId, ResourceKind.Vpc),
                .. Many("SubnetIds", call.SubnetIds, ResourceKind.Subnet),
                new("ServiceName", call.ServiceName, ResourceKind.Service) { GivesRegion = false },
            ]),
        { DeleteVpcEndpoints: { } call } => Call(
            nameof(step.DeleteVpcEndpoints), Many("VpcEndpointIds", call.VpcEndpointIds, ResourceKind.Endpoint)),
        _ => OfLoadBalancer(step) ?? OfService(step),
    };

    private static StepCommand? OfLoadBalancer(Step step) => step switch
    {
        { CreateLoadBalancer: { } call } => Making(
            nameof(step.CreateLoadBalancer), ResourceKind.LoadBalancer, null, Many("Subnets", call.Subnets, ResourceKind.Subnet)),
        { ModifyLoadBalancerAttributes: { } call } => Call(
            nameof(step.ModifyLoadBalancerAttributes), One("LoadBalancerArn", call.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { DeleteLoadBalancer: { } call } => Call(
            nameof(step.DeleteLoadBalancer), One("LoadBalancerArn", call.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { RegisterTargets: { } call } => Call(
            nameof(step.RegisterTargets), One("LoadBalancerArn", call.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { DeregisterTargets: { } call } => Call(
            nameof(step.DeregisterTargets), One("LoadBalancerArn", call.LoadBalancerArn, ResourceKind.LoadBalancer)),
        _ => null,
    };

    private static StepCommand? OfService(Step step) => step switch
    {
        { CreateVpcEndpointServiceConfiguration: { } call } => Making(
            nameof(step.CreateVpcEndpointServiceConfiguration),
            ResourceKind.Service,
            null,
            Many("NetworkLoadBalancerArns", call.NetworkLoadBalancerArns, ResourceKind.LoadBalancer)),
        { ModifyVpcEndpointServiceConfiguration: { } call } => Call(
            nameof(step.ModifyVpcEndpointServiceConfiguration), One("ServiceId", call.ServiceId, ResourceKind.Service)),
        { ModifyVpcEndpointServicePermissions: { } call } => Call(
            nameof(step.ModifyVpcEndpointServicePermissions), One("ServiceId", call.ServiceId, ResourceKind.Service)),
        { DeleteVpcEndpointServiceConfigurations: { } call } => Call(
            nameof(step.DeleteVpcEndpointServiceConfigurations), Many("ServiceIds", call.ServiceIds, ResourceKind.Service)),
        { AcceptVpcEndpointConnections: { } call } => Call(nameof(step.AcceptVpcEndpointConnections), Connections(call)),
        { RejectVpcEndpointConnections: { } call } => Call(nameof(step.RejectVpcEndpointConnections), Connections(call)),
        _ => null,
    };

    private static ImmutableArray<NameInCommand> Connections(ConnectionsParameters call) =>
    [
        .. One("ServiceId", call.ServiceId, ResourceKind.Service),
        .. Many("VpcEndpointIds", call.VpcEndpointIds, ResourceKind.Endpoint).Select(name => name with { GivesRegion = false }),
    ];

    private static StepCommand Making(string name, ResourceKind makes, string? vpc, ImmutableArray<NameInCommand> names = default) =>
        new(name, CommandOwner.Aws, makes, vpc, Placed(name, names));

    private static StepCommand Call(string name, ImmutableArray<NameInCommand> names) =>
        new(name, CommandOwner.Aws, null, null, Placed(name, names));

    private static ImmutableArray<NameInCommand> Placed(string command, ImmutableArray<NameInCommand> names) =>
        names.IsDefaultOrEmpty ? [] : [.. names.Select(name => name with { Path = $"{command}.{name.Path}" })];

    private static ImmutableArray<NameInCommand> One(string member, string value, ResourceKind kind) => [new(member, value, kind)];

    private static ImmutableArray<NameInCommand> Many(string member, ImmutableArray<string> values, ResourceKind kind) =>
        [.. values.Select((value, index) => new NameInCommand(ScenarioPath.Item(member, index), value, kind))];

    private static IEnumerable<(string Name, object? Parameters)> AllOf(Step step) =>
    [
        (nameof(step.EnableRegion), step.EnableRegion),
        (nameof(step.DisableRegion), step.DisableRegion),
        (nameof(step.CreateVpc), step.CreateVpc),
        (nameof(step.CreateSubnet), step.CreateSubnet),
        (nameof(step.CreateLoadBalancer), step.CreateLoadBalancer),
        (nameof(step.ModifyLoadBalancerAttributes), step.ModifyLoadBalancerAttributes),
        (nameof(step.DeleteLoadBalancer), step.DeleteLoadBalancer),
        (nameof(step.RegisterTargets), step.RegisterTargets),
        (nameof(step.DeregisterTargets), step.DeregisterTargets),
        (nameof(step.CreateVpcEndpointServiceConfiguration), step.CreateVpcEndpointServiceConfiguration),
        (nameof(step.ModifyVpcEndpointServiceConfiguration), step.ModifyVpcEndpointServiceConfiguration),
        (nameof(step.ModifyVpcEndpointServicePermissions), step.ModifyVpcEndpointServicePermissions),
        (nameof(step.DeleteVpcEndpointServiceConfigurations), step.DeleteVpcEndpointServiceConfigurations),
        (nameof(step.AcceptVpcEndpointConnections), step.AcceptVpcEndpointConnections),
        (nameof(step.RejectVpcEndpointConnections), step.RejectVpcEndpointConnections),
        (nameof(step.CreateVpcEndpoint), step.CreateVpcEndpoint),
        (nameof(step.DeleteVpcEndpoints), step.DeleteVpcEndpoints),
        (nameof(step.ImpairZone), step.ImpairZone),
        (nameof(step.RepairZone), step.RepairZone),
        (nameof(step.BeginRegionOutage), step.BeginRegionOutage),
        (nameof(step.EndRegionOutage), step.EndRegionOutage),
    ];
}
