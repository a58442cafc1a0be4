using System.CommandLine;
using System.Globalization;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim log</c>: a run's log as canonical JSON Lines, its chain checked on the way.</summary>
internal static class LogVerb
{
    public static Command Build(Shell shell) => new("log", "Export or check the log of a run.") { BuildExport(shell), BuildVerify(shell) };

    private static Command BuildExport(Shell shell)
    {
        var run = RunArgument();
        var target = new Option<string?>("--out") { Description = "Write to this file instead of the output.", HelpName = "FILE" };
        var verb = new Command("export", "Write the log as canonical JSON Lines: {\"entry\":{…},\"link\":\"…\"}, one for each event.") { run, target };
        verb.SetAction(parsed =>
        {
            var stored = new RunStore(shell).Find(parsed.GetRequiredValue(run));
            if (parsed.GetValue(target) is { } path)
            {
                ExportTo(stored, shell.Resolve(path));
            }
            else
            {
                Export(stored, shell.Output);
            }

            return ExitCode.Success;
        });
        return verb;
    }

    private static Command BuildVerify(Shell shell)
    {
        var run = RunArgument();
        var verb = new Command("verify", "Check that the log is what was written.") { run };
        verb.SetAction(parsed =>
        {
            var stored = new RunStore(shell).Find(parsed.GetRequiredValue(run));
            var count = stored.ReadRows().LongCount();
            shell.OutputPage.Line(new Piece("ok ", Ink.Good), string.Create(CultureInfo.InvariantCulture, $"{stored.Id}: {count:N0} events, every link follows"));
            return ExitCode.Success;
        });
        return verb;
    }

    private static Argument<string> RunArgument() => new("RUN") { Description = "A run's id, or its journal file." };

    private static void Export(StoredRun stored, TextWriter writer)
    {
        foreach (var row in stored.ReadRows())
        {
            writer.Write(row.Text);
            writer.Write('\n');
        }
    }

    // The file gets its name when it is whole: half an export must not be taken for one.
    private static void ExportTo(StoredRun stored, string file)
    {
        var partial = $"{file}.partial";
        using (var writer = new StreamWriter(partial))
        {
            Export(stored, writer);
        }

        File.Move(partial, file, overwrite: true);
    }
}
