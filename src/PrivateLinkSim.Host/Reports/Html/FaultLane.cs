using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>Faults as lanes: the same fault that comes again has one.</summary>
internal static class FaultLane
{
    public static IEnumerable<Lane> All(RunReport report) => (report.Health?.Faults ?? [])
        .GroupBy(fault => NameOf(fault, report.Names), StringComparer.Ordinal)
        .Select(same => new Lane(
            new LaneId(LaneKind.Fault, "", same.Key, ""),
            [.. same.Select(fault => new LaneSpan(fault.From, fault.Until!.Value, Health.Affected, same.Key))]));

    /// <summary>The seconds of the run in which a fault held, joined where faults overlap.</summary>
    public static ImmutableArray<(long From, long To)> Seconds(RunReport report)
    {
        var joined = ImmutableArray.CreateBuilder<(long From, long To)>();
        foreach (var fault in report.Health?.Faults ?? [])
        {
            var (from, to) = (Second(fault.From, report), Second(fault.Until!.Value, report));
            if (joined is [.., var last] && from <= last.To)
            {
                joined[^1] = (last.From, Math.Max(last.To, to));
            }
            else
            {
                joined.Add((from, to));
            }
        }

        return joined.ToImmutable();
    }

    private static long Second(Moment moment, RunReport report) => (long)(moment - report.File.Start).TotalSeconds;

    private static string NameOf(MadeFault fault, Names names) => string.Join(' ', fault.Details.Select(names.Of).Prepend(fault.Action));
}
