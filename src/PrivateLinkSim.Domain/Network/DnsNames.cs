using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The DNS names of services and endpoints (R8-R13), and what they answer.</summary>
public static class DnsNames
{
    private const string Suffix = ".vpce.amazonaws.com";

    /// <summary>The hostname of a service: <c>vpce-svc-….us-east-2.vpce.amazonaws.com</c> (R8, R9).</summary>
    public static string OfService(string serviceId, string region) => $"{serviceId}.{region}{Suffix}";

    /// <summary>The Regional name of an endpoint (R10, R12).</summary>
    public static string Regional(string endpointId, InterfaceEndpointState endpoint) =>
        $"{Label(endpointId, endpoint)}.{endpoint.ServiceId}.{endpoint.HostRegion}{Suffix}";

    /// <summary>The zonal name of an endpoint in a zone, by the consumer account's name of the zone (R11, R12).</summary>
    public static string Zonal(string endpointId, InterfaceEndpointState endpoint, string zoneName) =>
        $"{Label(endpointId, endpoint)}-{zoneName}.{endpoint.ServiceId}.{endpoint.HostRegion}{Suffix}";

    /// <summary>All names of an endpoint: the Regional one, then the zonal ones in the order of zone ids (R13). An endpoint without subnets has no zonal names.</summary>
    public static ImmutableArray<string> OfEndpoint(string endpointId, InterfaceEndpointState endpoint) =>
        [Regional(endpointId, endpoint), .. endpoint.Interfaces.Select(each => Zonal(endpointId, endpoint, each.ZoneName))];

    /// <summary>What the names under <c>vpce.amazonaws.com</c> answer to a query for IPv4 addresses.</summary>
    /// <param name="name">The queried name; case and a final dot do not matter.</param>
    /// <param name="world">The entities at the moment of the query.</param>
    public static DnsAnswer Resolve(string name, IWorld world)
    {
        var asked = name.TrimEnd('.').ToLowerInvariant();
        if (!asked.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return DnsAnswer.NoSuchName;
        }

        return asked[..^Suffix.Length].Split('.') switch
        {
            [var serviceId, var region] => ResolveService(serviceId, region, world),
            [var label, var serviceId, _] when serviceId.StartsWith("vpce-svc-", StringComparison.Ordinal) =>
                ResolveEndpoint(asked, label, world),
            _ => DnsAnswer.NoSuchName,
        };
    }

    private static DnsAnswer ResolveService(string serviceId, string region, IWorld world) =>
        world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, serviceId)) is { Exists: true } service
        && service.Region == region
        && world.Facts.Settings.ServiceHostnameAnswers == ServiceHostnameAnswer.NoData
            ? DnsAnswer.NoData
            : DnsAnswer.NoSuchName;

    private static DnsAnswer ResolveEndpoint(string asked, string label, IWorld world)
    {
        const int IdLength = 22;
        var id = label.Length < IdLength ? label : label[..IdLength];
        if (world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is not { } endpoint
            || !endpoint.HasNames(world.Facts.Settings))
        {
            return DnsAnswer.NoSuchName;
        }

        var interfaces = endpoint.VisibleInterfaces(world.Facts.Settings);
        if (asked == Regional(id, endpoint))
        {
            return DnsAnswer.Of(InService(interfaces, world.Facts.Settings));
        }

        // A zonal name stays pinned to its zone, healthy or not (R37).
        return interfaces.FirstOrDefault(each => asked == Zonal(id, endpoint, each.ZoneName)) is { } zonal
            ? DnsAnswer.Of([zonal])
            : DnsAnswer.NoSuchName;
    }

    private static ImmutableArray<EndpointInterface> InService(ImmutableArray<EndpointInterface> interfaces, Settings settings)
    {
        ImmutableArray<EndpointInterface> inService = [.. interfaces.Where(each => !each.Withdrawn)];
        return inService.IsEmpty && settings.RegionalNameFailsOpen ? interfaces : inService;
    }

    private static string Label(string endpointId, InterfaceEndpointState endpoint) =>
        endpoint.NameSuffix.Length == 0 ? endpointId : $"{endpointId}-{endpoint.NameSuffix}";
}

/// <summary>The kinds of answer that a name server gives.</summary>
public enum DnsStatus
{
    /// <summary>The name has addresses.</summary>
    Found,

    /// <summary>The name exists without an address (NODATA).</summary>
    NoData,

    /// <summary>There is no such name (NXDOMAIN).</summary>
    NoSuchName,
}

/// <summary>A name server's answer.</summary>
/// <param name="Interfaces">The endpoint interfaces whose addresses are given, in the order of zone ids.</param>
public sealed record DnsAnswer(DnsStatus Status, ImmutableArray<EndpointInterface> Interfaces)
{
    /// <summary>The name exists without an address.</summary>
    public static readonly DnsAnswer NoData = new(DnsStatus.NoData, []);

    /// <summary>There is no such name.</summary>
    public static readonly DnsAnswer NoSuchName = new(DnsStatus.NoSuchName, []);

    /// <summary>Addresses, or NODATA when there are none.</summary>
    public static DnsAnswer Of(ImmutableArray<EndpointInterface> interfaces) =>
        interfaces.IsEmpty ? NoData : new DnsAnswer(DnsStatus.Found, interfaces);
}

/// <summary>The entities of a run at one moment, for reading.</summary>
public interface IWorld
{
    /// <summary>The run's settings and Region table.</summary>
    Facts Facts { get; }

    /// <summary>The state of an entity, or null when nothing ever happened to it.</summary>
    TState? Find<TState>(EntityId id)
        where TState : class, IState;
}
