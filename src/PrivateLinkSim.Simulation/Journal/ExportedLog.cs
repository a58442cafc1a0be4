using System.Globalization;
using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>Reads a log that was exported as canonical JSON Lines.</summary>
public static class ExportedLog
{
    /// <summary>The entries in order, their links checked.</summary>
    /// <param name="chain">Comes to the digest of the log.</param>
    /// <exception cref="LogDamagedException">It is not what was exported.</exception>
    public static IReadOnlyList<LogEntry> Read(string file, LogChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var log = new List<LogEntry>();
        foreach (var line in File.ReadLines(file, Encoding.UTF8))
        {
            var row = new LogRow("an exported log", Encoding.UTF8.GetBytes(line));
            log.Add(chain.Follows(row)
                ? LogEntryReader.Read(row)
                : throw new LogDamagedException(string.Create(
                    CultureInfo.InvariantCulture, $"{file} is damaged at line {log.Count + 1}: it is no line of a log, or its link does not follow from the lines before it.")));
        }

        return log.Count > 0 ? log : throw new LogDamagedException($"{file} is empty.");
    }
}
