using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Tells what an audit of a log found.</summary>
internal sealed class AuditReport(Page page)
{
    /// <summary>A line for a sound log; for a damaged one, a line for each damage.</summary>
    public void Write(string run, LogFindings findings)
    {
        if (findings.IsSound)
        {
            page.Line(new Piece("ok ", Ink.Good), Said($"{run}: {findings.Events:N0} events, every link follows"));
            page.Line(new Piece($"   {findings.Digest}", Ink.Faint));
            if (!findings.HasEnded)
            {
                page.Line("   The run has not ended. Whether its log was cut at its end can't be seen in it: --digest says what it must come to.");
            }

            return;
        }

        page.Line(new Piece("damaged ", Ink.Bad), Said($"{run}: {findings.Damages.Length} {(findings.Damages.Length == 1 ? "place" : "places")} in {findings.Rows:N0} rows"));
        foreach (var damage in findings.Damages)
        {
            page.Columns(["  row "], 6, Line(damage));
        }

        if (findings.StoppedAt is { } at)
        {
            page.Line(Said($"  There is too much damage to go on; what stands from row {at} on was not looked at."));
        }
    }

    /// <summary>What came of an import.</summary>
    public void WriteImported(string run, LogFindings findings)
    {
        page.Line(new Piece("ok ", Ink.Good), Said($"{run}: {findings.Events:N0} events imported, every link follows"));
        page.Line(new Piece($"   {findings.Digest}", Ink.Faint));
        if (!findings.HasEnded)
        {
            page.Line($"   It has not ended; go on with: plsim run --resume {run}");
        }
    }

    /// <summary>A damage: position, kind, what is there, and why.</summary>
    public static string Line(LogDamage damage) => Said(
        $"{damage.Position}: {InWords(damage.Kind)}{(damage.Place is { } place ? $" ({place})" : "")}: {damage.Reason}");

    private static string InWords(DamageKind kind) => kind switch
    {
        DamageKind.ChangedEntry => "changed entry",
        DamageKind.ChangedLink => "changed link",
        DamageKind.ChangedManifest => "changed manifest",
        DamageKind.ChangedNote => "changed note",
        DamageKind.OtherDigest => "other digest",
        DamageKind.UnknownEvent => "unknown event",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
