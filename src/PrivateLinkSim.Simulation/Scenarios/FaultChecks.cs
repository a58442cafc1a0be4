namespace PrivateLinkSim.Simulation;

/// <summary>Checks that faults name what there is, last for a time, and are of a size that can be. What they hit is for the run to find out.</summary>
internal sealed class FaultChecks(ReferenceChecks references)
{
    private const int MostMilliseconds = 60_000;
    private const int SlowestTarget = 300_000;
    private const int MostSeconds = 86_400;
    private static readonly TimeSpan LongestShift = TimeSpan.FromHours(72);

    private readonly ScenarioErrors _errors = references.Errors;

    public void Check(Step step, string path)
    {
        switch (step)
        {
            case { BeginRegionOutage: { } call }:
                references.Region($"{path}.BeginRegionOutage.RegionName", call.RegionName);
                break;
            case { EndRegionOutage: { } call }:
                references.Region($"{path}.EndRegionOutage.RegionName", call.RegionName);
                break;
            case { ImpairZone: { } call }:
                references.ZoneId($"{path}.ImpairZone.ZoneId", call.ZoneId);
                break;
            case { RepairZone: { } call }:
                references.ZoneId($"{path}.RepairZone.ZoneId", call.ZoneId);
                break;
            case { AzPowerInterruption: { } fault }:
                CheckZone($"{path}.az-power-interruption", fault.ZoneId, fault.Duration);
                break;
            case { AzNetworkDisruption: { } fault }:
                CheckZone($"{path}.az-network-disruption", fault.ZoneId, fault.Duration);
                break;
            case { RegionOutage: { } fault }:
                references.Region($"{path}.region-outage.RegionName", fault.RegionName);
                LastingOrNot($"{path}.region-outage.Duration", fault.Duration);
                break;
            case { ControlPlaneOutage: { } fault }:
                CheckRegion($"{path}.control-plane-outage", fault);
                break;
            case { InterRegionDisruption: { } fault }:
                CheckRegions($"{path}.inter-region-disruption", fault.RegionName, fault.PeerRegionName);
                Lasting($"{path}.inter-region-disruption.Duration", fault.Duration);
                break;
            case { TargetFailure: { } fault }:
                CheckTargets($"{path}.target-failure", fault.ZoneId, fault.Duration);
                break;
            case { TargetSlow: { } fault }:
                CheckTargets($"{path}.target-slow", fault.ZoneId, fault.Duration);
                Within($"{path}.target-slow.DelayMilliseconds", fault.DelayMilliseconds, 1, SlowestTarget);
                break;
            case { LoadBalancerNodeFailure: { } fault }:
                CheckZone($"{path}.load-balancer-node-failure", fault.ZoneId, fault.Duration);
                break;
            case { EndpointInterfaceFailure: { } fault }:
                CheckZone($"{path}.endpoint-interface-failure", fault.ZoneId, fault.Duration);
                break;
            case { DisruptVpcEndpoint: { } fault }:
                Lasting($"{path}.disrupt-vpc-endpoint.Duration", fault.Duration);
                break;
            case { ZonalShift: { } shift }:
                references.ZoneId($"{path}.zonal-shift.AwayFrom", shift.AwayFrom);
                Lasting($"{path}.zonal-shift.ExpiresIn", shift.ExpiresIn, LongestShift);
                break;
            case { UpdateZonalShift: { ExpiresIn: null, Comment: null } }:
                _errors.Add($"{path}.update-zonal-shift", "nothing is to change; say ExpiresIn or Comment");
                break;
            case { UpdateZonalShift.ExpiresIn: { } expiresIn }:
                Lasting($"{path}.update-zonal-shift.ExpiresIn", expiresIn, LongestShift);
                break;
            case { DnsDelay: { } fault }:
                CheckDns($"{path}.dns-delay", fault);
                break;
            case { Repair: { } repair }:
                new RepairChecks(references).Check($"{path}.repair", repair);
                break;
            case { PacketLoss: { } fault }:
                CheckWay($"{path}.packet-loss", fault);
                CheckLoss($"{path}.packet-loss.LossPercent", fault);
                break;
            case { Latency: { } fault }:
                CheckWay($"{path}.latency", fault);
                Within($"{path}.latency.DelayMilliseconds", fault.DelayMilliseconds, 1, MostMilliseconds);
                break;
        }
    }

