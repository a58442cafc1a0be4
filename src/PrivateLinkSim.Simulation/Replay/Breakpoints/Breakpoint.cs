using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A condition on what happens in a run and on what its entities are, as <c>plsim replay --break</c> takes it. A condition on
/// states alone stands where it turns true; one that also asks about the event stands at every event of which it is true.
/// </summary>
public sealed class Breakpoint
{
    internal Breakpoint(
        string text, BreakpointExpression expression, IReadOnlyList<BreakpointPath> paths, IReadOnlyList<BreakpointExpression.Changed> changes)
    {
        (Text, Expression, Changes) = (text, expression, changes);
        Kind = paths.FirstOrDefault(path => path is { Subject.Kind: not null, Named: null })?.Subject.Kind;
        Named = [.. paths.Select(path => path.Named).OfType<EntityId>().Distinct()];
        AsksForEvents = changes.Count > 0 || paths.Any(path => path.Subject.Kind is null);
    }

    /// <summary>The condition as it was written.</summary>
    public string Text { get; }

    internal BreakpointExpression Expression { get; }

    /// <summary>The fields that it asks about whether they changed.</summary>
    internal IReadOnlyList<BreakpointExpression.Changed> Changes { get; }

    /// <summary>The kind of which it asks about any entity; null when it names all that it asks about.</summary>
    internal EntityKind? Kind { get; }

    /// <summary>The entities that it names.</summary>
    internal IReadOnlyList<EntityId> Named { get; }

    /// <summary>Whether it asks about the event itself and not about states alone.</summary>
    internal bool AsksForEvents { get; }

    /// <summary>Reads a condition. The grammar stands in the README of the command line.</summary>
    /// <exception cref="BreakpointException">It can't be read.</exception>
    public static Breakpoint Parse(string text, BreakpointNames names)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new BreakpointParser(text, names).Read();
    }
}
