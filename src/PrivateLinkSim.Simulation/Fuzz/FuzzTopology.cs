using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A random topology: accounts that are opted in here and there, VPCs with and without IPv6, large and tiny, load balancers, services.</summary>
internal sealed class FuzzTopology
{
    private const int Zones = 3;

    // With zones that take no part in cross-Region access, with an opt-in Region, and with one whose zone ids do not count on.
    private static readonly string[] Others = ["eu-west-1", "eu-west-1", "eu-south-1", "ap-northeast-2", "us-west-1", "ca-central-1"];
    private static readonly string[] Blocks = ["10.0.0.0/16", "10.0.0.0/16", "10.1.0.0/16", "10.0.0.0/24", "10.0.0.0/26", "192.168.0.0/16"];

    private readonly FuzzDice _dice;
    private readonly RegionTable _table;
    private readonly ImmutableArray<string> _regions;
    private readonly ImmutableArray<VpcTopology>.Builder _vpcs = ImmutableArray.CreateBuilder<VpcTopology>();

    private FuzzTopology(FuzzDice dice, RegionTable table)
    {
        (_dice, _table) = (dice, table);
        _regions = [.. dice.Some(Others.Distinct(StringComparer.Ordinal), 0, 2).Prepend("us-east-1")];
    }

    /// <summary>Draws a topology.</summary>
    public static Topology Draw(FuzzDice dice, RegionTable regions)
    {
        var drawn = new FuzzTopology(dice, regions);
        ImmutableArray<Account> accounts = [.. Enumerable.Range(0, 2 + dice.Below(3)).Select(drawn.AccountOf)];
        foreach (var account in accounts)
        {
            for (var count = account.Name == "provider" ? 1 + dice.Below(drawn._regions.Length + 1) : 1 + dice.Below(2); count > 0; count--)
            {
                drawn.AddVpc(account);
            }
        }

        var balancers = drawn.LoadBalancers();
        return new Topology { Accounts = accounts, Vpcs = drawn._vpcs.ToImmutable(), LoadBalancers = balancers, Services = drawn.Services(balancers, accounts) };
    }

    private Account AccountOf(int number)
    {
        var id = new string((char)('1' + number), 12);
        return new Account
        {
            Name = number == 0 ? "provider" : FormattableString.Invariant($"consumer-{number}"),
            Id = id,
            OptedInRegions = [.. _regions.Where(region => _table.TryGet(region, out var facts) && facts.OptIn && !_dice.OneIn(4))],
            ZoneNames = _dice.OneIn(4) ? Sorted.Map<ImmutableSortedDictionary<string, string>>().Add("us-east-1", Mapped("us-east-1")) : Sorted.Map<ImmutableSortedDictionary<string, string>>(),
            OrganizationId = _dice.OneIn(3) ? "o-exampleorgid" : null,
            ServiceControlPolicies = _dice.OneIn(10) ? Sorted.Map<Newtonsoft.Json.Linq.JObject>().Add("guard", FuzzPolicies.Guard(_dice, _regions)) : Sorted.Map<Newtonsoft.Json.Linq.JObject>(),
            Roles = _dice.OneIn(2)
                ? [new Identity { Name = "deploy", Policies = Sorted.Map<Newtonsoft.Json.Linq.JObject>().Add("work", FuzzPolicies.Policy(_dice, _regions)) }]
                : [],
            Users = _dice.OneIn(4) ? [new Identity { Name = "ann", PermissionsBoundary = FuzzPolicies.Policy(_dice, _regions) }] : [],
        };
    }

