using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace PrivateLinkSim.Simulation;

/// <summary>How a scenario's records look in its file: our own members in camelCase, AWS's as AWS writes them.</summary>
internal sealed class ScenarioContracts : DefaultContractResolver
{
    private ScenarioContracts() =>
        NamingStrategy = new CamelCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false);

    public static JsonSerializerSettings Settings { get; } = new()
    {
        ContractResolver = new ScenarioContracts(),
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Error,
        TypeNameHandling = TypeNameHandling.None,
    };

    protected override JsonContract CreateContract(Type objectType)
    {
        var contract = base.CreateContract(objectType);
        if (objectType.IsGenericType && objectType.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            // Left to itself, the serializer orders the names by the culture of the machine.
            contract.Converter = (JsonConverter)Activator.CreateInstance(
                typeof(SortedMapConverter<,>).MakeGenericType(objectType.GetGenericArguments()))!;
        }

        return contract;
    }
}
