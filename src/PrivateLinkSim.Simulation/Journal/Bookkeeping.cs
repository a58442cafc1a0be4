using System.Security.Cryptography;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Notes that stand in the journal beside the log and never change its digest.</summary>
public static class Bookkeeping
{
    internal const string Prefix = "bookkeeping.";
    internal const string RunOpened = "bookkeeping.run-opened";
    internal const string RunResumed = "bookkeeping.run-resumed";
    internal const string RunEnded = "bookkeeping.run-ended";

    /// <summary>The content of a note.</summary>
    /// <exception cref="LogDamagedException">The row is no note.</exception>
    public static JObject Read(LogRow row)
    {
        try
        {
            return CanonicalJson.ReadObject(row.Bytes)["bookkeeping"] as JObject ?? throw new FormatException("it has no content");
        }
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or FormatException or InvalidCastException or ArgumentException)
        {
            throw new LogDamagedException($"The note {row.Manifest} can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>How the run was called that a note opens; null when it does not say.</summary>
    public static string? RunIdOf(LogRow row)
    {
        try
        {
            return row.IsNote && Read(row)["runId"] is JValue { Value: string id } ? id : null;
        }
        catch (LogDamagedException)
        {
            // The audit of the log names the damage at its place.
            return null;
        }
    }

    /// <summary>Of which type a note is by its own words.</summary>
    /// <exception cref="LogDamagedException">The row is no note.</exception>
    internal static string TypeOf(LogRow row)
    {
        Read(row);
        return CanonicalJson.ReadObject(row.Bytes)["type"] is JValue { Value: string type } ? type : throw new LogDamagedException("A note does not say its type.");
    }

    /// <summary>The link behind which a note was written; null for the notes of the first release, which do not say.</summary>
    internal static string? LinkOf(LogRow row) => (string?)CanonicalJson.ReadObject(row.Bytes)["link"];

    /// <summary>Whether a note's seal is that of its content. The first release set none.</summary>
    internal static bool HasSoundSeal(JObject note) =>
        note["seal"] is null ? note["link"] is null : JToken.DeepEquals(note["seal"], SealOf(note));

    // The chain does not cover notes, so each has a hash of its own, and says which row of the log it stands behind.
    private static LogRow Note(string type, LogChain chain, JObject content)
    {
        var note = new JObject { ["bookkeeping"] = content, ["link"] = Convert.ToHexStringLower(chain.Link), ["type"] = type };
        note["seal"] = SealOf(note);
        return new LogRow(type, CanonicalJson.Bytes(note));
    }

    private static string SealOf(JObject note)
    {
        var content = (JObject)note.DeepClone();
        content.Remove("seal");
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(content)));
    }

    /// <summary>The note that a run gets whose log was kept without notes.</summary>
    internal static LogRow Opened(string runId, string programVersion) =>
        Note(RunOpened, new LogChain(), new JObject { ["programVersion"] = programVersion, ["runId"] = runId });

    internal static LogRow Opened(RunPlan plan)
    {
        var content = new JObject { ["runId"] = plan.RunId, ["programVersion"] = plan.ProgramVersion, ["scenarioName"] = plan.ScenarioName };
        if (plan.ForkOf is { } origin)
        {
            content["forkOf"] = origin;
        }

        return Note(RunOpened, new LogChain(), content);
    }

    internal static LogRow Resumed(RunPlan plan, RunRecord record) => Note(RunResumed, record.Chain, new JObject
    {
        ["programVersion"] = plan.ProgramVersion,
        ["recordedEvents"] = record.Left,
    });

    internal static LogRow Ended(RunResult result, LogChain chain, string? verdict) => Note(RunEnded, chain, new JObject
    {
        ["digest"] = result.Digest,
        ["stateDigest"] = result.StateDigest,
        ["turns"] = result.Turns,
        ["events"] = result.Events,
        ["endedAt"] = result.EndedAt.ToString(),
        ["verdict"] = verdict,
    });
}
