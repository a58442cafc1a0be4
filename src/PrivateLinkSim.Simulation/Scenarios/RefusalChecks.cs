using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that a step expects refusals and warnings that there can be.</summary>
internal sealed class RefusalChecks(Settings settings, ReferenceChecks references)
{
    private static readonly string[] Recommending = ["R7", "R32", "R35"];

    private readonly ScenarioErrors _errors = references.Errors;

    /// <summary>A refusal: by a rule that refuses, with a code that it refuses with.</summary>
    public void Refused(string path, ExpectedRefusal refused)
    {
        references.Rule($"{path}.rule", refused.Rule);
        if (RuleBook.Find(refused.Rule) is not { } rule)
        {
            return;
        }

        var codes = CodesOf(rule);
        if (codes.IsEmpty)
        {
            ImmutableArray<string> others = [.. RuleBook.All.Where(each => CodesOf(each).Contains(refused.Code, StringComparer.Ordinal)).Select(each => each.Id)];
            _errors.Add(
                $"{path}.rule",
                others.IsEmpty
                    ? $"{rule.Id} refuses nothing, and no rule refuses with {refused.Code}"
                    : $"{rule.Id} refuses nothing; what refuses with {refused.Code}: {string.Join(", ", others)}");
        }
        else if (refused.Code.Length == 0)
        {
            _errors.Add($"{path}.code", $"the AWS error code is missing; {rule.Id} refuses with {string.Join(", ", codes)}");
        }
        else
        {
            references.OneOf($"{path}.code", refused.Code, $"code that {rule.Id} refuses with", codes);
        }
    }

    /// <summary>A rule that recommends.</summary>
    public void Warns(string path, string id)
    {
        references.Rule(path, id);
        if (RuleBook.Find(id) is not null && !Recommending.Contains(id, StringComparer.Ordinal))
        {
            _errors.Add(path, $"{id} recommends nothing; what does: {string.Join(", ", Recommending)}");
        }
    }

    private ImmutableArray<string> CodesOf(Rule rule) =>
        [.. rule.Refusals.Select(refusal => refusal.CodeIn(settings)).Distinct(StringComparer.Ordinal)];
}
