using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of a VPC: its subnets, who holds which address (R5, §2.11), and who must hear of a zone's health.</summary>
public sealed class VpcDecider : IDecider<VpcCommand, VpcEvent, VpcState>
{
    private VpcDecider()
    {
    }

    public static VpcState Initial => VpcState.Initial;

    public static Decision<VpcEvent> Decide(VpcState state, VpcCommand command, in Context context) => command switch
    {
        VpcCommand.Create create => Decision<VpcEvent>.Accept(
            [new VpcEvent.Created(create.Account, create.Region, create.CidrBlock, create.Ipv6CidrBlock, null, create.ZoneNames, create.UnhealthyZones)],
            new VpcReply.VpcCreated(context.Self.Key, "", create.Ipv6CidrBlock)),
        VpcCommand.CreateSubnet create => CreateSubnet(state, create, context),
        VpcCommand.ReserveAddresses reserve => Reserve(state, reserve, context.Self.Key),
        VpcCommand.ReleaseAddresses release => state.Holders.ContainsKey(release.Holder.ToString())
            ? Decision<VpcEvent>.Accept(new VpcEvent.AddressesReleased(release.Holder))
            : Decision<VpcEvent>.Accept(),
        VpcCommand.LearnZoneHealth learn => Decision<VpcEvent>.Accept(new VpcEvent.ZoneHealthChanged(learn.ZoneIds, learn.Healthy)),
        _ => throw new UnreachableException($"Vpc has no rule for {command.GetType().Name}."),
    };

