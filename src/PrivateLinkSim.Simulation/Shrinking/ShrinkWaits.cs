using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Shortens the waits of a scenario, each to the shortest in whole seconds with which it still fails: with one second less it does
/// not. The wait right before an expectation that is judged at once is that expectation's patience, and stays.
/// </summary>
/// <param name="target">How it fails.</param>
/// <param name="take">Takes a draft when it fails in the same way; says whether it does.</param>
internal sealed class ShrinkWaits(ShrinkTarget target, Func<ShrinkDraft, Task<bool>> take)
{
    public async Task ShortenAsync(ShrinkDraft draft)
    {
        for (var shorter = true; shorter;)
        {
            shorter = false;
            foreach (var step in draft.Steps.Where(step => step != target.Impatient))
            {
                var wait = await ShortestAsync(draft, step);
                shorter |= wait < draft.WaitOf(step);
                draft = With(draft, step, wait);
            }
        }
    }

    private async Task<TimeSpan> ShortestAsync(ShrinkDraft draft, ShrinkNode step)
    {
        var wait = draft.WaitOf(step);
        if (wait == TimeSpan.Zero || await take(With(draft, step, TimeSpan.Zero)))
        {
            return TimeSpan.Zero;
        }

        // The longest that is too short, and the shortest that will do.
        var (less, enough) = (0L, (long)Math.Ceiling(wait.TotalSeconds));
        while (enough - less > 1)
        {
            var middle = less + ((enough - less) / 2);
            (less, enough) = await take(With(draft, step, TimeSpan.FromSeconds(middle))) ? (less, middle) : (middle, enough);
        }

        return TimeSpan.FromSeconds(enough) < wait ? TimeSpan.FromSeconds(enough) : wait;
    }

    // Once one wait is said, all are: a step that says when it happens would not move with those above it.
    private static ShrinkDraft With(ShrinkDraft draft, ShrinkNode step, TimeSpan wait) => draft with
    {
        Waits = draft.Steps.ToImmutableSortedDictionary(each => each.Number, each => each == step ? wait : draft.WaitOf(each)),
    };
}
