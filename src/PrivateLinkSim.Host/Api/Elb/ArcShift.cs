using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>A zonal shift that is applied, as ARC tells of it.</summary>
/// <param name="Arn">The load balancer.</param>
internal sealed record ArcShift(string Arn, ZonalShift Shift)
{
    /// <summary>It follows from what the shift is, so that a restart finds it again, and an update leaves it as it is.</summary>
    public string Id { get; } =
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Arn} {Shift.AwayFrom} {SinceOf(Shift)}")).AsSpan(0, 16)).ToString();

    /// <summary>The shift of a load balancer; null when there is none.</summary>
    public static ArcShift? Of(string arn, LoadBalancerState balancer) => balancer.Shift is { } shift ? new ArcShift(arn, shift) : null;

    /// <summary>The shift by itself.</summary>
    public JObject Describe(string status) => new()
    {
        ["zonalShiftId"] = Id,
        ["resourceIdentifier"] = Arn,
        ["awayFrom"] = Shift.AwayFrom,
        ["expiryTime"] = Time(Shift.Until),
        ["startTime"] = Time(SinceOf(Shift)),
        ["status"] = status,
        ["comment"] = Shift.Comment ?? "",
        ["shiftType"] = "ZONAL_SHIFT",
    };

    /// <summary>A load balancer, with its shift.</summary>
    public static JObject DescribeResource(string arn, LoadBalancerState balancer)
    {
        var shifts = new JArray();
        if (Of(arn, balancer) is { } shift)
        {
            var described = shift.Describe("ACTIVE");
            described.Remove("status");
            described["appliedStatus"] = "APPLIED";
            shifts.Add(described);
        }

        return new JObject
        {
            ["arn"] = arn,
            ["name"] = balancer.Name,
            ["availabilityZones"] = new JArray(balancer.Nodes.Select(node => node.ZoneId)),
            ["appliedWeights"] = new JObject(balancer.Nodes.Select(node => new JProperty(node.ZoneId, node.ZoneId == balancer.ShiftedFrom ? 0.0 : 1.0))),
            ["zonalShifts"] = shifts,
            ["autoshifts"] = balancer.Autoshift is { } zone
                ? new JArray(new JObject { ["awayFrom"] = zone, ["appliedStatus"] = balancer.Shift is null ? "APPLIED" : "NOT_APPLIED" })
                : [],
            ["zonalAutoshiftStatus"] = balancer.AutoshiftEnabled ? "ENABLED" : "DISABLED",
        };
    }

    // A scenario's shift does not say when it began; some time it must have.
    private static Moment SinceOf(ZonalShift shift) => shift.Since ?? shift.UntilAtFirst ?? shift.Until;

    private static JValue Time(Moment moment) => new(moment.Milliseconds / 1000m);
}
