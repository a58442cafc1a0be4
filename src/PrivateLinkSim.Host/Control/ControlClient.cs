using System.Runtime.CompilerServices;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>Speaks with the control plane of a running server.</summary>
internal sealed class ControlClient : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;

    /// <summary>A client of the server at an address.</summary>
    public ControlClient(Uri address) => _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectPatience, UseProxy = false, AllowAutoRedirect = false })
    {
        // What is due in a year of virtual time takes as long as it takes.
        BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The address that a user means: <c>http://127.0.0.1:4566</c>, <c>localhost:4566</c>, or a port of this machine.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Uri AddressOf(string text)
    {
        var full = text.All(char.IsAsciiDigit) && text.Length > 0 ? $"http://127.0.0.1:{text}" : text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(full, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "" }
            ? address
            : throw new UsageException($"'{text}' is no address of a server; write http://127.0.0.1:4566, or 4566 for a port of this machine.");
    }

    /// <summary>The answer to a request, as it came.</summary>
    /// <exception cref="UsageException">Nobody answers, or what was asked can't be done.</exception>
    public async Task<string> AskAsync(string method, string path, string? body, CancellationToken cancellation)
    {
        using var response = await SendAsync(method, path, body, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>The answer to a request.</summary>
    public async Task<JObject> ReadAsync(string method, string path, string? body, CancellationToken cancellation) => Parse(await AskAsync(method, path, body, cancellation));

    /// <summary>The data of server-sent events, as they come.</summary>
    public async IAsyncEnumerable<JObject> EventsAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await SendAsync("GET", path, null, cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return Parse(line["data: ".Length..]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{ControlApi.Root}{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException failure)
        {
            throw new UsageException($"Nobody answers at {_http.BaseAddress}: {failure.Message.TrimEnd('.')}. Start a server with: plsim serve --port {_http.BaseAddress!.Port}", ExitCode.NotReachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new UsageException($"Nobody answers at {_http.BaseAddress} within {ConnectPatience.TotalSeconds} s.", ExitCode.NotReachable);
        }

        if (response.IsSuccessStatusCode && response.Headers.Contains(ControlApi.VersionHeader))
        {
            return response;
        }

        using (response)
        {
            throw await MistakeAsync(response, cancellation);
        }
    }

    private async Task<UsageException> MistakeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return response.Headers.Contains(ControlApi.VersionHeader)
            ? new UsageException((string?)Parse(text)["error"] ?? text, (int)response.StatusCode >= 500 ? ExitCode.NotReachable : ExitCode.BadInput)
            : new UsageException($"{_http.BaseAddress} answers, but is no server of plsim that has a control plane.", ExitCode.NotReachable);
    }

    private static JObject Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = null };
        return JObject.Load(reader);
    }
}
