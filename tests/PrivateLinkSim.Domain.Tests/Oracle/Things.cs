namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>How the oracle sees an account in the opt-in Region.</summary>
internal enum OptIn
{
    No,
    Coming,
    Yes,
    Going,
}

/// <summary>A subnet as the oracle sees it.</summary>
internal sealed class SubnetThing(VpcThing vpc, StageSubnet stage)
{
    public VpcThing Vpc => vpc;

    public string Zone => stage.Zone;

    public bool HasIpv4 => stage.Kind != SubnetKind.Ipv6Only;

    public bool HasIpv6 => stage.Kind != SubnetKind.Ipv4Only;

    public bool Small => stage.Small;

    public bool Exists { get; set; } = true;

    /// <summary>IPv4 addresses that are in use.</summary>
    public int Used { get; set; }

    public int Room => (Small ? 16 : 256) - 5;
}

/// <summary>A security group as the oracle sees it.</summary>
internal sealed class GroupThing(VpcThing vpc, bool isDefault)
{
    public VpcThing Vpc => vpc;

    public bool IsDefault => isDefault;

    public bool Exists { get; set; } = true;
}

/// <summary>A VPC as the oracle sees it.</summary>
internal sealed class VpcThing(StageVpc stage)
{
    public int Account => stage.Account;

    public int Region => stage.Region;

    public bool Exists { get; set; } = true;

    public bool DnsSupport { get; set; } = true;

    public bool DnsHostnames { get; set; } = stage.DnsHostnames;
}

/// <summary>A listener as the oracle sees it.</summary>
internal sealed class ListenerThing(BalancerThing balancer, bool tcp, int port)
{
    public BalancerThing Balancer => balancer;

    public bool Tcp => tcp;

    public int Port => port;

    public int IdleTimeout { get; set; } = 350;

    public bool Exists { get; set; } = true;
}

/// <summary>A load balancer as the oracle sees it.</summary>
internal sealed class BalancerThing(VpcThing vpc, List<SubnetThing> subnets, bool dualstack)
{
    public VpcThing Vpc => vpc;

    public List<SubnetThing> Subnets { get; set; } = subnets;

    public bool Dualstack { get; set; } = dualstack;

    public bool Exists { get; set; } = true;

    public ServiceThing? Service { get; set; }

    public List<ListenerThing> Listeners { get; } = [];

    public bool HasCustomTimeout => Listeners.Exists(each => each is { Exists: true, Tcp: true } && each.IdleTimeout != 350);
}

/// <summary>An endpoint service as the oracle sees it.</summary>
internal sealed class ServiceThing(int account, int region)
{
    public int Account => account;

    public int Region => region;

    public bool Exists { get; set; } = true;

    public bool Acceptance { get; set; }

    public List<BalancerThing> Balancers { get; set; } = [];

    /// <summary>The Regions from which it can be reached, its own among them.</summary>
    public SortedSet<int> Supported { get; } = [region];

    public bool Ipv4 { get; set; }

    public bool Ipv6 { get; set; }

    public SortedSet<string> Zones { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Allowed { get; } = new(StringComparer.Ordinal);

    public int? Name { get; set; }

    public DnsNameStatus NameState { get; set; }

    /// <summary>Which of its names in turn this one is: every one has a record of its own.</summary>
    public int NameNumber { get; set; }

    public long? VerificationDue { get; set; }

    public bool CrossRegion => Supported.Count > 1;
}

/// <summary>An endpoint as the oracle sees it.</summary>
internal sealed class EndpointThing(int account, VpcThing vpc, ServiceThing service)
{
    public int Account => account;

    public VpcThing Vpc => vpc;

    public ServiceThing Service => service;

    public List<SubnetThing> Subnets { get; set; } = [];

    public List<Choice> Chosen { get; } = [];

    /// <summary>Subnets whose interfaces a modification has made, while it runs: the Regional name does not answer with them yet.</summary>
    public List<SubnetThing> Fresh { get; } = [];

    public List<GroupThing> Groups { get; set; } = [];

    public IpAddressType Type { get; set; }

    public DnsRecordIpType Records { get; set; }

    /// <summary>The private DNS name, or null.</summary>
    public int? Name { get; set; }

    public EndpointStatus Status { get; set; }

    public long? Due { get; set; }

    public int Tags { get; set; }

    public bool CrossRegion => Vpc.Region != Service.Region;

    public bool Gone => Status == EndpointStatus.Deleted;

    public bool HasIpv4 => Type != IpAddressType.Ipv6;

    public bool HasIpv6 => Type != IpAddressType.Ipv4;

    /// <summary>Whether it has given up its place in the VPC.</summary>
    public bool Left { get; set; }

    /// <summary>Whether its deletion began when it had no names.</summary>
    public bool DeletedUnseen { get; set; }

    public bool Connected => Status is EndpointStatus.PendingAcceptance or EndpointStatus.Pending or EndpointStatus.Available;
}
