using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>Something in a scenario file that is not as it must be.</summary>
/// <param name="FileName">The file, as it was named when it was asked for.</param>
/// <param name="Line">From 1; 0 when the error is about the file as a whole.</param>
/// <param name="Column">From 1, in characters; 0 when the error is about the file as a whole.</param>
/// <param name="Path">Where in the document: <c>steps[3].CreateVpcEndpoint.ServiceName</c>. Empty for the document itself.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
/// <param name="Suggestion">What was probably meant, or null.</param>
public sealed record ScenarioError(string FileName, int Line, int Column, string Path, string Message, string? Suggestion = null)
{
    /// <summary>One line, in the form that editors and terminals make a link of: <c>file:line:column: path: message</c>.</summary>
    public override string ToString()
    {
        var position = Line == 0 ? FileName : string.Create(CultureInfo.InvariantCulture, $"{FileName}:{Line}:{Column}");
        var path = Path.Length == 0 ? "" : $": {Path}";
        var suggestion = Suggestion is null ? "" : $"; did you mean '{Suggestion}'?";
        return $"{position}{path}: {Message}{suggestion}";
    }
}

/// <summary>A scenario file can't be run as it is. Nothing was run.</summary>
public sealed class BadScenarioException : RunException
{
    internal BadScenarioException(ImmutableArray<ScenarioError> errors)
        : base(string.Join('\n', errors)) => Errors = errors;

    /// <summary>What is wrong, in the order of the file; not more than 20 errors.</summary>
    public ImmutableArray<ScenarioError> Errors { get; }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
