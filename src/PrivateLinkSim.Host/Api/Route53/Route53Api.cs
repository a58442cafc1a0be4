using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>
/// The Route 53 API, REST-XML, version 2013-04-01: public hosted zones and their records, so that domains are proven and names are answered.
/// It is the same in all Regions.
/// </summary>
internal sealed class Route53Api(ServedRun served) : IServiceApi
{
    private const string Version = "2013-04-01";
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static readonly QueryEnvelope Envelope = new(Namespace);

    private static readonly ImmutableArray<Route53Route> Routes = [.. Route53Zones.Routes, .. Route53Records.Routes, .. Route53Tags.Routes];

    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["NoSuchHostedZone"] = 404, ["NoSuchChange"] = 404, ["NoSuchHealthCheck"] = 404, ["NoSuchDelegationSet"] = 400, ["HostedZoneAlreadyExists"] = 409,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The operations that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Routes.Select(route => route.Name).Order(StringComparer.Ordinal);

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        string[] path = [.. request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        foreach (var route in path is [Version, ..] ? Routes : [])
        {
            if (route.Method == request.Method && route.Match(path.AsSpan(1)) is { } parts)
            {
                var call = new Route53Call(served, request, route.Name, parts);
                return Answer(route.Name, call, await route.AnswerAsync(call));
            }
        }

        throw Refusals.UnknownOperation(request);
    }

    public ApiAnswer Error(ApiError error, string requestId) =>
        Envelope.Error(Statuses.TryGetValue(error.Code, out var status) ? error with { Status = status } : error, requestId);

    private static ApiAnswer Answer(string name, Route53Call call, Action<XmlBody> members)
    {
        using var body = new XmlBody($"{name}Response", Namespace);
        members(body);
        return new ApiAnswer(call.Location is null ? 200 : 201, "text/xml", body.Finish()) { Location = call.Location };
    }
}
