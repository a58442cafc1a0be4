using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that a topology can stand: what it refers to is there, and what a run takes for granted is so.</summary>
internal sealed class TopologyChecks(Scenario scenario, ScenarioNames names, ReferenceChecks references, Settings settings)
{
    private const int MostOfTarget = 1_000_000;

    private readonly ScenarioErrors _errors = references.Errors;
    private readonly PolicyChecks _policies = new(references.Errors);
    private readonly FilterChecks _filters = new(names, references);

    public void Check()
    {
        var topology = scenario.Topology;
        CheckAccountIds(topology.Accounts);
        Each("topology.accounts", topology.Accounts, CheckAccount);
        Each("topology.vpcs", topology.Vpcs, CheckVpc);
        Each("topology.loadBalancers", topology.LoadBalancers, CheckLoadBalancer);
        Each("topology.services", topology.Services, CheckService);
        new TopologyEndpointChecks(scenario, names, references, settings).Check();
    }

    private void CheckAccountIds(ImmutableArray<Account> accounts)
    {
        var first = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Each("topology.accounts", accounts, (account, path) =>
        {
            if (!Principal.IsAccount(account.Id))
            {
                _errors.Add($"{path}.id", $"'{account.Id}' is no account id: 12 digits");
            }
            else if (!first.TryAdd(account.Id, account.Name))
            {
                _errors.Add($"{path}.id", $"{account.Id} is the id of '{first[account.Id]}' already");
            }
        });
    }

    private void CheckAccount(Account account, string path)
    {
        references.Regions($"{path}.optedInRegions", account.OptedInRegions);
        foreach (var (regionName, zones) in account.ZoneNames)
        {
            var regionPath = ScenarioPath.Member($"{path}.zoneNames", regionName);
            if (references.Region(regionPath, regionName) is { } region)
            {
                CheckZoneNames(region, zones, regionPath, account);
            }
        }

        _policies.All($"{path}.serviceControlPolicies", account.ServiceControlPolicies);
        CheckIdentities(account.Users, $"{path}.users", "user");
        CheckIdentities(account.Roles, $"{path}.roles", "role");
    }

    private void CheckIdentities(ImmutableArray<Identity> identities, string path, string word)
    {
        var taken = new SortedSet<string>(StringComparer.Ordinal);
        Each(path, identities, (identity, identityPath) =>
        {
            if (identity.Name.Length == 0 || identity.Name.Contains('/', StringComparison.Ordinal))
            {
                _errors.Add($"{identityPath}.name", $"'{identity.Name}' is no name of a {word}: a word without a path");
            }
            else if (!taken.Add(identity.Name))
            {
                _errors.Add($"{identityPath}.name", $"the account has a {word} '{identity.Name}' already");
            }

            _policies.All($"{identityPath}.policies", identity.Policies);
            if (identity.PermissionsBoundary is { } boundary)
            {
                _policies.One($"{identityPath}.permissionsBoundary", boundary);
            }

            if (identity.TrustPolicy is { } trust)
            {
                if (word == "role")
                {
                    _policies.Trust($"{identityPath}.trustPolicy", trust);
                }
                else
                {
                    _errors.Add($"{identityPath}.trustPolicy", "nobody assumes a user; only roles have a trust policy");
                }
            }
        });
    }

    private void CheckZoneNames(RegionFacts region, ImmutableSortedDictionary<string, string> zones, string path, Account account)
    {
        foreach (var (name, zoneId) in zones)
        {
            var zonePath = ScenarioPath.Member(path, name);
            if (name.Length != region.Name.Length + 1
                || !name.StartsWith(region.Name, StringComparison.Ordinal)
                || !char.IsAsciiLetterLower(name[^1]))
            {
                _errors.Add(zonePath, $"'{name}' is no zone name of {region.Name}, such as {region.Name}a");
            }

            references.ZoneIdOf(zonePath, zoneId, region.Name, account.Id);
            if (zones.First(other => other.Value == zoneId).Key is var first && first != name)
            {
                _errors.Add(zonePath, $"'{zoneId}' has a name already: {first}");
            }
        }
    }

