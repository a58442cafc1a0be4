namespace PrivateLinkSim.Simulation;

/// <summary>Gathers what is wrong with a scenario, so that its author need not find out one error at a time.</summary>
internal sealed class ScenarioErrors(ScenarioText text)
{
    private const int Most = 20;

    private readonly List<(string Path, string Message, string? Suggestion)> _errors = [];

    public bool AreMany => _errors.Count >= Most;

    /// <summary>Notes an error about the member or item at a path.</summary>
    public void Add(string path, string message, string? suggestion = null)
    {
        if (!AreMany && !_errors.Exists(error => error.Path == path && error.Message == message))
        {
            _errors.Add((path, message, suggestion));
        }
    }

    /// <summary>Ends the reading when there are errors.</summary>
    /// <exception cref="BadScenarioException">There are.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count == 0)
        {
            return;
        }

        throw new BadScenarioException(
        [
            .. _errors
                .Select(error => (error, Position: text.Locate(error.Path)))
                .OrderBy(each => each.Position.Line)
                .ThenBy(each => each.Position.Column)
                .Select(each => new ScenarioError(
                    text.FileName, each.Position.Line, each.Position.Column, each.error.Path, each.error.Message, each.error.Suggestion)),
        ]);
    }
}
