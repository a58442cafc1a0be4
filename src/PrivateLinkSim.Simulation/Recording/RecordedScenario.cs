using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The scenario that a recorded run is made of. Where the run's inputs came from outside, they become its steps: at their times, with
/// names in the place of drawn ids, and with the refusals that they met.
/// </summary>
public sealed class RecordedScenario
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(ScenarioContracts.Settings);

    private readonly JObject _document;
    private readonly SortedDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _taken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly JArray _steps = [];
    private readonly IReadOnlyDictionary<long, string> _unsayable;

    private RecordedScenario(JObject document, IReadOnlyDictionary<long, string> unsayable)
    {
        (_document, _unsayable) = (document, unsayable);
        foreach (var account in document.SelectTokens("topology.accounts[*]"))
        {
            _accounts[(string)account["id"]!] = (string)account["name"]!;
        }

        _taken.UnionWith(document.SelectTokens("topology..name").Select(name => (string)name!));
    }

    /// <summary>The scenario as a document.</summary>
    /// <param name="log">The log of the run.</param>
    /// <param name="topologyInputs">How many of its inputs make the topology.</param>
    /// <param name="unsayable">Why a scenario can't say an input, by its turn; a note stands for it.</param>
    /// <exception cref="LogDamagedException">The log does not begin with the start of a run.</exception>
    public static JObject Of(IReadOnlyList<LogEntry> log, int topologyInputs, IReadOnlyDictionary<long, string> unsayable)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.Count == 0 || EventCatalogue.Standard.Read(log[0]) is not RunStarted started)
        {
            throw new LogDamagedException("The log does not begin with the start of a run.");
        }

        return started.IsServed is true
            ? new RecordedScenario((JObject)started.Scenario.Whole.DeepClone(), unsayable).WithSteps(log, topologyInputs)
            : started.Scenario.Whole;
    }

    private JObject WithSteps(IReadOnlyList<LogEntry> log, int topologyInputs)
    {
        var (inputs, answers) = (new List<(LogEntry Entry, CommandReceived Fact)>(), new SortedDictionary<long, CommandAnswered>());
        foreach (var entry in log.Where(entry => entry.Owner is null))
        {
            switch (EventCatalogue.Standard.Read(entry))
            {
                case CommandReceived received:
                    inputs.Add((entry, received));
                    break;
                case CommandAnswered answered:
                    answers[answered.Input] = answered;
                    break;
            }
        }

        for (var index = 0; index < inputs.Count; index++)
        {
            var answer = answers.GetValueOrDefault(inputs[index].Entry.Turn);
            if (index >= topologyInputs)
            {
                _steps.Add(StepOf(inputs[index].Entry, inputs[index].Fact, answer));
            }
            else if (inputs[index].Fact.Label is { } label && answer?.ResourceId is { } id)
            {
                _names[id] = label;
            }
        }

        // Steps and traffic of its scenario play no part in a served run.
        _document["steps"] = _steps;
        _document.Remove("traffic");
        var end = log[^1].Time - (inputs.Count > topologyInputs ? inputs[^1].Entry.Time : log[0].Time);
        _document.Remove("linger");
        if (end > TimeSpan.Zero)
        {
            _document.Property("steps", StringComparison.Ordinal)!.AddBeforeSelf(new JProperty("linger", Durations.Text(end)));
        }

        return _document;
    }

    private JObject StepOf(LogEntry entry, CommandReceived input, CommandAnswered? answer)
    {
        var step = new JObject { ["at"] = entry.Time.ToString() };
        if (_unsayable.TryGetValue(entry.Turn, out var why))
        {
            step["note"] = $"{input.Principal ?? "The simulator"} calls {input.Action}, in a way that no scenario can say: {why}. It is refused with {answer?.Code} ({answer?.Rule}).";
            return step;
        }

        var parameters = (JObject)Named(input.Parameters);
        var isDryRun = parameters.Remove("DryRun");
        var command = StepCommand.Of(new JObject { [input.Action] = parameters }.ToObject<Step>(Serializer)!);
        if (input.Principal is { } principal)
        {
            step["caller"] = principal == $"arn:aws:iam::{input.Account}:root" ? AccountOf(input.Account!) : principal;
            step["region"] = input.Region;
        }

        if (isDryRun)
        {
            step["dryRun"] = true;
        }

        if (command?.Makes is { } kind && answer?.ResourceId is { } made)
        {
            step["as"] = _names[made] = NewName(char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..]);
        }

        step[input.Action] = parameters;
        if (answer is { Accepted: false })
        {
            step["refused"] = new JObject { ["code"] = answer.Code, ["rule"] = answer.Rule };
        }

        if (command is { IsFault: true } && answer?.Notices?.Any(notice => notice.Rule == FaultEffect.Rule) is true)
        {
            step["changesNothing"] = true;
        }

        return step;
    }

    // A caller from elsewhere becomes an account of the scenario: one of which nothing is declared changes nothing.
    private string AccountOf(string id)
    {
        if (!_accounts.TryGetValue(id, out var name))
        {
            _accounts[id] = name = NewName("account");
            var topology = _document["topology"] as JObject ?? (JObject)(_document["topology"] = new JObject());
            var accounts = topology["accounts"] as JArray ?? (JArray)(topology["accounts"] = new JArray());
            accounts.Add(new JObject { ["name"] = name, ["id"] = id });
        }

        return name;
    }

    private string NewName(string kind)
    {
        for (var number = 1; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
            if (_taken.Add(name))
            {
                return name;
            }
        }
    }

    private JToken Named(JToken value) => value switch
    {
        JObject members => new JObject(members.Properties().Select(member => new JProperty(member.Name, Named(member.Value)))),
        JArray items => new JArray(items.Select(Named)),
        { Type: JTokenType.String } => Named((string)value!),
        _ => value.DeepClone(),
    };

    private string Named(string text) =>
        _names.TryGetValue(text, out var name) ? name
        : ServiceName.TryParse(text, out _, out var service) && _names.TryGetValue(service, out var ofService) ? ofService
        : text;
}
