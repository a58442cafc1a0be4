using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an endpoint service.</summary>
public abstract record EndpointServiceCommand : ICommand
{
    private EndpointServiceCommand()
    {
    }

    /// <summary>From the provider's account, which has admitted the Regions and drawn the id.</summary>
    public sealed record Create(string Account, string Region, NewEndpointService Service) : EndpointServiceCommand;

    /// <summary>A load balancer's answer to being bound.</summary>
    public sealed record HearBinding(Outcome Outcome) : EndpointServiceCommand;

    /// <summary>The deadline of the service's creation.</summary>
    public sealed record FinishCreation : EndpointServiceCommand;

    /// <summary>From the provider's account, which has admitted the added Regions.</summary>
    public sealed record Modify(EndpointServiceChange Change) : EndpointServiceCommand;

    /// <summary>The deadline of a supported Region that is being added or removed.</summary>
    public sealed record SettleSupportedRegion(string Region) : EndpointServiceCommand;

    /// <summary>EC2 ModifyVpcEndpointServicePermissions.</summary>
    public sealed record ModifyPermissions(
        ImmutableArray<string> AddAllowedPrincipals, ImmutableArray<string> RemoveAllowedPrincipals) : EndpointServiceCommand;

    /// <summary>EC2 AcceptVpcEndpointConnections, for one endpoint.</summary>
    public sealed record AcceptConnection(string VpcEndpointId) : EndpointServiceCommand;

    /// <summary>EC2 RejectVpcEndpointConnections, for one endpoint.</summary>
    public sealed record RejectConnection(string VpcEndpointId) : EndpointServiceCommand;

    /// <summary>From a client that repeats its creation with the same token (§2.17): answers as the creation did, with what is so now.</summary>
    public sealed record DescribeCreation : EndpointServiceCommand;

    /// <summary>EC2 StartVpcEndpointServicePrivateDnsVerification (§2.7).</summary>
    public sealed record StartPrivateDnsVerification : EndpointServiceCommand;

    /// <summary>The deadline of the verification: public DNS is asked for the TXT records.</summary>
    public sealed record CheckPrivateDnsName : EndpointServiceCommand;

    /// <summary>Public DNS's answer about the TXT records whose label is <paramref name="Name"/>.</summary>
    public sealed record HearTxtRecords(string Name, Outcome Outcome) : EndpointServiceCommand;

    /// <summary>EC2 ModifyVpcEndpointServicePayerResponsibility; the only value is <c>ServiceOwner</c> (§2.6).</summary>
    public sealed record SetPayerResponsibility(string PayerResponsibility) : EndpointServiceCommand;

    /// <summary>EC2 CreateVpcEndpointConnectionNotification for this service (§2.5).</summary>
    public sealed record CreateConnectionNotification(string TopicArn, ImmutableArray<ConnectionEvent> Events, string? ClientToken) : EndpointServiceCommand;

    /// <summary>EC2 ModifyVpcEndpointConnectionNotification; null leaves topic or events.</summary>
    public sealed record ModifyConnectionNotification(string NotificationId, string? TopicArn, ImmutableArray<ConnectionEvent>? Events) : EndpointServiceCommand;

    /// <summary>EC2 DeleteVpcEndpointConnectionNotifications, for one of this service.</summary>
    public sealed record DeleteConnectionNotification(string NotificationId) : EndpointServiceCommand;

    /// <summary>EC2 CreateTags on this service.</summary>
    public sealed record CreateTags(ImmutableSortedDictionary<string, string> Tags) : EndpointServiceCommand;

    /// <summary>EC2 DeleteTags on this service. A null value deletes whatever the value is, another only that value.</summary>
    public sealed record DeleteTags(ImmutableSortedDictionary<string, string?> Tags) : EndpointServiceCommand;

    /// <summary>Topology: the service is listed in AWS Marketplace, with or without a user-friendly DNS name (R39). No API sets it.</summary>
    public sealed record DeclareMarketplaceListing(string? UserFriendlyDnsName) : EndpointServiceCommand;

    /// <summary>EC2 DeleteVpcEndpointServiceConfigurations, for this service.</summary>
    public sealed record Delete : EndpointServiceCommand;

    /// <summary>
    /// From an endpoint that is to use the private DNS name: which is it? Judges who asks and the name (R4, R16, R16a), and changes
    /// nothing.
    /// </summary>
    public sealed record NamePrivateDns(ConnectionRequest Request) : EndpointServiceCommand;

    /// <summary>From an endpoint that has its place and wants to connect.</summary>
    public sealed record RequestConnection(ConnectionRequest Request) : EndpointServiceCommand;

    /// <summary>From a connected endpoint that wants other zones or another IP address type (R57).</summary>
    public sealed record ReviewConnection(ConnectionRequest Request) : EndpointServiceCommand;

    /// <summary>From an endpoint: its status changed by itself.</summary>
    public sealed record LearnConnectionStatus(string VpcEndpointId, EndpointStatus Status) : EndpointServiceCommand;

    /// <summary>From a load balancer: what it is now. New zones join the service only with its next modification (§2.1/zone).</summary>
    public sealed record LearnLoadBalancer(string LoadBalancerArn, LoadBalancerFacts Facts) : EndpointServiceCommand;

    /// <summary>From a load balancer that is to change so: may it (R40a, R50b)?</summary>
    public sealed record ReviewLoadBalancer(string LoadBalancerArn, LoadBalancerFacts Facts) : EndpointServiceCommand;

    /// <summary>From a load balancer: these provider zones stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : EndpointServiceCommand;

