using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Benchmarks;

/// <summary>How large a generated scenario is.</summary>
/// <param name="Regions">Host Regions, of those that need no opting in first; then of the others, opted in; at most 33.</param>
/// <param name="Services">Endpoint services, spread over the Regions.</param>
/// <param name="Endpoints">Interface endpoints that are made, half of them across Regions.</param>
/// <param name="Steps">Steps in all; those that make no endpoint change, break and repair things.</param>
/// <param name="Seed">The same seed gives the same scenario.</param>
public sealed record GeneratedScenarioSize(int Regions, int Services, int Endpoints, int Steps, long Seed = 1);

/// <summary>
/// Writes large scenarios in which every command ends as the scenario expects: endpoints are made, accepted, rejected and
/// deleted, Regions and principals come and go, zones fail and are repaired, and some calls are refused on purpose.
/// </summary>
public sealed class GeneratedScenario
{
    private const int ConsumersPerRegion = 10;
    private const int ZonesUsed = 2;
    private static readonly string[] Consumers = ["500000000001", "500000000002", "500000000003", "500000000004", "500000000005"];

    private readonly GeneratedScenarioSize _size;
    private readonly RegionFacts[] _regions;
    private readonly RegionFacts _otherRegion;
    private readonly JArray _steps = [];
    private readonly List<(string Name, string Service, int MadeAt)> _pending = [];
    private readonly List<(string Name, string Owner, int MadeAt)> _deletable = [];
    private readonly HashSet<string> _impaired = new(StringComparer.Ordinal);
    private readonly HashSet<string> _extraRegions = new(StringComparer.Ordinal);
    private Pcg _pcg;
    private int _second;

    private GeneratedScenario(GeneratedScenarioSize size, RegionTable table)
    {
        _size = size;
        _pcg = new Pcg((ulong)size.Seed, 7);
        RegionFacts[] all = [.. table.All.OrderBy(region => region.OptIn).ThenBy(region => region.Name, StringComparer.Ordinal)];
        (_regions, _otherRegion) = (all[..size.Regions], all[size.Regions]);
    }

    /// <summary>The scenario as JSON text.</summary>
    public static string Text(GeneratedScenarioSize size, RegionTable table) => new GeneratedScenario(size, table).Write().ToString(Newtonsoft.Json.Formatting.None);

    private JObject Write()
    {
        var topology = Topology();
        var made = 0;
        for (var step = 0; step < _size.Steps; step++)
        {
            _second++;
            var endpointsDue = (long)_size.Endpoints * (step + 1) / _size.Steps;
            if (made < endpointsDue)
            {
                MakeEndpoint(made++);
            }
            else
            {
                Change();
            }
        }

        return new JObject
        {
            ["title"] = $"Generated: {Number(_size.Regions)} Regions, {Number(_size.Services)} services, {Number(_size.Endpoints)} endpoints, {Number(_size.Steps)} steps",
            ["seed"] = _size.Seed,
            ["start"] = "2026-01-01T00:00:00Z",
            ["linger"] = "10m",
            ["topology"] = topology,
            ["steps"] = _steps,
        };
    }

    private JObject Topology()
    {
        var optedIn = new JArray(_regions.Append(_otherRegion).Where(region => region.OptIn).Select(region => region.Name));
        var accounts = new JArray(new[] { "100000000001" }.Concat(Consumers).Select(id => new JObject
        {
            ["name"] = NameOf(id), ["id"] = id, ["optedInRegions"] = optedIn.DeepClone(),
        }));
        var vpcs = new JArray(_regions.SelectMany(region => new[] { Vpc($"provider-{region.Name}", "provider", region) }
            .Concat(Enumerable.Range(0, ConsumersPerRegion).Select(index =>
                Vpc($"consumer-{region.Name}-{Number(index)}", NameOf(Consumers[index % Consumers.Length]), region)))));
        var balancers = new JArray(Enumerable.Range(0, _size.Services).Select(service => new JObject
        {
            ["name"] = $"lb-{Number(service)}",
            ["subnets"] = new JArray(Enumerable.Range(0, ZonesUsed).Select(zone => $"provider-{Host(service).Name}-{Number(zone)}")),
        }));
        var services = new JArray(Enumerable.Range(0, _size.Services).Select(service => new JObject
        {
            ["name"] = $"service-{Number(service)}",
            ["loadBalancers"] = new JArray($"lb-{Number(service)}"),
            ["acceptanceRequired"] = NeedsAcceptance(service),
            ["supportedRegions"] = new JArray(_regions.Where(region => region.Name != Host(service).Name).Select(region => region.Name)),
            ["allowedPrincipals"] = new JArray("*"),
        }));
        return new JObject { ["accounts"] = accounts, ["vpcs"] = vpcs, ["loadBalancers"] = balancers, ["services"] = services };
    }

    private static JObject Vpc(string name, string account, RegionFacts region) => new()
    {
        ["name"] = name,
        ["account"] = account,
        ["region"] = region.Name,
        ["cidrBlock"] = "10.0.0.0/16",
        ["subnets"] = new JArray(Zones(region).Select((zone, index) => new JObject
        {
            ["name"] = $"{name}-{Number(index)}", ["zone"] = zone, ["cidrBlock"] = $"10.0.{Number(index * 64)}.0/18",
        })),
    };

