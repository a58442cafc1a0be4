using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A run that has ended, as its report tells it.</summary>
/// <param name="RunId">The name it is kept under; null when it was kept in memory only.</param>
internal sealed record RunReport(
    string? RunId, ScenarioFile File, long Seed, RunResult Result, ScenarioRun Run, ImmutableArray<TimelineLine> Timeline, long Untold, Names Names)
{
    /// <summary>The expectations that rest on assumptions, where that was asked for.</summary>
    public ImmutableArray<Assumption> Assumptions { get; init; } = [];

    /// <summary>The rules that the scenario exercised, where that was asked for.</summary>
    public ImmutableArray<Rule>? Rules { get; init; }

    /// <summary>How everything was over time, where that was asked for.</summary>
    public HealthRecord? Health { get; init; }

    /// <summary>The scenario's file, as the user would name it; null when the scenario came from a log.</summary>
    public string? Path { get; init; }

    public bool Passed => Run.Passed && Assumptions.IsEmpty;

    public int Failed => Run.Verdicts.Count(verdict => !verdict.Held);

    /// <summary>The last line: the verdict, the scenario and the digest.</summary>
    public string Summary => Passed
        ? $"PASS {File.Name} digest {Result.Digest}"
        : $"FAIL {File.Name} digest {Result.Digest} ({Reasons})";

    private string Reasons => string.Join(", ", ((string?[])
    [
        Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Failed} of {Run.Verdicts.Length} expectations failed") : null,
        Resting is 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Resting} {(Resting == 1 ? "rests" : "rest")} on assumptions"),
    ]).OfType<string>());

    private int Resting => Assumptions.SelectMany(assumption => assumption.Later.Prepend(assumption.Path)).Distinct(StringComparer.Ordinal).Count();
}

/// <summary>A run for people: title, topology, timeline, verdicts, and the one line that says it all.</summary>
internal sealed class TextReport(Page page)
{
    private const int NarrowWho = 18;
    private const int WideWho = 36;
    private const int WidePage = 120;

    private int _whoWidth;
    private int _timeWidth;

    /// <summary>Writes the whole report.</summary>
    public void Write(RunReport report)
    {
        WriteHead(report);
        _timeWidth = Math.Max(4, report.Timeline.Select(line => report.Names.At(line.At).Length).DefaultIfEmpty(0).Max());
        _whoWidth = Math.Min(
            page.Width < WidePage ? NarrowWho : WideWho,
            report.Timeline.Where(line => line.Kind is not LineKind.Note).Select(line => line.Who.Length).DefaultIfEmpty(0).Max());
        WriteTimeline(report);
        WriteVerdicts(report, report.Run.Verdicts);
        new TrafficReport(page).Write(report);
        WriteAssumptions(report);
        WriteRules(report);
        new CostReport(page).Write(report);
        page.Line();
        WriteSummary(report);
    }

    /// <summary>Writes what a quiet run says: what failed, and the last line.</summary>
    public void WriteShort(RunReport report)
    {
        if (!report.Passed)
        {
            WriteVerdicts(report, [.. report.Run.Verdicts.Where(verdict => !verdict.Held)]);
            WriteAssumptions(report);
            page.Line();
        }

        WriteRules(report);

        WriteSummary(report);
    }

    private void WriteHead(RunReport report)
    {
        var scenario = report.File.Scenario;
        page.Line(new Piece(scenario.Title, Ink.Strong));
        if (scenario.Story is { } story)
        {
            page.Columns([], 0, story);
        }

        var seed = string.Create(CultureInfo.InvariantCulture, $"seed {report.Seed}");
        page.Line(new Piece($"{(report.RunId is { } run ? $"run {run}" : "not kept")} · {seed} · starts {Clock(report.File.Start)}", Ink.Faint));
        page.Line();
        foreach (var (what, list) in TopologyLines(scenario.Topology))
        {
            page.Columns([new Piece(what.PadRight(15), Ink.Faint)], 15, list);
        }
    }

