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
            new PublicDnsReply.TxtRecords(look.Names.Select(NameOf).Distinct(StringComparer.Ordinal).Where(state.Txt.ContainsKey)
                .ToImmutableSortedDictionary(name => name, name => state.Txt[name], StringComparer.Ordinal))),
        _ => throw new UnreachableException($"PublicDns has no rule for {command.GetType().Name}."),
    };

    public static PublicDnsState Evolve(PublicDnsState state, PublicDnsEvent fact) => fact switch
    {
        PublicDnsEvent.TxtPublished published => new(state.Txt.SetItem(published.Name, [.. ValuesOf(state, published.Name), published.Value])),
        PublicDnsEvent.TxtWithdrawn withdrawn => new(
            ValuesOf(state, withdrawn.Name).Remove(withdrawn.Value, StringComparer.Ordinal) is { IsEmpty: false } left
                ? state.Txt.SetItem(withdrawn.Name, left)
                : state.Txt.Remove(withdrawn.Name)),
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

    private static ImmutableArray<string> ValuesOf(PublicDnsState state, string name) => state.Txt.TryGetValue(name, out var values) ? values : [];

    private static string NameOf(string name) => name.TrimEnd('.').ToLowerInvariant();
}
