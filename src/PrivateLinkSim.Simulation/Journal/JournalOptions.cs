namespace PrivateLinkSim.Simulation;

/// <summary>Where logs are kept.</summary>
public abstract record JournalOptions
{
    private JournalOptions()
    {
    }

    /// <summary>In memory: gone with the simulator. For tests and sweeps.</summary>
    public static JournalOptions Memory { get; } = new InMemory();

    /// <summary>
    /// The same, so that what was durable is there after a power cut too, and not only after the process was killed: each write waits for the
    /// disk. A server in PostgreSQL does that by itself, and memory can't.
    /// </summary>
    public JournalOptions SurvivingPowerCuts() => this is SqliteFile file ? file with { SurvivesPowerCuts = true } : this;

    /// <summary>
    /// In an SQLite file, made when it is missing. Several runs may share a file; the lock is the file's, so only one
    /// process writes to it at a time.
    /// </summary>
    public static JournalOptions Sqlite(string file) => new SqliteFile(Path.GetFullPath(file));

    /// <summary>
    /// In a PostgreSQL database, whose table is made when it is missing. Many runs share it; the lock is the run's, so only one
    /// process at a time writes to this run.
    /// </summary>
    public static JournalOptions Postgres(PostgresConnection server, string runId) => new PostgresRun(server, runId);

    /// <summary>Journals that Akka.Persistence knows under this plugin id and configuration, for tests of failures.</summary>
    internal static JournalOptions Plugin(string pluginId, string configuration) => new OtherPlugin(pluginId, configuration);

    internal sealed record InMemory : JournalOptions;

    internal sealed record SqliteFile(string Path, bool SurvivesPowerCuts = false) : JournalOptions;

    internal sealed record PostgresRun(PostgresConnection Server, string RunId) : JournalOptions;

    internal sealed record OtherPlugin(string Id, string Configuration) : JournalOptions;
}
