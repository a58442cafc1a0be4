using System.Buffers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The one JSON form of the log: RFC 8785 restricted to strings, integers, booleans, objects and arrays. Members are
/// sorted ordinally and nulls are left out; moments are ISO 8601 texts, durations whole milliseconds, entity ids their
/// text, enums camelCase. The same value gives the same bytes on every machine.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = CanonicalContracts.Instance,
        TypeNameHandling = TypeNameHandling.None,
        NullValueHandling = NullValueHandling.Ignore,
        DateParseHandling = DateParseHandling.None,
        MissingMemberHandling = MissingMemberHandling.Error,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        Culture = System.Globalization.CultureInfo.InvariantCulture,
    });

    // One buffer for each thread: an event's bytes are copied out once, at their exact length.
    [ThreadStatic]
    private static CanonicalJsonWriter? _writer;

    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <exception cref="JsonException">The value holds what the log cannot: a fraction, a number beyond 2^53, an unordered collection.</exception>
    public static byte[] Bytes(object value)
    {
        var writer = _writer ?? new CanonicalJsonWriter();
        _writer = null;
        writer.Restart();
        Serializer.Serialize(writer, value);
        var bytes = writer.Written.ToArray();
        _writer = writer;
        return bytes;
    }

    /// <summary>The canonical text of a value.</summary>
    public static string Text(object value) => Encoding.UTF8.GetString(Bytes(value));

    /// <summary>Reads what <see cref="Bytes"/> wrote. Strict: unknown and missing members are errors.</summary>
    /// <exception cref="JsonException">The text is not of that type.</exception>
    public static object Read(ReadOnlySpan<byte> json, Type type)
    {
        var characters = ArrayPool<char>.Shared.Rent(json.Length);
        try
        {
            var length = StrictUtf8.Encoding.GetChars(json, characters);
            using var reader = new CanonicalJsonReader(characters, length);
            return Serializer.Deserialize(reader, type)
                ?? throw new JsonSerializationException($"The log holds no null where a {type.Name} is expected.");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>Reads what <see cref="Bytes"/> wrote.</summary>
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : notnull => (T)Read(json, typeof(T));

    /// <summary>Reads a text as a free JSON object, numbers and times as they stand.</summary>
    public static JObject ReadObject(ReadOnlySpan<byte> json) => (JObject)Read(json, typeof(JObject));
}
