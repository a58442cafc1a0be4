using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim diff</c>: where two runs part, and what that comes to.</summary>
internal static class DiffVerb
{
    private const string Subject = "A run's id or journal, an exported log (.jsonl), or a scenario file (.json), which is run in memory.";

    public static Command Build(Shell shell)
    {
        var first = new Argument<string>("A") { Description = Subject };
        var second = new Argument<string>("B") { Description = "What to compare it with, named in the same way." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, nothing left out." };
        var verb = new Command(
            "diff", "Say where two runs part and why, then how states, DNS, reachability, traffic, expectations and costs differ; exit 1 when they do.")
        {
            first, second, json,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var (openingA, openingB) = (ComparedRuns.OpenAsync(shell, parsed.GetRequiredValue(first)), ComparedRuns.OpenAsync(shell, parsed.GetRequiredValue(second)));
            await Task.WhenAll(openingA, openingB);
            using var a = await openingA;
            using var b = await openingB;
            var difference = RunComparison.Of(a.Side, b.Side);
            Write(shell, a, b, difference, parsed.GetValue(json));
            return difference.IsNone ? ExitCode.Success : ExitCode.ExpectationFailed;
        });
        return verb;
    }

    /// <summary>Writes a difference for people or for programs.</summary>
    public static void Write(Shell shell, ComparedRun a, ComparedRun b, RunDifference difference, bool json)
    {
        if (json)
        {
            DiffJson.Write(shell.Output, a, b, difference);
        }
        else
        {
            new DiffReport(shell.OutputPage, a, b).Write(difference);
        }
    }
}
