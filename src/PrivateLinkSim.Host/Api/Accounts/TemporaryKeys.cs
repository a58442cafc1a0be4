using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>
/// The keys of sessions. A session token says whose it is and until when, under a seal of the server; nothing has to be kept, so keys go on
/// working when the server starts again with the same run.
/// </summary>
/// <param name="secret">What seals and secrets are made of.</param>
internal sealed class TemporaryKeys(KeySecret secret)
{
    /// <summary>Makes the keys of a session.</summary>
    /// <param name="expiration">When they expire: whole seconds.</param>
    public AccessKey Issue(string principalArn, DateTimeOffset until, out DateTimeOffset expiration)
    {
        expiration = DateTimeOffset.FromUnixTimeSeconds(until.ToUnixTimeSeconds());
        var content = FormattableString.Invariant($"{principalArn}|{expiration.ToUnixTimeSeconds()}|{Convert.ToHexString(RandomNumberGenerator.GetBytes(6))}");
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{content}|{Sealed(content)}"));
        return Of(principalArn, content, token);
    }

    /// <summary>The key that a session token goes with; null when the token is not of this server.</summary>
    /// <param name="isOver">Whether its session is over.</param>
    public AccessKey? Find(string token, DateTimeOffset now, out bool isOver)
    {
        isOver = false;
        string[] parts;
        try
        {
            parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('|');
        }
        catch (FormatException)
        {
            return null;
        }

        if (parts is not [var principal, var until, var salt, var seal])
        {
            return null;
        }

        var content = $"{principal}|{until}|{salt}";
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(seal), Encoding.UTF8.GetBytes(Sealed(content))))
        {
            return null;
        }

        isOver = now.ToUnixTimeSeconds() >= long.Parse(until, NumberStyles.None, CultureInfo.InvariantCulture);
        return Of(principal, content, token);
    }

    private AccessKey Of(string principalArn, string content, string token)
    {
        var id = $"ASIA{Convert.ToHexString(secret.Mac($"session {content}").AsSpan(0, 8))}";
        return new AccessKey(id, secret.Of($"{id} {content}"), principalArn, token);
    }

    private string Sealed(string content) => Convert.ToHexString(secret.Mac($"seal {content}").AsSpan(0, 32));
}
