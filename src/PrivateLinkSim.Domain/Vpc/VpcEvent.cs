using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to a VPC. The storage format: change a case only through a new version.</summary>
public abstract record VpcEvent : IEvent
{
    private VpcEvent()
    {
    }

    /// <summary>The VPC was made.</summary>
    public sealed record Created(
        string Account, string Region, string CidrBlock, ImmutableArray<ZoneName> ZoneNames, ImmutableArray<string> UnhealthyZones) : VpcEvent;

    /// <summary>A subnet was made.</summary>
    public sealed record SubnetCreated(string SubnetId, string ZoneId, string CidrBlock) : VpcEvent;

    /// <summary>A holder got one address in each of its subnets.</summary>
    public sealed record AddressesReserved(EntityId Holder, ImmutableArray<SubnetAddress> Addresses) : VpcEvent;

    /// <summary>A holder gave its addresses back.</summary>
    public sealed record AddressesReleased(EntityId Holder) : VpcEvent;

    /// <summary>Zones stopped passing traffic, or pass it again.</summary>
    public sealed record ZoneHealthChanged(ImmutableArray<string> ZoneIds, bool Healthy) : VpcEvent;
}

/// <summary>An address of a subnet.</summary>
public sealed record SubnetAddress(string SubnetId, string Address);
