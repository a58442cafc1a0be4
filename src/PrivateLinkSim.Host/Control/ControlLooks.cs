using System.Collections.Immutable;
using System.Net;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What a served run has come to: its states, its digest, its scenario so far; and the way back to its beginning.</summary>
internal sealed class ControlLooks(ServedRun served)
{
    /// <summary>What can be asked.</summary>
    public ImmutableArray<ControlRoute> Routes =>
    [
        new("GET", "/state", "All entities as they are.", null, typeof(StateForm), _ => WorldAsync()),
        new("GET", "/state/{entity}", "One entity with its history, by its id or by the topology's name.", null, typeof(StateForm), EntityAsync),
        new("GET", "/digest", "What the run comes to so far.", null, typeof(DigestAnswer), _ => DigestAsync()),
        new("GET", "/record", "The run so far as a scenario; it is run again first, to see that it comes to the same.", null, typeof(ScenarioForm), RecordAsync),
        new("POST", "/reset", "Begins anew with the topology, as a run of its own.", null, typeof(HealthAnswer), async _ =>
        {
            await served.ResetAsync();
            return ControlClock.Health(served);
        }),
    ];

    private async Task<object> WorldAsync()
    {
        await served.SettleAsync();
        var seen = served.Live.Seen;
        var document = Head(seen);
        served.Feed.Named(names =>
        {
            WorldJson.AddAll(document, seen, names);
            return true;
        });
        return document;
    }

    private async Task<object> EntityAsync(ControlRequest request)
    {
        await served.SettleAsync();
        var (feed, seen) = (served.Feed, served.Live.Seen);
        var entity = Find(Uri.UnescapeDataString(request.Rest), feed, seen);
        var (document, history, name) = (Head(seen), new List<(LogEntry, IEvent)>(), entity.ToString());
        await foreach (var entry in feed.AfterAsync(-1, 0, follow: false, request.Context.RequestAborted))
        {
            if (entry.Entity == name)
            {
                history.Add((entry, EventCatalogue.Standard.Read(entry)));
            }
        }

        return feed.Named(names =>
        {
            WorldJson.AddEntity(document, entity, seen, names, history);
            return document;
        });
    }

    private async Task<object> DigestAsync()
    {
        await served.SettleAsync();
        var (end, seen) = (served.Feed.End, served.Live.Seen);
        return new DigestAnswer(served.RunId, end.Turn, end.Events, end.Digest, seen.StateDigest());
    }

    private async Task<object> RecordAsync(ControlRequest request)
    {
        await served.SettleAsync();
        var log = new List<LogEntry>();
        await foreach (var entry in served.Feed.AfterAsync(-1, 0, follow: false, request.Context.RequestAborted))
        {
            log.Add(entry);
        }

        var recorded = await RecordedRun.OfAsync(log, served.File.FileName, RegionData.Load().Regions, request.Context.RequestAborted);
        return recorded.Difference is null
            ? ScenarioLayout.Text(recorded.Document)
            : throw new ControlException($"The run can't be made again: {recorded.Difference}.", HttpStatusCode.InternalServerError);
    }

    private JObject Head(Snapshot seen) => new() { ["run"] = served.RunId, ["turn"] = seen.Turn, ["at"] = seen.Time.ToString() };

    /// <summary>Which entity is meant: <c>kind/key</c>, a key, or the topology's name.</summary>
    public static EntityId Find(string name, EventFeed feed, Snapshot seen)
    {
        var id = feed.Named(names => names.IdOf(name)) ?? name;
        var all = Enum.GetValues<EntityKind>().SelectMany(seen.All).Select(each => each.Key).ToList();
        var isWhole = EntityId.TryParse(id, out var whole);
        return all.Where(entity => entity.Key == id || (isWhole && entity == whole)).ToArray() switch
        {
            [var only] => only,
            [] => throw new ControlException(
                $"The run has no entity '{name}'.{Nearest.Hint(name, all.SelectMany(entity => (string[])[feed.Named(names => names.Of(entity.Key)), entity.Key, entity.ToString()]))}",
                HttpStatusCode.NotFound),
            var found => throw new ControlException($"'{name}' is several entities; name one: {string.Join(", ", found)}."),
        };
    }
}
