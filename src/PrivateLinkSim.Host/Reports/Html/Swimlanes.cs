using System.Collections.Immutable;
using System.Xml.Linq;

namespace PrivateLinkSim.Host;

/// <summary>The timeline of faults and states: a lane for each thing, over virtual time. Beneath each lane stands in words what was not sound.</summary>
internal static class Swimlanes
{
    private const int MostSpans = 120;
    private const int MostWords = 6;
    private const double LeastForText = 0.12;
    private const double LeastForTextOnNarrowPages = 0.3;

    public static XElement? Of(PageFacts facts) => facts.Lanes.IsEmpty ? null : Tag.Of(
        "section", "timeline",
        Tag.Of("h3", null, "Timeline of faults and states"),
        Tag.Of("p", "key", [.. Key(facts)]),
        Tag.Of("div", "lanes", [Ruler(facts), .. Groups.SelectMany(group => GroupOf(facts, group.Title, group.Kinds))]),
        facts.Report.Health is { LeftOut: > 0 } record ? Tag.Of("p", "faint", PageFacts.Text($"{record.LeftOut:N0} load balancers, services and endpoints more have no lane.")) : null);

    private static readonly (string Title, ImmutableArray<LaneKind> Kinds)[] Groups =
    [
        ("What the scenario makes fail", [LaneKind.Fault]),
        ("Regions and zones", [LaneKind.Region, LaneKind.Zone]),
        ("Load balancer nodes", [LaneKind.Node]),
        ("Services", [LaneKind.Service]),
        ("Endpoints and their interfaces", [LaneKind.Endpoint, LaneKind.Interface]),
        ("Clients", [LaneKind.Clients]),
    ];

    private static IEnumerable<XElement> Key(PageFacts facts) => Enum.GetValues<Health>().Reverse()
        .Select(health => Tag.Of("span", $"chip {PageFacts.ClassOf(health)}", $"{PageFacts.SignOf(health)} {WordOf(health)}"))
        .Concat(facts.Of(LaneKind.Fault).Any() ? [Tag.Of("span", "chip cause", "! made to fail")] : []);

    private static IEnumerable<XElement> GroupOf(PageFacts facts, string title, ImmutableArray<LaneKind> kinds)
    {
        var lanes = facts.Lanes.Where(lane => kinds.Contains(lane.Id.Kind)).ToArray();
        return lanes.Length == 0 ? [] : [Tag.Of("h4", null, title), .. lanes.Select(lane => LaneOf(facts, lane))];
    }

    private static XElement LaneOf(PageFacts facts, Lane lane)
    {
        var spans = Drawn(lane, facts.Scale);
        return Tag.Of(
            "div", $"lane {lane.Id.Kind.ToString().ToLowerInvariant()}",
            Tag.Of("div", "name", facts.NameOf(lane.Id)),
            Tag.Of(
                "div", "track",
                [.. Grid(facts.Scale), .. spans.Select(span => Bar(facts, span, SignOf(lane, span), ClassOf(lane, span)))]),
            Words(facts, lane));
    }

    private static XElement Bar(PageFacts facts, LaneSpan span, string sign, string className)
    {
        var share = span.Length / facts.Scale.Length;
        return Tag.Of("span", $"bar {className}{(share < LeastForTextOnNarrowPages ? " tight" : "")}", share >= LeastForText ? $"{sign} {span.What}" : null)
            .With("style", $"left:{facts.Scale.Percent(span.From)};width:{facts.Scale.Percent(span.Length)}")
            .With("title", $"{span.What}, {facts.When(span)}");
    }

    private static XElement? Words(PageFacts facts, Lane lane)
    {
        var telling = lane.Spans.Where(span => span.Health is Health.Lost or Health.Affected).ToArray();
        var more = telling.Length > MostWords ? PageFacts.Text($" · and {telling.Length - MostWords:N0} more") : "";
        return telling.Length == 0 ? null : Tag.Of(
            "div", "words", $"{string.Join(" · ", telling.Take(MostWords).Select(Told))}{more}");

        string Told(LaneSpan span) => lane.Id.Kind is LaneKind.Fault ? facts.When(span) : $"{PageFacts.SignOf(span.Health)} {span.What} {facts.When(span)}";
    }

    // Of more states than there is room for, those that were not sound are drawn over what was: in each part of the time the worst, the longest of them.
    private static IEnumerable<LaneSpan> Drawn(Lane lane, TimeScale scale) => lane.Spans.Length <= MostSpans ? lane.Spans : lane.Spans
        .Where(span => span.Health is Health.Lost or Health.Affected)
        .GroupBy(span => (long)(MostSpans * ((span.From - scale.Start) / scale.Length)))
        .Select(part => part.OrderByDescending(span => span.Health).ThenByDescending(span => span.Length).First())
        .Prepend(new LaneSpan(lane.Spans[0].From, lane.Spans[^1].To, Health.Sound, "with interruptions"));

    // A fault is no state: it is why states change.
    private static string SignOf(Lane lane, LaneSpan span) => lane.Id.Kind is LaneKind.Fault ? "!" : PageFacts.SignOf(span.Health);

    private static string ClassOf(Lane lane, LaneSpan span) => lane.Id.Kind is LaneKind.Fault ? "cause" : PageFacts.ClassOf(span.Health);

    private static XElement Ruler(PageFacts facts) => Tag.Of(
        "div", "lane ruler",
        Tag.Of("div", "name", "virtual time"),
        Tag.Of("div", "track", [.. facts.Scale.Marks.Select(mark => Tag.Of("span", mark > facts.Scale.Length * 0.9 ? "mark last" : "mark", Offset.Show(mark)).With("style", $"left:{facts.Scale.Percent(mark)}"))]));

    private static IEnumerable<XElement> Grid(TimeScale scale) =>
        scale.Marks.Skip(1).Select(mark => Tag.Of("i", null).With("style", $"left:{scale.Percent(mark)}"));

    private static string WordOf(Health health) => health switch
    {
        Health.Lost => "nothing gets through",
        Health.Affected => "works in part, or is stood in for",
        Health.Sound => "as it should be",
        _ => "not there, or not usable yet",
    };
}
