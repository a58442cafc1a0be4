using System.CommandLine;
using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim shrink</c>: the smallest scenario that fails as a given one does.</summary>
internal static class ShrinkVerb
{
    private const string ClearLine = "\r\u001b[K";

    public static Command Build(Shell shell)
    {
        var subject = new Argument<string>("SCENARIO") { Description = "A scenario file that fails." };
        var output = new Option<string?>("--out") { Description = "Write the small scenario there; without it, to standard output.", HelpName = "FILE" };
        var path = new Option<string?>("--expectation")
        {
            Description = "Which one is to fail, where several do; without it, the first: steps[3].expect[0].", HelpName = "PATH",
        };
        var verb = new Command(
            "shrink",
            "Leave out of a failing scenario whatever it fails without: steps, topology, settings, waiting. For example: plsim shrink failing.json --out small.json")
        {
            subject, output, path,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var file = parsed.GetRequiredValue(subject);
            if (ScenarioFiles.Read([file], shell) is not [var scenario])
            {
                throw new UsageException($"{file} holds several scenarios; name one.");
            }

            return await RunAsync(shell, scenario, parsed.GetValue(output), parsed.GetValue(path));
        });
        return verb;
    }

    private static async Task<int> RunAsync(Shell shell, NamedScenario scenario, string? output, string? path)
    {
        var target = output is null ? null : Target(shell, output, scenario.File);
        Shrunk small;
        try
        {
            await using var shrinker = new Shrinker(scenario.File, path, Told(shell));
            small = await shrinker.RunAsync(shell.Interruption);
        }
        catch (NothingToShrinkException nothing)
        {
            throw new UsageException($"{scenario.Shown}: {nothing.Message}");
        }
        finally
        {
            shell.Error.Write(shell.ShowsProgress ? ClearLine : "");
        }

        var text = ScenarioLayout.Text(small.Document, scenario.File.Scenario.Schema);
        if (target is null)
        {
            shell.Output.Write(text);
        }
        else
        {
            await OutputFile.SaveAsync(target, text, shell);
        }

        Summarize(target is null ? shell.ErrorPage : shell.OutputPage, scenario, small, output);
        return ExitCode.Success;
    }

    private static string Target(Shell shell, string output, ScenarioFile file) => shell.Resolve(output) == shell.Resolve(file.FileName)
        ? throw new UsageException($"--out {output} is the scenario itself; name another file, so that it stays.")
        : OutputFile.Target(shell, "--out", output);

    private static Action<ShrinkProgress> Told(Shell shell)
    {
        var last = "";
        return progress =>
        {
            if (shell.ShowsProgress || progress.What != last)
            {
                var line = $"{progress.What}: {SizeOf(progress.Size)} left after {Counted(progress.Runs, "run")}";
                shell.Error.Write(shell.ShowsProgress ? $"{ClearLine}{line}" : $"{line}\n");
            }

            last = progress.What;
        };
    }

    private static void Summarize(Page page, NamedScenario scenario, Shrunk small, string? output)
    {
        page.Line(new Piece($"{scenario.Shown} ", Ink.Strong), $"fails at {Where(small.Was)}: {small.Was.Text}");
        page.Columns(["  found: "], 9, small.Was.Found);
        page.Line(
            $"From {SizeOf(small.Before)} to {SizeOf(small.After)}, in {Counted(small.Runs, "run")}; now it fails at {Where(small.Failure)}. ",
            "Without any one of these parts, or waiting a second less, it does not fail so.");
        if (output is not null)
        {
            page.Line($"Written to {output}. Run it with: plsim run {output}");
        }
    }

    private static string Where(Failure failure) => failure.Kind switch
    {
        FailureKind.Expectation => failure.Path,
        FailureKind.NonDeterminism => "determinism (exit 3)",
        _ => "a bug of plsim (exit 70)",
    };

    private static string SizeOf(ShrinkSize size) => $"{Counted(size.Steps, "step")}, {Counted(size.Parts, "part")}, {Durations.Text(size.Lasts)}";

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
