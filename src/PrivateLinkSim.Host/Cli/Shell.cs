namespace PrivateLinkSim.Host;

/// <summary>Where a command is given: its streams, its directory, what it may show, and who may end it.</summary>
/// <param name="Output">What the command was asked for.</param>
/// <param name="Error">Errors, progress and logs.</param>
/// <param name="WorkingDirectory">What relative paths are relative to; <c>runs/</c> lies in it.</param>
public sealed record Shell(TextWriter Output, TextWriter Error, string WorkingDirectory)
{
    /// <summary>What is piped in, for the commands that read it.</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    /// <summary>The width of the terminal behind the output; null in files and pipes, where lines are never wrapped.</summary>
    public int? Width { get; init; }

    /// <summary>Whether the output may be coloured.</summary>
    public bool OutputColours { get; init; }

    /// <summary>Whether errors may be coloured.</summary>
    public bool ErrorColours { get; init; }

    /// <summary>Whether the error stream is a terminal that a progress bar can be drawn on.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>The terminal at which somebody sits and can be asked for keys; null without one.</summary>
    public Terminal? Terminal { get; init; }

    /// <summary>The PostgreSQL connection that the environment names.</summary>
    public string? Postgres { get; init; }

    /// <summary>Set by Ctrl-C or SIGTERM.</summary>
    public CancellationToken Interruption { get; init; }

    /// <summary>With what an interrupted command ends.</summary>
    public Func<int> InterruptionCode { get; init; } = () => ExitCode.Interrupted;

    /// <summary>A path as the command means it.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>A path as the user would write it: relative when it lies below the working directory.</summary>
    public string Show(string path)
    {
        var relative = Path.GetRelativePath(WorkingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    internal Page OutputPage => new(Output, OutputColours, Width);

    internal Page ErrorPage => new(Error, ErrorColours, null);
}
