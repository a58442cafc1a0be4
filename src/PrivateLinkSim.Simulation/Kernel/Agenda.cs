using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// What is to be done, ordered by (virtual time, step, sequence). Only deadlines lie in the future; everything else
/// belongs to the next step of the current instant. The sequence is given on entry, in merge order, so ties never
/// depend on a thread.
/// </summary>
internal sealed class Agenda
{
    private const int CompactAbove = 256;

    private readonly PriorityQueue<PendingDeadline, (long Due, long Sequence)> _later = new();
    private List<Work> _next = [];
    private long _sequence;
    private int _cancelled;

    /// <summary>Whether there is anything left to do in the current instant.</summary>
    public bool HasStep => _next.Count > 0;

    /// <summary>When the first deadline falls due; null when none is set.</summary>
    public Moment? NextDue
    {
        get
        {
            DropCancelled();
            return _later.TryPeek(out var first, out _) ? first.Due : null;
        }
    }

    /// <summary>Adds work to the next step.</summary>
    public void Add(Work work) => _next.Add(work);

    /// <summary>Adds a timer; one that is due already goes to the next step.</summary>
    public void Schedule(PendingDeadline deadline, Moment now, Work? parent)
    {
        if (deadline.Due <= now)
        {
            List(deadline, parent);
        }
        else
        {
            _later.Enqueue(deadline, (deadline.Due.Milliseconds, _sequence++));
        }
    }

    /// <summary>Takes a timer out, wherever it is.</summary>
    public void Cancel(PendingDeadline deadline)
    {
        deadline.IsCancelled = true;
        if (deadline.Work is { } listed)
        {
            listed.IsCancelled = true;
        }
        else if (++_cancelled > CompactAbove && _cancelled > _later.Count / 2)
        {
            Compact();
        }
    }

    /// <summary>Makes the deadlines of this moment the first step of the instant.</summary>
    public void FallDue(Moment now)
    {
        while (NextDue is { } due && due <= now)
        {
            List(_later.Dequeue(), null);
        }
    }

    /// <summary>Takes the next step out: its work in order, without what was cancelled since.</summary>
    public List<Work> TakeStep()
    {
        var step = _next;
        _next = [];
        step.RemoveAll(static work => work.IsCancelled);
        foreach (var work in step)
        {
            work.Command = work.Deadline?.Command ?? work.Command;
        }

        return step;
    }

    private void List(PendingDeadline deadline, Work? parent)
    {
        deadline.Work = new Work { Target = deadline.Owner, Command = deadline.Command, Deadline = deadline, Cause = deadline.SetBy, Parent = parent };
        _next.Add(deadline.Work);
    }

    private void DropCancelled()
    {
        while (_later.TryPeek(out var first, out _) && first.IsCancelled)
        {
            _later.Dequeue();
            _cancelled--;
        }
    }

    // Cancelled timers stay in the heap until they come up; health checks that are set and cancelled for years would fill it.
    private void Compact()
    {
        var kept = _later.UnorderedItems.Where(static item => !item.Element.IsCancelled).ToArray();
        _later.Clear();
        _later.EnqueueRange(kept);
        _cancelled = 0;
    }
}
