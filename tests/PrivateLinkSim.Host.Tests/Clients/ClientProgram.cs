using System.Diagnostics;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A client of AWS as a program of its own.</summary>
internal static class ClientProgram
{
    /// <summary>Where the clients' own files are, among the sources.</summary>
    public static readonly string Folder = Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "Clients");

    /// <summary>Why a test that asks with dig is skipped.</summary>
    public const string NoDig = "dig is not on this machine (Debian: apt-get install bind9-dnsutils)";

    // So that nothing of whoever runs the tests gets to a client, and no client asks what machine it is on.
    private static readonly (string Name, string Value)[] Alone =
    [
        ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("AWS_EC2_METADATA_DISABLED", "true"), ("AWS_PAGER", ""), ("CHECKPOINT_DISABLE", "1"),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);

    /// <summary>Whether a program of this name is on the path.</summary>
    public static bool IsThere(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Runs it to its end: its exit code, and what it said.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string program, string directory, IEnumerable<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Alone.Concat(environment))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var end = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {Patience}:\n{await output}\n{await error}");
        }

        return (process.ExitCode, await output, await error);
    }
}
