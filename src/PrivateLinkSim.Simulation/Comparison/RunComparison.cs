using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Finds out how two runs differ: first where their logs part, then what that comes to.</summary>
public sealed class RunComparison
{
    // More than anybody reads; each takes a moment to be looked up.
    private const int MostOfLong = 2_000;

    private readonly RunSide _a;
    private readonly RunSide _b;
    private readonly bool _drawsDiffer;

    private RunComparison(RunSide a, RunSide b) => (_a, _b, _drawsDiffer) = (a, b, a.Started.Seed != b.Started.Seed);

    /// <summary>Compares two runs.</summary>
    public static RunDifference Of(RunSide a, RunSide b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new RunComparison(a, b).Compare();
    }

    private RunDifference Compare()
    {
        var given = Given();
        var divergence = Diverge();
        if (divergence is null && given.IsEmpty)
        {
            return new RunDifference { Given = [], Divergence = null };
        }

        var (a, b, untold) = Stories();
        return new RunDifference
        {
            Given = given,
            Divergence = divergence,
            Entities = new EntityComparison(_a.NameOf, _b.NameOf, _drawsDiffer).Of(a, b),
            Answers = AnswerComparison.Of(a, b, _a.NameOf, _b.NameOf),
            Traffic = OutcomeComparison.OfTraffic(_a.Run, _b.Run),
            Verdicts = OutcomeComparison.OfVerdicts(_a.Run, _b.Run),
            Costs = OutcomeComparison.OfCosts(_a.Run, _b.Run),
            UntoldEntities = untold,
            IsAtEndOnly = !AreRead,
            HasOutcomes = _a.Run is not null && _b.Run is not null,
        };
    }

    private ImmutableArray<FieldDifference> Given()
    {
        var (a, b) = (_a.Log[0].Data, _b.Log[0].Data);
        if (a.Span.SequenceEqual(b.Span))
        {
            return [];
        }

        var (scenarioOfA, scenarioOfB) = CanonicalDocument.Apart(_a.Started.Scenario, _b.Started.Scenario, "steps");
        return [.. FieldComparison.Of(scenarioOfA, scenarioOfB, "scenario"), .. FieldComparison.Of(WithoutScenario(_a.Started), WithoutScenario(_b.Started))];
    }

    private static JObject WithoutScenario(RunStarted started) => CanonicalJson.ReadObject(CanonicalJson.Bytes(started with { Scenario = CanonicalDocument.Empty }));

    private bool AreRead => _a.IsRead && _b.IsRead;

    // Of long logs, only what ends otherwise is looked at, as it is at the end.
    private (RunStory A, RunStory B, int Untold) Stories()
    {
        if (AreRead)
        {
            return (RunStory.Of(_a.Log, _a.Facts), RunStory.Of(_b.Log, _b.Facts), 0);
        }

        var otherwise = _a.Log is RunIndex a && _b.Log is RunIndex b ? a.EndsOtherwise(b) : [.. _a.Log.Entities.Union(_b.Log.Entities).Order()];
        EntityId[] told = [.. otherwise.Take(MostOfLong)];
        return (RunStory.AtEndOf(_a.Log, _a.Facts, told), RunStory.AtEndOf(_b.Log, _b.Facts, told), otherwise.Count - told.Length);
    }

    // The first entries say what the runs are made of, which is told apart from what happened.
    private LogDivergence? Diverge()
    {
        var first = _a.Log is RunIndex indexed && _b.Log is RunIndex other && !_drawsDiffer ? indexed.PartsFrom(other) : 1;
        var (namesOfA, namesOfB) = (new DrawnNames(_a.NameOf, _drawsDiffer), new DrawnNames(_b.NameOf, _drawsDiffer));
        using var inA = _a.Log.From(first).GetEnumerator();
        using var inB = _b.Log.From(first).GetEnumerator();
        while (true)
        {
            var (a, b) = (inA.MoveNext() ? inA.Current : null, inB.MoveNext() ? inB.Current : null);
            if (a is null || b is null)
            {
                return a is null && b is null ? null : new LogDivergence(a, b, null);
            }

            if ((_drawsDiffer || !AreSame(a, b)) && FirstField(a, b, namesOfA, namesOfB) is { } field)
            {
                return new LogDivergence(a, b, field);
            }
        }
    }

    private static bool AreSame(LogEntry a, LogEntry b) =>
        a with { Data = default } == b with { Data = default } && a.Data.Span.SequenceEqual(b.Data.Span);

    private static FieldDifference? FirstField(LogEntry a, LogEntry b, DrawnNames namesOfA, DrawnNames namesOfB)
    {
        var (path, one, other) = LogDifference.Find(Plain(a, namesOfA), Plain(b, namesOfB));
        return one is null && other is null ? null : new FieldDifference(path, FieldComparison.Show(one), FieldComparison.Show(other));
    }

    // The number that a step has in its file changes nothing.
    private static JObject Plain(LogEntry entry, DrawnNames names)
    {
        var data = JObject.Parse(names.In(Encoding.UTF8.GetString(entry.Data.Span)));
        if (entry.Owner is null)
        {
            data.Remove("step");
        }

        var plain = LogDifference.Envelope(entry, data);
        plain["entity"] = names.In(entry.Entity);
        return plain;
    }
}
