using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario as it is put together: its document, what stands where, and what is not as it was found.</summary>
internal sealed class ImportDraft
{
    private readonly SortedDictionary<string, string> _refused;
    private readonly SortedDictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, JArray> _lists = new(StringComparer.Ordinal);

    /// <summary>An empty one.</summary>
    /// <param name="refused">What an earlier one showed that can't stand, with the reason: by id, or by id, <c>#</c> and member.</param>
    public ImportDraft(SortedDictionary<string, string> refused) => _refused = refused;

    /// <summary>What is not as it was found.</summary>
    public ImportNotes Notes { get; } = new();

    /// <summary>Where things were put, with their ids.</summary>
    public IReadOnlyDictionary<string, string> Ids => _ids;

    /// <summary>The items of a list: <c>topology.vpcs</c>. It is made when it is asked for first.</summary>
    public JArray List(string path)
    {
        if (!_lists.TryGetValue(path, out var list))
        {
            _lists[path] = list = [];
        }

        return list;
    }

    /// <summary>Whether a thing can't stand; it is noted then.</summary>
    public bool IsRefused(FoundResource resource, string subject)
    {
        if (_refused.TryGetValue(resource.Id, out var reason))
        {
            Notes.LeftOut(subject, reason);
            return true;
        }

        return false;
    }

    /// <summary>Puts a thing behind the others of its list, without the members that can't stand.</summary>
    public string Add(string listPath, FoundResource resource, string subject, JObject item)
    {
        var path = ScenarioPath.Item(listPath, List(listPath).Count);
        foreach (var member in item.Properties().ToArray())
        {
            if (_refused.TryGetValue(MemberKey(resource.Id, member.Name), out var reason))
            {
                member.Remove();
                Notes.LeftOut($"{member.Name} of {subject}", reason);
            }
        }

        _ids[path] = resource.Id;
        List(listPath).Add(item);
        return path;
    }

    /// <summary>Under what a member of a thing is refused.</summary>
    public static string MemberKey(string id, string member) => $"{id}#{member}";

    /// <summary>An object without what is null.</summary>
    public static JObject Object(params ReadOnlySpan<(string Name, JToken? Value)> members)
    {
        var made = new JObject();
        foreach (var (name, value) in members)
        {
            // A text that is null comes as a value of type String.
            if (value is not (null or JValue { Value: null }))
            {
                made[name] = value;
            }
        }

        return made;
    }

    /// <summary>A list of texts; null when it is empty.</summary>
    public static JArray? Texts(IEnumerable<string> texts) => texts.ToArray() is { Length: > 0 } some ? new JArray(some) : null;

    /// <summary>True; null for false, which is what a scenario takes where nothing is said.</summary>
    public static JToken? If(bool flag) => flag ? true : null;

    /// <summary>Texts by key; null when there are none.</summary>
    public static JObject? Map(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var made = new JObject(texts.Select(each => new JProperty(each.Key, each.Value)));
        return made.HasValues ? made : null;
    }
}
