using System.Collections.Concurrent;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>How often the sequences reached each yes, and each rule: what was compared at all.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what] => _counts.GetValueOrDefault(what);

    /// <summary>A rule counts as tried where it alone is broken; rules that are named together count as one.</summary>
    public void Count(Op op, IReadOnlyCollection<string> broken)
    {
        var name = op.GetType().Name;
        Add(broken.Count == 0 ? $"{name}: yes" : $"{name}: no by {string.Join('|', broken)}");
        Add(broken.Count == 0 ? "yes" : "no");
    }

    public override string ToString() =>
        string.Join('\n', _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => FormattableString.Invariant($"{count.Value,9} {count.Key}")));

    private void Add(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);
}
