using System.Xml.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The parts of a page that are lists: refusals, expectations, costs, what happened line by line, and how to make it again.</summary>
internal static class RunTables
{
    private const int MostLines = 400;
    private const int FewLines = 60;
    private const int FirstFigure = 3;

    public static XElement? Refusals(PageFacts facts)
    {
        var refused = facts.Report.Run.Outcomes.Where(outcome => outcome.Refusal is not null).ToArray();
        return refused.Length == 0 ? null : Tag.Of(
            "section", "refusals",
            Tag.Of("h3", null, "Refusals"),
            Tag.Table(
                ["at", "call", "refused with", "rule", "expected"],
                refused.Select(outcome => (object?[])
                [
                    facts.At(outcome.At),
                    $"{CallerOf(facts, outcome)}{outcome.Action}",
                    Tag.Of("span", null, Tag.Of("b", null, outcome.Refusal!.Code), $" {outcome.Refusal.Message}"),
                    Tag.Of("span", null, Tag.Of("b", null, outcome.Refusal.Rule), $" {RuleBook.Find(outcome.Refusal.Rule)?.Sentence}"),
                    outcome.AsExpected ? "✓ yes" : Tag.Of("span", "wrong", "✗ no"),
                ])));
    }

    public static XElement? Expectations(PageFacts facts) => facts.Report.Run.Verdicts.IsEmpty ? null : Tag.Of(
        "section", "expectations",
        Tag.Of("h3", null, "Expectations"),
        Tag.Table(
            ["verdict", "at", "expected", "found", "in the file"],
            facts.Report.Run.Verdicts.Select(verdict => (object?[])
            [
                verdict.Held ? "✓ held" : Tag.Of("span", "wrong", "✗ failed"), facts.At(verdict.At), verdict.Text, verdict.Found, Tag.Of("code", null, verdict.Path),
            ])),
        facts.Report.Assumptions.IsEmpty ? null : Tag.Of("h4", null, "Resting on what AWS does not publish"),
        facts.Report.Assumptions.IsEmpty ? null : Tag.Table(
            ["in the file", "expected", "setting", "how"],
            facts.Report.Assumptions.Select(each => (object?[])
            [
                Tag.Of("code", null, each.Path), each.Text, each.Setting is { } setting ? $"{setting} = {each.Default}" : "", each.How,
            ])));

    public static XElement? Costs(PageFacts facts)
    {
        var costs = facts.Report.Run.Costs;
        return facts.Report.Run.Traffic.IsEmpty ? null : Tag.Of(
            "section", "costs",
            Tag.Of("h3", null, "Costs"),
            Tag.Of("p", "faint", $"In US dollars, at prices of {costs.PricesOf}."),
            Tag.Table(
                ["account", "Region", "what", "quantity", "price", "USD"],
                [
                    .. costs.ByAccount.SelectMany(account => costs.Rows.Where(row => row.Account == account.Key).Select(row => Cost(facts, row))
                        .Append([facts.Report.Names.Of(account.Key), "", "all that it pays", "", "", Strong(CostReport.Dollars(account.Value))])),
                    ["all accounts", "", "", "", "", Strong(CostReport.Dollars(costs.Usd))],
                ],
                FirstFigure),
            Tag.Of("ul", "faint sources", [.. Remarks(facts.Report).Select(text => Tag.Of("li", null, text))]));
    }

    private static IEnumerable<string> Remarks(RunReport report) => report.Run.Costs.Rows.Select(row => row.Price).Distinct().Select(SourceOf)
        .Append(CostTable.Assumed)
        .Append(CostTable.LeftOut)
        .Append(CostReport.WithoutData(report))
        .OfType<string>();

    public static XElement? Lines(PageFacts facts)
    {
        var (lines, report) = (facts.Report.Timeline, facts.Report);
        var isCut = lines.Length > MostLines || report.Untold > 0;
        return lines.IsEmpty ? null : Tag.Of(
            "section", "lines",
            Tag.Of("h3", null, "Line by line"),
            lines.Length <= FewLines ? LineTable(facts, lines) : Tag.Of(
                "details", null,
                Tag.Of("summary", null, PageFacts.Text($"The first {Math.Min(lines.Length, MostLines):N0} lines")), LineTable(facts, lines.Take(MostLines))),
            isCut ? Tag.Of("p", "faint", PageFacts.Text($"The log has {report.Result.Events:N0} events; plsim log export has them all.")) : null);
    }

    public static XElement Again(PageFacts facts)
    {
        var report = facts.Report;
        var seed = report.Seed == report.File.Scenario.Seed ? "" : PageFacts.Text($" --seed {report.Seed}");
        return Tag.Of(
            "section", "again",
            Tag.Of("h3", null, "The same again"),
            Tag.Of("p", null, $"With plsim {Program.Version} this command gives the same log on any machine, and the same digest:"),
            Tag.Of("pre", null, $"plsim run {Quoted(report.Path ?? report.File.FileName)}{seed}"),
            Tag.Of("p", null, "Its last line is then:"),
            Tag.Of("pre", "digest", report.Summary),
            Tag.Of("p", "faint", PageFacts.Text($"Seed {report.Seed}, {report.Result.Turns:N0} turns, {report.Result.Events:N0} events, state digest {report.Result.StateDigest}.")));
    }

    private static XElement LineTable(PageFacts facts, IEnumerable<TimelineLine> lines) => Tag.Table(
        ["at", "who", "what"],
        lines.Select(line => (object?[])
        [
            facts.At(line.At), line.Who,
            line.Kind switch
            {
                LineKind.Note => Tag.Of("b", null, line.What),
                LineKind.Command => Tag.Of("code", null, line.What),
                LineKind.Refusal => $"refuses with {line.Code} ({line.Rule}): {line.What}",
                LineKind.Notice => $"▲ {line.What} ({line.Rule})",
                _ => line.What,
            },
        ]));

    private static object?[] Cost(PageFacts facts, CostRow row) =>
    [
        facts.Report.Names.Of(row.Account), row.Place, CostReport.What(row),
        PageFacts.Text($"{row.Quantity:#,0.#########} {(row.IsByHour ? "h" : "GB")}"),
        PageFacts.Text($"{CostReport.MarkOf(row.Price)}{row.Price.Usd}"), CostReport.Dollars(row.Usd),
    ];

    private static string SourceOf(Price price) =>
        PageFacts.Text($"{CostReport.MarkOf(price)}{price.Usd} for each {price.Unit}: {price.Source}, {price.Date} ({CostReport.ClassOf(price)})");

    private static string CallerOf(PageFacts facts, CommandOutcome outcome) =>
        outcome.Step is { } step && facts.Report.File.Scenario.Steps[step].Caller is { } caller ? $"{facts.Report.Names.Principal(caller)}: " : "";

    private static XElement Strong(string text) => Tag.Of("b", null, text);

    // A path as a shell takes it.
    private static string Quoted(string path) =>
        path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '\\' or ':') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
