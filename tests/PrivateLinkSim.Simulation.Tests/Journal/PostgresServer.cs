using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A real PostgreSQL server on loopback with a data folder that goes with it.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "plsim";
    private const string Unprivileged = "postgres";

    private static readonly string? Programs = Places().FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")));

    private readonly DirectoryInfo _directory;
    private readonly int _port = FreePort();
    private readonly bool _syncs;
    private int _databases;

    /// <summary>Makes the data folder and starts the server.</summary>
    /// <param name="syncs">Whether what is committed is forced to the disk. Nothing here outlives a test, but a measurement wants what users have.</param>
    public PostgresServer(bool syncs = false)
    {
        _syncs = syncs;
        _directory = Directory.CreateTempSubdirectory("plsim-postgres-");
        if (IsRoot)
        {
            Execute("chown", Unprivileged, _directory.FullName);
        }

        Program("initdb", "-D", Data, "-A", "trust", "-U", User, "-E", "UTF8", "--locale=C", "--no-sync");
        Start();
    }

    /// <summary>Why there can be no server on this machine; null when there can.</summary>
    public static string? Missing =>
        OperatingSystem.IsWindows() ? "the tests start PostgreSQL on Unix only"
        : Programs is null ? "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        : IsRoot && !File.Exists("/usr/sbin/runuser") && !File.Exists("/sbin/runuser") ? "root can't run PostgreSQL, and there is no runuser"
        : null;

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    private string Data => Path.Combine(_directory.FullName, "data");

    /// <summary>Starts the server, also after <see cref="Stop"/>.</summary>
    public void Start() => Program(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_directory.FullName, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory.FullName} -c fsync={(_syncs ? "on" : "off")} -c shared_buffers=128MB"));

    /// <summary>Stops the server under whoever is connected, as a crash would.</summary>
    public void Stop() => Program("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);

    /// <summary>A connection to an empty database, in the form that users write.</summary>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"runs{Interlocked.Increment(ref _databases)}");
        Execute(UrlOf("postgres"), $"CREATE DATABASE {name}");
        return UrlOf(name);
    }

    /// <summary>Executes a statement behind the simulator's back.</summary>
    public static void Execute(string url, string sql)
    {
        using var connection = new NpgsqlConnection(PostgresConnection.Parse(url).For(text => text.Pooling = false));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Program("pg_ctl", "stop", "-w", "-m", "immediate", "-D", Data);
        _directory.Delete(recursive: true);
    }

    private string UrlOf(string database) => string.Create(CultureInfo.InvariantCulture, $"postgres://{User}@127.0.0.1:{_port}/{database}");

    private static IEnumerable<string> Places()
    {
        const string Debian = "/usr/lib/postgresql";
        var packaged = Directory.Exists(Debian) ? Directory.EnumerateDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [];
        return packaged.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Program(string name, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs!, name), .. arguments];
        if (IsRoot)
        {
            Execute("runuser", ["-u", Unprivileged, "--", .. command]);
        }
        else
        {
            Execute(command[0], command[1..]);
        }
    }

    // The server inherits what pg_ctl has open, so nothing may wait for the end of its output: it goes where nobody reads.
    private static void Execute(string program, params string[] arguments)
    {
        string[] command = ["-c", "exec \"$@\" >/dev/null </dev/null", "sh", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", command) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}."));
        }
    }
}
