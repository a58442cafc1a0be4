using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The calls about hosted zones themselves, and about how far changes have come.</summary>
internal static class Route53Zones
{
    private const int MostZones = 100;

    public static ImmutableArray<Route53Route> Routes { get; } =
    [
        new("CreateHostedZone", "POST", "hostedzone", CreateAsync),
        new("GetHostedZone", "GET", "hostedzone/{Id}", Reading(Get)),
        new("ListHostedZones", "GET", "hostedzone", Reading(List)),
        new("ListHostedZonesByName", "GET", "hostedzonesbyname", Reading(ListByName)),
        new("GetHostedZoneCount", "GET", "hostedzonecount", Reading(Count)),
        new("UpdateHostedZoneComment", "POST", "hostedzone/{Id}", UpdateAsync),
        new("DeleteHostedZone", "DELETE", "hostedzone/{Id}", DeleteAsync),
        new("GetDNSSEC", "GET", "hostedzone/{Id}/dnssec", Reading(Dnssec)),
        new("GetChange", "GET", "change/{Id}", Reading(Change)),
    ];

    /// <summary>A call that changes nothing.</summary>
    public static Func<Route53Call, Task<Action<XmlBody>>> Reading(Func<Route53Call, Action<XmlBody>> read) => call => Task.FromResult(read(call));

    private static async Task<Action<XmlBody>> CreateAsync(Route53Call call)
    {
        var body = call.Body();
        body.RequireOnly("Name", "VPC", "CallerReference", "HostedZoneConfig", "DelegationSetId");
        var config = body.Child("HostedZoneConfig");
        config?.RequireOnly("Comment", "PrivateZone");
        if (body.Child("VPC") is not null || config?.Flag("PrivateZone") is true)
        {
            throw XmlRequest.Invalid("The simulator has no private hosted zones. Private names of endpoints come with private DNS of the endpoint.");
        }

        if (body.Text("DelegationSetId") is { } delegationSet)
        {
            throw new ApiException(new ApiError("NoSuchDelegationSet", $"The specified delegation set {delegationSet} does not exist.", 400));
        }

        var made = (HostedZonesReply.HostedZoneCreated)(await call.AskAsync(new Step
        {
            CreateHostedZone = new()
            {
                Name = body.RequiredText("Name"),
                CallerReference = body.RequiredText("CallerReference"),
                HostedZoneConfig = config?.Text("Comment") is { } comment ? new() { Comment = comment } : null,
            },
        }))!;
        call.Made($"hostedzone/{made.ZoneId}");
        var zone = call.Zone(made.ZoneId);
        return answer =>
        {
            answer.Within("HostedZone", each => Route53Shapes.Zone(each, made.ZoneId, zone));
            Route53Shapes.Change(answer, made.ChangeId, call.Zones.Changes[made.ChangeId]);
            Route53Shapes.DelegationSet(answer, zone);
        };
    }

    private static Action<XmlBody> Get(Route53Call call)
    {
        var zone = call.Read(call.Id);
        return body =>
        {
            body.Within("HostedZone", each => Route53Shapes.Zone(each, call.Id, zone));
            Route53Shapes.DelegationSet(body, zone);
        };
    }

    private static Action<XmlBody> List(Route53Call call)
    {
        call.MayRead();
        var (marker, most) = (call.Query("marker"), call.MostItems(MostZones));
        if (call.Query("delegationsetid") is { } delegationSet)
        {
            throw new ApiException(new ApiError("NoSuchDelegationSet", $"The specified delegation set {delegationSet} does not exist.", 400));
        }

        var found = call.Query("hostedzonetype") is null
            ? call.Zones.Zones.Where(zone => marker is null || string.CompareOrdinal(zone.Key, marker) >= 0).Take(most + 1).ToArray()
            : [];
        return body => body
            .List("HostedZones", found.Take(most), static (each, zone) => Route53Shapes.Zone(each, zone.Key, zone.Value), "HostedZone")
            .Text("Marker", marker)
            .Flag("IsTruncated", found.Length > most)
            .Text("NextMarker", found.Length > most ? found[most].Key : null)
            .Number("MaxItems", most);
    }

    private static Action<XmlBody> ListByName(Route53Call call)
    {
        call.MayRead();
        var (name, zoneId, most) = (call.Query("dnsname"), call.Query("hostedzoneid"), call.MostItems(MostZones));
        if (zoneId is not null && name is null)
        {
            throw XmlRequest.Invalid("A hosted zone id is given without a DNS name.");
        }

        var first = "";
        if (name is not null)
        {
            first = DomainName.TryRead(name, out var read, out var complaint)
                ? $"{DomainName.Reversed(read)} {zoneId}"
                : throw new ApiException(new ApiError("InvalidDomainName", $"Invalid domain name: 'FATAL problem: {complaint} encountered with '{name}''", 400));
        }

        var found = call.Zones.Zones
            .Select(zone => (Key: $"{DomainName.Reversed(zone.Value.Name)} {zone.Key}", zone.Value, Id: zone.Key))
            .Where(zone => string.CompareOrdinal(zone.Key, first) >= 0)
            .OrderBy(zone => zone.Key, StringComparer.Ordinal)
            .Take(most + 1)
            .ToArray();
        return body => body
            .List("HostedZones", found.Take(most), static (each, zone) => Route53Shapes.Zone(each, zone.Id, zone.Value), "HostedZone")
            .Text("DNSName", name)
            .Text("HostedZoneId", zoneId)
            .Flag("IsTruncated", found.Length > most)
            .Text("NextDNSName", found.Length > most ? found[most].Value.Name : null)
            .Text("NextHostedZoneId", found.Length > most ? found[most].Id : null)
            .Number("MaxItems", most);
    }

    private static Action<XmlBody> Count(Route53Call call)
    {
        call.MayRead();
        var count = call.Zones.Zones.Count;
        return body => body.Number("HostedZoneCount", count);
    }

    private static async Task<Action<XmlBody>> UpdateAsync(Route53Call call)
    {
        var body = call.Body();
        body.RequireOnly("Comment");
        await call.AskAsync(new Step { UpdateHostedZoneComment = new() { Id = call.Id, Comment = body.Text("Comment") } });
        var zone = call.Zone(call.Id);
        return answer => answer.Within("HostedZone", each => Route53Shapes.Zone(each, call.Id, zone));
    }

    private static async Task<Action<XmlBody>> DeleteAsync(Route53Call call)
    {
        var submitted = (HostedZonesReply.ChangeSubmitted)(await call.AskAsync(new Step { DeleteHostedZone = new() { Id = call.Id } }))!;
        return answer => Route53Shapes.Change(answer, submitted.ChangeId, call.Zones.Changes[submitted.ChangeId]);
    }

    private static Action<XmlBody> Dnssec(Route53Call call)
    {
        call.Read(call.Id);
        return body => body.Within("Status", status => status.Text("ServeSignature", "NOT_SIGNING")).Texts("KeySigningKeys", []);
    }

    private static Action<XmlBody> Change(Route53Call call)
    {
        call.MayRead($"arn:aws:route53:::change/{call.Id}");
        var change = call.Zones.Changes.GetValueOrDefault(call.Id)
            ?? throw new ApiException(new ApiError("NoSuchChange", $"Could not find resource with ID: {call.Id}", 404));
        return body => Route53Shapes.Change(body, call.Id, change);
    }
}