    /// <summary>The deadline of a provider zone: it leaves cross-Region use, or comes back to it.</summary>
    public sealed record SettleProviderZone(string ZoneId) : EndpointServiceCommand;
}

/// <summary>What an endpoint wants of a service.</summary>
/// <param name="ServiceRegion">The service Region that the call named; null when it named none.</param>
/// <param name="Subnets">All subnets of the endpoint; none while its place is not reserved yet.</param>
/// <param name="PrivateDns">Whether it wants the private DNS name.</param>
/// <param name="AddsZones">For a review: whether there are zones among the subnets that the endpoint was not in before.</param>
public sealed record ConnectionRequest(
    string VpcEndpointId,
    string Account,
    string PrincipalArn,
    string Region,
    string ServiceName,
    string? ServiceRegion,
    ImmutableArray<SubnetZone> Subnets,
    IpAddressType IpAddressType,
    bool PrivateDns,
    bool AddsZones = false);

/// <summary>A connection event that notifications tell of (§2.5).</summary>
public enum ConnectionEvent
{
    /// <summary>The provider accepted.</summary>
    Accept,

    /// <summary>An endpoint asked to connect.</summary>
    Connect,

    /// <summary>An endpoint was deleted.</summary>
    Delete,

    /// <summary>The provider rejected.</summary>
    Reject,
}

/// <summary>A connection notification of a service or an endpoint (§2.5).</summary>
/// <param name="TopicArn">The SNS topic: the named sink.</param>
/// <param name="Events">What it tells of.</param>
/// <param name="Delivered">How often it told of each, by the event's name.</param>
public sealed record ConnectionNotification(
    string TopicArn, ImmutableArray<ConnectionEvent> Events, ImmutableSortedDictionary<string, long> Delivered);

/// <summary>A subnet of an endpoint and the zone it lies in.</summary>
public sealed record SubnetZone(string SubnetId, string ZoneId);

/// <summary>The provider zone that traffic from a consumer zone enters.</summary>
public sealed record ZonePath(string ConsumerZoneId, string ProviderZoneId);

/// <summary>What an endpoint service answers.</summary>
public abstract record EndpointServiceReply : IReply
{
    private EndpointServiceReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The service is made.</summary>
    public sealed record ServiceCreated(
        string ServiceId,
        string ServiceName,
        ServiceStatus State,
        ImmutableArray<string> BaseEndpointDnsNames,
        ImmutableArray<string> SupportedRegions,
        ImmutableArray<IpAddressType> SupportedIpAddressTypes,
        PrivateDnsNameConfiguration? PrivateDnsName) : EndpointServiceReply
    {
        public override string ResourceId => ServiceId;
    }

    /// <summary>The permissions are changed; these principals were added.</summary>
    public sealed record PermissionsModified(ImmutableArray<AddedPrincipal> AddedPrincipals) : EndpointServiceReply;

    /// <summary>The connection is let in, or awaits acceptance.</summary>
    public sealed record ConnectionGranted(bool AwaitsAcceptance, ImmutableArray<ZonePath> Paths) : EndpointServiceReply;

    /// <summary>The service's private DNS name; null when it offers none that could be used without asking for it.</summary>
    public sealed record PrivateDnsNamed(string? PrivateDnsName) : EndpointServiceReply;

    /// <summary>The endpoint may change so; these are its paths then.</summary>
    public sealed record ConnectionReviewed(ImmutableArray<ZonePath> Paths) : EndpointServiceReply;

    /// <summary>The notification is made.</summary>
    public sealed record NotificationCreated(string ConnectionNotificationId) : EndpointServiceReply
    {
        public override string ResourceId => ConnectionNotificationId;
    }
}

/// <summary>A principal that was allowed, and the id of the permission.</summary>
public sealed record AddedPrincipal(string Principal, string ServicePermissionId);

/// <summary>The state of a private DNS name (EC2 DnsNameState).</summary>
public enum DnsNameStatus
{
    /// <summary>Waits for the provider to publish the record and start the verification.</summary>
    PendingVerification,

    /// <summary>Consumers can use it.</summary>
    Verified,

    /// <summary>The record was not there.</summary>
    Failed,
}

/// <summary>A private DNS name and how it is verified (EC2 PrivateDnsNameConfiguration, §2.7).</summary>
/// <param name="PrivateDnsName">Lower case; may begin with <c>*.</c>.</param>
/// <param name="Name">The label of the TXT record, for example <c>_6e86v84tqgqubxbwii1m</c>.</param>
/// <param name="Value">The value of the TXT record, for example <c>vpce:l6p0ERxlTt45jevFwOCp</c>.</param>
/// <param name="Due">When a verification that is under way looks for the record, or null.</param>
public sealed record PrivateDnsNameConfiguration(string PrivateDnsName, DnsNameStatus State, string Name, string Value, Moment? Due);

/// <summary>The state of a service (EC2 ServiceState).</summary>
public enum ServiceStatus
{
    /// <summary>Never made.</summary>
    None,

    /// <summary>Binding its load balancers, within an instant.</summary>
    Requested,

    /// <summary>Made, not yet usable.</summary>
    Pending,

    /// <summary>Usable.</summary>
    Available,

    /// <summary>Gone.</summary>
    Deleted,
}

/// <summary>The state of a supported Region (EC2 SupportedRegionDetail.ServiceState).</summary>
public enum SupportedRegionStatus
{
    /// <summary>Being added; consumers there are refused until it is available.</summary>
    Pending,

    /// <summary>Consumers there can make endpoints.</summary>
    Available,

    /// <summary>Being removed; consumers there are refused already.</summary>
    Deleting,
}
