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
            Text($" sends {group.ConnectionsPerSecond} connections a second from {group.Subnet} to {group.Endpoint} ({group.Dns}): "),
            new Piece(total.Attempted == 0 ? "it never began" : Text($"{TrafficFacts.Percent(total.Connected, total.Attempted)} reached a target"), total.Lost == 0 ? Ink.Good : Ink.Bad),
            total.Attempted == 0 ? "" : Text($", {total.Connected:N0} of {total.Attempted:N0}; {total.TimedOut:N0} timed out, {total.Unresolved:N0} had no address"));
        var losses = series.Losses;
        foreach (var loss in losses.Take(MostLosses))
        {
            page.Columns(
                [new Piece("    "), new Piece($"{report.Names.At(report.File.Start + TimeSpan.FromSeconds(loss.From)).Trim()}  ", Ink.Faint)],
                6,
                Text($"for {Durations.Text(TimeSpan.FromSeconds(loss.Seconds))}: lost {loss.Counts.Lost:N0} of {loss.Counts.Attempted:N0} ({TrafficFacts.Percent(loss.Counts.Lost, loss.Counts.Attempted)})"),
                new Piece(ZonesOf(loss), Ink.Faint));
        }

        if (losses.Length > MostLosses)
        {
            page.Columns([], 4, Text($"and {losses.Length - MostLosses} more; --json has them all"));
        }
    }

    private static string ZonesOf(ClientStretch loss)
    {
        var zones = string.Join(", ", loss.ByZone.Where(zone => zone.Value.Lost > 0).Select(zone => zone.Key));
        return zones.Length == 0 ? "" : $" through {zones} ({string.Join(", ", loss.Rules)})";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
