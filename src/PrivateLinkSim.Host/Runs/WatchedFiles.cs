using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>What has happened to watched files since one last looked: paths in ordinal order.</summary>
internal sealed record WatchedChanges(IReadOnlyList<string> Saved, IReadOnlyList<string> Removed)
{
    public bool Any => Saved.Count + Removed.Count > 0;
}

/// <summary>
/// The scenario files that lie at some paths, looked at again and again. Looking needs nothing from the file system that one
/// on a network or in a container may lack, and asks little: a stamp for each file.
/// </summary>
internal sealed class WatchedFiles(ImmutableArray<string> paths, Shell shell)
{
    private Dictionary<string, Stamp> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Stamp> _told = new(StringComparer.Ordinal);

    /// <summary>
    /// The files that were saved or removed, each once. One is told of when two looks in a row found it the same: editors
    /// write in pieces, or remove a file and put a new one in its place.
    /// </summary>
    public WatchedChanges Look()
    {
        var now = paths.SelectMany(path => ScenarioFiles.In(path, shell)).Distinct(StringComparer.Ordinal)
            .Select(file => new FileInfo(file))
            .Where(file => file.Exists)
            .ToDictionary(file => file.FullName, file => new Stamp(file.LastWriteTimeUtc.Ticks, file.Length), StringComparer.Ordinal);
        var settled = now.Where(each => _before.TryGetValue(each.Key, out var before) && before == each.Value).ToDictionary(StringComparer.Ordinal);
        var saved = settled.Where(each => !_told.TryGetValue(each.Key, out var told) || told != each.Value).Select(each => each.Key);
        var removed = _told.Keys.Where(file => !now.ContainsKey(file) && !_before.ContainsKey(file));
        var changes = new WatchedChanges([.. saved.Order(StringComparer.Ordinal)], [.. removed.Order(StringComparer.Ordinal)]);
        foreach (var file in changes.Saved)
        {
            _told[file] = settled[file];
        }

        foreach (var file in changes.Removed)
        {
            _told.Remove(file);
        }

        _before = now;
        return changes;
    }

    private readonly record struct Stamp(long WrittenAt, long Length);
}
