using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Compares what endpoints answered and reached over the time of two runs.</summary>
internal static class AnswerComparison
{
    /// <summary>The questions that had different answers, of endpoints that both runs have.</summary>
    public static ImmutableArray<AnswerDifference> Of(RunStory a, RunStory b, Func<string, string> nameInA, Func<string, string> nameInB)
    {
        var (inA, inB) = (Named(a, nameInA), Named(b, nameInB));
        var inBoth = inA.Keys.ToImmutableSortedSet(StringComparer.Ordinal).Intersect(inB.Keys);
        return
        [
            .. from name in inBoth
               from question in inA[name].Keys.Union(inB[name].Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let spells = Spells(inA[name].GetValueOrDefault(question, []), inB[name].GetValueOrDefault(question, [])).ToImmutableArray()
               where !spells.IsEmpty
               select new AnswerDifference(name, question, spells),
        ];
    }

    private static SortedDictionary<string, SortedDictionary<string, List<StoryPart>>> Named(RunStory story, Func<string, string> nameOf)
    {
        var named = new SortedDictionary<string, SortedDictionary<string, List<StoryPart>>>(StringComparer.Ordinal);
        foreach (var ((endpoint, question), parts) in story.Answers)
        {
            var name = nameOf(endpoint.Key);
            if (!named.TryGetValue(name, out var questions))
            {
                named.Add(name, questions = new SortedDictionary<string, List<StoryPart>>(StringComparer.Ordinal));
            }

            questions[question] = parts;
        }

        return named;
    }

    private static IEnumerable<DifferentSpell> Spells(List<StoryPart> a, List<StoryPart> b)
    {
        var times = a.Concat(b).Select(part => part.From).Distinct().Order().ToArray();
        for (var index = 0; index < times.Length; index++)
        {
            var (one, other) = (At(a, times[index]), At(b, times[index]));
            if (!string.Equals(one, other, StringComparison.Ordinal))
            {
                yield return new DifferentSpell(times[index], index + 1 < times.Length ? times[index + 1] : null, one, other);
            }
        }
    }

    private static string At(List<StoryPart> parts, TimeSpan time) =>
        parts.TakeWhile(part => part.From <= time).Select(part => part.Text).LastOrDefault("no such endpoint yet");
}
