using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>
/// What the secrets of keys are made of: random bytes in a file beside the journal, which its owner alone may read. A key's secret follows
/// from it and from the key's id, so keys go on working after a restart, and neither the log nor the seed gives one away.
/// </summary>
internal sealed class KeySecret
{
    /// <summary>What the name of the file has behind that of the journal.</summary>
    public const string Extension = ".keys";

    private const int Length = 32;
    private readonly byte[] _bytes;

    private KeySecret(byte[] bytes) => _bytes = bytes;

    /// <summary>A new one that is kept nowhere.</summary>
    public static KeySecret New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>That of a journal; it is made when the journal has none.</summary>
    /// <param name="journal">Its file; null for a run that is kept in memory or elsewhere.</param>
    /// <exception cref="UsageException">The file is not one of these.</exception>
    public static KeySecret Beside(string? journal)
    {
        if (journal is null)
        {
            return New();
        }

        var path = $"{journal}{Extension}";
        if (File.Exists(path))
        {
            var bytes = new byte[Length];
            return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var written) && written == Length
                ? new KeySecret(bytes)
                : throw new UsageException($"{path} does not hold what the secrets of keys are made of; remove it, and all keys get new secrets.");
        }

        var made = New();
        OwnersFile.Write(path, $"{Convert.ToBase64String(made._bytes)}\n");
        return made;
    }

    /// <summary>The secret of a key: 40 characters, as AWS's are.</summary>
    public string Of(string keyId) => Convert.ToBase64String(Mac($"key {keyId}").AsSpan(0, 30));

    /// <summary>A keyed hash of a text.</summary>
    public byte[] Mac(string text) => HMACSHA512.HashData(_bytes, Encoding.UTF8.GetBytes(text));
}
