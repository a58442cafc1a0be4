using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Finds, in the run's own events, which id was made for which name of the scenario.</summary>
public sealed class LabelFinder
{
    private readonly Dictionary<long, string> _asked = [];

    /// <summary>Takes the next entry of a log; an id and its name when it tells of one. Most tell of none, and are not read for it.</summary>
    public (string Id, string Label)? Take(LogEntry entry, EventCatalogue catalogue)
    {
        var mayTell = entry.Type switch
        {
            "run.command-received" => entry.Data.Span.IndexOf("\"label\":"u8) >= 0,
            "run.command-answered" => _asked.Count > 0,
            _ => false,
        };
        return mayTell ? Take(entry.Turn, catalogue.Read(entry)) : null;
    }

    /// <summary>Takes the next event of the run; an id and its name when it tells of one.</summary>
    public (string Id, string Label)? Take(long turn, IEvent fact)
    {
        switch (fact)
        {
            case CommandReceived { Label: { } label }:
                _asked[turn] = label;
                return null;
            case CommandAnswered answered when _asked.Remove(answered.Input, out var label) && answered.ResourceId is { } id:
                return (id, label);
            default:
                return null;
        }
    }
}
