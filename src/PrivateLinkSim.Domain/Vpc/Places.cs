using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What it means for a VPC that holders get places, change them and give them back.</summary>
internal static class Places
{
    public static VpcState Evolve(VpcState state, VpcEvent fact) => fact switch
    {
        VpcEvent.AddressesReserved reserved => Take(Leave(state, reserved.Holder), reserved.Holder, reserved.Holding),
        VpcEvent.AddressesRevised revised => Take(Leave(state, revised.Holder), revised.Holder, revised.Holding) with
        {
            Former = state.Holders.TryGetValue(revised.Holder.ToString(), out var former)
                ? state.Former.SetItem(revised.Holder.ToString(), former)
                : state.Former,
        },
        VpcEvent.AddressesRestored restored => state.Former.TryGetValue(restored.Holder.ToString(), out var former)
            ? Take(Leave(state, restored.Holder), restored.Holder, former)
            : state,
        VpcEvent.AddressesReleased released => Leave(state, released.Holder),
        _ => throw new UnreachableException($"Vpc gives no meaning to {fact.GetType().Name}."),
    };

    private static VpcState Take(VpcState state, EntityId holder, Holding holding) => state with
    {
        Holders = state.Holders.SetItem(holder.ToString(), holding),
        Subnets = state.Subnets.SetItems(holding.Addresses.Select(taken =>
            KeyValuePair.Create(taken.SubnetId, Take(state.Subnets[taken.SubnetId], taken)))),
    };

    private static VpcState Leave(VpcState state, EntityId holder) =>
        state.Holders.TryGetValue(holder.ToString(), out var holding)
            ? state with
            {
                Holders = state.Holders.Remove(holder.ToString()),
                Former = state.Former.Remove(holder.ToString()),
                Subnets = state.Subnets.SetItems(holding.Addresses.Select(held =>
                    KeyValuePair.Create(held.SubnetId, GiveBack(state.Subnets[held.SubnetId], held)))),
            }
            : state;

    private static Subnet Take(Subnet subnet, SubnetAddress address) => subnet with
    {
        Ipv4 = address.Ipv4 is { } ipv4 ? subnet.Ipv4?.Take(ipv4) : subnet.Ipv4,
        Ipv6 = address.Ipv6 is { } ipv6 ? subnet.Ipv6?.Take(ipv6) : subnet.Ipv6,
    };

    private static Subnet GiveBack(Subnet subnet, SubnetAddress address) => subnet with
    {
        Ipv4 = address.Ipv4 is { } ipv4 ? subnet.Ipv4?.GiveBack(ipv4) : subnet.Ipv4,
        Ipv6 = address.Ipv6 is { } ipv6 ? subnet.Ipv6?.GiveBack(ipv6) : subnet.Ipv6,
    };
}
