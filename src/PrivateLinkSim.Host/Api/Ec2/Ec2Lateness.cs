using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// EC2's eventual consistency: for some virtual time after a change, Describe calls answer as if it had not been made, and an endpoint to a
/// service that was just made is refused with 503. Calls that change something always find the world as it is.
/// </summary>
internal sealed class Ec2Lateness
{
    private readonly ServedRun _served;
    private readonly TimeSpan _lateness;
    private readonly Lock _lock = new();
    private readonly LinkedList<Snapshot> _past = new();
    private Snapshot _latest;

    /// <summary>The lateness of a run's answers.</summary>
    public Ec2Lateness(ServedRun served, TimeSpan lateness)
    {
        (_served, _lateness, _latest) = (served, lateness, served.Live.Seen);
        Begin();
        served.Renewed += Begin;
    }

    /// <summary>The world as reading calls see it now.</summary>
    public Snapshot Seen
    {
        get
        {
            lock (_lock)
            {
                Pass();
                return _latest;
            }
        }
    }

    /// <summary>Refuses an endpoint to a service that is younger than what everybody knows.</summary>
    /// <exception cref="ApiException">It is.</exception>
    public void RequireKnown(string? serviceName)
    {
        if (serviceName is not null && ServiceName.TryParse(serviceName, out _, out var id) && new EntityId(EntityKind.EndpointService, id) is var service
            && _served.Live.Seen.CreatedAt(service) is not null && Seen.CreatedAt(service) is null)
        {
            throw new ApiException(new ApiError("Unavailable", "The service is unavailable", 503));
        }
    }

    private void Begin()
    {
        var live = _served.Live;
        lock (_lock)
        {
            _past.Clear();
            _latest = live.Seen;
        }

        live.Published = seen =>
        {
            lock (_lock)
            {
                Pass();

                // Of what happened at one time, the last counts.
                if (_past.Last is { } last && last.Value.Time == seen.Time)
                {
                    last.Value = seen;
                }
                else
                {
                    _past.AddLast(seen);
                }
            }
        };
    }

    private void Pass()
    {
        var until = _served.Pace.Now + -_lateness;
        while (_past.First is { } next && next.Value.Time <= until)
        {
            _latest = next.Value;
            _past.RemoveFirst();
        }
    }
}
