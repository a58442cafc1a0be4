namespace PrivateLinkSim.Simulation;

/// <summary>Names the loop that kept an instant from ending, from the chain of causes of the last work.</summary>
internal static class LoopFinder
{
    // A chain that never repeats is no loop; its end is enough to see what grows.
    private const int LongestChain = 32;

    public static string Describe(Work last)
    {
        var chain = new List<string> { NameOf(last) };
        for (var work = last.Parent; work is not null && chain.Count < LongestChain; work = work.Parent)
        {
            chain.Add(NameOf(work));
            if (string.Equals(chain[^1], chain[0], StringComparison.Ordinal))
            {
                break;
            }
        }

        chain.Reverse();
        var closing = last.Target is { } target ? target.Id.ToString() : LogEntry.Run;
        return string.Join(" -> ", chain.Take(chain.Count - 1).Append(closing));
    }

    private static string NameOf(Work work) => work.Target is { } target ? $"{target.Id} {work.Command!.GetType().Name}" : LogEntry.Run;
}
