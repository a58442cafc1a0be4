using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The tags of a load balancer and of its listeners (§2.16).</summary>
internal static class LoadBalancerTags
{
    public static Decision<LoadBalancerEvent> Add(LoadBalancerState state, LoadBalancerCommand.AddTags add, Settings settings)
    {
        if (RefuseListener(state, add.ListenerArn) is { } unknown)
        {
            return unknown;
        }

        var current = TagsOf(state, add.ListenerArn);
        return Tags.RefuseOfLoadBalancing(current, add.Tags, settings) is { } refused ? refused
            : add.Tags.All(tag => current.TryGetValue(tag.Key, out var value) && value == tag.Value) ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TagsAdded(add.ListenerArn, add.Tags));
    }

    public static Decision<LoadBalancerEvent> Remove(LoadBalancerState state, LoadBalancerCommand.RemoveTags remove) =>
        RefuseListener(state, remove.ListenerArn) is { } unknown ? unknown
        : remove.TagKeys.Any(TagsOf(state, remove.ListenerArn).ContainsKey)
            ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TagsRemoved(remove.ListenerArn, remove.TagKeys))
        : Decision<LoadBalancerEvent>.Accept();

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.TagsAdded added => With(state, added.ListenerArn, tags => tags.SetItems(added.Tags)),
        LoadBalancerEvent.TagsRemoved removed => With(state, removed.ListenerArn, tags => tags.RemoveRange(removed.TagKeys)),
        _ => throw new UnreachableException($"LoadBalancer gives no meaning to {fact.GetType().Name}."),
    };

    private static Rejection? RefuseListener(LoadBalancerState state, string? listenerArn) =>
        listenerArn is null || state.Listeners.ContainsKey(listenerArn) ? null : ListenerRules.NotFound(listenerArn);

    private static ImmutableSortedDictionary<string, string> TagsOf(LoadBalancerState state, string? listenerArn) =>
        (listenerArn is null ? state.Tags : state.Listeners.TryGetValue(listenerArn, out var listener) ? listener.Tags : null) ?? Tags.None;

    private static LoadBalancerState With(
        LoadBalancerState state, string? listenerArn, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        var tags = change(TagsOf(state, listenerArn)) is { IsEmpty: false } some ? some : null;
        return listenerArn is null ? state with { Tags = tags }
            : state.Listeners.TryGetValue(listenerArn, out var listener) ? state with { Listeners = state.Listeners.SetItem(listenerArn, listener with { Tags = tags }) }
            : state;
    }
}
