using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>Why something is as it is: for people, with the sentences of the rules that decided, and for programs.</summary>
internal sealed class WhyReport(WhyAnswer answer)
{
    private readonly SortedSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<WhyCause> _shown = [];

    /// <summary>What is so, what led to it, what stands in the way, and what would remove it.</summary>
    public void Write(Page page)
    {
        page.Line(new Piece(answer.Sentence, Ink.Strong), new Piece($"  {answer.At}", Ink.Faint));
        foreach (var chain in answer.Chains)
        {
            page.Line();
            Write(page, chain, "");
        }

        WriteBlockers(page);
        if (answer.Proof is { } proof)
        {
            page.Line();
            page.Line(new Piece(proof.Holds ? "proven: " : "not proven: ", proof.Holds ? Ink.Good : Ink.Bad), proof.Text);
        }

        foreach (var remark in answer.Remarks)
        {
            page.Line();
            page.Line(new Piece(remark, Ink.Faint));
        }
    }

    /// <summary>One JSON object.</summary>
    public void WriteJson(TextWriter output)
    {
        var document = new JObject
        {
            ["kind"] = answer.Kind,
            ["subject"] = answer.Subject,
            ["at"] = answer.At,
            ["sentence"] = answer.Sentence,
            ["because"] = new JArray(answer.Chains.Select(Json)),
            ["blockers"] = answer.Blockers is { } blockers ? new JArray(blockers.Select(Json)) : JValue.CreateNull(),
            ["proof"] = answer.Proof is { } proof
                ? new JObject { ["holds"] = proof.Holds, ["text"] = proof.Text, ["runs"] = proof.Runs, ["steps"] = new JArray(proof.Steps) }
                : JValue.CreateNull(),
            ["remarks"] = new JArray(answer.Remarks),
        };
        output.Write(document.ToString(Formatting.Indented));
        output.Write('\n');
    }

    private void WriteBlockers(Page page)
    {
        if (answer.Blockers is not { } blockers)
        {
            return;
        }

        page.Line();
        page.Line(new Piece(
            blockers.Length == 1 ? "One thing stands in the way" : string.Create(CultureInfo.InvariantCulture, $"{blockers.Length} things stand in the way"), Ink.Faint));
        foreach (var (blocker, index) in blockers.Select((each, index) => (each, index)))
        {
            page.Columns([new Piece(string.Create(CultureInfo.InvariantCulture, $"{index + 1,3}. "))], 5, new Piece(blocker.Rule, Ink.Strong), $"  {blocker.Reason}");
            WriteRule(page, blocker.Rule, 5);
            if (blocker.Chain is { } chain)
            {
                Write(page, chain, "     ");
            }

            foreach (var line in blocker.Mend)
            {
                page.Columns([new Piece("     mend: ", Ink.Good)], 11, line);
            }

            if (blocker.Mend.IsEmpty && answer.Proof is not null)
            {
                page.Columns([new Piece("     mend: ", Ink.Good)], 11, new Piece("none is known", Ink.Faint));
            }
        }
    }

    private void Write(Page page, WhyChain chain, string margin)
    {
        if (chain.Of.Length > 0)
        {
            page.Line(new Piece($"{margin}{chain.Of}", Ink.Faint));
        }

        var (times, turns) = (chain.Causes.Max(cause => cause.At.Length), chain.Causes.Max(cause => Turn(cause).Length));
        var known = chain.Causes.TakeWhile(cause => IsShown(cause) && cause != chain.Causes[^1]).ToArray();
        if (known.Length > 0)
        {
            page.Line(new Piece($"{margin}  … as above up to {Turn(known[^1])}", Ink.Faint));
        }

        foreach (var cause in chain.Causes.Skip(known.Length))
        {
            _shown.Add(cause with { Rules = [] });
            page.Columns(
                [new Piece($"{margin}  {cause.At.PadLeft(times)}  {Turn(cause).PadRight(turns)}  ", Ink.Faint)],
                margin.Length + times + turns + 6,
                new Piece(cause.Who, Ink.Name), $" {cause.What}",
                new Piece($"{StepOf(cause)}{string.Concat(cause.Rules.Select(rule => $"  {rule}"))}", Ink.Faint));
        }

        foreach (var rule in chain.Causes[^1].Rules)
        {
            WriteRule(page, rule, margin.Length + times + turns + 6);
        }
    }

    // Records that hold arrays are never equal by value.
    private bool IsShown(WhyCause cause) => _shown.Contains(cause with { Rules = [] });

    private void WriteRule(Page page, string id, int indent)
    {
        if (_told.Add(id) && RuleBook.Find(id) is { } rule)
        {
            page.Columns([], indent, new Piece($"“{rule.Sentence}” ({rule.From}{(rule.Source is SourceClass.Assumed ? "; assumed" : "")})", Ink.Faint));
        }
    }

    private static string StepOf(WhyCause cause) => cause.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $"  steps[{step}]") : "";

    private static string Turn(WhyCause cause) => string.Create(CultureInfo.InvariantCulture, $"turn {cause.Turn}");

    private static JObject Json(WhyBlocker blocker) => new()
    {
        ["rule"] = blocker.Rule,
        ["sentence"] = RuleBook.Find(blocker.Rule)?.Sentence,
        ["reason"] = blocker.Reason,
        ["mend"] = new JArray(blocker.Mend),
        ["because"] = blocker.Chain is { } chain ? Json(chain) : JValue.CreateNull(),
    };

    private static JObject Json(WhyChain chain) => new()
    {
        ["of"] = chain.Of,
        ["causes"] = new JArray(chain.Causes.Select(cause => new JObject
        {
            ["turn"] = cause.Turn, ["at"] = cause.At, ["who"] = cause.Who, ["what"] = cause.What, ["step"] = cause.Step, ["rules"] = new JArray(cause.Rules),
        })),
    };
}
