using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A year of what comes again and again: counted to the last connection, told to the second, and kept in a few stretches.</summary>
public sealed class LongRunSpec
{
    private const long Minutes = 365 * 24 * 60;
    private const long Year = Minutes * 60;
    private const long ThreeDays = 259_200;

    /// <summary>
    /// 1000 a second that are over at once, of which each holds a port for a minute, through a target of 55,000 ports: 55 seconds take them
    /// all, and 5 seconds find none. A year has 525,600 such minutes: 28,908,000,000 connect, 2,628,000,000 do not.
    /// </summary>
    [Fact]
    public void A_year_of_ports_that_run_out_each_minute()
    {
        var series = Run(Group(1000), To("a") with { Limits = new TargetLimits("a", 55_000) });

        Assert.Equal(new ConnectionCounts(31_536_000_000, 28_908_000_000, NoPort: 2_628_000_000), series.Total);
        Assert.Equal(5, series.LongestLoss(0, Year));
        Assert.Equal(Year, series.LossUntil(0, Year));
        Assert.Equal(new ConnectionCounts(60_000, 55_000, NoPort: 5000), series.Between(Year - 60, Year));
        Assert.Equal(new ConnectionCounts(5000, 0, NoPort: 5000), series.Between(Year - 5, Year));
        Assert.InRange(series.Stretches.Count, 2, 100);
    }

    /// <summary>
    /// A tenth of 7 a second is lost: after s seconds, 7s/10 without the fraction. In 10 seconds that is 7, in the seconds 1, 2, 4, 5, 7, 8 and
    /// 9: three in a row at most. In a year, 22,075,200.
    /// </summary>
    [Fact]
    public void A_year_of_packet_loss()
    {
        var series = Run(Group(7), To("a") with { LossMillionths = 100_000 });

        Assert.Equal(new ConnectionCounts(220_752_000, 198_676_800, 22_075_200), series.Total);
        Assert.Equal(3, series.LongestLoss(0, Year));
        Assert.Equal([(Year - 9, Year - 7), (Year - 6, Year - 4), (Year - 3, Year)], series.LossesBetween(Year - 10, Year));
        Assert.InRange(series.Stretches.Count, 2, 100);
    }

    /// <summary>
    /// 600 are kept open and idle for 400 s, which is longer than 350 s: each is reset 400 s after it was opened and opened again a second
    /// later. From 0, 401, 802 … on in each second of a year: 31,536,000 = 78,643 x 401 + 157, so each is opened 78,644 times and reset 78,643
    /// times. In the second before each opening none is open, the last time in the year's 78,643 x 401 - 1.
    /// </summary>
    [Fact]
    public void A_year_of_keepalives_that_are_too_long()
    {
        var series = Run(Group(600) with { KeepOpen = 600, KeepaliveSeconds = 400 }, To("a"));

        Assert.Equal(new ConnectionCounts(600 * 78_644L, 600 * 78_644L, Reset: 600 * 78_643L), series.Total);
        Assert.Equal(0, series.LongestLoss(0, Year));
        Assert.Equal(78_643 * 401, series.MissingUntil(0, Year));
        Assert.InRange(series.Stretches.Count, 2, 20);
    }

    /// <summary>One a second in turn to two zones, of which one is lost: every second one is, for a year.</summary>
    [Fact]
    public void A_year_in_which_every_second_connection_is_lost()
    {
        var series = Run(Group(1), To("a"), ClientPath.Blocked("R37"));

        Assert.Equal(new ConnectionCounts(Year, Year / 2, Year / 2), series.Total);
        Assert.Equal(1, series.LongestLoss(0, Year));
        Assert.InRange(series.Stretches.Count, 2, 100);
    }

    /// <summary>
    /// A share that does not come round: 7 a second of which 123,457 in a million are lost are, in three days, 1,814,400 x 0.123457 without the
    /// fraction, 224,000. It is told second by second at first, and the coarser the longer it lasts.
    /// </summary>
    [Fact]
    public void Three_days_of_what_never_comes_round()
    {
        var series = Run([Group(7), Group(11) with { Name = "others" }], [To("a") with { LossMillionths = 123_457, Limits = new TargetLimits("a", 55_000) }], ThreeDays);

        Assert.Equal(new ConnectionCounts(1_814_400, 1_814_400 - 224_000, 224_000), series[0].Total);
        Assert.InRange(series[0].Stretches.Count, 2, 30_000);
    }

    private static ClientGroup Group(int rate) => new() { Name = "clients", Endpoint = "endpoint", Subnet = "subnet", ConnectionsPerSecond = rate };

    private static ClientPath To(string target) => new() { Entry = target, Passing = [target] };

    private static ClientSeries Run(ClientGroup group, params ImmutableArray<ClientPath> paths) => Run([group], paths, Year).Single();

    private static ImmutableArray<ClientSeries> Run(ImmutableArray<ClientGroup> groups, ImmutableArray<ClientPath> paths, long end)
    {
        var zones = paths.Select((path, index) => KeyValuePair.Create($"use1-az{index + 1}", path)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var model = new TrafficModel(groups, weighsLoad: true);
        model.See(0, [.. groups.Select(_ => new ClientView([.. zones.Keys], zones))]);
        model.AdvanceTo(end);
        return model.Series;
    }
}
