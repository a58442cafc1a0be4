using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>Bodies of REST-JSON calls and answers.</summary>
internal static class JsonBody
{
    /// <summary>Reads an object; an empty body is an empty object.</summary>
    /// <exception cref="ApiException">It is no JSON object.</exception>
    public static JObject Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return [];
        }

        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(body.Span))) { DateParseHandling = DateParseHandling.None, MaxDepth = 32 };
            return JObject.Load(reader);
        }
        catch (JsonException)
        {
            throw new ApiException(new ApiError("SerializationException", "The body is no JSON object.", 400));
        }
    }

    /// <summary>A text of an object; null when it is not there.</summary>
    /// <exception cref="ApiException">It is no text.</exception>
    public static string? Text(this JObject body, string name) => body[name] switch
    {
        null or { Type: JTokenType.Null } => null,
        { Type: JTokenType.String } text => (string?)text,
        _ => throw new ApiException(new ApiError("ValidationException", $"'{name}' must be a text.", 400)),
    };

    /// <summary>An answer.</summary>
    public static ApiAnswer Answer(JToken content, int status = 200) =>
        new(status, "application/json", Encoding.UTF8.GetBytes(content.ToString(Formatting.None)));

    /// <summary>An error as REST-JSON APIs write it.</summary>
    public static ApiAnswer Error(ApiError error) => Answer(new JObject { ["__type"] = error.Code, ["message"] = error.Message }, error.Status);
}
