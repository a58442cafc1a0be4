using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>A rule of AWS PrivateLink that the simulator enforces.</summary>
/// <param name="Id">For example <c>R29</c>, or the section of the facts for rules without a number (<c>§2.3</c>).</param>
/// <param name="Sentence">The source's sentence, in short.</param>
/// <param name="From">Where it is published.</param>
/// <param name="Source">How well it is known, the refusal's error code and text included.</param>
/// <param name="Setting">The setting that carries what AWS does not publish about it, or null.</param>
public sealed record Rule(string Id, string Sentence, string From, SourceClass Source, string? Setting = null);

/// <summary>The catalogue of rules: what a refusal's rule id stands for.</summary>
public static partial class RuleBook
{
    private static readonly ImmutableSortedDictionary<string, Rule> ById =
        Rules().ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal);

    /// <summary>Every rule, in the order of the facts.</summary>
    public static ImmutableArray<Rule> All { get; } = [.. Rules()];

    /// <summary>The rule of an id.</summary>
    /// <exception cref="UnreachableException">No rule has this id: a decider refers to a rule that does not exist.</exception>
    public static Rule Of(string id) =>
        ById.TryGetValue(id, out var rule) ? rule : throw new UnreachableException($"There is no rule '{id}'.");
}
