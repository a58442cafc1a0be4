using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim fork</c>: what would have come of a recorded run if something else had happened.</summary>
internal static class ForkVerb
{
    public static Command Build(Shell shell)
    {
        var run = new Argument<string>("RUN") { Description = "A run's id, or its journal file." };
        var at = new Option<string?>("--at") { Description = "When the steps happen: +90s from the start, or 2026-01-01T12:00:00Z; without it, at the start.", HelpName = "TIME" };
        var steps = new Option<string[]>("--do")
        {
            Description = "A step to put in, in short or as JSON: 'ImpairZone ZoneId=use1-az1', '{\"ImpairZone\":{\"ZoneId\":\"use1-az1\"}}'; the step's own members in small letters: caller=shop as=second. Several follow each other.",
            HelpName = "STEP",
        };
        var skip = new Option<long[]>("--skip") { Description = "Leave out the step whose command came in in this turn; several are possible.", HelpName = "TURN", CustomParser = WholeNumber.ReadAll<long> };
        var name = new Option<string?>("--as") { Description = "Call the new run after this; without it, SCENARIO-fork.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Print the difference as one JSON object." };
        var verb = new Command(
            "fork", "Branch a recorded run: put steps in or leave some out, keep the new run, and say how it differs. For example: plsim fork az-failover-1 --at +5m --do 'ImpairZone ZoneId=use1-az2'")
        {
            run, at, steps, skip, name, json,
        };
        verb.Check(result =>
        {
            if (result.GetResult(steps) is null && result.GetResult(skip) is null)
            {
                result.AddError("A fork does something otherwise: put a step in with --do, or leave one out with --skip.");
            }

            if (result.GetValue(name) is { } wanted && (wanted.Length == 0 || wanted.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || wanted.Contains('#', StringComparison.Ordinal)))
            {
                result.AddError($"--as {wanted} can't be the name of a run; letters, digits and dashes can.");
            }
        });
        verb.SetAction(async (parsed, _) =>
        {
            var session = new ForkSession(shell, new RunStore(shell).Find(parsed.GetRequiredValue(run)));
            var wishes = new ForkWishes(parsed.GetValue(at), [.. parsed.GetValue(steps) ?? []], [.. parsed.GetValue(skip) ?? []], parsed.GetValue(name));
            var (before, after, stored) = await session.RunAsync(wishes);
            using var origin = before;
            using var fork = after;
            DiffVerb.Write(shell, origin, fork, RunComparison.Of(origin.Side, fork.Side), parsed.GetValue(json));
            if (!parsed.GetValue(json))
            {
                shell.OutputPage.Line();
                shell.OutputPage.Line("Kept as ", new Piece(stored.Id, Ink.Name), $"; look at it with: plsim replay {stored.Id}");
            }

            return ExitCode.Success;
        });
        return verb;
    }
}
