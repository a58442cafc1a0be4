using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>A load balancer that serves an endpoint service: what it asks before it changes, and what it tells afterwards.</summary>
public sealed class BoundLoadBalancerSpec
{
    private const string ServiceId = "vpce-svc-071afff70666e61e0";
    private const string Tcp = "listener/tcp";
    private const string Other = "listener/other";
    private static readonly Requester Client = Requester.Outside(7);

    private static readonly LoadBalancerEvent[] Bound =
    [
        new LoadBalancerEvent.CreationRequested(
            Provider, Ohio, new NewLoadBalancer { Name = "front", VpcId = "vpc-1", SubnetIds = ["subnet-1"], IpAddressType = IpAddressType.Dualstack }, Client),
        new LoadBalancerEvent.Created([new LoadBalancerNode("use2-az1", "subnet-1", "10.0.0.4", "2600:1f00::4", true)], true),
        new LoadBalancerEvent.ListenerCreated(Tcp, ListenerProtocol.Tcp, 443),
        new LoadBalancerEvent.ListenerCreated(Other, ListenerProtocol.Tcp, 444),
        new LoadBalancerEvent.Bound(ServiceId),
    ];

    private static readonly LoadBalancerChange ToIpv4 = new(IpAddressType: IpAddressType.Ipv4);
    private static readonly LoadBalancerChange ToCustom = new(ListenerArn: Tcp, TcpIdleTimeoutSeconds: 400);

    [Fact]
    [Trait("Rule", "R50b")]
    public void A_change_of_type_is_first_reviewed_by_the_service_as_it_would_be()
    {
        Given.LoadBalancer(Bound).When(new LoadBalancerCommand.SetIpAddressType(IpAddressType.Ipv4))
            .Then(new LoadBalancerEvent.ChangeRequested(ToIpv4, Requester.Outside(1)));

        var review = Review([.. Bound, new LoadBalancerEvent.ChangeRequested(ToIpv4, Client)]);

        Assert.Equal((IpAddressType.Ipv4, true, false), (review.Facts.IpAddressType, review.Facts.Ipv6Ready, review.Facts.CustomIdleTimeout));
    }

    [Fact]
    [Trait("Rule", "R50b")]
    public void Once_the_service_agrees_the_vpc_gives_the_nodes_another_place()
    {
        LoadBalancerEvent[] asked = [.. Bound, new LoadBalancerEvent.ChangeRequested(ToIpv4, Client)];
        Given.LoadBalancer(asked).When(new LoadBalancerCommand.HearReview(new Outcome.Accepted(null, []))).Then(new LoadBalancerEvent.ChangeApproved());

        var ask = Assert.IsType<Message.Ask>(Assert.Single(Given.LoadBalancer([.. asked, new LoadBalancerEvent.ChangeApproved()]).Reactions()));

        var revise = Assert.IsType<VpcCommand.ReviseAddresses>(ask.Command);
        Assert.Equal((World.Vpc("vpc-1"), IpAddressType.Ipv4), (ask.To, revise.Placement.IpAddressType));
        Assert.Equal<IEnumerable<string>>(["subnet-1"], revise.Placement.SubnetIds);
    }

    [Fact]
    [Trait("Rule", "R50b")]
    [Trait("Rule", "R40a")]
    public void What_the_service_refuses_does_not_happen_and_the_caller_hears_who_refused()
    {
        var refused = new Outcome.Refused(new Rejection("InvalidParameter", "no", "R50b"), World.ServiceOf(ServiceId));
        var fact = new LoadBalancerEvent.ChangeRefused(refused.Rejection, refused.By);
        LoadBalancerEvent[] asked = [.. Bound, new LoadBalancerEvent.ChangeRequested(ToIpv4, Client)];
        Given.LoadBalancer(asked).When(new LoadBalancerCommand.HearReview(refused)).Then(fact);

        var after = Given.LoadBalancer([.. asked, fact]);

        Assert.Equal(new Message.Answer(Client, refused), Assert.Single(after.Reactions()));
        Assert.Equal((IpAddressType.Dualstack, null), (after.State.IpAddressType, after.State.Underway));
    }

    [Fact]
    [Trait("Rule", "§2.1/zone")]
    public void New_nodes_are_told_to_the_service_and_the_caller_hears_that_it_is_done()
    {
        var nodes = new LoadBalancerEvent.NodesChanged(
            [.. Given.LoadBalancer(Bound).State.Nodes, new LoadBalancerNode("use2-az2", "subnet-2", "10.0.1.4", "2600:1f00:0:1::4", true)],
            IpAddressType.Dualstack,
            true);

        var messages = Given.LoadBalancer([.. Bound, new LoadBalancerEvent.ChangeRequested(new(SubnetIds: ["subnet-1", "subnet-2"]), Client), nodes])
            .Reactions().ToArray();

        var told = Assert.IsType<EndpointServiceCommand.LearnLoadBalancer>(Assert.IsType<Message.Tell>(messages[0]).Command);
        Assert.Equal(["use2-az1", "use2-az2"], told.Facts.Zones.Select(zone => zone.ZoneId));
        Assert.Equal(Client, Assert.IsType<Message.Answer>(messages[1]).To);
    }

