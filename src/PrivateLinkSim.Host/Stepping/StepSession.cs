using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The parts of the view that can be scrolled.</summary>
internal enum StepPane
{
    Timeline,
    Event,
    Entity,
}

/// <summary>Where somebody stands who walks through a recorded run, and what each key does. Knows nothing of terminals.</summary>
internal sealed class StepSession : IDisposable
{
    private readonly IRecordedLog _log;
    private readonly Stack<long> _jumps = new();
    private (string Text, IReadOnlyList<EntityId> Found)? _matches;
    private (long Position, LogEntry Entry)? _entry;
    private readonly Func<long, bool> _goesOn;
    private List<Breakpoint> _breakpoints;
    private BreakpointSearch _search;

    /// <param name="goesOn">Asked while breakpoints are looked for; told how many entries were looked at.</param>
    public StepSession(Past past, IReadOnlyList<Breakpoint> breakpoints, EntityId? entity, Func<long, bool> goesOn)
    {
        (Past, _breakpoints, Entity, _goesOn) = (past, [.. breakpoints], entity, goesOn);
        _log = past.Replay.Log;
        Position = Math.Max(1, past.Replay.Position);
        World = [.. past.Entities.OrderByDescending(each => each.Kind).ThenBy(each => each.Key, StringComparer.Ordinal)];
        _search = past.Search(_breakpoints);
    }

    public Past Past { get; }

    /// <summary>How many entries have happened.</summary>
    public long Position { get; private set; }

    /// <summary>The last that has happened.</summary>
    public LogEntry Entry
    {
        get
        {
            if (_entry is not { } known || known.Position != Position)
            {
                _entry = known = (Position, _log[Position - 1]);
            }

            return known.Entry;
        }
    }

    /// <summary>Who is looked at; null for the world.</summary>
    public EntityId? Entity { get; private set; }

    public IReadOnlyList<Breakpoint> Breakpoints => _breakpoints;

    /// <summary>All entities of the run, endpoints and services first.</summary>
    public List<EntityId> World { get; }

    public StepPane Focus { get; private set; }

    /// <summary>Whether the focused part fills the screen.</summary>
    public bool IsZoomed { get; private set; }

    /// <summary>How far the focused part is scrolled down; what is drawn says where its end is.</summary>
    public int Scroll { get; set; }

    public bool ShowsHelp { get; private set; }

    /// <summary>What there is to say about the last key.</summary>
    public string Message { get; private set; } = "";

    /// <summary>What is being typed; null when keys are commands.</summary>
    public StepPrompt? Prompt { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>The breakpoints that are known to stand at a position.</summary>
    public IEnumerable<Breakpoint> StandingAt(long position) => _search.At(position).Select(hit => hit.Breakpoint);

    /// <inheritdoc/>
    public void Dispose() => _search.Dispose();

    /// <summary>Does what a key means.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        Message = "";
        if (Prompt is { } prompt)
        {
            Type(prompt, key);
        }
        else if (ShowsHelp)
        {
            ShowsHelp = false;
        }
        else if (!Move(key) && !Look(key))
        {
            Command(key);
        }
    }

