using System.Collections.Immutable;
using System.Globalization;
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
    private const int MostItems = 100;

    // An operation is told by its method, and by the first part of its path with the key of one thing behind it or none.
    private static readonly ImmutableArray<(string Name, string Method, string Path, bool IsOfOne, Func<ArcApi, ApiRequest, string, Task<ApiAnswer>> AnswerAsync)> Operations =
    [
        ("StartZonalShift", "POST", "zonalshifts", false, (api, request, _) => api.StartAsync(request)),
        ("ListZonalShifts", "GET", "zonalshifts", false, (api, request, _) => Task.FromResult(api.List(request))),
        ("UpdateZonalShift", "PATCH", "zonalshifts", true, (api, request, id) => api.UpdateAsync(request, id)),
        ("CancelZonalShift", "DELETE", "zonalshifts", true, (api, request, id) => api.CancelAsync(request, id)),
        ("ListManagedResources", "GET", "managedresources", false, (api, request, _) => Task.FromResult(api.Resources(request))),
        ("GetManagedResource", "GET", "managedresources", true, (api, request, arn) => Task.FromResult(api.Resource(request, arn))),
        ("UpdateZonalAutoshiftConfiguration", "PUT", "managedresources", true, (api, request, arn) => api.ConfigureAsync(request, arn)),
    ];

    /// <summary>The operations that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Operations.Select(operation => operation.Name).Order(StringComparer.Ordinal);

    public Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        string[] path = [.. request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        var operation = Operations.FirstOrDefault(each => each.Method == request.Method && path.Length == (each.IsOfOne ? 2 : 1) && path[0] == each.Path);
        return operation.Name is null
            ? throw Refusals.UnknownOperation(request)
            : operation.AnswerAsync(this, request, path[^1]);
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

    private async Task<ApiAnswer> StartAsync(ApiRequest request)
    {
        var body = JsonBody.Read(request.Body);
        var (arn, awayFrom, expiresIn, comment) = (Required(body, "resourceIdentifier"), Required(body, "awayFrom"), Required(body, "expiresIn"), Required(body, "comment"));
        Require(request, "StartZonalShift", arn);
        RequireTime(expiresIn);
        RequireComment(comment);
        Own(request, arn);
        await AskAsync(new Step { ZonalShift = new() { LoadBalancerArn = arn, AwayFrom = awayFrom, ExpiresIn = expiresIn, Comment = comment } });
        return JsonBody.Answer(Shifts(request).Single(each => each.Arn == arn).Describe("ACTIVE"), 201);
    }

    private async Task<ApiAnswer> UpdateAsync(ApiRequest request, string id)
    {
        var body = JsonBody.Read(request.Body);
        var (expiresIn, comment) = (body.Text("expiresIn"), body.Text("comment"));
        var shift = Shift(request, "UpdateZonalShift", id);
        if (expiresIn is not null)
        {
            RequireTime(expiresIn);
        }

        RequireComment(comment);
        if (expiresIn is not null || comment is not null)
        {
            await AskAsync(new Step { UpdateZonalShift = new() { LoadBalancerArn = shift.Arn, ExpiresIn = expiresIn, Comment = comment } });
        }

        return JsonBody.Answer(Shifts(request).Single(each => each.Arn == shift.Arn).Describe("ACTIVE"));
    }

    private async Task<ApiAnswer> CancelAsync(ApiRequest request, string id)
    {
        var shift = Shift(request, "CancelZonalShift", id);
        await AskAsync(new Step { CancelZonalShift = new() { LoadBalancerArn = shift.Arn } });
        return JsonBody.Answer(shift.Describe("CANCELED"));
    }

    private ApiAnswer List(ApiRequest request)
    {
        Require(request, "ListZonalShifts", null);
        var query = FormText.Read(request.Query).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
        var (status, resource) = (query["status"].FirstOrDefault(), query["resourceIdentifier"].FirstOrDefault());
        if (status is not (null or "ACTIVE" or "EXPIRED" or "CANCELED"))
        {
            throw Invalid("status must be ACTIVE, EXPIRED or CANCELED.");
        }

        var found = status is null or "ACTIVE" ? Shifts(request).Where(each => resource is null || each.Arn == resource) : [];
        return Page(query, found, each => each.Arn, each => each.Describe("ACTIVE"));
    }

    private ApiAnswer Resources(ApiRequest request)
    {
        Require(request, "ListManagedResources", null);
        var query = FormText.Read(request.Query).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
        return Page(query, Managed(request), each => each.Key, each => ArcShift.DescribeResource(each.Key, each.Value));
    }

    private ApiAnswer Resource(ApiRequest request, string arn)
    {
        Require(request, "GetManagedResource", arn);
        return JsonBody.Answer(ArcShift.DescribeResource(arn, Own(request, arn)));
    }

    private async Task<ApiAnswer> ConfigureAsync(ApiRequest request, string arn)
    {
        Require(request, "UpdateZonalAutoshiftConfiguration", arn);
        var status = Required(JsonBody.Read(request.Body), "zonalAutoshiftStatus");
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
        answer.Parts.OnlyReply();
    }

    private void Require(ApiRequest request, string action, string? arn) =>
        Refusals.RequireToRead($"arc-zonal-shift:{action}", request.Caller, served.View, arn);

    private ArcShift Shift(ApiRequest request, string action, string id)
    {
        var shift = Shifts(request).FirstOrDefault(each => each.Id == id);
        Require(request, action, shift?.Arn ?? "*");
        return shift ?? throw NotFound($"Zonal shift {id} was not found, or has ended.");
    }

    private LoadBalancerState Own(ApiRequest request, string arn) =>
        Managed(request).FirstOrDefault(each => each.Key == arn).Value ?? throw NotFound($"The resource {arn} is not managed by zonal shift.");

    private IEnumerable<KeyValuePair<string, LoadBalancerState>> Managed(ApiRequest request) => served.View.All<LoadBalancerState>(EntityKind.LoadBalancer)
        .Where(each => each.Value is { Status: LoadBalancerStatus.Active, ZonalShiftEnabled: true } balancer && balancer.Account == request.Caller.Account && balancer.Region == request.Caller.Region)
        .Select(each => KeyValuePair.Create(each.Key.Key, each.Value));

    private IEnumerable<ArcShift> Shifts(ApiRequest request) => Managed(request).Select(each => ArcShift.Of(each.Key, each.Value)).OfType<ArcShift>();

    // By the order of ARNs; a token names the last that was given out.
    private static ApiAnswer Page<T>(ILookup<string, string> query, IEnumerable<T> all, Func<T, string> arnOf, Func<T, JObject> describe)
    {
        var most = query["maxResults"].FirstOrDefault() switch
        {
            null => MostItems,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostItems => number,
            _ => throw Invalid(FormattableString.Invariant($"maxResults must be a whole number from 1 to {MostItems}.")),
        };
        var after = query["nextToken"].FirstOrDefault() is { } token ? PageToken.Read(token, new ApiError("ValidationException", "nextToken is none that was given out.", 400)) : null;
        T[] found = [.. all.Where(each => after is null || string.CompareOrdinal(arnOf(each), after) > 0).Take(most + 1)];
        var body = new JObject { ["items"] = new JArray(found.Take(most).Select(describe)) };
        if (found.Length > most)
        {
            body["nextToken"] = PageToken.After(arnOf(found[most - 1]));
        }

        return JsonBody.Answer(body);
    }

    private static void RequireTime(string expiresIn)
    {
        if (expiresIn.Length == 0 || expiresIn[0] == '0' || expiresIn[^1] is not ('m' or 'h')
            || !int.TryParse(expiresIn[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || (expiresIn[^1] == 'h' ? count * 60L : count) > LongestHours * 60)
        {
            throw Invalid($"expiresIn must be minutes or hours, such as 20m or 2h, at most {LongestHours}h.");
        }
    }

    private static void RequireComment(string? comment)
    {
        if (comment?.Length > LongestComment)
        {
            throw Invalid($"comment must have at most {LongestComment} characters.");
        }
    }

    private static string Required(JObject body, string name) => body.Text(name) is { Length: > 0 } text ? text : throw Invalid($"{name} is missing.");

    private static ApiException Invalid(string message) => new(new ApiError("ValidationException", message, 400));

    private static ApiException NotFound(string message) => new(new ApiError("ResourceNotFoundException", message, 404));

    private static string ReasonOf(string message) =>
        message.StartsWith("expiresIn", StringComparison.Ordinal) ? "InvalidExpiresIn"
        : message.StartsWith("nextToken", StringComparison.Ordinal) ? "InvalidToken"
        : message.Contains("Availability Zone", StringComparison.Ordinal) ? "InvalidAz"
        : message.EndsWith("is missing.", StringComparison.Ordinal) ? "MissingValue"
        : "InvalidStatus";
}
