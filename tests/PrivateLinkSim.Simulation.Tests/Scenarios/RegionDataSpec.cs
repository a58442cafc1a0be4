using System.Text.RegularExpressions;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class RegionDataSpec
{
    private readonly RegionData _data = RegionData.Load();

    [Fact]
    public void There_are_34_commercial_Regions_and_17_of_them_need_an_opt_in()
    {
        Assert.Equal(34, _data.Regions.All.Count());
        Assert.Equal(17, _data.Regions.All.Count(region => region.OptIn));
        Assert.True(_data.Regions.TryGet("eu-south-1", out var milan) && milan is { OptIn: true, LongName: "Europe (Milan)" });
    }

    [Fact]
    public void Five_zones_reach_no_service_of_another_Region_2_12() =>
        Assert.Equal(
            ["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"],
            _data.Regions.All.SelectMany(region => region.Zones).Where(zone => !zone.CrossRegion).Select(zone => zone.ZoneId));

    [Fact]
    public void Zone_ids_are_those_of_their_Region_in_order()
    {
        Assert.All(_data.Regions.All, region =>
        {
            Assert.True(region.Zones.Length >= 3);
            Assert.Equal(region.Zones.Select(zone => zone.ZoneId).Order(StringComparer.Ordinal), region.Zones.Select(zone => zone.ZoneId));
            Assert.Single(region.Zones.Select(zone => zone.ZoneId[..zone.ZoneId.IndexOf('-', StringComparison.Ordinal)]).Distinct());
        });
        Assert.Equal(
            _data.Regions.All.Sum(region => region.Zones.Length),
            _data.Regions.All.SelectMany(region => region.Zones).Select(zone => zone.ZoneId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_log_names_the_file_by_its_hash() =>
        Assert.Matches(new Regex("^[0-9a-f]{64}$", RegexOptions.None, TimeSpan.FromSeconds(1)), _data.Hashes["regions.json"]);
}
