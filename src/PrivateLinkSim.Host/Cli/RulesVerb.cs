using System.Collections.Immutable;
using System.CommandLine;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim rules</c>: the catalogue of rules, and what covers each.</summary>
internal static class RulesVerb
{
    public static Command Build(Shell shell)
    {
        var ids = new Argument<string[]>("ID") { Description = "Rules to show in full; without any, a list of all.", Arity = ArgumentArity.ZeroOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON array with an object for each rule." };
        var uncovered = new Option<bool>("--uncovered") { Description = "Only rules without a test." };
        var verb = new Command("rules", "Print the catalogue of rules, for example: plsim rules R29") { ids, json, uncovered };
        verb.SetAction(parsed =>
        {
            var named = parsed.GetValue(ids) ?? [];
            ImmutableArray<Rule> rules = named.Length == 0 ? RuleBook.All : [.. named.Select(Find)];
            if (parsed.GetValue(uncovered))
            {
                rules = [.. rules.Where(rule => RuleCoverage.Of(rule.Id).Tests.IsEmpty)];
            }

            Write(shell, rules, parsed.GetValue(json), [.. named.Select(id => Find(id).Id)]);
            return ExitCode.Success;
        });
        return verb;
    }

    private static void Write(Shell shell, ImmutableArray<Rule> rules, bool json, ImmutableArray<string> named)
    {
        var report = new RulesReport(shell.OutputPage);
        if (json)
        {
            RulesJson.Write(shell.Output, rules);
        }
        else if (rules.IsEmpty)
        {
            shell.OutputPage.Line(named switch
            {
                [] => "Every rule has a test.",
                [var one] => $"{one} has a test.",
                _ => $"{string.Join(", ", named[..^1])} and {named[^1]} have tests.",
            });
        }
        else if (!named.IsEmpty)
        {
            for (var index = 0; index < rules.Length; index++)
            {
                shell.Output.Write(index > 0 ? "\n" : "");
                report.WriteWhole(rules[index]);
            }
        }
        else
        {
            report.WriteList(rules);
        }
    }

    private static Rule Find(string id) =>
        RuleBook.All.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase) || rule.Id == $"§{id}")
        ?? throw new UsageException($"There is no rule '{id}'.{Nearest.Hint(id, RuleBook.All.Select(rule => rule.Id))} `plsim rules` lists all.");
}
