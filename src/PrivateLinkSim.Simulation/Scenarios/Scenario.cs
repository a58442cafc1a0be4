using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario file: who is there, what they do and when, and what must then hold.</summary>
public sealed record Scenario
{
    /// <summary>Names the JSON Schema, so that editors complete and check: <c>scenario.schema.json</c>.</summary>
    [JsonProperty("$schema")]
    public string? Schema { get; init; }

    /// <summary>What the scenario shows, in one line.</summary>
    [JsonRequired]
    public string Title { get; init; } = "";

    /// <summary>The story behind it, for whoever reads the file or the run.</summary>
    public string? Story { get; init; }

    /// <summary>Where ids are drawn from. The same seed gives the same ids.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The virtual time at which the topology stands and the steps begin: <c>2026-01-01T12:00:00Z</c>.</summary>
    public string Start { get; init; } = "2026-01-01T00:00:00Z";

    /// <summary>How long the run goes on after the last step and the last expectation's window: <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
    public string? Linger { get; init; }

    /// <summary>Settings that differ from their defaults, by name: durations as <c>90s</c>, the rest as true, false, whole numbers or text.</summary>
    public ImmutableSortedDictionary<string, object> Settings { get; init; } = Sorted.Map<object>();

    /// <summary>What stands when the run starts.</summary>
    public Topology Topology { get; init; } = new();

    /// <summary>Who sends traffic through the endpoints. It never changes what is logged; what becomes of it follows from the log.</summary>
    public ImmutableArray<ClientGroup> Traffic { get; init; } = [];

    /// <summary>What happens, in the order of time.</summary>
    [JsonRequired]
    public ImmutableArray<Step> Steps { get; init; } = [];
}

/// <summary>
/// What stands when a run starts. All of it is made by the same rules as in a step, at the start time; policies are set last, so
/// that they bind the steps and not the topology.
/// </summary>
public sealed record Topology
{
    /// <summary>The accounts.</summary>
    public ImmutableArray<Account> Accounts { get; init; } = [];

    /// <summary>The VPCs with their subnets.</summary>
    public ImmutableArray<VpcTopology> Vpcs { get; init; } = [];

    /// <summary>The Network Load Balancers with their targets.</summary>
    public ImmutableArray<LoadBalancerTopology> LoadBalancers { get; init; } = [];

    /// <summary>The endpoint services.</summary>
    public ImmutableArray<ServiceTopology> Services { get; init; } = [];

    /// <summary>The interface endpoints. They are made at the start time and available as soon as a new endpoint is.</summary>
    public ImmutableArray<EndpointTopology> Endpoints { get; init; } = [];
}

/// <summary>An account, in the provider's or the consumer's role or both.</summary>
public sealed record Account
{
    /// <summary>What the scenario calls it.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>The account id: 12 digits.</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Opt-in Regions that the account is opted in to from the start.</summary>
    public ImmutableArray<string> OptedInRegions { get; init; } = [];

    /// <summary>
    /// By Region name, the account's own zone names and the zone ids they mean: <c>"us-east-1": { "us-east-1a": "use1-az4" }</c>.
    /// A Region that is not named maps a to its first zone id, b to its second, and so on.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> ZoneNames { get; init; } =
        Sorted.Map<ImmutableSortedDictionary<string, string>>();

    /// <summary>The organization that the account belongs to, for example <c>o-exampleorgid</c>; without it, none.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The service control policies that apply to the account, as IAM JSON, by name. None means that nothing is forbidden.</summary>
    public ImmutableSortedDictionary<string, JObject> ServiceControlPolicies { get; init; } = Sorted.Map<JObject>();

    /// <summary>Its users.</summary>
    public ImmutableArray<Identity> Users { get; init; } = [];

    /// <summary>Its roles.</summary>
    public ImmutableArray<Identity> Roles { get; init; } = [];
}

/// <summary>A user or role of an account. It calls by its ARN: <c>arn:aws:iam::111122223333:role/deploy</c>.</summary>
public sealed record Identity
{
    /// <summary>Its name in AWS, without a path.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Its policies as IAM JSON, by name. Without one, it may do nothing.</summary>
    public ImmutableSortedDictionary<string, JObject> Policies { get; init; } = Sorted.Map<JObject>();

    /// <summary>Its permissions boundary as IAM JSON; without one, its policies alone say what it may do.</summary>
    public JObject? PermissionsBoundary { get; init; }

    /// <summary>Who may assume a role, as IAM JSON; without it, whoever in its account may by their own policies. A user has none.</summary>
    public JObject? TrustPolicy { get; init; }
}

/// <summary>A VPC that stands from the start.</summary>
public sealed record VpcTopology
{
    /// <summary>What the scenario calls it.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>The owner: an account's name.</summary>
    [JsonRequired]
    public string Account { get; init; } = "";

    /// <summary>The Region it lies in.</summary>
    [JsonRequired]
    public string Region { get; init; } = "";

    /// <summary>Its IPv4 block, /16 to /28.</summary>
    public string CidrBlock { get; init; } = "10.0.0.0/16";

