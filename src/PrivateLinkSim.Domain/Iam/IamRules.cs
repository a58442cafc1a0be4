using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What the rules of IAM have in common.</summary>
internal static class IamRules
{
    /// <summary>The rule of whatever is there or not, and of how it is written.</summary>
    public const string Rule = "§iam";

    private const int MostTags = 50;

    /// <summary>Why a name can't be one, or null.</summary>
    /// <param name="parameter">As IAM calls it: <c>userName</c>.</param>
    public static Rejection? RefuseName(string parameter, string name, int longest) =>
        name.Length >= 1 && name.Length <= longest && name.All(each => char.IsAsciiLetterOrDigit(each) || "+=,.@_-".Contains(each, StringComparison.Ordinal))
            ? null
            : new Rejection(
                "ValidationError",
                $"The specified value for {parameter} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
                Rule);

    /// <summary>Why a path can't be one, or null.</summary>
    public static Rejection? RefusePath(string path) =>
        path.Length <= 512 && path.StartsWith('/') && path.EndsWith('/') && path.All(each => each is > ' ' and <= '~')
            ? null
            : new Rejection(
                "ValidationError", "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.", Rule);

    /// <summary>Why tags can't be put beside others, or null.</summary>
    public static Rejection? RefuseTags(ImmutableSortedDictionary<string, string> current, ImmutableSortedDictionary<string, string> added) =>
        added.Keys.FirstOrDefault(key => key.Length is < 1 or > 128 || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } malformed
            ? new Rejection("InvalidInput", $"The tag key '{malformed}' is invalid. It must have 1 to 128 characters and must not begin with aws:", Rule)
        : added.Values.Any(value => value.Length > 256)
            ? new Rejection("InvalidInput", "A tag value is invalid. It must have at most 256 characters.", Rule)
        : current.SetItems(added).Count > MostTags
            ? LimitExceeded("TagsPerResource", MostTags)
            : null;

    /// <summary>Why a policy can't be read, or null when it can.</summary>
    public static Rejection? RefuseDocument(string document) =>
        PolicyDocument.TryParse(document, out _, out var error) ? null : new Rejection("MalformedPolicyDocument", error, Rule);

    /// <summary>A quota of IAM is reached ("IAM and AWS STS quotas").</summary>
    public static Rejection LimitExceeded(string quota, int most) =>
        new("LimitExceeded", FormattableString.Invariant($"Cannot exceed quota for {quota}: {most}"), "§iam/quota");

    /// <summary>Something is still in use.</summary>
    public static Rejection Conflict(string message) => new("DeleteConflict", message, "§iam/delete");

    /// <summary>A managed policy is not there.</summary>
    public static Rejection NoSuchPolicy(string policyArn) => new("NoSuchEntity", $"Policy {policyArn} does not exist or is not attachable.", Rule);

    /// <summary>Accepts with a fact.</summary>
    public static Decision<IamEvent> Accept(IamEvent fact, IReply? reply = null) =>
        reply is null ? Decision<IamEvent>.Accept(fact) : Decision<IamEvent>.Accept([fact], reply);

    /// <summary>A unique id as IAM's are: a prefix and 17 letters or digits in upper case.</summary>
    public static string DrawId(string prefix, IamState state, in Context context) =>
        $"{prefix}{context.Draws.Alphanumeric(17, prefix, state.Drawn).ToUpperInvariant()}";
}
