using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// The runs of a working directory: a journal file for each under <c>runs/</c>, named after the scenario and a number; and those
/// of PostgreSQL databases, named in the same way.
/// </summary>
internal sealed class RunStore(Shell shell)
{
    private const string Extension = ".db";

    /// <summary>What stands before the id of a run in the database that the environment names.</summary>
    public const string ServerPrefix = "postgres:";

    /// <summary>The environment variable that names the database.</summary>
    public const string ServerVariable = "PLSIM_POSTGRES";

    private string Root => shell.Resolve("runs");

    /// <summary>A new run of a scenario, with a file that nobody else has.</summary>
    public StoredRun Create(string scenario)
    {
        Directory.CreateDirectory(Root);
        for (var number = Ids().Select(id => NumberOf(id, scenario)).DefaultIfEmpty(0).Max() + 1; ; number++)
        {
            var run = At(IdOf(scenario, number));
            try
            {
                new FileStream(run.File!, FileMode.CreateNew, FileAccess.Write).Dispose();
                return run;
            }
            catch (IOException) when (File.Exists(run.File))
            {
                // Another process was quicker; the next number is free.
            }
        }
    }

    /// <summary>A new run of a scenario in a journal file of the user's choice.</summary>
    public StoredRun CreateIn(string database, string scenario)
    {
        var file = shell.Resolve(database);
        if (Directory.Exists(file))
        {
            throw new UsageException($"{database} is a directory; --db takes a file.");
        }

        var journal = new RunJournal.SqliteFile(file);
        return new StoredRun(IdOf(scenario, NumberOfNext(scenario, File.Exists(file) ? journal.Runs() : [])), journal);
    }

    /// <summary>A new run of a scenario in a database, with the simulator that holds its lock.</summary>
    public (StoredRun Run, Simulator Simulator) Begin(PostgresConnection server, string scenario)
    {
        var journal = new RunJournal.Database(server);
        for (var number = NumberOfNext(scenario, journal.Runs()); ; number++)
        {
            var run = new StoredRun(IdOf(scenario, number), journal);
            try
            {
                var simulator = Simulator.Open(journal.OptionsFor(run.Id));
                if (journal.Run(run.Id) is null)
                {
                    return (run, simulator);
                }

                simulator.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (RunInUseException)
            {
                // Another process was quicker; the next number is free.
            }
        }
    }

    /// <summary>The database that the environment names; null when it names none.</summary>
    /// <exception cref="UsageException">What it names is no connection.</exception>
    public PostgresConnection? Server => shell.Postgres is { Length: > 0 } text ? ParseServer(text, ServerVariable) : null;

    /// <summary>Reads the connection that a user gave.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static PostgresConnection ParseServer(string text, string where)
    {
        try
        {
            return PostgresConnection.Parse(text);
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"{where}: {mistake.Message}.");
        }
    }

    /// <summary>The runs under <c>runs/</c>, scenario by scenario in the order of their numbers.</summary>
    public IEnumerable<StoredRun> All() => Ids()
        .Select(id => (Id: id, Dash: id.LastIndexOf('-')))
        .OrderBy(each => each.Dash < 0 ? each.Id : each.Id[..each.Dash], StringComparer.Ordinal)
        .ThenBy(each => each.Dash < 0 ? 0 : NumberOf(each.Id, each.Id[..each.Dash]))
        .ThenBy(each => each.Id, StringComparer.Ordinal)
        .Select(each => At(each.Id));

    /// <summary>The runs of a file or database that a user names.</summary>
    public IEnumerable<RunListing> AllOf(string place)
    {
        if (PostgresConnection.IsMeantBy(place))
        {
            return AllOf(ParseServer(place, "--db"));
        }

        var file = shell.Resolve(place);
        return File.Exists(file) ? AllOf(new RunJournal.SqliteFile(file)) : throw new UsageException($"There is no journal {place}.");
    }

    /// <summary>The runs of a database.</summary>
    public IEnumerable<RunListing> AllOf(PostgresConnection server) => AllOf(new RunJournal.Database(server));

