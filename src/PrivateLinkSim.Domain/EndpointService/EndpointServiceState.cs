using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A supported Region; <paramref name="Due"/> is set while it is being added or removed.</summary>
public sealed record SupportedRegion(SupportedRegionStatus Status, Moment? Due);

/// <summary>An endpoint's connection to the service, as the service sees it.</summary>
/// <param name="Account">The consumer.</param>
/// <param name="Region">The Region of the consumer's VPC.</param>
/// <param name="Paths">For cross-Region connections: the provider zone that each consumer zone's traffic enters. Empty within the Region.</param>
public sealed record Connection(
    string Account, string Region, EndpointStatus Status, IpAddressType IpAddressType, ImmutableArray<ZonePath> Paths);

/// <summary>What a client token made (§2.17): a repetition must ask for the same.</summary>
/// <param name="At">When; a token is forgotten after the setting <c>clientTokenLifetime</c>.</param>
public sealed record NotificationToken(string NotificationId, string TopicArn, ImmutableArray<ConnectionEvent> Events, Moment At);

/// <summary>A service's listing in AWS Marketplace (R39).</summary>
public sealed record MarketplaceListing(string? UserFriendlyDnsName);

/// <summary>A zone of the service.</summary>
/// <param name="Healthy">Whether the zone passes traffic, as the load balancers said.</param>
/// <param name="InUse">Whether cross-Region paths may enter through it.</param>
/// <param name="Due">When <paramref name="InUse"/> follows <paramref name="Healthy"/>, while the two differ.</param>
public sealed record ProviderZone(bool Healthy, bool InUse, Moment? Due)
{
    /// <summary>Whether every load balancer in it has taken it out of its DNS (§6.1): the Regional names of endpoints in the Region leave it out (§6.2).</summary>
    public bool OutOfService { get; init; }
}

/// <summary>What an endpoint service is, as far as its events tell.</summary>
/// <param name="Account">The provider.</param>
/// <param name="Region">The host Region.</param>
/// <param name="LoadBalancerArns">Its load balancers, in the order they were bound; while it is being made, also those still to be bound.</param>
/// <param name="BoundLoadBalancers">How many of them are bound.</param>
/// <param name="Requested">While it is being made: what was asked for.</param>
/// <param name="LoadBalancers">What its load balancers told of themselves, by ARN.</param>
/// <param name="SupportedIpAddressTypes">ipv4, ipv6 or both, in this order.</param>
/// <param name="PrivateDnsName">Its private DNS name, or null.</param>
/// <param name="PayerResponsibility"><c>ServiceOwner</c>, or null while the endpoints' owners pay.</param>
/// <param name="Notifications">By notification id.</param>
/// <param name="NotificationTokens">By client token: the notification that was made with it.</param>
/// <param name="NotificationsDrawn">How many notification ids were drawn.</param>
/// <param name="PrivateDnsNamesDrawn">How many verification records were drawn.</param>
/// <param name="Underway">The modification that waits for load balancers, within an instant.</param>
/// <param name="Modifier">Who awaits the answer to it.</param>
/// <param name="SupportedRegions">By Region name; the host is always among them (R28).</param>
/// <param name="RemovedRegions">Regions that were supported once and are no longer.</param>
/// <param name="Principals">Permission ids by allowed principal.</param>
/// <param name="PermissionsDrawn">How many permission ids were drawn.</param>
/// <param name="Connections">By endpoint id.</param>
/// <param name="Zones">By zone id.</param>
/// <param name="Creator">Who awaits the answer to its creation.</param>
public sealed record EndpointServiceState(
    ServiceStatus Status,
    Moment? StatusDue,
    string Account,
    string Region,
    bool AcceptanceRequired,
    ImmutableArray<string> LoadBalancerArns,
    int BoundLoadBalancers,
    NewEndpointService? Requested,
    ImmutableSortedDictionary<string, LoadBalancerFacts> LoadBalancers,
    ImmutableArray<IpAddressType> SupportedIpAddressTypes,
    PrivateDnsNameConfiguration? PrivateDnsName,
    long PrivateDnsNamesDrawn,
    string? PayerResponsibility,
    MarketplaceListing? Marketplace,
    ImmutableSortedDictionary<string, string> Tags,
    ImmutableSortedDictionary<string, ConnectionNotification> Notifications,
    ImmutableSortedDictionary<string, NotificationToken> NotificationTokens,
    long NotificationsDrawn,
    EndpointServiceChange? Underway,
    Requester Modifier,
    ImmutableSortedDictionary<string, SupportedRegion> SupportedRegions,
    ImmutableSortedSet<string> RemovedRegions,
    ImmutableSortedDictionary<string, string> Principals,
    long PermissionsDrawn,
    ImmutableSortedDictionary<string, Connection> Connections,
    ImmutableSortedDictionary<string, ProviderZone> Zones,
    Requester Creator) : IState
{
    /// <summary>A service that was never made.</summary>
    public static readonly EndpointServiceState Initial = new(
        ServiceStatus.None,
        null,
        "",
        "",
        false,
        [],
        0,
        null,
        Sorted.Map<LoadBalancerFacts>(),
        [],
        null,
        0,
        null,
        null,
        Domain.Tags.None,
        Sorted.Map<ConnectionNotification>(),
        Sorted.Map<NotificationToken>(),
        0,
        null,
        Requester.Nobody,
        Sorted.Map<SupportedRegion>(),
        Sorted.Set(),
        Sorted.Map<string>(),
        0,
        Sorted.Map<Connection>(),
        Sorted.Map<ProviderZone>(),
        Requester.Nobody);

    /// <summary>Whether the service exists for its owner.</summary>
    public bool Exists => Status is ServiceStatus.Pending or ServiceStatus.Available;

    /// <summary>Whether it is offered to consumers of other Regions (remoteAccessEnabled).</summary>
    public bool HasRemoteAccess => SupportedRegions.Count > 1;

    /// <summary>Whether an endpoint is attached: it awaits acceptance, is being provisioned, or is available.</summary>
    public bool HasAttachedEndpoints => Connections.Values.Any(connection =>
        connection.Status is EndpointStatus.Available or EndpointStatus.Pending or EndpointStatus.PendingAcceptance);

    /// <summary>Whether it supports an address family (R42).</summary>
    public bool Supports(IpAddressType family) => SupportedIpAddressTypes.Contains(family);

    /// <summary>Whether a principal may connect (R4, §2.4).</summary>
    public bool Allows(string account, string principalArn, Settings settings) =>
        (account == Account && !settings.OwnerNeedsPermission)
        || Principals.ContainsKey("*")
        || Principals.ContainsKey(Principal.WithoutSession(principalArn))
        || Principals.ContainsKey($"arn:aws:iam::{account}:root");
}

/// <summary>The name of an endpoint service: <c>com.amazonaws.vpce.region.vpce-svc-id</c>.</summary>
public static class ServiceName
{
    private const string Prefix = "com.amazonaws.vpce.";

    /// <summary>The name of a service.</summary>
    public static string Make(string region, string serviceId) => $"{Prefix}{region}.{serviceId}";

    /// <summary>Takes a name apart; false when it does not name an endpoint service.</summary>
    public static bool TryParse(string name, out string region, out string serviceId)
    {
        var parts = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..].Split('.') : [];
        (region, serviceId) = parts is [var host, var id] ? (host, id) : ("", "");
        return serviceId.StartsWith("vpce-svc-", StringComparison.Ordinal);
    }
}
