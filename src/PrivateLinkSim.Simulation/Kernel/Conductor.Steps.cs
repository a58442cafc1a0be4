using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

// The clock: instants, inputs, steps, and the merge that makes thread timing decide nothing.
internal sealed partial class Conductor
{
    private readonly Delivery? _shuffle;
    private readonly Delivery? _passivation;
    private readonly HashSet<IActorRef> _stopping = [];
    private StepInFlight? _step;
    private Moment _now;
    private long _turn;
    private int _steps;
    private int _inputs;
    private long _runEvents;
    private bool _isUnsettled;
    private bool _isWaiting;
    private (long Turn, Input Input)? _openInput;

    private bool MayStep => _ending is Ending.None && _stopping.Count == 0 && RowsAhead <= _options.EventsAheadOfDurable;

    // Goes on until it must wait: for answers, for entities on their way out, for the journal, or for the world outside.
    private void Advance()
    {
        while (true)
        {
            if (_step is { } step)
            {
                if (!step.IsComplete)
                {
                    return;
                }

                _step = null;
                Merge(step);
                Flush(atOnce: false);
                Passivate(step);
            }

            if (!MayStep)
            {
                return;
            }

            Next();
            if (_isWaiting)
            {
                // The start of a run that waits for its first input is written by no step.
                Flush(atOnce: false);
                return;
            }
        }
    }

    // Whatever comes in was there before its call came: a wait that began since is over.
    private void Wake()
    {
        if (_isWaiting)
        {
            _isWaiting = false;
            Advance();
        }
    }

    private void Receive(Answer answer)
    {
        if (_ending is Ending.None && _step is { } step && step.Accept(answer) && step.IsComplete)
        {
            Advance();
        }
    }

    private void Next()
    {
        if (_agenda.HasStep)
        {
            Deliver(_agenda.TakeStep());
        }
        else if (_isUnsettled)
        {
            Settle();
        }
        else if (_cancellation.IsCancellationRequested)
        {
            Finish(cancelled: true);
        }
        else
        {
            Proceed();
        }
    }

    private void Settle()
    {
        if (_openInput is { Turn: var input })
        {
            throw new KernelFaultException(string.Create(
                CultureInfo.InvariantCulture, $"The input of turn {input} was not answered by the end of its instant ({_now})."));
        }

        _isUnsettled = false;
        _steps = 0;
        var isDone = _plan.Inputs.IsDone(_now);
        _plan.Inputs.Settled(_now, isDone ? null : NextChange(), _world);
        if (isDone)
        {
            Finish(cancelled: false);
        }
    }

    private Moment NextChange()
    {
        var next = _plan.Inputs.NextAt(_now);
        return _agenda.NextDue is { } due && due < next ? due : next;
    }

    // Moves the clock to whatever is next: what is due at a time runs before the inputs of that time.
    private void Proceed()
    {
        if (_plan.Inputs.IsDone(_now))
        {
            _isUnsettled = true;
            return;
        }

        var next = NextChange();
        if (next < _now)
        {
            throw new UnreachableException($"The clock stands at {_now} and can't go back to {next}.");
        }

        var isLater = next > _now;
        _now = next;
        if (_agenda.NextDue is { } due && due <= next)
        {
            _isUnsettled = true;
            _agenda.FallDue(next);
        }
        else if (_plan.Inputs.Take(next, _world) is { } input)
        {
            _isUnsettled = true;
            DropWhenAsked();
            Deliver([new Work { Target = _entities[input.Target], Command = input.Command, Input = input, Requester = Requester.Outside(_turn + 1) }]);
        }
        else if (_plan.Inputs.IsLive)
        {
            _isWaiting = !isLater && !_plan.Inputs.IsDone(next);
        }
        else if (!isLater && !_plan.Inputs.IsDone(next) && _plan.Inputs.NextAt(next) <= next)
        {
            throw new UnreachableException($"The inputs promised one at {next} and gave none.");
        }
    }

    private void DropWhenAsked()
    {
        if (++_inputs == _options.DropAtInput)
        {
            _completion.TrySetCanceled();
            Context.Stop(Self);
        }
    }

    private void Deliver(List<Work> works)
    {
        if (works.Count == 0)
        {
            return;
        }

        if (++_steps > _options.StepLimit)
        {
            throw new KernelFaultException(string.Create(
                CultureInfo.InvariantCulture, $"The instant {_now} did not end within {_options.StepLimit} steps; the loop is: {LoopFinder.Describe(works[0])}"));
        }

        _step = new StepInFlight(works, _turn + 1);
        _turn += works.Count;
        foreach (var work in _shuffle?.Shuffle(works) ?? works)
        {
            if (work.Target is { } target)
            {
                var fired = work.Deadline is { } deadline ? new FiredDeadline(deadline.Key, deadline.Due) : null;
                _entities.ActorOf(target).Tell(new Turn(work.Turn, _now, work.Command!, work.Requester, work.Input?.Caller, fired), Self);
            }
        }
    }

