using System.Runtime.InteropServices;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>The shell of this process: its standard streams, its terminal and its signals.</summary>
internal sealed class ProcessShell : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly TimeSpan OneWish = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _interruption = new();
    private readonly StreamWriter _output;
    private readonly StreamWriter _error;
    private readonly PosixSignalRegistration[] _signals;
    private long _interruptedAt;
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
        var isDumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        var colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !isDumb;
        Shell = new Shell(_output, _error, Environment.CurrentDirectory)
        {
            Input = Console.OpenStandardInput,
            Width = outputIsTerminal ? TerminalWidth() : null,
            OutputColours = outputIsTerminal && colours,
            ErrorColours = errorIsTerminal && colours,
            ShowsProgress = errorIsTerminal,
            Postgres = Environment.GetEnvironmentVariable(RunStore.ServerVariable),
            Terminal = outputIsTerminal && !Console.IsInputRedirected && !isDumb
                ? new Terminal(static () => (Console.WindowWidth, Console.WindowHeight), static () => Console.ReadKey(intercept: true))
                : null,
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

    // The first signal asks, so that a run can end between two instants; the next does not ask again. Some senders (`timeout`)
    // signal the process and its group at once, which is one wish and not two.
    private void Interrupt(PosixSignalContext context, int exitCode)
    {
        if (_interruption.IsCancellationRequested)
        {
            context.Cancel = TimeProvider.System.GetElapsedTime(_interruptedAt) < OneWish;
            return;
        }

        context.Cancel = true;
        _interruptedAt = TimeProvider.System.GetTimestamp();
        _exitCode = exitCode;
        _interruption.Cancel();
    }
}
