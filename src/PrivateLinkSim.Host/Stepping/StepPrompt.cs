using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>What is asked for.</summary>
internal enum StepPromptKind
{
    Entity,
    GoTo,
    Break,
}

/// <summary>A line that is being typed.</summary>
internal sealed class StepPrompt
{
    private const int Longest = 500;

    private StepPrompt(StepPromptKind kind, string label, string hint) => (Kind, Label, Hint) = (kind, label, hint);

    public StepPromptKind Kind { get; }

    /// <summary>What is asked, before the line.</summary>
    public string Label { get; }

    /// <summary>What may be written.</summary>
    public string Hint { get; }

    public string Text { get; private set; } = "";

    /// <summary>Which of the entities that match is chosen.</summary>
    public int Chosen { get; private set; }

    public static StepPrompt Entity() =>
        new(StepPromptKind.Entity, "Entity: ", "Part of its name or id; up and down choose, Enter takes, Esc leaves.");

    public static StepPrompt GoTo() =>
        new(StepPromptKind.GoTo, "Go to: ", "turn 34, entry 57, +1h30m or 2026-01-31T12:00:00Z; Esc leaves.");

    public static StepPrompt Break() =>
        new(
            StepPromptKind.Break, "Break where: ",
            "endpoint.state == rejected, event.type contains zone, refused.rule == R4, changed(service.zones); Esc leaves.");

    /// <summary>Takes in a key; false when it ends the line.</summary>
    public bool Press(ConsoleKeyInfo key, Func<string, IReadOnlyList<EntityId>> matches)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter or ConsoleKey.Escape:
                return false;
            case ConsoleKey.DownArrow or ConsoleKey.UpArrow when Kind is StepPromptKind.Entity:
                Chosen = Math.Clamp(Chosen + (key.Key is ConsoleKey.DownArrow ? 1 : -1), 0, Math.Max(0, matches(Text).Count - 1));
                return true;
            case ConsoleKey.Backspace:
                (Text, Chosen) = (Text.Length == 0 ? "" : Text[..^1], 0);
                return true;
            case ConsoleKey.U when key.Modifiers.HasFlag(ConsoleModifiers.Control):
                (Text, Chosen) = ("", 0);
                return true;
            default:
                if (!char.IsControl(key.KeyChar) && Text.Length < Longest)
                {
                    (Text, Chosen) = (Text + key.KeyChar, 0);
                }

                return true;
        }
    }
}