    private static IEnumerable<(string What, string List)> TopologyLines(Topology topology)
    {
        if (!topology.Accounts.IsEmpty)
        {
            yield return ("accounts", Join(topology.Accounts, account =>
                $"{account.Name} {account.Id}{(account.OptedInRegions.IsEmpty ? "" : $" (opted in to {string.Join(", ", account.OptedInRegions)})")}"));
        }

        if (!topology.Vpcs.IsEmpty)
        {
            yield return ("VPCs", Join(topology.Vpcs, vpc => $"{vpc.Name} of {vpc.Account} in {vpc.Region} ({string.Join(", ", vpc.Subnets.Select(subnet => subnet.Zone))})"));
        }

        if (!topology.LoadBalancers.IsEmpty)
        {
            yield return ("load balancers", Join(topology.LoadBalancers, balancer => $"{balancer.Name} in {string.Join(", ", balancer.Subnets)}"));
        }

        if (!topology.Services.IsEmpty)
        {
            yield return ("services", Join(topology.Services, service =>
                $"{service.Name} behind {string.Join(", ", service.LoadBalancers)}{(service.SupportedRegions.IsEmpty ? "" : $", also for {string.Join(", ", service.SupportedRegions)}")}"));
        }

        if (!topology.Endpoints.IsEmpty)
        {
            yield return ("endpoints", Join(topology.Endpoints, endpoint => $"{endpoint.Name} in {endpoint.Vpc} to {endpoint.Service}"));
        }
    }

