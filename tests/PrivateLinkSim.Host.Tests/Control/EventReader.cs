using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary>An event of a stream.</summary>
internal sealed record StreamedEvent(string Id, string Type, JObject Data);

/// <summary>Reads server-sent events.</summary>
internal sealed class EventReader(HttpResponseMessage response) : IDisposable
{
    private readonly StreamReader _reader = new(response.Content.ReadAsStream());

    /// <summary>The next event; null at the end.</summary>
    public async Task<StreamedEvent?> NextAsync()
    {
        var (id, type) = ("", "");
        while (await _reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["id", var text]:
                    id = text;
                    break;
                case ["event", var text]:
                    type = text;
                    break;
                case ["data", var text]:
                    using (var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None })
                    {
                        return new StreamedEvent(id, type, JObject.Load(reader));
                    }
            }
        }

        return null;
    }

    /// <summary>Reads on to an event of this type.</summary>
    public async Task<StreamedEvent> UntilAsync(string type)
    {
        while (await NextAsync() is { } next)
        {
            if (next.Type == type)
            {
                return next;
            }
        }

        throw new EndOfStreamException($"The stream ended before a {type}.");
    }

    /// <summary>Reads to the end.</summary>
    public async Task EndAsync()
    {
        while (await NextAsync() is not null)
        {
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        response.Dispose();
    }
}
