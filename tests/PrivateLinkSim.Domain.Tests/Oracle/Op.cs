namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Who calls, in which Region; -1 stands for the owner and for the resource's own Region.</summary>
internal readonly record struct Who(int Account, int Region);

/// <summary>An address that the caller chose: 0 is none, 1 and 2 are good ones, 3 is one of AWS's own, 4 lies outside the subnet.</summary>
internal sealed record Choice(int Subnet, int Ipv4, int Ipv6);

/// <summary>A command of a random sequence. It names things by small numbers, whether they exist or not.</summary>
internal abstract record Op
{
    private Op()
    {
    }

    public sealed record EnableRegion(int Account, int Region) : Op;

    public sealed record DisableRegion(int Account, int Region) : Op;

    public sealed record CreateService(Who Who, int[] Balancers, bool Acceptance, int[] Supported, IpAddressType[] Types, int? Name) : Op;

    public sealed record ModifyService(
        Who Who,
        int Service,
        int[] AddRegions,
        int[] RemoveRegions,
        bool? Acceptance,
        int[] AddBalancers,
        int[] RemoveBalancers,
        IpAddressType[] AddTypes,
        IpAddressType[] RemoveTypes,
        int? Name,
        bool RemoveName) : Op;

    public sealed record Permissions(Who Who, int Service, int[] Add, int[] Remove) : Op;

    public sealed record StartVerification(Who Who, int Service) : Op;

    /// <summary>Variants: the record as AWS asks for it, the same at the domain itself, its value in upper case, its value at another name.</summary>
    public sealed record PublishTxt(int Service, int Variant) : Op;

    public sealed record WithdrawTxt(int Service, int Variant) : Op;

    public sealed record SetPayer(Who Who, int Service, bool Known) : Op;

    public sealed record Accept(Who Who, int Service, int Endpoint) : Op;

    public sealed record Reject(Who Who, int Service, int Endpoint) : Op;

    public sealed record DeleteService(Who Who, int Service) : Op;

    public sealed record CreateEndpoint(
        Who Who,
        int Principal,
        int Vpc,
        int Service,
        int? ServiceRegion,
        int[] Subnets,
        IpAddressType? Type,
        DnsRecordIpType? Records,
        bool? PrivateDns,
        int[] Groups,
        Choice? Chosen,
        int Tag) : Op;

    public sealed record ModifyEndpoint(
        Who Who,
        int Endpoint,
        int[] AddSubnets,
        int[] RemoveSubnets,
        IpAddressType? Type,
        DnsRecordIpType? Records,
        bool? PrivateDns,
        int[] AddGroups,
        int[] RemoveGroups,
        Choice? Chosen) : Op;

    public sealed record DeleteEndpoint(Who Who, int Endpoint) : Op;

    public sealed record DeleteBalancer(Who Who, int Balancer) : Op;

    public sealed record SetBalancerType(Who Who, int Balancer, IpAddressType Type) : Op;

    public sealed record SetBalancerSubnets(Who Who, int Balancer, int[] Subnets) : Op;

    public sealed record CreateListener(Who Who, int Balancer, ListenerProtocol Protocol, int Port) : Op;

    public sealed record SetIdleTimeout(Who Who, int Listener, int Seconds) : Op;

    public sealed record DeleteListener(Who Who, int Listener) : Op;

    public sealed record CreateGroup(Who Who, int Vpc) : Op;

    public sealed record DeleteGroup(Who Who, int Group) : Op;

    public sealed record DeleteSubnet(Who Who, int Subnet) : Op;

    public sealed record DeleteVpc(Who Who, int Vpc) : Op;

    public sealed record SetDnsAttributes(Who Who, int Vpc, bool? Support, bool? Hostnames) : Op;

    /// <summary>Tags: a good one, one whose key is AWS's own.</summary>
    public sealed record TagService(Who Who, int Service, int Tag) : Op;

    public sealed record TagEndpoint(Who Who, int Endpoint, int Tag) : Op;

    public sealed record Advance(int Seconds) : Op;
}
