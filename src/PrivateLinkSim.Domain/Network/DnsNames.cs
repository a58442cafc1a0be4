using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The DNS names of services and endpoints (R8-R13), and what they answer (R59-R63).</summary>
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

    /// <summary>
    /// The names of an endpoint that exist: the Regional one, the zonal ones in the order of zone ids, the private one (R13, §2.8). An
    /// endpoint without subnets has no zonal names, one across Regions only by the setting <c>zonalDnsAcrossRegions</c> (C3).
    /// </summary>
    public static ImmutableArray<string> OfEndpoint(string endpointId, InterfaceEndpointState endpoint, Settings settings) =>
        endpoint.HasNames(settings)
            ?
            [
                Regional(endpointId, endpoint),
                .. WithZonalNames(endpoint, settings).Select(each => Zonal(endpointId, endpoint, each.ZoneName)),
                .. endpoint.PrivateDnsName is { } privateName ? ImmutableArray.Create(privateName) : [],
            ]
            : [];

    /// <summary>What a name answers to a query for IPv4 addresses, outside of any VPC.</summary>
    public static DnsAnswer Resolve(string name, IWorld world) => Resolve(name, DnsRecordType.A, world);

    /// <summary>
    /// What a name answers: the names under <c>vpce.amazonaws.com</c>, which are public, and private DNS names, which resolve only
    /// in the VPC of an endpoint that has them (R63). Other public DNS is not modelled: outside of such a VPC a private name does
    /// not exist here, whatever the internet says of it.
    /// </summary>
    /// <param name="name">The queried name; case and a final dot do not matter.</param>
    /// <param name="type">The records that are asked for.</param>
    /// <param name="world">The entities at the moment of the query.</param>
    /// <param name="vpcId">The VPC of the client that asks, or null for one outside of every VPC.</param>
    /// <param name="holderOf">An index of the VPC's private names (<see cref="VpcState.PrivateNames"/>), of whoever asks often; null to look for the name.</param>
    public static DnsAnswer Resolve(string name, DnsRecordType type, IWorld world, string? vpcId = null, Func<string, string?>? holderOf = null)
    {
        var asked = name.TrimEnd('.').ToLowerInvariant();
        if (vpcId is not null && ResolvePrivate(asked, type, world, vpcId, holderOf) is { } answer)
        {
            return answer;
        }

        if (!asked.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return DnsAnswer.NoSuchName;
        }

        return asked[..^Suffix.Length].Split('.') switch
        {
            [var serviceId, var region] => ResolveService(serviceId, region, world),
            [var label, var serviceId, _] when serviceId.StartsWith("vpce-svc-", StringComparison.Ordinal) =>
                ResolveEndpoint(asked, label, type, world),
            _ => DnsAnswer.NoSuchName,
        };
    }

    private static DnsAnswer ResolveService(string serviceId, string region, IWorld world) =>
        world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, serviceId)) is { Exists: true } service
        && service.Region == region
        && world.Facts.Settings.ServiceHostnameAnswers == ServiceHostnameAnswer.NoData
            ? DnsAnswer.NoData
            : DnsAnswer.NoSuchName;

    private static DnsAnswer ResolveEndpoint(string asked, string label, DnsRecordType type, IWorld world)
    {
        const int IdLength = 22;
        var id = label.Length < IdLength ? label : label[..IdLength];
        var settings = world.Facts.Settings;
        if (world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is not { } endpoint
            || !endpoint.HasNames(settings))
        {
            return DnsAnswer.NoSuchName;
        }

        if (asked == Regional(id, endpoint))
        {
            return RegionalAnswer(endpoint, type, world);
        }

        // A zonal name stays pinned to its zone, healthy or not (R37).
        return WithZonalNames(endpoint, settings).FirstOrDefault(each => asked == Zonal(id, endpoint, each.ZoneName)) is { } zonal
            ? Records(endpoint).EndpointNames.Contains(type) ? DnsAnswer.Of([zonal], type) : DnsAnswer.NoData
            : DnsAnswer.NoSuchName;
    }

    // The zone of a private name belongs to the VPC of an endpoint that has it; null leaves the question to public DNS.
    private static DnsAnswer? ResolvePrivate(string asked, DnsRecordType type, IWorld world, string vpcId, Func<string, string?>? holderOf)
    {
        var settings = world.Facts.Settings;
        if (world.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId)) is not { } vpc
            || HolderFor(asked, holderOf ?? vpc.HolderOf) is not { } holder
            || world.Find<InterfaceEndpointState>(EntityId.Parse(holder)) is not { PrivateDnsEnabled: true } endpoint
            || !endpoint.HasNames(settings))
        {
            return null;
        }

        return settings.PrivateDnsRecordForm == PrivateDnsRecordForm.Cname
            ? RegionalAnswer(endpoint, type, world) with { Cname = Regional(EntityId.Parse(holder).Key, endpoint) }
            : Records(endpoint).PrivateName.Contains(type) ? DnsAnswer.Of(InService(endpoint, world), type) : DnsAnswer.NoData;
    }

    // The name itself before a wildcard above it, and of wildcards the nearest.
    private static string? HolderFor(string asked, Func<string, string?> holderOf)
    {
        if (holderOf(asked) is { } holder)
        {
            return holder;
        }

        for (var dot = asked.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = asked.IndexOf('.', dot + 1))
        {
            if (holderOf($"*{asked[dot..]}") is { } nearest)
            {
                return nearest;
            }
        }

        return null;
    }

    private static DnsAnswer RegionalAnswer(InterfaceEndpointState endpoint, DnsRecordType type, IWorld world) =>
        Records(endpoint).EndpointNames.Contains(type) ? DnsAnswer.Of(InService(endpoint, world), type) : DnsAnswer.NoData;

    private static DnsRecordRow Records(InterfaceEndpointState endpoint) =>
        IpAddressTypes.RecordsOf(endpoint.IpAddressType, endpoint.DnsRecordIpType);

    private static ImmutableArray<EndpointInterface> WithZonalNames(InterfaceEndpointState endpoint, Settings settings) =>
        endpoint.IsCrossRegion && !settings.ZonalDnsAcrossRegions ? [] : endpoint.VisibleInterfaces(settings);

    // Left out are interfaces whose zone fails, and within the Region those whose zone the provider's load balancers do not serve (§6.2).
    private static ImmutableArray<EndpointInterface> InService(InterfaceEndpointState endpoint, IWorld world)
    {
        var settings = world.Facts.Settings;
        var interfaces = endpoint.VisibleInterfaces(settings);
        var service = endpoint.IsCrossRegion ? null : world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
        ImmutableArray<EndpointInterface> inService =
        [
            .. interfaces.Where(each => !each.Withdrawn
                && each.Provisioning != true
                && !(service is { Exists: true } && service.Zones.TryGetValue(each.ZoneId, out var zone) && zone.OutOfService)),
        ];
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

    /// <summary>The name exists without an address of the asked kind (NODATA).</summary>
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

    /// <summary>The addresses of the asked family, in the order of <see cref="Interfaces"/>.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    /// <summary>The Regional name that a private name is an alias of (setting <c>privateDnsRecordForm</c>); the addresses are that name's.</summary>
    public string? Cname { get; init; }

    /// <summary>The addresses of a family, or NODATA when there are none.</summary>
    public static DnsAnswer Of(ImmutableArray<EndpointInterface> interfaces, DnsRecordType type)
    {
        ImmutableArray<EndpointInterface> having = [.. interfaces.Where(each => each.AddressOf(type) is not null)];
        return having.IsEmpty
            ? NoData
            : new DnsAnswer(DnsStatus.Found, having) { Addresses = [.. having.Select(each => each.AddressOf(type)!)] };
    }
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
