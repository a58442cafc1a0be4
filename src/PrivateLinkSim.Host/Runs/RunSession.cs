using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Runs scenarios one after the other and reports each.</summary>
internal sealed class RunSession(Shell shell, RunWishes wishes)
{
    // More lines than anybody reads; a program gets them all.
    private const int MostLines = 2000;

    private readonly RunStore _store = new(shell);
    private readonly ReportFiles _files = new(shell, wishes.Report);
    private readonly List<RunReport> _reports = [];

    /// <summary>Runs scenarios. All are checked before the first one runs.</summary>
    public async Task<int> RunAsync(IEnumerable<string> paths)
    {
        var scenarios = ScenarioFiles.Read(paths, shell);
        _files.Check(scenarios.Select(scenario => scenario.Shown));
        foreach (var scenario in scenarios)
        {
            var (stored, simulator) = Begin(scenario.File.Name);
            if (await ExecuteAsync(scenario.File, wishes.Seed, stored, simulator, scenario.Shown, resume: false) is { } code)
            {
                return code;
            }
        }

        return Conclude();
    }

    /// <summary>Takes up a run where its log ends. The scenario is the log's, whatever has become of its file.</summary>
    public async Task<int> ResumeAsync(string name)
    {
        _files.Check([]);
        var stored = _store.Find(name);
        var listing = stored.List();
        switch (listing.State)
        {
            case RunState.Running:
                throw new UsageException($"Run '{stored.Id}' is being written by another process.", ExitCode.InUse);
            case RunState.Ended:
                throw new UsageException($"Run '{stored.Id}' has ended ({listing.Summary.Verdict ?? "without a verdict"}, {listing.Summary.Digest}), so there is nothing to resume.");
            case RunState.Empty:
                throw stored.NothingWritten();
            default:
                stored.RequireSound();
                var (file, seed) = ScenarioFiles.FromLog(stored, listing.Summary.ScenarioName ?? stored.Id);
                return await ExecuteAsync(file, seed, stored, Open(stored), shown: null, resume: true) ?? Conclude();
        }
    }

    private (StoredRun? Stored, Simulator Simulator) Begin(string scenario)
    {
        if (wishes.Server is { } server)
        {
            return _store.Begin(server, scenario);
        }

        var stored = wishes.InMemory ? null
            : wishes.Database is { } database ? _store.CreateIn(database, scenario)
            : _store.Create(scenario);
        return (stored, Open(stored));
    }

    private static Simulator Open(StoredRun? stored) => Simulator.Open(stored?.Journal.OptionsFor(stored.Id) ?? JournalOptions.Memory);

    // Null when the run came to its end; the exit code when it did not.
    private async Task<int?> ExecuteAsync(ScenarioFile file, long? seed, StoredRun? stored, Simulator opened, string? shown, bool resume)
    {
        await using var simulator = opened;
        var run = new ScenarioRun(file, seed);
        var plan = ScenarioFiles.Plan(run, stored?.Id ?? file.Name);
        var mostLines = wishes.Form switch { Form.Json => int.MaxValue, Form.Short when wishes.Report.Html is null => 0, _ => MostLines };
        var watch = new RunWatch(mostLines, Log.Follow<long>("Durable up to turn {Turn}"));
        var health = wishes.Report.Html is null ? null : new HealthWatch(file.Facts);
        var options = new RunOptions { Resume = resume, AllowOtherProgramVersion = wishes.OtherVersion };
        Log.Debug("Journal of {Run} is open", plan.RunId);
        var running = simulator.RunAsync(plan, options, health is null ? watch : new Observers(watch, health), shell.Interruption);
        await Progress.ShowAsync(shell, running, watch, file);
        var result = await running;
        Log.Debug("Run {Run} ended after {Turns} turns and {Events} events", plan.RunId, result.Turns, result.Events);
        if (result.Cancelled)
        {
            return Interrupted(file, result, stored);
        }

        var report = new RunReport(
            stored is null ? null : _store.NameOf(stored), file, plan.Header.Seed, result, run, watch.Timeline(file), watch.Untold, watch.Names)
        {
            Assumptions = wishes.Strict ? await new AssumptionCheck(file, plan.Header.Seed).RunAsync(run, shell.Interruption) : [],
            Rules = wishes.Report.Rules ? RuleUse.Of(file, run) : null,
            Health = health?.Conclude(result.EndedAt),
            Path = shown,
        };
        Report(report);
        return null;
    }

    private void Report(RunReport report)
    {
        if (wishes.Form is Form.Full && _reports.Count > 0)
        {
            shell.Output.Write("\n\n");
        }

        _reports.Add(report);
        switch (wishes.Form)
        {
            case Form.Full:
                new TextReport(shell.OutputPage).Write(report);
                break;
            case Form.Short:
                new TextReport(shell.OutputPage).WriteShort(report);
                break;
            default:
                break;
        }

        shell.Output.Flush();
    }

    private int Conclude()
    {
        if (wishes.Form is Form.Json)
        {
            JsonReport.Write(shell.Output, _reports);
        }

        _files.Write(_reports);
        return _reports.TrueForAll(report => report.Passed) ? ExitCode.Success : ExitCode.ExpectationFailed;
    }

    private int Interrupted(ScenarioFile file, RunResult result, StoredRun? stored)
    {
        var reached = Offset.Show(result.EndedAt - file.Start);
        var page = shell.ErrorPage;
        page.Line(new Piece("interrupted: ", Ink.Odd), FormattableString.Invariant($"{file.Name} at {reached}, after {result.Events:N0} events."));
        page.Line(stored is null
            ? "It was kept in memory only, so it can't be resumed."
            : $"Go on with: plsim run --resume {_store.NameOf(stored)}");
        if (_files.Any)
        {
            page.Line("No report was written.");
        }

        return shell.InterruptionCode();
    }
}
