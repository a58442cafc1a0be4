namespace PrivateLinkSim.Simulation;

/// <summary>Why a run could not begin, go on or end. What a user may try is never one of these: a refusal is a value.</summary>
public abstract class RunException : Exception
{
    private protected RunException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>With what the command line ends.</summary>
    public abstract int ExitCode { get; }
}

/// <summary>The run asked for can't be run: it has ended already, does not exist, or is of another program version.</summary>
public sealed class RunNotPossibleException(string message) : RunException(message)
{
    /// <inheritdoc/>
    public override int ExitCode => 2;
}

/// <summary>A second run of the same inputs came to another log. The message names turn, entity and field.</summary>
public sealed class NonDeterminismException(string message) : RunException(message)
{
    /// <inheritdoc/>
    public override int ExitCode => 3;
}

/// <summary>A log is not what was written. The message names the position.</summary>
public sealed class LogDamagedException(string message, Exception? cause = null) : RunException(message, cause)
{
    /// <inheritdoc/>
    public override int ExitCode => 4;
}

/// <summary>The journal can't be reached, or did not take what was written. Nothing is retried and nothing was acknowledged.</summary>
public sealed class JournalFailureException(string message, Exception? cause = null) : RunException(message, cause)
{
    /// <inheritdoc/>
    public override int ExitCode => 5;
}

/// <summary>A bug of ours: an entity failed, refused an instruction, kept a fired deadline, or looped without end.</summary>
public sealed class KernelFaultException(string message, Exception? cause = null) : RunException(message, cause)
{
    /// <inheritdoc/>
    public override int ExitCode => 70;
}

/// <summary>Another process holds the journal file.</summary>
public sealed class RunInUseException(string message, Exception? cause = null) : RunException(message, cause)
{
    /// <inheritdoc/>
    public override int ExitCode => 75;
}