    private ImmutableSortedDictionary<string, string> Mapped(string region)
    {
        _table.TryGet(region, out var facts);
        var zones = _dice.Some(facts!.Zones.Select(zone => zone.ZoneId), facts.Zones.Length, facts.Zones.Length);
        return zones.Select((zone, index) => KeyValuePair.Create($"{region}{(char)('a' + index)}", zone)).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private void AddVpc(Account account)
    {
        var number = _vpcs.Count;
        var name = FormattableString.Invariant($"vpc-{(char)('a' + number)}");
        var region = _vpcs.Count < _regions.Length && account.Name == "provider" ? _regions[_vpcs.Count] : _dice.Of(_regions);
        _table.TryGet(region, out var facts);
        var block = _dice.Of(Blocks);
        var ipv6 = _dice.OneIn(2);
        string[] zones = [.. facts!.Zones.Take(Zones).Select(zone => zone.ZoneId)];
        var count = 1 + _dice.Below(block.EndsWith("/26", StringComparison.Ordinal) ? 2 : 4);
        var acls = _dice.OneIn(6);
        _vpcs.Add(new VpcTopology
        {
            Name = name,
            Account = account.Name,
            Region = region,
            CidrBlock = block,
            Ipv6 = ipv6,
            EnableDnsSupport = !_dice.OneIn(10),
            EnableDnsHostnames = !_dice.OneIn(10),
            NetworkAcls = acls ? [new NetworkAclTopology { Name = "acl", Inbound = [Entry()], Outbound = [Entry()] }] : [],
            SecurityGroups = [.. Enumerable.Range(0, _dice.Below(3)).Select(index => new SecurityGroupTopology
            {
                Name = FormattableString.Invariant($"{name}-group-{index}"),
                Inbound = _dice.OneIn(2) ? null : [new InboundRuleTopology { Protocol = FlowProtocol.Tcp, Ports = "443", From = "10.0.0.0/8" }],
            })],
            Subnets = [.. Enumerable.Range(0, count).Select(index =>
            {
                var kind = ipv6 ? _dice.Below(3) : 0;
                return new SubnetTopology
                {
                    Name = FormattableString.Invariant($"{name}-subnet-{index}"),
                    Zone = _dice.OneIn(8) ? _dice.Of(zones) : zones[index % zones.Length],
                    Ipv6 = kind == 1,
                    Ipv6Only = kind == 2 && _dice.OneIn(2),
                    NetworkAcl = acls && _dice.OneIn(2) ? "acl" : null,
                };
            })],
        });
    }

    private NetworkAclEntryParameter Entry() => new()
    {
        Action = _dice.OneIn(4) ? AclAction.Deny : AclAction.Allow, Cidr = _dice.Of("0.0.0.0/0", "10.0.0.0/16", "::/0"), Ports = _dice.OneIn(2) ? null : "1024-65535",
    };

    private ImmutableArray<LoadBalancerTopology> LoadBalancers()
    {
        var balancers = ImmutableArray.CreateBuilder<LoadBalancerTopology>();
        var owned = _vpcs.Where(vpc => vpc.Account == "provider" || _dice.OneIn(6)).ToArray();
        for (var count = 2 + _dice.Below(4); count > 0; count--)
        {
            var vpc = owned[balancers.Count % owned.Length];
            var usable = vpc.Subnets.Where(subnet => !subnet.Ipv6Only).DistinctBy(subnet => subnet.Zone, StringComparer.Ordinal).ToArray();
            if (usable.Length == 0)
            {
                continue;
            }

            balancers.Add(LoadBalancer(FormattableString.Invariant($"lb-{(char)('a' + balancers.Count)}"), vpc, usable));
        }

        return balancers.ToImmutable();
    }

    private LoadBalancerTopology LoadBalancer(string name, VpcTopology vpc, SubnetTopology[] usable)
    {
        var subnets = _dice.Some(usable, _dice.OneIn(3) ? 1 : usable.Length, usable.Length);
        var (crossZone, shifts) = (_dice.OneIn(3), _dice.OneIn(2));
        return new LoadBalancerTopology
        {
            Name = name,
            Subnets = [.. subnets.Select(subnet => subnet.Name)],
            CrossZone = crossZone,
            ZonalShift = shifts,
            ZonalAutoshift = shifts && _dice.OneIn(2),
            IpAddressType = subnets.All(subnet => subnet.Ipv6) && !_dice.OneIn(3) ? IpAddressType.Dualstack : IpAddressType.Ipv4,
            ProxyProtocolV2 = _dice.OneIn(4),
            Targets = _dice.OneIn(2)
                ? null
                : [.. Enumerable.Range(0, _dice.Below(4)).Select(index => new TargetParameter
                {
                    Id = FormattableString.Invariant($"i-{name}-{index}"), AvailabilityZone = _dice.Of(subnets).Zone, ParsesIpv6ProxyProtocol = _dice.OneIn(4) ? false : null,
                })],
            HealthCheck = _dice.OneIn(2) ? null : new HealthCheckParameters { HealthCheckIntervalSeconds = _dice.Of(10, 30), UnhealthyThresholdCount = 2 + _dice.Below(3) },
            TargetGroupAttributes = shifts && crossZone ? new TargetGroupAttributes { UnhealthyTermination = false } : null,
            Listeners = _dice.OneIn(2)
                ? []
                : [new ListenerTopology { Name = $"{name}-listener", Protocol = _dice.Of(ListenerProtocol.Tcp, ListenerProtocol.Tcp, ListenerProtocol.Tls, ListenerProtocol.Udp), Port = 443 }],
            SecurityGroups = _dice.OneIn(3) ? [.. _dice.Some(vpc.SecurityGroups.Select(group => group.Name), 0, 2)] : [],
        };
    }

    private ImmutableArray<ServiceTopology> Services(ImmutableArray<LoadBalancerTopology> balancers, ImmutableArray<Account> accounts)
    {
        var services = ImmutableArray.CreateBuilder<ServiceTopology>();
        foreach (var balancer in balancers)
        {
            if (services.Count > 0 && _dice.OneIn(2))
            {
                continue;
            }

            var named = _dice.OneIn(3);
            services.Add(new ServiceTopology
            {
                Name = FormattableString.Invariant($"service-{(char)('a' + services.Count)}"),
                LoadBalancers = [balancer.Name],
                AcceptanceRequired = _dice.OneIn(2),
                SupportedRegions = !_dice.OneIn(4) ? _dice.Some(_regions, 1, 2) : [],
                AllowedPrincipals = _dice.OneIn(8) ? [] : !_dice.OneIn(3) ? ["*"] : _dice.Some(accounts.Select(account => account.Name), 1, 2),
                SupportedIpAddressTypes = balancer.IpAddressType == IpAddressType.Dualstack ? _dice.Of<ImmutableArray<IpAddressType>>([IpAddressType.Ipv4, IpAddressType.Ipv6], [IpAddressType.Ipv6], []) : [],
                PrivateDnsName = named ? FormattableString.Invariant($"{_dice.Of("api", "*", "api.db")}.example.com") : null,
                PrivateDnsVerified = named && !_dice.OneIn(4),
                Marketplace = _dice.OneIn(10) ? new MarketplaceTopology { UserFriendlyDnsName = _dice.OneIn(2) ? "market.example.com" : null } : null,
                PayerResponsibility = _dice.OneIn(10) ? "ServiceOwner" : null,
            });
        }

        return services.ToImmutable();
    }
}
