using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Changes a scenario where it makes its load balancers and endpoints. Null where it makes them in a way that can't be changed so.</summary>
internal sealed class ChaosEdits(Scenario scenario, ChaosTopology topology)
{
    /// <summary>The load balancer that the scenario calls so.</summary>
    public LoadBalancerState? LoadBalancer(string name) =>
        topology.Ids.TryGetValue(name, out var arn) ? topology.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn)) : null;

    /// <summary>Turns cross-zone load balancing on.</summary>
    public Scenario? CrossZoneOn(string balancer) =>
        Declared(balancer, declared => declared with { CrossZone = true })
        ?? AfterMaking(balancer, made => new Step { Caller = made.Caller, ModifyLoadBalancerAttributes = new() { LoadBalancerArn = balancer, CrossZone = true } });

    /// <summary>Checks the targets more often.</summary>
    public Scenario? CheckEvery(string balancer, int seconds) =>
        Declared(balancer, declared => declared with { HealthCheck = Every(declared.HealthCheck ?? new(), seconds) })
        ?? Making(balancer, call => call with { HealthCheck = Every(call.HealthCheck ?? new(), seconds) });

    /// <summary>Registers a target in a zone where the load balancer has a node.</summary>
    public Scenario? AddTarget(string balancer, string zone)
    {
        var target = new TargetParameter { Id = $"{balancer}-target-{zone}", AvailabilityZone = zone };
        return Declared(balancer, declared => declared with { Targets = declared.Targets is { } stated ? [.. stated, target] : null })
            ?? AfterMaking(balancer, made => new Step { Caller = made.Caller, RegisterTargets = new() { LoadBalancerArn = balancer, Targets = [target] } });
    }

    /// <summary>Registers one more target in a zone where there are some.</summary>
    public Scenario? AddAnotherTarget(string balancer, string zone)
    {
        var target = new TargetParameter { Id = $"{balancer}-further-target-{zone}", AvailabilityZone = zone };
        var has = LoadBalancer(balancer)?.Targets.Select(each => new TargetParameter { Id = each.Key, AvailabilityZone = each.Value.ZoneId }) ?? [];
        return Declared(balancer, declared => declared with { Targets = [.. declared.Targets ?? [.. has], target] })
            ?? AfterMaking(balancer, made => new Step { Caller = made.Caller, RegisterTargets = new() { LoadBalancerArn = balancer, Targets = [target] } });
    }

    /// <summary>Brings a load balancer into a further zone, with a target there.</summary>
    public Scenario? AddZone(string balancer, string zone)
    {
        if (SubnetsOf(balancer) is not { IsEmpty: false } subnets || WithSubnet(subnets[0], zone) is not var (wider, subnet))
        {
            return null;
        }

        var edits = new ChaosEdits(wider, topology);
        var changed = edits.Declared(balancer, declared => declared with { Subnets = [.. declared.Subnets, subnet] })
            ?? edits.Making(balancer, call => call with { Subnets = [.. call.Subnets, subnet] });
        return changed is null ? null : new ChaosEdits(changed, topology).AddTarget(balancer, zone);
    }

    /// <summary>Gives an endpoint a subnet in a further zone.</summary>
    public Scenario? AddSubnet(string endpoint, string zone)
    {
        if (scenario.Steps.FirstOrDefault(step => step.As == endpoint)?.CreateVpcEndpoint is not { SubnetIds.IsEmpty: false } call
            || WithSubnet(call.SubnetIds[0], zone) is not var (wider, subnet))
        {
            return null;
        }

        return wider with
        {
            Steps =
            [
                .. wider.Steps.Select(step => step.As == endpoint && step.CreateVpcEndpoint is { } made
                    ? step with { CreateVpcEndpoint = made with { SubnetIds = [.. made.SubnetIds, subnet] } }
                    : step),
            ],
        };
    }

    // The subnet of a VPC of the topology in a zone: the one that is there, or a new one like its sibling.
    // A check that waits for longer than until the next is refused.
    private static HealthCheckParameters Every(HealthCheckParameters check, int seconds) => check with
    {
        HealthCheckIntervalSeconds = seconds,
        HealthCheckTimeoutSeconds = Math.Min(check.HealthCheckTimeoutSeconds ?? seconds, seconds),
    };

    private (Scenario Scenario, string Subnet)? WithSubnet(string sibling, string zone)
    {
        var vpcs = scenario.Topology.Vpcs;
        var index = vpcs.ToList().FindIndex(vpc => vpc.Subnets.Any(subnet => subnet.Name == sibling));
        if (index < 0)
        {
            return null;
        }

        var vpc = vpcs[index];
        if (vpc.Subnets.FirstOrDefault(subnet => ZoneId(vpc, subnet.Zone) == zone) is { } there)
        {
            return (scenario, there.Name);
        }

        var added = vpc.Subnets.First(subnet => subnet.Name == sibling) with { Name = $"{vpc.Name}-{zone}", Zone = zone, CidrBlock = null };
        return (
            scenario with { Topology = scenario.Topology with { Vpcs = vpcs.SetItem(index, vpc with { Subnets = [.. vpc.Subnets, added] }) } },
            added.Name);
    }

    private string ZoneId(VpcTopology vpc, string zone)
    {
        var account = scenario.Topology.Accounts.First(each => each.Name == vpc.Account);
        return account.ZoneNames.TryGetValue(vpc.Region, out var own) && own.TryGetValue(zone, out var id) ? id
            : topology.View.Facts.Regions.TryGet(vpc.Region, out var region) ? region.DefaultZoneNames.FirstOrDefault(known => known.Name == zone)?.ZoneId ?? zone
            : zone;
    }

    private ImmutableArray<string> SubnetsOf(string balancer) =>
        scenario.Topology.LoadBalancers.FirstOrDefault(declared => declared.Name == balancer)?.Subnets
        ?? scenario.Steps.FirstOrDefault(step => step.As == balancer)?.CreateLoadBalancer?.Subnets
        ?? [];

    private Scenario? Declared(string balancer, Func<LoadBalancerTopology, LoadBalancerTopology> change) =>
        scenario.Topology.LoadBalancers.Any(declared => declared.Name == balancer)
            ? scenario with
            {
                Topology = scenario.Topology with
                {
                    LoadBalancers = [.. scenario.Topology.LoadBalancers.Select(declared => declared.Name == balancer ? change(declared) : declared)],
                },
            }
            : null;

    private Scenario? Making(string balancer, Func<CreateLoadBalancerParameters, CreateLoadBalancerParameters> change) =>
        scenario.Steps.Any(step => step.As == balancer)
            ? scenario with
            {
                Steps =
                [
                    .. scenario.Steps.Select(step => step.As == balancer && step.CreateLoadBalancer is { } call ? step with { CreateLoadBalancer = change(call) } : step),
                ],
            }
            : null;

    private Scenario? AfterMaking(string balancer, Func<Step, Step> next) =>
        scenario.Steps.Any(step => step.As == balancer)
            ? scenario with { Steps = [.. scenario.Steps.SelectMany(step => step.As == balancer ? new[] { step, next(step) } : [step])] }
            : null;
}
