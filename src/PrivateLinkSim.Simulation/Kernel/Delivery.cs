using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>In which order a step's turns are delivered. Any order will do as long as each entity's own turns stay in theirs.</summary>
internal sealed class Delivery(long seed)
{
    private Pcg _lots = new(unchecked((ulong)seed), 1);

    /// <summary>The works of a step in a random order that keeps each entity's own.</summary>
    public IReadOnlyList<Work> Shuffle(IReadOnlyList<Work> works)
    {
        var places = Enumerable.Range(0, works.Count).ToArray();
        for (var left = places.Length - 1; left > 0; left--)
        {
            var drawn = (int)_lots.Next((uint)left + 1);
            (places[left], places[drawn]) = (places[drawn], places[left]);
        }

        var shuffled = new Work[works.Count];
        foreach (var entity in places.Select((work, place) => (work, place)).GroupBy(pair => works[pair.work].Target))
        {
            var inOrder = entity.Select(pair => pair.work).Order().ToArray();
            var rank = 0;
            foreach (var (_, place) in entity)
            {
                shuffled[place] = works[inOrder[rank++]];
            }
        }

        return shuffled;
    }

    /// <summary>Whether an entity is to be stopped after this step: about one in four.</summary>
    public bool DrawsPassivation() => _lots.Next(4) == 0;
}
