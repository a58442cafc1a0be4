using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Commands for toys at given times, and a note of all that the kernel says in return.</summary>
public sealed class ScriptedInputs : IInputSource
{
    private readonly List<(Moment At, EntityId Target, ToyCommand Command)> _script = [];
    private int _next;

    public Moment End { get; set; } = Given.Start + TimeSpan.FromHours(1);

    public List<(long Turn, Outcome Outcome)> Answers { get; } = [];

    public List<(Moment Now, Moment? Next)> Settlings { get; } = [];

    public Action<int>? Taking { get; set; }

    public ScriptedInputs At(double seconds, EntityId target, ToyCommand command)
    {
        _script.Add((Given.After(seconds), target, command));
        return this;
    }

    public Moment NextAt(Moment now)
    {
        var next = _next < _script.Count ? _script[_next].At : End;
        return next < now ? now : next;
    }

    public Input? Take(Moment now, World world)
    {
        if (_next >= _script.Count || _script[_next].At > now)
        {
            return null;
        }

        Taking?.Invoke(_next);
        var (_, target, command) = _script[_next++];
        return new Input(new CommandReceived(command.GetType().Name, new JObject { ["to"] = target.ToString() }, Step: _next), null, target, command);
    }

    public void Answered(long turn, Outcome outcome, Moment now) => Answers.Add((turn, outcome));

    public void Settled(Moment now, Moment? next, World world) => Settlings.Add((now, next));

    public bool IsDone(Moment now) => _next == _script.Count && now >= End;
}

/// <summary>What most kernel tests begin with.</summary>
public static class Given
{
    public const long Seed = 20261123;

    public static readonly Moment Start = Moment.Parse("2026-01-01T00:00:00Z");

    public static readonly EntityId Region = new(EntityKind.Region, "us-east-1");

    public static readonly EntityId Vpc = new(EntityKind.Vpc, "vpc-1");

    public static readonly EntityId OtherVpc = new(EntityKind.Vpc, "vpc-2");

    public static readonly EntityTypes Toys = new(
        Enum.GetValues<EntityKind>().Select(kind => new EntityType<ToyDecider, ToyCommand, ToyEvent, ToyState>(kind)));

    public static readonly EventCatalogue Catalogue = new(typeof(ToyEvent).GetNestedTypes()
        .Select(type => new EventKind("toy." + char.ToLowerInvariant(type.Name[0]) + type.Name[1..], 1, type)));

    public static Moment After(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public static ImmutableArray<EntityId> Endpoints(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new EntityId(EntityKind.InterfaceEndpoint, $"vpce-{number:d6}"))];

    public static RunPlan Plan(IInputSource inputs, string runId = "run-1") => new(
        runId,
        Start,
        new RunStarted(Seed, new CanonicalDocument(new JObject { ["title"] = "toys" }), [], ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)),
        new Facts(new Settings(), null!),
        inputs,
        Toys,
        Catalogue);

    /// <summary>A run in which everything happens: fans, questions, refusals, timers, draws, replies passed on.</summary>
    public static ScriptedInputs BusyScript()
    {
        var endpoints = Endpoints(40);
        var inputs = new ScriptedInputs();
        for (var round = 0; round < 6; round++)
        {
            var second = round * 10;
            inputs
                .At(second, Region, new ToyCommand.Fan(endpoints, new ToyCommand.Note($"round {round}")))
                .At(second, Vpc, new ToyCommand.Inquire(Region, MayRefuse: round % 2 == 0))
                .At(second + 1, Vpc, new ToyCommand.Wind($"w{round}", After(second + 5)))
                .At(second + 1, OtherVpc, new ToyCommand.Wind($"v{round}", After(second + 5)))
                .At(second + 1, OtherVpc, new ToyCommand.Wind("kept", After(55)))
                .At(second + 2, OtherVpc, new ToyCommand.PassOn(endpoints[round]))
                .At(second + 2, Region, new ToyCommand.Ring(endpoints, 3))
                .At(second + 3, endpoints[round], new ToyCommand.Draw())
                .At(second + 3, Region, new ToyCommand.Refuse())
                .At(second + 4, Region, new ToyCommand.Fan(endpoints, new ToyCommand.Bounce(Region, 4)));
        }

        return inputs;
    }
}
