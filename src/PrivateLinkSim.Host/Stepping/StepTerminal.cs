using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;
using Spectre.Console;

namespace PrivateLinkSim.Host;

/// <summary>Lets somebody walk through a recorded run on a terminal, and leaves it as it was.</summary>
internal sealed class StepTerminal(Shell shell, Terminal terminal)
{
    // The alternate screen without a cursor, and back.
    private const string Enter = "\x1b[?1049h\x1b[?25l\x1b[2J";

    private const string Leave = "\x1b[?25h\x1b[?1049l";

    private static readonly TimeSpan BetweenLooksAtSize = TimeSpan.FromMilliseconds(100);

    private readonly AnsiWriter _ansi = new(shell.Output, new AnsiCapabilities
    {
        Ansi = true, ColorSystem = shell.OutputColours ? ColorSystem.Standard : ColorSystem.NoColors, Links = false, AlternateBuffer = true,
    });

    private Task<ConsoleKeyInfo>? _key;

    /// <summary>Walks until the user has seen enough.</summary>
    /// <exception cref="OperationCanceledException">The user was interrupted.</exception>
    public async Task WalkAsync(Past past, IReadOnlyList<Breakpoint> breakpoints, EntityId? entity)
    {
        shell.Interruption.ThrowIfCancellationRequested();
        using var session = new StepSession(past, breakpoints, entity, GoesOn);
        try
        {
            shell.Output.Write(Enter);
            while (!session.IsOver)
            {
                Draw(session);
                if (await KeyAsync() is { } key)
                {
                    session.Press(key);
                }
            }
        }
        finally
        {
            shell.Output.Write(Leave);
            shell.Output.Flush();
        }
    }

    // A key, or null when the terminal has another size. Nothing can end a read from the terminal, so an interruption leaves
    // it behind; it ends with the process.
    private async Task<ConsoleKeyInfo?> KeyAsync()
    {
        var size = terminal.Size();
        _key ??= Task.Run(terminal.ReadKey);
        while (terminal.Size() == size)
        {
            if (await Task.WhenAny(_key, Task.Delay(BetweenLooksAtSize, shell.Interruption)) == _key)
            {
                var key = await _key;
                _key = null;
                return key;
            }

            shell.Interruption.ThrowIfCancellationRequested();
        }

        return null;
    }

    // While breakpoints are looked for, a key or Ctrl-C ends that.
    private bool GoesOn(long position)
    {
        shell.Interruption.ThrowIfCancellationRequested();
        _key ??= Task.Run(terminal.ReadKey);
        var height = terminal.Size().Height;
        shell.Output.Write(string.Create(
            CultureInfo.InvariantCulture, $"\x1b[{Math.Max(1, height - 2)};1HLooking for breakpoints: entry {position:N0}; any key stops.\x1b[K"));
        shell.Output.Flush();
        return !_key.IsCompleted;
    }

    private void Draw(StepSession session)
    {
        var (width, height) = terminal.Size();
        var row = 0;
        foreach (var pieces in new StepScreen(session, width, height).Draw())
        {
            row++;
            shell.Output.Write(string.Create(CultureInfo.InvariantCulture, $"\x1b[{row};1H"));
            foreach (var piece in pieces)
            {
                if (piece.Ink is Ink.Plain)
                {
                    shell.Output.Write(piece.Text);
                }
                else
                {
                    _ansi.Write(piece.Text, Page.StyleOf(piece.Ink), null);
                }
            }
        }

        shell.Output.Flush();
    }
}
