using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How EC2 writes and reads values that have names here (§2.1, §2.2).</summary>
internal static class Ec2Words
{
    private static readonly (string, IpAddressType)[] Types = [("ipv4", IpAddressType.Ipv4), ("ipv6", IpAddressType.Ipv6), ("dualstack", IpAddressType.Dualstack)];

    private static readonly (string, DnsRecordIpType)[] Records =
    [
        ("ipv4", DnsRecordIpType.Ipv4), ("ipv6", DnsRecordIpType.Ipv6), ("dualstack", DnsRecordIpType.Dualstack), ("service-defined", DnsRecordIpType.ServiceDefined),
    ];

    private static readonly (string, ConnectionEvent)[] Events = [.. Enum.GetValues<ConnectionEvent>().Select(each => (each.ToString(), each))];

    public static IpAddressType? ReadIpAddressType(this QueryParameters parameters, string name) => parameters.Word<IpAddressType>(name, Types);

    public static ImmutableArray<IpAddressType> ReadIpAddressTypes(this QueryParameters parameters, string name) => parameters.Words<IpAddressType>(name, Types);

    public static DnsRecordIpType? ReadDnsRecordIpType(this QueryParameters parameters, string name) => parameters.Word<DnsRecordIpType>(name, Records);

    public static ImmutableArray<ConnectionEvent> ReadConnectionEvents(this QueryParameters parameters, string name) => parameters.Words<ConnectionEvent>(name, Events);

    public static string Word(this IpAddressType type) => Types.First(each => each.Item2 == type).Item1;

    public static string Word(this DnsRecordIpType type) => Records.First(each => each.Item2 == type).Item1;

    public static string Word(this EndpointStatus status) => status switch
    {
        EndpointStatus.PendingAcceptance => "pendingAcceptance",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>The tags of a TagSpecification for a kind of resource.</summary>
    /// <exception cref="ApiException">They are for something that the call does not make, or one key stands there twice.</exception>
    public static ImmutableSortedDictionary<string, string> ReadTags(this QueryParameters parameters, string resourceType)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var specification in parameters.Structures("TagSpecification"))
        {
            var type = specification.Text("ResourceType");
            if (type is not null && type != resourceType)
            {
                throw new ApiException(new ApiError("InvalidParameterValue", $"'{type}' is not a valid taggable resource type for this operation.", 400));
            }

            tags.AddRange(specification.Structures("Tag"));
        }

        return tags.ToImmutable();
    }

    /// <summary>Tags as they stand in a list.</summary>
    /// <exception cref="ApiException">One key stands there twice.</exception>
    public static ImmutableSortedDictionary<string, string> Tags(this IEnumerable<QueryParameters> structures)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        tags.AddRange(structures);
        return tags.ToImmutable();
    }

    private static void AddRange(this ImmutableSortedDictionary<string, string>.Builder tags, IEnumerable<QueryParameters> structures)
    {
        foreach (var tag in structures)
        {
            if (!tags.TryAdd(tag.Required("Key"), tag.Text("Value") ?? ""))
            {
                throw new ApiException(new ApiError("InvalidParameterValue", $"Duplicate tag key '{tag.Text("Key")}' specified.", 400));
            }
        }
    }
}
