namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// By when everybody must know of what fails in a random scenario, from its settings, its health checks and the time to live of answers alone
/// (§6.1, §6.2): until then clients may lose connections, and afterwards only where they have nowhere else to go. Where that can not be told
/// for certain, it says that they may.
/// </summary>
internal sealed class OutageBounds(RandomOutages scenario)
{
    private const int Unknown = 1_000_000;
    private const int CheckTimeout = 10;
    private const int GoodChecks = 5;
    private const int RecoveryDetection = 150;

    /// <summary>The seconds, before an end, in which a group may lose connections to what fails.</summary>
    public bool[] MayLose(ClientGroup clients, long end)
    {
        // What finds no port at the endpoint may be lost at the fallback.
        ClientGroup[] ways = clients.Fallback is { } fallback ? [clients, clients with { Endpoint = fallback, Dns = "regional" }] : [clients];
        var may = new bool[end];
        foreach (var (outage, way) in scenario.Outages.SelectMany(_ => ways, ValueTuple.Create))
        {
            var (until, hits) = UntilOf(outage, way);
            for (var second = outage.From; hits && second < Math.Min(until, end); second++)
            {
                may[second] = true;
            }
        }

        return may;
    }

    /// <summary>How many of the outages cost a group nothing any more before they are over.</summary>
    public int GoneAround(ClientGroup clients) => scenario.Outages.Count(outage => UntilOf(outage, clients) is { Hits: true } bound && bound.Until < outage.Until);

    /// <summary>From which second to before which a group must not use which of its endpoint's zones.</summary>
    public IEnumerable<(string Zone, long From, long Until)> MustNotUse(ClientGroup clients) =>
        from outage in scenario.Outages
        where clients.Dns == "regional" && outage.Verb is not "latency" and not "packet-loss" && Options(clients)[0].Contains(outage.Place) && Takes(outage, clients, 0)
        let until = UntilOf(outage, clients).Until
        where until < outage.Until
        select (outage.Place, until, outage.Until);

    /// <summary>Whether a group can reach a target while nothing fails, at the endpoint and at the fallback, to which it turns with what finds no port.</summary>
    public bool CanConnect(ClientGroup clients) =>
        Array.TrueForAll(Options(clients), options => options.Count > 0)
        && (clients.Fallback is not { } fallback || CanConnect(clients with { Endpoint = fallback, Dns = "regional", Fallback = null }));

    // Until when it may cost a group connections, and whether it may at all. Where no option is left, all are answered, those without a target too, until health checks have found something again.
    private (long Until, bool Hits) UntilOf(Outage outage, ClientGroup clients)
    {
        var isForgotten = outage.Verb is "disrupt-vpc-endpoint" or "inter-region-disruption" || (outage.Verb == "packet-loss" && !scenario.ShiftsByItself);
        var gone = outage.Until + 1 + (isForgotten ? 0 : Memory(clients));
        if (HitsAll(outage, clients))
        {
            return (gone, true);
        }

        var options = Options(clients);
        var hit = Enumerable.Range(0, options.Length).Where(layer => options[layer].Contains(outage.Place) && Takes(outage, clients, layer)).ToArray();
        var known = KnownAt(outage) + TimeToLive(clients) + 1;
        return (
            hit.All(layer => options[layer].Any(option => option != outage.Place && IsSafe(option, layer, clients, outage, known))) ? Math.Min(known, outage.Until + 1) : gone,
            hit.Length > 0);
    }

    // What a group can choose between, in turn: addresses, where they are several; for endpoints across Regions, the zones of the provider; with cross-zone on, the zones of targets.
    private List<string>[] Options(ClientGroup clients)
    {
        var zones = scenario.Endpoints[clients.Endpoint];
        string[] asked = clients.Dns == "regional" ? zones : [clients.Dns];
        bool IsServed(string zone) => scenario.CrossZone ? scenario.TargetZones.Count > 0 : scenario.TargetZones.Contains(zone);
        return
        [
            [.. asked.Where(zone => scenario.IsFar(clients.Endpoint) || IsServed(zone))],
            .. scenario.IsFar(clients.Endpoint) ? new[] { scenario.FrontZones.Where(IsServed).ToList() } : [],
            .. scenario.CrossZone ? new[] { scenario.TargetZones } : [],
        ];
    }

