using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What the sections of a page draw from: the run, how everything was in it, and its time.</summary>
internal sealed class PageFacts(RunReport report)
{
    public RunReport Report { get; } = report;

    public TimeScale Scale { get; } = new(report.File.Start, report.Result.EndedAt);

    /// <summary>Everything that has a state, the groups of clients last.</summary>
    public ImmutableArray<Lane> Lanes { get; } = [.. report.Health?.Lanes ?? [], .. report.Run.Traffic.Select(series => ClientLane.Of(series, report))];

    public IEnumerable<Lane> Of(LaneKind kind) => Lanes.Where(lane => lane.Id.Kind == kind);

    /// <summary>What a lane is called.</summary>
    public string NameOf(LaneId id) => id.Kind switch
    {
        LaneKind.Region => id.Region,
        LaneKind.Zone => id.ZoneId,
        LaneKind.Node or LaneKind.Interface => $"{Report.Names.Of(id.Key)} in {id.ZoneId}",
        LaneKind.Clients => id.Key,
        _ => Report.Names.Of(id.Key),
    };

    /// <summary>An offset from the start of the run.</summary>
    public string At(Moment moment) => Report.Names.At(moment);

    /// <summary>A time as people write it: <c>1h 30m</c>.</summary>
    public static string For(TimeSpan time) => Offset.Show(time).TrimStart('+');

    /// <summary>From when until when a state held, and how long that is.</summary>
    public string When(LaneSpan span) => $"{At(span.From)} to {(span.To == Scale.End ? "the end" : At(span.To))} ({For(span.Length)})";

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The sign of a state, which says it without colour.</summary>
    public static string SignOf(Health health) => health switch
    {
        Health.Lost => "✗",
        Health.Affected => "▲",
        Health.Sound => "✓",
        _ => "○",
    };

    public static string ClassOf(Health health) => health switch
    {
        Health.Lost => "lost",
        Health.Affected => "affected",
        Health.Sound => "sound",
        _ => "absent",
    };
}

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
        var stretches = series.Stretches;
        if (stretches.Count == 0)
        {
            yield break;
        }

        var reached = stretches[0].From;
        foreach (var loss in series.Losses)
        {
            if (loss.From > reached)
            {
                yield return Span(reached, loss.From, Health.Sound, "all connect");
            }

            reached = loss.From + loss.Seconds;
            yield return Span(
                loss.From, reached, loss.Counts.Connected == 0 ? Health.Lost : Health.Affected,
                PageFacts.Text($"loses {loss.Counts.Lost:N0} of {loss.Counts.Attempted:N0}"));
        }

        var end = stretches[^1].From + stretches[^1].Seconds;
        if (end > reached)
        {
            yield return Span(reached, end, Health.Sound, "all connect");
        }

        LaneSpan Span(long from, long to, Health health, string what) =>
            new(start + TimeSpan.FromSeconds(from), start + TimeSpan.FromSeconds(to), health, what);
    }
}
