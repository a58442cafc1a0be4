using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>An access key: whose it is, and the secret that signs for it.</summary>
/// <param name="SessionToken">The token that temporary keys come with; null for others.</param>
internal sealed record AccessKey(string Id, string Secret, string PrincipalArn, string? SessionToken = null)
{
    /// <summary>The account of its principal.</summary>
    public string Account => PrincipalArn.Split(':')[4];
}

/// <summary>
/// Whose a key is. A key that was made is its user's or role's. Any other key of 12 digits, or of <c>AKIA</c> and 12 digits, is the root of
/// that account, and every other one the root of account 123456789012, as local emulators have it; these have no secret.
/// </summary>
internal sealed class AccessKeys
{
    /// <summary>The account of keys that say nothing.</summary>
    public const string DefaultAccount = "123456789012";

    private readonly ConcurrentDictionary<string, AccessKey> _made = new(StringComparer.Ordinal);

    /// <summary>Takes in a key that was made.</summary>
    public void Add(AccessKey key) => _made[key.Id] = key;

    /// <summary>Forgets a key.</summary>
    public void Remove(string id) => _made.TryRemove(id, out _);

    /// <summary>Forgets all keys, and takes in these.</summary>
    public void Replace(IEnumerable<AccessKey> keys)
    {
        _made.Clear();
        foreach (var key in keys)
        {
            Add(key);
        }
    }

    /// <summary>The key that was made under an id; null when none was.</summary>
    public AccessKey? Find(string id) => _made.GetValueOrDefault(id);

    /// <summary>The principal that a key which was not made stands for.</summary>
    public static string PrincipalOf(string id) => $"arn:aws:iam::{AccountIn(id) ?? DefaultAccount}:root";

    /// <summary>The keys of the users and roles of a topology: the same ones for the same scenario, so that they can be written down.</summary>
    public static IEnumerable<AccessKey> Of(Topology topology, long seed) =>
        from account in topology.Accounts
        from principal in account.Users.Select(user => $"user/{user.Name}").Concat(account.Roles.Select(role => $"role/{role.Name}"))
        select Derived($"arn:aws:iam::{account.Id}:{principal}", seed);

    private static AccessKey Derived(string principal, long seed)
    {
        var hash = SHA512.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {principal}")));
        return new AccessKey($"AKIA{Base32(hash.AsSpan(0, 10))}", Convert.ToBase64String(hash.AsSpan(10, 30)), principal);
    }

    private static string? AccountIn(string id)
    {
        var digits = id.StartsWith("AKIA", StringComparison.Ordinal) ? id[4..] : id;
        return digits.Length == 12 && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (text, bits, count) = (new StringBuilder(), 0, 0);
        foreach (var each in bytes)
        {
            (bits, count) = ((bits << 8) | each, count + 8);
            for (; count >= 5; count -= 5)
            {
                text.Append(Letters[(bits >> (count - 5)) & 31]);
            }

            bits &= 31;
        }

        return text.ToString();
    }
}
