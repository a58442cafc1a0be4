using System.Globalization;
using PrivateLinkSim.Simulation;
using Spectre.Console;

namespace PrivateLinkSim.Host;

/// <summary>How far a run has come, on a terminal, for runs that keep somebody waiting.</summary>
internal static class Progress
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when the run has ended, however it did.</summary>
    public static async Task ShowAsync(Shell shell, Task running, RunWatch watch, ScenarioFile file)
    {
        if (!shell.ShowsProgress || await HasEndedWithin(running, Patience))
        {
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Error) });
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var task = progress.AddTask(file.Name, maxValue: Math.Max(1, (file.End - file.Start).TotalMilliseconds));
                var (last, lastAt) = (0L, TimeProvider.System.GetTimestamp());
                while (!await HasEndedWithin(running, Beat))
                {
                    var (events, now) = (watch.Events, TimeProvider.System.GetTimestamp());
                    var rate = (events - last) / TimeProvider.System.GetElapsedTime(lastAt, now).TotalSeconds;
                    (last, lastAt) = (events, now);
                    var time = watch.Time < file.Start ? TimeSpan.Zero : watch.Time - file.Start;
                    task.Value = time.TotalMilliseconds;
                    task.Description = string.Create(
                        CultureInfo.InvariantCulture, $"{Markup.Escape(file.Name)} {Offset.Show(time)} · {events:N0} events · {rate:N0}/s");
                }
            });
    }

    private static async Task<bool> HasEndedWithin(Task running, TimeSpan time)
    {
        await Task.WhenAny(running, Task.Delay(time));
        return running.IsCompleted;
    }
}
