using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PrivateLinkSim.Domain;
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
/// Whose a key is. A key of the topology or of IAM is its root's, user's or role's. Any other key of 12 digits, or of <c>AKIA</c> and 12
/// digits, is the root of that account, and every other one the root of account 123456789012, as local emulators have it; these have no secret.
/// </summary>
internal sealed class AccessKeys
{
    /// <summary>The account of keys that say nothing.</summary>
    public const string DefaultAccount = "123456789012";

    private const string Prefix = "AKIA";
    private const int MadeLength = 20;

    private readonly ServedRun _served;
    private readonly KeySecret _secret;
    private readonly FrozenDictionary<string, string> _ofTopology;
    private readonly ConcurrentDictionary<string, EntityId> _accounts = new(StringComparer.Ordinal);

    /// <summary>The keys of a run.</summary>
    /// <param name="secret">What their secrets are made of.</param>
    public AccessKeys(ServedRun served, KeySecret secret)
    {
        (_served, _secret) = (served, secret);
        Profiles = [.. NamesOf(served.File.Scenario.Topology).Select(each => (each.Profile, Of(Drawn(each.PrincipalArn, served.Seed), each.PrincipalArn)))];
        _ofTopology = Profiles.ToFrozenDictionary(each => each.Key.Id, each => each.Key.PrincipalArn, StringComparer.Ordinal);
    }

    /// <summary>
    /// The keys of the topology: <c>customer</c> for the root of an account, <c>customer.ann</c> for a user or role. A run without accounts
    /// has the root of the default one.
    /// </summary>
    public IReadOnlyList<(string Profile, AccessKey Key)> Profiles { get; }

    /// <summary>The secret of a key.</summary>
    public string SecretOf(string id) => _secret.Of(id);

    /// <summary>The key that was made under an id; null when none was.</summary>
    /// <exception cref="KeyGoneException">It was made, and works no longer.</exception>
    public AccessKey? Find(string id)
    {
        if (id.Length != MadeLength || !id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        if (_ofTopology.TryGetValue(id, out var principal))
        {
            return Exists(principal) ? Of(id, principal) : throw new KeyGoneException();
        }

        return FindIn(id) switch
        {
            null => null,
            var iam when iam.AccessKeys.TryGetValue(id, out var key) && key.IsActive => Of(id, key.PrincipalArn),
            _ => throw new KeyGoneException(),
        };
    }

    /// <summary>The principal that a key which was not made stands for.</summary>
    public static string PrincipalOf(string id) => $"arn:aws:iam::{AccountIn(id) ?? DefaultAccount}:root";

    private AccessKey Of(string id, string principalArn) => new(id, SecretOf(id), principalArn);

    private bool Exists(string principalArn) =>
        principalArn.EndsWith(":root", StringComparison.Ordinal)
        || _served.Live.Seen.Find(IamState.Of(principalArn.Split(':')[4])) is IamState iam && iam.Find(principalArn) is not null;

    // An id is drawn for one account and never again for another, but for a run that begins anew.
    private IamState? FindIn(string id)
    {
        var seen = _served.Live.Seen;
        if (_accounts.TryGetValue(id, out var account) && seen.Find(account) is IamState known && Has(known, id))
        {
            return known;
        }

        foreach (var (entity, state) in seen.All(EntityKind.Iam))
        {
            if (state is IamState iam && Has(iam, id))
            {
                _accounts[id] = entity;
                return iam;
            }
        }

        return null;
    }

    private static bool Has(IamState iam, string id) => iam.AccessKeys.ContainsKey(id) || iam.RetiredKeys.Contains(id);

    private static IEnumerable<(string Profile, string PrincipalArn)> NamesOf(Topology topology) =>
        topology.Accounts.IsEmpty
            ? [("default", $"arn:aws:iam::{DefaultAccount}:root")]
            : from account in topology.Accounts
              from principal in (IEnumerable<(string Profile, string Resource)>)
              [
                  (account.Name, "root"),
                  .. account.Users.Select(user => ($"{account.Name}.{user.Name}", $"user/{user.Name}")),
                  .. account.Roles.Select(role => ($"{account.Name}.{role.Name}", $"role/{role.Name}")),
              ]
              select (principal.Profile, $"arn:aws:iam::{account.Id}:{principal.Resource}");

    // The same ones for the same scenario, so that they can be written down; their secrets are not.
    private static string Drawn(string principal, long seed) =>
        $"{Prefix}{Base32(SHA512.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {principal}"))).AsSpan(0, 10))}";

    private static string? AccountIn(string id)
    {
        var digits = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
        return Principal.IsAccount(digits) ? digits : null;
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

/// <summary>A key was made once and works no longer: it must not pass for one that says nothing.</summary>
internal sealed class KeyGoneException : Exception;
