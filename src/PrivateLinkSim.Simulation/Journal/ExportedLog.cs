using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A run as canonical JSON Lines: a line that says in which form the file is, then each row of the journal as it stands
/// there, the notes included. The first release wrote neither that line nor notes.
/// </summary>
public static class ExportedLog
{
    /// <summary>The form that this program writes; it reads this one and all before.</summary>
    public const int Version = 1;

    private const string Form = "bookkeeping.export";

    // The only program that wrote exports without a line that says their form.
    private const string FirstRelease = "0.1.0";

    /// <summary>The first line.</summary>
    public static LogRow Header { get; } =
        new(Form, CanonicalJson.Bytes(new JObject { ["bookkeeping"] = new JObject { ["version"] = Version }, ["type"] = Form }));

    /// <summary>The rows of an export by their lines, sound or not; the first release's get the note that opens a run.</summary>
    /// <exception cref="RunNotPossibleException">A newer program wrote it.</exception>
    public static IEnumerable<JournalRow> Rows(Stream stream, string name)
    {
        var manifests = new ManifestNames();
        var number = 0L;
        foreach (var line in new LineReader(stream).Lines())
        {
            number++;
            if (number == 1 && VersionOf(line) is { } version)
            {
                if (version > Version)
                {
                    throw new RunNotPossibleException(string.Create(
                        CultureInfo.InvariantCulture, $"{name} was written by a newer plsim: it is an export of form {version}, and this program knows form {Version}."));
                }

                continue;
            }

            if (number == 1 && line.AsSpan().StartsWith("{\"entry\":"u8))
            {
                yield return new JournalRow(0, Bookkeeping.Opened(name, FirstRelease));
            }

            yield return RowOf(number, line, manifests);
        }
    }

    /// <summary>The entries in order, their links checked.</summary>
    /// <param name="chain">Comes to the digest of the log.</param>
    /// <exception cref="LogDamagedException">It is not what was exported.</exception>
    public static IReadOnlyList<LogEntry> Read(string file, LogChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        using var stream = File.OpenRead(file);
        var log = new List<LogEntry>();
        foreach (var row in Rows(stream, file).Where(row => !row.Row.IsNote))
        {
            log.Add(chain.Follows(row.Row)
                ? LogEntryReader.Read(row.Row)
                : throw new LogDamagedException(string.Create(
                    CultureInfo.InvariantCulture, $"{file} is damaged at line {row.Position}: it is no line of a log, or its link does not follow from the lines before it.")));
        }

        return log.Count > 0 ? log : throw new LogDamagedException($"{file} is empty.");
    }

    // A version that is no number is left to the audit, which finds that the line is no note.
    private static long? VersionOf(byte[] line)
    {
        try
        {
            return CanonicalJson.ReadObject(line) is { Count: 2 } header && (string?)(header["type"] as JValue) == Form
                && header["bookkeeping"] is JObject { Count: 1 } content && content["version"] is JValue { Value: long version } && version > 0
                ? version
                : null;
        }
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or FormatException or InvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    private static JournalRow RowOf(long number, byte[] line, ManifestNames manifests)
    {
        var row = new LogRow(string.Empty, line);
        try
        {
            return new JournalRow(number, new LogRow(row.IsNote ? Bookkeeping.TypeOf(row) : manifests.Of(LogEntryReader.Read(row)), line));
        }
        catch (LogDamagedException damage)
        {
            return new JournalRow(number, row, row.IsNote ? null : WhyNot(line, damage));
        }
    }

    private static string? WhyNot(byte[] line, LogDamagedException damage) =>
        line is [.., (byte)'\r'] ? "it ends with a carriage return: the file was changed by another program"
            : new LogRow(string.Empty, line).HasForm ? null
            : line.Length == 0 ? "it is empty" : damage.InnerException?.Message ?? damage.Message;
}
