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
            .. TopologyEndpoints.Of(file),
            .. topology.Accounts.SelectMany((account, index) => TopologyIdentities.Of(file, account, $"topology.accounts[{Text(index)}]")),
        ];
    }

    /// <summary>The owner of a service, calling in its Region.</summary>
    public static Caller ProviderOf(ScenarioFile file, ServiceTopology service)
    {
        var front = file.Scenario.Topology.LoadBalancers.First(balancer => balancer.Name == service.LoadBalancers[0]);
        var vpc = VpcOf(file, front.Subnets[0]);
        return CallerFor(file, vpc.Account, vpc.Region);
    }

    /// <summary>The root of an account, calling in a Region.</summary>
    public static Caller CallerFor(ScenarioFile file, string account, string region)
    {
        var id = file.Scenario.Topology.Accounts.First(each => each.Name == account).Id;
        return new Caller(id, $"arn:aws:iam::{id}:root", region);
    }

    /// <summary>A call at the start time.</summary>
    public static PlannedStep Plan(ScenarioFile file, string path, Caller? caller, string? name, Step step) =>
        new(null, path, file.Start, caller, name, ids => ScenarioCalls.Of(step, caller, ids));

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
        yield return Plan(file, path, caller, vpc.Name, new Step { CreateVpc = new() { CidrBlock = vpc.CidrBlock, AmazonProvidedIpv6CidrBlock = vpc.Ipv6 ? true : null } });
        if (vpc is not { EnableDnsSupport: true, EnableDnsHostnames: false })
        {
            yield return Plan(file, path, caller, null, new Step
            {
                ModifyVpcAttribute = new()
                {
                    VpcId = vpc.Name,
                    EnableDnsSupport = vpc.EnableDnsSupport ? null : false,
                    EnableDnsHostnames = vpc.EnableDnsHostnames ? true : null,
                },
            });
        }

        var blocks = SubnetBlocks.Free(vpc);
        for (var index = 0; index < vpc.Subnets.Length; index++)
        {
            var subnet = vpc.Subnets[index];
            var subnetPath = $"{path}.subnets[{Text(index)}]";
            var byId = file.Facts.Regions.TryGet(vpc.Region, out var region) && region.HasZone(subnet.Zone);
            yield return Plan(file, subnetPath, caller, subnet.Name, new Step
            {
                CreateSubnet = new()
                {
                    VpcId = vpc.Name,
                    CidrBlock = subnet.Ipv6Only ? null : subnet.CidrBlock ?? blocks.Dequeue(),
                    Ipv6Native = subnet.Ipv6Only ? true : null,
                    AvailabilityZone = byId ? null : subnet.Zone,
                    AvailabilityZoneId = byId ? subnet.Zone : null,
                },
            });
            if (subnet.Ipv6)
            {
                yield return Plan(file, subnetPath, caller, null, new Step { AssociateSubnetCidrBlock = new() { SubnetId = subnet.Name } });
            }
        }

        foreach (var step in TopologyFilters.Of(file, vpc, caller, path))
        {
            yield return step;
        }
    }

    private static IEnumerable<PlannedStep> LoadBalancers(ScenarioFile file, LoadBalancerTopology balancer, string path)
    {
        var subnets = balancer.Subnets.Select(name => (Vpc: VpcOf(file, name), Subnet: SubnetOf(file, name))).ToImmutableArray();
        var vpc = subnets[0].Vpc;
        var caller = CallerFor(file, vpc.Account, vpc.Region);
        yield return Plan(
            file, path, caller, balancer.Name, new Step
            {
                CreateLoadBalancer = new()
                {
                    Name = balancer.Name,
                    Subnets = balancer.Subnets,
                    IpAddressType = balancer.IpAddressType == IpAddressType.Ipv4 ? null : balancer.IpAddressType,
                    HealthCheck = balancer.HealthCheck,
                    SecurityGroups = balancer.SecurityGroups,
                },
            });
        if (balancer.CrossZone)
        {
            yield return Plan(
                file, path, caller, null, new Step { ModifyLoadBalancerAttributes = new() { LoadBalancerArn = balancer.Name, CrossZone = true } });
        }

        if (balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is false)
        {
            yield return Plan(file, path, caller, null, new Step
            {
                SetSecurityGroups = new()
                {
                    LoadBalancerArn = balancer.Name,
                    SecurityGroups = balancer.SecurityGroups,
                    EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = "off",
                },
            });
        }

        if (balancer.ProxyProtocolV2 || balancer.TargetGroupAttributes is not null)
        {
            yield return Plan(file, path, caller, null, new Step
            {
                ModifyTargetGroupAttributes = new()
                {
                    LoadBalancerArn = balancer.Name,
                    ProxyProtocolV2 = balancer.ProxyProtocolV2 ? true : null,
                    Attributes = balancer.TargetGroupAttributes,
                },
            });
        }

        if (balancer.ZonalShift)
        {
            yield return Plan(
                file, path, caller, null, new Step { ModifyLoadBalancerAttributes = new() { LoadBalancerArn = balancer.Name, ZonalShift = true } });
        }

        if (balancer.ZonalAutoshift)
        {
            yield return Plan(file, path, null, null, new Step { ZonalAutoshift = new() { LoadBalancerArn = balancer.Name, Enabled = true } });
        }

        for (var index = 0; index < balancer.Listeners.Length; index++)
        {
            foreach (var step in Listener(file, caller, balancer, index, $"{path}.listeners[{Text(index)}]"))
            {
                yield return step;
            }
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

    // A listener without a name is called by its place, which no name can be.
    private static IEnumerable<PlannedStep> Listener(ScenarioFile file, Caller caller, LoadBalancerTopology balancer, int index, string path)
    {
        var listener = balancer.Listeners[index];
        yield return Plan(file, path, caller, listener.Name ?? path, new Step
        {
            CreateListener = new() { LoadBalancerArn = balancer.Name, Protocol = listener.Protocol, Port = listener.Port },
        });
        if (listener.TcpIdleTimeoutSeconds is { } seconds)
        {
            yield return new PlannedStep(null, path, file.Start, caller, null, ids => ScenarioCalls.Of(
                new Step { ModifyListenerAttributes = new() { ListenerArn = ids.MadeAs(listener.Name ?? path), TcpIdleTimeoutSeconds = seconds } },
                caller,
                ids));
        }
    }

    private static IEnumerable<PlannedStep> Services(ScenarioFile file, ServiceTopology service, string path)
    {
        var topology = file.Scenario.Topology;
        var caller = ProviderOf(file, service);
        yield return Plan(file, path, caller, service.Name, new Step
        {
            CreateVpcEndpointServiceConfiguration = new()
            {
                NetworkLoadBalancerArns = service.LoadBalancers,
                AcceptanceRequired = service.AcceptanceRequired && !TopologyEndpoints.StandBefore(topology, service),
                SupportedRegions = service.SupportedRegions,
                SupportedIpAddressTypes = service.SupportedIpAddressTypes,
                PrivateDnsName = service.PrivateDnsName,
                Tags = service.Tags,
            },
        });
        if (!service.AllowedPrincipals.IsEmpty)
        {
            yield return Plan(file, path, caller, null, new Step
            {
                ModifyVpcEndpointServicePermissions = new() { ServiceId = service.Name, AddAllowedPrincipals = service.AllowedPrincipals },
            });
        }

        if (service.Marketplace is { } listing)
        {
            yield return Plan(file, path, null, null, new Step
            {
                DeclareMarketplaceListing = new() { ServiceId = service.Name, UserFriendlyDnsName = listing.UserFriendlyDnsName },
            });
        }

        if (service.PayerResponsibility is { } payer)
        {
            yield return Plan(file, path, caller, null, new Step
            {
                ModifyVpcEndpointServicePayerResponsibility = new() { ServiceId = service.Name, PayerResponsibility = payer },
            });
        }

        if (service.PrivateDnsVerified)
        {
            yield return Plan(file, path, null, null, new Step { PublishTxtRecord = new() { Service = service.Name } });
            yield return Plan(
                file, path, caller, null, new Step { StartVpcEndpointServicePrivateDnsVerification = new() { ServiceId = service.Name } });
        }
    }

    private static VpcTopology VpcOf(ScenarioFile file, string subnet) =>
        file.Scenario.Topology.Vpcs.First(vpc => vpc.Subnets.Any(each => each.Name == subnet));

    private static SubnetTopology SubnetOf(ScenarioFile file, string subnet) =>
        VpcOf(file, subnet).Subnets.First(each => each.Name == subnet);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
