namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>A subnet of the stage. A small one has room for eleven addresses.</summary>
internal sealed record StageSubnet(string Zone, SubnetKind Kind, bool Small = false);

/// <summary>A VPC of the stage.</summary>
internal sealed record StageVpc(int Account, int Region, bool DnsHostnames, StageSubnet[] Subnets);

/// <summary>A load balancer of the stage, in subnets counted over all VPCs.</summary>
internal sealed record StageBalancer(int Vpc, int[] Subnets, bool Dualstack, int IdleTimeout = 0);

/// <summary>What stands when a sequence begins: the same for every sequence, for the simulator and for the oracle.</summary>
internal static class Stage
{
    public const int Provider = 0;
    public const int FirstConsumer = 1;
    public const int SecondConsumer = 2;
    public const int Virginia = 0;
    public const int Ireland = 1;
    public const int Milan = 2;

    public static readonly string[] Accounts = ["111122223333", "444455556666", "777788889999"];

    /// <summary>The last one does not exist.</summary>
    public static readonly string[] Regions = ["us-east-1", "eu-west-1", "eu-south-1", "mars-north-1"];

    /// <summary>Private DNS names; the last three are malformed.</summary>
    public static readonly string[] PrivateNames =
        ["api.example.com", "*.example.com", "ledger.example.org", "Api.example.com", "api..example.com", $"{new string('a', 64)}.example.com"];

    /// <summary>Principals to allow; the last three are malformed.</summary>
    public static readonly string[] Principals =
    [
        "*", "arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:role/dev", "arn:aws:iam::777788889999:root",
        "arn:aws:iam::777788889999:user/ann", "arn:aws:iam::111122223333:root",
        "arn:aws:iam::444455556666:role/team/dev", "nobody", "arn:aws:iam::4444:root",
    ];

    public static readonly StageVpc[] Vpcs =
    [
        new(Provider, Virginia, true, [Both("use1-az1"), Both("use1-az2"), Four("use1-az4"), Both("use1-az3"), Six("use1-az5")]),
        new(Provider, Ireland, true, [Both("euw1-az1"), Four("euw1-az2")]),
        new(FirstConsumer, Virginia, true, [Both("use1-az1"), Four("use1-az2"), Six("use1-az4"), Both("use1-az3"), new("use1-az1", SubnetKind.Ipv4Only, true), Six("use1-az1"), Four("use1-az6")]),
        new(FirstConsumer, Ireland, false, [Four("euw1-az1"), Both("euw1-az2"), Six("euw1-az3")]),
        new(SecondConsumer, Milan, true, [Four("eus1-az1"), Both("eus1-az2")]),
        new(SecondConsumer, Virginia, true, [Both("use1-az1"), Both("use1-az2")]),
    ];

    public static readonly StageBalancer[] Balancers =
    [
        new(0, [0, 1], true),
        new(0, [2], false),
        new(1, [5], true),
        new(0, [3], true),
        new(0, [0, 2], false, 400),
        new(0, [0, 1], true),
    ];

    /// <summary>By account: who may call.</summary>
    public static string Principal(int account, int kind) => kind switch
    {
        0 => $"arn:aws:iam::{Accounts[account]}:root",
        1 => $"arn:aws:iam::{Accounts[account]}:role/dev",
        2 => $"arn:aws:iam::{Accounts[account]}:user/ann",
        _ => $"arn:aws:sts::{Accounts[account]}:assumed-role/dev/session",
    };

    private static StageSubnet Four(string zone) => new(zone, SubnetKind.Ipv4Only);

    private static StageSubnet Both(string zone) => new(zone, SubnetKind.Dualstack);

    private static StageSubnet Six(string zone) => new(zone, SubnetKind.Ipv6Only);
}
