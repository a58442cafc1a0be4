using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Something that a live run was asked, by its topology, by its record, or by somebody outside.</summary>
/// <param name="Label">How the topology calls what comes of it.</param>
/// <param name="Step">The step that it is; null for the topology.</param>
/// <param name="Calls">Its calls, once it is its turn and the ids before it are known.</param>
/// <param name="At">The time at which it was asked.</param>
internal sealed record Asked(Caller? Caller, string? Label, Step? Step, Func<ResourceIds, IEnumerable<ScenarioCall>> Calls, Moment At)
{
    /// <summary>The parameter by which the log tells a dry run.</summary>
    public const string DryRun = "DryRun";

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(ScenarioContracts.Settings);

    /// <summary>Who waits for the answer; null for nobody.</summary>
    public TaskCompletionSource<LiveAnswer>? Answer { get; init; }

    /// <summary>Where it stands in the topology; null elsewhere.</summary>
    public string? Path { get; init; }

    /// <summary>What names stand for in it: the topology has names of its own, a call from outside has AWS's ids.</summary>
    public ResourceIds? Ids { get; set; }

    /// <summary>Whether a call from outside may name what the topology has names for.</summary>
    public bool HasNames { get; init; }

    /// <summary>What an input of a log asked, to be asked again.</summary>
    /// <exception cref="LogDamagedException">It is no input that this program knows.</exception>
    public static Asked Again(CommandReceived input, Moment at)
    {
        Step step;
        try
        {
            step = StepOf(input.Action, input.Parameters);
        }
        catch (JsonException unknown)
        {
            throw new LogDamagedException($"The log has an input {input.Action} that this program does not know: {unknown.Message}", unknown);
        }

        var caller = input.Account is null ? null : new Caller(input.Account, input.Principal!, input.Region!);
        return new Asked(caller, input.Label, step, ids => ScenarioCalls.Of(step, caller, ids), at);
    }

    /// <summary>The step that an input is in the log, whatever names whoever asked it had for things.</summary>
    public static Step StepOf(string action, JObject recorded)
    {
        var parameters = (JObject)recorded.DeepClone();
        var isDry = parameters.Remove(DryRun);
        return new JObject { [action] = parameters, ["dryRun"] = isDry }.ToObject<Step>(Serializer)!;
    }
}
