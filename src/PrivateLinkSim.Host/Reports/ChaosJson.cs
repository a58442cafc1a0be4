using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A study of faults for programs: one JSON object. Its form is described in the <c>README.md</c> of this project.</summary>
internal static class ChaosJson
{
    private const long Whole = 1_000_000;

    public static void Write(TextWriter output, ScenarioFile file, ChaosWishes wishes, ChaosReport report)
    {
        var document = new JObject
        {
            ["scenario"] = file.Name,
            ["title"] = file.Scenario.Title,
            ["objective"] = TrafficFacts.Percent(wishes.Objective, Whole),
            ["faultSeconds"] = report.Times.Seconds,
            ["recoverySeconds"] = report.Times.RecoverySeconds,
            ["passed"] = report.Holds,
            ["runs"] = report.Runs,
            ["singles"] = Outcomes(report.Singles),
        };
        if (wishes.Pairs)
        {
            document["pairsTried"] = report.PairsTried;
            document["pairs"] = Outcomes(report.Pairs);
        }

        document["changes"] = new JArray(report.Changes.Select(change => new JObject
        {
            ["mend"] = change.Mend,
            ["before"] = Toll(change.Before),
            ["after"] = Toll(change.After),
        }));
        JsonText.Write(output, document);
    }

    private static JObject Toll(ChaosToll toll) => new()
    {
        ["lost"] = toll.Lost,
        ["broken"] = toll.Broken,
        ["missing"] = toll.Missing,
        ["secondsBelow"] = toll.SecondsBelow,
    };

    private static JArray Outcomes(ImmutableArray<ChaosOutcome> outcomes) => new(outcomes.Select(outcome => new JObject
    {
        ["text"] = outcome.Text,
        ["faults"] = new JArray(outcome.Faults.Select(Fault)),
        ["damage"] = Damage(outcome.Damage),
        ["findings"] = new JArray(outcome.Findings.Select(Finding)),
    }));

    private static JObject Fault(ChaosFault fault)
    {
        var json = new JObject { ["action"] = fault.Action, ["region"] = fault.Region };
        if (fault.ZoneId.Length > 0)
        {
            json["zone"] = fault.ZoneId;
        }

        if (fault.Owner.Length > 0)
        {
            json["of"] = fault.Owner;
        }

        return json;
    }

    private static JObject Damage(ChaosDamage damage) => new()
    {
        ["lost"] = damage.Lost,
        ["attempted"] = damage.Attempted,
        ["broken"] = damage.Broken,
        ["missing"] = damage.Missing,
        ["secondsBelow"] = damage.SecondsBelow,
        ["groups"] = new JArray(damage.Groups.Select(group => new JObject
        {
            ["group"] = group.Group,
            ["lost"] = group.Lost,
            ["attempted"] = group.Attempted,
            ["broken"] = group.Broken,
            ["missing"] = group.Missing ?? 0,
            ["secondsBelow"] = group.SecondsBelow,
            ["secondsDown"] = group.SecondsDown,
            ["rules"] = new JArray(group.Rules),
        })),
    };

    private static JObject Finding(ChaosFinding finding)
    {
        var json = new JObject
        {
            ["cause"] = char.ToLowerInvariant(finding.Cause.Kind.ToString()[0]) + finding.Cause.Kind.ToString()[1..],
            ["text"] = finding.Cause.Text,
            ["rule"] = finding.Cause.Rule,
            ["groups"] = new JArray(finding.Cause.Groups),
            ["before"] = Damage(finding.Before),
        };
        if (finding is { Mend: { } mend, After: { } after })
        {
            json["mend"] = mend;
            json["after"] = Damage(after);
        }
        else
        {
            json["withoutMend"] = ChaosMends.WithoutMend(finding.Cause);
        }

        return json;
    }
}
