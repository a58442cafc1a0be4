using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What must be so at every moment between two instants, whatever was done.</summary>
/// <param name="Name">What reports and files call it: <c>one-owner</c>.</param>
/// <param name="Sentence">What must be so.</param>
internal sealed record FuzzInvariant(string Name, string Sentence, Func<FuzzLook, IEnumerable<string>> Broken)
{
    /// <summary>All that the states of a moment are held to.</summary>
    public static ImmutableArray<FuzzInvariant> All { get; } =
    [
        new("one-owner", "An address has one owner, who knows of it.", FuzzAddresses.OneOwner),
        new("free-addresses", "What nobody has is free.", FuzzAddresses.Free),
        new("groups-stay", "Security groups and subnets that are in use exist.", FuzzAddresses.InUse),
        new("no-zombie", "A connection has an endpoint, and an endpoint its connection, and both say the same of it.", FuzzConnections.NoZombie),
        new("paths-agree", "A cross-Region connection and its endpoint say the same of its paths, which lead into zones of the service.", FuzzConnections.Paths),
        new("registers-agree", "Accounts and Regions know what they have.", FuzzRegisters.Resources),
        new("opt-status-agrees", "Accounts know the Regions that they are opted in to.", FuzzRegisters.OptIns),
        new("one-service", "A load balancer serves the service that it is bound to.", FuzzServices.Bindings),
        new("service-zones", "A service has the zones of its load balancers, as they are.", FuzzServices.Zones),
        new("zone-health", "What stands in a zone knows whether it passes traffic.", FuzzHealth.Zones),
        new("withdrawal", "An address that is withdrawn or answered against its health is about to be put right.", FuzzHealth.Withdrawals),
        new("regional-answers", "A Regional name answers healthy addresses, or all of them where none is.", FuzzAnswers.Regional),
        new("dns-and-state", "Names exist while their endpoints do, and answer addresses of theirs.", FuzzAnswers.Names),
        new("private-names", "A private name leads to one endpoint of a VPC, and out of it nowhere.", FuzzAnswers.Private),
        new("served-zones", "Name servers answer what hosted zones hold, once nothing is pending.", FuzzZones.Served),
        new("quotas", "No quota is exceeded.", FuzzQuotas.Exceeded),
        new("deadlines", "What is due is due later.", look => look.Overdue()),
    ];

    /// <summary>What must be so of a run beside that, by name.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> OfRuns { get; } =
    [
        KeyValuePair.Create("refusals-change-nothing", "Who refuses a command leaves everything as it was."),
        KeyValuePair.Create("queries", "Names and paths are answered by what is there, however they are asked for."),
        KeyValuePair.Create("gapless-numbers", "The events of an entity are numbered one by one."),
        KeyValuePair.Create("log-order", "Turns and times never fall along the log, and causes stand before what they cause."),
        KeyValuePair.Create("traffic", "Every connection has one fate, and every second is counted."),
        KeyValuePair.Create("replay", "The log is folded to the states that the run ended with."),
        KeyValuePair.Create("determinism", "Run again with other threads, in another order and with actors that come and go, a scenario has the same log."),
        KeyValuePair.Create("resumption", "Dropped in the middle and taken up again, a run ends as if nothing had happened."),
        KeyValuePair.Create("no-bug", "Whatever is tried, the simulator does not fail."),
    ];
}

/// <summary>A run at a moment between two instants: what exists in it.</summary>
internal sealed class FuzzLook(RunView view, EntityTypes types, Moment now)
{
    /// <summary>Everything that there is, or was.</summary>
    public RunView View => view;

    /// <summary>The time.</summary>
    public Moment Now => now;

    public Settings Settings => view.Facts.Settings;

    public KeyValuePair<EntityId, VpcState>[] Vpcs { get; } =
        [.. view.All<VpcState>(EntityKind.Vpc).Where(each => each.Value.Exists)];

    public KeyValuePair<EntityId, InterfaceEndpointState>[] Endpoints { get; } =
        [.. view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Where(each => each.Value.Exists)];

    public KeyValuePair<EntityId, EndpointServiceState>[] Services { get; } =
        [.. view.All<EndpointServiceState>(EntityKind.EndpointService).Where(each => each.Value.Exists)];

    public KeyValuePair<EntityId, TargetGroupState>[] TargetGroups { get; } =
        [.. view.All<TargetGroupState>(EntityKind.TargetGroup).Where(each => each.Value.Status == TargetGroupStatus.Active)];

    public KeyValuePair<EntityId, LoadBalancerState>[] LoadBalancers { get; } =
        [.. view.All<LoadBalancerState>(EntityKind.LoadBalancer).Where(each => each.Value.Status == LoadBalancerStatus.Active)];

    public RegionState Region(string name) => view.Find<RegionState>(new EntityId(EntityKind.Region, name)) ?? RegionState.Initial;

    /// <summary>Deadlines that should have fired.</summary>
    public IEnumerable<string> Overdue() =>
        from kind in Enum.GetValues<EntityKind>()
        from entity in view.All<IState>(kind)
        from deadline in types[kind].Deadlines(entity.Value)
        where deadline.Due <= now
        select $"{entity.Key} has the deadline '{deadline.Key}', which was due at {deadline.Due}.";
}
