using System.Collections.Immutable;
using System.CommandLine;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim can</c>: whether the policies of a scenario or of a recorded run allow a call.</summary>
internal static class CanVerb
{
    public static Command Build(Shell shell)
    {
        var subject = new Argument<string>("SCENARIO or RUN") { Description = "A scenario file, or a recorded run (its id or journal file)." };
        var caller = new Option<string>("--as") { Description = "Who asks: the ARN of a role or user, or an account's name or id for its root.", HelpName = "ARN", Required = true };
        var action = new Option<string>("--do") { Description = "What is asked for: ec2:CreateVpcEndpoint.", HelpName = "ACTION", Required = true };
        var on = new Option<string?>("--on") { Description = "On what: an ARN, or a run's name for a service, endpoint, VPC or load balancer; without it, *.", HelpName = "ARN" };
        var region = new Option<string?>("--in") { Description = "In which Region the call is made.", HelpName = "REGION" };
        var with = new Option<string[]>("--with") { Description = "Condition keys of the call; several values with commas.", HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = true };
        var at = new Option<string?>("--at") { Description = "At this time: +90s from the start, or 2026-01-01T12:00:00Z; without it, a scenario's start or a run's end.", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command(
            "can",
            "Ask whether policies allow a call; exit 0 when they do, 1 when not. For example: plsim can scenarios/permissions.json --as arn:aws:iam::444455556666:role/ops --do ec2:CreateVpcEndpoint --in eu-west-1 --with ec2:VpceServiceRegion=us-east-1")
        {
            subject, caller, action, on, region, with, at, json,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var past = await PolicyWorld.OpenAsync(shell, parsed.GetRequiredValue(subject), parsed.GetValue(at));
            var question = past.Ask(
                parsed.GetRequiredValue(caller), parsed.GetRequiredValue(action), parsed.GetValue(on), parsed.GetValue(region), Keys(parsed.GetValue(with) ?? []));
            if (parsed.GetValue(json))
            {
                AuthorizationReport.WriteJson(shell.Output, question);
            }
            else
            {
                AuthorizationReport.Write(shell.OutputPage, question);
            }

            return question.Answer.IsAllowed ? ExitCode.Success : ExitCode.ExpectationFailed;
        });
        return verb;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Keys(IEnumerable<string> written)
    {
        var keys = Sorted.Map<ImmutableArray<string>>();
        foreach (var text in written)
        {
            keys = text.Split('=', 2) is [{ Length: > 0 } key, var values] && key.Contains(':', StringComparison.Ordinal)
                ? keys.SetItem(key, [.. values.Split(',')])
                : throw new UsageException($"'{text}' is no condition key; write --with ec2:VpceServiceRegion=eu-west-1.");
        }

        return keys;
    }
}