    /// <summary>Whether it has an IPv6 block, a /56 that Amazon provides.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>Whether Amazon's name server answers in the VPC.</summary>
    public bool EnableDnsSupport { get; init; } = true;

    /// <summary>Whether addresses in the VPC get names, as private DNS needs it. AWS's default for a new VPC is false; a topology's is true.</summary>
    public bool EnableDnsHostnames { get; init; } = true;

    /// <summary>Its subnets.</summary>
    public ImmutableArray<SubnetTopology> Subnets { get; init; } = [];

    /// <summary>Its security groups besides the default one, and the default one where it is spoken of.</summary>
    public ImmutableArray<SecurityGroupTopology> SecurityGroups { get; init; } = [];

    /// <summary>Network ACLs of its subnets. A subnet that names none lets everything pass, as AWS's default ACL does.</summary>
    public ImmutableArray<NetworkAclTopology> NetworkAcls { get; init; } = [];
}

/// <summary>A subnet that stands from the start.</summary>
public sealed record SubnetTopology
{
    /// <summary>What the scenario calls it.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Its zone: the owner's name (<c>us-east-1a</c>) or the zone id (<c>use1-az1</c>).</summary>
    [JsonRequired]
    public string Zone { get; init; } = "";

    /// <summary>Its IPv4 block, inside the VPC's. Without one, the VPC's next free /24, or an equal share of a smaller VPC.</summary>
    public string? CidrBlock { get; init; }

    /// <summary>Whether it has an IPv6 block besides, the VPC's next free /64.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>Whether it has an IPv6 block alone, the VPC's next free /64.</summary>
    public bool Ipv6Only { get; init; }

    /// <summary>Its network ACL, one of the VPC's, by name; without one, everything passes.</summary>
    public string? NetworkAcl { get; init; }
}

/// <summary>A Network Load Balancer that stands from the start.</summary>
public sealed record LoadBalancerTopology
{
    /// <summary>What the scenario calls it, and its name in AWS.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Its subnets, all of one VPC: one for each zone.</summary>
    [JsonRequired]
    public ImmutableArray<string> Subnets { get; init; } = [];

    /// <summary>Whether its nodes send connections to the targets of other zones too.</summary>
    public bool CrossZone { get; init; }

    /// <summary>Whether its traffic can be shifted away from a zone. AWS's default is false.</summary>
    public bool ZonalShift { get; init; }

    /// <summary>Whether AWS may shift its traffic away from a zone that it finds impaired; needs zonalShift.</summary>
    public bool ZonalAutoshift { get; init; }

    /// <summary>Its targets. Without any: one in each of its zones.</summary>
    public ImmutableArray<TargetParameter>? Targets { get; init; }

    /// <summary>What each of its targets can take; without it, everything that the load balancer has ports for.</summary>
    public TargetCapacity? TargetCapacity { get; init; }

    /// <summary>ipv4 or dualstack.</summary>
    public IpAddressType IpAddressType { get; init; }

    /// <summary>Whether its targets are sent the header of proxy protocol version 2.</summary>
    public bool ProxyProtocolV2 { get; init; }

    /// <summary>How its targets are checked; without it, AWS's defaults.</summary>
    public HealthCheckParameters? HealthCheck { get; init; }

    /// <summary>What its target group does with targets that leave or fail, by AWS's keys; without it, AWS's defaults.</summary>
    public TargetGroupAttributes? TargetGroupAttributes { get; init; }

    /// <summary>Its listeners. Without any, it is taken to listen on every port.</summary>
    public ImmutableArray<ListenerTopology> Listeners { get; init; } = [];

    /// <summary>Its security groups, by name; one that is made without has none for ever, and lets everything in.</summary>
    public ImmutableArray<string> SecurityGroups { get; init; } = [];

    /// <summary>Whether its groups' inbound rules apply to PrivateLink traffic; without it they do, as in AWS.</summary>
    public bool? EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic { get; init; }
}

/// <summary>What a target can take. Connections beyond it get no answer.</summary>
public sealed record TargetCapacity
{
    /// <summary>How many new connections in a second, 1 to 1000000; without it, any number.</summary>
    public int? ConnectionsPerSecond { get; init; }

    /// <summary>How many open connections, 1 to 1000000; without it, any number.</summary>
    public int? Connections { get; init; }
}

/// <summary>A listener that stands from the start.</summary>
public sealed record ListenerTopology
{
    /// <summary>What the scenario calls it.</summary>
    public string? Name { get; init; }

    /// <summary>TCP, TLS, UDP or TCP_UDP.</summary>
    [JsonRequired]
    public ListenerProtocol Protocol { get; init; }

    /// <summary>The port that it listens on.</summary>
    [JsonRequired]
    public int Port { get; init; }

    /// <summary>After how many seconds an idle TCP flow is dropped: 60 to 6000; without it, AWS's 350.</summary>
    public int? TcpIdleTimeoutSeconds { get; init; }
}

