using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// One writer for each run in PostgreSQL: an advisory lock of a session of its own. The server frees it when the session
/// ends, so it ends with the process, however that ends; and a run whose session is gone writes no more.
/// </summary>
internal sealed class PostgresRunLock : IDisposable
{
    private readonly NpgsqlConnection _session;
    private readonly SemaphoreSlim _asking = new(1);

    private PostgresRunLock(NpgsqlConnection session) => _session = session;

    /// <exception cref="RunInUseException">Another session holds it.</exception>
    /// <exception cref="NpgsqlException">The server can't be reached.</exception>
    public static PostgresRunLock Take(PostgresConnection server, string runId)
    {
        var session = new NpgsqlConnection(server.For(text => text.Pooling = false));
        try
        {
            session.Open();
            using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", session) { Parameters = { new() { Value = KeyOf(runId) } } };
            return command.ExecuteScalar() is true
                ? new PostgresRunLock(session)
                : throw new RunInUseException($"Run '{runId}' of {server} is in use by another process.");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether any session holds the lock of a run.</summary>
    public static bool IsHeld(NpgsqlConnection connection, string runId)
    {
        using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND classid = ($1 >> 32 & 4294967295)::oid AND objid = ($1 & 4294967295)::oid "
            + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            connection) { Parameters = { new() { Value = KeyOf(runId) } } };
        return command.ExecuteScalar() is true;
    }

    /// <summary>Asks the session whether it still lives.</summary>
    /// <exception cref="JournalFailureException">It does not, so the run is no longer this process's to write.</exception>
    public async Task RequireHeldAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", _session);
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // A session that has broken is closed, and asking it once more is an invalid operation.
            throw new JournalFailureException($"the session that holds the run's lock is gone: {exception.Message}", exception);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _asking.Dispose();
    }

    // Locks have numbers, runs have names: 64 bits of a hash keep them apart.
    private static long KeyOf(string runId) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"private-link-sim run {runId}")));
}
