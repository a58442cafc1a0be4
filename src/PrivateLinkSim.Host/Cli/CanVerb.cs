using System.Collections.Immutable;
using System.CommandLine;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim can</c>: whether the policies of a scenario or of a recorded run allow a call.</summary>
internal static class CanVerb
{
    private static readonly string[] OfPrincipals = ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID"];

    public static Command Build(Shell shell)
    {
        var subject = new Argument<string>("SCENARIO or RUN") { Description = "A scenario file, or a recorded run (its id or journal file)." };
        var caller = new Option<string>("--as") { Description = "Who asks: the ARN of a role or user, or an account's name or id for its root.", HelpName = "ARN", Required = true };
        var action = new Option<string>("--do") { Description = "What is asked for: ec2:CreateVpcEndpoint.", HelpName = "ACTION", Required = true };
        var on = new Option<string?>("--on") { Description = "On what: an ARN, or a run's name for a service, endpoint, VPC or load balancer; without it, what the action is checked on.", HelpName = "ARN" };
        var region = new Option<string?>("--in") { Description = "In which Region the call is made.", HelpName = "REGION" };
        var with = new Option<string[]>("--with") { Description = "Condition keys of the call; several values with commas.", HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = true };
        var at = new Option<string?>("--at") { Description = "At this time: +90s from the start, or 2026-01-01T12:00:00Z; without it, a scenario's start or a run's end.", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var verb = new Command(
            "can",
            "Ask whether policies allow a call; exit 0 when they do, 1 when not. For example: plsim can scenarios/permissions.json --as arn:aws:iam::444455556666:role/builder --do ec2:CreateVpcEndpoint --in eu-west-1 --with ec2:VpceServiceRegion=us-east-1")
        {
            subject, caller, action, on, region, with, at, json,
        };
        verb.SetAction(async (parsed, _) =>
        {
            if (KnownActions.Complaint(parsed.GetRequiredValue(action)) is { } complaint)
            {
                shell.ErrorPage.Line(new Piece("plsim: ", Ink.Odd), complaint);
            }

            var past = await PolicyWorld.OpenAsync(shell, parsed.GetRequiredValue(subject), parsed.GetValue(at));
            var questions = past.Ask(
                parsed.GetRequiredValue(caller), parsed.GetRequiredValue(action), parsed.GetValue(on), parsed.GetValue(region), Keys(parsed.GetValue(with) ?? []));
            if (parsed.GetValue(json))
            {
                AuthorizationReport.WriteJson(shell.Output, questions);
            }
            else
            {
                AuthorizationReport.Write(shell.OutputPage, questions);
            }

            return questions.All(question => question.Answer.IsAllowed) ? ExitCode.Success : ExitCode.ExpectationFailed;
        });
        return verb;
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Keys(IEnumerable<string> written)
    {
        var keys = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in written)
        {
            if (text.Split('=', 2) is not [var key, var values] || !IsKey(key))
            {
                throw new UsageException($"'{text}' is no condition key; write --with ec2:VpceServiceRegion=eu-west-1.");
            }

            if (OfPrincipals.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                throw new UsageException($"{key} can't be given: it follows from --as.");
            }

            keys = keys.SetItem(key, [.. keys.TryGetValue(key, out var earlier) ? earlier : [], .. values.Split(',')]);
        }

        return keys;
    }

    private static bool IsKey(string text) =>
        text.Split(':', 2) is [{ Length: > 0 } service, { Length: > 0 }] && service.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
