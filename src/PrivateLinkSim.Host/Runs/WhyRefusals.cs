using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Why a call ended as it did: what led to its refusal, all that stands against it, and what removes that.</summary>
internal sealed class WhyRefusals(SeenWorld seen, WhyChains chains, bool proves)
{
    // What the entity that refuses was told last is most of what it refuses by.
    private const int MostOfRefuser = 3;

    /// <summary>The call of a turn: its own, or the one that it answers; null when the turn is of neither kind.</summary>
    public ToldCall? CallOfTurn(long turn) => chains.Log.Turn(turn) is [{ Fact: CommandReceived or CommandAnswered } first, ..]
        ? chains.Log.CallsAt(first.Entry.Time).FirstOrDefault(call => call.Asked.Turn == turn || call.At.Turn == turn)
        : null;

    /// <summary>The call of a step; of a step that takes several, the one that was refused. Null when it made none.</summary>
    public ToldCall? CallOfStep(int step)
    {
        if ((chains.Log.TimeOfStep(step) ?? PlannedAt(step)) is not { } time)
        {
            return null;
        }

        ToldCall[] calls = [.. chains.Log.CallsAt(time).Where(call => call.Call.Step == step)];
        return Array.Find(calls, call => !call.Answer.Accepted) ?? calls.FirstOrDefault();
    }

    /// <summary>The last refusal of a step that was to make something under this name; null when none was.</summary>
    public ToldCall? RefusedAs(string name) => Enumerable.Range(0, seen.Scenario.Scenario.Steps.Length)
        .Where(step => seen.Scenario.Scenario.Steps[step].As == name)
        .Select(CallOfStep)
        .LastOrDefault(call => call is { Answer.Accepted: false });

    private Moment? PlannedAt(int step) => step < seen.Scenario.Scenario.Steps.Length ? seen.Scenario.StepAt(step) : null;

    /// <summary>Why the call ended so.</summary>
    public async Task<WhyAnswer> TellAsync(
        string subject, ToldCall call, CancellationToken cancellationToken)
    {
        var (asked, received, at, answer) = call;
        var who = Calls.CallerOf(received, seen.Names);
        var time = seen.Names.At(at.Time);
        if (answer.Accepted)
        {
            return new WhyAnswer("call", subject, time, $"{received.Action} of {who} was accepted") { Chains = [chains.To(at.Turn)] };
        }

        var told = new WhyAnswer("refusal", subject, time, $"{received.Action} of {who} was refused with {answer.Code} ({answer.Rule})")
        {
            Chains = [chains.To(at.Turn), .. Refuser(answer, asked)],
        };
        return await WithBlockersAsync(told, received, answer, cancellationToken);
    }

    private async Task<WhyAnswer> WithBlockersAsync(WhyAnswer told, CommandReceived received, CommandAnswered answer, CancellationToken cancellationToken)
    {
        var first = new WhyBlocker(answer.Rule ?? "", answer.Message ?? "", []);
        if (!proves)
        {
            return told with { Blockers = [first], Remarks = ["Whether anything else stands in the way, and what removes it, is found by running again: without --no-proof."] };
        }

        if (received.Step is not { } step)
        {
            return told with { Blockers = [first], Remarks = ["The call is no step of the scenario, so it can't be run again with a change."] };
        }

        var findings = await new RefusalStudy(seen.Scenario, (int)step, seen.Seed).RunAsync(cancellationToken);
        if (findings.Blockers.IsEmpty)
        {
            return told with { Blockers = [first], Remarks = ["Run again, the call is accepted: the program's rules are not those of the run any more."] };
        }

        ImmutableArray<Step> steps =
        [
            .. findings.Blockers.SelectMany(blocker => blocker.Mend is { } mend ? mend.Before.Concat(mend.Instead is { } instead ? [instead] : []) : []),
        ];
        return told with
        {
            Blockers = [.. findings.Blockers.Select(blocker => new WhyBlocker(
                blocker.Refusal.Rule, blocker.Refusal.Message, blocker.Mend is { } mend ? [.. mend.Lines(findings.Call)] : []))],
            Proof = new WhyProof(findings.Accepted, Proof(received.Action, findings), findings.Runs, [.. steps.Select(Document)]),
        };
    }

    // When they happen is for whoever takes the steps over.
    private static JObject Document(Step step) => RefusalMend.Document(step with { At = null });

    private static string Proof(string action, RefusalFindings findings)
    {
        var runs = string.Create(CultureInfo.InvariantCulture, $"{findings.Runs} {(findings.Runs == 1 ? "run" : "runs")} in memory");
        var last = findings.Blockers[^1];
        return findings.Accepted
            ? $"run again with {(findings.Blockers.Length == 1 ? "this" : "all of this")}, {action} is accepted ({runs})"
            : last.Mend is null
                ? $"nothing is known that removes {last.Refusal.Rule}, so {action} stays refused ({runs})"
                : $"{action} is still refused after {findings.Blockers.Length} changes ({runs})";
    }

    private IEnumerable<WhyChain> Refuser(CommandAnswered answer, LogEntry asked) => answer.By is { } by
        ? chains.ShapingsOf(by).Where(shaping => shaping.Event.Entry.Turn < asked.Turn && chains.Log.CallBehind(shaping.Event.Entry.Turn) is { Step: not null })
            .TakeLast(MostOfRefuser)
            .Select((shaping, index) => chains.To(shaping.Event, index == 0 ? $"what {seen.Names.Of(by)} was told before" : ""))
        : [];
}
