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
                throw Incomplete($"Unsupported AWS 'algorithm': '{(space < 0 ? authorization : authorization[..space])}'.");
            }

            var parts = authorization[(space + 1)..].Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2))
                .Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1], StringComparer.Ordinal);
            return Of(parts, "", name => $"Authorization header requires '{name}' parameter.", isQuery: false);
        }

        var signed = FormText.Read(query).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
        if (!signed.Contains("X-Amz-Credential") && !signed.Contains("X-Amz-Signature"))
        {
            return null;
        }

        return signed["X-Amz-Algorithm"].FirstOrDefault() is var algorithm && algorithm != Algorithm
            ? throw Incomplete(algorithm is null ? $"{MustInclude("X-Amz-Algorithm")} {Again}" : $"Unsupported AWS 'algorithm': '{algorithm}'.")
            : Of(signed, "X-Amz-", MustInclude, isQuery: true);
    }

    /// <summary>What AWS says of a presigned request that lacks a parameter.</summary>
    public static string MustInclude(string name) => $"AWS query-string parameters must include '{name}'.";

    /// <summary>What it says behind that.</summary>
    public const string Again = "Re-examine the query-string parameters.";

    private static Credential Of(ILookup<string, string> parts, string prefix, Func<string, string> isMissing, bool isQuery)
    {
        string[] missing = [.. ((string[])["Credential", "Signature", "SignedHeaders"]).Select(name => prefix + name).Where(name => !parts.Contains(name)).Select(isMissing)];
        if (missing.Length > 0)
        {
            throw Incomplete(string.Join(' ', isQuery ? [.. missing, Again] : missing));
        }

        var credential = parts[$"{prefix}Credential"].First();
        return credential.Split('/') is [{ Length: > 0 } key, var date, { Length: > 0 } region, { Length: > 0 } service, "aws4_request"]
            ? new Credential(key, date, region, service, parts[$"{prefix}SignedHeaders"].First().Split(';'), parts[$"{prefix}Signature"].First(), isQuery)
            : throw Incomplete($"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");
    }

    private static ApiException Incomplete(string message) => new(new ApiError("IncompleteSignature", message, 400));
}
