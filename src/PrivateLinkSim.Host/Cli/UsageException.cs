namespace PrivateLinkSim.Host;

/// <summary>What was asked for can't be done as asked; the message says what would be right. Nothing was done.</summary>
internal sealed class UsageException(string message, int exitCode = ExitCode.BadInput) : Exception(message)
{
    /// <summary>With what the command ends.</summary>
    public int ExitCode { get; } = exitCode;
}
