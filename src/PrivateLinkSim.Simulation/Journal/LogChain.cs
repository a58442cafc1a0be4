using System.Buffers;
using System.Security.Cryptography;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The hash chain over a log: each link is SHA-256 over the previous link and the text of the entry, the first over 32
/// zero bytes. The last link is the digest of the run.
/// </summary>
public sealed class LogChain
{
    internal const string DigestPrefix = "sha256:";
    internal const int HexLength = 2 * SHA256.HashSizeInBytes;

    private static readonly SearchValues<char> HexLetters = SearchValues.Create("0123456789abcdef");

    private readonly byte[] _link = new byte[SHA256.HashSizeInBytes];
    private byte[] _hashed = new byte[1024];

    /// <summary>The last link as users see it: <c>sha256:HEX</c>.</summary>
    public string Digest => Show(_link);

    internal ReadOnlySpan<byte> Link => _link;

    /// <summary>The chain as it stands behind a row, whose link is believed.</summary>
    /// <exception cref="LogDamagedException">The row has none.</exception>
    internal static LogChain From(LogRow row)
    {
        var chain = new LogChain();
        return row.HasForm && Convert.FromHexString(row.Link, chain._link, out _, out _) is OperationStatus.Done
            ? chain
            : throw new LogDamagedException($"A row of {row.Manifest} has no link.");
    }

    /// <summary>Whether a text has the form of a digest.</summary>
    public static bool IsDigest(string text) =>
        text.StartsWith(DigestPrefix, StringComparison.Ordinal)
        && text.Length == DigestPrefix.Length + HexLength
        && !text.AsSpan(DigestPrefix.Length).ContainsAnyExcept(HexLetters);

    /// <summary>Adds an entry.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        var length = _link.Length + entry.Length;
        if (_hashed.Length < length)
        {
            _hashed = new byte[2 * length];
        }

        _link.CopyTo(_hashed, 0);
        entry.CopyTo(_hashed.AsSpan(_link.Length));
        SHA256.HashData(_hashed.AsSpan(0, length), _link);
    }

    /// <summary>Adds a row's entry; false when the row's own link is another than what the chain comes to.</summary>
    public bool Follows(LogRow row)
    {
        if (!row.HasForm)
        {
            return false;
        }

        Add(row.Entry.Span);
        Span<byte> hex = stackalloc byte[HexLength];
        Convert.TryToHexStringLower(_link, hex, out _);
        return hex.SequenceEqual(row.Link);
    }

    /// <summary>Goes on as if the last link had been this one.</summary>
    internal void GoOnFrom(ReadOnlySpan<byte> link) => link.CopyTo(_link);

    /// <summary>A link as users see it.</summary>
    public static string Show(ReadOnlySpan<byte> hash) => $"{DigestPrefix}{Convert.ToHexStringLower(hash)}";
}
