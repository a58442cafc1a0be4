using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Planted;

/// <summary>
/// Twenty-two bugs, planted one at a time: every one is caught. By the build: six uses of what is banned. By <c>verify</c>: six
/// sources of nondeterminism. By the kernel, by name: two. By the shipped scenarios: eight rules got wrong.
/// </summary>
public sealed class PlantedBugsSpec
{
    /// <summary>The banned uses: a line of code in Domain or Simulation, and the symbol that the build must name.</summary>
    public static TheoryData<string, string> Banned => new()
    {
        { "Domain", "System.DateTime.UtcNow" },
        { "Domain", "System.Guid.NewGuid()" },
        { "Domain", "new System.Random().Next()" },
        { "Domain", "new System.Collections.Generic.HashSet<string>()" },
        { "Simulation", "System.Environment.TickCount64" },
        { "Simulation", "System.Threading.Tasks.Task.Run(() => 1)" },
    };

    /// <summary>The sources of nondeterminism that <c>verify</c> must find, with the scenario that shows each.</summary>
    public static TheoryData<string, string> Nondeterministic => new()
    {
        { nameof(CountingRegionDecider), "first-endpoint" },
        { nameof(ClockReadingEndpointDecider), "az-failover" },
        { nameof(ThreadReadingEndpointDecider), "az-failover" },
        { nameof(RandomEndpointDecider), "first-endpoint" },
        { nameof(GossipingEndpointDecider), "region-removal" },
        { nameof(SecretlyRememberingConsumerDecider), "opt-in" },
    };

    /// <summary>The rules got wrong, with the scenario that must fail.</summary>
    public static TheoryData<string, string> WrongRules => new()
    {
        { nameof(HostlessServiceDecider), "region-removal" },
        { nameof(UnforgettingServiceDecider), "region-removal" },
        { nameof(VengefulServiceDecider), "region-removal" },
        { nameof(StubbornServiceDecider), "az-failover" },
        { nameof(CarelessConsumerDecider), "opt-in" },
        { nameof(CarelessProviderDecider), "opt-in" },
        { nameof(LitteringEndpointDecider), "manual-acceptance" },
        { nameof(AlwaysAnsweringEndpointDecider), "first-endpoint" },
    };

