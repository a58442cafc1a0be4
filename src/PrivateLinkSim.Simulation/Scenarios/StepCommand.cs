using System.Collections.Immutable;
using System.Reflection;
using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <summary>Whose a command is.</summary>
internal enum CommandOwner
{
    /// <summary>A call of AWS that is made in a Region.</summary>
    Aws,

    /// <summary>A call of AWS's Account API, of IAM or of Route 53, which are the same in all Regions.</summary>
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

    /// <summary>What else it may stand for.</summary>
    public ImmutableArray<ResourceKind> OrKinds { get; init; } = [];
}

/// <summary>What the checks and the runner must know of a step's command without knowing each command.</summary>
/// <param name="Name">In AWS's words.</param>
/// <param name="Makes">What it makes; null for nothing.</param>
/// <param name="Vpc">The VPC in which that lies, where the command says so.</param>
/// <param name="Names">The names and ids in it; first those that its Region is derived from, in their order.</param>
internal sealed partial record StepCommand(
    string Name, CommandOwner Owner, ResourceKind? Makes, string? Vpc, ImmutableArray<NameInCommand> Names)
{
    // A command is a member of the step that is named as AWS names it.
    private static readonly (string Name, Func<Step, object?> Parameters)[] All =
    [
        .. typeof(Step).GetProperties()
            .Where(member => member.GetCustomAttribute<JsonPropertyAttribute>() is not null)
            .Select(member => (member.GetCustomAttribute<JsonPropertyAttribute>()!.PropertyName ?? member.Name, member.GetMethod!.CreateDelegate<Func<Step, object?>>())),
    ];

    /// <summary>Whether the call has the parameter DryRun: those of EC2 have.</summary>
    public bool TakesDryRun { get; init; }

    /// <summary>Whether it breaks or repairs something, and may find that there is nothing to: then it changes nothing.</summary>
    public bool IsFault { get; init; }

    /// <summary>The names of all commands.</summary>
    public static ImmutableArray<string> Actions => [.. All.Select(each => each.Name)];

    /// <summary>The names of the commands that a step has; a step should have one at most.</summary>
    public static IEnumerable<string> NamesOf(Step step) => All.Where(each => each.Parameters(step) is not null).Select(each => each.Name);

    /// <summary>The step's command, or null when the step only looks.</summary>
    public static StepCommand? Of(Step step) =>
        OfAccount(step) ?? OfHostedZone(step) ?? OfSimulator(step) ?? OfFault(step) ?? OfNetwork(step) ?? OfLoadBalancer(step) ?? OfTargetGroup(step) ?? OfService(step) ?? OfEndpoint(step) ?? OfNotification(step);

    private static StepCommand Making(string name, ResourceKind makes, string? vpc, params ImmutableArray<NameInCommand> names) =>
        Call(name, names) with { Makes = makes, Vpc = vpc };

    private static StepCommand Call(string name, params ImmutableArray<NameInCommand> names) =>
        new(name, CommandOwner.Aws, null, null, Placed(name, names)) { TakesDryRun = true };

    private static StepCommand Elb(StepCommand call) => call with { TakesDryRun = false };

    private static StepCommand Account(string name) => new(name, CommandOwner.AwsAccount, null, null, []);

    private static StepCommand Simulator(string name, params ImmutableArray<NameInCommand> names) =>
        new(name, CommandOwner.Simulator, null, null, Placed(name, names));

    private static StepCommand Breaking(string name, params ImmutableArray<NameInCommand> names) => Simulator(name, names) with { IsFault = true };

    private static ImmutableArray<NameInCommand> Placed(string command, ImmutableArray<NameInCommand> names) =>
        [.. names.Select(name => name with { Path = $"{command}.{name.Path}" })];

    private static ImmutableArray<NameInCommand> One(string member, string? value, ResourceKind kind) =>
        value is null ? [] : [new(member, value, kind)];

    private static IEnumerable<NameInCommand> Many(string member, ImmutableArray<string> values, ResourceKind kind) =>
        values.Select((value, index) => new NameInCommand(ScenarioPath.Item(member, index), value, kind));

    // What is named beside the resource that the call is about does not say where the call is made.
    private static IEnumerable<NameInCommand> Beside(IEnumerable<NameInCommand> names) => names.Select(name => name with { GivesRegion = false });
}
