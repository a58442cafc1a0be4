using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A run behind a server: its kernel and journal, and the clock that it follows.</summary>
internal sealed class ServedRun : IAsyncDisposable
{
    // How late something that is due may happen by the machine's clock; by virtual time it is never late.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Simulator _simulator;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private readonly Task _ticking;

    private ServedRun(Simulator simulator, ScenarioFile file, LiveRun live, RunPlan plan, bool resume, Pace pace, bool otherVersion)
    {
        (_simulator, File, Live, Pace, RunId, Seed) = (simulator, file, live, pace, plan.RunId, plan.Header.Seed);
        var options = new RunOptions { Resume = resume, AllowOtherProgramVersion = otherVersion };
        _running = FollowAsync(simulator.RunAsync(plan, options, live, _end.Token));
        _ticking = TickAsync();
    }

    /// <summary>The scenario whose topology and settings hold.</summary>
    public ScenarioFile File { get; }

    /// <summary>What is asked and seen.</summary>
    public LiveRun Live { get; }

    /// <summary>The clock.</summary>
    public Pace Pace { get; }

    /// <summary>The name that the run is kept under.</summary>
    public string RunId { get; }

    /// <summary>What ids and keys are drawn from.</summary>
    public long Seed { get; }

    /// <summary>Done when the run has ended, with the reason when it failed.</summary>
    public Task Ended => _running;

    /// <summary>A world for reading, at this moment.</summary>
    public RunView View => new(Live.Seen, Live.Facts);

    /// <summary>Starts a run, or takes up what its journal has. Returns when the topology stands and all that was recorded is there again.</summary>
    /// <param name="file">The scenario whose topology and settings hold.</param>
    /// <param name="stored">Where the run is kept; null for memory only.</param>
    /// <param name="record">The log of an earlier start; null for a new run.</param>
    public static async Task<ServedRun> StartAsync(
        ScenarioFile file, long? seed, StoredRun? stored, IEnumerable<LogEntry>? record, double pace, bool otherVersion, TimeProvider clock)
    {
        var live = new LiveRun(file, record, seed: seed);
        var simulator = Simulator.Open(stored is null ? JournalOptions.Memory : stored.Journal.OptionsFor(stored.Id).SurvivingPowerCuts());
        var plan = live.Plan(stored?.Id ?? file.Name, Program.Version, RegionData.Load().Hashes);
        var served = new ServedRun(simulator, file, live, plan, record is not null, new Pace(pace, live.Now, clock), otherVersion);
        try
        {
            await Task.WhenAny(live.CaughtUp, served._running).Unwrap();
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks something now.</summary>
    public Task<LiveAnswer> AskAsync(Step step, Caller? caller) => AskAsync(new LiveCall(step, caller));

    /// <summary>Asks something now.</summary>
    public Task<LiveAnswer> AskAsync(LiveCall call)
    {
        Live.AllowUntil(Pace.Now);
        return Live.AskAsync(call);
    }

    /// <summary>Waits until all that is due by now has happened and is durable. It leaves no trace.</summary>
    public Task SettleAsync() => AskAsync(new Step(), null);

    /// <summary>Ends the run so that it can be taken up again; whatever was answered is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAny(_running);
        await _ticking;
        await _simulator.DisposeAsync();
        _end.Dispose();
    }

    private async Task FollowAsync(Task<RunResult> running)
    {
        try
        {
            await running;
            Live.Abandon(new OperationCanceledException("The server is stopping."));
        }
        catch (Exception failure)
        {
            Live.Abandon(failure);
            throw;
        }
    }

    private async Task TickAsync()
    {
        while (!_end.IsCancellationRequested && !_running.IsCompleted)
        {
            Live.AllowUntil(Pace.Now);
            await Task.WhenAny(Task.Delay(Beat, _end.Token));
        }
    }
}
