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
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or FormatException or InvalidCastException)
        {
            throw new LogDamagedException($"The note {row.Manifest} can't be read: {exception.Message}", exception);
        }
    }

    internal static LogRow Note(string type, JObject content) =>
        new(type, CanonicalJson.Bytes(new JObject { ["bookkeeping"] = content, ["type"] = type }));

    internal static LogRow Opened(RunPlan plan)
    {
        var content = new JObject { ["runId"] = plan.RunId, ["programVersion"] = plan.ProgramVersion, ["scenarioName"] = plan.ScenarioName };
        if (plan.ForkOf is { } origin)
        {
            content["forkOf"] = origin;
        }

        return Note(RunOpened, content);
    }

    internal static LogRow Resumed(RunPlan plan, long recorded) => Note(RunResumed, new JObject
    {
        ["programVersion"] = plan.ProgramVersion,
        ["recordedEvents"] = recorded,
    });

    internal static LogRow Ended(RunResult result, string? verdict) => Note(RunEnded, new JObject
    {
        ["digest"] = result.Digest,
        ["stateDigest"] = result.StateDigest,
        ["turns"] = result.Turns,
        ["events"] = result.Events,
        ["endedAt"] = result.EndedAt.ToString(),
        ["verdict"] = verdict,
    });
}
