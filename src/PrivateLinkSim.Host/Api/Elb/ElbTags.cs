using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>ELBv2's calls about tags (§5.6).</summary>
internal static class ElbTags
{
    private const int MostResources = 20;

    public static IEnumerable<KeyValuePair<string, ElbAction>> Actions { get; } = new Dictionary<string, ElbAction>(StringComparer.Ordinal)
    {
        ["AddTags"] = AddAsync,
        ["RemoveTags"] = RemoveAsync,
        ["DescribeTags"] = call => Task.FromResult(Describe(call)),
    };

    /// <summary>The tags that a call gives.</summary>
    /// <exception cref="ApiException">One key stands there twice.</exception>
    public static ImmutableSortedDictionary<string, string> Read(QueryParameters parameters)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var tag in parameters.StructureMembers("Tags"))
        {
            if (!tags.TryAdd(tag.Required("Key"), tag.Text("Value") ?? ""))
            {
                throw new ApiException(new ApiError("DuplicateTagKeys", $"A tag key was specified more than once: '{tag.Text("Key")}'", 400));
            }
        }

        return tags.ToImmutable();
    }

    private static async Task<Action<XmlBody>> AddAsync(ElbCall call)
    {
        var (arns, tags) = (Resources(call), Read(call.Parameters));
        if (tags.IsEmpty)
        {
            throw new ApiException(ApiError.Missing("Tags"));
        }

        await call.AskAsync(new Step { AddTags = new() { ResourceArns = arns, Tags = tags } });
        return static _ => { };
    }

    private static async Task<Action<XmlBody>> RemoveAsync(ElbCall call)
    {
        var (arns, keys) = (Resources(call), call.Parameters.RequiredMembers("TagKeys"));
        await call.AskAsync(new Step { RemoveTags = new() { ResourceArns = arns, TagKeys = keys } });
        return static _ => { };
    }

    private static Action<XmlBody> Describe(ElbCall call)
    {
        var found = Resources(call).Select(arn => (Arn: arn, Tags: TagsOf(call, arn))).ToArray();
        call.Parameters.RequireNoOthers();
        return body => body.Members("TagDescriptions", found, static (item, each) => item
            .Text("ResourceArn", each.Arn)
            .Members("Tags", each.Tags, static (one, tag) => one.Text("Key", tag.Key).Text("Value", tag.Value)));
    }

    // All of them must be there before any is tagged.
    private static ImmutableArray<string> Resources(ElbCall call)
    {
        var arns = call.Parameters.RequiredMembers("ResourceArns");
        if (arns.Length > MostResources)
        {
            throw new ApiException(new ApiError("ValidationError", FormattableString.Invariant($"At most {MostResources} resources can be named"), 400));
        }

        foreach (var arn in arns)
        {
            TagsOf(call, arn);
        }

        return arns;
    }

    private static ImmutableSortedDictionary<string, string> TagsOf(ElbCall call, string arn) =>
        (LoadBalancerArn.IsWellFormed(arn) ? call.LoadBalancer(arn).Tags
        : TargetGroupArn.IsWellFormed(arn) ? OfGroup(call.TargetGroup(arn))
        : ElbListeners.Find(call, arn).Listener.Tags) ?? Tags.None;

    private static ImmutableSortedDictionary<string, string> OfGroup(ElbGroup group) => group.IsOwn
        ? throw new ApiException(new ApiError("ValidationError", $"Target group '{group.Arn}' is a part of its load balancer; tag the load balancer", 400))
        : group.State.Tags;
}
