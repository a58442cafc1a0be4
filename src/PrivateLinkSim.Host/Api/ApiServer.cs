using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How a server listens.</summary>
/// <param name="IsStrict">Whether signatures are checked and keys must have been made.</param>
internal sealed record ServerOptions(IPAddress Address, int Port, bool IsStrict)
{
    /// <summary>Whether EC2 takes no more calls than AWS's.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>How late EC2's Describe calls see what has changed; null for at once.</summary>
    public TimeSpan? Lateness { get; init; }

    /// <summary>Where names are resolved beside it; null for nowhere.</summary>
    public DnsServer? Dns { get; init; }
}

/// <summary>AWS's APIs on one port, over HTTP.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private const int MostBodyBytes = 1024 * 1024;
    private const int MostHeaderBytes = 32 * 1024;
    private const int MostConnections = 2000;
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan IdlePatience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _application;
    private readonly FrozenDictionary<string, IServiceApi> _services;
    private readonly IServiceApi _other;
    private readonly ControlApi _control;
    private readonly AccessKeys _keys;
    private readonly TemporaryKeys _temporary;
    private readonly ServerOptions _options;
    private readonly Action<Exception> _failed;

    private ApiServer(ServedRun served, AccessKeys keys, KeySecret secret, ServerOptions options, Action<Exception> failed)
    {
        (_keys, _options, _failed) = (keys, options, failed);
        var ec2 = new Ec2Api(served, options.IsThrottled ? new Ec2Throttle() : null, options.Lateness is { } lateness ? new Ec2Lateness(served, lateness) : null);
        _other = ec2;
        _temporary = new TemporaryKeys(secret);
        _services = new Dictionary<string, IServiceApi>(StringComparer.Ordinal)
        {
            ["ec2"] = ec2, ["account"] = new AccountApi(served), ["sts"] = new StsApi(served, _temporary), ["elasticloadbalancing"] = new ElbApi(served),
            ["arc-zonal-shift"] = new ArcApi(served),
            ["iam"] = new IamApi(served, keys), ["route53"] = new Route53Api(served),
        }.ToFrozenDictionary(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBodyBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MostHeaderBytes;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = HeaderPatience;
            kestrel.Limits.KeepAliveTimeout = IdlePatience;
            kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _application = builder.Build();
        _control = new ControlApi(served, options.Dns, failed, _application.Lifetime.ApplicationStopping);
        _application.Run(AnswerAsync);
    }

    /// <summary>The address that it listens on, with the port that it was given.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>Starts to listen.</summary>
    /// <param name="failed">Told of whatever keeps a call from being answered; the caller gets an InternalError without a word of it.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ApiServer> StartAsync(ServedRun served, AccessKeys keys, KeySecret secret, ServerOptions options, Action<Exception> failed)
    {
        var server = new ApiServer(served, keys, secret, options, failed);
        try
        {
            await server._application.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Takes no more calls, and returns when those that were taken are answered.</summary>
    public Task StopAsync() => _application.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var isControl = ControlApi.IsMeantBy(context.Request.Path);
        if ((isControl ? RequestOrigin.ControlComplaint(context) : RequestOrigin.Complaint(context.Request, _options.IsStrict)) is { } foreign)
        {
            return isControl ? ControlApi.RefuseAsync(context, foreign) : RefuseAsync(context, foreign);
        }

        return isControl ? _control.AnswerAsync(context) : AnswerCallAsync(context);
    }

    private Task RefuseAsync(HttpContext context, string why)
    {
        var id = Guid.NewGuid().ToString();
        return SendAsync(context, _other.Error(new ApiError("AccessDenied", why, 403), id), id);
    }

    private static async Task SendAsync(HttpContext context, ApiAnswer answer, string id)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        context.Response.Headers["x-amzn-RequestId"] = id;
        if (answer.Location is not null)
        {
            context.Response.Headers.Location = answer.Location;
        }

        await context.Response.Body.WriteAsync(answer.Body);
    }

    private async Task AnswerCallAsync(HttpContext context)
    {
        ApiAnswer answer;
        var (api, id) = (_other, Guid.NewGuid().ToString());
        try
        {
            var body = await ReadAsync(context.Request);
            var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
            var at = raw.IndexOf('?');
            var (path, query) = at < 0 ? (raw, "") : (raw[..at], raw[(at + 1)..]);
            var credential = Credential.Read(Header("Authorization"), query)
                ?? throw new ApiException(new ApiError("MissingAuthenticationToken", "Request is missing Authentication Token", 403));
            api = _services.GetValueOrDefault(credential.Service)
                ?? throw new ApiException(new ApiError("UnknownService", $"The simulator has no service '{credential.Service}'.", 400));
            var request = new ApiRequest(credential.Service, CallerOf(credential, path, query, body), context.Request.Method, path, query, Header, body)
            {
                AccessKeyId = credential.AccessKeyId,
            };
            id = request.Id;
            answer = await api.AnswerAsync(request);
        }
        catch (ApiException refused)
        {
            answer = api.Error(refused.Error, id);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad)
        {
            answer = api.Error(new ApiError(bad.StatusCode == 413 ? "RequestEntityTooLarge" : "InvalidRequest", bad.Message, bad.StatusCode), id);
        }
        catch (OperationCanceledException)
        {
            answer = api.Error(new ApiError("Unavailable", "The server is stopping.", 503), id);
        }
        catch (Exception bug)
        {
            _failed(bug);
            answer = api.Error(new ApiError("InternalError", "An internal error has occurred.", 500), id);
        }

        await SendAsync(context, answer, id);

        string? Header(string name) => context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

        // Keys of a session are known by their token alone.
        AccessKey? OfSession(Credential credential, string query)
        {
            var token = credential.IsQuery ? FormText.Read(query).FirstOrDefault(each => each.Key == "X-Amz-Security-Token").Value : Header("X-Amz-Security-Token");
            if (token is null || !credential.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal))
            {
                return null;
            }

            var errors = SignatureErrors.Of(credential.Service);
            return _temporary.Find(token, DateTimeOffset.UtcNow, out var isOver) is not { } key || key.Id != credential.AccessKeyId ? throw new ApiException(errors.UnknownKey)
                : isOver ? throw new ApiException(errors.TokenExpired)
                : key;
        }

        AccessKey? Made(Credential credential)
        {
            try
            {
                return _keys.Find(credential.AccessKeyId);
            }
            catch (KeyGoneException)
            {
                throw new ApiException(SignatureErrors.Of(credential.Service).UnknownKey);
            }
        }

        Caller CallerOf(Credential credential, string path, string query, ReadOnlyMemory<byte> body)
        {
            var key = Made(credential) ?? OfSession(credential, query);
            if (_options.IsStrict)
            {
                if (key is null)
                {
                    throw new ApiException(SignatureErrors.Of(credential.Service).UnknownKey);
                }

                Signature.Require(credential, key, context.Request.Method, path, query, Header, body, DateTimeOffset.UtcNow);
            }

            var principal = key?.PrincipalArn ?? AccessKeys.PrincipalOf(credential.AccessKeyId);
            return new Caller(principal.Split(':')[4], principal, credential.Region);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MostBodyBytes));
        await request.Body.CopyToAsync(bytes);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    // The process has its own way with signals.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
