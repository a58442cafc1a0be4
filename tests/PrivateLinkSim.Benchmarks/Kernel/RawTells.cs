using Akka.Actor;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The limit of the kernel: as many messages between as many actors as it sends, and nothing else.</summary>
internal static class RawTells
{
    /// <summary>A coordinator tells every receiver a message and awaits all answers, round after round.</summary>
    public static async Task RunAsync(ActorSystem system, int rounds, int receivers)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var coordinator = system.ActorOf(Props.Create(() => new Coordinator(rounds, receivers, done)));
        await done.Task;
        await coordinator.GracefulStop(TimeSpan.FromSeconds(30));
    }

    private sealed class Coordinator : UntypedActor
    {
        private readonly TaskCompletionSource _done;
        private readonly IActorRef[] _receivers;
        private int _roundsLeft;
        private int _missing;

        public Coordinator(int rounds, int receivers, TaskCompletionSource done)
        {
            (_roundsLeft, _done) = (rounds, done);
            var props = Props.Create<Receiver>();
            _receivers = [.. Enumerable.Range(0, receivers).Select(_ => Context.ActorOf(props))];
        }

        protected override void PreStart() => NextRound();

        protected override void OnReceive(object message)
        {
            if (--_missing == 0)
            {
                NextRound();
            }
        }

        private void NextRound()
        {
            if (_roundsLeft-- == 0)
            {
                _done.TrySetResult();
                return;
            }

            _missing = _receivers.Length;
            foreach (var receiver in _receivers)
            {
                receiver.Tell(Question.Instance, Self);
            }
        }
    }

    private sealed class Receiver : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Question
    {
        public static readonly Question Instance = new();
    }
}
