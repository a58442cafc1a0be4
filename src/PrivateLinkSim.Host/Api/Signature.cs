using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>Checks that a request was signed with a key's secret: AWS Signature Version 4.</summary>
internal static class Signature
{
    private const string BasicFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int DayLength = 8;
    private const int MostSeconds = 604_800;
    private static readonly TimeSpan MostSkew = TimeSpan.FromMinutes(15);
    private static readonly string[] OfSignature = ["x-amz-date", "x-amz-security-token", "x-amz-target", "x-amz-content-sha256"];

    /// <summary>Checks a request.</summary>
    /// <param name="rawPath">The path as it was sent.</param>
    /// <param name="now">The clock of the machine.</param>
    /// <exception cref="ApiException">The signature is another's, or too old.</exception>
    public static void Require(
        Credential credential, AccessKey key, string method, string rawPath, string query, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var errors = SignatureErrors.Of(credential.Service);
        var parameters = FormText.Read(query).ToList();
        var stamp = credential.IsQuery ? parameters.FirstOrDefault(each => each.Key == "X-Amz-Date").Value : header("X-Amz-Date") ?? header("Date");
        var signedAt = Read(stamp, credential, errors);
        RequireNow(signedAt, stamp, LifeOf(credential, parameters), now, errors);
        var token = credential.IsQuery ? parameters.FirstOrDefault(each => each.Key == "X-Amz-Security-Token").Value : header("X-Amz-Security-Token");
        if (key.SessionToken is { } session && !AreEqual(session, token ?? ""))
        {
            throw new ApiException(errors.Mismatch);
        }

        var bodyHash = Hex(SHA256.HashData(body.Span));
        if ((header("X-Amz-Content-Sha256") is { } stated && stated != bodyHash) || !CoversAll(credential, header))
        {
            throw new ApiException(errors.Mismatch);
        }

        var canonical = Canonical(credential, method, rawPath, parameters, header, bodyHash);
        var scope = $"{credential.Date}/{credential.Region}/{credential.Service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        if (!AreEqual(Hex(HMACSHA256.HashData(SigningKey(key.Secret, credential), Encoding.UTF8.GetBytes(toSign))), credential.Signature))
        {
            throw new ApiException(errors.Mismatch);
        }
    }

    private static DateTimeOffset Read(string? stamp, Credential credential, SignatureErrors errors)
    {
        if (stamp is null)
        {
            throw Incomplete(credential.IsQuery
                ? $"{Credential.MustInclude("X-Amz-Date")} {Credential.Again}"
                : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }

        if (!DateTimeOffset.TryParseExact(stamp, BasicFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            throw Incomplete($"Date must be in ISO-8601 'basic format'. Got '{stamp}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        if (!stamp.StartsWith(credential.Date, StringComparison.Ordinal) || credential.Date.Length != DayLength)
        {
            throw new ApiException(errors.Mismatched(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{credential.Date}' != '{stamp[..DayLength]}', from '{stamp}'."));
        }

        return signedAt;
    }

    private static void RequireNow(DateTimeOffset signedAt, string? stamp, TimeSpan life, DateTimeOffset now, SignatureErrors errors)
    {
        if (signedAt > now + MostSkew)
        {
            throw new ApiException(errors.Skewed($"Signature not yet current: {stamp} is still later than {Text(now + MostSkew)} ({Text(now)} + 15 min.)"));
        }

        if (now > signedAt + life)
        {
            throw new ApiException(errors.Skewed($"Signature expired: {stamp} is now earlier than {Text(now - MostSkew)} ({Text(now)} - 15 min.)"));
        }
    }

    // EC2 takes a presigned request until a quarter of an hour after it expired (§5.2, RequestExpired). STS does not heed the time that such a
    // request gives itself: it is good for a quarter of an hour (so the authenticators of EKS, which ask for a minute). Of others nothing is public.
    private static TimeSpan LifeOf(Credential credential, List<KeyValuePair<string, string>> parameters) =>
        credential is { IsQuery: true, Service: "ec2" }
        && int.TryParse(parameters.FirstOrDefault(each => each.Key == "X-Amz-Expires").Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds)) + MostSkew
            : MostSkew;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(BasicFormat, CultureInfo.InvariantCulture);

    private static ApiException Incomplete(string message) => new(new ApiError("IncompleteSignature", message, 400));

    private static string Canonical(
        Credential credential, string method, string rawPath, List<KeyValuePair<string, string>> parameters, Func<string, string?> header, string bodyHash)
    {
        var path = string.Join('/', rawPath.Split('/').Select(Escape));
        var query = string.Join('&', parameters
            .Where(each => each.Key != "X-Amz-Signature")
            .Select(each => (Name: Escape(each.Key), Value: Escape(each.Value)))
            .OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.Value, StringComparer.Ordinal)
            .Select(each => $"{each.Name}={each.Value}"));
        var headers = string.Concat(credential.SignedHeaders.Select(name => $"{name}:{Trimmed(header(name) ?? "")}\n"));
        return $"{method}\n{(path.Length == 0 ? "/" : path)}\n{query}\n{headers}\n{string.Join(';', credential.SignedHeaders)}\n{bodyHash}";
    }

    // What nobody signed could have been put there by anybody: the host, and whatever of SigV4's own stands in headers.
    private static bool CoversAll(Credential credential, Func<string, string?> header) =>
        credential.SignedHeaders.Contains("host", StringComparer.Ordinal)
        && OfSignature.All(name => header(name) is null || credential.SignedHeaders.Contains(name, StringComparer.Ordinal));

    private static string Trimmed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static byte[] SigningKey(string secret, Credential credential)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in (string[])[credential.Date, credential.Region, credential.Service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }

    // RFC 3986, as SigV4 wants it.
    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
