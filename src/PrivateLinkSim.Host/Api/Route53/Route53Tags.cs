using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The calls about tags of hosted zones.</summary>
internal static class Route53Tags
{
    private const string OfZones = "hostedzone";
    private const int MostIds = 10;

    public static ImmutableArray<Route53Route> Routes { get; } =
    [
        new("ChangeTagsForResource", "POST", "tags/{ResourceType}/{ResourceId}", ChangeAsync),
        new("ListTagsForResource", "GET", "tags/{ResourceType}/{ResourceId}", Route53Zones.Reading(List)),
        new("ListTagsForResources", "POST", "tags/{ResourceType}", Route53Zones.Reading(ListSeveral)),
    ];

    private static async Task<Action<XmlBody>> ChangeAsync(Route53Call call)
    {
        RequireZones(call, call.Id);
        var body = call.Body();
        body.RequireOnly("AddTags", "RemoveTagKeys");
        var tags = Tags.None;
        foreach (var tag in body.Items("AddTags", "Tag"))
        {
            tags = tags.SetItem(tag.RequiredText("Key"), tag.Text("Value") ?? "");
        }

        await call.AskAsync(new Step
        {
            ChangeTagsForResource = new()
            {
                ResourceId = call.Id, AddTags = tags, RemoveTagKeys = [.. body.Items("RemoveTagKeys", "Key").Select(key => key.Value)],
            },
        });
        return static _ => { };
    }

    private static Action<XmlBody> List(Route53Call call)
    {
        RequireZones(call, call.Id);
        var zone = call.Read(call.Id);
        return body => body.Within("ResourceTagSet", set => Write(set, call.Id, zone));
    }

    private static Action<XmlBody> ListSeveral(Route53Call call)
    {
        var body = call.Body();
        body.RequireOnly("ResourceIds");
        string[] ids = [.. body.Items("ResourceIds", "ResourceId").Select(id => id.Value)];
        if (ids.Length is < 1 or > MostIds)
        {
            throw XmlRequest.Invalid($"ResourceIds must have from 1 to {MostIds} members.");
        }

        RequireZones(call, ids[0]);
        var zones = ids.Select(id => (Id: id, Zone: call.Read(id))).ToArray();
        return answer => answer.List("ResourceTagSets", zones, static (set, each) => Write(set, each.Id, each.Zone), "ResourceTagSet");
    }

    private static void RequireZones(Route53Call call, string id)
    {
        if (call.Kind != OfZones)
        {
            throw call.Kind == "healthcheck"
                ? new ApiException(new ApiError("NoSuchHealthCheck", $"No health check exists with the specified ID {id}.", 404))
                : XmlRequest.Invalid($"Invalid resource type: {call.Kind}");
        }
    }

    private static void Write(XmlBody body, string zoneId, HostedZone zone) => body
        .Text("ResourceType", OfZones)
        .Text("ResourceId", zoneId)
        .List("Tags", zone.Tags, static (tag, each) => tag.Text("Key", each.Key).Text("Value", each.Value), "Tag");
}
