using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks the endpoints of a topology: what they refer to is there, lies where they do, and is ready at the start.</summary>
internal sealed class TopologyEndpointChecks(Scenario scenario, ScenarioNames names, ReferenceChecks references, Settings settings)
{
    private readonly ScenarioErrors _errors = references.Errors;

    public void Check()
    {
        for (var index = 0; index < scenario.Topology.Endpoints.Length; index++)
        {
            Check(scenario.Topology.Endpoints[index], ScenarioPath.Item("topology.endpoints", index));
        }
    }

    private void Check(EndpointTopology endpoint, string path)
    {
        references.Topological($"{path}.vpc", endpoint.Vpc, ResourceKind.Vpc);
        InVpc($"{path}.subnets", endpoint.Subnets, ResourceKind.Subnet, endpoint);
        InVpc($"{path}.securityGroups", endpoint.SecurityGroups, ResourceKind.SecurityGroup, endpoint);
        if (references.Topological($"{path}.service", endpoint.Service, ResourceKind.Service))
        {
            CheckAnswer(endpoint, scenario.Topology.Services.First(each => each.Name == endpoint.Service), path);
        }
    }

    private void InVpc(string path, ImmutableArray<string> named, ResourceKind kind, EndpointTopology endpoint)
    {
        for (var index = 0; index < named.Length; index++)
        {
            var itemPath = ScenarioPath.Item(path, index);
            if (references.Topological(itemPath, named[index], kind) && names.TryGet(named[index], out var part) && part.Vpc != endpoint.Vpc)
            {
                _errors.Add(itemPath, $"'{named[index]}' lies in {part.Vpc}, and the endpoint in {endpoint.Vpc}");
            }
        }
    }

    private void CheckAnswer(EndpointTopology endpoint, ServiceTopology service, string path)
    {
        if (endpoint.Connection == ConnectionAnswer.Awaited && !service.AcceptanceRequired)
        {
            _errors.Add($"{path}.connection", $"'{service.Name}' accepts all connections; say \"acceptanceRequired\": true of it, so that one can be awaited");
        }

        if (endpoint is { PrivateDnsEnabled: true, Connection: ConnectionAnswer.Awaited })
        {
            _errors.Add($"{path}.privateDnsEnabled", "an endpoint that awaits acceptance can't have private DNS (§2.2/private)");
        }

        if (endpoint.PrivateDnsEnabled && !service.PrivateDnsVerified)
        {
            _errors.Add($"{path}.privateDnsEnabled", $"'{service.Name}' has no private DNS name that is verified; say \"privateDnsVerified\": true of it");
        }
        else if (endpoint.PrivateDnsEnabled && settings.PrivateDnsVerification > TimeSpan.Zero)
        {
            _errors.Add(
                $"{path}.privateDnsEnabled",
                $"the private DNS name of '{service.Name}' is verified only {Durations.Text(settings.PrivateDnsVerification)} after the start; "
                + "say \"privateDnsVerification\": \"0s\" in the settings");
        }
    }
}
