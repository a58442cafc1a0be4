using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>AWS Account Management as far as Regions go (§3.2): REST-JSON, the same for all Regions.</summary>
internal sealed class AccountApi(ServedRun served) : IServiceApi
{
    private const int MostRegions = 50;

    // Each is a POST to its name.
    private static readonly ImmutableSortedDictionary<string, Func<AccountApi, ApiRequest, JObject, Task<ApiAnswer>>> Operations =
        ImmutableSortedDictionary<string, Func<AccountApi, ApiRequest, JObject, Task<ApiAnswer>>>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("DisableRegion", (api, request, body) => api.ChangeAsync(request, new Step { DisableRegion = new() { RegionName = Region(body) } }))
            .Add("EnableRegion", (api, request, body) => api.ChangeAsync(request, new Step { EnableRegion = new() { RegionName = Region(body) } }))
            .Add("GetRegionOptStatus", (api, request, body) => Task.FromResult(api.Status(request, Region(body))))
            .Add("ListRegions", (api, request, body) => Task.FromResult(api.List(request, body)));

    /// <summary>The operations that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Operations.Keys;

    public Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        if (request.Method != "POST" || NameOf(request.Path) is not { } name || !Operations.TryGetValue(name, out var operation))
        {
            throw Refusals.UnknownOperation(request);
        }

        var body = JsonBody.Read(request.Body);
        if (body.Text("AccountId") is { } account && account != request.Caller.Account)
        {
            throw Denied(request, "The caller is not the management account of an organization that this account belongs to.");
        }

        return operation(this, request, body);
    }

    public ApiAnswer Error(ApiError error, string requestId) => JsonBody.Error(error.Code switch
    {
        "AccessDeniedException" => error with { Status = 403 },
        "ConflictException" => error with { Status = 409 },
        _ => error,
    });

    private async Task<ApiAnswer> ChangeAsync(ApiRequest request, Step step)
    {
        // This API answers from one Region, whatever Region the caller's client was told of.
        var answer = await served.AskAsync(step, request.Caller with { Region = "us-east-1" });
        answer.Parts.OnlyReply();
        return new ApiAnswer(200, "application/json", ReadOnlyMemory<byte>.Empty);
    }

    private ApiAnswer Status(ApiRequest request, string region)
    {
        RequireToRead(request, "account:GetRegionOptStatus");
        return served.Live.Facts.Regions.TryGet(region, out var facts)
            ? JsonBody.Answer(Described(request.Caller.Account, facts))
            : throw Invalid($"The Region '{region}' is not valid.");
    }

    private ApiAnswer List(ApiRequest request, JObject body)
    {
        RequireToRead(request, "account:ListRegions");
        var most = body["MaxResults"] switch
        {
            null or { Type: JTokenType.Null } => MostRegions,
            JValue { Value: long and >= 1 and <= MostRegions } number => (int)number,
            _ => throw Invalid($"MaxResults must be a whole number from 1 to {MostRegions}."),
        };
        string[] wanted = body["RegionOptStatusContains"] switch
        {
            null or { Type: JTokenType.Null } => [],
            JArray statuses when statuses.All(status => status.Type is JTokenType.String) => [.. statuses.Select(status => (string)status!)],
            _ => throw Invalid("RegionOptStatusContains must be a list of texts."),
        };
        var after = body.Text("NextToken") is { } token ? PageToken.Read(token, new ApiError("ValidationException", "NextToken is not valid.", 400)) : null;
        JObject[] found =
        [
            .. served.Live.Facts.Regions.All
                .Where(facts => after is null || string.CompareOrdinal(facts.Name, after) > 0)
                .Select(facts => Described(request.Caller.Account, facts))
                .Where(each => wanted.Length == 0 || wanted.Contains((string)each["RegionOptStatus"]!, StringComparer.Ordinal))
                .Take(most + 1),
        ];
        var answer = new JObject { ["Regions"] = new JArray(found.Take(most)) };
        if (found.Length > most)
        {
            answer["NextToken"] = PageToken.After((string)found[most - 1]["RegionName"]!);
        }

        return JsonBody.Answer(answer);
    }

    private JObject Described(string account, RegionFacts facts)
    {
        var state = served.View.Find<RegionState>(new EntityId(EntityKind.Region, facts.Name)) ?? RegionState.Initial;
        return new JObject
        {
            ["RegionName"] = facts.Name,
            ["RegionOptStatus"] = state.StatusOf(account, facts) switch
            {
                RegionOptStatus.EnabledByDefault => "ENABLED_BY_DEFAULT",
                var status => status.ToString().ToUpperInvariant(),
            },
        };
    }

    private void RequireToRead(ApiRequest request, string action) =>
        Refusals.RequireToRead(action, request.Caller with { Region = "us-east-1" }, served.View);

    // The path has the name with a small letter in front.
    private static string? NameOf(string path) => path is ['/', >= 'a' and <= 'z' and var first, .. var rest] ? $"{char.ToUpperInvariant(first)}{rest}" : null;

    private static string Region(JObject body) =>
        body.Text("RegionName") is { Length: >= 1 and <= 50 } region ? region : throw Invalid("RegionName must be a text of 1 to 50 characters.");

    private static ApiException Invalid(string message) => new(new ApiError("ValidationException", message, 400));

    private static ApiException Denied(ApiRequest request, string message) =>
        new(new ApiError("AccessDeniedException", $"User: {request.Caller.PrincipalArn} is not authorized to access this resource. {message}", 403));
}
