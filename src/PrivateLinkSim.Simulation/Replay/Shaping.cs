using System.Collections.Immutable;
using System.Reflection;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>An event that made an entity what it is: nothing has changed these members of its state since.</summary>
/// <param name="Members">The members of the state, by their names in it.</param>
public sealed record Shaping(ToldEntry Event, ImmutableArray<string> Members)
{
    /// <summary>How many of an entity's events are looked through; what is older made it so long ago that it is no news.</summary>
    public const int MostEvents = 2_000;

    /// <summary>The events that shaped the state of an entity, in the order of the log.</summary>
    /// <param name="type">The kind of the entity.</param>
    /// <param name="state">The state before them.</param>
    /// <param name="history">What happened to it.</param>
    public static ImmutableArray<Shaping> Of(EntityType type, IState state, IEnumerable<ToldEntry> history)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(history);
        PropertyInfo[] members = [.. type.Initial.GetType().GetProperties().Where(IsKept)];
        var last = new ToldEntry?[members.Length];
        foreach (var told in history)
        {
            var next = type.Evolve(state, told.Fact);
            for (var each = 0; each < members.Length; each++)
            {
                if (!Equals(members[each].GetValue(state), members[each].GetValue(next)))
                {
                    last[each] = told;
                }
            }

            state = next;
        }

        return
        [
            .. last.Zip(members, (told, member) => (Told: told, member.Name))
                .Where(each => each.Told is not null)
                .GroupBy(each => each.Told!)
                .OrderBy(group => (group.Key.Entry.Turn, group.Key.Entry.Index))
                .Select(group => new Shaping(group.Key, [.. group.Select(each => each.Name)])),
        ];
    }

    // Counters of draws and whoever waits for an answer say nothing of what an entity is.
    private static bool IsKept(PropertyInfo member) =>
        member is { CanWrite: true, Name: not ("Requested" or "Underway" or "Former" or "Creator" or "Modifier" or "StatusDue") }
        && !member.Name.EndsWith("Drawn", StringComparison.Ordinal)
        && !member.Name.EndsWith("Made", StringComparison.Ordinal);
}
