using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Groups of clients that are counted in step. As long as nobody sees anything new, a state that was there before brings what it
/// brought then: once the state of a second has come back, what happens in between is a round, and whole rounds are counted together.
/// </summary>
internal sealed class TrafficBatch(ImmutableArray<Clients> clients, SharedLimits? limits, long second)
{
    private const long LongestRound = 100_000;

    private TrafficState _state = new();
    private TrafficState _known = new();
    private long _knownAt = -1;
    private long _patience = 1;
    private long _round;
    private long _toldAt;

    /// <summary>The groups, in the order of their names.</summary>
    public ImmutableArray<Clients> Clients { get; } = clients;

    /// <summary>All seconds before this one are counted.</summary>
    public long Second { get; private set; } = second;

    /// <summary>Counts all seconds before this one.</summary>
    public void AdvanceTo(long second)
    {
        while (Second < second)
        {
            if (_round > 0 && Second >= _toldAt && second - Second >= _round)
            {
                Repeat((second - Second) / _round);
            }
            else
            {
                Step();
                Watch();
            }
        }
    }

    private void Step()
    {
        foreach (var each in Clients)
        {
            each.Begin(Second);
        }

        limits?.Begin();
        for (var choice = 0; choice < Simulation.Clients.Choices; choice++)
        {
            foreach (var each in Clients)
            {
                each.Send(choice, Second);
            }

            limits?.Grant(choice);
            foreach (var each in Clients)
            {
                each.Land(choice, Second);
            }
        }

        limits?.Weigh();
        foreach (var each in Clients)
        {
            each.End(Second);
        }

        Second++;
    }

    // Remembers a state for longer and longer, until it comes back.
    private void Watch()
    {
        if (_round > 0)
        {
            return;
        }

        if (!_state.Tell(Clients, Second))
        {
            (_knownAt, _patience) = (-1, 1);
            return;
        }

        if (_knownAt >= 0 && _state.IsLike(_known, Clients, Second))
        {
            Begin(Second - _knownAt);
        }
        else if (_knownAt < 0 || Second >= _knownAt + _patience)
        {
            _state.TellAll(Clients, Second);
            (_state, _known) = (_known, _state);
            (_knownAt, _patience) = (Second, _patience * 2);
        }
    }

    // The round is gone through once more, and told.
    private void Begin(long round)
    {
        if (round > LongestRound)
        {
            return;
        }

        (_round, _toldAt) = (round, Second + round);
        foreach (var each in Clients)
        {
            each.BeginRound(round);
        }
    }

    private void Repeat(long times)
    {
        foreach (var each in Clients)
        {
            each.Repeat(times);
        }

        Second += times * _round;
    }
}
