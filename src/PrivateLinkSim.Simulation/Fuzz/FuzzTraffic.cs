using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Random groups of clients of the endpoints that commands make.</summary>
internal static class FuzzTraffic
{
    /// <summary>Draws some groups; none where no endpoint lies in a VPC of the topology.</summary>
    public static ImmutableArray<ClientGroup> Draw(FuzzDice dice, FuzzStage stage, ScenarioFile topology)
    {
        var places =
            (from endpoint in stage.All(ResourceKind.Endpoint)
             from subnet in topology.Scenario.Topology.Vpcs.Where(vpc => vpc.Name == endpoint.Vpc).SelectMany(vpc => vpc.Subnets)
             where !subnet.Ipv6Only
             select (Endpoint: endpoint.Name, Subnet: subnet.Name)).ToArray();
        return places.Length == 0 || dice.OneIn(2)
            ? []
            : [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(index => Group(dice, index, dice.Of(places), places))];
    }

    /// <summary>Whether connections got lost in the counting, or seconds did; null when all are there.</summary>
    public static FuzzFinding? Miscounted(ImmutableArray<ClientSeries> series, ScenarioFile file)
    {
        var seconds = (long)(file.End - file.Start).TotalSeconds;
        return series.Select(each => Miscounted(each, seconds)).OfType<string>().Select(text => new FuzzFinding("traffic", text, null)).FirstOrDefault();
    }

    private static string? Miscounted(ClientSeries series, long seconds)
    {
        // It begins when the endpoint is made; of clients of one that never was, nothing is told.
        var at = series.Stretches.Count == 0 ? seconds : series.Stretches[0].From;
        foreach (var stretch in series.Stretches)
        {
            var zones = stretch.ByZone.Values.Aggregate(default(ConnectionCounts), (sum, zone) => sum + zone);
            var where = FormattableString.Invariant($"{series.Group.Name} in the {stretch.Seconds} seconds from {stretch.From}");
            if (stretch.From != at)
            {
                return FormattableString.Invariant($"{where}: {at} would be the next second.");
            }

            if (!stretch.Counts.IsWhole || stretch.Open < 0 || stretch.OpenByZone.Values.Sum() + stretch.OpenByFallbackZone.Values.Sum() != stretch.Open)
            {
                return FormattableString.Invariant($"{where}: {stretch.Counts} does not add up, or {stretch.Open} are open.");
            }

            if (zones.Connected + stretch.ByFallbackZone.Values.Sum(zone => zone.Connected) != stretch.Counts.Connected)
            {
                return FormattableString.Invariant($"{where}: {stretch.Counts.Connected} connected, {zones.Connected} of them through zones.");
            }

            at += stretch.Seconds;
        }

        return at == seconds ? null : FormattableString.Invariant($"{series.Group.Name} has {at} of {seconds} seconds.");
    }

    private static ClientGroup Group(FuzzDice dice, int index, (string Endpoint, string Subnet) place, (string Endpoint, string Subnet)[] places)
    {
        var udp = dice.OneIn(4);
        var kind = dice.Below(4);
        var other = dice.Of(places).Endpoint;
        return new ClientGroup
        {
            Name = FormattableString.Invariant($"clients-{index}"),
            Endpoint = place.Endpoint,
            Subnet = place.Subnet,
            Dns = dice.Of("regional", "regional", "private"),
            Fallback = dice.OneIn(4) && other != place.Endpoint ? other : null,
            ConnectionsPerSecond = 1 + dice.Below(200),
            ResolverSeconds = dice.Of(0, 7, 60),
            AddressChoice = dice.Of(AddressChoice.AnyZone, AddressChoice.SameZone),
            KeepOpen = kind == 0 ? 1 + dice.Below(5000) : 0,
            ConnectionSeconds = kind == 1 ? 1 + dice.Below(400) : 0,
            KeepaliveSeconds = kind < 2 && dice.OneIn(3) ? 60 + dice.Below(400) : 0,
            NoticeSeconds = dice.Of(1, 30, 90),
            ConnectTimeoutSeconds = dice.Of(1, 4, 10, 200),
            Protocol = udp ? FlowProtocol.Udp : FlowProtocol.Tcp,
            Port = dice.OneIn(2) ? null : 443,
            BytesPerConnection = dice.OneIn(2) ? 0 : 1 + dice.Below(1_000_000),
        };
    }
}
