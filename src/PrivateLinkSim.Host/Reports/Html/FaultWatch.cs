using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A fault that the scenario made happen.</summary>
/// <param name="Until">When it was over; null as long as nobody ends it.</param>
/// <param name="Action">What the scenario calls it.</param>
/// <param name="Details">What it struck and how, as the scenario's parameters say it: ids, zones, words.</param>
internal sealed record MadeFault(Moment From, Moment? Until, string Action, ImmutableArray<string> Details);

/// <summary>Gathers the faults of a run from its commands: what lasts for a time by itself, and what another command ends.</summary>
internal sealed class FaultWatch
{
    private static readonly string[] Lengths = ["Duration", "ExpiresIn"];

    // What ends what, where it strikes the same.
    private static readonly (string Ends, string[] Begun)[] Ends =
    [
        ("RepairZone", ["ImpairZone", "az-power-interruption", "az-network-disruption"]),
        ("EndRegionOutage", ["BeginRegionOutage", "region-outage"]),
    ];

    private readonly SortedDictionary<long, CommandReceived> _asked = [];
    private readonly List<MadeFault> _faults = [];

    /// <summary>Takes in a command, or that it was accepted.</summary>
    public void See(LogEntry entry, IEvent fact)
    {
        switch (fact)
        {
            case CommandReceived { Account: null, Principal: null } received:
                _asked[entry.Turn] = received;
                break;
            case CommandAnswered answered when _asked.Remove(answered.Input, out var command) && answered.Accepted && !IsIdle(answered):
                Happen(entry.Time, command);
                break;
            default:
                break;
        }
    }

    /// <summary>All faults up to the end of the run, in the order in which they began.</summary>
    public ImmutableArray<MadeFault> Conclude(Moment end) =>
    [
        .. _faults.Select(fault => fault.Until is { } until && until < end ? fault : fault with { Until = end })
            .Where(fault => fault.Until > fault.From),
    ];

    // What changes nothing strikes nothing.
    private static bool IsIdle(CommandAnswered answered) => answered.Notices is { } notices && notices.Any(notice => notice.Rule == FaultEffect.Rule);

    private void Happen(Moment at, CommandReceived command)
    {
        var length = Lengths.Select(name => (string?)command.Parameters[name]).FirstOrDefault(text => text is not null);
        if (length is not null && Durations.TryParse(length, out var duration))
        {
            _faults.Add(new MadeFault(at, at + duration, command.Action, DetailsOf(command.Parameters)));
        }
        else if (Ends.Any(pair => pair.Begun[0] == command.Action))
        {
            _faults.Add(new MadeFault(at, null, command.Action, DetailsOf(command.Parameters)));
        }
        else if (Ends.FirstOrDefault(pair => pair.Ends == command.Action).Begun is { } begun)
        {
            var details = DetailsOf(command.Parameters);
            for (var index = 0; index < _faults.Count; index++)
            {
                var fault = _faults[index];
                var isEnded = begun.Contains(fault.Action, StringComparer.Ordinal)
                    && (fault.Until is null || fault.Until > at)
                    && fault.Details.SequenceEqual(details, StringComparer.Ordinal);
                _faults[index] = isEnded ? fault with { Until = at } : fault;
            }
        }
    }

    private static ImmutableArray<string> DetailsOf(JObject parameters) =>
    [
        .. parameters.Properties()
            .Where(parameter => !Lengths.Contains(parameter.Name, StringComparer.Ordinal))
            .SelectMany(parameter => Texts(parameter.Name, parameter.Value)),
    ];

    // A switch is told by its name, a number with its name, and words by themselves.
    private static IEnumerable<string> Texts(string name, JToken value) => value switch
    {
        JArray items => items.SelectMany(item => Texts(name, item)),
        JObject members => members.Properties().SelectMany(member => Texts(member.Name, member.Value)),
        JValue { Type: JTokenType.Boolean } flag => (bool)flag ? [name] : [],
        JValue { Type: JTokenType.Null } => [],
        JValue { Type: JTokenType.String } text => [(string)text!],
        JValue other => [$"{name}={other.ToString(CultureInfo.InvariantCulture)}"],
        _ => throw new System.Diagnostics.UnreachableException($"{value.Type} is in no command."),
    };
}
