namespace PrivateLinkSim.Host;

/// <summary>Files that their owner alone may read.</summary>
internal static class OwnersFile
{
    private const UnixFileMode OfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a file. It is there with all its text, or not at all, and nobody else can read it at any moment.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OfOwner;
        }

        var beside = $"{path}.new";
        File.Delete(beside);
        using (var writer = new StreamWriter(beside, options))
        {
            writer.Write(text);
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
