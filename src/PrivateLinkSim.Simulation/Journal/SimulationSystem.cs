using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation;

/// <summary>An actor system over one journal. Its settings are the files of <c>hocon/</c>, carried inside the assembly.</summary>
internal sealed class SimulationSystem : IAsyncDisposable
{
    private readonly IDisposable? _lock;
    private readonly Action? _closing;

    private SimulationSystem(ActorSystem actors, string journalPluginId, IDisposable? runLock = null, Action? closing = null)
    {
        (Actors, JournalPluginId, _lock, _closing) = (actors, journalPluginId, runLock, closing);
    }

    public ActorSystem Actors { get; }

    public string JournalPluginId { get; }

    public static SimulationSystem Start(JournalOptions journal) => journal switch
    {
        JournalOptions.InMemory => new(Create(Hocon("journal-memory.conf")), "akka.persistence.journal.inmem"),
        JournalOptions.SqliteFile file => StartSqlite(file.Path, file.SurvivesPowerCuts),
        JournalOptions.PostgresRun run => StartPostgres(run.Server, run.RunId),
        JournalOptions.OtherPlugin plugin => new(Create(ConfigurationFactory.ParseString(plugin.Configuration)), plugin.Id),
        _ => throw new System.Diagnostics.UnreachableException($"{journal.GetType().Name} is no journal that the simulator knows."),
    };

    /// <summary>
    /// The id of a dispatcher with that many threads of its own. The shared pool is never capped instead: the journal's
    /// completions run there, and would starve.
    /// </summary>
    public static string DispatcherOf(ActorSystem actors, int threads)
    {
        var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"private-link-sim.entities-{threads}");
        if (!actors.Settings.Config.HasPath(id))
        {
            var inner = Hocon("entities.conf").GetConfig("dispatcher").Root;
            actors.Settings.InjectTopLevelFallback(ConfigurationFactory.ParseString(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{id} {{\n{inner}\n}}\n{id}.dedicated-thread-pool.thread-count = {threads}")));
        }

        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await Actors.Terminate();
        _closing?.Invoke();
        _lock?.Dispose();
    }

    private static SimulationSystem StartSqlite(string file, bool survivesPowerCuts)
    {
        var runLock = RunLock.Take(file);
        try
        {
            var connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString();
            SqliteJournal.MakeTable(connection);
            var plugin = $"akka.persistence.journal.sql.connection-string = {Quote(connection)}";
            var config = ConfigurationFactory.ParseString(plugin).WithFallback(Hocon("journal-sqlite.conf")).WithFallback(SqlPersistence.DefaultConfiguration);
            var actors = Create(config, new DataOptionsSetup(SqliteJournal.OptionsOf(connection, survivesPowerCuts)));
            return new(actors, "akka.persistence.journal.sql", runLock, () => SqliteJournal.Close(connection));
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    private static SimulationSystem StartPostgres(PostgresConnection server, string runId)
    {
        PostgresRunLock? runLock = null;
        try
        {
            runLock = PostgresRunLock.Take(server, runId);
            PostgresJournal.MakeTable(server);

            // The plugin wants a connection string of its own even where it has a better one.
            var plugin = $"akka.persistence.journal.sql.connection-string = {Quote(server.ToString())}";
            var config = ConfigurationFactory.ParseString(plugin).WithFallback(Hocon("journal-postgres.conf")).WithFallback(SqlPersistence.DefaultConfiguration);
            var actors = Create(config, new DataOptionsSetup(PostgresJournal.OptionsOf(server, runLock)));
            return new(actors, "akka.persistence.journal.sql", runLock, () => PostgresJournal.Close(server));
        }
        catch (Exception exception)
        {
            runLock?.Dispose();
            throw exception is Npgsql.NpgsqlException ? JournalReader.Unreachable(server, exception) : exception;
        }
    }

    private static ActorSystem Create(Config journal, params Setup[] setups)
    {
        var config = journal.WithFallback(Hocon("simulation.conf"));
        var setup = ActorSystemSetup.Empty.And(BootstrapSetup.Create().WithConfig(config));
        foreach (var part in setups)
        {
            setup = setup.And(part);
        }

        return ActorSystem.Create("private-link-sim", setup);
    }

    private static Config Hocon(string file) =>
        ConfigurationFactory.ParseString(System.Text.Encoding.UTF8.GetString(EmbeddedFile.Bytes(file)));

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
