namespace PrivateLinkSim.Simulation;

/// <summary>Turns the endpoints of a topology into the calls that make them, and into what the providers say to their connections.</summary>
internal static class TopologyEndpoints
{
    public static IEnumerable<PlannedStep> Of(ScenarioFile file)
    {
        var topology = file.Scenario.Topology;
        var endpoints = topology.Endpoints.Select((endpoint, index) => (Endpoint: endpoint, Path: ScenarioPath.Item("topology.endpoints", index))).ToLookup(each => StandsBefore(topology, each.Endpoint));
        return
        [
            .. endpoints[true].SelectMany(each => Endpoint(file, each.Endpoint, each.Path)),
            .. topology.Services.SelectMany((service, index) => RequireAcceptance(file, service, ScenarioPath.Item("topology.services", index))),
            .. endpoints[false].SelectMany(each => Endpoint(file, each.Endpoint, each.Path)),
        ];
    }

    /// <summary>
    /// Whether endpoints of the service are made before it asks for acceptance: an endpoint that awaits acceptance can't have private DNS
    /// (§2.2/private), and has to wait until it is available before it can get it.
    /// </summary>
    public static bool StandBefore(Topology topology, ServiceTopology service) =>
        service.AcceptanceRequired && topology.Endpoints.Any(endpoint => endpoint.Service == service.Name && StandsBefore(topology, endpoint));

    private static bool StandsBefore(Topology topology, EndpointTopology endpoint) =>
        endpoint is { PrivateDnsEnabled: true, Connection: not ConnectionAnswer.Awaited } && ServiceOf(topology, endpoint).AcceptanceRequired;

    private static IEnumerable<PlannedStep> RequireAcceptance(ScenarioFile file, ServiceTopology service, string path) =>
        StandBefore(file.Scenario.Topology, service)
            ? [TopologySteps.Plan(file, path, TopologySteps.ProviderOf(file, service), null, new Step
                {
                    ModifyVpcEndpointServiceConfiguration = new() { ServiceId = service.Name, AcceptanceRequired = true },
                })]
            : [];

    private static IEnumerable<PlannedStep> Endpoint(ScenarioFile file, EndpointTopology endpoint, string path)
    {
        var vpc = file.Scenario.Topology.Vpcs.First(each => each.Name == endpoint.Vpc);
        var service = ServiceOf(file.Scenario.Topology, endpoint);
        var provider = TopologySteps.ProviderOf(file, service);
        yield return TopologySteps.Plan(file, path, TopologySteps.CallerFor(file, vpc.Account, vpc.Region), endpoint.Name, new Step
        {
            CreateVpcEndpoint = new()
            {
                VpcId = vpc.Name,
                ServiceName = service.Name,
                ServiceRegion = provider.Region == vpc.Region ? null : provider.Region,
                SubnetIds = endpoint.Subnets,
                SecurityGroupIds = endpoint.SecurityGroups,
                IpAddressType = endpoint.IpAddressType,
                DnsOptions = endpoint.DnsRecordIpType is { } records ? new() { DnsRecordIpType = records } : null,
                PrivateDnsEnabled = endpoint.PrivateDnsEnabled ? true : null,
                Tags = endpoint.Tags,
            },
        });
        var connection = new ConnectionsParameters { ServiceId = service.Name, VpcEndpointIds = [endpoint.Name] };
        var answer = endpoint.Connection switch
        {
            ConnectionAnswer.Rejected => new Step { RejectVpcEndpointConnections = connection },
            ConnectionAnswer.Accepted when service.AcceptanceRequired && !endpoint.PrivateDnsEnabled => new Step { AcceptVpcEndpointConnections = connection },
            _ => null,
        };
        if (answer is not null)
        {
            yield return TopologySteps.Plan(file, path, provider, null, answer);
        }
    }

    private static ServiceTopology ServiceOf(Topology topology, EndpointTopology endpoint) =>
        topology.Services.First(service => service.Name == endpoint.Service);
}
