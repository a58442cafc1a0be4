using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Tells programs what an audit of a log found: one JSON object.</summary>
internal static class AuditJson
{
    /// <summary>Writes the object.</summary>
    public static void Write(TextWriter output, string run, LogFindings findings) => JsonText.Write(output, new JObject
    {
        ["run"] = run,
        ["sound"] = findings.IsSound,
        ["rows"] = findings.Rows,
        ["events"] = findings.Events,
        ["digest"] = findings.Digest,
        ["ended"] = findings.HasEnded,
        ["programVersion"] = findings.ProgramVersion,
        ["damages"] = new JArray(findings.Damages.Select(ToJson)),
        ["stoppedAt"] = findings.StoppedAt,
    });

    private static JObject ToJson(LogDamage damage) => new()
    {
        ["kind"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(damage.Kind.ToString()),
        ["position"] = damage.Position,
        ["rows"] = damage.Rows,
        ["other"] = damage.Other,
        ["turn"] = damage.Place?.Turn,
        ["index"] = damage.Place?.Index,
        ["entity"] = damage.Place?.Entity,
        ["type"] = damage.Place?.Type,
        ["version"] = damage.Place?.Version,
        ["reason"] = damage.Reason,
    };
}
