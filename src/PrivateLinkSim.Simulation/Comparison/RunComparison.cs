using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Finds out how two runs differ: first where their logs part, then what that comes to.</summary>
public sealed class RunComparison
{
    private readonly RunSide _a;
    private readonly RunSide _b;
    private readonly bool _drawsDiffer;

    private RunComparison(RunSide a, RunSide b) => (_a, _b, _drawsDiffer) = (a, b, a.Seed != b.Seed);

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

        var (a, b) = (RunStory.Of(_a.Log, _a.File.Facts), RunStory.Of(_b.Log, _b.File.Facts));
        return new RunDifference
        {
            Given = given,
            Divergence = divergence,
            Entities = new EntityComparison(_a.NameOf, _b.NameOf, _drawsDiffer).Of(a, b),
            Answers = AnswerComparison.Of(a, b, _a.NameOf, _b.NameOf),
            Traffic = OutcomeComparison.OfTraffic(_a.Run, _b.Run),
            Verdicts = OutcomeComparison.OfVerdicts(_a.Run, _b.Run),
            Costs = OutcomeComparison.OfCosts(_a.Run, _b.Run),
            HasOutcomes = _a.Run is not null && _b.Run is not null,
        };
    }

    private ImmutableArray<FieldDifference> Given()
    {
        var (a, b) = (Header(_a), Header(_b));
        return JToken.DeepEquals(a, b) ? [] : [.. FieldComparison.Of(a, b)];
    }

    private static JObject Header(RunSide side) => CanonicalJson.ReadObject(side.Log[0].Data.Span);

    // The first entries say what the runs are made of, which is told apart from what happened.
    private LogDivergence? Diverge()
    {
        var (namesOfA, namesOfB) = (new DrawnNames(_a.NameOf, _drawsDiffer), new DrawnNames(_b.NameOf, _drawsDiffer));
        for (var place = 1; place < _a.Log.Count || place < _b.Log.Count; place++)
        {
            var (a, b) = (place < _a.Log.Count ? _a.Log[place] : null, place < _b.Log.Count ? _b.Log[place] : null);
            if (a is null || b is null)
            {
                return new LogDivergence(a, b, null);
            }

            if ((_drawsDiffer || !AreSame(a, b)) && FirstField(a, b, namesOfA, namesOfB) is { } field)
            {
                return new LogDivergence(a, b, field);
            }
        }

        return null;
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
