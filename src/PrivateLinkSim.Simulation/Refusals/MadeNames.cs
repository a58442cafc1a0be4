using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a scenario calls the things that a run made, as its log tells.</summary>
internal sealed class MadeNames : IRunObserver
{
    private readonly SortedDictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly LabelFinder _labels = new();

    /// <summary>The name of an id, or the id itself.</summary>
    public string Of(string id) => _names.GetValueOrDefault(id, id);

    /// <summary>The id of a name, or the text itself when it is none.</summary>
    public string IdOf(string nameOrId) => _ids.GetValueOrDefault(nameOrId, nameOrId);

    /// <inheritdoc/>
    public void Merged(LogEntry entry, IEvent fact)
    {
        if (_labels.Take(entry.Turn, fact) is var (id, name))
        {
            (_names[id], _ids[name]) = (name, id);
        }
    }

    /// <inheritdoc/>
    public void Durable(long turn)
    {
    }
}