    private void CheckZone(string path, string zoneId, string? duration)
    {
        references.ZoneId($"{path}.ZoneId", zoneId);
        LastingOrNot($"{path}.Duration", duration);
    }

    private void CheckRegion(string path, RegionFaultParameters fault)
    {
        references.Region($"{path}.RegionName", fault.RegionName);
        Lasting($"{path}.Duration", fault.Duration);
    }

    private void CheckRegions(string path, string region, string peer)
    {
        references.Region($"{path}.RegionName", region);
        references.Region($"{path}.PeerRegionName", peer);
        if (region == peer)
        {
            _errors.Add($"{path}.PeerRegionName", $"there is no way from {region} to itself; name another Region");
        }
    }

    private void CheckTargets(string path, string? zoneId, string duration)
    {
        if (zoneId is { } zone)
        {
            references.ZoneId($"{path}.ZoneId", zone);
        }

        Lasting($"{path}.Duration", duration);
    }

    private void CheckDns(string path, DnsDelayParameters fault)
    {
        if (fault.VpcId is null == fault.RegionName is null)
        {
            _errors.Add(path, "say where: VpcId or RegionName, and one of them only");
        }
        else if (fault.RegionName is { } region)
        {
            references.Region($"{path}.RegionName", region);
        }

        Within($"{path}.DelaySeconds", fault.DelaySeconds, 1, MostSeconds);
        Lasting($"{path}.Duration", fault.Duration);
    }

    private void CheckWay(string path, WayFaultParameters way)
    {
        var regions = (way.RegionName ?? way.PeerRegionName) is not null;
        if (new[] { way.ZoneId is not null, regions, way.VpcEndpointId is not null }.Count(isSaid => isSaid) != 1)
        {
            _errors.Add(path, "say where: ZoneId, RegionName with PeerRegionName, or VpcEndpointId, and one of them only");
        }
        else if (way.ZoneId is { } zone)
        {
            references.ZoneId($"{path}.ZoneId", zone);
        }
        else if (way is { RegionName: { } region, PeerRegionName: { } peer })
        {
            CheckRegions(path, region, peer);
        }
        else if (regions)
        {
            _errors.Add(path, "a way has two ends: say RegionName and PeerRegionName");
        }

        Lasting($"{path}.Duration", way.Duration);
    }

    // What loses everything has a fault of its own, which health checks find out and DNS follows.
    private void CheckLoss(string path, PacketLossParameters fault)
    {
        if (fault.LossPercent >= 100)
        {
            var whole = fault.ZoneId is not null ? "az-network-disruption" : fault.VpcEndpointId is not null ? "disrupt-vpc-endpoint" : "inter-region-disruption";
            _errors.Add(path, FormattableString.Invariant($"{fault.LossPercent} is not from 1 to 99; where nothing passes, say {whole}"));
        }
        else
        {
            Within(path, fault.LossPercent, 1, 99);
        }
    }

    private void Within(string path, int number, int least, int most)
    {
        if (number < least || number > most)
        {
            _errors.Add(path, FormattableString.Invariant($"{number} is not from {least} to {most}"));
        }
    }

    private void LastingOrNot(string path, string? text)
    {
        if (text is not null)
        {
            Lasting(path, text);
        }
    }

    private void Lasting(string path, string text, TimeSpan? most = null)
    {
        if (!Durations.TryParse(text, out var duration) || duration == TimeSpan.Zero)
        {
            _errors.Add(path, $"'{text}' is no duration, such as 90s, 10m or 1h30m");
        }
        else if (duration > most)
        {
            _errors.Add(path, $"{text} is too long; at most {Durations.Text(most.Value)}");
        }
    }
}
