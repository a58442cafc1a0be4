using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The first entry of every log: what the run is made of.</summary>
/// <param name="Seed">The seed of all draws.</param>
/// <param name="Scenario">The scenario as canonical JSON.</param>
/// <param name="Settings">The settings that hold, defaults included.</param>
/// <param name="DataHashes">The hashes of the data files, by name.</param>
/// <param name="IsServed">True where the inputs behind the topology came from outside, so that the log alone knows them; absent where the scenario says all.</param>
public sealed record RunStarted(
    long Seed, CanonicalDocument Scenario, JObject Settings, ImmutableSortedDictionary<string, string> DataHashes, bool? IsServed = null) : IEvent
{
    /// <summary>The settings that held. Those that did not exist yet when the run was recorded have their defaults.</summary>
    /// <exception cref="LogDamagedException">There is a setting that this program does not know.</exception>
    public Settings SettingsThen()
    {
        var all = CanonicalJson.ReadObject(CanonicalJson.Bytes(new Settings()));
        all.Merge(Settings);
        try
        {
            return (Settings)CanonicalJson.Read(CanonicalJson.Bytes(all), typeof(Settings));
        }
        catch (Newtonsoft.Json.JsonException unknown)
        {
            throw new LogDamagedException($"The settings of the run can't be read: {unknown.Message}", unknown);
        }
    }
}

/// <summary>A command came in from outside.</summary>
/// <param name="Action">The call in AWS's words, for example <c>CreateVpcEndpoint</c>.</param>
/// <param name="Parameters">Its parameters in AWS's words.</param>
/// <param name="Account">Who calls; absent for the simulator's own verbs.</param>
/// <param name="Principal">As whom the account calls.</param>
/// <param name="Region">In which Region the call is made.</param>
/// <param name="Label">How the scenario calls what comes of it.</param>
/// <param name="Step">The scenario's step.</param>
public sealed record CommandReceived(
    string Action, JObject Parameters, string? Account = null, string? Principal = null, string? Region = null, string? Label = null,
    long? Step = null) : IEvent;

/// <summary>How a command from outside ended.</summary>
/// <param name="Input">The turn in which it came in.</param>
/// <param name="Accepted">Whether it was done.</param>
/// <param name="ResourceId">What it made.</param>
/// <param name="Values">The reply.</param>
/// <param name="Notices">Recommendations that the call ignored, or that a fault changes nothing.</param>
/// <param name="Code">AWS's error code, when refused.</param>
/// <param name="Message">AWS's error message, when refused.</param>
/// <param name="Rule">The rule that refuses.</param>
/// <param name="By">The entity that refused.</param>
public sealed record CommandAnswered(
    long Input, bool Accepted, string? ResourceId = null, object? Values = null, ImmutableArray<Notice>? Notices = null,
    string? Code = null, string? Message = null, string? Rule = null, EntityId? By = null) : IEvent
{
    internal static CommandAnswered Of(long input, Outcome outcome) => outcome switch
    {
        Outcome.Accepted accepted => new(
            input, true, accepted.Value?.ResourceId, accepted.Value, accepted.Notices.IsDefaultOrEmpty ? null : accepted.Notices),
        Outcome.Refused refused => new(
            input, false, Code: refused.Rejection.Code, Message: refused.Rejection.Message, Rule: refused.Rejection.Rule, By: refused.By),
        _ => throw new System.Diagnostics.UnreachableException($"{outcome.GetType().Name} is no outcome."),
    };
}
