using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The difference of two runs for people: what parts them first, then what that comes to.</summary>
internal sealed class DiffReport(Page page, ComparedRun a, ComparedRun b)
{
    // What is more than this is counted: whoever needs all of it takes --json.
    private const int MostFields = 6;
    private const int MostItems = 20;
    private const int MostSpells = 3;
    private const int LongestValue = 160;

    /// <summary>Writes everything that differs, and in a line what does not.</summary>
    public void Write(RunDifference difference)
    {
        WriteHead("A", a);
        WriteHead("B", b);
        if (difference.IsNone)
        {
            page.Line();
            page.Line(new Piece("equal", Ink.Good), ": the same scenario, and the same log to the last event.");
            return;
        }

        WriteGiven(difference.Given);
        WriteDivergence(difference.Divergence);
        WriteEntities(difference.Entities, difference.UntoldEntities);
        WriteAnswers("DNS answers", [.. difference.Answers.Where(each => !each.IsReach)]);
        WriteAnswers("Reachability", [.. difference.Answers.Where(each => each.IsReach)]);
        WriteTraffic(difference.Traffic);
        WriteVerdicts(difference.Verdicts);
        WriteCosts(difference.Costs);
        WriteEqual(difference);
    }

    private void WriteHead(string letter, ComparedRun run) => page.Columns(
        [new Piece($"{letter} ", Ink.Strong)], 2, new Piece(run.Side.Name, Ink.Name),
        new Piece(string.Create(
            CultureInfo.InvariantCulture,
            $" · seed {run.Side.Started.Seed} · {Counted(run.Side.Log.Length, "event")} · {run.Side.Run?.Summary ?? "no verdict"} · {run.Digest ?? $"ends at {run.Names.At(run.Side.Log[run.Side.Log.Length - 1].Time)} without a digest"}"), Ink.Faint));

    private void WriteGiven(ImmutableArray<FieldDifference> given)
    {
        if (!given.IsEmpty)
        {
            Section("What the runs were given");
            WriteFields(given, 2);
        }
    }

    private void WriteDivergence(LogDivergence? divergence)
    {
        Section("First divergence");
        if (divergence is null)
        {
            page.Columns([], 2, "none: what happened is the same to the last event.");
            return;
        }

        var at = (divergence.A ?? divergence.B)!;
        var names = divergence.A is null ? b.Names : a.Names;
        page.Columns([], 2, string.Create(CultureInfo.InvariantCulture, $"turn {at.Turn}, {names.At(at.Time)}, {Owner(at, names)}"));
        if (divergence.Field is { } field)
        {
            WriteFields([field], 2);
        }

        WriteChain("A", divergence.A, a);
        WriteChain("B", divergence.B, b);
    }

