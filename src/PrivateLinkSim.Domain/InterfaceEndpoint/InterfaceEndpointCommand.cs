using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an interface endpoint.</summary>
public abstract record InterfaceEndpointCommand : ICommand
{
    private InterfaceEndpointCommand()
    {
    }

    /// <summary>Fault disrupt-vpc-endpoint: nothing passes through it, and its DNS names say nothing of it.</summary>
    public sealed record Disrupt(TimeSpan Duration) : InterfaceEndpointCommand;

    /// <summary>The deadline of <see cref="Disrupt"/>.</summary>
    public sealed record EndDisruption : InterfaceEndpointCommand;

    /// <summary>Fault endpoint-interface-failure: its interface in a zone passes nothing; the Regional name leaves it out when that is found out (§6.2).</summary>
    public sealed record FailInterface(string ZoneId, TimeSpan Duration) : InterfaceEndpointCommand;

    /// <summary>The deadline of <see cref="FailInterface"/>.</summary>
    public sealed record RepairInterface(string ZoneId) : InterfaceEndpointCommand;

    /// <summary>Fault packet-loss: of the packets that pass its interfaces, so many of a million are lost.</summary>
    public sealed record LosePackets(int Millionths, TimeSpan Duration) : InterfaceEndpointCommand;

    /// <summary>The deadline of <see cref="LosePackets"/>.</summary>
    public sealed record EndPacketLoss : InterfaceEndpointCommand;

    /// <summary>Fault latency: a round trip through its interfaces takes so much longer.</summary>
    public sealed record AddLatency(int Milliseconds, TimeSpan Duration) : InterfaceEndpointCommand;

    /// <summary>The deadline of <see cref="AddLatency"/>.</summary>
    public sealed record EndLatency : InterfaceEndpointCommand;

    /// <summary>From the consumer's account, which has admitted the Regions and drawn the id.</summary>
    public sealed record Create(string Account, string PrincipalArn, string Region, NewVpcEndpoint Endpoint) : InterfaceEndpointCommand;

    /// <summary>The service's answer about its private DNS name.</summary>
    public sealed record HearPrivateDnsName(Outcome Outcome) : InterfaceEndpointCommand;

    /// <summary>The VPC's answer about the endpoint's addresses.</summary>
    public sealed record HearReservation(Outcome Outcome) : InterfaceEndpointCommand;

    /// <summary>The service's answer to the connection request.</summary>
    public sealed record HearConnection(Outcome Outcome) : InterfaceEndpointCommand;

    /// <summary>From the service: the provider accepted.</summary>
    public sealed record LearnAcceptance : InterfaceEndpointCommand;

    /// <summary>From the service: the provider rejected.</summary>
    public sealed record LearnRejection : InterfaceEndpointCommand;

    /// <summary>From the service: traffic from a zone takes another provider zone (R37).</summary>
    public sealed record LearnPath(string ConsumerZoneId, string FromZoneId, string ToZoneId) : InterfaceEndpointCommand;

    /// <summary>From the VPC: zones of this endpoint stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : InterfaceEndpointCommand;

    /// <summary>From a client that repeats its creation with the same token (§2.17): answers as the creation did, with what is so now.</summary>
    public sealed record DescribeCreation : InterfaceEndpointCommand;

    /// <summary>EC2 ModifyVpcEndpoint.</summary>
    public sealed record Modify(VpcEndpointChange Change) : InterfaceEndpointCommand;

    /// <summary>The VPC's answer about the endpoint's new place.</summary>
    public sealed record HearRevision(Outcome Outcome) : InterfaceEndpointCommand;

    /// <summary>The service's answer about the endpoint's new zones and IP address type.</summary>
    public sealed record HearReview(Outcome Outcome) : InterfaceEndpointCommand;

    /// <summary>From the service: its private DNS name is gone, or another (setting <c>removedPrivateDnsNameStaysWithEndpoints</c>).</summary>
    public sealed record LosePrivateDnsName : InterfaceEndpointCommand;

