using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>A parameter of a path or query string.</summary>
internal sealed record ControlParameter(string Name, string In, string Summary);

/// <summary>One thing that can be asked of a running server about the simulation itself.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path behind <see cref="ControlApi.Root"/>; <c>{…}</c> at its end stands for the rest of a path.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Body">What is sent; null for nothing.</param>
/// <param name="Answer">What is answered.</param>
internal sealed record ControlRoute(string Method, string Path, string Summary, Type? Body, Type Answer, Func<ControlRequest, Task<object>> Handle)
{
    /// <summary>What can be said in the query string.</summary>
    public ImmutableArray<ControlParameter> Queries { get; init; } = [];

    /// <summary>What can be said in path and query string.</summary>
    public IEnumerable<ControlParameter> Parameters =>
        Path.IndexOf('{', StringComparison.Ordinal) is var at and >= 0 ? Queries.Prepend(new ControlParameter(Path[(at + 1)..^1], "path", "Whose.")) : Queries;

    private string Fixed => Path.IndexOf('{', StringComparison.Ordinal) is var at and >= 0 ? Path[..at] : Path;

    /// <summary>Whether a path is meant, and what stands in the place of <c>{…}</c>.</summary>
    public bool Takes(string path, out string rest)
    {
        var takesRest = Fixed != Path;
        rest = takesRest && path.Length > Fixed.Length ? path[Fixed.Length..] : "";
        return takesRest ? rest.Length > 0 && path.StartsWith(Fixed, StringComparison.Ordinal) : path == Path;
    }
}