    private void CheckVpc(VpcTopology vpc, string path)
    {
        references.Topological($"{path}.account", vpc.Account, ResourceKind.Account);
        references.Region($"{path}.region", vpc.Region);
        CheckBlocks(vpc, path);
        _filters.Check(vpc, path);
        names.TryGet(vpc.Account, out var owner);
        Each($"{path}.subnets", vpc.Subnets, (subnet, subnetPath) =>
        {
            references.Zone($"{subnetPath}.zone", subnet.Zone, vpc.Region, owner?.Account ?? "");
            CheckFamilies(vpc, subnet, subnetPath);
        });
    }

    private void CheckFamilies(VpcTopology vpc, SubnetTopology subnet, string path)
    {
        var (member, wanted) = subnet.Ipv6Only ? ("ipv6Only", true) : ("ipv6", subnet.Ipv6);
        if (wanted && !vpc.Ipv6)
        {
            _errors.Add($"{path}.{member}", $"'{vpc.Name}' has no IPv6 block that a subnet's could lie in; say \"ipv6\": true of the VPC");
        }

        if (subnet is { Ipv6: true, Ipv6Only: true })
        {
            _errors.Add($"{path}.ipv6Only", "a subnet has IPv6 besides IPv4 ('ipv6') or alone ('ipv6Only')");
        }

        if (subnet is { Ipv6Only: true, CidrBlock: not null })
        {
            _errors.Add($"{path}.cidrBlock", "an IPv6-only subnet has no IPv4 block");
        }
    }

    private void CheckBlocks(VpcTopology vpc, string path)
    {
        var areBlocks = IsBlock($"{path}.cidrBlock", vpc.CidrBlock);
        Each($"{path}.subnets", vpc.Subnets, (subnet, subnetPath) =>
            areBlocks &= subnet.CidrBlock is null || IsBlock($"{subnetPath}.cidrBlock", subnet.CidrBlock));
        var wanted = vpc.Subnets.Count(subnet => subnet is { CidrBlock: null, Ipv6Only: false });
        if (areBlocks && SubnetBlocks.Free(vpc).Count < wanted)
        {
            _errors.Add($"{path}.cidrBlock", $"{vpc.CidrBlock} has no room for its {vpc.Subnets.Length} subnets");
        }
    }

    private bool IsBlock(string path, string text)
    {
        if (CidrBlock.TryParse(text, out var block) && block.PrefixLength is >= 16 and <= 28)
        {
            return true;
        }

        _errors.Add(path, $"'{text}' is no IPv4 block of a VPC or subnet; the form is 10.0.0.0/16, from /16 to /28, without host bits");
        return false;
    }

    private void CheckCapacity(TargetCapacity? capacity, string path)
    {
        foreach (var (name, limit) in new[] { ("connectionsPerSecond", capacity?.ConnectionsPerSecond), ("connections", capacity?.Connections) })
        {
            if (limit is < 1 or > MostOfTarget)
            {
                _errors.Add($"{path}.{name}", FormattableString.Invariant($"{limit} is not from 1 to {MostOfTarget}"));
            }
        }
    }

