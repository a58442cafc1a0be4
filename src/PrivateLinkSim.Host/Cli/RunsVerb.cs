using System.CommandLine;
using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim runs</c>: what lies under <c>runs/</c>.</summary>
internal static class RunsVerb
{
    private static readonly string[] Heads = ["RUN", "STATE", "VERDICT", "ROWS", "SIZE", "DIGEST"];

    public static Command Build(Shell shell) =>
        new("runs", "List, show and remove recorded runs.") { BuildList(shell), BuildShow(shell), BuildRemove(shell) };

    private static Command BuildList(Shell shell)
    {
        var database = new Option<string?>("--db") { Description = "List the runs of this file or PostgreSQL database instead.", HelpName = "FILE or CONNECTION" };
        var verb = new Command("list", $"List the runs under runs/, and those of the database that {RunStore.ServerVariable} names.") { database };
        verb.SetAction(parsed =>
        {
            var store = new RunStore(shell);
            if (parsed.GetValue(database) is { } place)
            {
                WriteTable(shell.OutputPage, store, [.. store.AllOf(place)]);
                return ExitCode.Success;
            }

            // A server that can't be reached hides no run that is here.
            RunListing[] here = [.. store.All().Select(run => run.TryList())];
            var there = Attempt(() => store.Server is { } server ? store.AllOf(server).ToArray() : [], out var failure);
            WriteTable(shell.OutputPage, store, [.. here, .. there]);
            return failure is null ? ExitCode.Success : throw failure;
        });
        return verb;
    }

    private static Command BuildShow(Shell shell)
    {
        var name = new Argument<string>("RUN") { Description = "A run's id, its journal file, or postgres:ID." };
        var verb = new Command("show", "Show what is known of a run.") { name };
        verb.SetAction(parsed =>
        {
            var store = new RunStore(shell);
            var stored = store.Find(parsed.GetRequiredValue(name));
            var listing = stored.List();
            var page = shell.OutputPage;
            Say("run", stored.Id);
            Say("scenario", listing.Summary.ScenarioName ?? "-");
            if (listing.Summary.ForkOf is { } origin)
            {
                Say("fork of", origin);
            }

            Say("state", StateOf(listing));
            Say("verdict", listing.Summary.Verdict ?? "-");
            Say("digest", listing.Summary.Digest ?? "-");
            Say("rows", listing.Summary.Rows.ToString("N0", CultureInfo.InvariantCulture));
            Say("plsim", listing.Summary.ProgramVersion ?? "-");
            Say("journal", stored.File is { } file ? $"{shell.Show(file)} ({SizeOf(listing.Bytes)})" : $"{stored.Journal}");
            if (listing.State is RunState.Interrupted)
            {
                Say("go on with", $"plsim run --resume {store.NameOf(stored)}");
            }
            else if (listing.State is RunState.Empty)
            {
                Say("go on with", StoredRun.Emptiness);
            }

            return ExitCode.Success;

            void Say(string what, string value) => page.Columns([new Piece(what, Ink.Faint)], 12, value);
        });
        return verb;
    }

    private static Command BuildRemove(Shell shell)
    {
        var names = new Argument<string[]>("RUN") { Description = "Ids of runs, their journal files, or postgres:ID.", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("rm", "Remove runs and their journals; a run that is being written is refused.") { names };
        verb.SetAction(parsed =>
        {
            var store = new RunStore(shell);
            StoredRun[] unwanted = [.. parsed.GetRequiredValue(names).Select(name => Find(store, name)).Distinct()];
            if (Array.Find(unwanted, run => run.IsInUse) is { } used)
            {
                throw new UsageException($"Run '{used.Id}' is being written by another process. Nothing was removed.", ExitCode.InUse);
            }

            foreach (var journal in unwanted.Where(run => run.File is not null).GroupBy(run => run.Journal))
            {
                RequireAll(shell.Show(journal.First().File!), journal);
            }

            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            foreach (var file in unwanted.SelectMany(run => run.Files).Distinct(StringComparer.Ordinal))
            {
                File.Delete(file);
            }

            foreach (var run in unwanted)
            {
                if (run.Journal is RunJournal.Database { Server: var server })
                {
                    PostgresRuns.Remove(server, run.Id);
                }
            }

            return ExitCode.Success;
        });
        return verb;
    }

    private static RunListing[] Attempt(Func<RunListing[]> list, out RunException? failure)
    {
        try
        {
            failure = null;
            return list();
        }
        catch (RunException exception)
        {
            failure = exception;
            return [];
        }
    }

    private static StoredRun Find(RunStore store, string name)
    {
        try
        {
            return store.Find(name);
        }
        catch (UsageException mistake)
        {
            throw new UsageException($"{mistake.Message} Nothing was removed.", mistake.ExitCode);
        }
    }

    // Runs are removed with their file, so a file goes only when nothing else is in it. One that can't be read holds no other run.
    private static void RequireAll(string shown, IGrouping<RunJournal, StoredRun> unwanted)
    {
        string[] others;
        try
        {
            others = [.. unwanted.Key.Runs().Select(run => run.RunId).Except(unwanted.Select(run => run.Id), StringComparer.Ordinal)];
        }
        catch (RunException)
        {
            return;
        }

        if (others.Length > 0)
        {
            throw new UsageException(
                $"The journal {shown} holds other runs too, and no run can be taken out of a journal. Name these as well to remove the file: {string.Join(", ", others.Select(id => $"{shown}#{id}"))}. Nothing was removed.");
        }
    }

    private static void WriteTable(Page page, RunStore store, IReadOnlyList<RunListing> listings)
    {
        if (listings.Count == 0)
        {
            page.Line("No runs here yet; `plsim run` makes the first.");
            return;
        }

        string[][] cells = [.. listings.Select(listing => (string[])
        [
            listing.Run.File is null ? store.NameOf(listing.Run) : listing.Run.Id,
            StateOf(listing),
            listing.Summary.Verdict ?? "-",
            listing.State is RunState.Unreadable ? "-" : listing.Summary.Rows.ToString("N0", CultureInfo.InvariantCulture),
            SizeOf(listing.Bytes),
            LastOf(listing),
        ])];
        int[] widths = [.. Heads.Select((head, column) => cells.Max(row => row[column].Length) is var widest && widest > head.Length ? widest : head.Length)];
        page.Line(new Piece(Row(Heads, widths), Ink.Faint));
        for (var index = 0; index < cells.Length; index++)
        {
            var ink = listings[index].Summary.Verdict?.StartsWith("FAIL", StringComparison.Ordinal) is true ? Ink.Bad : Ink.Plain;
            page.Columns([new Piece(Row(cells[index], widths), ink)], 0);
        }
    }

    // Numbers are set to the right; the last column needs no padding.
    private static string Row(string[] cells, int[] widths) => string.Join("  ", cells.Select((cell, column) =>
        column is 3 or 4 ? cell.PadLeft(widths[column]) : column == cells.Length - 1 ? cell : cell.PadRight(widths[column])));

    private static string LastOf(RunListing listing) => listing switch
    {
        { Reason: { } reason } => reason,
        { State: RunState.Empty } => StoredRun.Emptiness,
        { Summary.Digest: { Length: > 19 } digest } => digest[7..19],
        _ => "-",
    };

    private static string StateOf(RunListing listing) => listing.State switch
    {
        RunState.Running => "running",
        RunState.Interrupted => "interrupted",
        RunState.Empty => "empty",
        RunState.Unreadable => "unreadable",
        _ => "ended",
    };

    private static string SizeOf(long? bytes) => bytes switch
    {
        null => "-",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1023) / 1024} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):F1} MiB"),
    };
}
