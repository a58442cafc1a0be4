using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What a <see cref="FaultyJournal"/> does; the test holds one end of it, the journal the other.</summary>
public sealed class Fault(string kind, int afterRows)
{
    public const string Failure = "failure";
    public const string Rejection = "rejection";
    public const string Silence = "silence";

    private static readonly ConcurrentDictionary<string, Fault> ByName = new();

    private readonly TaskCompletionSource _mended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Kind { get; } = kind;

    public int AfterRows { get; } = afterRows;

    /// <summary>Completes when the journal has got more rows than it will keep.</summary>
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Mended => _mended.Task;

    /// <summary>From now on rows are kept; those that were met with silence are lost.</summary>
    public void Mend() => _mended.TrySetResult();

    public static Fault Of(string name) => ByName[name];

    public JournalOptions As(string name)
    {
        ByName[name] = this;
        return JournalOptions.Plugin("faulty", $$"""
            faulty {
              class = "PrivateLinkSim.Simulation.Tests.FaultyJournal, PrivateLinkSim.Simulation.Tests"
              plugin-dispatcher = "akka.actor.default-dispatcher"
              fault = "{{name}}"
            }
            """);
    }
}

/// <summary>A memory journal that fails, rejects or falls silent after a number of rows, until it is mended.</summary>
public sealed class FaultyJournal(Akka.Configuration.Config config) : MemoryJournal
{
    private readonly Fault _fault = Fault.Of(config.GetString("fault"));
    private int _rows;

    protected override async Task<IImmutableList<Exception?>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToArray();
        var rows = writes.Sum(write => ((IImmutableList<IPersistentRepresentation>)write.Payload).Count);
        if (_fault.Mended.IsCompleted || _rows + rows <= _fault.AfterRows)
        {
            _rows += rows;
            return await base.WriteMessagesAsync(writes, cancellationToken);
        }

        _fault.Reached.TrySetResult();
        switch (_fault.Kind)
        {
            case Fault.Failure:
                throw new IOException("the disk is gone");
            case Fault.Rejection:
                return writes.Select(_ => (Exception?)new InvalidOperationException("the row is not to my taste")).ToImmutableList();
            default:
                await _fault.Mended;
                throw new IOException("nobody was listening");
        }
    }
}
