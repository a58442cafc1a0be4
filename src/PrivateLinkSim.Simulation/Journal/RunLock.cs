namespace PrivateLinkSim.Simulation;

/// <summary>
/// One writer for each journal file, held by the operating system: it ends with the process, however that ends. The lock
/// is on a file beside the journal, because SQLite locks parts of the journal file itself.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    public static RunLock Take(string journalFile)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(journalFile));
        try
        {
            Directory.CreateDirectory(directory!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalFailureException($"The directory {directory} can't be made: {exception.Message}", exception);
        }

        try
        {
            return new RunLock(new FileStream($"{journalFile}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new JournalFailureException($"The journal {journalFile} can't be written: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new RunInUseException($"The journal {journalFile} is in use by another process.", exception);
        }
    }

    // The file stays: removing it would let a second process lock a new file of the same name while a third waits for this one.
    public void Dispose() => _file.Dispose();
}
