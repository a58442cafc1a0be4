using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A call of IAM while it is answered.</summary>
internal sealed class IamCall(ServedRun served, Caller caller, string action, QueryParameters parameters, AccessKeys keys)
{
    private Snapshot _seen = served.Live.Seen;

    public QueryParameters Parameters { get; } = parameters;

    // IAM has one endpoint, which lies in this Region.
    public Caller Caller { get; } = caller with { Region = "us-east-1" };

    public AccessKeys Keys { get; } = keys;

    /// <summary>IAM of the caller's account: after a call, with all that it caused.</summary>
    public IamState Iam => _seen.Find(IamState.Of(Caller.Account)) as IamState ?? IamState.Initial;

    /// <summary>The user who calls; null when the root or a session of a role does.</summary>
    public string? CallingUser => AccountPolicies.IsUser(Caller.PrincipalArn) ? NameOf(Caller.PrincipalArn) : null;

    /// <summary>The ARN, without a path, of a user or role of the caller's account.</summary>
    /// <param name="kind"><c>user</c> or <c>role</c>.</param>
    public string ArnOf(string kind, string name) => $"arn:aws:iam::{Caller.Account}:{kind}/{name}";

    /// <summary>The user whom a call is about, who is the caller when it names nobody.</summary>
    public string UserOrCaller() => Parameters.Text("UserName") ?? CallingUser
        ?? throw new ApiException(new ApiError("ValidationError", "Must specify userName when calling with non-User credentials", 400));

    /// <summary>A user or role, for reading.</summary>
    /// <exception cref="ApiException">It is not there, or the caller may not look at it.</exception>
    public (string Arn, IamPrincipal Principal) Read(string kind, string name)
    {
        var arn = ArnOf(kind, name);
        MayRead(arn);
        return (arn, Iam.Find(arn) ?? throw new ApiException(ApiError.Of(AccountPolicies.NoSuchPrincipal(arn))));
    }

    /// <summary>Checks that the caller may look.</summary>
    /// <exception cref="ApiException">It may not.</exception>
    public void MayRead(string resource = "*") =>
        Refusals.RequireToRead($"iam:{action}", Caller, new RunView(_seen, served.Live.Facts), resource);

    /// <summary>Asks for a change.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<IReply?> AskAsync(Step step)
    {
        Parameters.RequireNoOthers();
        var answer = await served.AskAsync(step, Caller);
        _seen = answer.Seen;
        return answer.Parts.OnlyReply();
    }

    /// <summary>A policy that the call gives.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public JObject Policy(string parameter)
    {
        var text = Parameters.Required(parameter);
        return PolicyDocument.TryParse(text, out _, out var error) ? Json(text) : throw Malformed(error);
    }

    /// <summary>A trust policy that the call gives.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public JObject Trust(string parameter)
    {
        var text = Parameters.Required(parameter);
        return TrustPolicy.Complaint(text) is { } error ? throw Malformed(error) : Json(text);
    }

    /// <summary>The tags that the call gives, by key.</summary>
    /// <exception cref="ApiException">A key stands there twice.</exception>
    public ImmutableSortedDictionary<string, string> Tags()
    {
        var tags = Domain.Tags.None;
        foreach (var tag in Parameters.Structures("Tags.member"))
        {
            var key = tag.Required("Key");
            tags = tags.ContainsKey(key)
                ? throw new ApiException(new ApiError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", 400))
                : tags.Add(key, tag.Text("Value") ?? "");
        }

        return tags;
    }

    /// <summary>The name at the end of an ARN.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private static ApiException Malformed(string error) => new(new ApiError("MalformedPolicyDocument", error, 400));

    // A log holds no fractions; policies are compared as texts anyway.
    private static JObject Json(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        var document = JObject.Load(reader);
        foreach (var number in document.Descendants().OfType<JValue>().Where(value => value.Type is JTokenType.Float || value.Value is System.Numerics.BigInteger).ToArray())
        {
            number.Replace(new JValue(number.ToString(CultureInfo.InvariantCulture)));
        }

        return document;
    }
}