    private void Merge(StepInFlight step)
    {
        for (var index = 0; index < step.Count; index++)
        {
            var work = step.Works[index];
            if (step.AnswerOf(index) is { } answer)
            {
                Merge(work, work.Target!, answer);
            }
            else
            {
                TakeNote(work);
            }
        }
    }

    private void Merge(Work work, EntityHandle entity, Answer answer)
    {
        var index = 0;
        if (work.Input is { } input)
        {
            Append(work.Turn, index++, null, work.Cause, input.Record);
            _openInput = (work.Turn, input);
        }

        foreach (ref readonly var fact in answer.Facts.AsSpan())
        {
            Append(work.Turn, index++, entity, work.Cause, fact);
        }

        (entity.LastTurn, entity.IsOver) = (work.Turn, answer.IsOver);
        foreach (var message in answer.Messages)
        {
            _agenda.Add(WorkOf(message, work, entity));
        }

        Reply(work, entity, answer);
        if (work.Deadline is { } fired)
        {
            DeadlineTable.RequireGone(fired, answer, work.Turn);
        }

        if (answer.Deadlines is { } derived)
        {
            DeadlineTable.Update(entity, derived, _now, work, _agenda);
        }
    }

    private void Reply(Work work, EntityHandle entity, Answer answer)
    {
        if (answer.Outcome is not { } outcome)
        {
            return;
        }

        if (work.Requester != Requester.Nobody)
        {
            _agenda.Add(ReplyTo(work.Requester, entity, outcome, work));
        }
        else if (outcome is Outcome.Refused refused)
        {
            throw new KernelFaultException(string.Create(
                CultureInfo.InvariantCulture,
                $"{entity.Id} refused {work.Command!.GetType().Name} in turn {work.Turn}, which nobody may refuse: {refused.Rejection.Code} ({refused.Rejection.Rule}): {refused.Rejection.Message}"));
        }
    }

    private Work WorkOf(Message message, Work parent, EntityHandle sender) => message switch
    {
        Message.Ask ask => new Work
        {
            Target = _entities[ask.To], Command = ask.Command, Requester = Requester.Of(sender.Id, ask.About, parent.Turn), Cause = parent.Turn, Parent = parent,
        },
        Message.Tell tell => new Work { Target = _entities[tell.To], Command = tell.Command, Cause = parent.Turn, Parent = parent },
        Message.Pass pass => new Work
        {
            Target = _entities[pass.To], Command = pass.Command, Requester = pass.For, Cause = parent.Turn, Parent = parent,
        },
        Message.Answer answer => ReplyTo(answer.To, sender, answer.Outcome, parent),
        _ => throw new UnreachableException($"{message.GetType().Name} is no message that the kernel delivers."),
    };

    // An entity hears a reply as a command to itself; the outside gets it as an event of the run.
    private Work ReplyTo(Requester requester, EntityHandle from, Outcome outcome, Work parent)
    {
        if (requester.Entity is null)
        {
            return new Work { Outcome = outcome, Requester = requester, Cause = parent.Turn, Parent = parent };
        }

        var asker = _entities[EntityId.Parse(requester.Entity)];
        var command = asker.Type.Hear(new Reply(from.Id, requester.About, outcome));
        return new Work { Target = asker, Command = command, Cause = parent.Turn, Parent = parent };
    }

    private void TakeNote(Work work)
    {
        var input = work.Requester.Turn;
        if (_openInput is not { } open || open.Turn != input)
        {
            throw new KernelFaultException(string.Create(
                CultureInfo.InvariantCulture, $"The input of turn {input} was answered in turn {work.Turn}, but no such input awaits an answer."));
        }

        _openInput = null;
        var outcome = work.Outcome is Outcome.Accepted accepted && !open.Input.Notices.IsEmpty
            ? accepted with { Notices = [.. accepted.Notices, .. open.Input.Notices.Where(known => accepted.Notices.All(own => own.Rule != known.Rule))] }
            : work.Outcome!;
        Append(work.Turn, 0, null, work.Cause, CommandAnswered.Of(input, outcome));
        _plan.Inputs.Answered(input, outcome, _now);
    }

    private void Passivate(StepInFlight step)
    {
        // The name of an actor is free again only when it has terminated, so the next step waits for that.
        foreach (var work in step.Works)
        {
            if (work.Target?.Actor is { } actor && (work.Target.IsOver || _passivation?.DrawsPassivation() is true))
            {
                work.Target.Actor = null;
                _stopping.Add(actor);
                Context.Watch(actor);
                Context.Stop(actor);
            }
        }
    }

    private void Passivated(IActorRef actor)
    {
        if (_stopping.Remove(actor) && _stopping.Count == 0 && _step is null && !_isWaiting)
        {
            Advance();
        }
    }
}
