using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A group of clients as a lane: when it lost connections, and when open ones were missing.</summary>
internal static class ClientLane
{
    public static Lane Of(ClientSeries series, RunReport report)
    {
        var (subnet, world) = (report.Names.IdOf(series.Group.Subnet), report.Result.World);
        var vpc = world.All<VpcState>(EntityKind.Vpc).Select(each => each.Value).FirstOrDefault(each => subnet is not null && each.Subnets.ContainsKey(subnet));
        var id = new LaneId(LaneKind.Clients, vpc?.Region ?? "", series.Group.Name, vpc?.Subnets[subnet!].ZoneId ?? "");
        return new Lane(id, [.. Spans(series, report.File.Start)]);
    }

    private static IEnumerable<LaneSpan> Spans(ClientSeries series, Moment start)
    {
        var spans = new List<(long From, long To, Fate Fate, ConnectionCounts Counts, long Open)>();
        foreach (var stretch in series.Stretches)
        {
            var (fate, to) = (FateOf(series.Group, stretch), stretch.From + stretch.Seconds);
            if (spans is [.., var last] && last.To == stretch.From && last.Fate == fate)
            {
                spans[^1] = last with { To = to, Counts = last.Counts + stretch.Counts, Open = Math.Min(last.Open, stretch.Open) };
            }
            else
            {
                spans.Add((stretch.From, to, fate, stretch.Counts, stretch.Open));
            }
        }

        return spans.Select(span =>
        {
            var (health, what) = Told(series.Group, span.Fate, span.Counts, span.Open);
            return new LaneSpan(start + TimeSpan.FromSeconds(span.From), start + TimeSpan.FromSeconds(span.To), health, what);
        });
    }

    // Who keeps connections open is well as long as they are open, and tries nothing then.
    private static Fate FateOf(ClientGroup group, ClientStretch stretch) => stretch.Counts switch
    {
        { Lost: > 0 } => Fate.Losing,
        { Attempted: > 0, Broken: 0 } => Fate.Served,
        { Attempted: 0, Broken: 0 } when group.KeepOpen == 0 => Fate.Idle,
        _ when group.KeepOpen == 0 => Fate.Breaking,
        _ when stretch.Open >= group.KeepOpen => Fate.Open,
        _ => Fate.Missing,
    };

    private static (Health Health, string What) Told(ClientGroup group, Fate fate, ConnectionCounts counts, long open) => fate switch
    {
        Fate.Idle => (Health.Absent, "tries nothing"),
        Fate.Served => (Health.Sound, "all connect"),
        Fate.Open => (Health.Sound, PageFacts.Text($"all {group.KeepOpen:N0} are open")),
        Fate.Missing => (open == 0 ? Health.Lost : Health.Affected, PageFacts.Text($"{open:N0} of {group.KeepOpen:N0} are open")),
        Fate.Breaking => (Health.Affected, PageFacts.Text($"{counts.Broken:N0} open ones break")),
        _ => (counts.Connected == 0 ? Health.Lost : Health.Affected, PageFacts.Text($"loses {counts.Lost:N0} of {counts.Attempted:N0}")),
    };

    private enum Fate
    {
        Idle,
        Served,
        Open,
        Missing,
        Breaking,
        Losing,
    }
}
