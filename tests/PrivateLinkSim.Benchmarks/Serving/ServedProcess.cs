using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivateLinkSim.Benchmarks;

/// <summary><c>plsim serve</c> in a process of its own, and calls to it as the root of the scenario's customer.</summary>
internal sealed class ServedProcess : IDisposable
{
    private const string Authorization = "AWS4-HMAC-SHA256 Credential=444455556666/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0";

    private readonly Process _process;
    private readonly HttpClient _client;

    private ServedProcess(Process process, Uri address)
    {
        _process = process;
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = address };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Authorization);
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>What it holds of the machine's memory, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It did not begin to answer.</exception>
    public static async Task<ServedProcess> StartAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Programs.Plsim, ["serve", "--port", "0", .. arguments])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        };
        start.Environment.TryAdd("DOTNET_ROOT", Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line?.Split(' ')[0] is { } first && Uri.TryCreate(first, UriKind.Absolute, out var address)
            ? new ServedProcess(process, address)
            : throw new InvalidOperationException($"plsim serve did not begin to answer: {line}");
    }

    /// <summary>Makes a call, and returns the text of its answer.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task<string> CallAsync(string form)
    {
        using var content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var response = await _client.PostAsync(default(Uri), content);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{form}: {body}");
    }

    /// <summary>Asks the control plane.</summary>
    /// <exception cref="InvalidOperationException">It refused.</exception>
    public async Task<string> ControlAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/_plsim{path}");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{method} {path}: {answer}");
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
