using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>A request of the control plane.</summary>
/// <param name="Rest">What stands in the path in the place of <c>{…}</c>.</param>
/// <param name="Text">The body.</param>
internal sealed record ControlRequest(HttpContext Context, string Rest, string Text)
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = ControlJson.Contracts, MissingMemberHandling = MissingMemberHandling.Error, DateParseHandling = DateParseHandling.None,
    });

    /// <summary>A parameter of the query string; null when it is not there.</summary>
    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>The body as what the route takes.</summary>
    /// <exception cref="ControlException">It is something else.</exception>
    public T Read<T>(string example)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 16 };
            return JToken.ReadFrom(reader).ToObject<T>(Serializer) ?? throw new JsonSerializationException("null");
        }
        catch (JsonException)
        {
            throw new ControlException($"The body must be of the form {example}.");
        }
    }
}

/// <summary>Something that can't be done as asked; the message says what would be right. Nothing was done.</summary>
internal sealed class ControlException(string message, HttpStatusCode status = HttpStatusCode.BadRequest) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>What is wrong, one by one, where there are several things.</summary>
    public ImmutableArray<ControlMistake> Mistakes { get; init; } = [];
}
