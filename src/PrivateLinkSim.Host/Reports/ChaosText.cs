using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A study of faults for people: the worst first, each with why and what mends it.</summary>
internal sealed class ChaosText(Page page)
{
    private const long Whole = 1_000_000;

    public void Write(ScenarioFile file, ChaosWishes wishes, ChaosReport report)
    {
        page.Line(new Piece($"{file.Name}: {file.Scenario.Title}", Ink.Strong));
        page.Line(
            Text($"{Count(report.Singles.Length, "single fault")} of {Durations.Text(wishes.Duration)} each, "),
            Text($"{ChaosScenario.Calm} s after everything is set up; {Seconds(report.Times.Seconds + report.Times.RecoverySeconds)} are counted, recovery included."));
        WriteOutcomes("Single faults", wishes, report.Singles);
        if (wishes.Pairs)
        {
            WriteOutcomes(Text($"Pairs of faults that cost more than each of the two alone: {report.Pairs.Length} of {report.PairsTried}"), wishes, report.Pairs);
        }

        WriteChanges(report);
        WriteVerdict(file, wishes, report);
    }

    private void WriteChanges(ChaosReport report)
    {
        if (report.Changes.IsEmpty)
        {
            return;
        }

        page.Line();
        page.Line(new Piece(Text($"Changes, and what all {report.Singles.Length} single faults together cost with each"), Ink.Strong));
        foreach (var change in report.Changes)
        {
            page.Columns([], 2, $"{change.Mend}: {FromTo(change.Before, change.After)}");
        }
    }

    private void WriteOutcomes(string title, ChaosWishes wishes, ImmutableArray<ChaosOutcome> outcomes)
    {
        page.Line();
        page.Line(new Piece(title, Ink.Strong));
        ImmutableArray<ChaosOutcome> shown = [.. outcomes.Take(wishes.Top).Where(outcome => outcome.Damage.Hit.Any())];
        for (var place = 0; place < shown.Length; place++)
        {
            WriteOutcome(place + 1, shown[place], wishes);
        }

        var harmful = outcomes.Count(outcome => outcome.Damage.Hit.Any());
        if (harmful > shown.Length)
        {
            page.Columns([], 2, Text($"and {harmful - shown.Length} more; --top shows them"));
        }

        if (outcomes.Where(outcome => !outcome.Damage.Hit.Any()).ToArray() is { Length: > 0 } harmless)
        {
            page.Columns([new Piece("  no connection is lost when ", Ink.Good)], 4, string.Join("; when ", harmless.Select(Harmless)));
        }
    }

    private static string Harmless(ChaosOutcome outcome) => outcome.Damage.Groups.All(group => group.SecondsDown > 0)
        ? $"{outcome.Text} (all clients are down with it)"
        : outcome.Text;

    private void WriteOutcome(int place, ChaosOutcome outcome, ChaosWishes wishes)
    {
        var damage = outcome.Damage;
        page.Columns([Text($"{place,3}. "), new Piece(outcome.Text, Ink.Name)], 5);
        page.Columns(
            [],
            5,
            new Piece(Text($"{Lost(damage)}, {Below(damage, wishes)}"), damage.SecondsBelow > 0 ? Ink.Bad : Ink.Plain),
            Text($"; {damage.Hit.Count()} of {Count(damage.Groups.Length, "group")} hit"),
            Down(damage));
        foreach (var finding in outcome.Findings)
        {
            WriteFinding(finding, damage, wishes);
        }
    }

    private void WriteFinding(ChaosFinding finding, ChaosDamage whole, ChaosWishes wishes)
    {
        var before = finding.Before;
        var figures = before.Groups.Length == whole.Hit.Count() ? "" : $" ({Lost(before)}, {Below(before, wishes)})";
        page.Columns([new Piece("     because ", Ink.Odd)], 13, Text($"{finding.Cause.Text} ({finding.Cause.Rule}): {string.Join(", ", finding.Cause.Groups)}{figures}"));
        if (finding is not { Mend: { } mend, After: { } after })
        {
            page.Columns([new Piece("       no small change mends it: ", Ink.Faint)], 13, ChaosMends.WithoutMend(finding.Cause));
            return;
        }

        page.Columns(
            [new Piece("       mend: ", Ink.Good)],
            13,
            $"{mend}: {FromTo(ChaosToll.Of(before), ChaosToll.Of(after))}");
    }

    private void WriteVerdict(ScenarioFile file, ChaosWishes wishes, ChaosReport report)
    {
        page.Line();
        var below = report.Singles.Count(single => single.Damage.SecondsBelow > 0);
        page.Line(
            report.Holds ? new Piece("PASS", Ink.Good) : new Piece("FAIL", Ink.Bad),
            Text($" {file.Name}: {below} of {Count(report.Singles.Length, "single fault")} take clients below {Objective(wishes)} ({Count(report.Runs, "run")})"));
    }

    private static string Lost(ChaosDamage damage) => Listed(
        damage.Lost == 0 && damage.Broken > 0
            ? ""
            : Text($"{damage.Lost:N0} of {damage.Attempted:N0} connections lost ({TrafficFacts.Percent(damage.Lost, damage.Attempted)})"),
        damage.Broken == 0 ? "" : Text($"{damage.Broken:N0} open connections broken"),
        damage.Missing == 0 ? "" : Text($"{damage.Missing:N0} connection-seconds missing"));

    private static string FromTo(ChaosToll before, ChaosToll after) => Listed(
        FromTo("lost", before.Lost, after.Lost),
        FromTo("broken", before.Broken, after.Broken),
        FromTo("missing", before.Missing, after.Missing),
        $"below {Seconds(before.SecondsBelow)} -> {Seconds(after.SecondsBelow)}");

    private static string FromTo(string what, long before, long after) => before == 0 && after == 0 ? "" : Text($"{what} {before:N0} -> {after:N0}");

    private static string Listed(params ReadOnlySpan<string> parts) => string.Join(", ", parts.ToArray().Where(part => part.Length > 0));

    private static string Below(ChaosDamage damage, ChaosWishes wishes) => $"{Seconds(damage.SecondsBelow)} below {Objective(wishes)}";

    private static string Down(ChaosDamage damage) =>
        damage.Groups.Where(group => group.SecondsDown > 0).Select(group => group.Group).ToArray() is { Length: > 0 } down
            ? $"; down themselves: {string.Join(", ", down)}"
            : "";

    private static string Objective(ChaosWishes wishes) => TrafficFacts.Percent(wishes.Objective, Whole);

    private static string Seconds(long seconds) => Durations.Text(TimeSpan.FromSeconds(seconds));

    private static string Count(int count, string what) => Text($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
