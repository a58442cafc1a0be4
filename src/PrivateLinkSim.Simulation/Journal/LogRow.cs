using System.Buffers;
using System.Globalization;
using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// One row of the journal, which is one line of the exported log: <c>{"entry":{…},"link":"HEX"}</c>, or a note of
/// bookkeeping, which is no part of the log.
/// </summary>
public sealed class LogRow
{
    private static readonly SearchValues<byte> HexLetters = SearchValues.Create("0123456789abcdef"u8);

    private const int PrefixLength = 9;
    private const int SuffixLength = 9 + LogChain.HexLength + 2;

    internal LogRow(string manifest, byte[] bytes)
    {
        Manifest = manifest;
        Bytes = bytes;
    }

    /// <summary>The manifest that the journal stores, for example <c>vpc.created/1</c>.</summary>
    public string Manifest { get; }

    /// <summary>Whether the row is a note beside the log.</summary>
    public bool IsBookkeeping => Manifest.StartsWith(Bookkeeping.Prefix, StringComparison.Ordinal);

    /// <summary>Whether the row is a note by what it holds, under whatever manifest it is stored.</summary>
    internal bool IsNote =>
        Bytes.AsSpan().StartsWith("{\"bookkeeping\":"u8) || (IsBookkeeping && !Bytes.AsSpan().StartsWith("{\"entry\":"u8));

    internal byte[] Bytes { get; }

    /// <summary>The row as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The row as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => Bytes;

    /// <summary>Whether the bytes have the outer form of a log line; whether the link is right is the chain's question.</summary>
    internal bool HasForm =>
        Bytes.Length >= PrefixLength + SuffixLength + 2
        && Bytes.AsSpan().StartsWith("{\"entry\":"u8)
        && Bytes.AsSpan(Bytes.Length - SuffixLength).StartsWith(",\"link\":\""u8)
        && Bytes.AsSpan().EndsWith("\"}"u8);

    /// <summary>The text that the link covers.</summary>
    internal ReadOnlyMemory<byte> Entry => Bytes.AsMemory(PrefixLength, Bytes.Length - PrefixLength - SuffixLength);

    /// <summary>The link in hexadecimal.</summary>
    internal ReadOnlySpan<byte> Link => Bytes.AsSpan(Bytes.Length - 2 - LogChain.HexLength, LogChain.HexLength);

    /// <summary>The link as bytes; null when it is no hash in small letters.</summary>
    internal byte[]? LinkBytes
    {
        get
        {
            var hash = new byte[LogChain.HexLength / 2];
            return Link.ContainsAnyExcept(HexLetters) || Convert.FromHexString(Link, hash, out _, out _) != OperationStatus.Done
                ? null
                : hash;
        }
    }

    /// <summary>Whether the link is this digest.</summary>
    internal bool HasLink(string digest) => HasForm && Ascii.Equals(Link, digest.AsSpan(LogChain.DigestPrefix.Length));

    /// <summary>Whether the manifest is that of an event.</summary>
    internal bool IsStoredAs(string type, int version) =>
        Manifest.StartsWith(type, StringComparison.Ordinal)
        && Manifest.AsSpan(type.Length) is ['/', .. var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var stored)
        && stored == version
        && number[0] != '0';

    internal static LogRow Of(string manifest, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> link)
    {
        var bytes = new byte[PrefixLength + entry.Length + SuffixLength];
        "{\"entry\":"u8.CopyTo(bytes);
        entry.CopyTo(bytes.AsSpan(PrefixLength));
        var rest = bytes.AsSpan(PrefixLength + entry.Length);
        ",\"link\":\""u8.CopyTo(rest);
        Convert.TryToHexStringLower(link, rest[9..], out _);
        "\"}"u8.CopyTo(rest[(9 + LogChain.HexLength)..]);
        return new LogRow(manifest, bytes);
    }
}
