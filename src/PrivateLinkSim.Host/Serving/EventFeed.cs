using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// The durable log of a run while it goes on, for any number of readers. The latest entries are in memory, and those before them in the
/// journal; a run without a journal keeps all.
/// </summary>
internal sealed class EventFeed : IRunObserver
{
    private const int Kept = 10_000;
    private const int ReadAtOnce = 500;

    private readonly StoredRun? _stored;
    private readonly long _recorded;
    private readonly Lock _lock = new();
    private readonly Queue<(LogEntry Entry, IEvent Fact, byte[] Link)> _merged = new();
    private readonly List<LogEntry> _entries = [];
    private readonly Names _names = new();
    private TaskCompletionSource<bool> _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _link = new byte[SHA256.HashSizeInBytes];
    private (LogEntry Entry, IEvent Fact) _latest;
    private bool _isClosed;
    private long _seen;
    private long _dropped;

    /// <summary>The log of a run.</summary>
    /// <param name="stored">Where it is kept; null for memory only.</param>
    /// <param name="recorded">How many entries are durable already and come again at the start.</param>
    public EventFeed(StoredRun? stored, long recorded) => (_stored, _recorded) = (stored, recorded);

    /// <summary>How many entries are durable, the turn of the last, and the digest that they come to.</summary>
    public (long Events, long Turn, string Digest) End
    {
        get
        {
            lock (_lock)
            {
                return (_dropped + _entries.Count, _entries is [.., var last] ? last.Turn : -1, LogChain.Show(_link));
            }
        }
    }

    /// <summary>Asks the names of the run something.</summary>
    public T Named<T>(Func<Names, T> question)
    {
        lock (_lock)
        {
            return question(_names);
        }
    }

    /// <summary>The durable entries behind a place of the log, and, if that is wanted, those that come, until the run ends.</summary>
    /// <param name="turn">The turn of the last entry that is not wanted; -1 for all.</param>
    /// <param name="index">Its place in that turn.</param>
    public async IAsyncEnumerable<LogEntry> AfterAsync(long turn, int index, bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var (entries, grown) = Next(turn, index);
            foreach (var entry in entries)
            {
                (turn, index) = (entry.Turn, entry.Index);
                yield return entry;
            }

            if (grown is null)
            {
                continue;
            }

            if (!follow || !await grown.WaitAsync(cancellation))
            {
                yield break;
            }
        }
    }

    /// <summary>Ends what readers wait for: nothing comes any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _grown.TrySetResult(false);
        }
    }

    void IRunObserver.Merged(LogEntry entry, IEvent fact) => _latest = (entry, fact);

    void IRunObserver.Chained(ReadOnlySpan<byte> link)
    {
        _merged.Enqueue((_latest.Entry, _latest.Fact, link.ToArray()));
        if (++_seen <= _recorded)
        {
            Publish(long.MaxValue);
        }
    }

    void IRunObserver.Durable(long turn) => Publish(turn);

    private void Publish(long turn)
    {
        lock (_lock)
        {
            var before = _entries.Count;
            while (_merged.TryPeek(out var merged) && merged.Entry.Turn <= turn)
            {
                _merged.Dequeue();
                _link = merged.Link;
                _entries.Add(merged.Entry);
                if (string.Equals(merged.Entry.Entity, LogEntry.Run, StringComparison.Ordinal))
                {
                    _names.Learn(merged.Entry.Turn, merged.Entry.Time, merged.Fact);
                }
            }

            if (_entries.Count == before)
            {
                return;
            }

            if (_stored is not null && _entries.Count > 2 * Kept)
            {
                _dropped += _entries.Count - Kept;
                _entries.RemoveRange(0, _entries.Count - Kept);
            }

            var grown = _grown;
            _grown = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            grown.TrySetResult(true);
        }
    }

    // Some of the entries behind a place; with them what to wait for, when there are no more: whether more have come.
    private (IEnumerable<LogEntry> Entries, Task<bool>? Grown) Next(long turn, int index)
    {
        LogEntry first;
        lock (_lock)
        {
            var at = After(turn, index);
            if (at > 0 || _dropped == 0)
            {
                var some = _entries.GetRange(at, Math.Min(ReadAtOnce, _entries.Count - at));
                return (some, some.Count == ReadAtOnce ? null : _isClosed ? Task.FromResult(false) : _grown.Task);
            }

            first = _entries[0];
        }

        return (_stored!.Journal.Read(reader => reader.Entries(_stored.Id))
            .SkipWhile(entry => IsNotBehind(entry, turn, index)).TakeWhile(entry => IsNotBehind(entry, first.Turn, first.Index)), null);
    }

    private int After(long turn, int index)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = IsNotBehind(_entries[middle], turn, index) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static bool IsNotBehind(LogEntry entry, long turn, int index) => entry.Turn < turn || (entry.Turn == turn && entry.Index <= index);
}
