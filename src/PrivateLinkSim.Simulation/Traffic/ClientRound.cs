using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What a group does in a round, after which everything is as it was.</summary>
/// <param name="seconds">How long the round is.</param>
/// <param name="numbers">What of the group is numbered on and on, as it was when the round began.</param>
internal sealed class ClientRound(long seconds, ImmutableArray<long> numbers)
{
    private readonly List<GrowingStretch> _parts = [];
    private GrowingStretch? _total;

    /// <summary>How long it is.</summary>
    public long Seconds => seconds;

    /// <summary>Whether it has been gone through.</summary>
    public bool IsTold => _total is { } total && total.Seconds == seconds;

    /// <summary>By how much each number grows in it; known once it has been gone through.</summary>
    public ImmutableArray<long> Steps { get; private set; }

    /// <summary>All of it together.</summary>
    public GrowingStretch Total => _total!;

    /// <summary>The parts that lose or break connections and those that do not, in turn, as what is open grows or shrinks; none where it is all of one kind.</summary>
    public ImmutableArray<ClientStretch> Parts { get; private set; } = [];

    /// <summary>Adds its next second.</summary>
    public void Add(GrowingStretch second)
    {
        if (_parts is [.., var last] && last.IsAsBad(second) && last.GoesOnLike(second, _parts.Count > 1 ? _parts[^2].Open : last.Open))
        {
            last.Add(second);
        }
        else
        {
            _parts.Add(second.Copy());
        }

        if (_total is null)
        {
            _total = second.Copy();
        }
        else
        {
            _total.Add(second);
        }
    }

    /// <summary>It has been gone through, and these are the numbers now.</summary>
    public void Close(ImmutableArray<long> now)
    {
        Steps = [.. now.Zip(numbers, (after, before) => after - before)];
        Parts = _parts.Count > 1 ? [.. _parts.Select(part => part.Told())] : [];
        _parts.Clear();
    }
}
