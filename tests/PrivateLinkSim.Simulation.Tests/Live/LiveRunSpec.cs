using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A run whose inputs come from outside while it goes on.</summary>
public sealed class LiveRunSpec
{
    private const string Shop = """
        {
          "title": "A shop with a service",
          "topology": {
            "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "subnets": [{ "name": "shop-1", "zone": "use1-az1" }] },
              { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "subnets": [{ "name": "app-1", "zone": "use1-az1" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1"] }],
            "services": [{ "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"] }]
          },
          "steps": []
        }
        """;

    private static readonly Caller Customer = new("444455556666", "arn:aws:iam::444455556666:root", "us-east-1");

    [Fact]
    public async Task A_call_is_answered_with_the_world_that_it_made()
    {
        await using var live = await Serving.StartAsync(Shop);
        var answer = await live.AskAsync(Create(live), Customer);

        var made = Assert.IsType<Outcome.Accepted>(Assert.Single(answer.Parts).Outcome);
        var endpoint = Assert.IsType<InterfaceEndpointState>(answer.Seen.Find(new EntityId(EntityKind.InterfaceEndpoint, made.Value!.ResourceId!)));
        Assert.True(endpoint.Exists);
        Assert.Same(endpoint, live.Run.Seen.Find(new EntityId(EntityKind.InterfaceEndpoint, made.Value.ResourceId!)));
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        await using var live = await Serving.StartAsync(Shop);
        var answer = await live.AskAsync(new Step { DeleteVpc = new() { VpcId = "vpc-0123456789abcdef0" } }, Customer);

        Assert.Equal("InvalidVpcID.NotFound", Assert.IsType<Outcome.Refused>(Assert.Single(answer.Parts).Outcome).Rejection.Code);
    }

    [Fact]
    public async Task A_batch_call_has_a_part_for_each_resource()
    {
        await using var live = await Serving.StartAsync(Shop);
        var answer = await live.AskAsync(new Step { DeleteVpcEndpoints = new() { VpcEndpointIds = ["vpce-1", "vpce-2"] } }, Customer);

        Assert.Equal(2, answer.Parts.Length);
    }

    [Fact]
    public async Task What_can_t_be_asked_leaves_no_trace()
    {
        await using var live = await Serving.StartAsync(Shop);
        var before = live.Log.Count;
        await Assert.ThrowsAsync<BadLiveCallException>(() => live.AskAsync(new Step { ImpairZone = new() { ZoneId = "nowhere-az1" } }, null));

        Assert.Equal(before, live.Log.Count);
    }

    [Fact]
    public async Task Names_of_the_topology_are_no_ids_for_calls_from_outside()
    {
        await using var live = await Serving.StartAsync(Shop);
        var answer = await live.AskAsync(new Step { DeleteVpc = new() { VpcId = "customer-vpc" } }, Customer);

        Assert.IsType<Outcome.Refused>(Assert.Single(answer.Parts).Outcome);
    }

    [Fact]
    public async Task Time_goes_on_only_as_far_as_it_is_let()
    {
        await using var live = await Serving.StartAsync(Shop);
        var made = (Outcome.Accepted)(await live.AskAsync(Create(live), Customer)).Parts[0].Outcome;
        var id = new EntityId(EntityKind.InterfaceEndpoint, made.Value!.ResourceId!);
        var first = ((InterfaceEndpointState)live.Run.Seen.Find(id)!).Status;

        live.Run.AllowUntil(live.Run.Now + TimeSpan.FromHours(1));
        var later = await live.AskAsync(new Step { DeleteVpc = new() { VpcId = "vpc-0123456789abcdef0" } }, Customer);

        Assert.Equal(EndpointStatus.Pending, first);
        Assert.Equal(EndpointStatus.Available, ((InterfaceEndpointState)later.Seen.Find(id)!).Status);
        Assert.Equal(live.Run.Now, later.Parts[0].At);
    }

    [Fact]
    public async Task The_log_is_made_again_from_its_inputs_and_goes_on()
    {
        ImmutableArray<LogEntry> log;
        string before;
        await using (var live = await Serving.StartAsync(Shop))
        {
            await live.AskAsync(Create(live), Customer);
            live.Run.AllowUntil(live.Run.Now + TimeSpan.FromMinutes(5));
            await live.AskAsync(Create(live) with { DryRun = true }, Customer);
            await live.AskAsync(new Step { ImpairZone = new() { ZoneId = "use1-az1" } }, null);
            live.Run.AllowUntil(live.Run.Now + TimeSpan.FromMinutes(5));
            await live.AskAsync(new Step { DeleteVpcEndpoints = new() { VpcEndpointIds = ["vpce-1", "vpce-2"] } }, Customer);
            log = [.. live.Log];
            before = States(live.Run.Seen);
        }

        await using var again = await Serving.StartAsync(Shop, log);

        Assert.Equal(Lines(log), Lines(again.Log.Take(log.Length)));
        Assert.Equal(before, States(again.Run.Seen));
        Assert.IsType<Outcome.Accepted>((await again.AskAsync(Create(again), Customer)).Parts[0].Outcome);
    }

