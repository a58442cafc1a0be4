using System.Globalization;
using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Writes RFC 8785 straight into UTF-8 bytes. Newtonsoft's own text writer also escapes U+0085, U+2028 and U+2029,
/// which RFC 8785 forbids, and would write fractions.
/// </summary>
internal sealed class CanonicalJsonWriter : JsonWriter
{
    /// <summary>The largest whole number that every JSON reader keeps exactly.</summary>
    public const long LargestInteger = 1L << 53;

    private readonly Utf8Buffer _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.Written;

    /// <summary>Forgets what was written, also after a failure halfway.</summary>
    public void Restart()
    {
        _buffer.Clear();
        if (WriteState is not (WriteState.Start or WriteState.Closed))
        {
            throw new JsonWriterException("The last value was not ended.");
        }
    }

    public override void Flush()
    {
        // The bytes are taken from the buffer; there is nothing behind it.
    }

    public override void WriteStartObject()
    {
        base.WriteStartObject();
        _buffer.Byte((byte)'{');
    }

    public override void WriteStartArray()
    {
        base.WriteStartArray();
        _buffer.Byte((byte)'[');
    }

    public override void WritePropertyName(string name)
    {
        base.WritePropertyName(name);
        _buffer.Text(name);
        _buffer.Byte((byte)':');
    }

    public override void WritePropertyName(string name, bool escape) => WritePropertyName(name);

    public override void WriteNull()
    {
        base.WriteNull();
        _buffer.Raw("null"u8);
    }

    public override void WriteValue(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        base.WriteValue(value);
        _buffer.Text(value);
    }

    public override void WriteValue(bool value)
    {
        base.WriteValue(value);
        _buffer.Raw(value ? "true"u8 : "false"u8);
    }

    public override void WriteValue(long value)
    {
        if (value is > LargestInteger or < -LargestInteger)
        {
            throw Refused($"the integer {value.ToString(CultureInfo.InvariantCulture)}", "it is beyond 2^53; write it as a string");
        }

        base.WriteValue(value);
        _buffer.Integer(value);
    }

    public override void WriteValue(int value) => WriteValue((long)value);

    public override void WriteValue(uint value) => WriteValue((long)value);

    public override void WriteValue(short value) => WriteValue((long)value);

    public override void WriteValue(ushort value) => WriteValue((long)value);

    public override void WriteValue(byte value) => WriteValue((long)value);

    public override void WriteValue(sbyte value) => WriteValue((long)value);

    public override void WriteValue(char value) => WriteValue(value.ToString());

    public override void WriteValue(ulong value) =>
        WriteValue(value <= LargestInteger ? (long)value : throw Refused("an integer", "it is beyond 2^53; write it as a string"));

    public override void WriteValue(float value) => throw Fraction();

    public override void WriteValue(double value) => throw Fraction();

    public override void WriteValue(decimal value) => throw Fraction();

    public override void WriteValue(DateTime value) => throw Refused("a DateTime", "virtual time is a Moment");

    public override void WriteValue(DateTimeOffset value) => throw Refused("a DateTimeOffset", "virtual time is a Moment");

    public override void WriteValue(TimeSpan value) => WriteValue(value.Ticks / TimeSpan.TicksPerMillisecond);

    public override void WriteValue(Guid value) => throw Refused("a Guid", "ids are drawn from the seed and are strings");

    public override void WriteValue(byte[]? value) => throw Refused("bytes", "write them as a string");

    public override void WriteValue(Uri? value) => throw Refused("a Uri", "write it as a string");

    public override void WriteRaw(string? json) => throw Refused("raw JSON", "only values have a canonical form");

    public override void WriteRawValue(string? json) => throw Refused("raw JSON", "only values have a canonical form");

    public override void WriteComment(string? text) => throw Refused("a comment", "JSON has none");

    public override void WriteUndefined() => throw Refused("undefined", "JSON has none");

    protected override void WriteEnd(JsonToken token) => _buffer.Byte(token == JsonToken.EndObject ? (byte)'}' : (byte)']');

    protected override void WriteValueDelimiter() => _buffer.Byte((byte)',');

    private JsonWriterException Fraction() => Refused("a fraction", "count in a smaller unit");

    private JsonWriterException Refused(string what, string instead) =>
        new($"The log cannot hold {what} ({Path}): {instead}.");
}
