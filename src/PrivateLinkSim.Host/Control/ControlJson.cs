using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Serialization;

namespace PrivateLinkSim.Host;

/// <summary>The JSON of the control plane: members in camelCase, what does not apply left out.</summary>
internal static class ControlJson
{
    public static DefaultContractResolver Contracts { get; } = new() { NamingStrategy = new CamelCaseNamingStrategy(processDictionaryKeys: false, overrideSpecifiedNames: false) };

    public static JsonSerializerSettings Settings { get; } = new()
    {
        ContractResolver = Contracts, NullValueHandling = NullValueHandling.Ignore, Formatting = Formatting.Indented, DateParseHandling = DateParseHandling.None,
    };

    /// <summary>What is answered, as bytes that end a line.</summary>
    public static byte[] Bytes(object answer) => Encoding.UTF8.GetBytes($"{JsonConvert.SerializeObject(answer, Settings).ReplaceLineEndings("\n")}\n");
}