    private static IEnumerable<RunListing> AllOf(RunJournal journal) =>
        journal.Runs().Select(summary => new StoredRun(summary.RunId, journal).Describe(summary));

    /// <summary>
    /// The run that a user names: by its id, by its journal file, or as <c>FILE#RUN</c> where a file holds several; in PostgreSQL as
    /// <c>postgres:RUN</c>, or as <c>CONNECTION#RUN</c>.
    /// </summary>
    public StoredRun Find(string name)
    {
        if (PostgresConnection.IsMeantBy(name))
        {
            var at = name.LastIndexOf('#');
            return FindOn(ParseServer(at < 0 ? name : name[..at], "RUN"), at < 0 ? null : name[(at + 1)..]);
        }

        if (name.StartsWith(ServerPrefix, StringComparison.Ordinal))
        {
            return FindOn(Server ?? throw new UsageException($"'{name}' is a run in PostgreSQL, but {ServerVariable} does not say in which database."), name[ServerPrefix.Length..]);
        }

        if (At(name) is var here && File.Exists(here.File))
        {
            return here;
        }

        var hash = name.LastIndexOf('#');
        var (path, id) = hash < 0 || File.Exists(shell.Resolve(name)) ? (name, null) : (name[..hash], name[(hash + 1)..]);
        var file = shell.Resolve(path);
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no run '{name}' under {shell.Show(Root)}/.{Nearest.Hint(name, Ids())} `plsim runs list` shows all.");
        }

        var journal = new RunJournal.SqliteFile(file);
        return id is null && At(Path.GetFileNameWithoutExtension(file)) is var empty && empty.File == file && journal.Runs() is []
            ? empty
            : Choose(journal, path, id);
    }

    private static StoredRun FindOn(PostgresConnection server, string? id) => Choose(new RunJournal.Database(server), server.ToString(), id);

    private static StoredRun Choose(RunJournal journal, string shown, string? id)
    {
        if (id is not null && journal.Run(id) is not null)
        {
            return new StoredRun(id, journal);
        }

        var ids = journal.Runs().Select(run => run.RunId).ToArray();
        return (id, ids) switch
        {
            (null, [var only]) => new StoredRun(only, journal),
            (null, []) => throw new UsageException($"The journal {shown} holds no run: {StoredRun.Emptiness}."),
            (null, _) => throw new UsageException($"The journal {shown} holds several runs; name one of them: {string.Join(", ", ids.Select(each => $"{shown}#{each}"))}."),
            _ => throw new UsageException($"The journal {shown} has no run '{id}'.{Nearest.Hint(id, ids)}"),
        };
    }

    /// <summary>How a command line names a run: by its id where it lies under <c>runs/</c>, otherwise with its journal.</summary>
    public string NameOf(StoredRun run) => run switch
    {
        { File: { } file } => run == At(run.Id) ? run.Id : $"{shell.Show(file)}#{run.Id}",
        { Journal: RunJournal.Database database } when database.Server == Server => $"{ServerPrefix}{run.Id}",
        _ => $"{run.Journal}#{run.Id}",
    };

    /// <summary>The run of this id under <c>runs/</c>, there or not.</summary>
    public StoredRun Named(string id) => At(id);

    private StoredRun At(string id) => new(id, Path.Combine(Root, $"{id}{Extension}"));

    private IEnumerable<string> Ids() => Directory.Exists(Root)
        ? Directory.EnumerateFiles(Root, $"*{Extension}").Select(file => Path.GetFileNameWithoutExtension(file))
        : [];

    private static int NumberOfNext(string scenario, IEnumerable<RunSummary> runs) =>
        runs.Select(run => NumberOf(run.RunId, scenario)).DefaultIfEmpty(0).Max() + 1;

    private static string IdOf(string scenario, int number) => string.Create(CultureInfo.InvariantCulture, $"{scenario}-{number}");

    private static int NumberOf(string id, string scenario) =>
        id.Length > scenario.Length + 1
        && id.StartsWith(scenario, StringComparison.Ordinal)
        && id[scenario.Length] == '-'
        && int.TryParse(id.AsSpan(scenario.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