    // Whether an outage takes away what it hits of a layer of options.
    private bool Takes(Outage outage, ClientGroup clients, int layer)
    {
        var (isFar, isLast) = (scenario.IsFar(clients.Endpoint), layer == Options(clients).Length - 1);
        var isInterface = layer == 0;
        var isNode = layer == (isFar ? 1 : 0);
        var isTarget = scenario.CrossZone ? isLast : isNode;
        return outage.Verb switch
        {
            "az-power-interruption" or "az-network-disruption" => true,
            "endpoint-interface-failure" => isInterface && outage.Endpoint == clients.Endpoint,
            "load-balancer-node-failure" => isNode,
            "zonal-shift" => isNode || isTarget,
            "latency" or "packet-loss" => scenario.ShiftsByItself && (isNode || isTarget),
            "target-failure" or "target-slow" => isTarget,
            _ => false,
        };
    }

    private bool HitsAll(Outage outage, ClientGroup clients) => outage.Verb switch
    {
        "region-outage" => outage.Place == "us-east-1" || scenario.IsFar(clients.Endpoint),
        "inter-region-disruption" => scenario.IsFar(clients.Endpoint),
        "disrupt-vpc-endpoint" => outage.Endpoint == clients.Endpoint,
        "target-failure" or "target-slow" => outage.Place.Length == 0,
        "packet-loss" => true,
        "az-power-interruption" or "az-network-disruption" => clients.Subnet.EndsWith(outage.Place, StringComparison.Ordinal),
        _ => false,
    };

    // Targets of a zone that has failed are not checked from there: if it fails before they are found out, it is itself found out instead (§6.1).
    private long KnownAt(Outage outage) => scenario.Outages
        .Where(other => outage.Verb is "target-failure" or "target-slow" && other.Verb.StartsWith("az-", StringComparison.Ordinal))
        .Where(other => (outage.Place.Length == 0 || other.Place == outage.Place) && other.From <= outage.From + KnownAfter(outage) && other.Until >= outage.From)
        .Select(other => other.From + KnownAfter(other))
        .Append(outage.From + KnownAfter(outage))
        .Max();

    // After how many seconds whoever decides where connections go knows of it.
    private int KnownAfter(Outage outage)
    {
        var checks = (scenario.CheckInterval * scenario.BadChecks) + CheckTimeout;
        return outage.Verb switch
        {
            "az-power-interruption" or "az-network-disruption" => Math.Max(Math.Max(scenario.Detection, scenario.Failover), scenario.CrossZone ? checks : 0),
            "target-failure" or "target-slow" => checks,
            "zonal-shift" => 0,
            _ => scenario.Detection,
        };
    }

    private int TimeToLive(ClientGroup clients) => Math.Max(1, clients.ResolverSeconds) + (scenario.Outages.Exists(outage => outage.Verb == "dns-delay") ? scenario.AnswerDelay : 0);

    // For how long after a repair something may still be out of service. A shift of AWS's own ends when AWS thinks fit.
    private int Memory(ClientGroup clients) =>
        scenario.ShiftsByItself ? Unknown : Math.Max(RecoveryDetection, GoodChecks * scenario.CheckInterval) + CheckTimeout + TimeToLive(clients);

    // Whether nothing else has to do with an option from long before an outage until it is known.
    private bool IsSafe(string option, int layer, ClientGroup clients, Outage outage, long known)
    {
        return scenario.Outages.TrueForAll(other =>
            other == outage
            || !(HitsAll(other, clients) || (other.Place == option && Takes(other, clients, layer)))
            || other.From > Math.Max(known, outage.Until)
            || other.Until + Memory(clients) < outage.From);
    }
}
