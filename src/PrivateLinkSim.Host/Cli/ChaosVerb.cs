using System.CommandLine;
using System.CommandLine.Parsing;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim chaos</c>: every single fault of a topology, tried out on its traffic.</summary>
internal static class ChaosVerb
{
    private const int MostShown = 1000;
    private const long UsualObjective = 999_000;

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public static Command Build(Shell shell)
    {
        var subject = new Argument<string>("SCENARIO") { Description = "A scenario file with traffic." };
        var pairs = new Option<bool>("--double") { Description = "Try pairs of faults too." };
        var duration = new Option<TimeSpan?>("--for") { Description = "How long each fault lasts: whole seconds up to 7d; without it, 10m.", HelpName = "TIME", CustomParser = Duration };
        var objective = new Option<long?>("--objective") { Description = "The share of a group's connections that must reach a target in every second; without it, 99.9%.", HelpName = "SHARE", CustomParser = Share };
        var top = new Option<int>("--top") { Description = "How many faults are explained, the worst first.", HelpName = "N", DefaultValueFactory = _ => 10, CustomParser = Count };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, and nothing else." };
        var verb = new Command(
            "chaos",
            "Try every fault on a scenario's topology and traffic: what hurts most, why, and what mends it; exit 1 when a single fault takes clients below the objective. For example: plsim chaos scenarios/traffic-through-a-zone-failure.json --for 30m")
        {
            subject, pairs, duration, objective, top, json,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var wishes = new ChaosWishes(parsed.GetValue(duration) ?? Usual, parsed.GetValue(objective) ?? UsualObjective, parsed.GetValue(pairs), parsed.GetValue(top));
            return await RunAsync(shell, parsed.GetRequiredValue(subject), wishes, parsed.GetValue(json));
        });
        return verb;
    }

    private static async Task<int> RunAsync(Shell shell, string path, ChaosWishes wishes, bool json)
    {
        if (ScenarioFiles.Read([path], shell) is not [var scenario])
        {
            throw new UsageException($"{path} holds several scenarios; name one.");
        }

        ChaosReport report;
        try
        {
            report = await new ChaosStudy(scenario.File, wishes).RunAsync(shell.Interruption);
        }
        catch (ChaosException nothing)
        {
            throw new UsageException($"{scenario.Shown}: {nothing.Message}");
        }

        if (json)
        {
            ChaosJson.Write(shell.Output, scenario.File, wishes, report);
        }
        else
        {
            new ChaosText(shell.OutputPage).Write(scenario.File, wishes, report);
        }

        return report.Holds ? ExitCode.Success : ExitCode.ExpectationFailed;
    }

    private static TimeSpan? Duration(ArgumentResult result)
    {
        var text = Text(result);
        if (!Durations.TryParse(text, out var duration) || duration < TimeSpan.FromSeconds(1) || duration > Longest || duration.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            result.AddError($"'{text}' can't be the time of a fault; --for takes whole seconds up to 7d: 90s, 10m, 2h.");
        }

        return duration;
    }

    private static long? Share(ArgumentResult result)
    {
        var share = TrafficFacts.Share(Text(result));
        if (share is null)
        {
            result.AddError($"'{Text(result)}' is no share; --objective takes 0% to 100% with up to four decimals: 99.9%.");
        }

        return share;
    }

    private static int Count(ArgumentResult result)
    {
        var count = WholeNumber.Read<int>(result);
        if (count is < 0 or > MostShown)
        {
            result.AddError(FormattableString.Invariant($"--top takes a number from 0 to {MostShown}."));
        }

        return count ?? 0;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
}
