using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a path of a breakpoint begins with.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Kind">The kind of entity whose state it is; null for the event's own.</param>
/// <param name="Get">Its value; given the entity that is named in brackets, if one is.</param>
internal sealed record BreakpointSubject(string Name, FieldType Type, EntityKind? Kind, Func<BreakpointMoment, EntityId?, object?> Get)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<BreakpointSubject> All { get; } =
    [
        new("event", EventFields(), null, static (moment, _) => moment.Entry is null ? null : moment),
        new("refused", RefusalFields(), null, static (moment, _) => moment.Refusal),
        new("entity", new FieldType.Entity(), null, static (moment, _) => moment.Entry?.Entity),
        Entity<RegionState>("region", EntityKind.Region),
        Entity<ServiceProviderState>("provider", EntityKind.ServiceProvider),
        Entity<ServiceConsumerState>("consumer", EntityKind.ServiceConsumer),
        Entity<VpcState>("vpc", EntityKind.Vpc),
        Entity<LoadBalancerState>("loadBalancer", EntityKind.LoadBalancer),
        Entity<EndpointServiceState>("service", EntityKind.EndpointService),
        Entity<InterfaceEndpointState>("endpoint", EntityKind.InterfaceEndpoint),
        Entity<PublicDnsState>("publicDns", EntityKind.PublicDns),
        Entity<TargetGroupState>("targetGroup", EntityKind.TargetGroup),
        Entity<IamState>("iam", EntityKind.Iam),
        Entity<HostedZonesState>("hostedZones", EntityKind.HostedZones),
    ];

    /// <summary>The subject of this name, or null.</summary>
    public static BreakpointSubject? Find(string name) => All.FirstOrDefault(subject => subject.Name == name);

    private static BreakpointSubject Entity<TState>(string name, EntityKind kind)
        where TState : IState =>
        new(name, FieldType.OfRecord(typeof(TState)), kind, static (moment, named) => moment.StateOf(named ?? moment.Bound));

    private static FieldType.Members EventFields()
    {
        string[] types = [.. EventCatalogue.Standard.Kinds.Select(kind => kind.Type).Distinct(StringComparer.Ordinal)];
        return Fields(
            Field("type", new FieldType.Text(types, "the type of an event"), static entry => entry.Type),
            Field("entity", new FieldType.Entity(), static entry => entry.Entity),
            Field("turn", new FieldType.Number(), static entry => entry.Turn),
            Field("index", new FieldType.Number(), static entry => (long)entry.Index),
            Field("number", new FieldType.Number(), static entry => entry.Number),
            Field("time", new FieldType.Time(), static entry => entry.Time),
            Field("cause", new FieldType.Number(), static entry => entry.Cause),
            new BreakpointField("data", DataFields(), static moment => ((BreakpointMoment)moment).Data));
    }

    // Every member that the data of any event has: an event without it has null there.
    private static FieldType.Members DataFields() => new(new Lazy<IReadOnlyList<BreakpointField>>(() =>
    [
        .. EventCatalogue.Standard.Kinds.SelectMany(kind => FieldType.OfRecord(kind.EventType).Fields.Value)
            .Select(field => field.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new BreakpointField(name, new FieldType.Free(), data => ((JObject)data)[name])),
    ]));

    private static FieldType.Members RefusalFields() => Fields(
        Refusal(
            "rule", new FieldType.Text([.. RuleBook.All.Select(rule => rule.Id)], "the id of a rule, such as R4"), static refused => refused.Rule),
        Refusal("code", new FieldType.Text(), static refused => refused.Code),
        Refusal("message", new FieldType.Text(), static refused => refused.Message),
        Refusal("by", new FieldType.Entity(), static refused => refused.By),
        Refusal("input", new FieldType.Number(), static refused => refused.Input));

    private static FieldType.Members Fields(params BreakpointField[] fields) => new(new Lazy<IReadOnlyList<BreakpointField>>(fields));

    private static BreakpointField Field(string name, FieldType type, Func<LogEntry, object?> get) =>
        new(name, type, moment => get(((BreakpointMoment)moment).Entry!));

    private static BreakpointField Refusal(string name, FieldType type, Func<CommandAnswered, object?> get) =>
        new(name, type, refused => get((CommandAnswered)refused));
}
