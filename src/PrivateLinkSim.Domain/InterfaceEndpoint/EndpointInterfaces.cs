using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The interfaces of an endpoint: how they come of what a VPC reserved, and how they change.</summary>
internal static class EndpointInterfaces
{
    /// <summary>The interfaces of a place that the VPC has ready. Those that the endpoint has already stay what they are, with their addresses of now (§2.11).</summary>
    public static ImmutableArray<EndpointInterface> Of(
        InterfaceEndpointState state, ImmutableArray<ReservedAddress> reserved, Draws draws, bool? provisioning = null)
    {
        var drawn = state.InterfacesDrawn;
        var interfaces = ImmutableArray.CreateBuilder<EndpointInterface>(reserved.Length);
        foreach (var each in reserved)
        {
            var kept = each.New ? null : state.Interfaces.FirstOrDefault(known => known.SubnetId == each.SubnetId);
            interfaces.Add(kept is not null
                ? kept with { Ipv4 = each.Ipv4, Ipv6 = each.Ipv6 }
                : new EndpointInterface(
                    draws.Id("eni-", drawn++),
                    each.SubnetId,
                    each.ZoneId,
                    each.ZoneName,
                    each.Ipv4,
                    each.Ipv6,
                    PathFrom(state, each.ZoneId),
                    each.Healthy,
                    !each.Healthy,
                    null,
                    provisioning));
        }

        return interfaces.MoveToImmutable();
    }

    /// <summary>How many of these the endpoint never had: their ids were drawn for them.</summary>
    public static int NewIn(InterfaceEndpointState state, ImmutableArray<EndpointInterface> interfaces) =>
        interfaces.Count(each => !Has(state.Interfaces, each) && !(state.Underway?.Interfaces is { } ready && Has(ready, each)));

    /// <summary>The interfaces with the provider zones that the service gave; within the Region it gives none.</summary>
    public static ImmutableArray<EndpointInterface> Through(ImmutableArray<EndpointInterface> interfaces, ImmutableArray<ZonePath> paths) =>
        [.. interfaces.Select(each => each with { ProviderZoneId = paths.FirstOrDefault(path => path.ConsumerZoneId == each.ZoneId)?.ProviderZoneId ?? each.ProviderZoneId })];

    /// <summary>A change of some interfaces, those of a place that is ready for the endpoint among them.</summary>
    public static InterfaceEndpointState With(
        InterfaceEndpointState state, Func<EndpointInterface, bool> which, Func<EndpointInterface, EndpointInterface> change)
    {
        ImmutableArray<EndpointInterface> Changed(ImmutableArray<EndpointInterface> interfaces) =>
            [.. interfaces.Select(each => which(each) ? change(each) : each)];

        return state with
        {
            Interfaces = Changed(state.Interfaces),
            Underway = state.Underway is { Interfaces: { } ready } underway ? underway with { Interfaces = Changed(ready) } : state.Underway,
        };
    }

    // An interface in the place of another enters the service where that one did, until the service says otherwise.
    private static string PathFrom(InterfaceEndpointState state, string zoneId) =>
        state.Interfaces.FirstOrDefault(known => known.ZoneId == zoneId)?.ProviderZoneId ?? zoneId;

    private static bool Has(ImmutableArray<EndpointInterface> interfaces, EndpointInterface wanted) =>
        interfaces.Any(each => each.NetworkInterfaceId == wanted.NetworkInterfaceId);
}
