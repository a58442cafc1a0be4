namespace PrivateLinkSim.Host;

/// <summary>How a command ended, for scripts. The exit codes of a failed run itself are those of <c>RunException</c>.</summary>
internal static class ExitCode
{
    /// <summary>All held.</summary>
    public const int Success = 0;

    /// <summary>An expectation failed.</summary>
    public const int ExpectationFailed = 1;

    /// <summary>Bad input: nothing was run.</summary>
    public const int BadInput = 2;

    /// <summary>Two runs of the same inputs gave two logs.</summary>
    public const int NotDeterministic = 3;

    /// <summary>A log is not what was written.</summary>
    public const int LogDamaged = 4;

    /// <summary>A journal or a file can't be reached, or did not take what was written.</summary>
    public const int NotReachable = 5;

    /// <summary>A bug of plsim.</summary>
    public const int Bug = 70;

    /// <summary>Another process has the run open.</summary>
    public const int InUse = 75;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
