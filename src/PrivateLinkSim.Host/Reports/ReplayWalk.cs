using PrivateLinkSim.Domain;
using Spectre.Console;

namespace PrivateLinkSim.Host;

/// <summary>Walks through a recorded run turn by turn, in a terminal.</summary>
internal sealed class ReplayWalk(Shell shell, Past past, EntityId? entity)
{
    /// <summary>Walks until the user has seen enough.</summary>
    /// <param name="fromStart">Whether to begin before the first turn instead of where the replay stands.</param>
    /// <exception cref="OperationCanceledException">The user was interrupted.</exception>
    public async Task GoAsync(bool fromStart)
    {
        if (fromStart)
        {
            past.Replay.ToTurn(0);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(shell.Output) });
        while (true)
        {
            console.Clear();
            new WorldReport(shell.OutputPage, past).Write(entity);
            WriteTurn();
            shell.Output.Flush();
            if (!await MoveAsync(console.Input))
            {
                return;
            }
        }
    }

    private void WriteTurn()
    {
        var page = shell.OutputPage;
        page.Line();
        page.Line(new Piece("This turn", Ink.Faint));
        foreach (var (entry, fact) in past.Replay.Turn())
        {
            var (who, what) = EntryLine.Of(entry, fact, past.Names);
            page.Columns([new Piece($"  {who}  ", Ink.Name)], who.Length + 4, what);
        }

        page.Line();
        page.Line(new Piece("n next   p previous   q quit", Ink.Faint));
    }

    private async Task<bool> MoveAsync(IAnsiConsoleInput input)
    {
        while (true)
        {
            switch ((await KeyAsync(input))?.Key)
            {
                case ConsoleKey.N or ConsoleKey.RightArrow or ConsoleKey.Enter or ConsoleKey.Spacebar when past.Replay.Next():
                case ConsoleKey.P or ConsoleKey.LeftArrow when past.Replay.Previous():
                    return true;
                case ConsoleKey.Q or ConsoleKey.Escape or null:
                    return false;
                default:
                    break;
            }
        }
    }

    // Nothing can end a read from the terminal, so an interruption leaves it behind; it ends with the process.
    private async Task<ConsoleKeyInfo?> KeyAsync(IAnsiConsoleInput input)
    {
        shell.Interruption.ThrowIfCancellationRequested();
        return await Task.Run(() => input.ReadKey(intercept: true)).WaitAsync(shell.Interruption);
    }
}
