using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>Who calls, and what the small numbers stand for.</content>
internal sealed partial class Theater
{
    private static Caller Root(int account) => Tests.Accounts.In(Stage.Regions[Stage.Virginia], Stage.Accounts[account]);

    private static Caller Caller(Who who, int owner, int region) => Tests.Accounts.In(
        Stage.Regions[who.Region < 0 ? region : who.Region], Stage.Accounts[who.Account < 0 ? owner : who.Account]);

    private Caller CallerOf(Who who, int service) => Caller(
        who,
        Stage.Provider,
        service < Services.Count ? Array.IndexOf(Stage.Regions, World.State(Services[service]).Region) : Stage.Virginia);

    private Caller OfEndpoint(Who who, int endpoint)
    {
        var state = endpoint < Endpoints.Count ? World.Endpoint(Endpoints[endpoint]) : null;
        return Caller(
            who,
            state is null ? Stage.FirstConsumer : Array.IndexOf(Stage.Accounts, state.Account),
            state is null ? Stage.Virginia : Array.IndexOf(Stage.Regions, state.Region));
    }

    private static ImmutableArray<string> Regions(int[] indexes) => [.. indexes.Select(index => Stage.Regions[index])];

    private static ImmutableArray<string> Principals(int[] indexes) => [.. indexes.Select(index => Stage.Principals[index])];

    private ImmutableArray<string> Subnets(int[] indexes) => [.. indexes.Select(Subnet)];

    /// <summary>The addresses that a choice stands for.</summary>
    public ImmutableArray<SubnetConfiguration> Chosen(Choice? choice) =>
        choice is null
            ? []
            : [new SubnetConfiguration(Subnet(choice.Subnet), Ipv4(choice.Subnet, choice.Ipv4), Ipv6(choice.Subnet, choice.Ipv6))];

    private string? Ipv4(int subnet, int choice)
    {
        var vpc = VpcOfSubnet(subnet);
        var place = subnet - Stage.Vpcs.Take(vpc).Sum(each => each.Subnets.Length);
        return choice switch
        {
            0 => null,
            4 => "192.168.0.9",
            _ => FormattableString.Invariant($"10.{vpc}.{place}.{choice switch { 1 => 200, 2 => 201, _ => 2 }}"),
        };
    }

    private string? Ipv6(int subnet, int choice)
    {
        var block = subnet < _ipv6Blocks.Count && Ipv6Block.TryParse(_ipv6Blocks[subnet], out var known) ? known : (Ipv6Block?)null;
        return choice switch
        {
            0 => null,
            4 => "fd00::9",
            _ => block?.AddressAt(choice switch { 1 => 200, 2 => 201, _ => 2 }) ?? "fd00::8",
        };
    }

    private static int VpcOfSubnet(int subnet)
    {
        for (var vpc = 0; vpc < Stage.Vpcs.Length; vpc++)
        {
            if ((subnet -= Stage.Vpcs[vpc].Subnets.Length) < 0)
            {
                return vpc;
            }
        }

        return 0;
    }

    private int VpcOfGroup(int group) => group < _groupVpcs.Count ? _groupVpcs[group] : 0;

    private static int RegionOfBalancer(int balancer) =>
        balancer < Stage.Balancers.Length ? Stage.Vpcs[Stage.Balancers[balancer].Vpc].Region : Stage.Virginia;

    private string Vpc(int index) => index < _vpcs.Count ? _vpcs[index] : "vpc-00000000000000bad";

    private string Subnet(int index) => index < _subnets.Count ? _subnets[index] : "subnet-00000000000000bad";

    /// <summary>The id of a security group.</summary>
    public string Group(int index) => index < _groups.Count ? _groups[index] : "sg-00000000000000bad";

    private string Service(int index) => index < Services.Count ? Services[index] : "vpce-svc-00000000000000bad";

    private string Endpoint(int index) => index < Endpoints.Count ? Endpoints[index] : "vpce-00000000000000bad";

    /// <summary>The ARN of a listener that exists.</summary>
    public string Listener(int index) => _listeners[index];

    /// <summary>The ARN of a load balancer.</summary>
    public string Balancer(int index) =>
        index < _balancers.Count ? _balancers[index]
        : index == 98 ? "arn:aws:elasticloadbalancing:front"
        : LoadBalancerArn.Make(Stage.Regions[Stage.Virginia], Stage.Accounts[Stage.Provider], "nobody", "00000000000000bad"[..16]);
}
