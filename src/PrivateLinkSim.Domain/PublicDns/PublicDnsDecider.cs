using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of public DNS: whoever publishes is believed.</summary>
public sealed class PublicDnsDecider : IDecider<PublicDnsCommand, PublicDnsEvent, PublicDnsState>
{
    private PublicDnsDecider()
    {
    }

    public static PublicDnsState Initial => PublicDnsState.Initial;

    public static Decision<PublicDnsEvent> Decide(PublicDnsState state, PublicDnsCommand command, in Context context) => command switch
    {
        PublicDnsCommand.PublishTxt publish => Publish(state, NameOf(publish.Name), publish.Value),
        PublicDnsCommand.WithdrawTxt withdraw => Withdraw(state, NameOf(withdraw.Name), withdraw.Value),
        PublicDnsCommand.LookUpTxt look => Decision<PublicDnsEvent>.Accept(
            [],
            new PublicDnsReply.TxtRecords(look.Names.Select(NameOf).Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Texts: state.TextsAt(name)))
                .Where(each => !each.Texts.IsEmpty)
                .ToImmutableSortedDictionary(each => each.Name, each => each.Texts, StringComparer.Ordinal))),
        PublicDnsCommand.ServeZone serve => Decision<PublicDnsEvent>.Accept(new PublicDnsEvent.ZoneServed(serve.ZoneId, serve.Name, serve.NameServers, serve.Changes)),
        PublicDnsCommand.ServeRecords serve => Decision<PublicDnsEvent>.Accept(new PublicDnsEvent.RecordsServed(serve.ZoneId, serve.Name, serve.Changes)),
        PublicDnsCommand.EndZone end => Decision<PublicDnsEvent>.Accept(new PublicDnsEvent.ZoneEnded(end.ZoneId, end.Name)),
        _ => throw new UnreachableException($"PublicDns has no rule for {command.GetType().Name}."),
    };

    public static PublicDnsState Evolve(PublicDnsState state, PublicDnsEvent fact) => fact switch
    {
        PublicDnsEvent.TxtPublished published => state with { Txt = state.Txt.SetItem(published.Name, [.. ValuesOf(state, published.Name), published.Value]) },
        PublicDnsEvent.TxtWithdrawn withdrawn => state with
        {
            Txt = ValuesOf(state, withdrawn.Name).Remove(withdrawn.Value, StringComparer.Ordinal) is { IsEmpty: false } left
                ? state.Txt.SetItem(withdrawn.Name, left)
                : state.Txt.Remove(withdrawn.Name),
        },
        PublicDnsEvent.ZoneServed served => With(
            state,
            served.Name,
            zones => zones.Add(new PublicZone(served.ZoneId, served.Name, served.NameServers, Sorted.Map<RecordSet>(), Sorted.Set()).With(served.Changes))),
        PublicDnsEvent.RecordsServed served => With(
            state, served.Name, zones => [.. zones.Select(zone => zone.ZoneId == served.ZoneId ? zone.With(served.Changes) : zone)]),
        PublicDnsEvent.ZoneEnded ended => With(state, ended.Name, zones => zones.RemoveAll(zone => zone.ZoneId == ended.ZoneId)),
        _ => throw new UnreachableException($"PublicDns gives no meaning to {fact.GetType().Name}."),
    };

    private static Decision<PublicDnsEvent> Publish(PublicDnsState state, string name, string value) =>
        name.Length == 0 || value.Length == 0
            ? new Rejection("InvalidChangeBatch", "A TXT record needs a name and a value.", "§dns")
        : ValuesOf(state, name).Contains(value, StringComparer.Ordinal)
            ? Decision<PublicDnsEvent>.Accept()
            : Decision<PublicDnsEvent>.Accept(new PublicDnsEvent.TxtPublished(name, value));

    private static Decision<PublicDnsEvent> Withdraw(PublicDnsState state, string name, string value) =>
        ValuesOf(state, name).Contains(value, StringComparer.Ordinal)
            ? Decision<PublicDnsEvent>.Accept(new PublicDnsEvent.TxtWithdrawn(name, value))
            : new Rejection("InvalidChangeBatch", $"There is no TXT record '{name}' with the value '{value}'.", "§dns");

    private static PublicDnsState With(PublicDnsState state, string name, Func<ImmutableArray<PublicZone>, ImmutableArray<PublicZone>> change)
    {
        var zones = state.Zones ?? Sorted.Map<ImmutableArray<PublicZone>>();
        var changed = change(zones.TryGetValue(name, out var known) ? known : []);
        return state with { Zones = changed.IsEmpty ? zones.Remove(name) : zones.SetItem(name, changed) };
    }

    private static ImmutableArray<string> ValuesOf(PublicDnsState state, string name) => state.Txt.TryGetValue(name, out var values) ? values : [];

    private static string NameOf(string name) => name.TrimEnd('.').ToLowerInvariant();
}
