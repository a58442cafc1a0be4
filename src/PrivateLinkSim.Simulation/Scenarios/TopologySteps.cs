using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A command that a scenario makes, with where it stands in the file.</summary>
/// <param name="Step">The index of the step; null for the topology.</param>
/// <param name="Path">Where it stands in the file.</param>
/// <param name="Calls">Its calls, once it is its turn and the ids before it are known.</param>
internal sealed record PlannedStep(
    int? Step, string Path, Moment At, Caller? Caller, string? As, Func<ResourceIds, IEnumerable<ScenarioCall>> Calls);

/// <summary>Turns a topology into the commands that make it, in the order that they need each other.</summary>
internal static class TopologySteps
{
    public static IEnumerable<PlannedStep> Of(ScenarioFile file)
    {
        var topology = file.Scenario.Topology;
        return
        [
            .. topology.Accounts.SelectMany((account, index) => Accounts(file, account, $"topology.accounts[{Text(index)}]")),
            .. topology.Vpcs.SelectMany((vpc, index) => Vpcs(file, vpc, $"topology.vpcs[{Text(index)}]")),
            .. topology.LoadBalancers.SelectMany((balancer, index) => LoadBalancers(file, balancer, $"topology.loadBalancers[{Text(index)}]")),
            .. topology.Services.SelectMany((service, index) => Services(file, service, $"topology.services[{Text(index)}]")),
        ];
    }

    private static IEnumerable<PlannedStep> Accounts(ScenarioFile file, Account account, string path) =>
        account.OptedInRegions.Concat(account.ZoneNames.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(region =>
        {
            ImmutableArray<ZoneName> zones = account.ZoneNames.TryGetValue(region, out var own)
                ? [.. own.OrderBy(zone => zone.Key, StringComparer.Ordinal).Select(zone => new ZoneName(zone.Key, zone.Value))]
                : [];
            var declare = new RegionCommand.DeclareAccount(account.Id, account.OptedInRegions.Contains(region, StringComparer.Ordinal), zones);
            return new PlannedStep(null, path, file.Start, null, null, _ => [ScenarioCalls.DeclareAccount(region, declare)]);
        });

    private static IEnumerable<PlannedStep> Vpcs(ScenarioFile file, VpcTopology vpc, string path)
    {
        var caller = CallerFor(file, vpc.Account, vpc.Region);
        yield return Plan(file, path, caller, vpc.Name, new Step { CreateVpc = new() { CidrBlock = vpc.CidrBlock } });
        var blocks = SubnetBlocks.Free(vpc);
        for (var index = 0; index < vpc.Subnets.Length; index++)
        {
            var subnet = vpc.Subnets[index];
            var byId = file.Facts.Regions.TryGet(vpc.Region, out var region) && region.HasZone(subnet.Zone);
            yield return Plan(file, $"{path}.subnets[{Text(index)}]", caller, subnet.Name, new Step
            {
                CreateSubnet = new()
                {
                    VpcId = vpc.Name,
                    CidrBlock = subnet.CidrBlock ?? blocks.Dequeue(),
                    AvailabilityZone = byId ? null : subnet.Zone,
                    AvailabilityZoneId = byId ? subnet.Zone : null,
                },
            });
        }
    }

    private static IEnumerable<PlannedStep> LoadBalancers(ScenarioFile file, LoadBalancerTopology balancer, string path)
    {
        var subnets = balancer.Subnets.Select(name => (Vpc: VpcOf(file, name), Subnet: SubnetOf(file, name))).ToImmutableArray();
        var vpc = subnets[0].Vpc;
        var caller = CallerFor(file, vpc.Account, vpc.Region);
        yield return Plan(
            file, path, caller, balancer.Name, new Step { CreateLoadBalancer = new() { Name = balancer.Name, Subnets = balancer.Subnets } });
        if (balancer.CrossZone)
        {
            yield return Plan(
                file, path, caller, null, new Step { ModifyLoadBalancerAttributes = new() { LoadBalancerArn = balancer.Name, CrossZone = true } });
        }

        var targets = balancer.Targets ??
        [
            .. subnets.Select((each, index) => new TargetParameter
            {
                Id = $"{balancer.Name}-target-{Text(index + 1)}",
                AvailabilityZone = each.Subnet.Zone,
            }),
        ];
        if (!targets.IsEmpty)
        {
            yield return Plan(
                file, path, caller, null, new Step { RegisterTargets = new() { LoadBalancerArn = balancer.Name, Targets = targets } });
        }
    }

    private static IEnumerable<PlannedStep> Services(ScenarioFile file, ServiceTopology service, string path)
    {
        var front = file.Scenario.Topology.LoadBalancers.First(balancer => balancer.Name == service.LoadBalancers[0]);
        var vpc = VpcOf(file, front.Subnets[0]);
        var caller = CallerFor(file, vpc.Account, vpc.Region);
        yield return Plan(file, path, caller, service.Name, new Step
        {
            CreateVpcEndpointServiceConfiguration = new()
            {
                NetworkLoadBalancerArns = service.LoadBalancers,
                AcceptanceRequired = service.AcceptanceRequired,
                SupportedRegions = service.SupportedRegions,
            },
        });
        if (!service.AllowedPrincipals.IsEmpty)
        {
            yield return Plan(file, path, caller, null, new Step
            {
                ModifyVpcEndpointServicePermissions = new() { ServiceId = service.Name, AddAllowedPrincipals = service.AllowedPrincipals },
            });
        }
    }

    private static PlannedStep Plan(ScenarioFile file, string path, Caller caller, string? name, Step step) =>
        new(null, path, file.Start, caller, name, ids => ScenarioCalls.Of(step, caller, ids));

    private static VpcTopology VpcOf(ScenarioFile file, string subnet) =>
        file.Scenario.Topology.Vpcs.First(vpc => vpc.Subnets.Any(each => each.Name == subnet));

    private static SubnetTopology SubnetOf(ScenarioFile file, string subnet) =>
        VpcOf(file, subnet).Subnets.First(each => each.Name == subnet);

    private static Caller CallerFor(ScenarioFile file, string account, string region)
    {
        var id = file.Scenario.Topology.Accounts.First(each => each.Name == account).Id;
        return new Caller(id, $"arn:aws:iam::{id}:root", region);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
