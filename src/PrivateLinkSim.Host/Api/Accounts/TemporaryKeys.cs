using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>
/// The keys of sessions. A session token says whose it is and until when, under a seal of the server; nothing has to be kept, so keys go on
/// working when the server starts again with the same run.
/// </summary>
internal sealed class TemporaryKeys(long seed)
{
    private readonly byte[] _seal = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"plsim sessions of {seed}")));

    /// <summary>Makes the keys of a session.</summary>
    /// <param name="expiration">When they expire: whole seconds.</param>
    public AccessKey Issue(string principalArn, DateTimeOffset until, out DateTimeOffset expiration)
    {
        expiration = DateTimeOffset.FromUnixTimeSeconds(until.ToUnixTimeSeconds());
        var content = FormattableString.Invariant($"{principalArn}|{expiration.ToUnixTimeSeconds()}|{Convert.ToHexString(RandomNumberGenerator.GetBytes(6))}");
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{content}|{Sealed(content)}"));
        return Of(principalArn, content, token);
    }

    /// <summary>The key that a session token goes with; null when the token is not of this server, or has expired.</summary>
    public AccessKey? Find(string token, DateTimeOffset now)
    {
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('|');
        }
        catch (FormatException)
        {
            return null;
        }

        return parts is [var principal, var until, var salt, var seal]
            && $"{principal}|{until}|{salt}" is var content
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(seal), Encoding.UTF8.GetBytes(Sealed(content)))
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && now.ToUnixTimeSeconds() < seconds
                ? Of(principal, content, token)
                : null;
    }

    /// <summary>The unique id of a user or role, as AWS would draw one: it follows from the ARN.</summary>
    public static string IdOf(string principalArn) =>
        $"{(principalArn.Contains(":user/", StringComparison.Ordinal) ? "AIDA" : "AROA")}{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(principalArn)))[..17]}";

    private AccessKey Of(string principalArn, string content, string token)
    {
        var hash = HMACSHA512.HashData(_seal, Encoding.UTF8.GetBytes($"key|{content}"));
        return new AccessKey($"ASIA{Convert.ToHexString(hash.AsSpan(0, 8))}", Convert.ToBase64String(hash.AsSpan(8, 30)), principalArn, token);
    }

    private string Sealed(string content) => Convert.ToHexString(HMACSHA256.HashData(_seal, Encoding.UTF8.GetBytes(content)));
}
