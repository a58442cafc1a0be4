using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What a run costs, against what paper says.</summary>
public sealed class CostMeterSpec
{
    private const string Consumer = "444455556666";
    private const string Provider = "111122223333";
    private const long Gigabyte = 1L << 30;

    private static readonly Moment Start = Moment.Parse("2026-05-01T12:00:00.000Z");
    private static readonly string[] Changed = ["vpce-1", "vpce-2", "vpce-svc-1"];

    /// <summary>1 zone x 1 h x $0.01 = $0.01.</summary>
    [Fact]
    public void One_zone_for_one_hour()
    {
        var table = Hours(60, (0, Endpoint("use1-az1")));

        var row = Assert.Single(table.Rows);
        Assert.Equal((Consumer, "us-east-1", CostItem.EndpointHours, 1m, 0.01m), (row.Account, row.Place, row.Item, row.Quantity, row.Usd));
        Assert.Equal(0.01m, table.Usd);
    }

    /// <summary>Each hour that has begun is a whole one: 1 min is 1 h, 60 min are 1 h, 61 min are 2 h; 2 x $0.01 = $0.02.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    public void A_partial_hour_is_a_whole_one(int minutes, int hours)
    {
        var ended = Hours(600, (0, Endpoint("use1-az1")), (minutes, Nothing));
        var going = Hours(minutes, (0, Endpoint("use1-az1")));

        Assert.Equal(((decimal)hours, hours * 0.01m), (ended.Rows.Single().Quantity, ended.Usd));
        Assert.Equal(ended.Rows.AsEnumerable(), going.Rows);
    }

    /// <summary>Zone one for 90 min is 2 h, zone two for its last 45 min 1 h: 3 x $0.01 = $0.03. Both for 90 min: 4 h, $0.04.</summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(45, 3)]
    public void Each_zone_is_counted_by_itself(int second, int hours)
    {
        var table = Hours(90, (0, Endpoint("use1-az1")), (second, Endpoint("use1-az1", "use1-az2")));

        Assert.Equal(((decimal)hours, hours * 0.01m), (table.Rows.Single().Quantity, table.Usd));
    }

    /// <summary>
    /// 1 zone x 1 h x $0.01, 10 connections of 1 GB: 10 x $0.01 processed, and between the Regions 10 x $0.02, or $0.01 in the one pair:
    /// $0.01 + $0.10 + $0.20 = $0.31, or $0.21. The provider pays 1 h x $0.05 for one remote Region.
    /// </summary>
    [Theory]
    [InlineData("us-west-2", "0.31")]
    [InlineData("us-east-2", "0.21")]
    public void Across_regions_the_consumer_pays_for_the_data_between_and_the_provider_for_the_remote_region(string region, string consumer)
    {
        var billed = new Billed(
            [new BilledEndpoint("vpce-1", Consumer, Consumer, region, "us-east-1", ["remote-az1"])],
            [new BilledRemoteRegion("vpce-svc-1", Provider, "us-east-1", region)]);
        var meter = Meter(Start);
        meter.See(Start, billed, Changed);

        var table = meter.Total(Start + TimeSpan.FromHours(1), [("vpce-1", Connections(1, 10, Gigabyte), false)]);

        Assert.Equal(decimal.Parse(consumer, System.Globalization.CultureInfo.InvariantCulture), table.ByAccount[Consumer]);
        Assert.Equal(0.05m, table.ByAccount[Provider]);
        Assert.Equal(
            [(CostItem.RemoteRegionHours, region), (CostItem.EndpointHours, region), (CostItem.DataProcessed, region), (CostItem.InterRegionData, $"{region}/us-east-1")],
            table.Rows.Select(row => (row.Item, row.Place)));
    }

