using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Writes a run as canonical JSON Lines.</summary>
internal static class LogExport
{
    /// <summary>Writes a run as text.</summary>
    public static void To(StoredRun stored, TextWriter writer)
    {
        foreach (var row in Lines(stored))
        {
            writer.Write(row.Text);
            writer.Write('\n');
        }
    }

    /// <summary>Writes a file. It gets its name when it is whole: half an export must not be taken for one.</summary>
    public static void ToFile(StoredRun stored, string file)
    {
        var partial = $"{file}.partial";
        try
        {
            using (var stream = new BufferedStream(File.Create(partial), 1 << 16))
            {
                foreach (var row in Lines(stored))
                {
                    stream.Write(row.Utf8.Span);
                    stream.WriteByte((byte)'\n');
                }
            }

            File.Move(partial, file, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static IEnumerable<LogRow> Lines(StoredRun stored) => stored.StoredRows().Select(row => row.Row).Prepend(ExportedLog.Header);
}
