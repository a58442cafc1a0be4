using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>
/// AWS STS as far as callers need it: who am I, and the keys of a role. Trust policies are not modelled: any principal of the role's account
/// may assume it, and one of another account may not.
/// </summary>
internal sealed class StsApi(ServedRun served, TemporaryKeys temporary) : IServiceApi
{
    private const int ShortestSession = 900;
    private const int UsualSession = 3600;
    private const int LongestSession = 43_200;

    private static readonly QueryEnvelope Envelope = new("https://sts.amazonaws.com/doc/2011-06-15/");

    public Task<ApiAnswer> AnswerAsync(ApiRequest request)
    {
        var parameters = request.Parameters();
        var action = parameters.Required("Action");
        parameters.Ignore("Version");
        Action<XmlBody> members = action switch
        {
            "GetCallerIdentity" => Identity(request.Caller),
            "AssumeRole" => Assume(request, parameters),
            _ => throw new ApiException(new ApiError("InvalidAction", $"Could not find operation {action} for version 2011-06-15", 400)),
        };
        parameters.RequireNoOthers();
        return Task.FromResult(Envelope.Answer(action, request.Id, members));
    }

    public ApiAnswer Error(ApiError error, string requestId) => Envelope.Error(error, requestId);

    private static Action<XmlBody> Identity(Caller caller) => body => body
        .Text("Arn", caller.PrincipalArn)
        .Text("UserId", caller.PrincipalArn.EndsWith(":root", StringComparison.Ordinal) ? caller.Account : TemporaryKeys.IdOf(caller.PrincipalArn))
        .Text("Account", caller.Account);

    private Action<XmlBody> Assume(ApiRequest request, QueryParameters parameters)
    {
        var (arn, session) = (parameters.Required("RoleArn"), parameters.Required("RoleSessionName"));
        var seconds = parameters.Integer("DurationSeconds") ?? UsualSession;
        parameters.Ignore("ExternalId", "Policy", "PolicyArns", "Tags", "TransitiveTagKeys", "SerialNumber", "TokenCode", "SourceIdentity");
        if (seconds is < ShortestSession or > LongestSession)
        {
            throw new ApiException(new ApiError(
                "ValidationError", FormattableString.Invariant($"Value '{seconds}' at 'durationSeconds' must be from {ShortestSession} to {LongestSession}."), 400));
        }

        if (arn.Split(':') is not ["arn", "aws", "iam", "", var account, var resource] || !resource.StartsWith("role/", StringComparison.Ordinal)
            || session.Length is < 2 or > 64 || session.Contains('/') || session.Contains(':'))
        {
            throw new ApiException(new ApiError("ValidationError", $"{arn} is invalid, or the session name '{session}' is.", 400));
        }

        var isKnown = Knows(EntityKind.ServiceConsumer) || Knows(EntityKind.ServiceProvider);
        if (account != request.Caller.Account || !isKnown)
        {
            throw new ApiException(new ApiError(
                "AccessDenied", $"User: {request.Caller.PrincipalArn} is not authorized to perform: sts:AssumeRole on resource: {arn}", 403));
        }

        var assumed = $"arn:aws:sts::{account}:assumed-role/{resource[(resource.LastIndexOf('/') + 1)..]}/{session}";
        var key = temporary.Issue(assumed, DateTimeOffset.UtcNow.AddSeconds(seconds), out var expiration);
        return body => body
            .Within("Credentials", credentials => credentials
                .Text("AccessKeyId", key.Id)
                .Text("SecretAccessKey", key.Secret)
                .Text("SessionToken", key.SessionToken)
                .Text("Expiration", expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)))
            .Within("AssumedRoleUser", user => user.Text("AssumedRoleId", $"{TemporaryKeys.IdOf(arn)}:{session}").Text("Arn", assumed));

        bool Knows(EntityKind kind) => (kind == EntityKind.ServiceConsumer
            ? served.View.Find<ServiceConsumerState>(new EntityId(kind, account))?.Identities
            : served.View.Find<ServiceProviderState>(new EntityId(kind, account))?.Identities)?.Principals.ContainsKey(arn) is true;
    }
}
