using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>EC2's calls for tags (§2.16): of endpoint services, endpoints, VPCs and their parts.</summary>
internal static class Ec2Tags
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["CreateTags"] = CreateAsync,
        ["DeleteTags"] = DeleteAsync,
        ["DescribeTags"] = call => Task.FromResult(Describe(call)),
    };

    private static readonly Ec2Filters<OfTag> Filters = new Ec2Filters<OfTag>()
        .On("key", each => each.Key)
        .On("resource-id", each => each.Resource)
        .On("resource-type", each => each.Type)
        .On("value", each => each.Value)
        .OnTags(each => Tags.None.Add(each.Key, each.Value));

    private sealed record OfTag(string Resource, string Type, string Key, string Value)
    {
        public string Id => $"{Resource} {Key}";
    }

    private static async Task<Action<XmlBody>> CreateAsync(Ec2Call call)
    {
        var resources = Resources(call);
        var tags = call.Parameters.Structures("Tag");
        if (tags.IsEmpty)
        {
            throw new ApiException(ApiError.Missing("Tag"));
        }

        await RequireAllAsync(call, new Step { CreateTags = new() { Resources = resources, Tags = tags.Tags() } }, resources);
        return Ec2Shapes.Return;
    }

    // Without tags, all go (API Reference, DeleteTags).
    private static async Task<Action<XmlBody>> DeleteAsync(Ec2Call call)
    {
        var resources = Resources(call);
        var tags = call.Parameters.Structures("Tag");
        ImmutableArray<string> keys = tags.IsEmpty
            ? [.. All(call).Where(tag => resources.Contains(tag.Resource, StringComparer.Ordinal)).Select(tag => tag.Key).Distinct(StringComparer.Ordinal)]
            : [.. tags.Where(tag => tag.Text("Value") is null).Select(tag => tag.Required("Key"))];
        await RequireAllAsync(
            call,
            new Step
            {
                DeleteTags = new()
                {
                    Resources = resources,
                    Tags = tags.Where(tag => tag.Text("Value") is not null).Tags(),
                    TagKeys = keys,
                },
            },
            resources);
        return Ec2Shapes.Return;
    }

    private static ImmutableArray<string> Resources(Ec2Call call)
    {
        var resources = call.Parameters.RequiredList("ResourceId");
        Ec2Ids.RequireTaggable(resources);
        return resources;
    }

    // Tags have no list of those that failed: the first refusal is the answer.
    private static async Task RequireAllAsync(Ec2Call call, Step step, IReadOnlyList<string> resources)
    {
        if (await call.AskEachAsync(step, resources) is [var first, ..])
        {
            throw new ApiException(ApiError.Of(first.Rejection));
        }
    }

    private static Action<XmlBody> Describe(Ec2Call call)
    {
        var listing = new Ec2Listing<OfTag>(
            null, _ => null, () => All(call).OrderBy(each => each.Id, StringComparer.Ordinal), each => each.Id, _ => throw new InvalidOperationException("The call lists no ids."), Filters);
        return listing.Read(call.Parameters).Write("tagSet", static (body, each) => body
            .Text("key", each.Key).Text("resourceId", each.Resource).Text("resourceType", each.Type).Text("value", each.Value));
    }

    private static IEnumerable<OfTag> All(Ec2Call call) =>
        call.View.All<EndpointServiceState>(EntityKind.EndpointService)
            .Where(each => each.Value.Exists && each.Value.Account == call.Caller.Account && each.Value.Region == call.Caller.Region)
            .SelectMany(each => Of(each.Key.Key, "vpc-endpoint-service", each.Value.Tags))
            .Concat(call.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
                .Where(each => each.Value.Exists && each.Value.Account == call.Caller.Account && each.Value.Region == call.Caller.Region)
                .SelectMany(each => Of(each.Key.Key, "vpc-endpoint", each.Value.Tags)))
            .Concat(call.OwnVpcs().SelectMany(vpc => vpc.Value.Known.Tags.SelectMany(each => Of(each.Key, VpcParts.TypeOf(each.Key), each.Value))));

    private static IEnumerable<OfTag> Of(string id, string type, ImmutableSortedDictionary<string, string> tags) => tags.Select(tag => new OfTag(id, type, tag.Key, tag.Value));
}