    private bool Move(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.RightArrow or ConsoleKey.Spacebar } or { KeyChar: 'l' }:
                GoTo(NextTurn(), "the end of the run");
                return true;
            case { Key: ConsoleKey.LeftArrow } or { KeyChar: 'h' }:
                GoTo(_log.UpToTurn(Entry.Turn - 1) is > 0 and var before ? before : null, "the start of the run");
                return true;
            case { Key: ConsoleKey.DownArrow } or { KeyChar: 'j' }:
                GoTo(Position < _log.Length ? Position + 1 : null, "the end of the run");
                return true;
            case { Key: ConsoleKey.UpArrow } or { KeyChar: 'k' }:
                GoTo(Position > 1 ? Position - 1 : null, "the start of the run");
                return true;
            case { KeyChar: 'n' }:
                GoTo(Followed() is { } next ? After(next) : null, $"the last event of {FollowedName()}");
                return true;
            case { KeyChar: 'p' }:
                GoTo(Followed() is { } previous ? Before(previous) : null, $"the first event of {FollowedName()}");
                return true;
            case { Key: ConsoleKey.Home }:
                Jump(1);
                return true;
            case { Key: ConsoleKey.End }:
                Jump(_log.Length);
                return true;
            default:
                return false;
        }
    }

    // The end of this turn for whoever stands inside it, otherwise that of the next.
    private long? NextTurn()
    {
        var end = _log.UpToTurn(Entry.Turn);
        return Position < end ? end
            : end < _log.Length ? _log.UpToTurn(_log[end].Turn)
            : null;
    }

    private bool Look(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Tab:
                var panes = Enum.GetValues<StepPane>().Length;
                Focus = (StepPane)(((int)Focus + (key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? panes - 1 : 1)) % panes);
                Scroll = 0;
                return true;
            case ConsoleKey.PageDown or ConsoleKey.PageUp:
                Page(key.Key is ConsoleKey.PageDown ? 10 : -10);
                return true;
            case ConsoleKey.Escape:
                Message = IsZoomed ? "" : "q ends the walk.";
                (IsZoomed, Scroll) = (false, 0);
                return true;
            case ConsoleKey.Enter:
                Choose(Entry.Owner);
                return true;
            case ConsoleKey.Backspace:
                Back();
                return true;
            default:
                return false;
        }
    }

    private void Command(ConsoleKeyInfo key)
    {
        switch (key.KeyChar)
        {
            case 'e' or '/':
                Prompt = StepPrompt.Entity();
                break;
            case 'w':
                Choose(null);
                break;
            case 'g':
                Prompt = StepPrompt.GoTo();
                break;
            case 'b':
                Find(_search.After(Position, _goesOn), "after");
                break;
            case 'B':
                Find(_search.Before(Position, _goesOn), "before");
                break;
            case 'a':
                Prompt = StepPrompt.Break();
                break;
            case 'c':
                Cause();
                break;
            case 'u':
                Back();
                break;
            case 'z':
                (IsZoomed, Scroll) = (!IsZoomed, 0);
                break;
            case '?':
                ShowsHelp = true;
                break;
            case 'q':
                IsOver = true;
                break;
            default:
                Message = "? shows what the keys do.";
                break;
        }
    }

    private void Type(StepPrompt prompt, ConsoleKeyInfo key)
    {
        if (prompt.Press(key, MatchesOf))
        {
            return;
        }

        Prompt = null;
        if (key.Key is ConsoleKey.Enter)
        {
            Enter(prompt);
        }
    }

    private void Enter(StepPrompt prompt)
    {
        try
        {
            switch (prompt.Kind)
            {
                case StepPromptKind.Entity when MatchesOf(prompt.Text) is [_, ..] found:
                    Choose(found[Math.Min(prompt.Chosen, found.Count - 1)]);
                    break;
                case StepPromptKind.Entity:
                    Message = $"No entity is called '{prompt.Text}'.";
                    break;
                case StepPromptKind.GoTo when prompt.Text.Length > 0:
                    Jump(Math.Max(1, Past.Replay.PositionOf(prompt.Text)));
                    break;
                case StepPromptKind.Break when prompt.Text.Length > 0:
                    Break(prompt.Text);
                    break;
            }
        }
        catch (UsageException wrong)
        {
            (Message, Prompt) = (wrong.Message.Split('\n')[0], prompt);
        }
    }

    /// <summary>The entities whose name or id has a text in it, those first that begin with it.</summary>
    public IReadOnlyList<EntityId> MatchesOf(string text)
    {
        if (_matches is not { } known || known.Text != text)
        {
            _matches = known = (text, Matches(text));
        }

        return known.Found;
    }

    private List<EntityId> Matches(string text) =>
    [
        .. Past.Entities
            .Select(entity => (Entity: entity, Name: Past.Names.Of(entity)))
            .Where(each => Has(each.Name, text) || Has(each.Entity.ToString(), text))
            .OrderBy(each => Begins(Past.Names.Of(each.Entity.Key), text) || Begins(each.Entity.Key, text) ? 0 : 1)
            .ThenByDescending(each => each.Entity.Kind)
            .ThenBy(each => each.Name, StringComparer.Ordinal)
            .Select(each => each.Entity),
    ];

    private static bool Has(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string name, string text) => name.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    // Whose events n and p go along: who was chosen, or else whose event this is.
    private EntityId? Followed() => Entity ?? Entry.Owner;

    private long? After(EntityId entity)
    {
        var all = _log.PositionsOf(entity, _log.Length);
        var known = _log.PositionsOf(entity, Position).Count;
        return known < all.Count ? all[known] + 1 : null;
    }

    private long? Before(EntityId entity) => _log.PositionsOf(entity, Position - 1) is [.., var last] ? last + 1 : null;

    private string FollowedName() => Followed() is { } entity ? Past.Names.Of(entity) : "the run; Enter or e chooses an entity";

    private void GoTo(long? position, string end)
    {
        if (position is { } there)
        {
            Position = there;
            Scroll = 0;
        }
        else
        {
            Message = $"This is {end}.";
        }
    }

    // Whoever goes far wants to come back.
    private void Jump(long position)
    {
        if (position != Position)
        {
            _jumps.Push(Position);
            GoTo(position, "");
        }
    }

    private void Back()
    {
        if (_jumps.TryPop(out var position))
        {
            GoTo(position, "");
        }
        else
        {
            Message = "There is no jump to go back from.";
        }
    }

    private void Page(int lines)
    {
        if (Focus is StepPane.Timeline)
        {
            GoTo(Math.Clamp(Position + lines, 1, _log.Length), "");
        }
        else
        {
            Scroll = Math.Max(0, Scroll + lines);
        }
    }

    private void Choose(EntityId? entity)
    {
        (Entity, Scroll) = (entity, 0);
        Message = entity is { } one ? $"{Past.Names.Of(one)}: n and p go along its events, w shows the world." : "";
    }

    private void Cause()
    {
        var turn = Entry.Cause;
        if (turn is null)
        {
            Message = Entry.Entity == LogEntry.Run
                ? "This came from outside; nothing in the run caused it."
                : "Time or the start of the run caused this, and no turn.";
        }
        else if (Past.FirstOf(turn.Value) is { } position)
        {
            Jump(position);
        }
        else
        {
            Message = string.Create(CultureInfo.InvariantCulture, $"Turn {turn} caused this, and left no event.");
        }
    }

    private void Break(string text)
    {
        _breakpoints = [.. _breakpoints, .. Past.Breakpoints([text])];
        _search.Dispose();
        _search = Past.Search(_breakpoints);
        Message = "b goes to the next place where a breakpoint stands, B to the one before.";
    }

    private void Find(BreakpointHit? hit, string where)
    {
        if (hit is null)
        {
            Message = _breakpoints.Count is 0 ? "There are no breakpoints; a makes one."
                : !_search.IsOver && (where is "after" || _search.Position < Position - 1)
                    ? string.Create(CultureInfo.InvariantCulture, $"Stopped looking at entry {_search.Position:N0}; the same key goes on.")
                : $"No breakpoint stands {where} this.";
            return;
        }

        Jump(hit.Position);
        Message = string.Join("   ", StandingAt(hit.Position).Select(each => each.Text).Distinct(StringComparer.Ordinal));
    }
}
