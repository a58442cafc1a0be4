using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// One row of the journal, which is one line of the exported log: <c>{"entry":{…},"link":"HEX"}</c>, or a note of
/// bookkeeping, which is no part of the log.
/// </summary>
public sealed class LogRow
{
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
