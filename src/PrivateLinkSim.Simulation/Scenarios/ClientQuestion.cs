using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>How clients turn to an endpoint: what they ask the name server, and what they send to the addresses that it answers.</summary>
/// <param name="DnsName">The name that they ask for; empty when they have none to ask for.</param>
/// <param name="VpcId">The VPC in which they ask; null when they ask elsewhere.</param>
/// <param name="Flow">What they send; to addresses of which family, the answer decides.</param>
public sealed record ClientQuestion(string DnsName, string? VpcId, Flow Flow)
{
    /// <summary>The zone whose address they take where it is answered; null for any.</summary>
    public string? PreferredZone { get; init; }

    /// <summary>How a group of clients turns to its endpoint, or to that which it falls back to, by whose Regional name it asks.</summary>
    /// <param name="idOf">The id of what the scenario gave a name to.</param>
    public static ClientQuestion Of(
        ClientGroup group, string endpointId, InterfaceEndpointState endpoint, bool isFallback, Func<string, string> idOf, IWorld world)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(idOf);
        var isInVpc = group.Source == ClientSource.Vpc;
        var name = (isFallback ? "regional" : group.Dns) switch
        {
            "regional" => DnsNames.Regional(endpointId, endpoint),
            "private" => endpoint.PrivateDnsName is { } privateName ? privateName.Replace("*.", "any.", StringComparison.Ordinal) : "",
            var zone => DnsNames.Zonal(endpointId, endpoint, endpoint.Interfaces.FirstOrDefault(each => each.ZoneId == zone)?.ZoneName ?? zone),
        };
        var source = group.Source == ClientSource.Internet ? FlowSource.Internet : FlowSource.Vpc;
        var flow = new Flow(source, DnsRecordType.A, group.Protocol, group.DatagramBytes, group.Mtu)
        {
            Port = group.Port,
            Client = isInVpc ? InVpc(group, endpoint, idOf, world) : new FlowClient { Address = group.Address },
        };
        return new ClientQuestion(name, isInVpc ? endpoint.VpcId : null, flow)
        {
            PreferredZone = group.AddressChoice == AddressChoice.SameZone ? ZoneOf(group, endpoint, idOf, world) : null,
        };
    }

    /// <summary>The zone that a group counts as its own; empty when its subnet is not in the endpoint's VPC.</summary>
    public static string ZoneOf(ClientGroup group, InterfaceEndpointState endpoint, Func<string, string> idOf, IWorld world)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(idOf);
        ArgumentNullException.ThrowIfNull(world);
        return world.Find<VpcState>(new EntityId(EntityKind.Vpc, endpoint.VpcId)) is { } vpc && vpc.Subnets.TryGetValue(idOf(group.Subnet), out var subnet)
            ? subnet.ZoneId
            : "";
    }

    /// <summary>
    /// What the name server answers, and what is sent then: clients ask for IPv4 addresses first, and for IPv6 addresses where there
    /// are none.
    /// </summary>
    public (DnsAnswer Answer, Flow Flow) Resolve(IWorld world)
    {
        var (family, answer) = (DnsRecordType.A, DnsNames.Resolve(DnsName, DnsRecordType.A, world, VpcId));
        if (answer.Status == DnsStatus.NoData)
        {
            (family, answer) = (DnsRecordType.Aaaa, DnsNames.Resolve(DnsName, DnsRecordType.Aaaa, world, VpcId));
        }

        return (answer, Flow with { Family = family });
    }

    /// <summary>Which of the zones that are answered they turn to.</summary>
    public ImmutableArray<string> Choose(ImmutableArray<string> answered) =>
        PreferredZone is { } zone && answered.Contains(zone, StringComparer.Ordinal) ? [zone] : answered;

    private static FlowClient InVpc(ClientGroup group, InterfaceEndpointState endpoint, Func<string, string> idOf, IWorld world)
    {
        var client = FlowClient.In(endpoint.VpcId, idOf(group.Subnet), world);
        return group.SecurityGroups.IsEmpty ? client : client with { SecurityGroupIds = [.. group.SecurityGroups.Select(idOf)] };
    }
}
