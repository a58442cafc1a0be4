using System.Buffers;
using System.Buffers.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>A growing run of UTF-8 bytes with the few things that canonical JSON is made of.</summary>
internal sealed class Utf8Buffer
{
    // What RFC 8785 makes a writer escape: quotation mark, backslash and the control characters.
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Ensure(1);
        _bytes[Length++] = value;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Integer(long value)
    {
        Ensure(20);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(Length), out var written);
        Length += written;
    }

    /// <summary>A JSON string with its quotation marks.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        Byte((byte)'"');
        Inside(text);
        Byte((byte)'"');
    }

    /// <summary>A part of a JSON string, escaped, without quotation marks.</summary>
    public void Inside(ReadOnlySpan<char> text)
    {
        for (var next = text.IndexOfAny(Escaped); next >= 0; next = text.IndexOfAny(Escaped))
        {
            Encode(text[..next]);
            Escape(text[next]);
            text = text[(next + 1)..];
        }

        Encode(text);
    }

    private void Encode(ReadOnlySpan<char> text)
    {
        Ensure(text.Length * 3);
        Length += StrictUtf8.Encoding.GetBytes(text, _bytes.AsSpan(Length));
    }

    private void Escape(char letter)
    {
        switch (letter)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\t': Raw("\\t"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\r': Raw("\\r"u8); break;
            default:
                Raw("\\u00"u8);
                Byte((byte)(letter < 0x10 ? '0' : '1'));
                Byte("0123456789abcdef"u8[letter & 0xF]);
                break;
        }
    }

    private void Ensure(int more)
    {
        if (Length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }
}
