using System.CommandLine;
using System.Globalization;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim why</c>: what led to a state, a refusal, a DNS answer, a failed flow or lost connections, and what removes what stands in the way.</summary>
internal static class WhyVerb
{
    private const string Forms = "an entity (its id or name), turn N, step N, dns NAME [in VPC], CLIENT to NAME:PORT, or a group of clients";

    public static Command Build(Shell shell)
    {
        var run = new Argument<string>("RUN or SCENARIO") { Description = "A recorded run (its id or journal file), or a scenario file, which is run in memory." };
        var subject = new Argument<string[]>("SUBJECT") { Description = $"What is asked about: {Forms}.", Arity = ArgumentArity.OneOrMore };
        var at = new Option<string?>("--at") { Description = "At this time: +90s from the start, or 2026-01-01T12:00:00Z; without it, at the end.", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var noProof = new Option<bool>("--no-proof") { Description = "Read the log alone, and run nothing." };
        var verb = new Command(
            "why",
            "Tell what led to something, which rules decided, all that stands in the way, and the smallest change that removes it, proven by "
            + "running again. For example: plsim why az-failover-1 step 3")
        {
            run, subject, at, json, noProof,
        };
        verb.SetAction(async (parsed, _) =>
        {
            var seen = await SeenWorld.OpenAsync(shell, parsed.GetRequiredValue(run), parsed.GetValue(at), toTheEnd: true);
            var asked = string.Join(' ', parsed.GetRequiredValue(subject));
            var answer = await TellAsync(seen, asked, proves: !parsed.GetValue(noProof), shell.Interruption);
            var report = new WhyReport(answer);
            if (parsed.GetValue(json))
            {
                report.WriteJson(shell.Output);
            }
            else
            {
                report.Write(shell.OutputPage);
            }

            return ExitCode.Success;
        });
        return verb;
    }

    private static async Task<WhyAnswer> TellAsync(SeenWorld seen, string asked, bool proves, CancellationToken cancellationToken)
    {
        var chains = new WhyChains(seen);
        var refusals = new WhyRefusals(seen, chains, proves);
        switch (asked.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["turn", var number]:
                return await TurnAsync(seen, chains, refusals, asked, Number(number, "turn"), cancellationToken);
            case ["step", var number]:
                var step = Number(number, "step");
                return step <= int.MaxValue && refusals.CallOfStep((int)step) is { } call
                    ? await refusals.TellAsync(asked, call, cancellationToken)
                    : throw new UsageException(NoCall(seen, step));
            case ["dns", var name]:
                return new WhyEntities(seen, chains).TellName(asked, name, null);
            case ["dns", var name, "in", var vpc]:
                return new WhyEntities(seen, chains).TellName(asked, name, vpc);
            case [var client, "->" or "to", var target]:
                var (to, port, protocol) = ReachVerb.Target(target);
                return await new WhyFlows(seen, chains, proves).TellAsync(asked, new AskedFlow(client, to, port, protocol), cancellationToken);
            case [var name]:
                return await NamedAsync(seen, chains, refusals, name, proves, cancellationToken);
            default:
                throw new UsageException($"'{asked}' is nothing that can be asked about; ask about {Forms}.");
        }
    }

    private static async Task<WhyAnswer> NamedAsync(
        SeenWorld seen, WhyChains chains, WhyRefusals refusals, string name, bool proves, CancellationToken cancellationToken)
    {
        var id = seen.Names.IdOf(name) ?? name;
        if (seen.Log.Entities.FirstOrDefault(entity => entity.Key == id || entity.ToString() == id) is { Key: not null } entity)
        {
            return new WhyEntities(seen, chains).Tell(name, entity);
        }

        var scenario = seen.Scenario.Scenario;
        return scenario.Traffic.FirstOrDefault(group => group.Name == name) is { } clients ? await new WhyTraffic(seen, chains, proves).TellAsync(clients, cancellationToken)
            : refusals.RefusedAs(name) is { } refused ? await refusals.TellAsync(name, refused, cancellationToken)
            : throw new UsageException($"The run has nothing that is called '{name}'; ask about {Forms}.{Nearest.Hint(name, [
                .. seen.Log.Entities.SelectMany(each => (string[])[seen.Names.Of(each.Key), each.Key]),
                .. scenario.Steps.Select(step => step.As).OfType<string>(), .. scenario.Traffic.Select(group => group.Name)])}");
    }

    private static async Task<WhyAnswer> TurnAsync(
        SeenWorld seen, WhyChains chains, WhyRefusals refusals, string asked, long turn, CancellationToken cancellationToken)
    {
        if (refusals.CallOfTurn(turn) is { } call)
        {
            return await refusals.TellAsync(asked, call, cancellationToken);
        }

        var last = seen.Log[seen.Log.Length - 1].Turn;
        return chains.Log.Turn(turn) is [var first, ..]
            ? new WhyAnswer("turn", asked, seen.Names.At(first.Entry.Time), string.Create(CultureInfo.InvariantCulture, $"turn {turn}")) { Chains = [chains.To(turn)] }
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"Nothing happened in turn {turn}; the last turn of the run is {last}."));
    }

    private static string NoCall(SeenWorld seen, long step) => step < seen.Scenario.Scenario.Steps.Length
        ? string.Create(CultureInfo.InvariantCulture, $"steps[{step}] made no call: it only looks, or the run did not come to it.")
        : string.Create(CultureInfo.InvariantCulture, $"The scenario has steps[0] to steps[{seen.Scenario.Scenario.Steps.Length - 1}].");

    private static long Number(string text, string what) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"'{text}' is no number of a {what}; they are counted from 0.");
}
