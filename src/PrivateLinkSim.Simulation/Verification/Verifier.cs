using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Executes one run in several ways and compares logs and final states. Where they differ, it names the first event that
/// does: what comes after it differs because of it.
/// </summary>
/// <param name="plan">Makes the plan of a run with this id; called once for each execution.</param>
public sealed class Verifier(Func<string, RunPlan> plan)
{
    private IReadOnlyList<LogEntry>? _reference;
    private string? _stateDigest;

    /// <summary>A verifier whose reference is a recorded log instead of an execution.</summary>
    /// <param name="recorded">The log.</param>
    /// <param name="stateDigest">The recorded hash of the final states; null when the run has not ended.</param>
    public static Verifier Of(Func<string, RunPlan> plan, IReadOnlyList<LogEntry> recorded, string? stateDigest) =>
        new(plan) { _reference = recorded, _stateDigest = stateDigest };

    /// <summary>Executes the run in one way. The first execution becomes the reference when there is none yet.</summary>
    /// <exception cref="RunException">The run could not begin, go on or end.</exception>
    public async Task<VariantOutcome> RunAsync(RunVariant variant, CancellationToken cancellationToken = default)
    {
        if (variant.Server is { } server)
        {
            return await RunOnAsync(server, variant, cancellationToken);
        }

        var directory = variant.OnDisk ? Directory.CreateTempSubdirectory("plsim-verify-") : null;
        try
        {
            var journal = directory is null ? JournalOptions.Memory : JournalOptions.Sqlite(Path.Combine(directory.FullName, "verify.db"));
            await using var simulator = Simulator.Open(journal);
            return await RunAsync(simulator, "verify", variant, resume: false, cancellationToken);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory?.Delete(recursive: true);
        }
    }

    /// <summary>Executes the run in one way over a journal that is open, or takes it up there.</summary>
    /// <exception cref="RunException">The run could not begin, go on or end.</exception>
    internal async Task<VariantOutcome> RunAsync(Simulator simulator, string runId, RunVariant variant, bool resume, CancellationToken cancellationToken)
    {
        var comparison = new Comparison(_reference);
        var options = new RunOptions { Resume = resume, Threads = variant.Threads, ShuffleSeed = variant.Shuffle, PassivationSeed = variant.Passivation };
        var result = await simulator.RunAsync(plan(runId), options, comparison, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _reference ??= comparison.Seen;
        _stateDigest ??= result.StateDigest;
        var difference = comparison.Conclude()
            ?? (result.StateDigest == _stateDigest
                ? null
                : $"The logs are equal, but the final states are not: {_stateDigest} and {result.StateDigest}.");
        return new VariantOutcome(variant, result.Digest, result.StateDigest, result.Events, difference);
    }

    private async Task<VariantOutcome> RunOnAsync(PostgresConnection server, RunVariant variant, CancellationToken cancellationToken)
    {
        var id = PostgresRuns.NewId(server, "verify");
        try
        {
            await using var simulator = Simulator.Open(JournalOptions.Postgres(server, id));
            return await RunAsync(simulator, id, variant, resume: false, cancellationToken);
        }
        finally
        {
            PostgresRuns.Remove(server, id);
        }
    }

    // Compares entry by entry while the run goes on, and keeps the entries only when they are to be the reference.
    private sealed class Comparison(IReadOnlyList<LogEntry>? reference) : IRunObserver
    {
        private readonly List<LogEntry> _seen = [];
        private string? _difference;
        private int _count;

        public IReadOnlyList<LogEntry> Seen => _seen;

        public void Merged(LogEntry entry, IEvent fact)
        {
            var place = _count++;
            if (reference is null)
            {
                _seen.Add(entry);
            }
            else if (_difference is null && (place >= reference.Count || !AreEqual(reference[place], entry)))
            {
                _difference = LogDifference.Describe(place < reference.Count ? Row(reference[place]) : null, Row(entry));
            }
        }

        public void Durable(long turn)
        {
        }

        public string? Conclude() =>
            _difference ?? (reference is not null && _count < reference.Count ? LogDifference.Describe(Row(reference[_count]), null) : null);

        private static bool AreEqual(LogEntry one, LogEntry other) =>
            one with { Data = default } == other with { Data = default } && one.Data.Span.SequenceEqual(other.Data.Span);

        // The link plays no part in a description.
        private static LogRow Row(LogEntry entry)
        {
            var envelope = LogDifference.Envelope(entry, CanonicalJson.ReadObject(entry.Data.Span));
            return LogRow.Of(entry.Type, CanonicalJson.Bytes(envelope), new byte[32]);
        }
    }
}
