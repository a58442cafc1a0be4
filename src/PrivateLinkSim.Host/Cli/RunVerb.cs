using System.CommandLine;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim run</c>: runs scenarios, or takes up one that was interrupted.</summary>
internal static class RunVerb
{
    public static Command Build(Shell shell)
    {
        var files = new Argument<string[]>("FILE or DIR") { Description = "Scenario files or directories; without any, scenarios/.", Arity = ArgumentArity.ZeroOrMore };
        var seed = new Option<long?>("--seed") { Description = "Draw ids from another seed than the scenario's.", HelpName = "N", CustomParser = WholeNumber.Read<long> };
        var journal = new Option<string>("--journal") { Description = "Keep the log in an SQLite file, in a PostgreSQL database, or in memory only.", DefaultValueFactory = _ => "sqlite" };
        journal.AcceptOnlyFromAmong("sqlite", "postgres", "memory");
        var database = new Option<string?>("--db") { Description = $"Keep the log in this file (without it, each run gets its own runs/NAME-N.db), or in this database (without it, that of {RunStore.ServerVariable}): postgres://user@host/database.", HelpName = "FILE or CONNECTION" };
        var json = new Option<bool>("--json") { Description = "Print one JSON array with an object for each scenario, and nothing else." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print what failed and the last lines only." };
        var resume = new Option<string?>("--resume") { Description = "Take up an interrupted run: its id, or its journal file.", HelpName = "RUN" };
        var otherVersion = new Option<bool>("--other-version") { Description = "Resume also what another version of plsim began." };
        var strict = new Option<bool>("--strict") { Description = "Fail also when an expectation rests on something that AWS does not publish." };
        var watch = new Option<bool>("--watch") { Description = "Run the scenarios again whose files are saved, until Ctrl-C; in memory unless --journal or --db says otherwise." };
        var report = ReportWishes.Option(withFiles: true);
        var verb = new Command("run", "Run scenarios, for example: plsim run scenarios/opt-in.json --strict")
        {
            files, seed, journal, database, json, quiet, resume, otherVersion, strict, watch, report,
        };
        verb.Check(result =>
        {
            if (result.GetValue(resume) is not null
                && (result.GetValue(files) is { Length: > 0 } || result.GetValue(seed) is not null || result.GetResult(database) is not null || result.GetResult(journal) is { Implicit: false }))
            {
                result.AddError("--resume takes the scenario, the seed and the journal from the run itself; leave FILE, --seed, --journal and --db out.");
            }

            if (result.GetValue(watch) && (result.GetValue(json) || result.GetValue(resume) is not null))
            {
                result.AddError("--watch tells people of scenario files as they are saved; leave --json and --resume out.");
            }

            var (kind, place) = (result.GetValue(journal), result.GetValue(database));
            if (kind is "memory" && place is not null)
            {
                result.AddError("--db says where the log is kept, and --journal memory keeps none; leave one of them out.");
            }

            if (kind is "postgres" && place is not null && !PostgresConnection.IsMeantBy(place))
            {
                result.AddError("--journal postgres wants a connection as --db: postgres://user@host/database, or Host=…;Database=….");
            }

            if (kind is "sqlite" && result.GetResult(journal) is { Implicit: false } && place is not null && PostgresConnection.IsMeantBy(place))
            {
                result.AddError("--db is a PostgreSQL connection; leave --journal sqlite out.");
            }
        });
        verb.SetAction(async (parsed, _) =>
        {
            var isWatched = parsed.GetValue(watch);
            string[] paths = parsed.GetValue(files) is { Length: > 0 } named ? named : ["scenarios"];
            var server = ServerOf(shell, parsed.GetValue(journal), parsed.GetValue(database));
            var isForMemory = isWatched && parsed.GetResult(journal) is not { Implicit: false } && parsed.GetValue(database) is null;
            var wishes = new RunWishes(
                parsed.GetValue(seed),
                isForMemory || parsed.GetValue(journal) is "memory",
                parsed.GetValue(database),
                parsed.GetValue(json) ? Form.Json : isWatched || parsed.GetValue(quiet) ? Form.Short : Form.Full,
                parsed.GetValue(otherVersion),
                parsed.GetValue(strict),
                parsed.GetValue(report) ?? ReportWishes.None,
                server);
            return isWatched ? await new WatchSession(shell, wishes, [.. paths]).RunAsync()
                : parsed.GetValue(resume) is { } run ? await new RunSession(shell, wishes).ResumeAsync(run)
                : await new RunSession(shell, wishes).RunAsync(paths);
        });
        return verb;
    }

    private static PostgresConnection? ServerOf(Shell shell, string? journal, string? database) =>
        database is not null && PostgresConnection.IsMeantBy(database) ? RunStore.ParseServer(database, "--db")
        : journal is not "postgres" ? null
        : new RunStore(shell).Server
            ?? throw new UsageException($"--journal postgres needs a database: --db postgres://user@host/database, or the environment variable {RunStore.ServerVariable}.");
}

/// <summary>How much a run says.</summary>
internal enum Form
{
    Full,
    Short,
    Json,
}

/// <summary>How scenarios are to be run.</summary>
internal sealed record RunWishes(long? Seed, bool InMemory, string? Database, Form Form, bool OtherVersion, bool Strict, ReportWishes Report, PostgresConnection? Server = null);