    private void MakeEndpoint(int number)
    {
        var service = Draw(_size.Services);
        var host = Host(service);
        var region = Draw(2) == 0 ? host : _regions[Draw(_regions.Length)];
        var consumer = Draw(ConsumersPerRegion);
        var vpc = $"consumer-{region.Name}-{Number(consumer)}";
        var name = $"endpoint-{Number(number)}";
        var call = new JObject
        {
            ["VpcId"] = vpc,
            ["ServiceName"] = $"service-{Number(service)}",
            ["SubnetIds"] = new JArray(Enumerable.Range(0, ZonesUsed).Select(zone => $"{vpc}-{Number(zone)}")),
        };
        if (region.Name != host.Name)
        {
            call["ServiceRegion"] = host.Name;
        }

        var owner = NameOf(Consumers[consumer % Consumers.Length]);
        Add(owner, "CreateVpcEndpoint", call)["as"] = name;
        if (NeedsAcceptance(service))
        {
            _pending.Add((name, $"service-{Number(service)}", _second));
        }
        else
        {
            _deletable.Add((name, owner, _second));
        }
    }

    private void Change()
    {
        switch (Draw(10))
        {
            case 0 or 1 when _pending.Count > 0:
                Decide();
                break;
            case 2 when _deletable.Count > _size.Endpoints / 4:
                var gone = _deletable[Draw(_deletable.Count)];
                _deletable.Remove(gone);
                Add(gone.Owner, "DeleteVpcEndpoints", new JObject { ["VpcEndpointIds"] = new JArray(gone.Name) });
                break;
            case 3:
                ToggleZone();
                break;
            case 4:
                ToggleSupportedRegion();
                break;
            case 5:
                var refused = Draw(_size.Services);
                var removal = Add("provider", "ModifyVpcEndpointServiceConfiguration", new JObject
                {
                    ["ServiceId"] = $"service-{Number(refused)}", ["RemoveSupportedRegions"] = new JArray(Host(refused).Name),
                });
                removal["refused"] = new JObject { ["code"] = "InvalidParameter", ["rule"] = "R29" };
                break;
            case 6 or 7:
                var balancer = Draw(_size.Services);
                Add("provider", "RegisterTargets", new JObject
                {
                    ["LoadBalancerArn"] = $"lb-{Number(balancer)}",
                    ["Targets"] = new JArray(new JObject
                    {
                        ["Id"] = $"i-{Number(Draw(50))}", ["AvailabilityZone"] = Zones(Host(balancer)).ElementAt(Draw(ZonesUsed)),
                    }),
                });
                break;
            default:
                var role = $"arn:aws:iam::{Consumers[Draw(Consumers.Length)]}:role/team-{Number(Draw(40))}";
                Add("provider", "ModifyVpcEndpointServicePermissions", new JObject
                {
                    ["ServiceId"] = $"service-{Number(Draw(_size.Services))}",
                    [Draw(2) == 0 ? "AddAllowedPrincipals" : "RemoveAllowedPrincipals"] = new JArray(role),
                });
                break;
        }
    }

    private void Decide()
    {
        var waiting = _pending[Draw(_pending.Count)];
        _pending.Remove(waiting);
        Add("provider", Draw(4) == 0 ? "RejectVpcEndpointConnections" : "AcceptVpcEndpointConnections", new JObject
        {
            ["ServiceId"] = waiting.Service, ["VpcEndpointIds"] = new JArray(waiting.Name),
        });
    }

    private void ToggleZone()
    {
        var region = _regions[Draw(_regions.Length)];
        var zone = region.Zones[Draw(region.Zones.Length)].ZoneId;
        var isImpaired = !_impaired.Add(zone) && _impaired.Remove(zone);
        var step = Add(null, isImpaired ? "RepairZone" : "ImpairZone", new JObject { ["ZoneId"] = zone });
        if (!isImpaired && !Zones(region).Contains(zone, StringComparer.Ordinal))
        {
            // Nothing of the scenario is there, and a fault that hits nothing fails a run that does not say so.
            step["changesNothing"] = true;
        }
    }

    // A Region that no endpoint of the scenario comes from, so that no endpoint is refused for it.
    private void ToggleSupportedRegion()
    {
        var service = $"service-{Number(Draw(_size.Services))}";
        var isAdded = !_extraRegions.Add(service) && _extraRegions.Remove(service);
        Add("provider", "ModifyVpcEndpointServiceConfiguration", new JObject
        {
            ["ServiceId"] = service, [isAdded ? "RemoveSupportedRegions" : "AddSupportedRegions"] = new JArray(_otherRegion.Name),
        });
    }

    private JObject Add(string? caller, string action, JObject parameters)
    {
        var step = new JObject { ["after"] = "1s", [action] = parameters };
        if (caller is not null)
        {
            step["caller"] = caller;
        }

        _steps.Add(step);
        return step;
    }

    private RegionFacts Host(int service) => _regions[service % _regions.Length];

    private static bool NeedsAcceptance(int service) => service % 4 == 0;

    // Only zones that can be used across Regions.
    private static IEnumerable<string> Zones(RegionFacts region) =>
        region.Zones.Where(zone => zone.CrossRegion).Take(ZonesUsed).Select(zone => zone.ZoneId);

    private static string NameOf(string account) =>
        account.StartsWith('1') ? "provider" : $"consumer-{account[^1]}";

    private int Draw(int bound) => (int)_pcg.Next((uint)bound);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
