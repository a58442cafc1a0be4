using System.Runtime.InteropServices;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>The shell of this process: its standard streams, its terminal and its signals.</summary>
internal sealed class ProcessShell : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly CancellationTokenSource _interruption = new();
    private readonly StreamWriter _output;
    private readonly StreamWriter _error;
    private readonly PosixSignalRegistration[] _signals;
    private int _exitCode = ExitCode.Interrupted;

    private ProcessShell()
    {
        _output = new StreamWriter(Console.OpenStandardOutput(), Utf8, 16384);
        _error = new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true };

        // Standard output holds what was asked for and nothing else: whatever a library prints belongs beside it.
        Console.SetOut(_error);
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, ExitCode.Terminated)),
        ];
        var (outputIsTerminal, errorIsTerminal) = (!Console.IsOutputRedirected, !Console.IsErrorRedirected);
        var colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        Shell = new Shell(_output, _error, Environment.CurrentDirectory)
        {
            Width = outputIsTerminal ? TerminalWidth() : null,
            OutputColours = outputIsTerminal && colours,
            ErrorColours = errorIsTerminal && colours,
            ShowsProgress = errorIsTerminal,
            IsInteractive = outputIsTerminal && !Console.IsInputRedirected,
            Interruption = _interruption.Token,
            InterruptionCode = () => _exitCode,
        };
    }

    public Shell Shell { get; }

    public static ProcessShell Open() => new();

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        Flush(_output);
        Flush(_error);
        _interruption.Dispose();
    }

    // A reader that has seen enough (`| head`) is no error.
    private static void Flush(StreamWriter writer)
    {
        try
        {
            writer.Flush();
        }
        catch (IOException)
        {
        }
    }

    private static int TerminalWidth()
    {
        try
        {
            return Math.Max(Console.WindowWidth, 40);
        }
        catch (IOException)
        {
            return 80;
        }
    }

    // The first signal asks, so that a run can end between two instants; the second does not ask again.
    private void Interrupt(PosixSignalContext context, int exitCode)
    {
        if (_interruption.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        _exitCode = exitCode;
        _interruption.Cancel();
    }
}
