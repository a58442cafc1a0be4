using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of a VPC.</summary>
public abstract record VpcCommand : ICommand
{
    private VpcCommand()
    {
    }

    /// <summary>From the Region, which has admitted the account and drawn the id.</summary>
    public sealed record Create(
        string Account, string Region, string CidrBlock, ImmutableArray<ZoneName> ZoneNames, ImmutableArray<string> UnhealthyZones) : VpcCommand;

    /// <summary>EC2 CreateSubnet; exactly one of zone name and zone id.</summary>
    public sealed record CreateSubnet(string CidrBlock, string? AvailabilityZone, string? AvailabilityZoneId) : VpcCommand;

    /// <summary>An endpoint or load balancer wants one address in each of these subnets.</summary>
    public sealed record ReserveAddresses(EntityId Holder, string Account, string Region, ImmutableArray<string> SubnetIds) : VpcCommand;

    /// <summary>The holder gives its addresses back.</summary>
    public sealed record ReleaseAddresses(EntityId Holder) : VpcCommand;

    /// <summary>From the Region: these zones stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : VpcCommand;
}

/// <summary>What a VPC answers.</summary>
public abstract record VpcReply : IReply
{
    private VpcReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The VPC is made.</summary>
    public sealed record VpcCreated(string VpcId) : VpcReply
    {
        public override string ResourceId => VpcId;
    }

    /// <summary>The subnet is made.</summary>
    public sealed record SubnetCreated(string SubnetId, string VpcId, string AvailabilityZone, string AvailabilityZoneId) : VpcReply
    {
        public override string ResourceId => SubnetId;
    }

    /// <summary>One address in each subnet is reserved for the holder, in the order of the subnets' zone ids.</summary>
    public sealed record AddressesReserved(ImmutableArray<ReservedAddress> Addresses) : VpcReply;
}

/// <summary>An address that a VPC reserved.</summary>
/// <param name="ZoneName">The owner account's name of the zone.</param>
/// <param name="Healthy">Whether the zone passes traffic.</param>
public sealed record ReservedAddress(string SubnetId, string ZoneId, string ZoneName, string Address, bool Healthy);
