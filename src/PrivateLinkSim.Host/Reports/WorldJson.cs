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
            document["entity"] = one.ToString();
            document["name"] = past.Names.Of(one.Key);
            document["state"] = StateOf(past.Replay.World.Find(one));
            document["history"] = new JArray(past.Replay.History(one).Select(each => new JObject
            {
                ["turn"] = each.Entry.Turn,
                ["index"] = each.Entry.Index,
                ["at"] = each.Entry.Time.ToString(),
                ["type"] = each.Entry.Type,
                ["what"] = Narrative.Tell(each.Fact, past.Names, each.Entry.Time).Predicate,
                ["data"] = CanonicalJson.ReadObject(each.Entry.Data.Span),
            }));
        }
        else
        {
            document["entities"] = new JArray(Enum.GetValues<EntityKind>().SelectMany(past.Replay.World.All).Select(each => new JObject
            {
                ["entity"] = each.Key.ToString(), ["name"] = past.Names.Of(each.Key.Key), ["state"] = StateOf(each.Value),
            }));
        }

        using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        document.WriteTo(json);
        json.Flush();
        output.Write('\n');
    }

    private static JToken StateOf(IState? state) =>
        state is null ? JValue.CreateNull() : CanonicalJson.ReadObject(CanonicalJson.Bytes(state));
}
