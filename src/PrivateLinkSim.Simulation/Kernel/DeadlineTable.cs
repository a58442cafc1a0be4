using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Keeps an entity's timers equal to what its state derives: unchanged ones keep their place on the agenda, gone ones
/// are cancelled, new ones are scheduled.
/// </summary>
internal static class DeadlineTable
{
    public static void Update(EntityHandle entity, DerivedDeadline[] derived, Moment now, Work work, Agenda agenda)
    {
        var held = entity.Deadlines;
        var same = CountSame(held, derived);
        if (same == held.Length && same == derived.Length)
        {
            return;
        }

        var updated = new PendingDeadline[derived.Length];
        Array.Copy(held, updated, same);
        var others = new Dictionary<(string Key, Moment Due), PendingDeadline>(held.Length - same);
        foreach (var deadline in held.AsSpan(same))
        {
            others[(deadline.Key, deadline.Due)] = deadline;
        }

        for (var index = same; index < derived.Length; index++)
        {
            updated[index] = Keep(others, derived[index]) ?? Set(entity, derived[index], now, work, agenda);
        }

        foreach (var gone in others.Values)
        {
            agenda.Cancel(gone);
        }

        entity.Deadlines = updated;
    }

    /// <summary>A timer that has fired must be gone from what the state derives; if not, it would fire for ever.</summary>
    /// <exception cref="KernelFaultException">It is still there.</exception>
    public static void RequireGone(PendingDeadline fired, Answer answer, long turn)
    {
        if (answer.Lapsed)
        {
            return;
        }

        if (answer.Deadlines is null || Array.Exists(answer.Deadlines, derived => fired.Is(derived)))
        {
            throw new KernelFaultException(
                $"{fired.Owner.Id} still derives the deadline '{fired.Key}' of {fired.Due} after it fired in turn {turn}: "
                + $"{fired.Command.GetType().Name} left the state as it was.");
        }
    }

    // Most turns change one timer or none, so walking both lists in step finds nearly everything.
    private static int CountSame(PendingDeadline[] held, DerivedDeadline[] derived)
    {
        var same = 0;
        while (same < held.Length && same < derived.Length && held[same].Is(derived[same]))
        {
            held[same].Command = derived[same].Command;
            same++;
        }

        return same;
    }

    private static PendingDeadline? Keep(Dictionary<(string Key, Moment Due), PendingDeadline> others, in DerivedDeadline derived)
    {
        if (others.Remove((derived.Key, derived.Due), out var kept))
        {
            kept.Command = derived.Command;
        }

        return kept;
    }

    private static PendingDeadline Set(EntityHandle entity, in DerivedDeadline derived, Moment now, Work work, Agenda agenda)
    {
        var deadline = new PendingDeadline(entity, derived.Key, derived.Due, derived.Command, work.Turn);
        agenda.Schedule(deadline, now, work);
        return deadline;
    }
}
