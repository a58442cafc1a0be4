using Akka.Actor;
using Akka.Configuration;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The managed heap that an idle endpoint holds, and the one that a bare actor holds.</summary>
internal static class IdleEndpoints
{
    private const int Regions = 20;
    private const int Services = 200;
    private const int WarmUpEndpoints = 100;
    private const string Quiet = "akka { loglevel = WARNING, stdout-loglevel = OFF }";

    /// <summary>
    /// Bytes for each endpoint: what a run adds to the heap until its end, less what a run of the same topology without
    /// endpoints adds, after full collections. The log is in a file and durable by then. The scenario is on the heap before
    /// the run as at its end, so it counts on neither side. What counts is all that the endpoint brings: its actor and
    /// state, its state in the run's view of the world, its entries at VPC, service and consumer, its timers, and the
    /// outcome of its call.
    /// </summary>
    public static double OfProduct(int endpoints)
    {
        // The first run of a process leaves behind what the program makes only once.
        Growth(WarmUpEndpoints);
        var empty = Growth(0);
        return (double)(Growth(endpoints) - empty) / endpoints;
    }

    /// <summary>Bytes for each of so many actors that know nothing, under one parent, with names as long as an endpoint's.</summary>
    public static double OfBareActors(int actors)
    {
        using var system = ActorSystem.Create("limit", ConfigurationFactory.ParseString(Quiet));
        var before = Heap();
        var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Parent(actors, filled)));
        filled.Task.GetAwaiter().GetResult();
        var after = Heap();
        system.Terminate().GetAwaiter().GetResult();
        return (double)(after - before) / actors;
    }

    private static long Growth(int endpoints)
    {
        using var folder = new TemporaryFolder();
        var file = GeneratedRun.Read(new GeneratedScenarioSize(Regions, Services, endpoints, Steps: endpoints));
        var before = Heap();
        var after = 0L;
        GeneratedRun.ExecuteAsync(file, folder.File("run.db"), "run-1", atEnd: () => after = Heap()).GetAwaiter().GetResult();
        GC.KeepAlive(file);
        return after - before;
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class Parent : UntypedActor
    {
        private readonly TaskCompletionSource _filled;
        private int _missing;

        public Parent(int children, TaskCompletionSource filled)
        {
            (_missing, _filled) = (children, filled);
            var props = Props.Create<Child>();
            for (var number = 0; number < children; number++)
            {
                Context.ActorOf(props, $"InterfaceEndpoint:vpce-{number:x17}").Tell(Greeting.Instance);
            }
        }

        protected override void OnReceive(object message)
        {
            if (--_missing == 0)
            {
                _filled.TrySetResult();
            }
        }
    }

    private sealed class Child : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Greeting
    {
        public static readonly Greeting Instance = new();
    }
}
