using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Connections that were opened while their path led to the same targets, of which each has an even share.</summary>
/// <param name="path">The path.</param>
/// <param name="connections">The connections, none yet.</param>
internal sealed class ConnectionGeneration(ClientPath path, OpenConnections connections)
{
    private ImmutableArray<string> _asked;
    private int _shared;

    /// <summary>Where they entered.</summary>
    public string Entry { get; } = path.Entry;

    /// <summary>The set of targets whose limits they count against; empty for none.</summary>
    public string Limits { get; } = path.Limits?.Targets ?? "";

    /// <summary>The targets that still have a share of them.</summary>
    public ImmutableArray<string> Targets { get; private set; } = path.Passing;

    /// <summary>The connections.</summary>
    public OpenConnections Connections { get; } = connections;

    /// <summary>Whether new connections of a path belong to it.</summary>
    public bool LeadsLike(ClientPath path) =>
        Entry == path.Entry && Limits == (path.Limits?.Targets ?? "") && Targets.SequenceEqual(path.Passing, StringComparer.Ordinal);

    /// <summary>The share that these targets have of a number of them.</summary>
    public long ShareOf(long count, ImmutableArray<string> targets)
    {
        if (count == 0 || Targets.IsEmpty)
        {
            return count;
        }

        // Asked for the same targets second after second.
        if (!_asked.Equals(targets))
        {
            (_asked, _shared) = (targets, Shared(targets));
        }

        return _shared == Targets.Length ? count : (long)((Int128)count * _shared / Targets.Length);
    }

    private int Shared(ImmutableArray<string> targets) =>
        Targets.SequenceEqual(targets, StringComparer.Ordinal) ? Targets.Length : Targets.Count(target => targets.Contains(target, StringComparer.Ordinal));

    /// <summary>Breaks all of them; answers how many.</summary>
    public long Break() => Connections.Break(1, 1);

    /// <summary>Breaks the share of those of these targets that have one; answers how many.</summary>
    public long Break(ImmutableArray<string> targets)
    {
        var rest = targets.IsEmpty ? Targets : Targets.RemoveAll(target => targets.Contains(target, StringComparer.Ordinal));
        if (rest.Length == Targets.Length)
        {
            return 0;
        }

        var broken = Connections.Break(Targets.Length - rest.Length, Targets.Length);
        (Targets, _asked) = (rest, default);
        return broken;
    }
}
