using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an endpoint service.</summary>
public abstract record EndpointServiceCommand : ICommand
{
    private EndpointServiceCommand()
    {
    }

    /// <summary>From the provider's account, which has admitted the Regions and drawn the id.</summary>
    public sealed record Create(
        string Account,
        string Region,
        ImmutableArray<string> NetworkLoadBalancerArns,
        bool AcceptanceRequired,
        ImmutableArray<string> SupportedRegions) : EndpointServiceCommand;

    /// <summary>A load balancer's answer to being bound.</summary>
    public sealed record HearBinding(Outcome Outcome) : EndpointServiceCommand;

    /// <summary>The deadline of the service's creation.</summary>
    public sealed record FinishCreation : EndpointServiceCommand;

    /// <summary>From the provider's account, which has admitted the added Regions.</summary>
    public sealed record Modify(
        ImmutableArray<string> AddSupportedRegions, ImmutableArray<string> RemoveSupportedRegions, bool? AcceptanceRequired) : EndpointServiceCommand;

    /// <summary>The deadline of a supported Region that is being added or removed.</summary>
    public sealed record SettleSupportedRegion(string Region) : EndpointServiceCommand;

    /// <summary>EC2 ModifyVpcEndpointServicePermissions.</summary>
    public sealed record ModifyPermissions(
        ImmutableArray<string> AddAllowedPrincipals, ImmutableArray<string> RemoveAllowedPrincipals) : EndpointServiceCommand;

    /// <summary>EC2 AcceptVpcEndpointConnections, for one endpoint.</summary>
    public sealed record AcceptConnection(string VpcEndpointId) : EndpointServiceCommand;

    /// <summary>EC2 RejectVpcEndpointConnections, for one endpoint.</summary>
    public sealed record RejectConnection(string VpcEndpointId) : EndpointServiceCommand;

    /// <summary>EC2 DeleteVpcEndpointServiceConfigurations, for this service.</summary>
    public sealed record Delete : EndpointServiceCommand;

    /// <summary>From an endpoint that has its addresses and wants to connect. A null service Region means that the call named none.</summary>
    public sealed record RequestConnection(
        string VpcEndpointId,
        string Account,
        string PrincipalArn,
        string Region,
        string ServiceName,
        string? ServiceRegion,
        ImmutableArray<SubnetZone> Subnets) : EndpointServiceCommand;

    /// <summary>From an endpoint: its status changed by itself.</summary>
    public sealed record LearnConnectionStatus(string VpcEndpointId, EndpointStatus Status) : EndpointServiceCommand;

    /// <summary>From a load balancer: these provider zones stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : EndpointServiceCommand;

    /// <summary>The deadline of a provider zone: it leaves cross-Region use, or comes back to it.</summary>
    public sealed record SettleProviderZone(string ZoneId) : EndpointServiceCommand;
}

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
        string ServiceId, string ServiceName, ImmutableArray<string> BaseEndpointDnsNames, ImmutableArray<string> SupportedRegions) : EndpointServiceReply
    {
        public override string ResourceId => ServiceId;
    }

    /// <summary>The permissions are changed; these principals were added.</summary>
    public sealed record PermissionsModified(ImmutableArray<AddedPrincipal> AddedPrincipals) : EndpointServiceReply;

    /// <summary>The connection is let in, or awaits acceptance.</summary>
    public sealed record ConnectionGranted(bool AwaitsAcceptance, ImmutableArray<ZonePath> Paths) : EndpointServiceReply;
}

/// <summary>A principal that was allowed, and the id of the permission.</summary>
public sealed record AddedPrincipal(string Principal, string ServicePermissionId);

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
