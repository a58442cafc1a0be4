using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The catalogue of rules for people.</summary>
internal sealed class RulesReport(Page page)
{
    private const int ClassWidth = 12;

    /// <summary>Two lines for each rule, and how many there are.</summary>
    public void WriteList(ImmutableArray<Rule> rules)
    {
        var width = rules.Max(rule => rule.Id.Length) + 2;
        foreach (var rule in rules)
        {
            WriteSentence(rule, width);
            page.Columns([], width + ClassWidth, new Piece(string.Join(" · ", ((string?[])[rule.From, CodesOf(rule), SettingOf(rule), CountsOf(rule)]).OfType<string>()), Ink.Faint));
        }

        page.Line();
        page.Line(Totals(rules));
    }

    /// <summary>All that is known of a rule.</summary>
    public void WriteWhole(Rule rule)
    {
        page.Line(new Piece(rule.Id, Ink.Name), new Piece($"  {ClassOf(rule.Source)}", InkOf(rule.Source)));
        page.Columns([], 2, rule.Sentence);
        Member("source", rule.From);
        Member("setting", rule.Setting is { } setting ? SettingLine(setting) : "none");
        WriteRefusals(rule);
        WriteTable(rule);
        var cover = RuleCoverage.Of(rule.Id);
        WriteNames("tests", cover.Tests);
        WriteNames("scenarios", cover.Scenarios);
    }

    /// <summary>The rules that a scenario exercised, with their sentences.</summary>
    public void WriteExercised(ImmutableArray<Rule> rules)
    {
        page.Line();
        page.Line(rules.IsEmpty ? "No rule refused, was recommended or was named." : "Rules exercised");
        foreach (var rule in rules)
        {
            page.Columns([new Piece($"  {rule.Id}".PadRight(rules.Max(each => each.Id.Length) + 4), Ink.Name)], rules.Max(each => each.Id.Length) + 4, rule.Sentence);
        }
    }

    /// <summary>A setting's name and default.</summary>
    public static string SettingLine(string member) => SettingBook.Of(member) is var setting ? $"{setting.Name} = {setting.Default}" : "";

    /// <summary>The codes with which a rule refuses, each once; null when it refuses nothing.</summary>
    public static string? CodesOf(Rule rule)
    {
        var settings = new Settings();
        return string.Join(", ", rule.Refusals.Select(refusal => refusal.CodeIn(settings)).Distinct(StringComparer.Ordinal)) is { Length: > 0 } codes ? codes : null;
    }

    private static string? SettingOf(Rule rule) => rule.Setting is { } setting ? $"setting {SettingBook.Of(setting).Name}" : null;

    private static string CountsOf(Rule rule)
    {
        var cover = RuleCoverage.Of(rule.Id);
        return $"{Count(cover.Tests.Length, "test")}, {Count(cover.Scenarios.Length, "scenario")}";
    }

    private void WriteSentence(Rule rule, int width) => page.Columns(
        [new Piece(rule.Id.PadRight(width), Ink.Name), new Piece(ClassOf(rule.Source).PadRight(ClassWidth), InkOf(rule.Source))], width + ClassWidth, rule.Sentence);

    private void WriteRefusals(Rule rule)
    {
        foreach (var refusal in rule.Refusals)
        {
            Member("refuses", $"{refusal.CodeIn(new Settings())} \"{refusal.Text}\" ({(refusal.CodeSetting is { } setting ? $"code assumed: setting {SettingBook.Of(setting).Name}" : $"code {ClassOf(refusal.Source)}")})");
        }
    }

    private void WriteTable(Rule rule)
    {
        if (RuleTables.Of(rule.Id) is not { } table)
        {
            return;
        }

        page.Columns([new Piece("  table", Ink.Faint)], 13, table.Title);
        int[] widths = [.. table.Heads.Select((head, column) => table.Rows.Select(row => row[column].Length).Append(head.Length).Max() + 2)];
        page.Columns([], 13, new Piece(Row(table.Heads, widths), Ink.Faint));
        foreach (var row in table.Rows)
        {
            page.Columns([], 13, Row(row, widths));
        }
    }

    private void WriteNames(string what, ImmutableArray<string> names)
    {
        Member(what, Count(names.Length, what[..^1]));
        foreach (var name in names)
        {
            page.Columns([], 13, name);
        }
    }

    private void Member(string name, string value) => page.Columns([new Piece($"  {name}", Ink.Faint)], 13, value);

    private static string Row(IEnumerable<string> cells, int[] widths) => string.Concat(cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();

    private static string Totals(ImmutableArray<Rule> rules)
    {
        var covers = rules.Select(rule => RuleCoverage.Of(rule.Id)).ToArray();
        var classes = rules.GroupBy(rule => rule.Source).OrderBy(group => group.Key).Select(group => $"{group.Count().ToString(CultureInfo.InvariantCulture)} {ClassOf(group.Key)}");
        return $"{Count(rules.Length, "rule")}: {string.Join(", ", classes)}; {Count(covers.Count(cover => cover.Tests.IsEmpty), "rule")} without a test; "
            + $"{Count(covers.SelectMany(cover => cover.Tests).Distinct(StringComparer.Ordinal).Count(), "test")} and {Count(covers.SelectMany(cover => cover.Scenarios).Distinct(StringComparer.Ordinal).Count(), "scenario")} in all";
    }

    private static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? "no" : count)} {one}{(count == 1 ? "" : "s")}");

    private static string ClassOf(SourceClass source) => source.ToString().ToLowerInvariant();

    private static Ink InkOf(SourceClass source) => source switch
    {
        SourceClass.Documented => Ink.Good,
        SourceClass.Observed => Ink.Plain,
        _ => Ink.Odd,
    };
}
