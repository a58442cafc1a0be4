using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What holds from a time of a run on.</summary>
/// <param name="From">The time since the run began.</param>
internal readonly record struct StoryPart(TimeSpan From, string Text);

/// <summary>What a log comes to: the entities at its end, and what the names of each endpoint answered and which zones it reached over time.</summary>
internal sealed class RunStory
{
    // Each reads a few entities that others share.
    private const int MostAsked = 500;

    private readonly WatchedWorld _watched;
    private readonly List<EntityId> _inOrder = [];
    private readonly SortedDictionary<EntityId, IReadOnlySet<EntityId>> _readFor = [];
    private readonly SortedDictionary<EntityId, SortedSet<EntityId>> _readers = [];
    private readonly SortedDictionary<(EntityId Endpoint, string Question), List<StoryPart>> _answers = new(
        Comparer<(EntityId Endpoint, string Question)>.Create(static (one, other) =>
            one.Endpoint.CompareTo(other.Endpoint) is not 0 and var order ? order : string.CompareOrdinal(one.Question, other.Question)));

    private RunStory(Facts facts, IStates world)
    {
        World = world;
        _watched = new WatchedWorld(new RunView(world, facts));
    }

    /// <summary>What is asked of which zones are reached.</summary>
    public const string Reach = "reaches";

    /// <summary>What is asked of the Regional name.</summary>
    public const string RegionalName = "Regional name";

    /// <summary>All entities at the end.</summary>
    public IStates World { get; }

    /// <summary>The entities in the order in which something happened to them first.</summary>
    public IReadOnlyList<EntityId> InOrder => _inOrder;

    /// <summary>By endpoint and question, each answer from the time on from which it held.</summary>
    public IReadOnlyDictionary<(EntityId Endpoint, string Question), List<StoryPart>> Answers => _answers;

    /// <summary>Folds a log.</summary>
    public static RunStory Of(IRecordedLog log, Facts facts)
    {
        var world = new World(EntityTypes.Standard);
        var story = new RunStory(facts, world);
        var changed = new SortedSet<EntityId>();
        var (start, now) = (log[0].Time, log[0].Time);
        foreach (var entry in log.From(0))
        {
            if (entry.Time != now)
            {
                story.Settle(changed, now - start);
                now = entry.Time;
            }

            if (entry.Owner is { } owner)
            {
                if (world.Find(owner) is null)
                {
                    story._inOrder.Add(owner);
                }

                world.Apply(owner, EventCatalogue.Standard.Read(entry));
                changed.Add(owner);
            }
        }

        story.Settle(changed, now - start);
        return story;
    }

    /// <summary>What some entities of a log come to, and what those of them that are endpoints answer at its end.</summary>
    public static RunStory AtEndOf(IRecordedLog log, Facts facts, IReadOnlyCollection<EntityId> entities)
    {
        var story = new RunStory(facts, new PastWorld(log, log.Length));
        story._inOrder.AddRange(entities.Where(entity => story.World.Find(entity) is not null));
        foreach (var endpoint in story._inOrder.Where(entity => entity.Kind == EntityKind.InterfaceEndpoint).Take(MostAsked))
        {
            story.Ask(endpoint, TimeSpan.Zero);
        }

        return story;
    }

    // An answer can change only when something that was read for it did.
    private void Settle(SortedSet<EntityId> changed, TimeSpan now)
    {
        var asked = new SortedSet<EntityId>(changed.Where(entity => entity.Kind == EntityKind.InterfaceEndpoint));
        foreach (var entity in changed)
        {
            asked.UnionWith(_readers.GetValueOrDefault(entity) ?? []);
        }

        changed.Clear();
        foreach (var endpoint in asked)
        {
            Ask(endpoint, now);
        }
    }

    private void Ask(EntityId id, TimeSpan now)
    {
        var endpoint = _watched.Find<InterfaceEndpointState>(id) ?? InterfaceEndpointState.Initial;
        Note(id, RegionalName, Answer(DnsNames.Resolve(DnsNames.Regional(id.Key, endpoint), DnsRecordType.A, _watched)), now);
        if (endpoint.PrivateDnsName is { } name)
        {
            Note(id, name, Answer(DnsNames.Resolve(name.Replace("*.", "any.", StringComparison.Ordinal), DnsRecordType.A, _watched, endpoint.VpcId)), now);
        }

        Note(id, Reach, string.Join(", ", endpoint.Interfaces.Select(each => Way(id.Key, each.ZoneId)).DefaultIfEmpty("nothing")), now);
        var seen = _watched.TakeSeen();
        foreach (var before in _readFor.GetValueOrDefault(id) ?? ImmutableSortedSet<EntityId>.Empty)
        {
            _readers[before].Remove(id);
        }

        _readFor[id] = seen;
        foreach (var entity in seen)
        {
            if (!_readers.TryGetValue(entity, out var readers))
            {
                _readers.Add(entity, readers = []);
            }

            readers.Add(id);
        }
    }

    private void Note(EntityId endpoint, string question, string text, TimeSpan now)
    {
        if (!_answers.TryGetValue((endpoint, question), out var parts))
        {
            _answers.Add((endpoint, question), parts = []);
        }

        if (parts is not [.., var last] || last.Text != text)
        {
            parts.Add(new StoryPart(now, text));
        }
    }

    private static string Answer(DnsAnswer answer) => answer.Status switch
    {
        DnsStatus.Found => string.Join(", ", answer.Interfaces.Select(each => each.ZoneId)),
        DnsStatus.NoData => "nothing (NODATA)",
        _ => "no such name (NXDOMAIN)",
    };

    private string Way(string endpoint, string zone) =>
        PathVerdict.Judge(endpoint, zone, _watched) is { Reachable: false } verdict ? $"not through {zone} ({verdict.Rule})" : zone;
}
