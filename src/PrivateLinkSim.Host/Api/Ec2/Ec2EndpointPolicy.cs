using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>
/// The policy of an endpoint (§2.10). Endpoints to other services than AWS's own have the one that allows everything: a document that says
/// the same is taken, and any other is refused in AWS's words (pulumi/pulumi-aws-native#1711).
/// </summary>
internal static class Ec2EndpointPolicy
{
    /// <summary>The policy that an endpoint has when none is given.</summary>
    public const string FullAccess = """{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""";

    private const int LongestDocument = 20_480;
    private static readonly string[] Members = ["Action", "Effect", "Principal", "Resource"];

    /// <summary>Refuses a document that says anything else than that everything is allowed.</summary>
    /// <param name="document">The document; null when none is given.</param>
    /// <exception cref="ApiException">It does, or it is no policy.</exception>
    public static void Require(string? document, string serviceName)
    {
        if (document is not null && !IsFullAccess(Parse(document)))
        {
            throw new ApiException(new ApiError("InvalidParameter", $"Service {serviceName} only supports the full-access endpoint policy.", 400));
        }
    }

    private static JObject Parse(string document)
    {
        if (document.Length > LongestDocument)
        {
            throw Invalid(FormattableString.Invariant($"The policy document has {document.Length} characters, and {LongestDocument} are allowed."));
        }

        try
        {
            return JObject.Parse(document);
        }
        catch (JsonReaderException bad)
        {
            throw Invalid(FormattableString.Invariant($"The Policy Document is not valid. Syntax error at position ({bad.LineNumber},{bad.LinePosition})"));
        }
    }

    private static bool IsFullAccess(JObject policy) =>
        (policy["Statement"] is JArray { Count: 1 } list ? list[0] : policy["Statement"]) is JObject statement
        && statement.Properties().All(member => member.Name == "Sid" || Members.Contains(member.Name, StringComparer.Ordinal))
        && Only(statement["Effect"]) == "Allow"
        && Only(statement["Action"]) == "*"
        && Only(statement["Resource"]) == "*"
        && (Only(statement["Principal"]) ?? Only((statement["Principal"] as JObject)?["AWS"])) == "*";

    private static string? Only(JToken? value) => value switch
    {
        JArray { Count: 1 } one => Only(one[0]),
        JValue { Type: JTokenType.String } text => (string?)text,
        _ => null,
    };

    private static ApiException Invalid(string message) => new(new ApiError("InvalidPolicyDocument", message, 400));
}
