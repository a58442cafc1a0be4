using System.Collections.Immutable;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Runs scenarios whenever their files are saved, until it is interrupted.</summary>
internal sealed class WatchSession(Shell shell, RunWishes wishes, ImmutableArray<string> paths)
{
    // Two looks find a file settled, so a saved one starts to run after a tenth of a second on average.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(60);

    private readonly WatchedFiles _files = new(paths, shell);
    private readonly SortedDictionary<string, bool> _passed = new(StringComparer.Ordinal);

    /// <summary>Returns 0 when all scenarios passed as they were saved last, 1 otherwise, when the user ends it.</summary>
    /// <exception cref="UsageException">There is nothing to watch at one of the paths.</exception>
    public async Task<int> RunAsync()
    {
        foreach (var path in paths)
        {
            _ = ScenarioFiles.Expand(path, shell);
        }

        // What is there at the start is taken to be whole.
        _files.Look();
        while (!shell.Interruption.IsCancellationRequested)
        {
            await RunChangedAsync(_files.Look());
            await Task.WhenAny(Task.Delay(Beat, shell.Interruption));
        }

        var code = shell.InterruptionCode();
        return code is not ExitCode.Interrupted ? code : _passed.Values.All(passed => passed) ? ExitCode.Success : ExitCode.ExpectationFailed;
    }

    private async Task RunChangedAsync(WatchedChanges changes)
    {
        if (!changes.Any)
        {
            return;
        }

        if (shell.OutputColours)
        {
            shell.Output.Write("\u001b[2J\u001b[3J\u001b[H");
        }

        foreach (var file in changes.Removed)
        {
            _passed.Remove(file);
            shell.OutputPage.Line(new Piece("removed ", Ink.Odd), shell.Show(file));
        }

        foreach (var file in changes.Saved)
        {
            _passed[file] = await RunAsync(file);
        }

        if (!shell.Interruption.IsCancellationRequested)
        {
            WriteState(changes);
        }
    }

    // A file that an editor has not finished, or a run that fails, is told of; the watch goes on.
    private async Task<bool> RunAsync(string file)
    {
        try
        {
            return await new RunSession(shell, wishes).RunAsync([file]) is ExitCode.Success;
        }
        catch (Exception failure) when (failure is UsageException or RunException or IOException or UnauthorizedAccessException)
        {
            shell.Output.Flush();
            PlsimApp.Failed(failure, shell, verbose: false);
            return false;
        }
    }

    private void WriteState(WatchedChanges changes)
    {
        var page = shell.OutputPage;
        string[] others = [.. _passed.Where(each => !each.Value).Select(each => each.Key).Except(changes.Saved, StringComparer.Ordinal).Select(shell.Show)];
        if (others.Length > 0)
        {
            page.Line(new Piece("failing before: ", Ink.Bad), string.Join(", ", others));
        }

        var failing = _passed.Values.Count(passed => !passed);
        page.Line(
            new Piece(failing == 0 ? $"{_passed.Count} of {_passed.Count} pass" : $"{failing} of {_passed.Count} fail", failing == 0 ? Ink.Good : Ink.Bad),
            new Piece("; watching, Ctrl-C ends.", Ink.Faint));
        shell.Output.Flush();
    }
}