/// <summary>An endpoint service that stands from the start, available.</summary>
public sealed record ServiceTopology
{
    /// <summary>What the scenario calls it.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Its load balancers, by name.</summary>
    [JsonRequired]
    public ImmutableArray<string> LoadBalancers { get; init; } = [];

    /// <summary>Whether the provider accepts each connection. AWS's default is true; a topology's is false, so that short stories stay short.</summary>
    public bool AcceptanceRequired { get; init; }

    /// <summary>Regions besides its own from which it can be reached, once the setting supportedRegionActivation has passed since the start; at once by its default, 0s.</summary>
    public ImmutableArray<string> SupportedRegions { get; init; } = [];

    /// <summary>Who may connect: account names, principal ARNs, or <c>*</c>.</summary>
    public ImmutableArray<string> AllowedPrincipals { get; init; } = [];

    /// <summary>ipv4, ipv6 or both; none means ipv4.</summary>
    public ImmutableArray<IpAddressType> SupportedIpAddressTypes { get; init; } = [];

    /// <summary>Its private DNS name; may begin with <c>*.</c>.</summary>
    public string? PrivateDnsName { get; init; }

    /// <summary>
    /// Whether the TXT record for the private DNS name is published and its verification started at the start time. It is verified
    /// when the setting privateDnsVerification has passed (0s for at once).
    /// </summary>
    public bool PrivateDnsVerified { get; init; }

    /// <summary>Its listing in AWS Marketplace; without it, it is not listed.</summary>
    public MarketplaceTopology? Marketplace { get; init; }

    /// <summary>Tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();

    /// <summary><c>ServiceOwner</c> when its owner pays for the endpoints; without it, their owners do.</summary>
    public string? PayerResponsibility { get; init; }
}

/// <summary>A listing in AWS Marketplace.</summary>
public sealed record MarketplaceTopology
{
    /// <summary>The user-friendly DNS name; without it, the listing has none.</summary>
    public string? UserFriendlyDnsName { get; init; }
}

/// <summary>
/// One thing that happens, and what must hold then. A step without a command is a look at the world at that time.
/// A command that is refused fails the run unless the step expects it.
/// </summary>
public sealed partial record Step
{
    /// <summary>The virtual time: <c>2026-01-01T12:00:00Z</c>. Not before the step above.</summary>
    public string? At { get; init; }

    /// <summary>The time since the step above (or the start): <c>0s</c>, <c>90s</c>, <c>5m</c>, <c>2h</c>. Without At and After: at once.</summary>
    public string? After { get; init; }

    /// <summary>What happens here, for whoever reads the file or the run.</summary>
    public string? Note { get; init; }

    /// <summary>Who calls: an account's name (its root) or the ARN of a role or user. Commands of the simulator itself need none.</summary>
    public string? Caller { get; init; }

    /// <summary>The Region that the call is made in. Without it: the Region of the VPC, service, load balancer or endpoint that the command names first.</summary>
    public string? Region { get; init; }

    /// <summary>What the scenario calls the resource that the command makes.</summary>
    public string? As { get; init; }

    /// <summary>Whether the call only asks if it would be permitted (EC2's DryRun). It always ends in a refusal: DryRunOperation when it would be.</summary>
    public bool DryRun { get; init; }

    /// <summary>The rules whose recommendations the accepted command did not follow, in any order: <c>["R7"]</c>. Without it, none are looked for.</summary>
    public ImmutableArray<string>? Warns { get; init; }

    /// <summary>The refusal that the command must meet. Without it, the command must be accepted.</summary>
    public ExpectedRefusal? Refused { get; init; }

    /// <summary>
    /// Whether the fault changes nothing: it hits nothing, or what it hits is like that already. Without it, a fault that changes nothing
    /// fails the run, and with it, one that changes something does.
    /// </summary>
    public bool ChangesNothing { get; init; }

    /// <summary>What must hold once the command and all that it causes at this time are done.</summary>
    public ImmutableArray<Condition> Expect { get; init; } = [];

    /// <summary>What must come to hold, all at one moment, no later than Within from now.</summary>
    public ImmutableArray<Condition> Eventually { get; init; } = [];

    /// <summary>The patience of Eventually.</summary>
    public string? Within { get; init; }

    /// <summary>What must hold from now on, for the time For or until the end.</summary>
    public ImmutableArray<Condition> Always { get; init; } = [];

    /// <summary>What must not hold at any moment from now on, for the time For or until the end; each condition by itself.</summary>
    public ImmutableArray<Condition> Never { get; init; } = [];

    /// <summary>How long Always and Never look. Without it: until the end of the run.</summary>
    public string? For { get; init; }
}

/// <summary>A refusal that a step expects.</summary>
public sealed record ExpectedRefusal
{
    /// <summary>The AWS error code.</summary>
    [JsonRequired]
    public string Code { get; init; } = "";

    /// <summary>The rule that refuses: <c>R31</c>.</summary>
    [JsonRequired]
    public string Rule { get; init; } = "";
}
