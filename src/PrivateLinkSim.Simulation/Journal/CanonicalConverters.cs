using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A point of virtual time as its ISO 8601 text.</summary>
internal sealed class MomentConverter : TextConverter<Moment>
{
    public static readonly MomentConverter Instance = new();

    protected override string Write(Moment value) => value.ToString();

    protected override Moment Read(string text) => Moment.Parse(text);
}

/// <summary>An entity's id as its text.</summary>
internal sealed class EntityIdConverter : TextConverter<EntityId>
{
    public static readonly EntityIdConverter Instance = new();

    protected override string Write(EntityId value) => value.ToString();

    protected override EntityId Read(string text) => EntityId.Parse(text);
}

/// <summary>A value type that the log writes as a string.</summary>
internal abstract class TextConverter<T> : JsonConverter
    where T : struct
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T) || objectType == typeof(T?);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => writer.WriteValue(Write((T)value!));

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null && objectType == typeof(T?) ? null
        : reader.TokenType == JsonToken.String ? Read((string)reader.Value!)
        : throw new JsonSerializationException($"Expected a text for {typeof(T).Name} at '{reader.Path}', found {reader.TokenType}.");

    protected abstract string Write(T value);

    protected abstract T Read(string text);
}

/// <summary>A duration as whole milliseconds, the resolution of virtual time.</summary>
internal sealed class DurationConverter : JsonConverter
{
    public static readonly DurationConverter Instance = new();

    public override bool CanConvert(Type objectType) => objectType == typeof(TimeSpan) || objectType == typeof(TimeSpan?);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var duration = (TimeSpan)value!;
        if (duration.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            throw new JsonSerializationException($"The log counts time in whole milliseconds; {duration:c} at '{writer.Path}' is finer.");
        }

        writer.WriteValue(duration.Ticks / TimeSpan.TicksPerMillisecond);
    }

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null && objectType == typeof(TimeSpan?) ? null
        : reader.TokenType == JsonToken.Integer ? TimeSpan.FromTicks((long)reader.Value! * TimeSpan.TicksPerMillisecond)
        : throw new JsonSerializationException($"Expected whole milliseconds at '{reader.Path}', found {reader.TokenType}.");
}

/// <summary>A map in ordinal order of its keys; Newtonsoft itself would read it back in the order of the culture.</summary>
internal sealed class SortedMapConverter<TKey, TValue> : JsonConverter
    where TKey : notnull
{
    public override bool CanConvert(Type objectType) => objectType == typeof(ImmutableSortedDictionary<TKey, TValue>);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var map = (ImmutableSortedDictionary<TKey, TValue>)value!;
        var isOrdinal = ReferenceEquals(map.KeyComparer, StringComparer.Ordinal);
        var pairs = map.Select(pair => (Name: MapKeys.Write(pair.Key), pair.Value));
        writer.WriteStartObject();
        foreach (var (name, item) in isOrdinal ? pairs : pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            serializer.Serialize(writer, item, typeof(TValue));
        }

        writer.WriteEndObject();
    }

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
        {
            return null;
        }

        var map = ImmutableSortedDictionary.CreateBuilder<TKey, TValue>(MapKeys.ComparerOf<TKey>());
        while (reader.Read() && reader.TokenType == JsonToken.PropertyName)
        {
            var key = MapKeys.Read<TKey>((string)reader.Value!);
            reader.Read();
            map.Add(key, serializer.Deserialize<TValue>(reader)!);
        }

        return map.ToImmutable();
    }
}

/// <summary>A set as an array in its own order; strings come back in ordinal order.</summary>
internal sealed class SortedSetConverter<T> : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(ImmutableSortedSet<T>);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        writer.WriteStartArray();
        foreach (var item in (ImmutableSortedSet<T>)value!)
        {
            serializer.Serialize(writer, item, typeof(T));
        }

        writer.WriteEndArray();
    }

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null)
        {
            return null;
        }

        var set = ImmutableSortedSet.CreateBuilder(MapKeys.ComparerOf<T>());
        while (reader.Read() && reader.TokenType != JsonToken.EndArray)
        {
            set.Add(serializer.Deserialize<T>(reader)!);
        }

        return set.ToImmutable();
    }
}

/// <summary>Free JSON (a scenario, the parameters of a call) with its members sorted.</summary>
internal sealed class TokenConverter : JsonConverter
{
    public static readonly TokenConverter Instance = new();

    // Where each token stands would be kept otherwise, which takes longer than reading it; the log is one line anyway.
    private static readonly JsonLoadSettings WithoutPlaces = new() { LineInfoHandling = LineInfoHandling.Ignore };

    public override bool CanConvert(Type objectType) => typeof(JToken).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => Write(writer, (JToken)value!);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        reader.TokenType == JsonToken.Null ? null : JToken.ReadFrom(reader, WithoutPlaces);

    private static void Write(JsonWriter writer, JToken token)
    {
        switch (token)
        {
            case JObject members:
                writer.WriteStartObject();
                foreach (var member in members.Properties().Where(IsPresent).OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                token.WriteTo(writer);
                break;
        }
    }

    private static bool IsPresent(JProperty member) => member.Value.Type is not (JTokenType.Null or JTokenType.Undefined);
}

/// <summary>Keys of maps as member names.</summary>
internal static class MapKeys
{
    private static readonly CamelCaseNamingStrategy CamelCase = new();

    public static string Write<TKey>(TKey key) => key switch
    {
        string text => text,
        EntityId entity => entity.ToString(),
        Moment moment => moment.ToString(),
        Enum name => CamelCase.GetPropertyName(name.ToString(), hasSpecifiedName: false),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new JsonSerializationException($"A {typeof(TKey).Name} can't be the key of a map in the log."),
    };

    public static TKey Read<TKey>(string name) => (TKey)ReadKey(name, typeof(TKey));

    public static IComparer<T>? ComparerOf<T>() => typeof(T) == typeof(string) ? (IComparer<T>)(object)StringComparer.Ordinal : null;

    private static object ReadKey(string name, Type type) =>
        type == typeof(string) ? name
        : type == typeof(EntityId) ? EntityId.Parse(name)
        : type == typeof(Moment) ? Moment.Parse(name)
        : type.IsEnum ? Enum.Parse(type, name, ignoreCase: true)
        : Convert.ChangeType(name, type, CultureInfo.InvariantCulture);
}

/// <summary>Writes an object that may still be text, and leaves it text in reading.</summary>
internal sealed class DocumentConverter : JsonConverter
{
    public static readonly DocumentConverter Instance = new();

    public override bool CanConvert(Type objectType) => objectType == typeof(CanonicalDocument);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        TokenConverter.Instance.WriteJson(writer, ((CanonicalDocument)value!).Whole, serializer);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) => reader switch
    {
        { TokenType: not JsonToken.StartObject } => throw new JsonSerializationException($"An object is expected at {reader.Path}."),
        CanonicalJsonReader text => new CanonicalDocument(text.SkipObject()),
        _ => new CanonicalDocument(JObject.Load(reader)),
    };
}
