using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>EC2's view of Regions and zones (§3.1).</summary>
internal static class Ec2Regions
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["DescribeRegions"] = call => Task.FromResult(Regions(call)),
        ["DescribeAvailabilityZones"] = call => Task.FromResult(Zones(call)),
    };

    private static readonly Ec2Filters<Known> RegionFilters = new Ec2Filters<Known>()
        .On("endpoint", each => $"ec2.{each.Name}.amazonaws.com")
        .On("opt-in-status", each => each.OptIn)
        .On("region-name", each => each.Name);

    private static readonly Ec2Filters<Zone> ZoneFilters = new Ec2Filters<Zone>()
        .On("group-name", each => each.Group)
        .On("opt-in-status", _ => "opt-in-not-required")
        .On("region-name", each => each.Region)
        .On("state", each => each.State)
        .On("zone-id", each => each.Id)
        .On("zone-name", each => each.Name)
        .On("zone-type", _ => "availability-zone");

    private sealed record Known(string Name, string OptIn);

    private sealed record Zone(string Id, string Name, string Region, string State)
    {
        public string Group => $"{Region}-zg-1";
    }

    private static Action<XmlBody> Regions(Ec2Call call)
    {
        var parameters = call.Parameters;
        var (names, all) = (parameters.List("RegionName"), parameters.Boolean("AllRegions") ?? false);
        var fits = RegionFilters.Read(parameters);
        parameters.RequireNoOthersToLook();
        foreach (var name in names)
        {
            if (!call.View.Facts.Regions.TryGet(name, out _))
            {
                throw new ApiException(new ApiError("InvalidParameterValue", $"Invalid region provided: {name}", 400));
            }
        }

        var found = call.View.Facts.Regions.All
            .Select(facts => new Known(facts.Name, OptInOf(call, facts)))
            .Where(each => names.IsEmpty ? all || each.OptIn != "not-opted-in" : names.Contains(each.Name, StringComparer.Ordinal))
            .Where(fits);
        return body => body.List("regionInfo", found, (item, each) => item
            .Text("optInStatus", each.OptIn)
            .Text("regionName", each.Name)
            .Text("regionEndpoint", $"ec2.{each.Name}.amazonaws.com"));
    }

    private static Action<XmlBody> Zones(Ec2Call call)
    {
        var parameters = call.Parameters;
        var (names, ids) = (parameters.List("ZoneName"), parameters.List("ZoneId"));
        var fits = ZoneFilters.Read(parameters);
        parameters.Ignore("AllAvailabilityZones");
        parameters.RequireNoOthersToLook();
        var region = call.Caller.Region;
        if (!call.View.Facts.Regions.TryGet(region, out var facts))
        {
            throw new ApiException(new ApiError("InvalidParameterValue", $"Invalid region provided: {region}", 400));
        }

        var state = call.View.Find<RegionState>(new EntityId(EntityKind.Region, region)) ?? RegionState.Initial;
        ImmutableArray<Zone> all =
        [
            .. state.ZoneNamesOf(call.Caller.Account, facts).Select(zone => new Zone(zone.ZoneId, zone.Name, region, state.ImpairedZones.Contains(zone.ZoneId) ? "impaired" : "available")),
        ];
        var missing = names.Where(name => all.All(zone => zone.Name != name)).Concat(ids.Where(id => all.All(zone => zone.Id != id))).ToArray();
        if (missing.Length > 0)
        {
            throw new ApiException(new ApiError("InvalidParameterValue", $"Invalid availability zone: [{missing[0]}]", 400));
        }

        var found = all.Where(zone => (names.IsEmpty && ids.IsEmpty) || names.Contains(zone.Name, StringComparer.Ordinal) || ids.Contains(zone.Id, StringComparer.Ordinal)).Where(fits);
        return body => body.List("availabilityZoneInfo", found, (item, zone) => item
            .Text("optInStatus", "opt-in-not-required")
            .Texts("messageSet", [])
            .Text("regionName", zone.Region)
            .Text("zoneName", zone.Name)
            .Text("zoneId", zone.Id)
            .Text("groupName", zone.Group)
            .Text("networkBorderGroup", zone.Region)
            .Text("zoneType", "availability-zone")
            .Text("zoneState", zone.State));
    }

    private static string OptInOf(Ec2Call call, RegionFacts facts)
    {
        var state = call.View.Find<RegionState>(new EntityId(EntityKind.Region, facts.Name)) ?? RegionState.Initial;
        return !facts.OptIn ? "opt-in-not-required" : state.StatusOf(call.Caller.Account, facts) is RegionOptStatus.Enabled or RegionOptStatus.EnabledByDefault ? "opted-in" : "not-opted-in";
    }
}
