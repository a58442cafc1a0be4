using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>A member or item of a scenario's document, numbered in the order of the file.</summary>
internal sealed class ShrinkNode
{
    // When things happen is for the waits to say, and what a file must have can't go.
    private static readonly ImmutableSortedSet<string> Kept = ImmutableSortedSet.Create(
        StringComparer.Ordinal, "title", "seed", "start", "steps", "at", "after");

    private ShrinkNode(ShrinkNode? parent, string? name, JToken token, ref int next)
    {
        (Parent, Name, Token, Number) = (parent, name, token, next++);
        Depth = parent is null ? 0 : parent.Depth + 1;
        IsRemovable = parent is not null && !((parent.Parent is null || parent.IsStep) && Kept.Contains(name ?? ""));
        var children = ImmutableArray.CreateBuilder<ShrinkNode>();
        foreach (var child in token.Children())
        {
            children.Add(child is JProperty member
                ? new ShrinkNode(this, member.Name, member.Value, ref next)
                : new ShrinkNode(this, null, child, ref next));
        }

        Children = children.ToImmutable();
    }

    /// <summary>Its place in the order of the file; the document itself is 0.</summary>
    public int Number { get; }

    public int Depth { get; }

    public ShrinkNode? Parent { get; }

    /// <summary>The member's name; null for an item.</summary>
    public string? Name { get; }

    public JToken Token { get; }

    public ImmutableArray<ShrinkNode> Children { get; }

    /// <summary>Whether it may be left out at all.</summary>
    public bool IsRemovable { get; }

    /// <summary>Whether it is a step.</summary>
    public bool IsStep => Parent is { Name: "steps", Depth: 1 };

    /// <summary>Whether it is what a step does: AWS's call, or a verb of the simulator.</summary>
    public bool IsCommand =>
        Parent is { IsStep: true } && Name is { } name && (char.IsAsciiLetterUpper(name[0]) || name.Contains('-', StringComparison.Ordinal));

    /// <summary>The nodes from this one up to the document.</summary>
    public IEnumerable<ShrinkNode> Upwards
    {
        get
        {
            for (var node = this; node is not null; node = node.Parent)
            {
                yield return node;
            }
        }
    }

    /// <summary>This node and all below it, in the order of the file.</summary>
    public IEnumerable<ShrinkNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>The tree of a document.</summary>
    public static ShrinkNode Of(JObject document)
    {
        var next = 0;
        return new ShrinkNode(null, null, document, ref next);
    }
}
