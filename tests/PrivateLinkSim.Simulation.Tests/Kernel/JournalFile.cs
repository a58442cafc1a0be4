using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A journal file of one test, in a directory of its own that goes with it.</summary>
public sealed class JournalFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("plsim-test-");

    public string Path => System.IO.Path.Combine(_directory.FullName, "run.db");

    /// <summary>Changes the journal behind the simulator's back.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
