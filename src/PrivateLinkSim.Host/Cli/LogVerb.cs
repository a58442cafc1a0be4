using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim log</c>: checks a run's log, writes it as canonical JSON Lines, and takes such a file in as a run.</summary>
internal static class LogVerb
{
    private const string Unkeyed =
        "The chain has no key: it finds damage and careless edits, not a forger who makes all links anew. Keep a run's digest elsewhere to find one, too.";

    public static Command Build(Shell shell) =>
        new("log", "Check, export or import the log of a run.") { BuildExport(shell), BuildImport(shell), BuildVerify(shell) };

    private static Command BuildExport(Shell shell)
    {
        var run = RunArgument();
        var target = new Option<string?>("--out") { Description = "Write to this file instead of the output (-).", HelpName = "FILE" };
        var verb = new Command("export", "Write the log as canonical JSON Lines: its form, then every row of the journal as it stands there.") { run, target };
        verb.SetAction(parsed =>
        {
            var stored = new RunStore(shell).Find(parsed.GetRequiredValue(run));
            stored.RequireSound();
            if (parsed.GetValue(target) is { } path and not "-")
            {
                LogExport.ToFile(stored, shell.Resolve(path));
            }
            else
            {
                LogExport.To(stored, shell.Output);
            }

            return ExitCode.Success;
        });
        return verb;
    }

    private static Command BuildImport(Shell shell)
    {
        var file = new Argument<string>("FILE") { Description = "What `plsim log export` wrote; - for the input." };
        var database = new Option<string?>("--db") { Description = "Add it to this journal file, or to the database of a connection, instead of runs/.", HelpName = "FILE or CONNECTION" };
        var id = new Option<string?>("--as") { Description = "The id of the run; without it, the one that it had.", HelpName = "ID" };
        var verb = new Command("import", "Take an exported log in as a run, its chain checked. Nothing is ever overwritten.") { file, database, id };
        verb.Check(result =>
        {
            if (result.GetValue(id) is { } name && !LogImport.IsId(name))
            {
                result.AddError($"'{name}' is no id of a run: it is made of letters, digits, dots, dashes and underscores, and begins with a letter or digit.");
            }
        });
        verb.SetAction(parsed =>
        {
            var (stored, findings) = new LogImport(shell, parsed.GetValue(database), parsed.GetValue(id)).Take(parsed.GetRequiredValue(file));
            new AuditReport(shell.OutputPage).WriteImported(new RunStore(shell).NameOf(stored), findings);
            return ExitCode.Success;
        });
        return verb;
    }

    private static Command BuildVerify(Shell shell)
    {
        var run = RunArgument();
        var digest = new Option<string?>("--digest") { Description = "What the log must come to, as the run's report said.", HelpName = "sha256:…" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command("verify", $"Check that the log is what was written, and name what is not. {Unkeyed}") { run, digest, json };
        verb.Check(result =>
        {
            if (result.GetValue(digest) is { } text && !LogChain.IsDigest(text))
            {
                result.AddError($"'{text}' is no digest: it is sha256: and 64 digits or letters a to f.");
            }
        });
        verb.SetAction(parsed =>
        {
            var store = new RunStore(shell);
            var stored = store.Find(parsed.GetRequiredValue(run));
            var findings = stored.Audit(parsed.GetValue(digest));
            if (parsed.GetValue(json))
            {
                AuditJson.Write(shell.Output, stored.Id, findings);
            }
            else
            {
                new AuditReport(shell.OutputPage).Write(store.NameOf(stored), findings);
            }

            return findings.IsSound ? ExitCode.Success : ExitCode.LogDamaged;
        });
        return verb;
    }

    private static Argument<string> RunArgument() => new("RUN") { Description = "A run's id, or its journal file." };
}
