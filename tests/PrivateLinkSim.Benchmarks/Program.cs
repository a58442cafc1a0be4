using System.CommandLine;
using System.Runtime.CompilerServices;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>Entry point of the benchmarks: <c>./run.sh bench [short | scale | traffic | replay | postgres | serve | mixed | generate]</c>, or BenchmarkDotNet's arguments.</summary>
internal static class Program
{
    /// <summary>The verb with which the program ends at once.</summary>
    public const string NothingVerb = "nothing";

    private static int Main(string[] args) => args is [NothingVerb] ? 0 : Run(args);

    // A method of its own, so that the empty program loads no library.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Run(string[] args)
    {
        if (args is [] || (args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help")))
        {
            FullMode.Run(args);
            return 0;
        }

        return Verbs().Parse(args).Invoke();
    }

    private static RootCommand Verbs()
    {
        var brief = new Command("short", "Every figure a few times, within three minutes.");
        brief.SetAction(_ => ShortMode.Run());
        var scale = new Command("scale", "Generated scenarios of 10,000 to 100,000 endpoints.");
        scale.SetAction((_, _) => ScaleMode.RunAsync());
        var traffic = new Command("traffic", "A virtual day and a virtual year of 1,000 endpoints with 100 groups of clients.");
        traffic.SetAction(_ => TrafficMode.Run());
        var replay = new Command("replay", "A log of a million events, checked, indexed and looked into.");
        replay.SetAction((_, _) => ReplayMode.RunAsync());
        var postgres = new Command("postgres", "A journal in PostgreSQL: writing and recovery against COPY and bare reading, on a server of its own.");
        postgres.SetAction(_ => PostgresMode.Run());
        var serve = new Command("serve", "A server with its journal, called over eight connections.");
        serve.SetAction((_, _) => ServeMode.RunAsync());
        var minutes = new Option<int>("--minutes") { Description = "For how long.", DefaultValueFactory = _ => 60, HelpName = "N" };
        var mixed = new Command("mixed", "A server under calls, DNS questions and faults at once, then started again.") { minutes };
        mixed.SetAction((parsed, _) => MixedMode.RunAsync(TimeSpan.FromMinutes(parsed.GetValue(minutes))));
        var dns = new Command("dns", "A server's resolvers, asked by four clients.");
        dns.SetAction((_, _) => DnsMode.RunAsync());
        return new RootCommand("Measures PrivateLinkSim. Without a verb: the full run; arguments are BenchmarkDotNet's then.")
        {
            brief, scale, traffic, postgres, replay, serve, dns, mixed, Generate(),
        };
    }

    private static Command Generate()
    {
        var regions = Number("--regions", 20);
        var services = Number("--services", 200);
        var endpoints = Number("--endpoints", 5_000);
        var steps = Number("--steps", 50_000);
        var seed = Number("--seed", 1);
        var generate = new Command("generate", "Writes a generated scenario to the output.") { regions, services, endpoints, steps, seed };
        generate.SetAction(parsed => Console.Out.Write(GeneratedScenario.Text(
            new GeneratedScenarioSize(
                parsed.GetValue(regions), parsed.GetValue(services), parsed.GetValue(endpoints), parsed.GetValue(steps), parsed.GetValue(seed)),
            RegionData.Load().Regions)));
        return generate;
    }

    private static Option<int> Number(string name, int usual) => new(name) { DefaultValueFactory = _ => usual, HelpName = "N" };
}
