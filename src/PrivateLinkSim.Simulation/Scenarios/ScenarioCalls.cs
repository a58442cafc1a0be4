using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A step's command, ready to be asked of an entity. A batch call of AWS becomes one call for each resource it names.</summary>
/// <param name="Action">The call in AWS's words.</param>
/// <param name="Parameters">Its parameters, names replaced by ids, as the log records them.</param>
internal sealed record ScenarioCall(string Action, JObject Parameters, EntityId Target, ICommand Command)
{
    /// <summary>The call as it comes in: one that may not is turned away before it gets to what it names, and a dry run always is.</summary>
    /// <param name="caller">Who calls; null for what the simulator itself is told, which always comes in.</param>
    public ScenarioCall Admitted(Caller? caller, bool isDryRun, IWorld world)
    {
        if (caller is null)
        {
            return this;
        }

        var (target, command) = isDryRun ? FrontDoor.AdmitDryRun(Target, Command, caller, world) : FrontDoor.Admit(Target, Command, caller, world);
        return this with { Target = target, Command = command };
    }
}

/// <summary>Translates the commands of steps into calls. Names are replaced by the ids that the run has drawn for them.</summary>
internal static partial class ScenarioCalls
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(ScenarioContracts.Settings);

    /// <summary>The calls of a step; none for a step that only looks.</summary>
    /// <exception cref="MissingResourceException">The step names something that was never made.</exception>
    public static IEnumerable<ScenarioCall> Of(Step step, Caller? caller, ResourceIds ids) =>
        OfRegion(step, ids) ?? OfFault(step, ids) ?? OfIdentity(step, caller, ids) ?? OfHostedZone(step, caller, ids) ?? OfNetwork(step, caller, ids) ?? OfLoadBalancer(step, caller, ids) ?? OfTargetGroup(step, caller, ids)
        ?? OfFilters(step, ids) ?? OfService(step, caller, ids) ?? OfEndpoint(step, caller, ids) ?? OfNotification(step, ids) ?? OfTags(step, ids) ?? OfDns(step, ids) ?? [];

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

    private static IEnumerable<ScenarioCall>? OfRegion(Step step, ResourceIds ids) => step switch
    {
        { EnableRegion: { } call } => [Make(nameof(step.EnableRegion), call, Region(call.RegionName), new RegionCommand.EnableRegion())],
        { DisableRegion: { } call } => [Make(nameof(step.DisableRegion), call, Region(call.RegionName), new RegionCommand.DisableRegion())],
        { ImpairZone: { } call } => [Make(nameof(step.ImpairZone), call, ids.RegionOfZone(call.ZoneId), new RegionCommand.ImpairZone(call.ZoneId))],
        { RepairZone: { } call } => [Make(nameof(step.RepairZone), call, ids.RegionOfZone(call.ZoneId), new RegionCommand.RepairZone(call.ZoneId))],
        { BeginRegionOutage: { } call } => [Make(nameof(step.BeginRegionOutage), call, Region(call.RegionName), new RegionCommand.BeginOutage())],
        { EndRegionOutage: { } call } => [Make(nameof(step.EndRegionOutage), call, Region(call.RegionName), new RegionCommand.EndOutage())],
        _ => null,
    };

    private static ScenarioCall Make(string action, object parameters, EntityId target, ICommand command) =>
        new(action, JObject.FromObject(parameters, Serializer), target, command);

    private static Caller Required(Caller? caller) =>
        caller ?? throw new InvalidOperationException("A call of AWS without a caller got past the scenario's checks.");

    private static EntityId Region(string name) => new(EntityKind.Region, name);

    private static EntityId Vpc(string id) => new(EntityKind.Vpc, id);

    private static EntityId Provider(string account) => new(EntityKind.ServiceProvider, account);

    private static EntityId Consumer(string account) => new(EntityKind.ServiceConsumer, account);

    private static EntityId Service(string id) => new(EntityKind.EndpointService, id);

    private static EntityId Endpoint(string id) => new(EntityKind.InterfaceEndpoint, id);

    private static EntityId LoadBalancer(string arn) => new(EntityKind.LoadBalancer, arn);
}
