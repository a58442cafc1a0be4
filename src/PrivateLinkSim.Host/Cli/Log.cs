using System.Globalization;
using Serilog;
using Serilog.Events;

namespace PrivateLinkSim.Host;

/// <summary>The log of the program itself, on stderr. It is made when the first line is written: most commands write none.</summary>
internal static class Log
{
    private static readonly AsyncLocal<Settings?> Current = new();

    /// <summary>Sends what is logged from here on to this shell.</summary>
    public static void Begin(Shell shell, bool verbose) => Current.Value = new Settings(
        verbose, new Lazy<ILogger>(() => new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(new Sink(shell.Error)).CreateLogger()));

    /// <summary>A line for whoever asked for them.</summary>
    public static void Debug(string template, params object?[] values)
    {
        if (Current.Value is { Verbose: true, Logger: var logger })
        {
            logger.Value.Debug(template, values);
        }
    }

    /// <summary>Writes a line for each value that comes, from whatever thread; null when nobody asked for lines.</summary>
    public static Action<T>? Follow<T>(string template) =>
        Current.Value is { Verbose: true, Logger: var logger } ? value => logger.Value.Debug(template, value) : null;

    private sealed record Settings(bool Verbose, Lazy<ILogger> Logger);

    private sealed class Sink(TextWriter writer) : Serilog.Core.ILogEventSink
    {
        public void Emit(LogEvent logEvent) => writer.WriteLine(
            $"{logEvent.Timestamp.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {logEvent.Level} {logEvent.RenderMessage(CultureInfo.InvariantCulture)}");
    }
}
