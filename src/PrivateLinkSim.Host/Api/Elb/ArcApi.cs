using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// ARC zonal shift (§6.1): REST-JSON. Load balancers with zonal_shift.config.enabled are its resources. A shift that has ended is not
/// remembered, so those that are listed are active.
/// </summary>
internal sealed class ArcApi(ServedRun served) : IServiceApi
{
    private const int LongestHours = 72;
    private const int LongestComment = 128;

    private sealed record Shifted(string Arn, LoadBalancerState LoadBalancer, ZonalShift Shift, string Id);

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        string[] path = [.. request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return (request.Method, path) switch
        {
            ("POST", ["zonalshifts"]) => await StartAsync(request, JsonBody.Read(request.Body)),
            ("GET", ["zonalshifts"]) => List(request),
            ("DELETE", ["zonalshifts", var id]) => await CancelAsync(request, id),
            ("GET", ["managedresources"]) => Resources(request),
            ("GET", ["managedresources", var arn]) => Resource(request, arn),
            ("PUT", ["managedresources", var arn]) => await ConfigureAsync(request, arn, JsonBody.Read(request.Body)),
            _ => throw new ApiException(new ApiError("UnknownOperationException", $"{request.Method} {request.Path} is no operation of this service.", 404)),
        };
    }

    public ApiAnswer Error(ApiError error, string requestId)
    {
        var body = new JObject { ["__type"] = error.Code, ["message"] = error.Message };
        if (error.Code is "ConflictException" or "ValidationException")
        {
            body["reason"] = error.Code is "ConflictException" ? "ZonalShiftAlreadyExists" : ReasonOf(error.Message);
        }

        return JsonBody.Answer(body, error.Code switch
        {
            "ConflictException" => 409,
            "ResourceNotFoundException" => 404,
            _ => error.Status,
        });
    }

