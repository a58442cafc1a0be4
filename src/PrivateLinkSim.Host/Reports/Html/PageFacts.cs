using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>What the sections of a page draw from: the run, how everything was in it, and its time.</summary>
internal sealed class PageFacts(RunReport report)
{
    public RunReport Report { get; } = report;

    public TimeScale Scale { get; } = new(report.File.Start, report.Result.EndedAt);

    /// <summary>The faults first, then everything that has a state, the groups of clients last.</summary>
    public ImmutableArray<Lane> Lanes { get; } =
        [.. FaultLane.All(report), .. report.Health?.Lanes ?? [], .. report.Run.Traffic.Select(series => ClientLane.Of(series, report))];

    /// <summary>The seconds of the run in which a fault held, joined where faults overlap.</summary>
    public ImmutableArray<(long From, long To)> FaultSeconds { get; } = FaultLane.Seconds(report);

    public IEnumerable<Lane> Of(LaneKind kind) => Lanes.Where(lane => lane.Id.Kind == kind);

    /// <summary>What a lane is called.</summary>
    public string NameOf(LaneId id) => id.Kind switch
    {
        LaneKind.Region => id.Region,
        LaneKind.Zone => id.ZoneId,
        LaneKind.Node or LaneKind.Interface => $"{Report.Names.Of(id.Key)} in {id.ZoneId}",
        LaneKind.Clients or LaneKind.Fault => id.Key,
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
