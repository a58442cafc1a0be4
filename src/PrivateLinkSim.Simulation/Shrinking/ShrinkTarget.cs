using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>The failure that a smaller scenario must have too, and what of the file it stands in.</summary>
internal sealed class ShrinkTarget
{
    private readonly ShrinkNode? _node;
    private readonly bool _isCount;

    private ShrinkTarget(Failure failure, ShrinkNode? node)
    {
        (Failure, _node) = (failure, node);
        _isCount = node?.All.Any(each => each.Name == "traffic") ?? false;
    }

    /// <summary>How the whole scenario fails.</summary>
    public Failure Failure { get; }

    /// <summary>The step whose expectation fails at once, so that it could lack time; null where time is not what decides.</summary>
    public ShrinkNode? Impatient => _node?.Upwards.Any(node => node.Name == "expect") is true ? _node.Upwards.First(node => node.IsStep) : null;

    public static ShrinkTarget Of(Failure failure, ShrinkDraft draft) =>
        new(failure, failure.Kind is FailureKind.Expectation ? draft.NodeAt(failure.Path) : null);

    /// <summary>Whether a node may be left out: the failing expectation stays as it is, and what it stands in stays.</summary>
    public bool MayGo(ShrinkNode node) => node.IsRemovable
        && (_node is null
            || (!_node.Upwards.Contains(node) && !IsItsTime(node) && (IsCommand(_node) || IsOneOfSeveral(node) || !node.Upwards.Contains(_node))));

    /// <summary>The same failure among those of a smaller scenario, or null.</summary>
    public Failure? In(ImmutableArray<Failure> failures, ShrinkDraft draft) =>
        failures.FirstOrDefault(failure => (_node is null || draft.NodeAt(failure.Path) == _node) && Failure.IsLike(failure, _isCount));

    private bool IsItsTime(ShrinkNode node) => node is { Name: "within" or "for", Parent.IsStep: true } && _node!.Upwards.Contains(node.Parent);

    // Of what must come to hold at one moment, what holds may go.
    private bool IsOneOfSeveral(ShrinkNode node) => node.Parent == _node && node.Name is null;

    // A command that was to be accepted: the step, or a part of the topology. The rest of it may go.
    private static bool IsCommand(ShrinkNode node) => node.Name is null && (node.IsStep || (node.Depth == 3 && node.Parent!.Parent!.Name == "topology"));
}
