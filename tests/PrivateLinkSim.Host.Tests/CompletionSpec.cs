using System.Diagnostics;
using System.Globalization;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What shells are offered for the rest of a command line.</summary>
public sealed class CompletionSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("first.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("ru", "rules", "run", "runs")]
    [InlineData("replay --s", "--show", "--step")]
    [InlineData("run --journal ", "memory", "postgres", "sqlite")]
    [InlineData("rules R4", "R4", "R40", "R41", "R42", "R43", "R44", "R45", "R46", "R47", "R48", "R49")]
    [InlineData("run fir")]
    public async Task A_line_is_completed_by_what_may_stand_there(string line, params string[] offered)
    {
        Assert.Equal(offered, (await OfferedAsync(line)).Where(each => offered.Contains(each, StringComparer.Ordinal) || !each.StartsWith('R')));
    }

    [Fact]
    public async Task Runs_are_offered_where_a_run_is_asked_for()
    {
        await _bench.RunAsync("run", "first.json", "--quiet");

        Assert.Equal(["first-1"], await OfferedAsync("replay fi"));
        Assert.Equal(["first-1"], await OfferedAsync("runs rm fi"));
        Assert.Equal(["first-1"], await OfferedAsync("run --resume fi"));
    }

    [Fact]
    public async Task What_a_run_is_about_is_offered_by_name_and_by_id()
    {
        await _bench.RunAsync("run", "first.json", "--quiet");

        var all = await OfferedAsync("replay first-1 --show ");
        var some = await OfferedAsync("replay first-1 --show interface-endpoint/");

        Assert.Contains("orders-endpoint", all);
        Assert.All(some, each => Assert.StartsWith("interface-endpoint/vpce-", each, StringComparison.Ordinal));
        Assert.NotEmpty(some);
    }

    [Fact]
    public async Task A_run_that_is_not_there_offers_nothing() => Assert.Empty(await OfferedAsync("replay nothing-1 --show "));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Each_shell_has_a_script_that_asks_plsim(string shell)
    {
        var answer = await _bench.RunAsync("completion", shell);

        Assert.Equal(0, answer.Code);
        Assert.Contains("[suggest:", answer.Output, StringComparison.Ordinal);
    }

    [ShellFact("bash")]
    public async Task Bash_completes_a_run()
    {
        await _bench.RunAsync("run", "first.json", "--quiet");
        var said = await InShellAsync("bash", """
            eval "$(plsim completion bash)"
            COMP_LINE="plsim replay fi"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(plsim replay fi); COMP_CWORD=2
            _plsim
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.Equal("first-1\n", said);
    }

    [ShellFact("bash")]
    public async Task Bash_takes_a_word_to_begin_after_a_colon()
    {
        await _bench.RunAsync("run", "first.json", "--quiet");
        var said = await InShellAsync("bash", """
            eval "$(plsim completion bash)"
            COMP_LINE="plsim replay first-1 --show arn:aws:el"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(plsim replay first-1 --show arn : aws : el); COMP_CWORD=8
            _plsim
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.StartsWith("elasticloadbalancing:us-east-1:", said, StringComparison.Ordinal);
    }

    [ShellFact("fish")]
    public async Task Fish_completes_a_run_and_a_file()
    {
        await _bench.RunAsync("run", "first.json", "--quiet");

        Assert.Equal("first-1\n", await InShellAsync("fish", "plsim completion fish | source; complete -C 'plsim replay fi'"));
        Assert.Equal("first.json\n", await InShellAsync("fish", "plsim completion fish | source; complete -C 'plsim run fir'"));
    }

    [ShellFact("zsh")]
    public async Task Zsh_reads_its_script() =>
        Assert.Equal("function\n", await InShellAsync("zsh", "autoload -Uz compinit; compinit -u -D; eval \"$(plsim completion zsh)\"; whence -w _plsim | cut -d' ' -f2"));

    private async Task<string[]> OfferedAsync(string line)
    {
        var answer = await _bench.RunAsync(string.Create(CultureInfo.InvariantCulture, $"[suggest:{line.Length}]"), line);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // In a directory with a plsim of its own on the path, as somebody who installed it has.
    private async Task<string> InShellAsync(string shell, string script)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        _bench.With("bin/plsim", $"#!/bin/sh\nexec '{dotnet}' '{Path.Combine(AppContext.BaseDirectory, "plsim.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_bench.Path("bin/plsim"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var start = new ProcessStartInfo(shell, ["-c", script]) { WorkingDirectory = _bench.Root, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PATH"] = $"{_bench.Path("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = _bench.Root;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }
}

/// <summary>A test that needs a shell on the path.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute(string shell)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell)));
        Skip = isThere ? null : $"{shell} is not installed; Debian's package {shell} has it.";
    }
}
