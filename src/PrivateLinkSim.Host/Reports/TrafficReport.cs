using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What became of the traffic: for each group its connections, and the stretches in which it lost some.</summary>
internal sealed class TrafficReport(Page page)
{
    private const int MostLosses = 8;

    /// <summary>Writes nothing for a scenario without traffic.</summary>
    public void Write(RunReport report)
    {
        if (report.Run.Traffic.IsEmpty)
        {
            return;
        }

        page.Line();
        page.Line("Traffic");
        foreach (var series in report.Run.Traffic)
        {
            WriteGroup(report, series);
        }
    }

    private void WriteGroup(RunReport report, ClientSeries series)
    {
        var (group, total) = (series.Group, series.Total);
        page.Columns(
            [new Piece("  "), new Piece(group.Name, Ink.Name)],
            4,
            $" {WhatItDoes(group)} from {group.Subnet} to {group.Endpoint} ({group.Dns}): ",
            new Piece(total.Attempted == 0 ? "it never began" : Text($"{TrafficFacts.Percent(total.Connected, total.Attempted)} reached a target"), total.Lost == 0 ? Ink.Good : Ink.Bad),
            total.Attempted == 0 ? "" : Text($", {total.Connected:N0} of {total.Attempted:N0}{Fates(total)}"));
        if (series.Latency(50, 0, long.MaxValue) is > 0 and { } median)
        {
            page.Columns(
                [], 4, new Piece($"half connected within {TrafficFacts.Milliseconds(median)}, 99 % within {TrafficFacts.Milliseconds(series.Latency(99, 0, long.MaxValue)!.Value)}{LoadOf(series)}", Ink.Faint));
        }

        var losses = LossSpell.Of(series);
        foreach (var loss in losses.Take(MostLosses))
        {
            page.Columns(
                [new Piece("    "), new Piece($"{report.Names.At(report.File.Start + TimeSpan.FromSeconds(loss.From)).Trim()}  ", Ink.Faint)],
                6,
                Text($"for {Duration(loss.Seconds)}{(loss.LosingSeconds < loss.Seconds ? $", in {Duration(loss.LosingSeconds)} of it" : "")}: lost {loss.Counts.Lost:N0} of {loss.Counts.Attempted:N0} ({TrafficFacts.Percent(loss.Counts.Lost, loss.Counts.Attempted)})"),
                new Piece(loss.Zones.Length == 0 ? "" : $" through {loss.Zones} ({loss.Rules})", Ink.Faint));
        }

        if (losses.Length > MostLosses)
        {
            page.Columns([], 4, Text($"and {losses.Length - MostLosses} more; --json has them all"));
        }
    }

    private static string WhatItDoes(ClientGroup group) => group.KeepOpen > 0
        ? Text($"keeps {group.KeepOpen:N0} connections open, at most {group.ConnectionsPerSecond:N0} new ones a second,")
        : Text($"sends {group.ConnectionsPerSecond} connections a second{(group.ConnectionSeconds > 0 ? $" of {Duration(group.ConnectionSeconds)} each" : "")}{(group.ConnectTimeoutSeconds == new ClientGroup().ConnectTimeoutSeconds ? "" : $", waiting {Duration(group.ConnectTimeoutSeconds)} for each,")}");

    // Only what happened is told.
    private static string Fates(ConnectionCounts counts) => string.Concat(
        new[]
        {
            (counts.TimedOut, "timed out"), (counts.Unresolved, "had no address"), (counts.Refused, "were refused"), (counts.NoPort, "found no port"),
            (counts.Switched, "by the fallback"), (counts.Reset, "open ones were reset"), (counts.Dropped, "open ones were cut off"),
        }
        .Where(fate => fate.Item1 > 0)
        .Select(fate => Text($"; {fate.Item1:N0} {fate.Item2}")));

    private static string LoadOf(ClientSeries series) => series.PeakLoad(0, long.MaxValue) is > 0 and { } load
        ? $"; targets had at most {TrafficFacts.Percent(load, 1_000_000)} of what they can take"
        : "";

    private static string Duration(long seconds) => Durations.Text(TimeSpan.FromSeconds(seconds));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
