namespace PrivateLinkSim.Simulation;

/// <content>A step by itself.</content>
public sealed partial record Step
{
    /// <summary>The step at a time of its own, without what it expects. What it makes, and whether it is refused, stay.</summary>
    internal Step Silent(Domain.Moment at) => this with
    {
        At = at.ToString(),
        After = null,
        Warns = null,
        Expect = [],
        Eventually = [],
        Within = null,
        Always = [],
        Never = [],
        For = null,
    };
}
