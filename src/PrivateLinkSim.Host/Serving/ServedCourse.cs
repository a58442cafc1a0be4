using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A run that is served from one beginning to its end, or to where it is begun anew.</summary>
internal sealed class ServedCourse : IAsyncDisposable
{
    private readonly Simulator _simulator;
    private readonly CancellationTokenSource _end = new();
    private bool _isDisposed;

    private ServedCourse(Simulator simulator, LiveRun live, EventFeed feed, RunPlan plan, RunOptions options)
    {
        (_simulator, Live, Feed, Plan) = (simulator, live, feed, plan);
        Running = FollowAsync(simulator.RunAsync(plan, options, new Observers(live, feed), _end.Token));
    }

    /// <summary>What is asked and seen.</summary>
    public LiveRun Live { get; }

    /// <summary>The log as far as it is durable.</summary>
    public EventFeed Feed { get; }

    public RunPlan Plan { get; }

    /// <summary>Done when it has ended, with the reason when it failed.</summary>
    public Task Running { get; }

    /// <summary>Starts a run, or takes up what its journal has. Returns when the topology stands and all that was recorded is there again.</summary>
    public static async Task<ServedCourse> BeginAsync(ScenarioFile file, long? seed, StoredRun? stored, string runId, IEnumerable<LogEntry>? record, bool otherVersion)
    {
        var live = new LiveRun(file, record, seed: seed);
        var simulator = Simulator.Open(stored is null ? JournalOptions.Memory : stored.Journal.OptionsFor(stored.Id).SurvivingPowerCuts());
        var plan = live.Plan(runId, Program.Version, RegionData.Load().Hashes);
        var course = new ServedCourse(
            simulator, live, new EventFeed(stored, live.RecordedEntries), plan, new RunOptions { Resume = record is not null, AllowOtherProgramVersion = otherVersion });
        try
        {
            await Task.WhenAny(live.CaughtUp, course.Running).Unwrap();
            return course;
        }
        catch
        {
            await course.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the run so that it can be taken up again; whatever was answered is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        // Once by whoever begins anew, and once more if that fails.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _end.CancelAsync();
        await Task.WhenAny(Running);
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
        finally
        {
            Feed.Close();
        }
    }
}
