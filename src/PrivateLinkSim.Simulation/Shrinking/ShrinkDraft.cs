using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario of which something is left out, or in which somebody waits for less long.</summary>
/// <param name="Origin">The scenario as it was.</param>
/// <param name="Root">Its document.</param>
/// <param name="Removed">The numbers of the nodes that are left out, with all below them.</param>
/// <param name="Waits">By the number of a step's node, how long after the step above it happens, where that was shortened.</param>
internal sealed record ShrinkDraft(
    ScenarioFile Origin, ShrinkNode Root, ImmutableSortedSet<int> Removed, ImmutableSortedDictionary<int, TimeSpan> Waits)
{
    /// <summary>A whole scenario.</summary>
    public static ShrinkDraft Of(ScenarioFile file) =>
        new(file, ShrinkNode.Of(file.Canonical), ImmutableSortedSet<int>.Empty, ImmutableSortedDictionary<int, TimeSpan>.Empty);

    /// <summary>The nodes that are there, the document's left out.</summary>
    public IEnumerable<ShrinkNode> Nodes => Present(Root).Skip(1);

    /// <summary>The steps that are there.</summary>
    public IEnumerable<ShrinkNode> Steps => Root.Children.Where(node => node.Name == "steps").SelectMany(KeptOf);

    /// <summary>Whether a node is there.</summary>
    public bool Has(ShrinkNode node) => node.Upwards.All(each => !Removed.Contains(each.Number));

    /// <summary>The same without these too.</summary>
    public ShrinkDraft Without(IEnumerable<int> numbers) => this with { Removed = Removed.Union(numbers) };

    /// <summary>The node at a path of <see cref="Document"/>, or the nearest one around it that is there.</summary>
    public ShrinkNode NodeAt(string path)
    {
        var node = Root;
        foreach (var segment in ScenarioPath.Segments(path))
        {
            var below = segment is int index
                ? KeptOf(node).ElementAtOrDefault(index)
                : KeptOf(node).FirstOrDefault(child => child.Name == (string)segment);
            if (below is null)
            {
                break;
            }

            node = below;
        }

        return node;
    }

    /// <summary>The document, in the order of the file. Each step that is left happens when it did, unless its wait was shortened.</summary>
    public JObject Document()
    {
        var document = (JObject)Copy(Root);
        var steps = ((JArray)document["steps"]!).Cast<JObject>();
        foreach (var (step, copy) in Steps.Zip(steps))
        {
            if (!IsTimedAsItWas(step))
            {
                Retime(copy, WaitOf(step));
            }
        }

        return document;
    }

    /// <summary>How long after the step above it, or the start, a step happens.</summary>
    public TimeSpan WaitOf(ShrinkNode step) =>
        Waits.TryGetValue(step.Number, out var wait) ? wait : AtOf(step) - (Before(step) is { } before ? AtOf(before) : Origin.Start);

    private ShrinkNode? Before(ShrinkNode step) => Steps.TakeWhile(each => each != step).LastOrDefault();

    private Moment AtOf(ShrinkNode step) => Origin.StepAt(IndexOf(step));

    private static int IndexOf(ShrinkNode step) => step.Parent!.Children.IndexOf(step);

    private bool IsTimedAsItWas(ShrinkNode step) =>
        Waits.IsEmpty && (step.Children.Any(child => child.Name == "at") || IndexOf(step) == (Before(step) is { } before ? IndexOf(before) + 1 : 0));

    private static void Retime(JObject step, TimeSpan wait)
    {
        step.Remove("at");
        step.Remove("after");
        if (wait > TimeSpan.Zero)
        {
            step.AddFirst(new JProperty("after", Durations.Text(wait)));
        }
    }

    private IEnumerable<ShrinkNode> KeptOf(ShrinkNode node) => node.Children.Where(child => !Removed.Contains(child.Number));

    private IEnumerable<ShrinkNode> Present(ShrinkNode node) => KeptOf(node).SelectMany(Present).Prepend(node);

    private JToken Copy(ShrinkNode node) => node.Token switch
    {
        JObject => new JObject(KeptOf(node).Select(child => new JProperty(child.Name!, Copy(child)))),
        JArray => new JArray(KeptOf(node).Select(Copy)),
        _ => node.Token.DeepClone(),
    };
}