    [Fact]
    [Trait("Rule", "§2.14/subnets")]
    public void A_subnet_can_not_be_removed_while_a_service_uses_the_load_balancer_and_one_can_be_added()
    {
        var given = Given.LoadBalancer(Bound);

        var message = given.When(new LoadBalancerCommand.SetSubnets(["subnet-2"])).ThenRefused("§2.14/subnets", "InvalidSubnet");
        given.When(new LoadBalancerCommand.SetSubnets(["subnet-2", "subnet-1"]))
            .Then(new LoadBalancerEvent.ChangeRequested(new(SubnetIds: ["subnet-2", "subnet-1"]), Requester.Outside(1)));
        given.When(new LoadBalancerCommand.SetSubnets(["subnet-1"])).ThenNothingHappens();

        Assert.Equal("Subnets cannot be removed from load balancer because the load balancer is currently associated with another service", message);
    }

    [Fact]
    [Trait("Rule", "R40a")]
    public void An_idle_timeout_that_becomes_custom_is_reviewed_by_the_service_first()
    {
        Given.LoadBalancer(Bound).When(new LoadBalancerCommand.ModifyListenerAttributes(Tcp, 400))
            .Then(new LoadBalancerEvent.ChangeRequested(ToCustom, Requester.Outside(1)));
        LoadBalancerEvent[] asked = [.. Bound, new LoadBalancerEvent.ChangeRequested(ToCustom, Client)];

        Assert.True(Review(asked).Facts.CustomIdleTimeout);
        Assert.False(Given.LoadBalancer(asked).State.Facts.CustomIdleTimeout);
        Given.LoadBalancer(asked).When(new LoadBalancerCommand.HearReview(new Outcome.Accepted(null, [])))
            .Then(new LoadBalancerEvent.ChangeApproved(), new LoadBalancerEvent.ListenerAttributesModified(Tcp, 400));
        Assert.Equal(Client, Assert.IsType<Message.Answer>(Assert.Single(
            Given.LoadBalancer([.. asked, new LoadBalancerEvent.ChangeApproved()]).Reactions())).To);
    }

    [Fact]
    [Trait("Rule", "R40a")]
    public void Only_the_first_custom_idle_timeout_is_reviewed_and_the_service_hears_of_each()
    {
        LoadBalancerEvent[] custom = [.. Bound, new LoadBalancerEvent.ListenerAttributesModified(Tcp, 400)];

        Given.LoadBalancer(custom).When(new LoadBalancerCommand.ModifyListenerAttributes(Other, 500))
            .Then(new LoadBalancerEvent.ListenerAttributesModified(Other, 500));
        Given.LoadBalancer(custom).When(new LoadBalancerCommand.ModifyListenerAttributes(Tcp, 350))
            .Then(new LoadBalancerEvent.ListenerAttributesModified(Tcp, 350));
        Assert.True(Told(custom).Facts.CustomIdleTimeout);
        Assert.False(Told([.. custom, new LoadBalancerEvent.ListenerAttributesModified(Tcp, 350)]).Facts.CustomIdleTimeout);
        Assert.False(Told([.. custom, new LoadBalancerEvent.ListenerDeleted(Tcp)]).Facts.CustomIdleTimeout);
    }

    [Fact]
    [Trait("Rule", "§2.1/zone")]
    public void A_zone_is_added_to_a_load_balancer_that_serves()
    {
        var world = new World();
        var arn = world.LoadBalancer(Ohio, "use2-az1");
        world.CreateService(Ohio, [arn]).IsAccepted();
        var vpc = world.LoadBalancer(arn).VpcId;
        var added = world.CallVpc(vpc, new VpcCommand.CreateSubnet("10.1.9.0/24", null, false, null, "use2-az2"), Ohio, Provider).Gives<VpcReply.SubnetCreated>().SubnetId;

        world.CallLoadBalancer(arn, new LoadBalancerCommand.SetSubnets([world.LoadBalancer(arn).Nodes[0].SubnetId, added])).IsAccepted();

        Assert.Equal(["use2-az1", "use2-az2"], world.LoadBalancer(arn).Nodes.Select(node => node.ZoneId));
        world.CallLoadBalancer(arn, new LoadBalancerCommand.SetSubnets([added])).IsRefused("§2.14/subnets", "InvalidSubnet");
        world.CheckThatHistoriesFoldToTheStates();
    }

    private static EndpointServiceCommand.ReviewLoadBalancer Review(LoadBalancerEvent[] facts)
    {
        var ask = Assert.IsType<Message.Ask>(Assert.Single(Given.LoadBalancer(facts).Reactions()));
        Assert.Equal(World.ServiceOf(ServiceId), ask.To);
        return Assert.IsType<EndpointServiceCommand.ReviewLoadBalancer>(ask.Command);
    }

    private static EndpointServiceCommand.LearnLoadBalancer Told(LoadBalancerEvent[] facts) =>
        Assert.IsType<EndpointServiceCommand.LearnLoadBalancer>(Assert.IsType<Message.Tell>(Assert.Single(Given.LoadBalancer(facts).Reactions())).Command);
}
