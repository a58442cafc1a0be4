using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A run behind a server: its kernel and journal, and the clock that it follows. It can be begun anew.</summary>
internal sealed class ServedRun : IAsyncDisposable
{
    // How late something that is due may happen by the machine's clock; by virtual time it is never late.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly long? _seed;
    private readonly double _firstPace;
    private readonly Func<StoredRun?> _renew;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _resetting = new(1, 1);
    private readonly Task _ticking;
    private volatile ServedCourse _course;
    private volatile Task _ready = Task.CompletedTask;
    private int _resets;

    private ServedRun(ScenarioFile file, long? seed, ServedCourse course, double pace, Func<StoredRun?> renew, TimeProvider clock)
    {
        (File, _seed, _course, _firstPace, _renew) = (file, seed, course, pace, renew);
        Pace = new Pace(pace, course.Live.Now, clock);
        _ = FollowAsync(course);
        _ticking = TickAsync();
    }

    /// <summary>The scenario whose topology and settings hold.</summary>
    public ScenarioFile File { get; }

    /// <summary>What is asked and seen.</summary>
    public LiveRun Live => _course.Live;

    /// <summary>The log as far as it is durable.</summary>
    public EventFeed Feed => _course.Feed;

    /// <summary>The clock.</summary>
    public Pace Pace { get; }

    /// <summary>The name that the run is kept under.</summary>
    public string RunId => _course.Plan.RunId;

    /// <summary>What ids and keys are drawn from.</summary>
    public long Seed => _course.Plan.Header.Seed;

    /// <summary>Done when the run has ended, with the reason when it failed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Called when the run has been begun anew, before anything is asked of it.</summary>
    public Action Renewed { get; set; } = () => { };

    /// <summary>A world for reading, at this moment.</summary>
    public RunView View => new(Live.Seen, Live.Facts);

    /// <summary>Starts a run, or takes up what its journal has. Returns when the topology stands and all that was recorded is there again.</summary>
    /// <param name="file">The scenario whose topology and settings hold.</param>
    /// <param name="stored">Where the run is kept; null for memory only.</param>
    /// <param name="record">The log of an earlier start; null for a new run.</param>
    /// <param name="renew">Makes the place where the run is kept when it is begun anew; the old one is closed then. Without it, memory only.</param>
    public static async Task<ServedRun> StartAsync(
        ScenarioFile file, long? seed, StoredRun? stored, IEnumerable<LogEntry>? record, double pace, bool otherVersion, TimeProvider clock, Func<StoredRun?>? renew = null)
    {
        var course = await ServedCourse.BeginAsync(file, seed, stored, stored?.Id ?? file.Name, record, otherVersion);
        return new ServedRun(file, seed, course, pace, renew ?? (() => null), clock);
    }

    /// <summary>Asks something now.</summary>
    public Task<LiveAnswer> AskAsync(Step step, Caller? caller) => AskAsync(new LiveCall(step, caller));

    /// <summary>Asks something now.</summary>
    public Task<LiveAnswer> AskAsync(LiveCall call)
    {
        // In this order: a run that is begun anew in between must not be allowed the time of the one before.
        var live = Live;
        if (!_ready.IsCompletedSuccessfully)
        {
            return WhenReadyAsync();
        }

        live.AllowUntil(Pace.Now);
        return live.AskAsync(call);

        async Task<LiveAnswer> WhenReadyAsync()
        {
            await _ready;
            return await AskAsync(call);
        }
    }

    /// <summary>Waits until all that is due by now has happened and is durable. It leaves no trace.</summary>
    public Task SettleAsync() => AskAsync(new Step(), null);

    /// <summary>Throws away what has happened and begins anew with the topology, at its time and at the first pace. Calls wait until it stands.</summary>
    public async Task ResetAsync()
    {
        await _resetting.WaitAsync();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _ready = ready.Task;
            await _course.DisposeAsync();
            var stored = _renew();
            _course = await ServedCourse.BeginAsync(File, _seed, stored, stored?.Id ?? FormattableString.Invariant($"{File.Name}-{++_resets + 1}"), null, otherVersion: false);
            Pace.Begin(_firstPace, Live.Now);
            _ = FollowAsync(_course);
            Renewed();
            ready.SetResult();
        }
        catch (Exception failure)
        {
            ready.SetException(failure);
            _ended.TrySetException(failure);
            throw;
        }
        finally
        {
            _resetting.Release();
        }
    }

    /// <summary>Ends the run so that it can be taken up again; whatever was answered is durable.</summary>
    public async ValueTask DisposeAsync()
    {
        await _resetting.WaitAsync();
        await _end.CancelAsync();
        await _ticking;
        await _course.DisposeAsync();
        _end.Dispose();
    }

    // A run that was ended to be begun anew is not the end.
    private async Task FollowAsync(ServedCourse course)
    {
        try
        {
            await course.Running;
            if (_ready.IsCompletedSuccessfully && course == _course)
            {
                _ended.TrySetResult();
            }
        }
        catch (Exception failure)
        {
            _ended.TrySetException(failure);
        }
    }

    private async Task TickAsync()
    {
        while (!_end.IsCancellationRequested && !_ended.Task.IsCompleted)
        {
            var live = Live;
            if (_ready.IsCompletedSuccessfully)
            {
                live.AllowUntil(Pace.Now);
            }

            await Task.WhenAny(Task.Delay(Beat, _end.Token));
        }
    }
}