    // A large topology is counted, not listed.
    private static string Join<T>(ImmutableArray<T> items, Func<T, string> show)
    {
        const int Most = 6;
        return items.Length <= Most
            ? string.Join(" · ", items.Select(show))
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(" · ", items.Take(3).Select(show))} · and {items.Length - 3} more");
    }

    private void WriteTimeline(RunReport report)
    {
        Moment? last = null;
        foreach (var line in report.Timeline)
        {
            if (last is null || Day(last.Value) != Day(line.At))
            {
                page.Line();
                page.Line(new Piece(Clock(line.At), Ink.Faint));
            }

            WriteLine(line, line.At == last ? "" : report.Names.At(line.At));
            last = line.At;
        }

        if (report.Untold > 0)
        {
            var rest = string.Create(CultureInfo.InvariantCulture, $"and {report.Untold} entries more");
            page.Columns([], 2, new Piece(report.RunId is { } run ? $"{rest}: plsim log export {run}" : rest, Ink.Faint));
        }
    }

    private void WriteLine(TimelineLine line, string time)
    {
        var clock = new Piece($"  {time.PadLeft(_timeWidth)}  ", Ink.Faint);
        var who = Fit(line.Who).PadRight(_whoWidth + 2);
        var indent = clock.Text.Length + who.Length;
        switch (line.Kind)
        {
            case LineKind.Note:
                page.Line();
                page.Columns([clock], clock.Text.Length, new Piece(line.What, Ink.Strong));
                break;
            case LineKind.Command:
                page.Columns([clock, new Piece(who, Ink.Name)], indent, Call(line.What));
                break;
            case LineKind.Event:
                page.Columns([clock, new Piece(who, Ink.Name)], indent, line.What);
                break;
            case LineKind.Refusal:
                WriteRefusal(line, clock, who, indent);
                break;
            default:
                var rule = RuleBook.Of(line.Rule!);
                page.Columns([clock, new Piece(who, Ink.Name)], indent, new Piece($"! {line.What}", line.AsExpected ? Ink.Odd : Ink.Bad), new Piece($" ({rule.Id}, {SourceOf(rule)})", Ink.Faint));
                break;
        }
    }

    private void WriteRefusal(TimelineLine line, Piece clock, string who, int indent)
    {
        var rule = RuleBook.Of(line.Rule!);
        var ink = line.AsExpected ? Ink.Odd : Ink.Bad;
        page.Columns(
            [clock, new Piece(who, Ink.Name)],
            indent,
            new Piece($"{(line.AsExpected ? "refuses, as expected" : "refuses, which the scenario did not expect")}: {line.Code}", ink),
            new Piece($" \"{line.What}\""));
        page.Columns([], indent, new Piece($"{rule.Id} ({SourceOf(rule)}): {rule.Sentence}", Ink.Faint));
    }

    private void WriteVerdicts(RunReport report, ImmutableArray<Verdict> verdicts)
    {
        if (verdicts.IsEmpty)
        {
            return;
        }

        page.Line();
        page.Line("Expectations");
        var times = verdicts.Max(verdict => report.Names.At(verdict.At).Length);
        foreach (var verdict in verdicts)
        {
            var time = report.Names.At(verdict.At).PadLeft(times);
            var mark = verdict.Held ? new Piece("  ✓ ", Ink.Good) : new Piece("  ✗ ", Ink.Bad);
            page.Columns([mark, new Piece($"{time}  ", Ink.Faint)], times + 6, new Piece(verdict.Text, verdict.Held ? Ink.Plain : Ink.Bad));
            if (!verdict.Held)
            {
                page.Columns([], times + 6, "found: ", verdict.Found, new Piece($" ({verdict.Path})", Ink.Faint));
            }
        }
    }

    private void WriteAssumptions(RunReport report)
    {
        if (report.Assumptions.IsEmpty)
        {
            return;
        }

        page.Line();
        page.Line("Resting on assumptions");
        foreach (var expectation in report.Assumptions.GroupBy(assumption => assumption.Path, StringComparer.Ordinal))
        {
            page.Columns([new Piece("  ! ", Ink.Odd)], 4, expectation.First().Text, new Piece($" ({expectation.Key})", Ink.Faint));
            foreach (var assumption in expectation)
            {
                page.Columns([], 6, assumption.Setting is { } setting ? new Piece($"{setting} = {assumption.Default}: ", Ink.Name) : new Piece(""), assumption.How, LaterOf(assumption));
            }
        }
    }

    private static string LaterOf(Assumption assumption) => assumption.Later.Length switch
    {
        0 => "",
        1 => "; and 1 later expectation",
        var count => string.Create(CultureInfo.InvariantCulture, $"; and {count} later expectations"),
    };

    private void WriteRules(RunReport report)
    {
        if (report.Rules is { } rules)
        {
            new RulesReport(page).WriteExercised(rules);
        }
    }

    // One line, however narrow the terminal: scripts look for it.
    private void WriteSummary(RunReport report)
    {
        var summary = report.Summary;
        page.Columns([new Piece(summary[..4], report.Passed ? Ink.Good : Ink.Bad), summary[4..]], 0);
    }

    // Where there is little room, the name says more than the kind before it.
    private string Fit(string who)
    {
        while (who.Length > _whoWidth && who.IndexOf(' ', StringComparison.Ordinal) is var space && space >= 0)
        {
            who = who[(space + 1)..];
        }

        return who.Length <= _whoWidth ? who : $"{who[..(_whoWidth - 1)]}…";
    }

    private static Piece[] Call(string call)
    {
        var space = call.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? [new Piece(call, Ink.Strong)] : [new Piece(call[..space], Ink.Strong), call[space..]];
    }

    private static string SourceOf(Rule rule) => rule.Source switch
    {
        SourceClass.Documented => "documented",
        SourceClass.Observed => "observed",
        _ => rule.Setting is { } setting ? $"assumed: setting {char.ToLowerInvariant(setting[0])}{setting[1..]}" : "assumed",
    };

    private static long Day(Moment time) => time.Milliseconds / (24L * 60 * 60 * 1000);

    private static string Clock(Moment time) => $"{time.ToString()[..10]} {time.ToString()[11..19]} UTC";
}
