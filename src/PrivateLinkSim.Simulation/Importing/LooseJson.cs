using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Looks into JSON whose form nobody has checked: what is not as it is asked for is not there.</summary>
internal static class LooseJson
{
    /// <summary>A member of an object; null where there is no such member, or no object.</summary>
    public static JToken? At(this JToken? token, string name) => (token as JObject)?[name];

    /// <summary>A text; null for anything else.</summary>
    public static string? AsText(this JToken? token) => token is JValue { Type: JTokenType.String } text ? (string?)text : null;

    /// <summary>The texts of a list; none for anything else.</summary>
    public static IEnumerable<string> AsTexts(this JToken? token) => (token as JArray)?.Select(AsText).OfType<string>() ?? [];
}
