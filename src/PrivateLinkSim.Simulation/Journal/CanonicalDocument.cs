using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A JSON object in a log that stays text until somebody asks for it, whole or a part: a scenario can have tens of thousands of steps,
/// and most of what is asked of a run needs none of them.
/// </summary>
public sealed class CanonicalDocument
{
    private readonly Lazy<byte[]> _utf8;
    private readonly Lazy<JObject> _whole;

    /// <summary>An object that is there.</summary>
    public CanonicalDocument(JObject whole) => (_whole, _utf8) = (new Lazy<JObject>(whole), new Lazy<byte[]>(() => CanonicalJson.Bytes(whole)));

    internal CanonicalDocument(byte[] utf8) => (_utf8, _whole) = (new Lazy<byte[]>(utf8), new Lazy<JObject>(() => CanonicalJson.ReadObject(utf8)));

    /// <summary>An object without members.</summary>
    public static CanonicalDocument Empty { get; } = new(new JObject());

    /// <summary>The object. It is one for all who ask.</summary>
    public JObject Whole => _whole.Value;

    /// <summary>The object's text in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8.Value;

    /// <summary>One of the object's own members; null when it has none of that name.</summary>
    public JToken? Part(string name) => _whole.IsValueCreated ? _whole.Value[name] : Members().TryGetValue(name, out var text) ? TokenOf(text) : null;

    /// <summary>
    /// Two objects less what both have alike: without equal members, and with null in the place of what is equal at the beginning and the end
    /// of a list of that name, so that each item keeps its place.
    /// </summary>
    internal static (JObject A, JObject B) Apart(CanonicalDocument a, CanonicalDocument b, string list)
    {
        var (inA, inB) = (a.Members(), b.Members());
        var (restOfA, restOfB) = (new JObject(), new JObject());
        foreach (var name in inA.Keys.Union(inB.Keys, StringComparer.Ordinal))
        {
            var (one, other) = (inA.TryGetValue(name, out var mine) ? mine : default, inB.TryGetValue(name, out var others) ? others : default);
            if (name == list && IsList(one) && IsList(other))
            {
                (restOfA[name], restOfB[name]) = ApartItems(Items(one), Items(other));
            }
            else if (!one.Span.SequenceEqual(other.Span))
            {
                Put(restOfA, name, one);
                Put(restOfB, name, other);
            }
        }

        return (restOfA, restOfB);
    }

    private static (JArray A, JArray B) ApartItems(List<ReadOnlyMemory<byte>> a, List<ReadOnlyMemory<byte>> b)
    {
        var shorter = Math.Min(a.Count, b.Count);
        var head = Enumerable.Range(0, shorter).TakeWhile(index => a[index].Span.SequenceEqual(b[index].Span)).Count();
        var tail = Enumerable.Range(1, shorter - head).TakeWhile(back => a[^back].Span.SequenceEqual(b[^back].Span)).Count();
        return (Between(a), Between(b));

        JArray Between(List<ReadOnlyMemory<byte>> items) =>
            [.. items.Select((item, index) => index < head || index >= items.Count - tail ? JValue.CreateNull() : TokenOf(item))];
    }

    private static void Put(JObject rest, string name, ReadOnlyMemory<byte> text)
    {
        if (!text.IsEmpty)
        {
            rest[name] = TokenOf(text);
        }
    }

    private static bool IsList(ReadOnlyMemory<byte> text) => text.Span is [(byte)'[', ..];

    private static JToken TokenOf(ReadOnlyMemory<byte> text) => (JToken)CanonicalJson.Read(text.Span, typeof(JToken));

    private Dictionary<string, ReadOnlyMemory<byte>> Members()
    {
        var members = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var text = Utf8;
        var reader = new Utf8JsonReader(text.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = Value(ref reader, text);
        }

        return members;
    }

    private static List<ReadOnlyMemory<byte>> Items(ReadOnlyMemory<byte> list)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(list.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader, list));
        }

        return items;
    }

    private static ReadOnlyMemory<byte> Value(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return text[start..(int)reader.BytesConsumed];
    }
}
