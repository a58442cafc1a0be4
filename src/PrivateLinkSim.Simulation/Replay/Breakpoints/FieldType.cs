using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A field that a breakpoint can look at.</summary>
internal sealed record BreakpointField(string Name, FieldType Type, Func<object, object?> Get);

/// <summary>
/// What a field holds, as its canonical JSON shows it: so a breakpoint speaks of exactly what <c>replay --json</c> prints,
/// and a slip is found before anything is looked at.
/// </summary>
internal abstract record FieldType
{
    private FieldType()
    {
    }

    /// <summary>How a message names what it holds.</summary>
    public abstract string Noun { get; }

    /// <summary>True or false.</summary>
    public sealed record Flag : FieldType
    {
        public override string Noun => "true or false";
    }

    /// <summary>A whole number.</summary>
    public sealed record Number : FieldType
    {
        public override string Noun => "a whole number";
    }

    /// <summary>A span of time.</summary>
    public sealed record Duration : FieldType
    {
        public override string Noun => "a duration such as 90s or 1h30m";
    }

    /// <summary>A point of virtual time.</summary>
    public sealed record Time : FieldType
    {
        public override string Noun => "a time such as +90s or 2026-01-31T12:00:00Z";
    }

    /// <summary>A text; when only some are possible, <paramref name="Known"/> are those.</summary>
    public sealed record Text(IReadOnlyCollection<string>? Known = null, string What = "a text") : FieldType
    {
        public override string Noun => What;
    }

    /// <summary>The text of an entity's id.</summary>
    public sealed record Entity : FieldType
    {
        public override string Noun => "an entity";
    }

    /// <summary>Values in a row.</summary>
    public sealed record List(FieldType Item) : FieldType
    {
        public override string Noun => "a list";
    }

    /// <summary>Values by key.</summary>
    public sealed record Map(FieldType Item) : FieldType
    {
        public override string Noun => "a map";
    }

    /// <summary>Fields by name.</summary>
    public sealed record Members(Lazy<IReadOnlyList<BreakpointField>> Fields) : FieldType
    {
        public override string Noun => "an object with fields";
    }

    /// <summary>Any JSON.</summary>
    public sealed record Free : FieldType
    {
        public override string Noun => "JSON";
    }

    /// <summary>What a member of this type holds.</summary>
    public static FieldType Of(Type type)
    {
        var real = Nullable.GetUnderlyingType(type) ?? type;
        return real == typeof(bool) ? new Flag()
            : real == typeof(Moment) ? new Time()
            : real == typeof(TimeSpan) ? new Duration()
            : real == typeof(EntityId) ? new Entity()
            : real == typeof(string) ? new Text()
            : real.IsEnum ? new Text([.. Enum.GetValues(real).Cast<object>().Select(MapKeys.Write)], $"a word of {real.Name}")
            : typeof(JToken).IsAssignableFrom(real) || real == typeof(object) ? new Free()
            : OfContract(CanonicalContracts.Instance.ResolveContract(real));
    }

    /// <summary>The fields of a record, by what its JSON calls them. What AWS calls a state is found by that name too.</summary>
    public static Members OfRecord(Type type) => new(new Lazy<IReadOnlyList<BreakpointField>>(() =>
    {
        var contract = (JsonObjectContract)CanonicalContracts.Instance.ResolveContract(type);
        List<BreakpointField> fields = [.. contract.Properties.Select(FieldOf)];
        if (fields.Find(field => field.Name is "status") is { } status && fields.TrueForAll(field => field.Name is not "state"))
        {
            fields.Add(status with { Name = "state" });
        }

        return [.. fields.OrderBy(field => field.Name, StringComparer.Ordinal)];
    }));

    private static BreakpointField FieldOf(JsonProperty property)
    {
        var values = property.ValueProvider!;
        return new BreakpointField(property.PropertyName!, Of(property.PropertyType!), values.GetValue);
    }

    private static FieldType OfContract(JsonContract contract) => contract switch
    {
        JsonArrayContract { CollectionItemType: { } item } => new List(Of(item)),
        JsonDictionaryContract { DictionaryValueType: { } value } => new Map(Of(value)),
        JsonObjectContract => OfRecord(contract.UnderlyingType),
        JsonPrimitiveContract when contract.Converter is null => new Number(),
        _ => throw new JsonSerializationException($"A breakpoint can't look into {contract.UnderlyingType}."),
    };
}
