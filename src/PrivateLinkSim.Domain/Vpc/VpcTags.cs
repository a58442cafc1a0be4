using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The tags of a VPC and its parts (§2.16).</summary>
internal static class VpcTags
{
    public static Decision<VpcEvent> Create(VpcState state, string vpcId, VpcCommand.CreateTags create, Settings settings)
    {
        var present = state.Known.TagsOf(create.ResourceId);
        return !VpcParts.Holds(vpcId, state, create.ResourceId) ? VpcParts.NotFound(create.ResourceId)
            : Tags.Refuse(present, create.Tags, settings) is { } refused ? refused
            : create.Tags.All(tag => present.TryGetValue(tag.Key, out var value) && value == tag.Value) ? Decision<VpcEvent>.Accept()
            : Decision<VpcEvent>.Accept(new VpcEvent.TagsCreated(create.ResourceId, create.Tags));
    }

    public static Decision<VpcEvent> Delete(VpcState state, string vpcId, VpcCommand.DeleteTags delete)
    {
        if (!VpcParts.Holds(vpcId, state, delete.ResourceId))
        {
            return VpcParts.NotFound(delete.ResourceId);
        }

        var present = state.Known.TagsOf(delete.ResourceId);
        ImmutableArray<string> keys =
        [
            .. delete.Tags.Where(tag => present.TryGetValue(tag.Key, out var value) && (tag.Value is null || tag.Value == value)).Select(tag => tag.Key),
        ];
        return keys.IsEmpty ? Decision<VpcEvent>.Accept() : Decision<VpcEvent>.Accept(new VpcEvent.TagsDeleted(delete.ResourceId, keys));
    }

    /// <summary>The tags that something gets when it is made; none for none.</summary>
    public static ImmutableArray<VpcEvent> AtCreation(string id, ImmutableSortedDictionary<string, string>? tags) =>
        tags is null or { IsEmpty: true } ? [] : [new VpcEvent.TagsCreated(id, tags)];

    /// <summary>Why something can't be made with these tags, or null.</summary>
    public static Rejection? Refuse(ImmutableSortedDictionary<string, string>? tags, Settings settings) =>
        tags is null ? null : Tags.Refuse(Tags.None, tags, settings);

    public static VpcDetails Evolve(VpcDetails known, VpcEvent.TagsCreated created) =>
        known with { Tags = known.Tags.SetItem(created.ResourceId, known.TagsOf(created.ResourceId).SetItems(created.Tags)) };

    public static VpcDetails Evolve(VpcDetails known, VpcEvent.TagsDeleted deleted) =>
        known.TagsOf(deleted.ResourceId).RemoveRange(deleted.Keys) is { IsEmpty: false } left
            ? known with { Tags = known.Tags.SetItem(deleted.ResourceId, left) }
            : known with { Tags = known.Tags.Remove(deleted.ResourceId) };
}
