namespace PrivateLinkSim.Domain.Tests;

/// <content>What the people of the stories see.</content>
internal sealed partial class World
{
    public static EntityId Region(string name) => new(EntityKind.Region, name);

    public static EntityId Vpc(string id) => new(EntityKind.Vpc, id);

    public static EntityId LoadBalancerOf(string arn) => new(EntityKind.LoadBalancer, arn);

    public static EntityId TargetGroupOf(string arn) => new(EntityKind.TargetGroup, arn);

    public static EntityId ServiceOf(string id) => new(EntityKind.EndpointService, id);

    public static EntityId EndpointOf(string id) => new(EntityKind.InterfaceEndpoint, id);

    public EndpointServiceState State(string service) => Known<EndpointServiceState>(ServiceOf(service));

    public InterfaceEndpointState Endpoint(string endpoint) => Known<InterfaceEndpointState>(EndpointOf(endpoint));

    public LoadBalancerState LoadBalancer(string arn) => Known<LoadBalancerState>(LoadBalancerOf(arn));

    public TargetGroupState TargetGroup(string arn) => Known<TargetGroupState>(TargetGroupOf(arn));

    public EndpointStatus Status(string endpoint) => Endpoint(endpoint).Status;

    /// <summary>The endpoint's status as its service sees it.</summary>
    public EndpointStatus StatusAt(string service, string endpoint) => State(service).Connections[endpoint].Status;

    public long FreeAddresses(Network network) => Known<VpcState>(Vpc(network.VpcId)).Subnets.Values.Sum(subnet => subnet.FreeAddresses);

    public DnsAnswer Resolve(string name) => DnsNames.Resolve(name, this);

    public string RegionalName(string endpoint) => DnsNames.Regional(endpoint, Endpoint(endpoint));

    public string ZonalName(string endpoint, string zoneId) =>
        DnsNames.Zonal(endpoint, Endpoint(endpoint), Endpoint(endpoint).Interfaces.Single(each => each.ZoneId == zoneId).ZoneName);

    /// <summary>The zones whose addresses the Regional name answers with.</summary>
    public string[] ZonesInService(string endpoint) => [.. Resolve(RegionalName(endpoint)).Interfaces.Select(each => each.ZoneId)];

    public PathVerdict Path(string endpoint, string zoneId) => PathVerdict.Judge(endpoint, zoneId, this);

    /// <summary>The provider zone that the traffic from a zone of the endpoint enters, as the endpoint and its service agree.</summary>
    public string ProviderZone(string endpoint, string zoneId)
    {
        var zone = Endpoint(endpoint).Interfaces.Single(each => each.ZoneId == zoneId).ProviderZoneId;
        var paths = State(Endpoint(endpoint).ServiceId).Connections[endpoint].Paths;
        Assert.Equal(zone, paths.Single(path => path.ConsumerZoneId == zoneId).ProviderZoneId);
        return zone;
    }

    private TState Known<TState>(EntityId id)
        where TState : class, IState
    {
        var state = Find<TState>(id);
        Assert.NotNull(state);
        return state;
    }
}
