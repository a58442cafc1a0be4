using Npgsql;

namespace PrivateLinkSim.Simulation;

/// <summary>What can be done with whole runs of a PostgreSQL database.</summary>
public static class PostgresRuns
{
    /// <summary>Whether a process writes the run.</summary>
    /// <exception cref="JournalFailureException">The server can't be reached.</exception>
    public static bool IsInUse(PostgresConnection server, string runId) => Guarded(server, () =>
    {
        using var connection = PostgresJournal.OpenForReading(server);
        return PostgresRunLock.IsHeld(connection, runId);
    });

    /// <summary>Removes a run with all its rows.</summary>
    /// <exception cref="RunInUseException">A process writes it.</exception>
    /// <exception cref="JournalFailureException">The server can't be reached.</exception>
    public static void Remove(PostgresConnection server, string runId) => Guarded(server, () =>
    {
        PostgresJournal.Remove(server, runId);
        return true;
    });

    /// <summary>An id for a run that is removed again, which no other process gets.</summary>
    /// <exception cref="JournalFailureException">The server can't be reached.</exception>
    internal static string NewId(PostgresConnection server, string name) => Guarded(server, () => $"{name}-{PostgresJournal.NewNumber(server)}");

    private static T Guarded<T>(PostgresConnection server, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (NpgsqlException exception)
        {
            throw JournalReader.Unreachable(server, exception);
        }
    }
}
