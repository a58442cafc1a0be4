using System.Xml.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What happened in a run, as a paragraph: the faults, who lost what for how long, who was refused, and whether all came as expected.</summary>
internal static class StoryParagraph
{
    private const int Most = 8;

    public static XElement Of(PageFacts facts) => Tag.Of(
        "section", "story",
        Tag.Of("h3", null, "What happened"),
        Tag.Of("p", null, string.Join(' ', Sentences(facts))));

    private static IEnumerable<string> Sentences(PageFacts facts)
    {
        var report = facts.Report;
        yield return PageFacts.Text(
            $"The run covers {PageFacts.For(report.Result.EndedAt - report.File.Start)} of virtual time from {Clock(facts)} on, in {report.Result.Events:N0} events.");
        yield return Listed(Faults(facts)) is { Length: > 0 } faults ? $"{Capital(faults)}." : "Nothing failed.";
        if (Listed(Losses(facts)) is { Length: > 0 } losses)
        {
            yield return $"{Capital(losses)}.";
        }

        foreach (var sentence in Traffic(facts))
        {
            yield return sentence;
        }

        yield return Refusals(facts);
        yield return Expectations(facts);
    }

    // What failed by itself; what follows from it stands with the losses. A fault that no state tells of is told by its name.
    private static IEnumerable<string> Faults(PageFacts facts)
    {
        var states = facts.Lanes.SelectMany(lane => lane.Spans.Where(span => IsFault(lane.Id.Kind, span)).Select(span => (Lane: lane, Span: span))).ToArray();
        return
            from each in states.Concat(
                from lane in facts.Of(LaneKind.Fault)
                from span in lane.Spans
                where !states.Any(state => state.Span.From == span.From)
                select (Lane: lane, Span: span))
            orderby each.Span.From
            select Fault(facts, each.Lane, each.Span);
    }

    private static string Fault(PageFacts facts, Lane lane, LaneSpan span) => lane.Id.Kind switch
    {
        LaneKind.Fault => $"{span.What} from {facts.When(span)}",
        LaneKind.Region when span.What == "lost" => $"Region {lane.Id.Region} was lost from {facts.When(span)}",
        LaneKind.Region => $"Region {lane.Id.Region}: {span.What} from {facts.When(span)}",
        LaneKind.Zone => $"zone {lane.Id.ZoneId} of {lane.Id.Region} passed no traffic from {facts.When(span)}",
        LaneKind.Node => $"load balancer {facts.NameOf(lane.Id)}: {span.What} from {facts.When(span)}",
        _ => $"endpoint {facts.NameOf(lane.Id)}: {span.What} from {facts.When(span)}",
    };

    private static bool IsFault(LaneKind kind, LaneSpan span) => kind switch
    {
        LaneKind.Region => span.Health is Health.Lost or Health.Affected,
        LaneKind.Zone => span.Health is Health.Lost && span.What != "lost with its Region",
        LaneKind.Node => span.Health is Health.Lost or Health.Affected && span.What is not ("its zone passes no traffic" or "out of service" or "node works again, which is not found out yet"),
        LaneKind.Endpoint => span.Health is Health.Lost,
        _ => false,
    };

    private static IEnumerable<string> Losses(PageFacts facts) => facts.Of(LaneKind.Interface)
        .Where(lane => lane.TimeIn(Health.Lost) > TimeSpan.Zero)
        .GroupBy(lane => lane.Id.Key, StringComparer.Ordinal)
        .Select(zones => $"endpoint {facts.Report.Names.Of(zones.Key)} reached nothing {Listed(zones.Select(Loss), ", ")}");

    private static string Loss(Lane lane) => $"through {lane.Id.ZoneId} for {PageFacts.For(lane.TimeIn(Health.Lost))} in all";

    private static IEnumerable<string> Traffic(PageFacts facts)
    {
        var all = facts.Report.Run.Traffic;
        var losers = all.Where(series => series.Total.Lost > 0).Select(series => PageFacts.Text(
            $"{series.Group.Name} lost {series.Total.Lost:N0} of {series.Total.Attempted:N0} connections ({TrafficFacts.Percent(series.Total.Lost, series.Total.Attempted)}), for {PageFacts.For(TimeSpan.FromSeconds(series.LongestLoss(0, long.MaxValue)))} in a row at longest"));
        if (Listed(losers) is { Length: > 0 } lost)
        {
            yield return $"Of the clients, {lost}.";
        }

        var broken = all.Where(series => series.Total.Broken > 0).Select(series => PageFacts.Text(
            $"{series.Group.Name} had {series.Total.Broken:N0} open connections {(series.Total switch { { Dropped: 0 } => "reset", { Reset: 0 } => "cut off", _ => "reset or cut off" })}"));
        if (Listed(broken) is { Length: > 0 } ended)
        {
            yield return $"{Capital(ended)}.";
        }

        var spared = all.Where(series => series.Total is { Lost: 0, Broken: 0, Attempted: > 0 }).Select(series => series.Group.Name);
        if (Listed(spared, ", ") is { Length: > 0 } names)
        {
            yield return $"No connection was lost by {names}.";
        }
    }

    private static string Refusals(PageFacts facts)
    {
        var refused = facts.Report.Run.Outcomes.Where(outcome => outcome.Refusal is not null).ToArray();
        var surprises = refused.Count(outcome => !outcome.AsExpected);
        return refused.Length switch
        {
            0 => "No call was refused.",
            1 => $"One call was refused with {refused[0].Refusal!.Code} ({refused[0].Refusal!.Rule}), {(surprises == 0 ? "as expected" : "which was not expected")}.",
            var count => PageFacts.Text($"{count:N0} calls were refused, {(surprises == 0 ? "all as expected" : PageFacts.Text($"{surprises:N0} of them against expectation"))}."),
        };
    }

    private static string Expectations(PageFacts facts)
    {
        var verdicts = facts.Report.Run.Verdicts;
        var failed = verdicts.Where(verdict => !verdict.Held).ToArray();
        var resting = facts.Report.Assumptions.IsEmpty ? "" : PageFacts.Text($" {facts.Report.Assumptions.Length:N0} rest on what AWS does not publish.");
        return (verdicts.Length, failed.Length) switch
        {
            (0, _) => "Nothing was expected of it.",
            (var all, 0) => PageFacts.Text($"{(all == 1 ? "The one expectation" : PageFacts.Text($"All {all:N0} expectations"))} held.{resting}"),
            var (all, count) => PageFacts.Text($"{count:N0} of {all:N0} expectations failed, first at {facts.At(failed[0].At)}: {failed[0].Text}; found: {failed[0].Found}.{resting}"),
        };
    }

    private static string Listed(IEnumerable<string> items, string separator = "; ")
    {
        var all = items.ToArray();
        var more = all.Length > Most ? PageFacts.Text($"{separator}and {all.Length - Most:N0} more") : "";
        return $"{string.Join(separator, all.Take(Most))}{more}";
    }

    private static string Capital(string text) => string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1));

    private static string Clock(PageFacts facts) => $"{facts.Scale.Start.ToString()[..10]} {facts.Scale.Start.ToString()[11..19]} UTC";
}
