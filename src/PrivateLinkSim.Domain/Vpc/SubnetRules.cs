using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>How a VPC is divided into subnets, of IPv4, of both families, or of IPv6 alone (§vpc, §vpc/ipv6).</summary>
internal static class SubnetRules
{
    private const int LongestIpv4Prefix = 28;
    private const int Ipv6Prefix = 64;
    private const int Ipv6Parts = 256;

    public static Decision<VpcEvent> Create(VpcState state, VpcCommand.CreateSubnet create, in Context context)
    {
        var zone = state.ZoneNames.FirstOrDefault(zone =>
            create.AvailabilityZone is null ? zone.ZoneId == create.AvailabilityZoneId : zone.Name == create.AvailabilityZone);
        if (zone is null)
        {
            return UnknownZone(state, create.AvailabilityZone ?? create.AvailabilityZoneId);
        }

        var ipv6 = create.Ipv6CidrBlock ?? (create.Ipv6Native ? NextIpv6(state) : null);
        if ((RefuseFamilies(create)
            ?? (create.Ipv6Native ? null : RefuseIpv4(state, create.CidrBlock))
            ?? (create.Ipv6Native || ipv6 is not null ? RefuseIpv6(state, ipv6, context.Self.Key) : null)
            ?? VpcTags.Refuse(create.Tags, context.Facts.Settings)) is { } refused)
        {
            return refused;
        }

        var id = context.Draws.Id("subnet-", state.SubnetsMade);
        return Decision<VpcEvent>.Accept(
            [
                new VpcEvent.SubnetCreated(
                    id, zone.ZoneId, create.CidrBlock is null ? null : Ipv4(create.CidrBlock).ToString(), ipv6 is null ? null : Ipv6(ipv6).ToString()),
                .. VpcTags.AtCreation(id, create.Tags),
            ],
            new VpcReply.SubnetCreated(id, context.Self.Key, zone.Name, zone.ZoneId));
    }

    public static Decision<VpcEvent> AssociateWithVpc(VpcState state, in Context context)
    {
        if (state.Ipv6CidrBlock is { } already)
        {
            return new Rejection("InvalidParameterValue", $"{context.Self.Key} has the IPv6 block {already}; a VPC has one.", "§vpc/ipv6");
        }

        var block = Ipv6Block.ForVpc(context.Draws, 0).ToString();
        return Decision<VpcEvent>.Accept([new VpcEvent.Ipv6CidrBlockAssociated(block)], new VpcReply.Ipv6CidrBlockAssociated(block));
    }

    public static Decision<VpcEvent> Associate(VpcState state, VpcCommand.AssociateSubnetCidrBlock associate, string vpcId)
    {
        if (!state.Subnets.TryGetValue(associate.SubnetId, out var subnet))
        {
            return NotFound(associate.SubnetId);
        }

        if (subnet.Ipv6 is { } already)
        {
            return new Rejection("InvalidParameterValue", $"{associate.SubnetId} has the IPv6 block {already.Block}; a subnet has one.", "§vpc/ipv6");
        }

        var wanted = associate.Ipv6CidrBlock ?? NextIpv6(state);
        if (RefuseIpv6(state, wanted, vpcId) is { } refused)
        {
            return refused;
        }

        var block = Ipv6(wanted).ToString();
        return Decision<VpcEvent>.Accept(
            [new VpcEvent.SubnetCidrBlockAssociated(associate.SubnetId, block)], new VpcReply.Ipv6CidrBlockAssociated(block));
    }

    public static Decision<VpcEvent> Modify(VpcState state, VpcCommand.ModifySubnetAttribute modify) =>
        !state.Subnets.ContainsKey(modify.SubnetId) ? NotFound(modify.SubnetId)
        : state.Known.AttributesOf(modify.SubnetId).With(modify.Attributes) == state.Known.AttributesOf(modify.SubnetId) ? Decision<VpcEvent>.Accept()
        : Decision<VpcEvent>.Accept(new VpcEvent.SubnetAttributesModified(modify.SubnetId, modify.Attributes));

    public static Decision<VpcEvent> Delete(VpcState state, string subnetId) =>
        !state.Subnets.ContainsKey(subnetId) ? NotFound(subnetId)
        : state.Holders.Values.Any(holding => holding.Addresses.Any(held => held.SubnetId == subnetId))
            ? new Rejection("DependencyViolation", $"The subnet '{subnetId}' has dependencies and cannot be deleted.", "§vpc/use")
            : Decision<VpcEvent>.Accept(new VpcEvent.SubnetDeleted(subnetId));

