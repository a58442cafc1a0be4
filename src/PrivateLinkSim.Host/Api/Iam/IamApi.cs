using System.Collections.Frozen;

namespace PrivateLinkSim.Host;

/// <summary>Answers a call of IAM: asks what is to be asked, and returns what writes the members of the answer; null when it has none.</summary>
internal delegate Task<Action<XmlBody>?> IamAction(IamCall call);

/// <summary>The IAM Query API, version 2010-05-08: users, roles, keys and policies, as far as permissions to call rest on them.</summary>
internal sealed class IamApi(ServedRun served, AccessKeys keys) : IServiceApi
{
    private const string Version = "2010-05-08";

    private static readonly QueryEnvelope Envelope = new("https://iam.amazonaws.com/doc/2010-05-08/");

    private static readonly FrozenDictionary<string, IamAction> Actions = ((IEnumerable<KeyValuePair<string, IamAction>>[])
        [IamPrincipalCalls.Actions, IamPrincipalPolicies.Actions, IamKeyCalls.Actions, IamPolicyCalls.Actions]).SelectMany(actions => actions).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The actions that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Actions.Keys.Order(StringComparer.Ordinal);

    public async Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        var parameters = request.Parameters();
        var name = parameters.Required("Action");
        if (parameters.Text("Version") is { } version && version != Version)
        {
            throw new ApiException(new ApiError("InvalidAction", $"Could not find operation {name} for version {version}", 400));
        }

        if (!Actions.TryGetValue(name, out var action))
        {
            throw new ApiException(new ApiError("InvalidAction", $"Could not find operation {name} for version {Version}", 400));
        }

        var call = new IamCall(served, request.Caller, name, parameters, keys);
        var members = await action(call);
        parameters.RequireNoOthers();
        return Envelope.Answer(name, request.Id, members);
    }

    public ApiAnswer Error(ApiError error, string requestId) => Envelope.Error(
        error.Code switch
        {
            "NoSuchEntity" => error with { Status = 404 },
            "EntityAlreadyExists" or "DeleteConflict" or "LimitExceeded" => error with { Status = 409 },
            "MissingParameter" => error with { Code = "ValidationError" },
            _ => error,
        },
        requestId);
}
