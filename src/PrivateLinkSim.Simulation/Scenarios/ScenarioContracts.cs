using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Serialization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>How a scenario's records look in its file: our own members in camelCase, AWS's as AWS writes them.</summary>
internal sealed class ScenarioContracts : DefaultContractResolver
{
    private readonly bool _writesRequired;

    private ScenarioContracts(bool writesRequired)
    {
        NamingStrategy = new CamelCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false);
        _writesRequired = writesRequired;
    }

    /// <summary>As a file is read, and as calls go into the log.</summary>
    public static JsonSerializerSettings Settings { get; } = Of(writesRequired: false);

    /// <summary>As a scenario is written so that it can be read again: what a file must say is there, even when it is empty.</summary>
    public static JsonSerializerSettings Writing { get; } = Of(writesRequired: true);

    protected override JsonContract CreateContract(Type objectType)
    {
        var contract = base.CreateContract(objectType);
        if (objectType.IsGenericType && objectType.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            // Left to itself, the serializer orders the names by the culture of the machine.
            contract.Converter = (JsonConverter)Activator.CreateInstance(
                typeof(SortedMapConverter<,>).MakeGenericType(objectType.GetGenericArguments()))!;
        }

        if ((Nullable.GetUnderlyingType(objectType) ?? objectType) is { IsEnum: true } type)
        {
            contract.Converter = new StringEnumConverter(WordsOf(type), allowIntegerValues: false);
        }

        return contract;
    }

    /// <summary>The words for the values of an enumeration, as a file writes them.</summary>
    public static IEnumerable<string> NamesOf(Type type) =>
        Enum.GetNames(type).Select(name => WordsOf(type).GetPropertyName(name, hasSpecifiedName: false));

    /// <summary>The word for a value.</summary>
    public static string NameOf(Enum value) => WordsOf(value.GetType()).GetPropertyName(value.ToString(), hasSpecifiedName: false);

    /// <summary>The value that a word of a file stands for.</summary>
    public static object ValueOf(Type type, string word) =>
        Enum.Parse(type, Enum.GetNames(type).First(name => WordsOf(type).GetPropertyName(name, hasSpecifiedName: false) == word));

    // What a call leaves out is not written to the log either.
    protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
    {
        var property = base.CreateProperty(member, memberSerialization);
        if (property.PropertyType is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() is var definition
            && !(_writesRequired && property.Required == Required.Always)
            && (definition == typeof(ImmutableArray<>) || definition == typeof(ImmutableSortedDictionary<,>)))
        {
            property.ShouldSerialize = owner => property.ValueProvider!.GetValue(owner) is System.Collections.ICollection { Count: > 0 };
        }

        return property;
    }

    private static JsonSerializerSettings Of(bool writesRequired) => new()
    {
        ContractResolver = new ScenarioContracts(writesRequired),
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Error,
        NullValueHandling = NullValueHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
    };

    private static NamingStrategy WordsOf(Type type) =>
        type == typeof(ConnectionEvent) || type == typeof(AccessKeyStatus) ? new DefaultNamingStrategy()
        : type == typeof(ListenerProtocol) ? new UpperSnakeCaseNamingStrategy()
        : type == typeof(DnsRecordType) || type == typeof(HealthCheckProtocol) || type == typeof(RecordAction) ? new UpperSnakeCaseNamingStrategy()
        : type == typeof(DnsRecordIpType) ? new KebabCaseNamingStrategy()
        : new CamelCaseNamingStrategy();

    // TCP_UDP.
    private sealed class UpperSnakeCaseNamingStrategy : SnakeCaseNamingStrategy
    {
        protected override string ResolvePropertyName(string name) => base.ResolvePropertyName(name).ToUpperInvariant();
    }
}
