using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>A rule of AWS PrivateLink that the simulator enforces.</summary>
/// <param name="Id">For example <c>R29</c>, or the section of the facts for rules without a number (<c>§2.3</c>).</param>
/// <param name="Sentence">The source's sentence, in short.</param>
/// <param name="From">Where it is published.</param>
/// <param name="Source">How well it is known. What is known of a refusal's code stands with the refusal.</param>
/// <param name="Setting">The setting that carries what AWS does not publish about it, or null.</param>
public sealed record Rule(string Id, string Sentence, string From, SourceClass Source, string? Setting = null)
{
    /// <summary>How calls that break it are refused; none where it only grants, recommends or decides.</summary>
    public ImmutableArray<RuleRefusal> Refusals { get; init; } = [];

    /// <summary>The refusal that this rejection is, or null when the catalogue does not know it.</summary>
    public RuleRefusal? RefusalOf(Rejection rejection, Settings settings)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        return Refusals.FirstOrDefault(refusal => refusal.CodeIn(settings) == rejection.Code && refusal.Says(rejection.Message));
    }
}

/// <summary>The catalogue of rules: what a refusal's rule id stands for.</summary>
public static partial class RuleBook
{
    private static readonly ImmutableSortedDictionary<string, Rule> ById;

    static RuleBook()
    {
        var refusals = Refusals().ToLookup(each => each.Rule, each => each.Refusal, StringComparer.Ordinal);
        All = [.. Rules().Select(rule => rule with { Refusals = [.. refusals[rule.Id]] })];
        ById = All.ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal);
    }

    /// <summary>Every rule, in the order of the facts.</summary>
    public static ImmutableArray<Rule> All { get; }

    /// <summary>The rule of an id.</summary>
    /// <exception cref="UnreachableException">No rule has this id: a decider refers to a rule that does not exist.</exception>
    public static Rule Of(string id) => Find(id) ?? throw new UnreachableException($"There is no rule '{id}'.");

    /// <summary>The rule of an id, or null when there is none.</summary>
    public static Rule? Find(string id) => ById.TryGetValue(id, out var rule) ? rule : null;
}
