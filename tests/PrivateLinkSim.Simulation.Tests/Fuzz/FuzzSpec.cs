using System.Reflection;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation.Tests.Planted;

namespace PrivateLinkSim.Simulation.Tests.Fuzz;

/// <summary>Random scenarios: what is drawn, that the product passes, and that what is done to it is found.</summary>
public sealed class FuzzSpec
{
    private const int Seeds = 25;
    private const int Patience = 120;

    private static readonly RegionTable Regions = RegionData.Load().Regions;

    // What is done to a kind of entity, and the invariants of which one must say so first.
    private static readonly SortedDictionary<string, (EntityKind Kind, Func<EntityType, EntityType> Sabotage, string[] Found)> Sabotages = new(StringComparer.Ordinal)
    {
        ["endpoints keep their addresses when they go"] = (EntityKind.InterfaceEndpoint, Losing<VpcCommand.ReleaseAddresses>, ["one-owner", "refusals-change-nothing"]),
        ["subnets give addresses back that are held"] = (EntityKind.Vpc, type => new SabotagedType(type) { Bends = GiveBack }, ["free-addresses"]),
        ["VPCs forget their security groups"] = (EntityKind.Vpc, type => new SabotagedType(type) { Bends = ForgetGroups }, ["groups-stay", "refusals-change-nothing"]),
        ["services do not hear how endpoints are"] = (EntityKind.InterfaceEndpoint, Losing<EndpointServiceCommand.LearnConnectionStatus>, ["no-zombie"]),
        ["endpoints do not hear that they were rejected"] = (EntityKind.EndpointService, Losing<InterfaceEndpointCommand.LearnRejection>, ["no-zombie"]),
        ["endpoints do not hear of other paths"] = (EntityKind.EndpointService, Losing<InterfaceEndpointCommand.LearnPath>, ["paths-agree"]),
        ["consumers keep endpoints that are gone"] = (EntityKind.InterfaceEndpoint, Losing<ServiceConsumerCommand.Forget>, ["registers-agree", "refusals-change-nothing"]),
        ["providers keep load balancers that are gone"] = (EntityKind.LoadBalancer, Losing<ServiceProviderCommand.Forget>, ["registers-agree", "refusals-change-nothing"]),
        ["providers do not hear that they are opted in"] = (EntityKind.Region, Losing<ServiceProviderCommand.LearnOptStatus>, ["opt-status-agrees"]),
        ["services that go keep their load balancers"] = (EntityKind.EndpointService, Losing<LoadBalancerCommand.Unbind>, ["one-service", "refusals-change-nothing"]),
        ["services do not hear what load balancers are"] = (EntityKind.LoadBalancer, Losing<EndpointServiceCommand.LearnLoadBalancer>, ["service-zones"]),
        ["endpoints do not hear of their zones"] = (EntityKind.Vpc, Losing<InterfaceEndpointCommand.LearnZoneHealth>, ["zone-health"]),
        ["addresses are never withdrawn"] = (EntityKind.InterfaceEndpoint, Forgetting<InterfaceEndpointEvent.AddressWithdrawn>, ["no-bug"]),
        ["addresses are withdrawn without a reason"] = (EntityKind.InterfaceEndpoint, type => new SabotagedType(type) { Bends = Withdraw }, ["withdrawal"]),
        ["VPCs forget private names"] = (EntityKind.Vpc, type => new SabotagedType(type) { Bends = ForgetNames }, ["private-names"]),
        ["name servers do not hear of records"] = (EntityKind.HostedZones, Losing<PublicDnsCommand.ServeRecords>, ["served-zones"]),
        ["name servers keep zones that are gone"] = (EntityKind.HostedZones, Losing<PublicDnsCommand.EndZone>, ["served-zones"]),
        ["VPCs take any number of endpoints"] = (EntityKind.Vpc, type => new SabotagedType(type) { Misreads = settings => settings with { EndpointsPerVpc = 1000 } }, ["quotas"]),
        ["load balancers take any number of targets"] = (EntityKind.LoadBalancer, type => new SabotagedType(type) { Misreads = settings => settings with { TargetsPerZone = 1000 } }, ["quotas"]),
    };

