using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Compares the entities of two runs. Those that the scenarios call alike are the same, whatever ids were drawn for them.
/// </summary>
internal sealed class EntityComparison(Func<string, string> nameInA, Func<string, string> nameInB, bool drawsDiffer)
{
    /// <summary>The entities that differ, kind by kind, in the order of their names.</summary>
    public ImmutableArray<EntityDifference> Of(RunStory a, RunStory b) =>
        [.. Enum.GetValues<EntityKind>().SelectMany(kind => OfKind(Named(a, kind, nameInA), Named(b, kind, nameInB)))];

    private IEnumerable<EntityDifference> OfKind(
        ImmutableSortedDictionary<string, KeyValuePair<EntityId, IState>> a, ImmutableSortedDictionary<string, KeyValuePair<EntityId, IState>> b)
    {
        foreach (var name in a.Keys.Union(b.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (inA, inB) = (a.TryGetValue(name, out var one), b.TryGetValue(name, out var other));
            if (!inA || !inB)
            {
                yield return new EntityDifference(inA ? one.Key : null, inB ? other.Key : null, name, []);
            }
            else if (Fields(one, other) is { IsEmpty: false } fields)
            {
                yield return new EntityDifference(one.Key, other.Key, name, fields);
            }
        }
    }

    private ImmutableArray<FieldDifference> Fields(KeyValuePair<EntityId, IState> a, KeyValuePair<EntityId, IState> b)
    {
        var (one, other) = (CanonicalJson.Bytes(a.Value), CanonicalJson.Bytes(b.Value));
        if (TurnNumbers.AreAllThatDiffers(one, other))
        {
            return [];
        }

        var numbers = drawsDiffer || a.Key != b.Key;
        return [.. FieldComparison.Of(Plain(one, nameInA, numbers), Plain(other, nameInB, numbers))];
    }

    private static JObject Plain(byte[] state, Func<string, string> nameOf, bool numbers) =>
        TurnNumbers.Without(JObject.Parse(new DrawnNames(nameOf, numbers).In(Encoding.UTF8.GetString(state))));

    // Where draws differ, an entity without a name is told by when it came.
    private ImmutableSortedDictionary<string, KeyValuePair<EntityId, IState>> Named(RunStory story, EntityKind kind, Func<string, string> nameOf)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, KeyValuePair<EntityId, IState>>(StringComparer.Ordinal);
        var unnamed = 0;
        foreach (var entity in story.InOrder.Where(entity => entity.Kind == kind))
        {
            // A name that was given twice stands for what had it first.
            var name = nameOf(entity.Key);
            name = drawsDiffer && name == entity.Key && DrawnNames.IsDrawn(name)
                ? string.Create(CultureInfo.InvariantCulture, $"#{++unnamed}")
                : named.ContainsKey(name) ? entity.Key : name;
            named.Add(name, KeyValuePair.Create(entity, story.World.Find(entity)!));
        }

        return named.ToImmutable();
    }
}
