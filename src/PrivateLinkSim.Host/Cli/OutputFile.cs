using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>A file that a command is asked to write.</summary>
internal static class OutputFile
{
    /// <summary>Its full path; whether it can be written is known before anything runs.</summary>
    public static string Target(Shell shell, string option, string path)
    {
        var full = shell.Resolve(path);
        return Directory.Exists(full) || !Directory.Exists(Path.GetDirectoryName(full))
            ? throw new UsageException($"{option} {path} can't be written: {(Directory.Exists(full) ? "it is a directory" : "there is no such directory")}.")
            : full;
    }

    /// <summary>Writes it as UTF-8.</summary>
    public static Task SaveAsync(string file, string text, Shell shell) =>
        File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), shell.Interruption);
}
