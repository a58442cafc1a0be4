using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A subnet.</summary>
/// <param name="NextOffset">The first offset that was never handed out; the first four and the last of the block are AWS's.</param>
/// <param name="Freed">Offsets that were handed out and given back, lowest first.</param>
public sealed record Subnet(string ZoneId, CidrBlock CidrBlock, long NextOffset, ImmutableSortedSet<long> Freed)
{
    private const int FirstUsable = 4;

    /// <summary>A subnet of which no address is taken.</summary>
    public static Subnet Empty(string zoneId, CidrBlock block) => new(zoneId, block, FirstUsable, []);

    /// <summary>The lowest free address, or null when there is none.</summary>
    public string? NextFree =>
        !Freed.IsEmpty ? CidrBlock.AddressAt(Freed.Min)
        : NextOffset < CidrBlock.Size - 1 ? CidrBlock.AddressAt(NextOffset)
        : null;

    /// <summary>How many addresses can still be handed out (AvailableIpAddressCount).</summary>
    public long FreeAddresses => Freed.Count + CidrBlock.Size - 1 - NextOffset;

    internal Subnet Take(string address)
    {
        var offset = CidrBlock.OffsetOf(address);
        return offset == NextOffset ? this with { NextOffset = NextOffset + 1 } : this with { Freed = Freed.Remove(offset) };
    }

    internal Subnet GiveBack(string address) => this with { Freed = Freed.Add(CidrBlock.OffsetOf(address)) };
}

/// <summary>What a VPC is, as far as its events tell.</summary>
/// <param name="Account">The owner; empty for a VPC that was never made.</param>
/// <param name="ZoneNames">The owner's names of the Region's zones.</param>
/// <param name="UnhealthyZones">Zone ids that pass no traffic, as the Region said.</param>
/// <param name="Subnets">By subnet id.</param>
/// <param name="Holders">Who holds addresses: the text of an entity id, and its addresses.</param>
public sealed record VpcState(
    string Account,
    string Region,
    CidrBlock CidrBlock,
    ImmutableArray<ZoneName> ZoneNames,
    ImmutableSortedSet<string> UnhealthyZones,
    ImmutableSortedDictionary<string, Subnet> Subnets,
    ImmutableSortedDictionary<string, ImmutableArray<SubnetAddress>> Holders) : IState
{
    /// <summary>A VPC that was never made.</summary>
    public static readonly VpcState Initial =
        new("", "", default, [], Sorted.Set(), Sorted.Map<Subnet>(), Sorted.Map<ImmutableArray<SubnetAddress>>());

    /// <summary>Whether the VPC was made.</summary>
    public bool Exists => Account.Length > 0;

    /// <summary>The owner's name of a zone.</summary>
    public string NameOf(string zoneId) => ZoneNames.First(zone => zone.ZoneId == zoneId).Name;
}
