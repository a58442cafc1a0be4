using System.Collections.Frozen;

namespace PrivateLinkSim.Host;

/// <summary>Answers a call: reads its parameters, asks what is to be asked, and returns what writes the members of the result.</summary>
internal delegate Task<Action<XmlBody>> ElbAction(ElbCall call);

/// <summary>Elastic Load Balancing, version 2015-12-01 (§5.6), as far as Network Load Balancers go.</summary>
internal sealed class ElbApi(ServedRun served) : IServiceApi
{
    private const string Version = "2015-12-01";

    private static readonly QueryEnvelope Envelope = new($"http://elasticloadbalancing.amazonaws.com/doc/{Version}/");

    private static readonly FrozenDictionary<string, ElbAction> Actions = ((IEnumerable<KeyValuePair<string, ElbAction>>[])
        [ElbLoadBalancers.Actions, ElbListeners.Actions, ElbTargetGroups.Actions, ElbTargets.Actions, ElbTags.Actions]).SelectMany(actions => actions).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The actions that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Actions.Keys.Order(StringComparer.Ordinal);

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        var parameters = request.Parameters();
        var name = parameters.Text("Action") ?? throw new ApiException(new ApiError("MissingAction", "The request must contain the parameter Action", 400));
        if (parameters.Text("Version") is { } version && version != Version || !Actions.TryGetValue(name, out var action))
        {
            throw new ApiException(new ApiError("InvalidAction", $"Could not find operation {name} for version {parameters.Text("Version") ?? Version}", 400));
        }

        var call = new ElbCall(served, request.Caller, parameters);
        if (name.StartsWith("Describe", StringComparison.Ordinal))
        {
            Refusals.RequireToRead($"elasticloadbalancing:{name}", request.Caller, call.View);
        }

        return Envelope.Answer(name, request.Id, await action(call));
    }

    // This API has one code for whatever is wrong with a parameter.
    public ApiAnswer Error(ApiError error, string requestId) => Envelope.Error(
        error.Code switch
        {
            "MissingParameter" or "UnknownParameter" or "InvalidParameterValue" => error with { Code = "ValidationError" },
            "UnsupportedOperation" => error with { Code = "InvalidConfigurationRequest" },
            _ => error,
        },
        requestId);
}
