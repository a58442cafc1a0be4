using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Recorded runs that breakpoints are tried out on, and the names that their scenarios give.</summary>
public sealed class BreakpointRuns : IAsyncLifetime
{
    private readonly Dictionary<string, Recording> _runs = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["acceptance-and-rejection", "az-failover"])
        {
            var recording = new Recording();
            await using var simulator = Simulator.Open(JournalOptions.Memory);
            await simulator.RunAsync(ShippedScenarios.Plan(new ScenarioRun(ShippedScenarios.Read(name)), name), observer: recording);
            _runs.Add(name, recording);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The turns in which a breakpoint stands, one after the other.</summary>
    public string Turns(string run, string text)
    {
        using var search = Search(run, text);
        var turns = new List<long>();
        for (var hit = search.After(0, _ => true); hit is not null; hit = search.After(hit.Position, _ => true))
        {
            turns.Add(hit.Entry.Turn);
        }

        return string.Join(' ', turns);
    }

    public ListedLog LogOf(string run) => new(_runs[run].Entries, EntityTypes.Standard, EventCatalogue.Standard);

    public BreakpointSearch Search(string run, string text) =>
        new(LogOf(run), EntityTypes.Standard, EventCatalogue.Standard, [Breakpoint.Parse(text, Names(run))]);

    public PastWorld WorldOf(string run)
    {
        var replay = new LogReplay(_runs[run].Entries, EntityTypes.Standard, EventCatalogue.Standard);
        replay.ToTurn(long.MaxValue);
        return replay.World;
    }

    public BreakpointNames Names(string run)
    {
        var recording = _runs[run];
        return new BreakpointNames(
            recording.Entries[0].Time,
            name => [.. recording.Entities.Where(entity => entity.Key == name || entity.ToString() == name || recording.Labels.GetValueOrDefault(entity.Key) == name)],
            kind => recording.Entities.Where(entity => kind is null || entity.Kind == kind).Select(entity => recording.Labels.GetValueOrDefault(entity.Key) ?? entity.Key));
    }

    private sealed class Recording : IRunObserver
    {
        private readonly Dictionary<long, string> _asked = [];

        public List<LogEntry> Entries { get; } = [];

        public SortedSet<EntityId> Entities { get; } = [];

        public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

        public void Merged(LogEntry entry, IEvent fact)
        {
            Entries.Add(entry);
            switch (fact)
            {
                case CommandReceived { Label: { } label }:
                    _asked[entry.Turn] = label;
                    break;
                case CommandAnswered { ResourceId: { } id } answered when _asked.TryGetValue(answered.Input, out var label):
                    Labels[id] = label;
                    break;
            }

            if (entry.Owner is { } owner)
            {
                Entities.Add(owner);
            }
        }

        public void Durable(long turn)
        {
        }
    }
}
