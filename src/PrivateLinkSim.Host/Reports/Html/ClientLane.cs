using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A group of clients as a lane: when it lost connections.</summary>
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
        var spans = new List<(long From, long To, Fate Fate, ConnectionCounts Counts)>();
        foreach (var stretch in series.Stretches)
        {
            var (fate, to) = (FateOf(stretch.Counts), stretch.From + stretch.Seconds);
            if (spans is [.., var last] && last.To == stretch.From && last.Fate == fate)
            {
                spans[^1] = last with { To = to, Counts = last.Counts + stretch.Counts };
            }
            else
            {
                spans.Add((stretch.From, to, fate, stretch.Counts));
            }
        }

        return spans.Select(span =>
        {
            var (health, what) = Told(span.Fate, span.Counts);
            return new LaneSpan(start + TimeSpan.FromSeconds(span.From), start + TimeSpan.FromSeconds(span.To), health, what);
        });
    }

    private static Fate FateOf(ConnectionCounts counts) => counts switch
    {
        { Attempted: 0 } => Fate.Idle,
        { Lost: 0 } => Fate.Served,
        _ => Fate.Losing,
    };

    private static (Health Health, string What) Told(Fate fate, ConnectionCounts counts) => fate switch
    {
        Fate.Idle => (Health.Absent, "tries nothing"),
        Fate.Served => (Health.Sound, "all connect"),
        _ => (counts.Connected == 0 ? Health.Lost : Health.Affected, PageFacts.Text($"loses {counts.Lost:N0} of {counts.Attempted:N0}")),
    };

    private enum Fate
    {
        Idle,
        Served,
        Losing,
    }
}
