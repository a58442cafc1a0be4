using System.Globalization;

namespace PrivateLinkSim.Host;

/// <summary>The picture of a walk: the timeline, below it the event with its causes and, beside them, the world or one entity.</summary>
internal sealed class StepScreen(StepSession session, int width, int height)
{
    public const int LeastWidth = 60;

    public const int LeastHeight = 16;

    private readonly StepPanes _panes = new(session);

    /// <summary>The rows of the screen, as many as it is high and each as wide as it is.</summary>
    public IReadOnlyList<IReadOnlyList<Piece>> Draw()
    {
        List<IReadOnlyList<Piece>> rows = width < LeastWidth || height < LeastHeight
            ? [[string.Create(CultureInfo.InvariantCulture, $"{width}x{height} is too small: {LeastWidth}x{LeastHeight} is needed.")]]
            : [.. Head(), .. Body(height - 5), .. Foot()];
        return [.. rows.Concat(Enumerable.Repeat<IReadOnlyList<Piece>>([], height)).Take(height).Select(row => Canvas.Fit(row, width))];
    }

    private IEnumerable<IReadOnlyList<Piece>> Head()
    {
        var (past, entry) = (session.Past, session.Entry);
        yield return [new Piece($"{past.Run.Id}  ", Ink.Name), new Piece(past.Title, Ink.Strong)];
        yield return
        [
            new Piece(string.Create(
                CultureInfo.InvariantCulture,
                $"{past.Names.At(entry.Time)} · {entry.Time} · turn {entry.Turn} · entry {session.Position:N0} of {past.Replay.Length:N0}")),
            new Piece(
                session.Breakpoints.Count is 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" · breakpoints: {session.Breakpoints.Count}"),
                Ink.Faint),
        ];
    }

    private IEnumerable<IReadOnlyList<Piece>> Body(int rows)
    {
        if (session.ShowsHelp)
        {
            return Below("Keys", true, StepKeys.Help, rows, width, 0);
        }

        if (session.Prompt is { Kind: StepPromptKind.Entity } prompt)
        {
            return Chooser(prompt, rows);
        }

        if (session.IsZoomed)
        {
            return session.Focus switch
            {
                StepPane.Timeline => Timeline(rows),
                StepPane.Event => Event(rows, width),
                _ => Entity(rows, width),
            };
        }

        var top = Math.Max(5, rows * 2 / 5);
        var left = width / 2;
        var bottom = rows - top;
        var causes = Math.Max(3, bottom / 3);
        var beside = Event(bottom - causes, left).Concat(Cause(causes, left));
        return Timeline(top).Concat(beside.Zip(Entity(bottom, width - left - 1), (one, other) =>
            (IReadOnlyList<Piece>)[.. Canvas.Fit(one, left), new Piece("│", Ink.Faint), .. other]));
    }

    private IEnumerable<IReadOnlyList<Piece>> Timeline(int rows)
    {
        var room = rows - 1;
        var first = Math.Clamp(session.Position - (room / 2), 1, Math.Max(1, session.Past.Replay.Length - room + 1));
        return Below("Timeline", session.Focus is StepPane.Timeline, _panes.Timeline(first, room), rows, width, 0);
    }

    private IEnumerable<IReadOnlyList<Piece>> Event(int rows, int columns) =>
        Scrolled("Event", StepPane.Event, _panes.Event(columns), rows, columns);

    private IEnumerable<IReadOnlyList<Piece>> Cause(int rows, int columns) =>
        Below("Cause", false, _panes.Cause(rows - 1), rows, columns, 0);

    private IEnumerable<IReadOnlyList<Piece>> Entity(int rows, int columns)
    {
        if (session.Entity is { } entity)
        {
            return Scrolled($"{session.Past.Names.Of(entity)}  {entity}", StepPane.Entity, _panes.Entity(entity, columns), rows, columns);
        }

        var world = session.World;
        var own = session.Entry.Owner is { } owner ? world.IndexOf(owner) : 0;
        var last = Math.Max(0, world.Count - rows + 1);
        var start = session.Focus is StepPane.Entity && session.Scroll > 0
            ? Math.Min(session.Scroll, last)
            : Math.Clamp(own - (rows / 2), 0, last);
        return Below(
            string.Create(CultureInfo.InvariantCulture, $"World ({world.Count:N0})"), session.Focus is StepPane.Entity,
            world.Skip(start).Take(rows - 1).Select(_panes.WorldRow), rows, columns, 0);
    }

    private IEnumerable<IReadOnlyList<Piece>> Scrolled(
        string title, StepPane pane, IEnumerable<IReadOnlyList<Piece>> lines, int rows, int columns)
    {
        var all = lines.ToList();
        var isFocused = session.Focus == pane;
        if (isFocused)
        {
            session.Scroll = Math.Clamp(session.Scroll, 0, Math.Max(0, all.Count - rows + 1));
        }

        var start = isFocused ? session.Scroll : 0;
        var below = all.Count - start - rows + 1;
        return Below(
            below > 0 ? string.Create(CultureInfo.InvariantCulture, $"{title} (+{below} lines)") : title, isFocused, all, rows, columns, start);
    }

    private static IEnumerable<IReadOnlyList<Piece>> Below(
        string title, bool isFocused, IEnumerable<IReadOnlyList<Piece>> lines, int rows, int columns, int start) =>
        lines.Skip(start).Concat(Enumerable.Repeat<IReadOnlyList<Piece>>([], rows)).Take(rows - 1)
            .Select(line => Canvas.Fit(line, columns))
            .Prepend(Canvas.Heading(title, isFocused, columns));

    private IEnumerable<IReadOnlyList<Piece>> Chooser(StepPrompt prompt, int rows)
    {
        var found = session.MatchesOf(prompt.Text);
        var chosen = Math.Min(prompt.Chosen, found.Count - 1);
        var start = Math.Max(0, chosen - rows + 2);
        return Below(
            string.Create(CultureInfo.InvariantCulture, $"Entities ({found.Count:N0})"), true,
            found.Skip(start).Take(rows).Select((entity, index) => (IReadOnlyList<Piece>)
            [
                new Piece(start + index == chosen ? "> " : "  ", Ink.Strong),
                new Piece(session.Past.Names.Of(entity), Ink.Name),
                new Piece($"  {entity}", Ink.Faint),
            ]),
            rows, width, 0);
    }

    private IEnumerable<IReadOnlyList<Piece>> Foot()
    {
        if (session.Prompt is { } prompt)
        {
            yield return [new Piece(prompt.Label, Ink.Strong), prompt.Text, new Piece("▏", Ink.Strong)];
            var (hint, ink) = session.Message.Length > 0 ? (session.Message, Ink.Bad) : (prompt.Hint, Ink.Faint);
            foreach (var row in Canvas.Wrap("", new Piece(hint, ink), width).Take(2))
            {
                yield return row;
            }

            yield break;
        }

        yield return [new Piece(session.Message, Ink.Odd)];
        foreach (var line in StepKeys.Foot)
        {
            yield return [new Piece(line, Ink.Faint)];
        }
    }
}
