using System.Collections.Immutable;
using System.Xml.Linq;

namespace PrivateLinkSim.Host;

/// <summary>Runs as one page that needs nothing besides itself: no network, no script, light and dark, on a screen or on paper.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>The page. The same runs give the same text.</summary>
    public static string Text(IReadOnlyList<RunReport> reports)
    {
        var page = Tag.Of(
            "html", null,
            Tag.Of(
                "head", null,
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                Tag.Of("title", null, reports.Count == 1 ? reports[0].File.Scenario.Title : PageFacts.Text($"{reports.Count} runs of plsim")),
                Tag.Of("style", null, Style.Value)),
            Tag.Of("body", null, [reports.Count > 1 ? Index(reports) : null, .. reports.Select((report, index) => RunOf(report, index))])).With("lang", "en");
        return $"<!DOCTYPE html>\n{Tag.Text(page)}\n";
    }

    private static XElement Index(IReadOnlyList<RunReport> reports) => Tag.Of(
        "nav", null,
        Tag.Of("h1", null, PageFacts.Text($"{reports.Count} runs, {reports.Count(report => report.Passed)} passed")),
        Tag.Of("ul", null, [.. reports.Select((report, index) => Tag.Of("li", null, Badge(report), " ", Tag.Of("a", null, report.File.Scenario.Title).With("href", $"#{IdOf(index)}")))]));

    private static XElement RunOf(RunReport report, int index)
    {
        var facts = new PageFacts(report);
        ImmutableArray<XElement?> sections =
        [
            StoryParagraph.Of(facts), TopologyPicture.Of(facts), Swimlanes.Of(facts), TrafficSection.Of(facts), RunTables.Refusals(facts),
            RunTables.Expectations(facts), RunTables.Costs(facts), RunTables.Lines(facts), RunTables.Again(facts),
        ];
        return Tag.Of(
            "article", null,
            [
                Tag.Of(
                    "header", null,
                    Tag.Of("h2", null, Badge(report), $" {report.File.Scenario.Title}"),
                    report.File.Scenario.Story is { } story ? Tag.Of("p", null, story) : null),
                .. sections,
            ]).With("id", IdOf(index));
    }

    private static XElement Badge(RunReport report) =>
        Tag.Of("span", $"badge {(report.Passed ? "sound" : "lost")}", report.Passed ? "✓ PASS" : "✗ FAIL");

    private static string IdOf(int index) => PageFacts.Text($"run-{index + 1}");

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