    private static ImmutableSortedDictionary<string, EntityType> Planted { get; } = new Dictionary<string, EntityType>(StringComparer.Ordinal)
    {
        [nameof(CountingRegionDecider)] =
            new EntityType<CountingRegionDecider, RegionCommand, RegionEvent, RegionState>(EntityKind.Region),
        [nameof(ClockReadingEndpointDecider)] = Of<ClockReadingEndpointDecider>(),
        [nameof(ThreadReadingEndpointDecider)] = Of<ThreadReadingEndpointDecider>(),
        [nameof(RandomEndpointDecider)] = Of<RandomEndpointDecider>(),
        [nameof(GossipingEndpointDecider)] = Of<GossipingEndpointDecider>(),
        [nameof(SecretlyRememberingConsumerDecider)] =
            new EntityType<SecretlyRememberingConsumerDecider, ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>(
                EntityKind.ServiceConsumer),
        [nameof(ForgetfulDeadlineEndpointDecider)] = Of<ForgetfulDeadlineEndpointDecider>(),
        [nameof(LoopingEndpointDecider)] = Of<LoopingEndpointDecider>(),
        [nameof(HostlessServiceDecider)] = OfService<HostlessServiceDecider>(),
        [nameof(UnforgettingServiceDecider)] = OfService<UnforgettingServiceDecider>(),
        [nameof(VengefulServiceDecider)] = OfService<VengefulServiceDecider>(),
        [nameof(StubbornServiceDecider)] = OfService<StubbornServiceDecider>(),
        [nameof(CarelessConsumerDecider)] =
            new EntityType<CarelessConsumerDecider, ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>(EntityKind.ServiceConsumer),
        [nameof(CarelessProviderDecider)] =
            new EntityType<CarelessProviderDecider, ServiceProviderCommand, ServiceProviderEvent, ServiceProviderState>(EntityKind.ServiceProvider),
        [nameof(LitteringEndpointDecider)] = Of<LitteringEndpointDecider>(),
        [nameof(AlwaysAnsweringEndpointDecider)] = Of<AlwaysAnsweringEndpointDecider>(),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Nondeterministic))]
    public async Task Verify_finds_a_source_of_nondeterminism_and_names_the_event(string planted, string scenario)
    {
        var difference = await FirstDifference(scenario, EntityTypes.Standard.With(Planted[planted]));

        Assert.NotNull(difference);
        Assert.Matches("turn [0-9]+", difference);
    }

    [Theory]
    [MemberData(nameof(WrongRules))]
    public async Task A_shipped_scenario_fails_when_a_rule_is_wrong(string planted, string scenario)
    {
        var run = new ScenarioRun(ShippedScenarios.Read(scenario));

        await RunAsync(run, EntityTypes.Standard.With(Planted[planted]));

        Assert.False(run.Passed);
    }

    [Theory]
    [MemberData(nameof(WrongRules))]
    public async Task The_same_scenario_passes_with_the_rules_of_the_product(string planted, string scenario)
    {
        var run = new ScenarioRun(ShippedScenarios.Read(scenario));

        await RunAsync(run, EntityTypes.Standard);

        Assert.True(run.Passed, $"{scenario}, against {planted}: {string.Join("; ", run.Verdicts.Where(verdict => !verdict.Held))}");
    }

    [Fact]
    public async Task A_deadline_that_is_still_derived_after_it_fired_stops_the_run_by_name()
    {
        var run = new ScenarioRun(ShippedScenarios.Read("first-endpoint"));

        var stopped = await Assert.ThrowsAsync<KernelFaultException>(
            () => RunAsync(run, EntityTypes.Standard.With(Planted[nameof(ForgetfulDeadlineEndpointDecider)])));

        Assert.Contains("status", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("interface-endpoint/", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_without_time_stops_the_run_and_is_named()
    {
        var run = new ScenarioRun(ShippedScenarios.Read("first-endpoint"));

        var stopped = await Assert.ThrowsAsync<KernelFaultException>(
            () => RunAsync(run, EntityTypes.Standard.With(Planted[nameof(LoopingEndpointDecider)])));

        Assert.Contains("LearnZoneHealth", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rules_of_the_product_differ_in_no_variant()
    {
        foreach (var scenario in ShippedScenarios.Names)
        {
            Assert.Null(await FirstDifference(scenario, EntityTypes.Standard));
        }
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Simulation")]
    public void The_build_refuses_every_banned_use(string project)
    {
        string[] uses = [.. Banned.Where(row => (string)row[0] == project).Select(row => (string)row[1])];

        var (refused, output) = BannedUses.Build(project, uses);

        Assert.True(refused.SequenceEqual(Enumerable.Range(0, uses.Length)), $"The build let something through:\n{output}");
    }

    private static async Task<string?> FirstDifference(string scenario, EntityTypes types)
    {
        var file = ShippedScenarios.Read(scenario);
        var verifier = new Verifier(id => ShippedScenarios.Plan(new ScenarioRun(file), id, types));
        await verifier.RunAsync(RunVariant.Plain);
        foreach (var variant in RunVariant.Take(8))
        {
            if ((await verifier.RunAsync(variant)).Difference is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static async Task RunAsync(ScenarioRun run, EntityTypes types)
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        await simulator.RunAsync(ShippedScenarios.Plan(run, "planted", types));
    }

    private static EntityType Of<TDecider>()
        where TDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState> =>
        new EntityType<TDecider, InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>(EntityKind.InterfaceEndpoint);

    private static EntityType OfService<TDecider>()
        where TDecider : IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState> =>
        new EntityType<TDecider, EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>(EntityKind.EndpointService);
}
