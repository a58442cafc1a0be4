using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>Manifests are few: one string for each, not one for each row.</summary>
internal sealed class ManifestNames
{
    private const int MostNames = 4096;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, int Version), string> _byEvent = [];

    /// <summary>The manifest as one string.</summary>
    public string Of(string manifest) =>
        _known.TryGetValue(manifest, out var known) || _known.Count >= MostNames ? known ?? manifest : _known[manifest] = manifest;

    /// <summary>The manifest under which a journal stores an entry.</summary>
    public string Of(LogEntry entry) =>
        _byEvent.TryGetValue((entry.Type, entry.Version), out var known) ? known : Add(entry);

    private string Add(LogEntry entry)
    {
        var manifest = string.Create(CultureInfo.InvariantCulture, $"{entry.Type}/{entry.Version}");
        return _byEvent.Count >= MostNames ? manifest : _byEvent[(entry.Type, entry.Version)] = manifest;
    }
}
