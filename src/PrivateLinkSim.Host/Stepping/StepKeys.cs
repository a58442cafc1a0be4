namespace PrivateLinkSim.Host;

/// <summary>What the keys of the view do, in short and in full.</summary>
internal static class StepKeys
{
    /// <summary>The two lines at the foot of the screen.</summary>
    public static IReadOnlyList<string> Foot { get; } =
    [
        "←→ turn  ↑↓ event  n/p next/previous of entity  e entity  w world  g go to",
        "b/B breakpoint  a add one  c cause  u back  Tab part  z zoom  ? help  q quit",
    ];

    /// <summary>The page of help.</summary>
    public static IReadOnlyList<IReadOnlyList<Piece>> Help { get; } =
    [
        Line("→ Space l, ← h", "to the end of the next turn, of the one before"),
        Line("↓ j, ↑ k", "one event on, one back"),
        Line("Home, End", "to the first event of the run, to the last"),
        Line("g", "go to a turn, an entry or a time"),
        Line("e /", "choose an entity by its name or id"),
        Line("Enter", "choose the entity whose event this is"),
        Line("n, p", "its next event, its previous"),
        Line("w", "look at the world again"),
        Line("b, B", "to the next place where a breakpoint stands, to the one before; any key stops the search"),
        Line("a", "add a breakpoint, such as endpoint.state == rejected"),
        Line("c", "to the turn that caused this one"),
        Line("u Backspace", "back to where the last jump began"),
        Line("Tab", "to the next part of the screen, which PgUp and PgDn move"),
        Line("z", "let that part fill the screen, or no longer; Esc too"),
        Line("q, Ctrl-C", "end the walk"),
        [],
        Line(" * ", "in front of what this event changed; in the timeline, of the chosen entity's events"),
        Line(" ● ", "in front of events at which a breakpoint stands, as far as was looked"),
    ];

    private static IReadOnlyList<Piece> Line(string keys, string meaning) => [new Piece($"  {keys}".PadRight(20), Ink.Strong), meaning];
}
