using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

/// <content>What providers do with their endpoint services.</content>
internal sealed partial class World
{
    public Outcome CreateService(string region, NewEndpointService service) =>
        Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(service, null),
            Accounts.In(region, Accounts.Provider));

    public Outcome Modify(string service, EndpointServiceChange change) =>
        Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(service, change),
            AsProvider(service));

    /// <summary>A call of the provider that goes to the service itself.</summary>
    public Outcome Call(string service, EndpointServiceCommand command) => Send(ServiceOf(service), command, AsProvider(service));

    /// <summary>What another entity or the topology says to a service.</summary>
    public Outcome Say(string service, EndpointServiceCommand command) => Send(ServiceOf(service), command);

    public Outcome Publish(string name, string value) => Send(PublicDnsState.Internet, new PublicDnsCommand.PublishTxt(name, value));

    public Outcome Withdraw(string name, string value) => Send(PublicDnsState.Internet, new PublicDnsCommand.WithdrawTxt(name, value));

    /// <summary>The verification is started and has its time.</summary>
    public DnsNameStatus Verify(string service)
    {
        Call(service, new EndpointServiceCommand.StartPrivateDnsVerification()).IsAccepted();
        Advance(Facts.Settings.PrivateDnsVerification);
        return PrivateDns(service).State;
    }

    public PrivateDnsNameConfiguration PrivateDns(string service) =>
        State(service).PrivateDnsName ?? throw new InvalidOperationException("The service has no private DNS name.");

    /// <summary>A service of two zones that everybody may use, with this private DNS name, verified.</summary>
    public string VerifiedService(string name, bool acceptance = false)
    {
        var service = Service(Regions.Ohio, ["use2-az1", "use2-az2"], acceptance);
        Modify(service, new EndpointServiceChange { PrivateDnsName = name }).IsAccepted();
        Publish(PrivateDns(service).Name + "." + name.Replace("*.", "", StringComparison.Ordinal), PrivateDns(service).Value).IsAccepted();
        Assert.Equal(DnsNameStatus.Verified, Verify(service));
        return service;
    }

    /// <summary>What the service answers an endpoint of the consumer that wants to use its private DNS name.</summary>
    public Outcome NamePrivateDns(string service, bool explicitly = true, string endpoint = "vpce-0", string region = Regions.Ohio, string account = Accounts.Consumer) =>
        Say(service, new EndpointServiceCommand.NamePrivateDns(Ask(service, endpoint, region, account) with { PrivateDns = explicitly }));

    /// <summary>A connection request of an endpoint without subnets.</summary>
    public ConnectionRequest Ask(string service, string endpoint = "vpce-0", string region = Regions.Ohio, string account = Accounts.Consumer) => new(
        endpoint,
        account,
        Accounts.Root(account),
        region,
        ServiceName.Make(State(service).Region, service),
        region == State(service).Region ? null : State(service).Region,
        [],
        IpAddressType.Ipv4,
        PrivateDns: false);

    /// <summary>The service's load balancer says that it is this now.</summary>
    public void Become(string service, Func<LoadBalancerFacts, LoadBalancerFacts> change)
    {
        var (arn, facts) = State(service).LoadBalancers.First();
        Say(service, new EndpointServiceCommand.LearnLoadBalancer(arn, change(facts))).IsAccepted();
    }

    public string Notify(string service, params ConnectionEvent[] events) =>
        Call(service, new EndpointServiceCommand.CreateConnectionNotification("arn:aws:sns:us-east-2:111122223333:alerts", [.. events], null))
            .Gives<EndpointServiceReply.NotificationCreated>().ConnectionNotificationId;

    public ImmutableSortedDictionary<string, long> Delivered(string service, string notification) => State(service).Notifications[notification].Delivered;
}
