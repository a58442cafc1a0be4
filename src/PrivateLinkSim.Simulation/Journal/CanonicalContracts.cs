using System.Collections.Immutable;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>How each type looks in the log. Contracts are made once for each type and kept.</summary>
internal sealed class CanonicalContracts : DefaultContractResolver
{
    public static readonly CanonicalContracts Instance = new();

    private static readonly JsonConverter EnumNames = new StringEnumConverter(new CamelCaseNamingStrategy(), allowIntegerValues: false);

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Lock _examining = new();

    private CanonicalContracts() => NamingStrategy = new CamelCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false);

    protected override JsonContract CreateContract(Type objectType)
    {
        var type = Nullable.GetUnderlyingType(objectType) ?? objectType;
        var contract = base.CreateContract(objectType);
        contract.Converter = ConverterOf(type) ?? contract.Converter;
        if (contract is JsonDictionaryContract && contract.Converter is null)
        {
            throw new JsonSerializationException(
                $"{type.Name} has no order that the log could keep; use ImmutableSortedDictionary with StringComparer.Ordinal.");
        }

        return contract;
    }

    protected override IList<JsonProperty> CreateProperties(Type type, MemberSerialization memberSerialization)
    {
        var properties = base.CreateProperties(type, memberSerialization);

        // What can't be given back is computed from the rest, and computed values are not facts.
        return [.. properties.Where(property => property.Writable).OrderBy(property => property.PropertyName, StringComparer.Ordinal)];
    }

    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        property.Required = member is PropertyInfo info && !MayBeAbsent(info) ? Required.Always : Required.Default;
        return property;
    }

    private static JsonConverter? ConverterOf(Type type)
    {
        if (type == typeof(Moment))
        {
            return MomentConverter.Instance;
        }

        if (type == typeof(EntityId))
        {
            return EntityIdConverter.Instance;
        }

        if (type == typeof(TimeSpan))
        {
            return DurationConverter.Instance;
        }

        if (type.IsEnum)
        {
            return EnumNames;
        }

        if (typeof(JToken).IsAssignableFrom(type))
        {
            return TokenConverter.Instance;
        }

        if (type == typeof(CanonicalDocument))
        {
            return DocumentConverter.Instance;
        }

        return type.IsGenericType ? CollectionConverterOf(type) : null;
    }

    private static JsonConverter? CollectionConverterOf(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        var converter =
            definition == typeof(ImmutableSortedDictionary<,>) ? typeof(SortedMapConverter<,>)
            : definition == typeof(ImmutableSortedSet<>) ? typeof(SortedSetConverter<>)
            : null;
        return converter is null ? null : (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(type.GetGenericArguments()))!;
    }

    private bool MayBeAbsent(PropertyInfo info)
    {
        if (info.PropertyType.IsValueType)
        {
            return Nullable.GetUnderlyingType(info.PropertyType) is not null;
        }

        // NullabilityInfoContext keeps a cache of its own that is not safe for threads.
        lock (_examining)
        {
            return _nullability.Create(info).ReadState != NullabilityState.NotNull;
        }
    }
}