    public static VpcState Evolve(VpcState state, VpcEvent fact) => fact switch
    {
        VpcEvent.Created created => state with
        {
            Account = created.Account,
            Region = created.Region,
            CidrBlock = Block(created.CidrBlock),
            ZoneNames = created.ZoneNames,
            UnhealthyZones = state.UnhealthyZones.Union(created.UnhealthyZones),
        },
        VpcEvent.SubnetCreated created => state with
        {
            Subnets = state.Subnets.Add(created.SubnetId, new Subnet(created.ZoneId, created.CidrBlock is { } block ? AddressPool.Of(block) : null, created.Ipv6CidrBlock is { } ipv6 ? AddressPool.Of(ipv6) : null)),
        },
        VpcEvent.AddressesReserved reserved => state with
        {
            Holders = state.Holders.Add(reserved.Holder.ToString(), reserved.Holding),
            Subnets = state.Subnets.SetItems(reserved.Holding.Addresses.Select(taken =>
                KeyValuePair.Create(taken.SubnetId, Take(state.Subnets[taken.SubnetId], taken)))),
        },
        VpcEvent.AddressesReleased released => state with
        {
            Holders = state.Holders.Remove(released.Holder.ToString()),
            Subnets = state.Subnets.SetItems(state.Holders[released.Holder.ToString()].Addresses.Select(held =>
                KeyValuePair.Create(held.SubnetId, GiveBack(state.Subnets[held.SubnetId], held)))),
        },
        VpcEvent.ZoneHealthChanged changed => state with
        {
            UnhealthyZones = changed.Healthy
                ? state.UnhealthyZones.Except(changed.ZoneIds)
                : state.UnhealthyZones.Union(changed.ZoneIds),
        },
        _ => throw new UnreachableException($"Vpc gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(EntityId self, VpcState state, VpcEvent fact, Moment now) =>
        fact is VpcEvent.ZoneHealthChanged changed ? [.. TellHolders(state, changed)] : [];

    private static Decision<VpcEvent> CreateSubnet(VpcState state, VpcCommand.CreateSubnet create, in Context context)
    {
        var caller = context.RequiredCaller;
        if (RefuseVpc(state, caller.Account, caller.Region, context.Self.Key) is { } refused)
        {
            return refused;
        }

        var zone = state.ZoneNames.FirstOrDefault(zone =>
            create.AvailabilityZone is null ? zone.ZoneId == create.AvailabilityZoneId : zone.Name == create.AvailabilityZone);
        if (zone is null)
        {
            var named = create.AvailabilityZone ?? create.AvailabilityZoneId;
            var zones = string.Join(", ", state.ZoneNames.Select(known => $"{known.Name} ({known.ZoneId})"));
            return new Rejection(
                "InvalidParameterValue", $"Value ({named}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: {zones}.", "§2.12/zone");
        }

        if (!CidrBlock.TryParse(create.CidrBlock, out var block) || block.PrefixLength > 28 || !state.CidrBlock.Contains(block))
        {
            return new Rejection("InvalidSubnet.Range", $"The CIDR '{create.CidrBlock}' is invalid.", "§vpc");
        }

        if (state.Subnets.Values.Any(other => other.Ipv4 is { } range && Block(range.Block).Overlaps(block)))
        {
            return new Rejection("InvalidSubnet.Conflict", $"The CIDR '{block}' conflicts with another subnet", "§vpc");
        }

        var id = context.Draws.Id("subnet-", state.Subnets.Count);
        return Decision<VpcEvent>.Accept(
            [new VpcEvent.SubnetCreated(id, zone.ZoneId, block.ToString(), null)],
            new VpcReply.SubnetCreated(id, context.Self.Key, zone.Name, zone.ZoneId));
    }

    private static Decision<VpcEvent> Reserve(VpcState state, VpcCommand.ReserveAddresses reserve, string vpcId)
    {
        if (RefuseVpc(state, reserve.Account, reserve.Region, vpcId) is { } refused)
        {
            return refused;
        }

        var inZone = Sorted.Map<string>();
        foreach (var subnetId in reserve.Placement.SubnetIds)
        {
            if (!state.Subnets.TryGetValue(subnetId, out var subnet))
            {
                return new Rejection("InvalidSubnetID.NotFound", $"The subnet ID '{subnetId}' does not exist", "§2.11/subnet");
            }

            if (inZone.ContainsKey(subnet.ZoneId))
            {
                return DuplicateZone(reserve.Holder, subnetId);
            }

            if (subnet.Ipv4?.NextFree is null)
            {
                return new Rejection(
                    "InsufficientFreeAddressesInSubnet",
                    $"There are not enough free addresses in subnet '{subnetId}' to satisfy the requested number of instances.",
                    "§2.11/address");
            }

            inZone = inZone.Add(subnet.ZoneId, subnetId);
        }

        ImmutableArray<ReservedAddress> addresses =
        [
            .. inZone.Select(zone => new ReservedAddress(
                zone.Value, zone.Key, state.NameOf(zone.Key), state.Subnets[zone.Value].Ipv4!.NextFree, null, !state.UnhealthyZones.Contains(zone.Key), true)),
        ];
        return Decision<VpcEvent>.Accept(
            [new VpcEvent.AddressesReserved(reserve.Holder, new Holding([.. addresses.Select(each => new SubnetAddress(each.SubnetId, each.Ipv4, each.Ipv6))], [], null))],
            new VpcReply.AddressesReserved(addresses, [], false));
    }

    private static Rejection? RefuseVpc(VpcState state, string account, string region, string vpcId) =>
        state.Exists && state.Account == account && state.Region == region
            ? null
            : new Rejection("InvalidVpcID.NotFound", $"The vpc ID '{vpcId}' does not exist", "§vpc");

    private static Rejection DuplicateZone(EntityId holder, string subnetId) =>
        holder.Kind == EntityKind.LoadBalancer
            ? new Rejection("InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone", "§nlb")
            : new Rejection("DuplicateSubnetsInSameZone", $"Found another VPC endpoint subnet in the availability zone of {subnetId}", "§2.11/zone");

    private static IEnumerable<Message> TellHolders(VpcState state, VpcEvent.ZoneHealthChanged changed) =>
        from holder in state.Holders
        let zones = holder.Value.Addresses
            .Select(held => state.Subnets[held.SubnetId].ZoneId)
            .Where(zone => changed.ZoneIds.Contains(zone, StringComparer.Ordinal))
            .ToImmutableArray()
        where !zones.IsEmpty
        let id = EntityId.Parse(holder.Key)
        select new Message.Tell(
            id,
            id.Kind == EntityKind.LoadBalancer
                ? new LoadBalancerCommand.LearnZoneHealth(zones, changed.Healthy)
                : new InterfaceEndpointCommand.LearnZoneHealth(zones, changed.Healthy));

    private static Subnet Take(Subnet subnet, SubnetAddress address) => subnet with { Ipv4 = subnet.Ipv4?.Take(address.Ipv4!) };

    private static Subnet GiveBack(Subnet subnet, SubnetAddress address) => subnet with { Ipv4 = subnet.Ipv4?.GiveBack(address.Ipv4!) };

    private static CidrBlock Block(string text) =>
        CidrBlock.TryParse(text, out var block) ? block : throw new FormatException($"'{text}' is no CIDR block.");
}