    [Fact]
    public async Task A_recorded_run_ends_where_its_record_does_when_it_is_only_made_again()
    {
        ImmutableArray<LogEntry> log;
        await using (var live = await Serving.StartAsync(Shop))
        {
            await live.AskAsync(Create(live), Customer);
            log = [.. live.Log];
        }

        var repeated = new LogCollector();
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var run = new LiveRun(Read(Shop), log, endsWithRecord: true);
        var result = await simulator.RunAsync(run.Plan("again", "1", RegionData.Load().Hashes), observer: repeated);

        Assert.False(result.Cancelled);
        Assert.Equal(Lines(log), Lines(repeated.Entries));
    }

    [Fact]
    public async Task A_topology_that_is_refused_is_told_of()
    {
        await using var live = await Serving.StartAsync(Shop.Replace("\"use1-az1\" }] },\n", "\"use1-az1\", \"cidrBlock\": \"10.9.0.0/24\" }] },\n", StringComparison.Ordinal));

        Assert.Contains(live.Run.Refusals, refusal => refusal.StartsWith("topology.vpcs[0]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_waits_learns_that_the_run_has_ended()
    {
        var live = await Serving.StartAsync(Shop);
        await live.DisposeAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => live.AskAsync(Create(live), Customer));
    }

    private static Step Create(Serving live) => new()
    {
        CreateVpcEndpoint = new()
        {
            VpcId = live.Only<VpcState>(EntityKind.Vpc, vpc => vpc.Account == "444455556666").Key,
            ServiceName = ServiceName.Make("us-east-1", live.Only<EndpointServiceState>(EntityKind.EndpointService, _ => true).Key),
            SubnetIds = [.. live.Only<VpcState>(EntityKind.Vpc, vpc => vpc.Account == "444455556666").Value.Subnets.Keys],
        },
    };

    private static IEnumerable<string> Lines(IEnumerable<LogEntry> log) =>
        log.Select(entry => $"{entry with { Data = default }} {System.Text.Encoding.UTF8.GetString(entry.Data.Span)}");

    private static string States(Snapshot seen) =>
        string.Join('\n', Enum.GetValues<EntityKind>().SelectMany(seen.All).Select(each => $"{each.Key} {CanonicalJson.Text(each.Value)}"));

    private static ScenarioFile Read(string text) => ScenarioFile.Parse(text, "shop.json", RegionData.Load().Regions);

    // A live run on a journal in memory.
    private sealed class Serving : IAsyncDisposable
    {
        private readonly Simulator _simulator = Simulator.Open(JournalOptions.Memory);
        private readonly CancellationTokenSource _end = new();
        private readonly LogCollector _log;
        private readonly Task _running;

        private Serving(LiveRun run)
        {
            Run = run;
            _log = new LogCollector(run);
            _running = Follow(_simulator.RunAsync(run.Plan("served", "1", RegionData.Load().Hashes), observer: _log, cancellationToken: _end.Token));
        }

        public LiveRun Run { get; }

        public List<LogEntry> Log => _log.Entries;

        public static async Task<Serving> StartAsync(string scenario, IEnumerable<LogEntry>? record = null)
        {
            var serving = new Serving(new LiveRun(Read(scenario), record));
            await serving.Run.CaughtUp;
            return serving;
        }

        public Task<LiveAnswer> AskAsync(Step step, Caller? caller) => Run.AskAsync(new LiveCall(step, caller));

        public KeyValuePair<string, TState> Only<TState>(EntityKind kind, Func<TState, bool> which)
            where TState : class, IState
        {
            var (id, state) = Run.Seen.All(kind).Single(each => which((TState)each.Value));
            return KeyValuePair.Create(id.Key, (TState)state);
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _running;
            await _simulator.DisposeAsync();
            _end.Dispose();
        }

        private async Task Follow(Task running)
        {
            await running;
            Run.Abandon(new OperationCanceledException());
        }
    }

    private sealed class LogCollector(IRunObserver? next = null) : IRunObserver
    {
        public List<LogEntry> Entries { get; } = [];

        public void Merged(LogEntry entry, IEvent fact)
        {
            Entries.Add(entry);
            next?.Merged(entry, fact);
        }

        public void Durable(long turn) => next?.Durable(turn);
    }
}
