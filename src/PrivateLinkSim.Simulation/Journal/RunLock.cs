namespace PrivateLinkSim.Simulation;

/// <summary>
/// One writer for each journal file, held by the operating system: it ends with the process, however that ends. The lock
/// is on a file beside the journal, because SQLite locks parts of the journal file itself.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int WindowsSharingViolation = 32;
    private const int WindowsLockViolation = 33;
    private const int LinuxWouldBlock = 11;
    private const int BsdWouldBlock = 35;

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    public static RunLock Take(string journalFile)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(journalFile));
        if (!Directory.Exists(directory))
        {
            throw new JournalFailureException($"The journal {journalFile} can't be made: the directory {directory} does not exist.");
        }

        try
        {
            return new RunLock(new FileStream($"{journalFile}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            throw new RunInUseException($"The journal {journalFile} is in use by another process.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JournalFailureException($"The journal {journalFile} can't be written: {exception.Message}", exception);
        }
    }

    // The file stays: removing it would let a second process lock a new file of the same name while a third waits for this one.
    public void Dispose() => _file.Dispose();

    // The runtime has no exception of its own for a sharing violation: its number is the system's.
    private static bool IsHeldByAnother(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is WindowsSharingViolation or WindowsLockViolation
        : exception.HResult == (OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);
}
