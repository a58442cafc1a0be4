using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The world at a moment, for programs: one JSON object, states as the state digest hashes them.</summary>
internal static class WorldJson
{
    /// <summary>Writes the world, or one entity with its history.</summary>
    public static void Write(TextWriter output, Past past, EntityId? entity)
    {
        var last = past.Replay.Last;
        var document = new JObject { ["run"] = past.Run.Id, ["turn"] = last?.Turn, ["at"] = last?.Time.ToString() };
        if (entity is { } one)
        {
            AddEntity(document, one, past.Replay.World, past.Names, past.Replay.History(one));
        }
        else
        {
            AddAll(document, past.Replay.World, past.Names);
        }

        using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        document.WriteTo(json);
        json.Flush();
        output.Write('\n');
    }

    /// <summary>Adds all entities.</summary>
    public static void AddAll(JObject document, IStates world, Names names) =>
        document["entities"] = new JArray(Enum.GetValues<EntityKind>().SelectMany(world.All).Select(each => new JObject
        {
            ["entity"] = each.Key.ToString(), ["name"] = names.Of(each.Key.Key), ["state"] = StateOf(each.Value),
        }));

    /// <summary>Adds one entity with its history.</summary>
    public static void AddEntity(JObject document, EntityId entity, IStates world, Names names, IEnumerable<(LogEntry Entry, IEvent Fact)> history)
    {
        document["entity"] = entity.ToString();
        document["name"] = names.Of(entity.Key);
        document["state"] = StateOf(world.Find(entity));
        document["history"] = new JArray(history.Select(each => new JObject
        {
            ["turn"] = each.Entry.Turn,
            ["index"] = each.Entry.Index,
            ["at"] = each.Entry.Time.ToString(),
            ["type"] = each.Entry.Type,
            ["what"] = Narrative.Tell(each.Fact, names, each.Entry.Time).Predicate,
            ["data"] = CanonicalJson.ReadObject(each.Entry.Data.Span),
        }));
    }

    private static JToken StateOf(IState? state) =>
        state is null ? JValue.CreateNull() : CanonicalJson.ReadObject(CanonicalJson.Bytes(state));
}