    /// <summary>
    /// 6 PB in a month: 1048576 GB x $0.01 = $10485.76, then 4 x 1048576 GB x $0.006 = $25165.824, then 1048576 GB x $0.004 = $4194.304.
    /// </summary>
    [Fact]
    public void Data_is_cheaper_in_higher_tiers()
    {
        var table = Data(Start, [Endpoint("use1-az1").Endpoints[0]], ("vpce-1", Connections(1024, 6, 1024 * Gigabyte)));

        Assert.Equal([10485.76m, 25165.824m, 4194.304m], table.Rows.Where(row => row.Item == CostItem.DataProcessed).Select(row => row.Usd));
        Assert.Equal([1048576m, 4194304m, 1048576m], table.Rows.Where(row => row.Item == CostItem.DataProcessed).Select(row => row.Quantity));
    }

    /// <summary>1 PB in the last second of April and 1 PB in the first of May are both in the first tier: 2 x $10485.76 = $20971.52.</summary>
    [Fact]
    public void Tiers_begin_anew_with_the_month()
    {
        var table = Data(
            Moment.Parse("2026-04-30T23:59:59.000Z"), [Endpoint("use1-az1").Endpoints[0]], ("vpce-1", Connections(1024, 2, 1024 * Gigabyte)));

        Assert.Equal(20971.52m, table.Rows.Single(row => row.Item == CostItem.DataProcessed).Usd);
    }

    /// <summary>
    /// Two endpoints of one account in one Region share the tiers: 1 PB each is 1048576 GB x $0.01 + 1048576 GB x $0.006 = $16777.216.
    /// </summary>
    [Fact]
    public void Tiers_count_all_endpoints_of_a_region()
    {
        var one = Endpoint("use1-az1").Endpoints[0];
        var table = Data(
            Start,
            [one, one with { Id = "vpce-2" }],
            ("vpce-1", Connections(1024, 1, 1024 * Gigabyte)),
            ("vpce-2", Connections(1024, 1, 1024 * Gigabyte)));

        Assert.Equal(16777.216m, table.Rows.Where(row => row.Item == CostItem.DataProcessed).Sum(row => row.Usd));
    }

    /// <summary>The provider pays from 30 min on: hour 1 has begun for the consumer, hour 2 for the provider, $0.01 each.</summary>
    [Fact]
    public void Hours_are_paid_by_whoever_pays_when_they_begin()
    {
        var before = Endpoint("use1-az1");
        var after = before with { Endpoints = [before.Endpoints[0] with { Payer = Provider }] };

        Assert.Equal([(Provider, 0.01m), (Consumer, 0.01m)], Hours(120, (0, before), (30, after)).ByAccount.Select(each => (each.Key, each.Value)));
    }

    private static Billed Nothing => new([], []);

    private static Billed Endpoint(params ImmutableArray<string> zones) =>
        new([new BilledEndpoint("vpce-1", Consumer, Consumer, "us-east-1", "us-east-1", zones)], []);

    private static CostMeter Meter(Moment start) => new(PriceList.Load(), start);

    private static CostTable Hours(int minutes, params (int Minute, Billed Billed)[] seen)
    {
        var meter = Meter(Start);
        foreach (var (minute, billed) in seen)
        {
            meter.See(Start + TimeSpan.FromMinutes(minute), billed, Changed);
        }

        return meter.Total(Start + TimeSpan.FromMinutes(minutes), []);
    }

    private static CostTable Data(Moment start, ImmutableArray<BilledEndpoint> endpoints, params (string EndpointId, ClientSeries Series)[] traffic)
    {
        var meter = Meter(start);
        meter.See(start, new Billed(endpoints, []), Changed);
        return meter.Total(start + TimeSpan.FromMinutes(1), traffic.Select(each => (each.EndpointId, each.Series, false)));
    }

    private static ClientSeries Connections(int perSecond, int seconds, long bytes)
    {
        var model = new TrafficModel([new ClientGroup { Name = "clients", ConnectionsPerSecond = perSecond, BytesPerConnection = bytes }]);
        model.See(0, [new ClientView(["use1-az1"], ImmutableSortedDictionary<string, ClientPath>.Empty.Add("use1-az1", new ClientPath()))]);
        model.AdvanceTo(seconds);
        return model.Series.Single();
    }
}
