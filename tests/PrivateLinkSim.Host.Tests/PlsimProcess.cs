using System.Diagnostics;
using System.Globalization;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim</c> in a process of its own, and what it has said.</summary>
public sealed class PlsimProcess : IDisposable
{
    private const string DurableUpTo = "Durable up to turn ";

    private readonly Process _process;
    private readonly Task<string> _output;

    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlsimProcess(Process process)
    {
        _process = process;
        _output = ReadOutputAsync();
    }

    /// <summary>The first line that it writes; empty when it ends without one.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    /// <summary>Its id.</summary>
    public int Id => _process.Id;

    /// <summary>The turn up to which the process has acknowledged what it wrote.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Starts it with these words. Whoever starts the tests in the background may have them ignore signals, which a process inherits: env gives them back.</summary>
    public static PlsimProcess Start(string directory, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string[] dotnet = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "plsim.dll"), .. arguments];
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,TERM", .. environment.Select(each => $"{each.Key}={each.Value}"), .. dotnet] : dotnet;
        return new PlsimProcess(Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!);
    }

    /// <inheritdoc cref="Start(string, IReadOnlyDictionary{string, string}, string[])"/>
    public static PlsimProcess Start(string directory, params string[] arguments) => Start(directory, new SortedDictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Reads on until a turn is durable. Needs <c>--verbose</c>.</summary>
    public async Task UntilDurable(long turn = 0)
    {
        while (Acknowledged <= turn)
        {
            if (!await ReadOn())
            {
                Assert.Fail("The run ended before it was under way.");
            }
        }
    }

    /// <summary>Reads the next line that tells of durable turns; false at the end.</summary>
    public async Task<bool> ReadOn()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains(DurableUpTo, StringComparison.Ordinal))
            {
                Acknowledged = long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
                return true;
            }

            Rest += $"{line}\n";
        }

        return false;
    }

    /// <summary>What it said on stderr besides.</summary>
    public string Rest { get; private set; } = "";

    /// <summary>Sends a signal: <c>INT</c>, <c>TERM</c>, <c>KILL</c>.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Whether it ends within a time.</summary>
    public bool EndsWithin(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Reads to its end; its exit code and what it wrote.</summary>
    public async Task<Answer> End()
    {
        while (await ReadOn())
        {
        }

        await _process.WaitForExitAsync();
        return new Answer(_process.ExitCode, await _output, Rest);
    }

    private async Task<string> ReadOutputAsync()
    {
        var first = await _process.StandardOutput.ReadLineAsync();
        _firstLine.SetResult(first ?? "");
        return first is null ? "" : $"{first}\n{await _process.StandardOutput.ReadToEndAsync()}";
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
