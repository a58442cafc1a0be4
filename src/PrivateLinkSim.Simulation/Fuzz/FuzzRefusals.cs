using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Whether a refusal left an entity as it was. What it drew stays drawn, and who asked last is no part of what an entity is.</summary>
internal static class FuzzRefusals
{
    private static readonly string[] Counters =
    [
        "creator", "modifier", "interfacesDrawn", "notificationsDrawn", "privateDnsNamesDrawn", "permissionsDrawn", "requests", "listenersMade", "subnetsMade", "securityGroupsMade", "former",
    ];

    /// <summary>What of a state differs after a refusal; null when nothing does that anybody could see.</summary>
    public static string? Change(IState before, IState after, Moment now, Settings settings)
    {
        if (!Exists(before) && !Exists(after))
        {
            return null;
        }

        var (was, became) = (Plain(before, now, settings), Plain(after, now, settings));
        return was.Properties().Concat(became.Properties()).Select(member => member.Name).Distinct(StringComparer.Ordinal)
            .Where(name => !JToken.DeepEquals(was[name], became[name]))
            .Select(name => $"{name} was {Text(was[name])} and is {Text(became[name])}")
            .FirstOrDefault();
    }

    // Accounts and Regions are there before anything happens to them, and know nothing then.
    private static bool Exists(IState state) => state switch
    {
        InterfaceEndpointState endpoint => endpoint.Exists,
        EndpointServiceState service => service.Exists,
        TargetGroupState group => group.Status == TargetGroupStatus.Active,
        LoadBalancerState balancer => balancer.Status == LoadBalancerStatus.Active,
        VpcState vpc => vpc.Exists,
        _ => true,
    };

    private static JObject Plain(IState state, Moment now, Settings settings)
    {
        var plain = CanonicalJson.ReadObject(CanonicalJson.Bytes(state));
        foreach (var counter in Counters)
        {
            plain.Remove(counter);
        }

        if (state is VpcState vpc)
        {
            // Which of the free addresses is handed out next is nobody's business.
            plain["subnets"] = new JObject(vpc.Subnets.Select(subnet => new JProperty(subnet.Key, new JArray(subnet.Value.ZoneId, subnet.Value.Kind.ToString(), subnet.Value.FreeAddresses))));
        }

        if (TokensOf(state) is { } tokens)
        {
            // A token that was forgotten may be used again, or go.
            plain["clientTokens"] = string.Join(' ', tokens.Where(token => token.Value.At + settings.ClientTokenLifetime > now).Select(token => $"{token.Key}={token.Value.Resource}"));
        }

        return plain;
    }

    private static ImmutableSortedDictionary<string, ClientTokenUse>? TokensOf(IState state) => state switch
    {
        ServiceConsumerState consumer => consumer.ClientTokens,
        ServiceProviderState provider => provider.ClientTokens,
        _ => null,
    };

    private static string Text(JToken? token) => token is null ? "not there" : token.ToString(Newtonsoft.Json.Formatting.None);
}
