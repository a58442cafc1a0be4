using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>A client token that was used (§2.17).</summary>
/// <param name="Call">The call and its parameters as text: a repetition must have the same.</param>
/// <param name="Resource">What the call made.</param>
/// <param name="At">When; a token is forgotten after the setting <c>clientTokenLifetime</c>.</param>
public sealed record ClientTokenUse(string Call, EntityId Resource, Moment At);

/// <summary>
/// The rules of client tokens (§2.17). Their scope is the Region, in the account's role. A token is forgotten with its
/// lifetime, and with what it made: whether AWS remembers the token of a resource that could not be made or is gone since
/// is not public.
/// </summary>
internal static class ClientTokens
{
    private const int Longest = 64;

    /// <summary>The key by which a state holds a token.</summary>
    public static string KeyOf(string region, string token) => $"{region}/{token}";

    /// <summary>The tokens without those of a resource that is gone.</summary>
    public static ImmutableSortedDictionary<string, ClientTokenUse> Without(ImmutableSortedDictionary<string, ClientTokenUse> tokens, EntityId gone) =>
        tokens.RemoveRange(tokens.Where(token => token.Value.Resource == gone).Select(token => token.Key));

    /// <summary>What a call that carries a token comes to.</summary>
    /// <param name="call">The text of the call; asked for only when the token is known.</param>
    /// <param name="exists">Whether the account still has what a token made.</param>
    /// <returns>The refusal; or the use that the call repeats; or neither, when the call is a new one.</returns>
    public static (Rejection? Refused, ClientTokenUse? Repeated) Judge(
        ImmutableSortedDictionary<string, ClientTokenUse> tokens, string? token, Func<string> call, Func<EntityId, bool> exists, in Context context)
    {
        if (string.IsNullOrEmpty(token))
        {
            return (null, null);
        }

        if (token.Length > Longest || !token.All(char.IsAscii))
        {
            return (new Rejection(
                "InvalidParameterValue", $"The client token '{token}' is invalid. It must have at most 64 ASCII characters.", "§2.17/mismatch"), null);
        }

        var isKnown = tokens.TryGetValue(KeyOf(context.RequiredCaller.Region, token), out var use)
            && context.Now < use.At + context.Facts.Settings.ClientTokenLifetime
            && exists(use.Resource);
        return !isKnown ? (null, null)
            : use!.Call == call() ? (null, use)
            : (new Rejection(
                "IdempotentParameterMismatch",
                "The request uses the same client token as a previous, but non-identical request.",
                "§2.17/mismatch"), null);
    }

    /// <summary>The parameters of CreateVpcEndpointServiceConfiguration as a text that differs whenever one of them does.</summary>
    public static string TextOf(NewEndpointService service) => Join(
        "CreateVpcEndpointServiceConfiguration",
        (nameof(service.NetworkLoadBalancerArns), List(service.NetworkLoadBalancerArns)),
        (nameof(service.AcceptanceRequired), Text(service.AcceptanceRequired)),
        (nameof(service.SupportedRegions), List(service.SupportedRegions)),
        (nameof(service.SupportedIpAddressTypes), List(service.SupportedIpAddressTypes.Select(type => type.ToString()))),
        (nameof(service.PrivateDnsName), Text(service.PrivateDnsName)),
        (nameof(service.Tags), Text(service.Tags)));

    /// <summary>The parameters of CreateVpcEndpoint as a text that differs whenever one of them does.</summary>
    public static string TextOf(NewVpcEndpoint endpoint) => Join(
        "CreateVpcEndpoint",
        (nameof(endpoint.VpcId), Text(endpoint.VpcId)),
        (nameof(endpoint.ServiceName), Text(endpoint.ServiceName)),
        (nameof(endpoint.ServiceRegion), Text(endpoint.ServiceRegion)),
        (nameof(endpoint.SubnetIds), List(endpoint.SubnetIds)),
        (nameof(endpoint.IpAddressType), Text(endpoint.IpAddressType?.ToString())),
        (nameof(endpoint.DnsRecordIpType), Text(endpoint.DnsRecordIpType?.ToString())),
        (nameof(endpoint.PrivateDnsEnabled), Text(endpoint.PrivateDnsEnabled)),
        (nameof(endpoint.SecurityGroupIds), List(endpoint.SecurityGroupIds)),
        (nameof(endpoint.SubnetConfigurations), List(endpoint.SubnetConfigurations.SelectMany(each => new[] { each.SubnetId, each.Ipv4, each.Ipv6 }))),
        (nameof(endpoint.Tags), Text(endpoint.Tags)));

    private static string Join(string call, params ReadOnlySpan<(string Name, string Text)> parameters)
    {
        foreach (var (name, text) in parameters)
        {
            call = $"{call} {name}={text}";
        }

        return call;
    }

    // The length in front tells where a value ends, whatever it contains.
    private static string Text(string? value) =>
        value is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{value.Length}:{value}");

    private static string Text(bool? value) => value switch { null => "-", true => "true", false => "false" };

    private static string Text(ImmutableSortedDictionary<string, string> tags) => List(tags.SelectMany(tag => new[] { tag.Key, tag.Value }));

    private static string List(IEnumerable<string?> values) => $"[{string.Join(' ', values.Select(Text))}]";
}