    private async Task<ApiAnswer> StartAsync(ApiRequest request, JObject body)
    {
        var (arn, awayFrom, expiresIn, comment) = (Required(body, "resourceIdentifier"), Required(body, "awayFrom"), Required(body, "expiresIn"), Required(body, "comment"));
        Require(request, "StartZonalShift", arn);
        if (expiresIn[0] == '0' || expiresIn[^1] is not ('m' or 'h')
            || !int.TryParse(expiresIn[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || (expiresIn[^1] == 'h' ? count * 60L : count) > LongestHours * 60)
        {
            throw Invalid($"expiresIn must be minutes or hours, such as 20m or 2h, at most {LongestHours}h.");
        }

        if (comment.Length > LongestComment)
        {
            throw Invalid($"comment must have at most {LongestComment} characters.");
        }

        Own(request, arn);
        await AskAsync(new Step { ZonalShift = new() { LoadBalancerArn = arn, AwayFrom = awayFrom, ExpiresIn = expiresIn, Comment = comment } });
        return JsonBody.Answer(Shown(All(request).Single(each => each.Arn == arn), "ACTIVE"), 201);
    }

    private async Task<ApiAnswer> CancelAsync(ApiRequest request, string id)
    {
        var shifted = All(request).FirstOrDefault(each => each.Id == id);
        Require(request, "CancelZonalShift", shifted?.Arn ?? "*");
        if (shifted is null)
        {
            throw NotFound($"Zonal shift {id} was not found, or has ended.");
        }

        await AskAsync(new Step { CancelZonalShift = new() { LoadBalancerArn = shifted.Arn } });
        return JsonBody.Answer(Shown(shifted, "CANCELED"));
    }

    private ApiAnswer List(ApiRequest request)
    {
        Require(request, "ListZonalShifts", null);
        var query = FormText.Read(request.Query).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
        var (status, resource) = (query["status"].FirstOrDefault(), query["resourceIdentifier"].FirstOrDefault());
        var found = status is null or "ACTIVE" ? All(request).Where(each => resource is null || each.Arn == resource) : [];
        return JsonBody.Answer(new JObject { ["items"] = new JArray(found.Select(each => Shown(each, "ACTIVE"))) });
    }

    private ApiAnswer Resources(ApiRequest request)
    {
        Require(request, "ListManagedResources", null);
        return JsonBody.Answer(new JObject { ["items"] = new JArray(Managed(request).Select(each => Described(each.Key, each.Value))) });
    }

    private ApiAnswer Resource(ApiRequest request, string arn)
    {
        Require(request, "GetManagedResource", arn);
        return JsonBody.Answer(Described(arn, Own(request, arn)));
    }

    private async Task<ApiAnswer> ConfigureAsync(ApiRequest request, string arn, JObject body)
    {
        Require(request, "UpdateZonalAutoshiftConfiguration", arn);
        var status = Required(body, "zonalAutoshiftStatus");
        if (status is not ("ENABLED" or "DISABLED"))
        {
            throw Invalid("zonalAutoshiftStatus must be ENABLED or DISABLED.");
        }

        Own(request, arn);
        await AskAsync(new Step { ZonalAutoshift = new() { LoadBalancerArn = arn, Enabled = status == "ENABLED" } });
        return JsonBody.Answer(new JObject { ["resourceIdentifier"] = arn, ["zonalAutoshiftStatus"] = status });
    }

    // The simulator's own verbs carry it out, which nobody calls; who may is asked here.
    private async Task AskAsync(Step step)
    {
        var answer = await served.AskAsync(step, null);
        if (answer.Parts is [{ Outcome: Outcome.Refused refused }])
        {
            throw new ApiException(ApiError.Of(refused.Rejection));
        }
    }

    private void Require(ApiRequest request, string action, string? arn)
    {
        if (FrontDoor.RefuseToRead($"arc-zonal-shift:{action}", request.Caller, served.View, arn) is { } refused)
        {
            throw new ApiException(ApiError.Of(refused));
        }
    }

    private LoadBalancerState Own(ApiRequest request, string arn) =>
        Managed(request).FirstOrDefault(each => each.Key == arn).Value ?? throw NotFound($"The resource {arn} is not managed by zonal shift.");

    private IEnumerable<KeyValuePair<string, LoadBalancerState>> Managed(ApiRequest request) => served.View.All<LoadBalancerState>(EntityKind.LoadBalancer)
        .Where(each => each.Value is { Status: LoadBalancerStatus.Active, ZonalShiftEnabled: true } balancer && balancer.Account == request.Caller.Account && balancer.Region == request.Caller.Region)
        .Select(each => KeyValuePair.Create(each.Key.Key, each.Value));

    private IEnumerable<Shifted> All(ApiRequest request) => Managed(request).Select(each => ShiftOf(each.Key, each.Value)).OfType<Shifted>();

    // The id follows from what the shift is, so that a restart finds it again.
    private static Shifted? ShiftOf(string arn, LoadBalancerState balancer) => balancer.Shift is { } shift
        ? new Shifted(arn, balancer, shift, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{arn} {shift.AwayFrom} {shift.Since ?? shift.Until}")).AsSpan(0, 16)).ToString())
        : null;

    private static JObject Shown(Shifted each, string status) => new()
    {
        ["zonalShiftId"] = each.Id,
        ["resourceIdentifier"] = each.Arn,
        ["awayFrom"] = each.Shift.AwayFrom,
        ["expiryTime"] = Time(each.Shift.Until),
        ["startTime"] = Time(each.Shift.Since ?? each.Shift.Until),
        ["status"] = status,
        ["comment"] = each.Shift.Comment ?? "",
        ["shiftType"] = "ZONAL_SHIFT",
    };

    private static JObject Described(string arn, LoadBalancerState balancer)
    {
        var shifts = new JArray();
        if (ShiftOf(arn, balancer) is { } shifted)
        {
            var shown = Shown(shifted, "ACTIVE");
            shown.Remove("status");
            shown["appliedStatus"] = "APPLIED";
            shifts.Add(shown);
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

    private static JValue Time(Moment moment) => new(moment.Milliseconds / 1000m);

    private static string Required(JObject body, string name) => body.Text(name) is { Length: > 0 } text ? text : throw Invalid($"{name} is missing.");

    private static ApiException Invalid(string message) => new(new ApiError("ValidationException", message, 400));

    private static ApiException NotFound(string message) => new(new ApiError("ResourceNotFoundException", message, 404));

    private static string ReasonOf(string message) =>
        message.StartsWith("expiresIn", StringComparison.Ordinal) ? "InvalidExpiresIn"
        : message.Contains("Availability Zone", StringComparison.Ordinal) ? "InvalidAz"
        : message.EndsWith("is missing.", StringComparison.Ordinal) ? "MissingValue"
        : "InvalidStatus";
}
