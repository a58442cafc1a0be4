namespace PrivateLinkSim.Host;

/// <summary>What a request says about who signed it: the scope of SigV4 (§5.1), from the header or from the query string.</summary>
/// <param name="Date">The day of the scope: <c>20260101</c>.</param>
/// <param name="SignedHeaders">The names of the signed headers, in lower case.</param>
/// <param name="IsQuery">Whether it stands in the query string.</param>
internal sealed record Credential(
    string AccessKeyId, string Date, string Region, string Service, string[] SignedHeaders, string Signature, bool IsQuery)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Reads it; null when the request says nothing.</summary>
    /// <exception cref="ApiException">It is cut short.</exception>
    public static Credential? Read(string? authorization, string query)
    {
        if (authorization is not null)
        {
            var space = authorization.IndexOf(' ');
            if (space < 0 || authorization[..space] != Algorithm)
            {
                throw Incomplete($"Authorization header requires the algorithm {Algorithm}.");
            }

            var parts = authorization[(space + 1)..].Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2))
                .Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1], StringComparer.Ordinal);
            return Of(parts["Credential"].FirstOrDefault(), parts["SignedHeaders"].FirstOrDefault(), parts["Signature"].FirstOrDefault(), isQuery: false);
        }

        var signed = FormText.Read(query).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
        return signed["X-Amz-Credential"].FirstOrDefault() is { } credential
            ? Of(credential, signed["X-Amz-SignedHeaders"].FirstOrDefault(), signed["X-Amz-Signature"].FirstOrDefault(), isQuery: true)
            : null;
    }

    private static Credential Of(string? credential, string? signedHeaders, string? signature, bool isQuery) =>
        credential?.Split('/') is not [{ Length: > 0 } key, var date, { Length: > 0 } region, { Length: > 0 } service, "aws4_request"]
            ? throw Incomplete("Credential must have the form KEY/DATE/REGION/SERVICE/aws4_request.")
        : signedHeaders is null || signature is null
            ? throw Incomplete("Authorization requires 'Credential', 'SignedHeaders' and 'Signature'.")
        : new Credential(key, date, region, service, signedHeaders.Split(';'), signature, isQuery);

    private static ApiException Incomplete(string message) => new(new ApiError("IncompleteSignature", message, 400));
}
