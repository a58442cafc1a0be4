using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The control plane of the simulator: its clock, faults and steps, beside what AWS's APIs answer on the same port.</summary>
internal sealed class ControlApi
{
    /// <summary>What the paths of the control plane begin with.</summary>
    public const string Root = "/_plsim";

    /// <summary>The header by which a client knows that it speaks with a server of plsim.</summary>
    public const string VersionHeader = "x-plsim-version";

    private readonly ImmutableArray<ControlRoute> _routes;
    private readonly Action<Exception> _failed;

    /// <summary>The control plane of a run.</summary>
    /// <param name="dns">Where names are resolved beside it; null for nowhere.</param>
    /// <param name="failed">Told of whatever keeps a request from being answered.</param>
    /// <param name="stopping">Cancelled when the server takes no more requests.</param>
    public ControlApi(ServedRun served, DnsServer? dns, Action<Exception> failed, CancellationToken stopping)
    {
        _failed = failed;
        _routes =
        [
            new("GET", "", "What there is.", null, typeof(IndexAnswer), _ => Task.FromResult<object>(Index())),
            .. new ControlClock(served).Routes,
            .. new ControlSteps(served).Routes,
            .. new ControlLooks(served).Routes,
            new ControlResolvers(served, dns).Route,
            new ControlEvents(served, stopping).Route,
            new("GET", "/openapi.json", "This as an OpenAPI document.", null, typeof(DocumentForm), _ => Task.FromResult<object>(ControlDocument.Of(_routes))),
        ];
    }

    /// <summary>Whether a path is one of the control plane.</summary>
    public static bool IsMeantBy(string path) => path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] == '/');

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers[VersionHeader] = Program.Version;
        context.Response.Headers.CacheControl = "no-store";
        var (status, answer) = await AnswerOfAsync(context);
        if (!context.Response.HasStarted)
        {
            await SendAsync(context, status, answer);
        }
    }

    /// <summary>Refuses a request that must not be answered.</summary>
    public static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.Headers[VersionHeader] = Program.Version;
        return SendAsync(context, HttpStatusCode.Forbidden, new ErrorAnswer(why, null));
    }

    private static async Task SendAsync(HttpContext context, HttpStatusCode status, object answer)
    {
        var bytes = answer is string text ? Encoding.UTF8.GetBytes(text) : ControlJson.Bytes(answer);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes);
    }

    private IndexAnswer Index() => new(Program.Version, [.. _routes.Select(route => new IndexLine($"{route.Method} {Root}{route.Path}", route.Summary))]);

    private async Task<(HttpStatusCode Status, object Answer)> AnswerOfAsync(HttpContext context)
    {
        try
        {
            var (route, rest) = Find(context);
            using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false));
            return (HttpStatusCode.OK, await route.Handle(new ControlRequest(context, rest, await reader.ReadToEndAsync())));
        }
        catch (ControlException mistake)
        {
            return (mistake.Status, new ErrorAnswer(mistake.Message, mistake.Mistakes.IsEmpty ? null : mistake.Mistakes));
        }
        catch (BadScenarioException bad)
        {
            return (HttpStatusCode.BadRequest, new ErrorAnswer(
                string.Join('\n', bad.Errors), [.. bad.Errors.Select(each => new ControlMistake(each.Path, each.Line, each.Column, each.Message, each.Suggestion))]));
        }
        catch (BadLiveCallException bad)
        {
            return (HttpStatusCode.BadRequest, new ErrorAnswer(bad.Message, null));
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad)
        {
            return ((HttpStatusCode)bad.StatusCode, new ErrorAnswer(bad.Message, null));
        }
        catch (OperationCanceledException)
        {
            return (HttpStatusCode.ServiceUnavailable, new ErrorAnswer("The server is stopping.", null));
        }
        catch (Exception bug)
        {
            _failed(bug);
            return (HttpStatusCode.InternalServerError, new ErrorAnswer("An internal error has occurred; the server's own output says more.", null));
        }
    }

    private (ControlRoute Route, string Behind) Find(HttpContext context)
    {
        var path = (context.Request.Path.Value ?? "")[Root.Length..].TrimEnd('/');
        var others = new List<string>();
        foreach (var route in _routes)
        {
            if (route.Takes(path, out var rest))
            {
                if (route.Method == context.Request.Method)
                {
                    return (route, rest);
                }

                others.Add(route.Method);
            }
        }

        if (others.Count > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", others);
            throw new ControlException($"{Root}{path} takes {string.Join(" and ", others)}.", HttpStatusCode.MethodNotAllowed);
        }

        throw new ControlException(
            $"There is no {Root}{path}.{Nearest.Hint($"{Root}{path}", _routes.Select(route => $"{Root}{route.Path}"))} GET {Root} lists what there is.", HttpStatusCode.NotFound);
    }
}
