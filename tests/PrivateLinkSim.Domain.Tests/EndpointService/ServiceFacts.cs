using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;
using ServiceGiven = PrivateLinkSim.Domain.Tests.Given<
    PrivateLinkSim.Domain.EndpointServiceDecider,
    PrivateLinkSim.Domain.EndpointServiceCommand,
    PrivateLinkSim.Domain.EndpointServiceEvent,
    PrivateLinkSim.Domain.EndpointServiceState>;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What has happened to a service in Ohio, for tests of the service alone.</summary>
internal static class ServiceFacts
{
    public static readonly string Front = Arn("front");
    public static readonly Moment Now = Moment.Parse("2026-01-01T00:00:00Z");
    public static readonly EntityId Self = new(EntityKind.EndpointService, "vpce-svc-071afff70666e61e0");

    public static string Arn(string name) => LoadBalancerArn.Make(Ohio, Provider, name, "0123456789abcdef");

    public static LoadBalancerFacts LoadBalancer(params string[] zoneIds) =>
        new([.. zoneIds.Select(zone => new ZoneHealth(zone, true))], IpAddressType.Ipv4, Ipv6Ready: false, CustomIdleTimeout: false);

    public static LoadBalancerFacts Dualstack(params string[] zoneIds) =>
        LoadBalancer(zoneIds) with { IpAddressType = IpAddressType.Dualstack, Ipv6Ready = true };

    public static EndpointServiceEvent Requested(NewEndpointService service, string region = Ohio) =>
        new EndpointServiceEvent.CreationRequested(Provider, region, service with { NetworkLoadBalancerArns = [Front] }, Requester.Outside(1));

    /// <summary>A service that waits for its load balancer.</summary>
    public static ServiceGiven Waiting(NewEndpointService service, string region = Ohio) => Given.EndpointService(Requested(service, region));

    /// <summary>A service that everybody may use, over this load balancer.</summary>
    public static ServiceGiven Available(LoadBalancerFacts loadBalancer, NewEndpointService? service = null, params EndpointServiceEvent[] more) =>
        Given.EndpointService(
        [
            Requested(service ?? new NewEndpointService { AcceptanceRequired = false }),
            new EndpointServiceEvent.LoadBalancerBound(Front, loadBalancer),
            new EndpointServiceEvent.Created(Now),
            new EndpointServiceEvent.BecameAvailable(),
            new EndpointServiceEvent.PrincipalAllowed("*", "vpce-svc-perm-0"),
            .. more,
        ]);

    /// <summary>As <see cref="Available"/>, supporting Ireland too.</summary>
    public static ServiceGiven AcrossRegions(LoadBalancerFacts loadBalancer, params EndpointServiceEvent[] more) =>
        Available(
            loadBalancer,
            null,
            [new EndpointServiceEvent.SupportedRegionAdded(Ireland, Now), new EndpointServiceEvent.SupportedRegionActivated(Ireland), .. more]);

    public static EndpointServiceCommand Bound(LoadBalancerFacts loadBalancer, string? arn = null) =>
        new EndpointServiceCommand.HearBinding(new Outcome.Accepted(new LoadBalancerReply.Bound(arn ?? Front, loadBalancer), []));

    public static EndpointServiceCommand Modify(EndpointServiceChange change) => new EndpointServiceCommand.Modify(change);

    /// <summary>The change has begun and waits for its load balancers.</summary>
    public static EndpointServiceEvent Underway(EndpointServiceChange change) =>
        new EndpointServiceEvent.ModificationRequested(change, Requester.Outside(7));

    /// <summary>The service has this load balancer too.</summary>
    public static EndpointServiceEvent[] WithSecond(LoadBalancerFacts loadBalancer) =>
    [
        Underway(new EndpointServiceChange { AddNetworkLoadBalancerArns = [Arn("second")] }),
        new EndpointServiceEvent.LoadBalancerBound(Arn("second"), loadBalancer),
        new EndpointServiceEvent.ModificationCompleted(),
    ];

    public static ConnectionRequest Request(IpAddressType type = IpAddressType.Ipv4, string region = Ohio, params SubnetZone[] subnets) => new(
        "vpce-0123456789abcdef0",
        Consumer,
        Root(Consumer),
        region,
        ServiceName.Make(Ohio, Self.Key),
        region == Ohio ? null : Ohio,
        [.. subnets],
        type,
        PrivateDns: false);

    public static EndpointServiceEvent Connected(IpAddressType type = IpAddressType.Ipv4, string region = Ohio, params ZonePath[] paths) =>
        new EndpointServiceEvent.ConnectionRequested("vpce-0123456789abcdef0", Consumer, region, false, type, [.. paths]);
}

/// <summary>What a service decides, where a test looks at a part of it only.</summary>
internal static class ServiceDecisions
{
    public static System.Collections.Immutable.ImmutableArray<EndpointServiceEvent> Decides(
        this ServiceGiven service, EndpointServiceCommand command, Settings? settings = null) =>
        EndpointServiceDecider.Decide(
            service.State,
            command,
            new Context(ServiceFacts.Self, ServiceFacts.Now, 1, Requester.Outside(1), null, new Facts(settings ?? new Settings(), Table))).Events;
}