    private void CheckLoadBalancer(LoadBalancerTopology balancer, string path)
    {
        if (balancer.Subnets.IsEmpty)
        {
            _errors.Add($"{path}.subnets", "a load balancer has a subnet at least");
            return;
        }

        if (balancer.IpAddressType == IpAddressType.Ipv6)
        {
            _errors.Add($"{path}.ipAddressType", "a Network Load Balancer is ipv4 or dualstack, not ipv6");
        }

        CheckCapacity(balancer.TargetCapacity, $"{path}.targetCapacity");
        references.Thresholds($"{path}.targetGroupAttributes", balancer.TargetGroupAttributes);
        if (balancer is { ZonalAutoshift: true, ZonalShift: false })
        {
            _errors.Add($"{path}.zonalAutoshift", "AWS shifts only what can be shifted; say \"zonalShift\": true");
        }

        if (balancer is { ZonalShift: true, CrossZone: true } && balancer.TargetGroupAttributes?.UnhealthyTermination != false)
        {
            _errors.Add(
                $"{path}.zonalShift",
                "with crossZone, \"target_health_state.unhealthy.connection_termination.enabled\": false is needed in targetGroupAttributes");
        }

        var vpcs = new List<NamedResource>();
        Each($"{path}.subnets", balancer.Subnets, (name, subnetPath) =>
        {
            if (references.Topological(subnetPath, name, ResourceKind.Subnet) && names.TryGet(name, out var subnet))
            {
                vpcs.Add(subnet);
                if (subnet.Vpc != vpcs[0].Vpc)
                {
                    _errors.Add(subnetPath, $"'{name}' lies in {subnet.Vpc}, and '{vpcs[0].Name}' in {vpcs[0].Vpc}; a load balancer's subnets lie in one VPC");
                }
            }
        });
        _filters.Check(balancer, vpcs.FirstOrDefault(), path);
        if (vpcs.Count > 0)
        {
            Each($"{path}.targets", balancer.Targets ?? [], (target, targetPath) =>
            {
                if (target.AvailabilityZone is { } zone)
                {
                    references.Zone($"{targetPath}.AvailabilityZone", zone, vpcs[0].Region, vpcs[0].Account);
                }
                else
                {
                    _errors.Add(targetPath, "its zone is wanted: AvailabilityZone");
                }

                if (target.Port is not null)
                {
                    _errors.Add($"{targetPath}.Port", "the target group that a load balancer has of its own knows no ports; make one with CreateTargetGroup");
                }
            });
        }
    }

    private void CheckWords(ServiceTopology service, string path)
    {
        Each($"{path}.supportedIpAddressTypes", service.SupportedIpAddressTypes, (type, typePath) =>
        {
            if (type == IpAddressType.Dualstack)
            {
                _errors.Add(typePath, "'dualstack' is no IP address type of a service; list ipv4, ipv6, or both for dualstack");
            }
        });
        if (service.PrivateDnsName is { } name && !IsPrivateDnsName(name))
        {
            _errors.Add(
                $"{path}.privateDnsName",
                $"'{name}' is no private DNS name; it is lower case, has at most 255 characters and 63 in a label, and may begin with '*.'");
        }

        if (service.PayerResponsibility is { } payer and not "ServiceOwner")
        {
            _errors.Add(
                $"{path}.payerResponsibility",
                $"'{payer}' is no payer responsibility; say ServiceOwner, or leave it out for the endpoints' owners");
        }
    }

    private void CheckService(ServiceTopology service, string path)
    {
        CheckWords(service, path);
        if (service.LoadBalancers.IsEmpty)
        {
            _errors.Add($"{path}.loadBalancers", "a service has a load balancer at least");
        }

        Each($"{path}.loadBalancers", service.LoadBalancers, (name, balancerPath) =>
            references.Topological(balancerPath, name, ResourceKind.LoadBalancer));
        references.Regions($"{path}.supportedRegions", service.SupportedRegions);
        references.Principals($"{path}.allowedPrincipals", service.AllowedPrincipals, mustBeRight: true);
        if (service is { PrivateDnsVerified: true, PrivateDnsName: null })
        {
            _errors.Add($"{path}.privateDnsVerified", "there is no 'privateDnsName' that could be verified");
        }
    }

    private static bool IsPrivateDnsName(string name) =>
        name.Length <= 255
        && (name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name).Split('.').All(label =>
            label.Length is > 0 and <= 63 && label.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each is '-' or '_'));

    private static void Each<T>(string path, ImmutableArray<T> items, Action<T, string> check)
    {
        for (var index = 0; index < items.Length; index++)
        {
            check(items[index], ScenarioPath.Item(path, index));
        }
    }
}