    public static VpcState Evolve(VpcState state, VpcEvent fact) => fact switch
    {
        VpcEvent.SubnetCreated created => state with
        {
            Subnets = state.Subnets.Add(created.SubnetId, new Subnet(created.ZoneId, PoolOf(created.CidrBlock), PoolOf(created.Ipv6CidrBlock))),
            SubnetsMade = state.SubnetsMade + 1,
        },
        VpcEvent.SubnetCidrBlockAssociated associated => state with
        {
            Subnets = state.Subnets.SetItem(
                associated.SubnetId, state.Subnets[associated.SubnetId] with { Ipv6 = AddressPool.Of(associated.Ipv6CidrBlock) }),
        },

        VpcEvent.SubnetAttributesModified modified => state with
        {
            Details = state.Known with
            {
                SubnetAttributes = state.Known.SubnetAttributes.SetItem(modified.SubnetId, state.Known.AttributesOf(modified.SubnetId).With(modified.Attributes)),
            },
        },

        // Nobody can go back to a place in a subnet that is gone.
        VpcEvent.SubnetDeleted deleted => state with
        {
            Subnets = state.Subnets.Remove(deleted.SubnetId),
            NetworkAcls = state.NetworkAcls.Remove(deleted.SubnetId),
            Details = state.Details?.Without(deleted.SubnetId),
            Former = Sorted.Map<Holding>(),
        },
        _ => throw new UnreachableException($"Vpc gives no meaning to {fact.GetType().Name}."),
    };

    /// <summary>The refusal of a subnet that the VPC does not have.</summary>
    public static Rejection NotFound(string subnetId) =>
        new("InvalidSubnetID.NotFound", $"The subnet ID '{subnetId}' does not exist", "§2.11/subnet");

    private static Rejection? RefuseFamilies(VpcCommand.CreateSubnet create) =>
        create is { Ipv6Native: true, CidrBlock: { } block }
            ? new Rejection("InvalidParameterCombination", $"An IPv6-only subnet has no IPv4 block, yet {block} is given.", "§vpc/ipv6")
        : create is { Ipv6Native: false, CidrBlock: null }
            ? new Rejection("MissingParameter", "A subnet that is not IPv6-only (Ipv6Native) needs an IPv4 block (CidrBlock).", "§vpc/ipv6")
            : null;

    private static Rejection? RefuseIpv4(VpcState state, string? wanted) =>
        !CidrBlock.TryParse(wanted, out var block) || block.PrefixLength > LongestIpv4Prefix || !state.CidrBlock.Contains(block)
            ? new Rejection("InvalidSubnet.Range", $"The CIDR '{wanted}' is invalid.", "§vpc")
        : state.Subnets.Values.Any(other => other.Ipv4 is { } pool && Ipv4(pool.Block).Overlaps(block))
            ? new Rejection("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet", "§vpc")
            : null;

    private static Rejection? RefuseIpv6(VpcState state, string? wanted, string vpcId) =>
        state.Ipv6CidrBlock is not { } own
            ? new Rejection("InvalidSubnet.Range", $"{vpcId} has no IPv6 block that a subnet's could lie in; associate one first.", "§vpc/ipv6")
        : wanted is null
            ? new Rejection("InvalidSubnet.Conflict", $"{vpcId} has no /64 left in its IPv6 block {own}.", "§vpc/ipv6")
        : !Ipv6Block.TryParse(wanted, out var block) || block.PrefixLength != Ipv6Prefix || !Ipv6(own).Contains(block)
            ? new Rejection("InvalidSubnet.Range", $"The CIDR '{wanted}' is invalid; a subnet's IPv6 block is a /64 of {own}.", "§vpc/ipv6")
        : OverlapsAny(state, block)
            ? new Rejection("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet", "§vpc/ipv6")
            : null;

    private static string? NextIpv6(VpcState state) =>
        state.Ipv6CidrBlock is { } own
            ? Enumerable.Range(0, Ipv6Parts)
                .Select(part => Ipv6(own).Part(Ipv6Prefix, part))
                .Where(block => !OverlapsAny(state, block))
                .Select(block => block.ToString())
                .FirstOrDefault()
            : null;

    private static bool OverlapsAny(VpcState state, Ipv6Block block) =>
        state.Subnets.Values.Any(other => other.Ipv6 is { } pool && Ipv6(pool.Block).Overlaps(block));

    private static Rejection UnknownZone(VpcState state, string? named)
    {
        var zones = string.Join(", ", state.ZoneNames.Select(known => $"{known.Name} ({known.ZoneId})"));
        return new Rejection(
            "InvalidParameterValue", $"Value ({named}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: {zones}.", "§2.12/zone");
    }

    private static AddressPool? PoolOf(string? block) => block is null ? null : AddressPool.Of(block);

    private static CidrBlock Ipv4(string text) =>
        CidrBlock.TryParse(text, out var block) ? block : throw new FormatException($"'{text}' is no CIDR block.");

    private static Ipv6Block Ipv6(string? text) =>
        Ipv6Block.TryParse(text, out var block) ? block : throw new FormatException($"'{text}' is no IPv6 block.");
}
