using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What is to be tried.</summary>
/// <param name="Subject">Whose topology commands are drawn against; null for random topologies.</param>
/// <param name="Seeds">How many seeds; null for as many as there is time for.</param>
/// <param name="Time">How long; null for as long as it takes.</param>
internal sealed record FuzzWishes(ScenarioFile? Subject, long From, long? Seeds, TimeSpan? Time)
{
    /// <summary>Whether commands are drawn, or the subject is run as it is.</summary>
    public bool IsDrawn { get; init; } = true;
}

/// <summary>Tells of random scenarios and of what was wrong with them: as text while they run, or as one JSON object at the end.</summary>
internal sealed class FuzzReport
{
    private const string ClearLine = "\r\u001b[K";
    private const int Beat = 10;

    private readonly Shell _shell;
    private readonly Page? _page;
    private readonly JArray _failures = [];
    private readonly SortedSet<string> _rules = new(StringComparer.Ordinal);
    private long _steps;
    private long _commands;
    private long _refused;
    private FuzzWishes? _wishes;

    private FuzzReport(Shell shell, Page? page) => (_shell, _page) = (shell, page);

    /// <summary>How many seeds were run.</summary>
    public long Seeds { get; private set; }

    /// <summary>How many of them failed.</summary>
    public long Failures => _failures.Count;

    /// <summary>A report for people.</summary>
    public static FuzzReport Text(Shell shell) => new(shell, shell.OutputPage);

    /// <summary>A report for programs.</summary>
    public static FuzzReport Json(Shell shell) => new(shell, null);

    /// <summary>The seeds come first, so that whatever happens then can be had again.</summary>
    public void Begin(FuzzWishes wishes)
    {
        _wishes = wishes;
        var count = wishes.Seeds is { } seeds ? Counted(seeds, "seed") : "as many seeds as there is time for";
        var subject = wishes.Subject is { } file ? $" against the topology of {file.Name}" : "";
        _page?.Line(wishes.IsDrawn ? string.Create(CultureInfo.InvariantCulture, $"From seed {wishes.From} on, {count}{subject}.") : $"{wishes.Subject!.Name} as it is.");
        _shell.Output.Flush();
    }

    /// <summary>A seed was run.</summary>
    public void Add(FuzzOutcome outcome)
    {
        Seeds++;
        _steps += outcome.File.Scenario.Steps.Length;
        _commands += outcome.Run.Outcomes.Length;
        _refused += outcome.Run.Outcomes.Count(each => each.Refusal is { Code.Length: > 0 });
        _rules.UnionWith(outcome.Run.ExercisedRules);
        if (_shell.ShowsProgress && Seeds % Beat == 0)
        {
            _shell.Error.Write($"{ClearLine}{Counted(Seeds, "seed")}, {Counted(_steps, "step")}, {Counted(Failures, "failure")}");
        }
    }

    /// <summary>Something was not as it must be; it was written as small as it can be.</summary>
    public void Fail(FuzzOutcome outcome, Shrunk small, string path)
    {
        var finding = outcome.Finding!;
        var sentence = FuzzCampaign.Invariants.First(each => each.Key == finding.Invariant).Value;
        var again = _wishes!.IsDrawn ? FormattableString.Invariant($"plsim fuzz {_wishes.Subject?.FileName} --from {outcome.Seed} --seeds 1").Replace("  ", " ", StringComparison.Ordinal) : "";
        _failures.Add(new JObject
        {
            ["seed"] = outcome.Seed, ["invariant"] = finding.Invariant, ["sentence"] = sentence, ["found"] = finding.Text, ["at"] = finding.At?.ToString(), ["file"] = path,
        });
        if (_page is null)
        {
            return;
        }

        _shell.Error.Write(_shell.ShowsProgress ? ClearLine : "");
        _page.Line(new Piece(FormattableString.Invariant($"seed {outcome.Seed} "), Ink.Strong), new Piece(finding.Invariant, Ink.Bad), finding.At is { } at ? $" at {at}" : "", $": {sentence}");
        _page.Columns(["  but: "], 7, finding.Text);
        _page.Line(string.Create(
            CultureInfo.InvariantCulture, $"  {Counted(small.Before.Steps, "step")} made {small.After.Steps:N0} in {Counted(small.Runs, "run")}: plsim fuzz {path} --as-is{(again.Length > 0 ? $"; the whole: {again}" : "")}"));
        _shell.Output.Flush();
    }

    /// <summary>All that there was time for was run.</summary>
    public void End(TimeSpan took)
    {
        _shell.Error.Write(_shell.ShowsProgress ? ClearLine : "");
        var rate = took > TimeSpan.Zero ? Seeds / took.TotalSeconds : 0;
        if (_page is not null)
        {
            _page.Line(string.Create(CultureInfo.InvariantCulture, $"{Counted(_commands, "command")}, {_refused:N0} of them refused; {_rules.Count:N0} of {RuleBook.All.Length:N0} rules had a part in it."));
            _page.Line(string.Create(CultureInfo.InvariantCulture, $"{Counted(Seeds, "seed")}, {Counted(_steps, "step")}, {Counted(Failures, "failure")}, {rate:0.0} seeds/s"));
            return;
        }

        var report = new JObject
        {
            ["from"] = _wishes!.From, ["seeds"] = Seeds, ["steps"] = _steps, ["commands"] = _commands, ["refused"] = _refused, ["rules"] = new JArray(_rules),
            ["milliseconds"] = (long)took.TotalMilliseconds, ["failures"] = _failures,
        };
        _shell.Output.WriteLine(report.ToString(Formatting.Indented));
    }

    private static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