    private void WriteChain(string letter, LogEntry? entry, ComparedRun run)
    {
        if (entry is null)
        {
            page.Columns([new Piece($"  {letter} ", Ink.Strong)], 4, "has ended");
            return;
        }

        var (head, indent) = ($"  {letter} ", 4);
        foreach (var (at, text) in CauseChain.Of(entry, run.Side.Log, run.Names))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $" (turn {at.Turn}, {run.Names.At(at.Time)})");
            page.Columns([new Piece(head, Ink.Strong)], indent, Bounded(text), new Piece(place, Ink.Faint));
            (head, indent) = ("      because ", 6);
        }
    }

    private void WriteEntities(ImmutableArray<EntityDifference> entities, int untold)
    {
        if (entities.IsEmpty)
        {
            return;
        }

        Section("Resources at the end");
        foreach (var entity in entities.Take(MostItems))
        {
            page.Columns(
                [new Piece($"  {(entity.A is null ? b : a).Names.Of(entity.Entity)}", Ink.Name)], 2,
                entity.A is null ? "  only in B" : entity.B is null ? "  only in A" : entity.A != entity.B ? $"  (in A {entity.A}, in B {entity.B})" : "");
            WriteFields(entity.Fields, 4);
        }

        More(entities.Length + untold, MostItems, 2);
    }

    private void WriteAnswers(string title, ImmutableArray<AnswerDifference> answers)
    {
        if (answers.IsEmpty)
        {
            return;
        }

        Section(title);
        foreach (var answer in answers.OrderBy(each => !each.IsAtEnd).Take(MostItems))
        {
            page.Columns([new Piece($"  {answer.Endpoint}", Ink.Name)], 4, $" {(answer.IsReach ? "reaches" : $"{answer.Question} answers")}{(answer.IsAtEnd ? "" : " the same at the end, but not all the time")}");
            foreach (var spell in answer.Spells.TakeLast(MostSpells))
            {
                var until = spell.Until is { } end ? $"to {Offset.Show(end)}" : "to the end";
                page.Columns([new Piece($"    {Offset.Show(spell.From)} {until}: ", Ink.Faint)], 6, "A ", spell.A, new Piece(" | ", Ink.Faint), "B ", spell.B);
            }

            More(answer.Spells.Length, MostSpells, 4, "earlier");
        }

        More(answers.Length, MostItems, 2);
    }

    private void WriteTraffic(ImmutableArray<TrafficDifference> groups)
    {
        if (groups.IsEmpty)
        {
            return;
        }

        Section("Traffic");
        foreach (var group in groups.Take(MostItems))
        {
            page.Columns([new Piece($"  {group.Group}", Ink.Name)], 2);
            page.Columns([new Piece("    A ", Ink.Strong)], 6, Figures(group.A));
            page.Columns([new Piece("    B ", Ink.Strong)], 6, Figures(group.B));
        }

        More(groups.Length, MostItems, 2);
    }

    private void WriteVerdicts(ImmutableArray<VerdictDifference> verdicts)
    {
        if (verdicts.IsEmpty)
        {
            return;
        }

        Section("Expectations");
        foreach (var verdict in verdicts.Take(MostItems))
        {
            page.Columns([], 2, $"{Held("A", verdict.A)}, {Held("B", verdict.B)}: {verdict.Text}");
            foreach (var failed in new[] { verdict.A, verdict.B }.Where(each => each is { Held: false }))
            {
                page.Columns([], 4, new Piece("found: ", Ink.Faint), Bounded(failed!.Found), new Piece($" ({failed.Path})", Ink.Faint));
            }
        }

        More(verdicts.Length, MostItems, 2);
    }

    private void WriteCosts(ImmutableArray<CostDifference> costs)
    {
        if (costs.IsEmpty)
        {
            return;
        }

        Section("Costs");
        foreach (var cost in costs.Take(MostItems))
        {
            page.Columns([new Piece($"  {a.Names.Of(cost.Account)}", Ink.Name)], 4, $"  {Usd(cost.A)} | {Usd(cost.B)}");
        }

        More(costs.Length, MostItems, 2);
    }

    private void WriteEqual(RunDifference difference)
    {
        var equal = new (string What, bool IsEqual)[]
        {
            ("resources at the end", difference.Entities.IsEmpty),
            ("DNS answers", difference.Answers.All(each => each.IsReach)),
            ("reachability", difference.Answers.All(each => !each.IsReach)),
            ("traffic", difference.HasOutcomes && difference.Traffic.IsEmpty),
            ("expectations", difference.HasOutcomes && difference.Verdicts.IsEmpty),
            ("costs", difference.HasOutcomes && difference.Costs.IsEmpty),
        };
        page.Line();
        page.Columns([new Piece("equal: ", Ink.Good)], 0, string.Join(", ", equal.Where(each => each.IsEqual).Select(each => each.What).DefaultIfEmpty("nothing else")));
        if (difference.IsAtEndOnly)
        {
            page.Line(
                new Piece("DNS answers and reachability are compared at the end only, and of endpoints that differ themselves, ", Ink.Odd), "because the runs are long.");
        }

        if (!difference.HasOutcomes)
        {
            page.Line(new Piece("Traffic, expectations and costs are not compared: ", Ink.Odd), NotRunAgain(a.Side.Run is null ? a : b));
        }
    }

    private static string NotRunAgain(ComparedRun run) => run.Digest is null
        ? $"{run.Side.Name} did not end."
        : $"they are not in a log, and {run.Side.Name} is too long to be run again here, or comes to another log with this version.";

    private void WriteFields(IReadOnlyCollection<FieldDifference> fields, int indent)
    {
        foreach (var field in fields.Take(MostFields))
        {
            page.Columns(
                [new Piece($"{new string(' ', indent)}{field.Path}: ", Ink.Faint)], indent + 2,
                Bounded(field.A ?? "absent"), new Piece(" | ", Ink.Faint), Bounded(field.B ?? "absent"));
        }

        More(fields.Count, MostFields, indent);
    }

    private void More(int count, int most, int indent, string what = "more")
    {
        if (count > most)
        {
            page.Columns([], indent, new Piece(string.Create(CultureInfo.InvariantCulture, $"and {count - most:N0} {what}"), Ink.Faint));
        }
    }

    private void Section(string title)
    {
        page.Line();
        page.Line(new Piece(title, Ink.Strong));
    }

    private static string Owner(LogEntry entry, Names names) => entry.Owner is { } owner ? names.Of(owner) : "the run";

    private static string Held(string letter, Verdict? verdict) => verdict switch
    {
        null => $"not in {letter}",
        { Held: true } => $"holds in {letter}",
        _ => $"fails in {letter}",
    };

    private static string Figures(GroupFigures? figures) => figures is null
        ? "no such group"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(figures.Attempted == 0 ? "no attempts" : $"{decimal.Round(100m * figures.Connected / figures.Attempted, 3)}% of {figures.Attempted:N0} connected")}, {figures.Lost:N0} lost, {figures.Broken:N0} broken, longest loss {figures.LongestLoss:N0} s");

    private static string Usd(decimal? amount) => amount is { } usd ? string.Create(CultureInfo.InvariantCulture, $"${usd:0.00####}") : "nothing";

    private static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static string Bounded(string text) => text.Length <= LongestValue ? text : $"{text[..(LongestValue - 1)]}…";
}
