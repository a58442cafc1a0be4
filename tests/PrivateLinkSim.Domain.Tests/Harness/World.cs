namespace PrivateLinkSim.Domain.Tests;

/// <summary>An event of the miniature world: when, of whom, what.</summary>
internal sealed record LogLine(Moment At, EntityId Entity, IEvent Fact);

/// <summary>
/// The deciders of a whole world, run together in one thread under the kernel's rules: steps without delay inside an
/// instant, replies through Hear, deadlines by due time, a clock that moves only when told. Every test through it also
/// checks what the kernel relies on: one answer for each call, no refused instruction, no deadline that outlives its firing.
/// </summary>
internal sealed partial class World(Settings? settings = null, long seed = 1) : IWorld
{
    private const int StepLimit = 200;
    private static readonly Moment Start = Moment.Parse("2026-01-01T00:00:00Z");

    private readonly SortedDictionary<EntityId, Entity> _entities = [];
    private readonly List<Outcome> _answers = [];
    private List<Work> _next = [];
    private long _turn;

    public Moment Now { get; private set; } = Start;

    public Facts Facts { get; } = new(settings ?? new Settings(), Regions.Table);

    public List<LogLine> Log { get; } = [];

    /// <summary>Calls from outside, lets the instant run out, and gives back the one answer.</summary>
    public Outcome Send(EntityId to, ICommand command, Caller? caller = null)
    {
        _answers.Clear();
        _next.Add(new Work(to, command, Requester.Outside(_turn + 1), caller, null));
        Settle();
        return Assert.Single(_answers).IsOfTheCatalogue(Facts.Settings);
    }

    /// <summary>Lets time pass; everything that falls due happens at its own moment, in order.</summary>
    public void Advance(TimeSpan by)
    {
        var until = Now + by;
        while (NextDue() is { } due && due <= until)
        {
            Now = due;
            Settle();
        }

        Now = until;
    }

    public TState? Find<TState>(EntityId id)
        where TState : class, IState =>
        _entities.TryGetValue(id, out var entity) && entity.History.Count > 0 ? (TState)entity.State : null;

    /// <summary>The facts of one kind, in the order of the log.</summary>
    public IEnumerable<TFact> Happened<TFact>()
        where TFact : IEvent => Log.Select(line => line.Fact).OfType<TFact>();

    /// <summary>Fails unless every entity's history folds to the very state that it holds.</summary>
    public void CheckThatHistoriesFoldToTheStates()
    {
        foreach (var (id, entity) in _entities)
        {
            Assert.Equal((id, Json.Of(entity.State)), (id, Json.Of(entity.Refold())));
        }
    }

    private Moment? NextDue()
    {
        var dues = _entities.Values.SelectMany(entity => entity.Timers).Select(timer => timer.Due).ToArray();
        return dues.Length == 0 ? null : dues.Min();
    }

    private void Settle()
    {
        for (var step = 0; ; step++)
        {
            Assert.True(step < StepLimit, $"The instant {Now} does not end.");
            var works = _next;
            _next = [];
            works.AddRange(
                from entity in _entities
                from timer in entity.Value.Timers
                where timer.Due <= Now
                select new Work(entity.Key, timer.Command, Requester.Nobody, null, timer));
            if (works.Count == 0)
            {
                return;
            }

            works.ForEach(Take);
        }
    }

    private void Take(Work work)
    {
        var entity = EntityOf(work.To);
        if (work.Fired is { } lapsed && !Derives(entity, lapsed))
        {
            return;
        }

        var turn = entity.Take(work.Command, new Context(work.To, Now, seed, work.Requester, work.Caller, Facts));
        _turn++;
        Log.AddRange(turn.Events.Select(fact => new LogLine(Now, work.To, fact)));
        Assert.False(
            work.Fired is { } fired && Derives(entity, fired), $"{work.To} still derives '{work.Fired?.Key}' after it fired.");
        foreach (var message in turn.Messages)
        {
            Post(work.To, message);
        }

        if (turn.Outcome is { } outcome)
        {
            Reply(work.To, work.Requester, outcome);
        }
    }

    private static bool Derives(Entity entity, Timer timer) =>
        entity.Timers.Any(each => each.Key == timer.Key && each.Due == timer.Due);

    private void Post(EntityId from, Message message)
    {
        switch (message)
        {
            case Message.Ask ask:
                _next.Add(new Work(ask.To, ask.Command, Requester.Of(from, ask.About, _turn), null, null));
                break;
            case Message.Tell tell:
                _next.Add(new Work(tell.To, tell.Command, Requester.Nobody, null, null));
                break;
            case Message.Pass pass:
                _next.Add(new Work(pass.To, pass.Command, pass.For, null, null));
                break;
            case Message.Answer answer:
                Reply(from, answer.To, answer.Outcome);
                break;
        }
    }

    private void Reply(EntityId from, Requester requester, Outcome outcome)
    {
        if (requester.Entity is { } asker)
        {
            var id = EntityId.Parse(asker);
            _next.Add(new Work(id, EntityOf(id).Hear(new Reply(from, requester.About, outcome)), Requester.Nobody, null, null));
        }
        else if (requester != Requester.Nobody)
        {
            _answers.Add(outcome);
        }
        else if (outcome is Outcome.Refused refused)
        {
            Assert.Fail($"{from} refused an instruction, which nobody may: {refused.Rejection}.");
        }
    }

    private Entity EntityOf(EntityId id)
    {
        if (!_entities.TryGetValue(id, out var entity))
        {
            _entities.Add(id, entity = Entity.Of(id.Kind));
        }

        return entity;
    }

    private sealed record Work(EntityId To, ICommand Command, Requester Requester, Caller? Caller, Timer? Fired);
}
