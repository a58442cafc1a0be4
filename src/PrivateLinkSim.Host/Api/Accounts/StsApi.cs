using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>AWS STS as far as callers need it: who am I, and the keys of a role for those whom it trusts.</summary>
internal sealed class StsApi(ServedRun served, TemporaryKeys temporary) : IServiceApi
{
    private const int ShortestSession = 900;
    private const int UsualSession = 3600;
    private const int LongestSession = 43_200;

    private static readonly QueryEnvelope Envelope = new("https://sts.amazonaws.com/doc/2011-06-15/");

    private static readonly ImmutableSortedDictionary<string, Func<StsApi, ApiRequest, QueryParameters, Action<XmlBody>>> Actions =
        ImmutableSortedDictionary<string, Func<StsApi, ApiRequest, QueryParameters, Action<XmlBody>>>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("AssumeRole", (api, request, parameters) => api.Assume(request, parameters))
            .Add("GetCallerIdentity", (api, request, _) => api.Identity(request.Caller));

    /// <summary>The actions that are answered, in ordinal order.</summary>
    public static IEnumerable<string> Names => Actions.Keys;

    public Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        var parameters = request.Parameters();
        var action = parameters.Required("Action");
        parameters.Ignore("Version");
        if (!Actions.TryGetValue(action, out var answer))
        {
            throw new ApiException(new ApiError("InvalidAction", $"Could not find operation {action} for version 2011-06-15", 400));
        }

        var members = answer(this, request, parameters);
        parameters.RequireNoOthers();
        return Task.FromResult(Envelope.Answer(action, request.Id, members));
    }

    public ApiAnswer Error(ApiError error, string requestId) => Envelope.Error(error, requestId);

    private Action<XmlBody> Identity(Caller caller)
    {
        var named = Principal.WithoutSession(caller.PrincipalArn);
        var principal = IamOf(caller.Account).Find(named);
        var isSession = named != caller.PrincipalArn;
        var id = named.EndsWith(":root", StringComparison.Ordinal) ? caller.Account
            : isSession ? $"{principal?.Id}:{caller.PrincipalArn[(caller.PrincipalArn.LastIndexOf('/') + 1)..]}"
            : principal?.Id;
        return body => body
            .Text("Arn", isSession || principal is null ? caller.PrincipalArn : IamShapes.ArnOf(named, principal))
            .Text("UserId", id)
            .Text("Account", caller.Account);
    }

    private Action<XmlBody> Assume(ApiRequest request, QueryParameters parameters)
    {
        var (arn, session) = (parameters.Required("RoleArn"), parameters.Required("RoleSessionName"));
        var (seconds, externalId) = (parameters.Integer("DurationSeconds"), parameters.Text("ExternalId"));
        parameters.Refuse("Policy", "PolicyArns", "Tags", "TransitiveTagKeys", "ProvidedContexts", "SerialNumber", "TokenCode", "SourceIdentity");
        if (seconds is < ShortestSession or > LongestSession)
        {
            throw Invalid(FormattableString.Invariant($"Value '{seconds}' at 'durationSeconds' must be from {ShortestSession} to {LongestSession}."));
        }

        if (arn.Split(':') is not ["arn", "aws", "iam", "", var account, var resource] || !resource.StartsWith("role/", StringComparison.Ordinal) || !Principal.IsAccount(account))
        {
            throw Invalid($"{arn} is invalid");
        }

        if (session.Length is < 2 or > 64 || !session.All(each => char.IsAsciiLetterOrDigit(each) || "_+=,.@-".Contains(each, StringComparison.Ordinal)))
        {
            throw Invalid($"Value '{session}' at 'roleSessionName' must have 2 to 64 letters, digits and any of +=,.@_-");
        }

        var name = resource[(resource.LastIndexOf('/') + 1)..];
        var plain = $"arn:aws:iam::{account}:role/{name}";
        var role = IamOf(account).Find(plain);
        if (RoleDoor.RefuseToAssume(request.Caller, plain, session, externalId, served.View) is { } refused)
        {
            throw new ApiException(ApiError.Of(refused));
        }

        // A role that is called by another path is another role, which nobody made.
        if (IamShapes.ArnOf(plain, role!) != arn)
        {
            throw new ApiException(new ApiError(
                "AccessDenied", $"User: {request.Caller.PrincipalArn} is not authorized to perform: sts:AssumeRole on resource: {arn}", 403));
        }

        if (seconds > MostSeconds(request.Caller, role!))
        {
            throw Invalid(IsSession(request.Caller)
                ? "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
                : "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }

        var assumed = $"arn:aws:sts::{account}:assumed-role/{name}/{session}";
        var key = temporary.Issue(assumed, DateTimeOffset.UtcNow.AddSeconds(seconds ?? UsualSession), out var expiration);
        return body => body
            .Within("Credentials", credentials => credentials
                .Text("AccessKeyId", key.Id)
                .Text("SecretAccessKey", key.Secret)
                .Text("SessionToken", key.SessionToken)
                .Text("Expiration", expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))
            .Within("AssumedRoleUser", user => user.Text("AssumedRoleId", $"{role!.Id}:{session}").Text("Arn", assumed));
    }

    private IamState IamOf(string account) => served.View.Find<IamState>(IamState.Of(account)) ?? IamState.Initial;

    private static bool IsSession(Caller caller) => Principal.WithoutSession(caller.PrincipalArn) != caller.PrincipalArn;

    private static int MostSeconds(Caller caller, IamPrincipal role) => IsSession(caller) ? UsualSession : role.Details.MaxSessionDuration;

    private static ApiException Invalid(string message) => new(new ApiError("ValidationError", message, 400));
}