    /// <summary>EC2 CreateVpcEndpointConnectionNotification for this endpoint (§2.5).</summary>
    public sealed record CreateConnectionNotification(string TopicArn, ImmutableArray<ConnectionEvent> Events, string? ClientToken) : InterfaceEndpointCommand;

    /// <summary>EC2 ModifyVpcEndpointConnectionNotification; null leaves topic or events.</summary>
    public sealed record ModifyConnectionNotification(string NotificationId, string? TopicArn, ImmutableArray<ConnectionEvent>? Events) : InterfaceEndpointCommand;

    /// <summary>EC2 DeleteVpcEndpointConnectionNotifications, for one of this endpoint.</summary>
    public sealed record DeleteConnectionNotification(string NotificationId) : InterfaceEndpointCommand;

    /// <summary>EC2 CreateTags on this endpoint.</summary>
    public sealed record CreateTags(ImmutableSortedDictionary<string, string> Tags) : InterfaceEndpointCommand;

    /// <summary>EC2 DeleteTags on this endpoint. A null value deletes whatever the value is, another only that value.</summary>
    public sealed record DeleteTags(ImmutableSortedDictionary<string, string?> Tags) : InterfaceEndpointCommand;

    /// <summary>EC2 DeleteVpcEndpoints, for this endpoint.</summary>
    public sealed record Delete : InterfaceEndpointCommand;

    /// <summary>The deadline of a status that passes: provisioned, expired, or deleted.</summary>
    public sealed record SettleStatus : InterfaceEndpointCommand;

    /// <summary>The deadline of an address that leaves the Regional name's answers, or comes back to them (R37).</summary>
    public sealed record SettleAddress(string ZoneId) : InterfaceEndpointCommand;
}

/// <summary>What an interface endpoint answers.</summary>
public abstract record InterfaceEndpointReply : IReply
{
    private InterfaceEndpointReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The endpoint is made, with these DNS names: the Regional one first, then one for each zone, then the private one (§2.8).</summary>
    public sealed record VpcEndpointCreated(
        string VpcEndpointId,
        string ServiceRegion,
        EndpointStatus State,
        ImmutableArray<string> DnsNames,
        IpAddressType IpAddressType,
        DnsRecordIpType DnsRecordIpType,
        bool PrivateDnsEnabled,
        ImmutableArray<string> SecurityGroupIds) : InterfaceEndpointReply
    {
        public override string ResourceId => VpcEndpointId;
    }

    /// <summary>The notification is made.</summary>
    public sealed record NotificationCreated(string ConnectionNotificationId) : InterfaceEndpointReply
    {
        public override string ResourceId => ConnectionNotificationId;
    }
}

/// <summary>The state of an endpoint and of its connection (EC2 State).</summary>
public enum EndpointStatus
{
    /// <summary>Never made, or refused.</summary>
    None,

    /// <summary>Being reserved, within an instant.</summary>
    Requested,

    /// <summary>Waits for the provider.</summary>
    PendingAcceptance,

    /// <summary>Let in; being provisioned.</summary>
    Pending,

    /// <summary>Usable.</summary>
    Available,

    /// <summary>Turned down by the provider, before or after it was available.</summary>
    Rejected,

    /// <summary>Nobody accepted it in time.</summary>
    Expired,

    /// <summary>Could not be made available.</summary>
    Failed,

    /// <summary>Being deleted.</summary>
    Deleting,

    /// <summary>Gone.</summary>
    Deleted,
}

/// <summary>How statuses are written on the wire.</summary>
public static class EndpointStatusText
{
    /// <summary>Lower camel case, as AWS answers: <c>pendingAcceptance</c>.</summary>
    public static string OnTheWire(this EndpointStatus status)
    {
        var name = status.ToString();
        return string.Concat(name[..1].ToLowerInvariant(), name.AsSpan(1));
    }
}
