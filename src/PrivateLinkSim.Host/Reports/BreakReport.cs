using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Every moment of a run at which a breakpoint stands.</summary>
internal sealed class BreakReport(Shell shell, Past past, IReadOnlyList<Breakpoint> breakpoints) : IDisposable
{
    private readonly BreakpointSearch _search = past.Search(breakpoints);

    /// <summary>Writes them, one a line or as one JSON object.</summary>
    /// <exception cref="OperationCanceledException">The user was interrupted.</exception>
    public void Write(bool json)
    {
        if (json)
        {
            WriteJson();
        }
        else
        {
            WriteText();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _search.Dispose();

    private void WriteText()
    {
        var page = shell.OutputPage;
        page.Line(new Piece(past.Title, Ink.Strong));
        var hits = Hits().ToList();
        foreach (var breakpoint in breakpoints)
        {
            var own = hits.FindAll(hit => hit.Breakpoint == breakpoint);
            page.Line();
            page.Line(new Piece(breakpoint.Text, Ink.Name), new Piece(own.Count is 0 ? "  never" : Times(own.Count), Ink.Faint));
            var (times, turns) = (Width(own, hit => past.Names.At(hit.Entry.Time)), Width(own, hit => Turn(hit.Entry)));
            foreach (var hit in own)
            {
                var (who, what) = EntryLine.Of(hit.Entry, past.Names);
                page.Columns(
                    [new Piece($"  {past.Names.At(hit.Entry.Time).PadLeft(times)}  {Turn(hit.Entry).PadRight(turns)}  ", Ink.Faint)], times + turns + 6,
                    new Piece(who, Ink.Name), $" {what}");
            }
        }
    }

    private void WriteJson()
    {
        var document = new JObject
        {
            ["run"] = past.Run.Id,
            ["breakpoints"] = new JArray(breakpoints.Select(each => each.Text)),
            ["stops"] = new JArray(Hits().Select(hit => new JObject
            {
                ["breakpoint"] = hit.Breakpoint.Text,
                ["turn"] = hit.Entry.Turn,
                ["index"] = hit.Entry.Index,
                ["at"] = hit.Entry.Time.ToString(),
                ["entity"] = hit.Entry.Entity,
                ["name"] = hit.Entry.Owner is { } owner ? past.Names.Of(owner.Key) : null,
                ["type"] = hit.Entry.Type,
                ["what"] = EntryLine.Of(hit.Entry, past.Names).What,
            })),
        };
        using var json = new JsonTextWriter(shell.Output) { Formatting = Formatting.Indented, CloseOutput = false };
        document.WriteTo(json);
        json.Flush();
        shell.Output.Write('\n');
    }

    private IEnumerable<BreakpointHit> Hits()
    {
        for (var hit = Next(0); hit is not null; hit = Next(hit.Position))
        {
            foreach (var each in _search.At(hit.Position))
            {
                yield return each;
            }
        }
    }

    private BreakpointHit? Next(long position) => _search.After(position, _ =>
    {
        shell.Interruption.ThrowIfCancellationRequested();
        return true;
    });

    private static string Times(int count) => count is 1 ? "  once" : string.Create(CultureInfo.InvariantCulture, $"  {count:N0} times");

    private static string Turn(LogEntry entry) => string.Create(CultureInfo.InvariantCulture, $"turn {entry.Turn}");

    private static int Width(List<BreakpointHit> hits, Func<BreakpointHit, string> text) => hits.Count is 0 ? 0 : hits.Max(hit => text(hit).Length);
}
