using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that a repair names a fault, and where it is as that fault does.</summary>
internal sealed class RepairChecks(ReferenceChecks references)
{
    // Each fault and the places that it can have.
    private static readonly (string Fault, string[][] Places)[] Known =
    [
        ("az-power-interruption", [["ZoneId"]]),
        ("az-network-disruption", [["ZoneId"]]),
        ("region-outage", [["RegionName"]]),
        ("control-plane-outage", [["RegionName"]]),
        ("inter-region-disruption", [["RegionName", "PeerRegionName"]]),
        ("packet-loss", [["ZoneId"], ["RegionName", "PeerRegionName"], ["VpcEndpointId"]]),
        ("latency", [["ZoneId"], ["RegionName", "PeerRegionName"], ["VpcEndpointId"]]),
        ("dns-delay", [["VpcId"], ["RegionName"]]),
        ("target-failure", [["LoadBalancerArn"]]),
        ("target-slow", [["LoadBalancerArn"]]),
        ("load-balancer-node-failure", [["LoadBalancerArn", "ZoneId"]]),
        ("endpoint-interface-failure", [["VpcEndpointId", "ZoneId"]]),
        ("disrupt-vpc-endpoint", [["VpcEndpointId"]]),
    ];

    /// <summary>The faults that can be repaired.</summary>
    public static ImmutableArray<string> Faults => [.. Known.Select(each => each.Fault)];

    public void Check(string path, RepairParameters repair)
    {
        var found = Array.Find(Known, each => each.Fault == repair.Fault);
        if (found.Fault is null)
        {
            references.OneOf($"{path}.Fault", repair.Fault, "fault that can be repaired", Faults);
            return;
        }

        string[] said =
        [
            .. ((string Name, string? Value)[])
            [
                ("ZoneId", repair.ZoneId), ("RegionName", repair.RegionName), ("PeerRegionName", repair.PeerRegionName),
                ("VpcId", repair.VpcId), ("LoadBalancerArn", repair.LoadBalancerArn), ("VpcEndpointId", repair.VpcEndpointId),
            ]
            is var all ? all.Where(each => each.Value is not null).Select(each => each.Name) : [],
        ];
        if (!found.Places.Any(place => place.Order(StringComparer.Ordinal).SequenceEqual(said.Order(StringComparer.Ordinal), StringComparer.Ordinal)))
        {
            references.Errors.Add(path, $"to repair {found.Fault}, say {string.Join(", or ", found.Places.Select(place => string.Join(" and ", place)))}, and nothing else");
            return;
        }

        CheckPlaces(path, repair);
    }

    private void CheckPlaces(string path, RepairParameters repair)
    {
        if (repair.ZoneId is { } zone)
        {
            references.ZoneId($"{path}.ZoneId", zone);
        }

        if (repair.RegionName is { } region)
        {
            references.Region($"{path}.RegionName", region);
        }

        if (repair.PeerRegionName is { } peer)
        {
            references.Region($"{path}.PeerRegionName", peer);
        }
    }
}
