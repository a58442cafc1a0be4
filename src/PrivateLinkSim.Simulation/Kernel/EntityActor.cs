using Akka.Actor;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The shell of every entity, whatever its kind: it holds the state, takes turns one after the other, and answers. It
/// knows no rule, no clock and no neighbour.
/// </summary>
internal sealed class EntityActor : UntypedActor
{
    private EntityId _self;
    private EntityType _type = null!;
    private RunContext _run = null!;
    private IState _state = null!;
    private long _lastTurn;

    /// <summary>One description for all entities of all runs: a description for each would cost more memory than the state.</summary>
    public static Props Props { get; } = Props.Create<EntityActor>();

    /// <summary>The actor's name under its conductor: the kind's name, a colon, and the key with what Akka forbids in names escaped.</summary>
    public static string NameOf(EntityId entity) => $"{entity.Kind}:{Uri.EscapeDataString(entity.Key)}";

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Turn turn when turn.Number > _lastTurn:
                Take(turn);
                break;
            case Turn:
                // Delivered again: it has been decided and answered.
                break;
            case Begin begin:
                Fold(begin);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Fold(Begin begin)
    {
        (_self, _type, _run, _lastTurn) = (begin.Self, begin.Type, begin.Run, begin.LastTurn);
        _state = begin.State ?? _type.Initial;
        foreach (var fact in begin.Recorded)
        {
            _state = _type.Evolve(_state, fact);
        }
    }

    private void Take(Turn turn)
    {
        _lastTurn = turn.Number;
        try
        {
            Sender.Tell(EntityTurn.Take(_type, _self, _run, turn, ref _state), Self);
        }
        catch (Exception exception)
        {
            throw new KernelFaultException(
                $"{_self} failed at {turn.Command.GetType().Name} in turn {turn.Number}: {exception.Message}", exception);
        }
    }
}
