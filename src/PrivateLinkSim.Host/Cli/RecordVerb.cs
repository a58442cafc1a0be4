using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim record</c>: a recorded run as a scenario file, and as a test.</summary>
internal static class RecordVerb
{
    public static Command Build(Shell shell)
    {
        var run = new Argument<string>("RUN") { Description = "A run's id, or its journal file; a run of `serve` too." };
        var output = new Option<string?>("--out") { Description = "Write the scenario there; without it and --test, to standard output.", HelpName = "FILE" };
        var test = new Option<string?>("--test") { Description = "Write an xUnit test there; its class is called as the file.", HelpName = "FILE.cs" };
        var verb = new Command("record", "Make a scenario file and a test of a recorded run; both are tried first. For example: plsim record served-1 --out story.json --test StorySpec.cs")
        {
            run, output, test,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var stored = new RunStore(shell).Find(parsed.GetRequiredValue(run));
            var file = parsed.GetValue(output) is { } path ? OutputFile.Target(shell, "--out", path) : null;
            var spec = parsed.GetValue(test) is { } wanted ? OutputFile.Target(shell, "--test", Spec(wanted)) : null;
            await WriteAsync(shell, stored, file, spec);
            return ExitCode.Success;
        });
        return verb;
    }

    private static async Task WriteAsync(Shell shell, StoredRun stored, string? file, string? spec)
    {
        var summary = stored.List().Summary;
        var name = file is null ? $"{summary.ScenarioName ?? stored.Id}.json" : Path.GetFileName(file);
        var log = stored.ReadLog();
        var recorded = await RecordedRun.OfAsync(log, name, RegionData.Load().Regions, shell.Interruption);
        if (recorded.Difference is { } difference)
        {
            throw new UsageException(
                $"Run '{stored.Id}' can't be made again: {difference}. It was recorded by plsim {summary.ProgramVersion ?? "of an unknown version"}, and this is {Program.Version}.",
                ExitCode.NotDeterministic);
        }

        var text = ScenarioLayout.Text(recorded.Document);
        if (file is not null)
        {
            await OutputFile.SaveAsync(file, text, shell);
        }
        else if (spec is null)
        {
            shell.Output.Write(text);
        }

        if (spec is not null)
        {
            await OutputFile.SaveAsync(spec, RecordedTest.Text(Path.GetFileNameWithoutExtension(spec), stored.Id, text, recorded.Again, Names.Of(recorded.Again.Log)), shell);
        }

        Tell(file is null && spec is null ? shell.ErrorPage : shell.OutputPage, shell, recorded, summary, file, spec);
    }

    private static void Tell(Page page, Shell shell, RecordedRun recorded, RunSummary summary, string? file, string? spec)
    {
        var isSame = summary.Digest == recorded.Again.Result.Digest;
        page.Line(
            isSame ? "Run again, it comes to the same digest"
            : summary.Digest is null ? "Run again, it comes to the same events; what was recorded did not end"
            : "Run again, it comes to the same events from the first input on",
            new Piece($" {recorded.Again.Result.Digest}", Ink.Faint));
        if (recorded.Unsayable > 0)
        {
            page.Line(FormattableString.Invariant($"Of {recorded.Unsayable} call{(recorded.Unsayable == 1 ? "" : "s")} that were refused, and that no scenario can say, it has a note."));
        }

        if (file is not null)
        {
            var isOtherSeed = recorded.Again.Seed != recorded.Again.File.Scenario.Seed;
            page.Line(FormattableString.Invariant($"Written to {shell.Show(file)}. Run it with: plsim run {shell.Show(file)}{(isOtherSeed ? $" --seed {recorded.Again.Seed}" : "")}"));
        }

        if (spec is not null)
        {
            page.Line($"Written to {shell.Show(spec)}: a test for a project that references PrivateLinkSim.Simulation and xunit.");
        }
    }

    private static string Spec(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var isName = name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
        return path.EndsWith(".cs", StringComparison.Ordinal) && isName
            ? path
            : throw new UsageException($"--test {path} can't name a class; write a C# name with .cs behind it, such as StorySpec.cs.");
    }
}