    /// <summary>What is done.</summary>
    public static TheoryData<string> Deeds => [.. Sabotages.Keys];

    [Fact]
    public async Task What_is_drawn_is_as_it_must_be()
    {
        await foreach (var outcome in new FuzzCampaign(Regions).RunAsync(1))
        {
            Assert.True(outcome.Finding is null, $"seed {outcome.Seed}: {outcome.Finding}");
            if (outcome.Seed == Seeds)
            {
                break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task What_is_done_to_the_rules_is_found_and_named(string deed)
    {
        var (kind, sabotage, wanted) = Sabotages[deed];
        var campaign = new FuzzCampaign(Regions, types: EntityTypes.Standard.With(sabotage(EntityTypes.Standard[kind])));

        Assert.Contains((await FirstFailure(campaign)).Finding!.Invariant, wanted);
    }

    [Fact]
    public async Task Rules_that_depend_on_who_comes_first_are_found()
    {
        var counting = new EntityType<CountingRegionDecider, RegionCommand, RegionEvent, RegionState>(EntityKind.Region);
        var campaign = new FuzzCampaign(Regions, types: EntityTypes.Standard.With(counting));

        Assert.Equal("determinism", (await FirstFailure(campaign)).Finding!.Invariant);
    }

    [Fact]
    public async Task What_fails_is_made_small_and_fails_so_when_it_is_read_again()
    {
        var (kind, sabotage, _) = Sabotages["services do not hear how endpoints are"];
        var campaign = new FuzzCampaign(Regions, types: EntityTypes.Standard.With(sabotage(EntityTypes.Standard[kind])));
        var outcome = await FirstFailure(campaign);

        var small = await campaign.ShrinkAsync(outcome);
        var again = await campaign.HoldAsync(ScenarioFile.Parse(ScenarioLayout.Text(small.Document), "small.json", Regions), outcome.Seed);

        Assert.Equal("no-zombie", again.Finding?.Invariant);
        Assert.InRange(small.After.Steps, 1, 3);
        Assert.StartsWith(FormattableString.Invariant($"Seed {outcome.Seed}: no-zombie"), (string?)small.Document["title"]);
        Assert.Contains($"But: {small.Failure.Found}", (string?)small.Document["story"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_seed_gives_the_same_scenario_every_time_and_its_neighbour_another()
    {
        string[] drawn = [.. new long[] { 7, 7, 8, -7 }.Select(seed => CanonicalJson.Text(FuzzScenario.Of(seed, Regions).Canonical))];

        Assert.Equal(drawn[0], drawn[1]);
        Assert.Equal(3, drawn.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_command_and_every_setting_is_drawn()
    {
        const int Drawn = 300;
        var commands = typeof(Step).GetProperties().Select(member => member.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName).OfType<string>();
        var codes = SettingBook.All.Where(setting => setting.Property.PropertyType == typeof(string) || setting.Name.EndsWith("EphemeralPort", StringComparison.Ordinal));
        var seen = Enumerable.Range(1, Drawn).Select(seed => FuzzScenario.Of(seed, Regions).Scenario).ToArray();

        Assert.Empty(commands.Except(seen.SelectMany(scenario => scenario.Steps).SelectMany(StepCommand.NamesOf)));
        Assert.Empty(SettingBook.All.Except(codes).Select(setting => setting.Name).Except(seen.SelectMany(scenario => scenario.Settings.Keys)));
        Assert.Contains(seen, scenario => scenario.Traffic.Any(group => group.Fallback is not null));
        Assert.Contains(seen, scenario => scenario.Topology.Vpcs.Any(vpc => vpc.Ipv6 && vpc.Subnets.Any(subnet => subnet.Ipv6Only)));
        Assert.Contains(seen, scenario => scenario.Topology.Accounts.Any(account => !account.ServiceControlPolicies.IsEmpty && !account.OptedInRegions.IsEmpty));
    }

    [Fact]
    public async Task Commands_are_drawn_against_the_topology_of_a_scenario_with_its_endpoints()
    {
        var campaign = new FuzzCampaign(Regions, ShippedScenarios.Read("az-failover"));
        var drawn = campaign.Draw(3);

        var own = ShippedScenarios.Read("az-failover").Scenario;

        Assert.Equal(own.Topology.LoadBalancers.Select(balancer => balancer.Name), drawn.Scenario.Topology.LoadBalancers.Select(balancer => balancer.Name));
        Assert.Contains(drawn.Scenario.Steps, step => step.CreateVpcEndpoint is not null && step.As == own.Steps.First(each => each.As is not null).As);
        Assert.True(drawn.Scenario.Steps.Length > 20);
        Assert.Null((await campaign.HoldAsync(drawn, 3)).Finding);
    }

    [Theory]
    [MemberData(nameof(Held))]
    public async Task Scenarios_that_are_shipped_and_those_that_once_failed_are_as_they_must_be(string path)
    {
        var file = ScenarioFile.Read(Path.Combine(ShippedScenarios.Root, path), Regions);

        Assert.Null((await new FuzzCampaign(Regions).HoldAsync(file, 1)).Finding);
    }

    /// <summary>The scenarios of the repository, and what fuzzing has found.</summary>
    public static TheoryData<string> Held =>
    [
        .. ShippedScenarios.Names.Where(name => !name.Contains("year", StringComparison.Ordinal)).Select(name => $"scenarios/{name}.json"),
        .. Directory.EnumerateFiles(Path.Combine(ShippedScenarios.Root, "tests/PrivateLinkSim.Simulation.Tests/Fuzz/Found"), "*.json")
            .Select(path => Path.GetRelativePath(ShippedScenarios.Root, path)).Order(StringComparer.Ordinal),
    ];

    private static async Task<FuzzOutcome> FirstFailure(FuzzCampaign campaign)
    {
        await foreach (var outcome in campaign.RunAsync(1))
        {
            if (outcome.Finding is not null)
            {
                return outcome;
            }

            Assert.True(outcome.Seed < Patience, $"Nothing was found in {Patience} seeds.");
        }

        throw new InvalidOperationException("There are no more seeds.");
    }

    private static SabotagedType Losing<TCommand>(EntityType sound) => new(sound) { Loses = message => message is Message.Tell { Command: TCommand } };

    private static SabotagedType Forgetting<TEvent>(EntityType sound) => new(sound) { Forgets = fact => fact is TEvent };

    private static VpcState ForgetGroups(IState state) =>
        (VpcState)state is { Holders.IsEmpty: false } vpc ? vpc with { SecurityGroups = Sorted.Map<string>() } : (VpcState)state;

    private static VpcState ForgetNames(IState state) => Nameless((VpcState)state);

    private static VpcState Nameless(VpcState vpc) =>
        vpc with { Holders = vpc.Holders.SetItems(vpc.Holders.Select(holder => KeyValuePair.Create(holder.Key, holder.Value with { PrivateDnsName = null }))) };

    private static VpcState GiveBack(IState state) => (VpcState)state is var vpc && vpc.Subnets.Values.Any(subnet => subnet.Ipv4 is { Next: > 4 })
        ? vpc with { Subnets = vpc.Subnets.SetItems(vpc.Subnets.Where(subnet => subnet.Value.Ipv4 is not null).Select(subnet => KeyValuePair.Create(subnet.Key, subnet.Value with { Ipv4 = subnet.Value.Ipv4! with { Freed = [.. subnet.Value.Ipv4!.Freed, subnet.Value.Ipv4.Next - 1] } }))) }
        : vpc;

    private static InterfaceEndpointState Withdraw(IState state) => (InterfaceEndpointState)state is { Status: EndpointStatus.Available } endpoint
        ? endpoint with { Interfaces = [.. endpoint.Interfaces.Select(each => each with { Withdrawn = true, Due = null })] }
        : (InterfaceEndpointState)state;
}
