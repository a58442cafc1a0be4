using System.Diagnostics;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What only a process of its own can show: being killed, signals, and an answer before anything is loaded.</summary>
public sealed class ProcessSpec : IDisposable
{
    private const int Steps = 12_000;

    private readonly Workbench _bench = new Workbench().With("long.json", Given.LongStory(Steps));

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_killed_run_is_resumed_to_the_digest_of_an_undisturbed_one()
    {
        using var process = Start("run", "long.json", "--verbose");
        await WaitUntilDurable(process);
        process.Kill();
        await process.WaitForExitAsync();

        var listed = await _bench.RunAsync("runs", "list");
        var resumed = await _bench.RunAsync("run", "--resume", "long-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Contains("interrupted", listed.Output, StringComparison.Ordinal);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_cleanly_and_it_can_be_resumed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var process = Start("run", "long.json", "--verbose");
        await WaitUntilDurable(process);
        using var signal = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var output = process.StandardOutput.ReadToEndAsync();
        var rest = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        var resumed = await _bench.RunAsync("run", "--resume", "long-1", "--quiet");

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Go on with: plsim run --resume long-1", rest, StringComparison.Ordinal);
        Assert.Equal(0, resumed.Code);
    }

    [Fact]
    public async Task The_version_is_that_of_the_assembly()
    {
        using var process = Start("--version");

        Assert.Equal("plsim 0.1.0\n", await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    // Whoever starts the tests in the background may have them ignore SIGINT, which a process inherits: env gives it back.
    private Process Start(params string[] arguments)
    {
        string[] dotnet = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "plsim.dll"), .. arguments];
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", .. dotnet] : dotnet;
        return Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _bench.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
    }

    // The first line of this kind comes when the run is under way, long before its end.
    private static async Task WaitUntilDurable(Process process)
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("Durable up to turn", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("The run ended before it was under way.");
    }
}
