using System.Reflection;
using System.Text.RegularExpressions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>No rule without a test that carries its id, and no id that the book of rules does not know.</summary>
public sealed partial class RuleCoverageSpec
{
    [Fact]
    public void Every_rule_has_a_test_that_carries_its_id()
    {
        var tested = Traits();

        Assert.Empty(RuleBook.All.Select(rule => rule.Id).Except(tested, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_id_that_a_test_carries_is_a_rule() =>
        Assert.Empty(Traits().Except(RuleBook.All.Select(rule => rule.Id), StringComparer.Ordinal));

    [Fact]
    public void Every_id_that_the_rules_give_as_their_reason_is_a_rule()
    {
        var ids = Repository.DomainSources().SelectMany(source => RuleId().Matches(source)).Select(match => match.Groups[1].Value).ToArray();

        Assert.Contains("R29", ids);
        Assert.Contains("§2.11/zone", ids);
        Assert.Empty(ids.Except(RuleBook.All.Select(rule => rule.Id), StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_that_a_rule_names_exists_and_every_rule_says_something()
    {
        Assert.All(RuleBook.All, rule => Assert.Matches(@"\.$", rule.Sentence));
        Assert.All(
            RuleBook.All.Where(rule => rule.Setting is not null), rule => Assert.NotNull(typeof(Settings).GetProperty(rule.Setting!)));
        Assert.Equal(RuleBook.All.Length, RuleBook.All.Select(rule => rule.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Throws<System.Diagnostics.UnreachableException>(() => RuleBook.Of("R0"));
    }

    private static HashSet<string> Traits() =>
    [
        .. from type in typeof(RuleCoverageSpec).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.IsDefined(typeof(FactAttribute), inherit: true)
           from trait in method.GetCustomAttributesData()
           where trait.AttributeType == typeof(TraitAttribute) && (string)trait.ConstructorArguments[0].Value! == "Rule"
           select (string)trait.ConstructorArguments[1].Value!,
        .. Repository.Sources("tests", "PrivateLinkSim.Simulation.Tests", "Traffic").SelectMany(source => TraitOfSource().Matches(source)).Select(match => match.Groups[1].Value),
    ];

    // What traffic does by the rules is simulated outside of the domain.
    [GeneratedRegex("Trait\\(\"Rule\", \"([^\"]+)\"\\)")]
    private static partial Regex TraitOfSource();

    [GeneratedRegex("\"(R[0-9]+[a-z]?|§[a-z0-9./-]+)\"")]
    private static partial Regex RuleId();
}
