using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The log of a served run as server-sent events, from any place on.</summary>
internal sealed class ControlEvents(ServedRun served, CancellationToken stopping)
{
    // A client that went away shows only when something is written to it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>What can be asked.</summary>
    public ControlRoute Route => new("GET", "/events", "The log as server-sent events, from its beginning or behind Last-Event-ID, and on as it grows.", null, typeof(EventStream), StreamAsync)
    {
        Queries =
        [
            new("after", "query", "Only what comes behind this turn, or behind the 'end'."),
            new("entity", "query", "Only what happens to this entity."),
            new("follow", "query", "false to end where the log does."),
        ],
    };

    /// <summary>Writes events until the client goes away, the server stops or the run is begun anew; with follow=false until there are no more.</summary>
    private async Task<object> StreamAsync(ControlRequest request)
    {
        var feed = served.Feed;
        var (run, response) = (served.RunId, request.Context.Response);
        var (turn, index) = From(request, run, feed);
        var only = request.Query("entity") is { Length: > 0 } name ? ControlLooks.Find(name, feed, served.Live.Seen).ToString() : null;
        var follows = request.Query("follow") switch
        {
            null or "" or "true" => true,
            "false" => false,
            var other => throw new ControlException($"'follow' is true or false, and not '{other}'."),
        };

        response.ContentType = "text/event-stream";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Context.RequestAborted, stopping);
        await response.StartAsync(ending.Token);
        await using var entries = feed.AfterAsync(turn, index, follows, ending.Token).GetAsyncEnumerator(ending.Token);
        var next = entries.MoveNextAsync().AsTask();
        try
        {
            for (; ; next = entries.MoveNextAsync().AsTask())
            {
                if (!next.IsCompleted)
                {
                    await response.Body.FlushAsync(ending.Token);
                    while (await Task.WhenAny(next, Task.Delay(Silence, ending.Token)) != next && !ending.IsCancellationRequested)
                    {
                        await response.WriteAsync(":\n\n", ending.Token);
                        await response.Body.FlushAsync(ending.Token);
                    }
                }

                if (!await next)
                {
                    break;
                }

                if (only is null || entries.Current.Entity == only)
                {
                    await response.WriteAsync(Text(run, entries.Current, feed), ending.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever listened has gone, or the server goes: what was sent was whole. What is being waited for must end before it is put away.
            await ending.CancelAsync();
            await Task.WhenAny(next);
        }

        return response;
    }

    // An id of another run says nothing about this one.
    private static (long Turn, int Index) From(ControlRequest request, string run, EventFeed feed)
    {
        var last = request.Context.Request.Headers["Last-Event-ID"].ToString();
        if (last.StartsWith($"{run}/", StringComparison.Ordinal)
            && last[(run.Length + 1)..].Split('.') is [var turn, var index]
            && long.TryParse(turn, NumberStyles.None, CultureInfo.InvariantCulture, out var lastTurn)
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var lastIndex))
        {
            return (lastTurn, lastIndex);
        }

        return request.Query("after") is not { Length: > 0 } after ? (-1, 0)
            : after == "end" ? (feed.End.Turn, int.MaxValue)
            : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? (given, int.MaxValue)
            : throw new ControlException($"'{after}' is no turn; say a number, or 'end' for what is still to come.");
    }

    private static string Text(string run, LogEntry entry, EventFeed feed)
    {
        var document = entry.Document();
        var line = feed.Named(names => EntryLine.Of(entry, names));
        document["what"] = $"{line.Who} {line.What}";
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"id: {run}/{entry.Turn}.{entry.Index}\n")
            .Append(CultureInfo.InvariantCulture, $"event: {entry.Type}\n")
            .Append(CultureInfo.InvariantCulture, $"data: {document.ToString(Formatting.None)}\n\n")
            .ToString();
    }
}
