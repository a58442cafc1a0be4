using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Whose addresses are.</summary>
internal static class FuzzAddresses
{
    public static IEnumerable<string> OneOwner(FuzzLook look)
    {
        foreach (var (id, vpc) in look.Vpcs)
        {
            var owners = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (holder, held) in vpc.Holders)
            {
                foreach (var address in held.Addresses.SelectMany(each => new[] { each.Ipv4, each.Ipv6 }).OfType<string>())
                {
                    if (!owners.TryAdd(address, holder))
                    {
                        yield return $"{address} of {id} belongs to {owners[address]} and {holder}.";
                    }
                }

                if (!Known(look, EntityId.Parse(holder)).Order(StringComparer.Ordinal).SequenceEqual(held.Addresses.Select(Text).Order(StringComparer.Ordinal), StringComparer.Ordinal))
                {
                    yield return $"{id} says that {holder} holds {Join(held.Addresses.Select(Text))}, who says {Join(Known(look, EntityId.Parse(holder)))}.";
                }
            }
        }

        foreach (var (holder, vpcId) in Placed(look))
        {
            if (look.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId)) is not { Exists: true } vpc || !vpc.Holders.ContainsKey(holder.ToString()))
            {
                yield return $"{holder} has no place in vpc/{vpcId}, or there is no such VPC.";
            }
        }
    }

    public static IEnumerable<string> Free(FuzzLook look)
    {
        foreach (var (id, vpc) in look.Vpcs)
        {
            foreach (var (subnetId, subnet) in vpc.Subnets)
            {
                var held = vpc.Holders.Values.SelectMany(each => each.Addresses).Where(address => address.SubnetId == subnetId).ToArray();
                if (subnet.Ipv4 is { } pool && CidrBlock.TryParse(pool.Block, out var block))
                {
                    // AWS keeps the first four addresses and the last.
                    var taken = held.Count(address => address.Ipv4 is not null);
                    if (pool.Free != block.Size - 5 - taken)
                    {
                        yield return FormattableString.Invariant($"{subnetId} of {id} has {pool.Free} free addresses, and {taken} of {block.Size} are taken.");
                    }
                }

                foreach (var address in held.Where(address => IsFree(subnet.Ipv4, address.Ipv4) || IsFree(subnet.Ipv6, address.Ipv6)))
                {
                    yield return $"{Text(address)} of {id} is held and free.";
                }
            }
        }
    }

    public static IEnumerable<string> InUse(FuzzLook look) =>
        from vpc in look.Vpcs
        from holder in vpc.Value.Holders
        let missing = holder.Value.SecurityGroupIds.Where(id => !vpc.Value.SecurityGroups.ContainsKey(id))
            .Concat(holder.Value.Addresses.Select(address => address.SubnetId).Where(subnet => !vpc.Value.Subnets.ContainsKey(subnet)))
        from gone in missing
        select $"{holder.Key} is in {gone}, which {vpc.Key} does not have.";

    private static bool IsFree(AddressPool? pool, string? address) => address is not null && (pool is null || pool.IsFree(address));

    // Rejected endpoints may have given their place back, and those without subnets have a place without addresses.
    private static IEnumerable<(EntityId Holder, string VpcId)> Placed(FuzzLook look) =>
    [
        .. look.Endpoints.Where(each => !each.Value.Interfaces.IsEmpty).Select(each => (each.Key, each.Value.VpcId)),
        .. look.LoadBalancers.Select(each => (each.Key, each.Value.VpcId)),
    ];

    private static IEnumerable<string> Known(FuzzLook look, EntityId holder) => holder.Kind switch
    {
        EntityKind.InterfaceEndpoint when look.View.Find<InterfaceEndpointState>(holder) is { Exists: true } endpoint =>
            endpoint.Interfaces.Select(each => Text(new SubnetAddress(each.SubnetId, each.Ipv4, each.Ipv6))),
        EntityKind.LoadBalancer when look.View.Find<LoadBalancerState>(holder) is { Status: LoadBalancerStatus.Active } balancer =>
            balancer.Nodes.Select(node => Text(new SubnetAddress(node.SubnetId, node.Ipv4, node.Ipv6))),
        _ => ["nothing, because it does not exist"],
    };

    private static string Text(SubnetAddress address) => $"{address.SubnetId}:{address.Ipv4}/{address.Ipv6}";

    private static string Join(IEnumerable<string> all) => string.Join(", ", all.DefaultIfEmpty("nothing"));
}
