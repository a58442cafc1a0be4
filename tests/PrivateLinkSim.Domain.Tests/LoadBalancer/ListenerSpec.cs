using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ListenerSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.14/listener")]
    public void A_listener_has_an_arn_of_its_load_balancer_and_the_default_idle_timeout()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        var listener = Create(arn, ListenerProtocol.Tcp, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;

        Assert.Matches($"^{arn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal)}/[0-9a-f]{{16}}$", listener);
        Assert.Equal(new Listener(ListenerProtocol.Tcp, 443, 350), _world.LoadBalancer(arn).Listeners[listener]);
        Assert.False(_world.LoadBalancer(arn).Facts.CustomIdleTimeout);
    }

    [Theory]
    [Trait("Rule", "§2.14/listener")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_is_between_1_and_65535(int port)
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        Create(arn, ListenerProtocol.Tcp, port).IsRefused("§2.14/listener", "ValidationError");
        Create(arn, ListenerProtocol.Tcp, 1).IsAccepted();
        Create(arn, ListenerProtocol.Tcp, 65535).IsAccepted();
    }

    [Theory]
    [Trait("Rule", "§2.14/listener")]
    [InlineData(ListenerProtocol.Tcp, ListenerProtocol.Udp)]
    [InlineData(ListenerProtocol.TcpUdp, ListenerProtocol.Udp)]
    [InlineData(ListenerProtocol.Tls, ListenerProtocol.TcpUdp)]
    public void A_load_balancer_listens_on_a_port_once(ListenerProtocol one, ListenerProtocol other)
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var listener = Create(arn, one, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;

        Create(arn, other, 443).IsRefused("§2.14/listener", "DuplicateListener");
        Create(arn, other, 444).IsAccepted();
        Call(arn, new LoadBalancerCommand.DeleteListener(listener)).IsAccepted();
        Assert.NotEqual(listener, Create(arn, other, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§2.13/listeners")]
    [InlineData(50)]
    [InlineData(1)]
    public void A_load_balancer_has_so_many_listeners(int limit)
    {
        var world = new World(new Settings { ListenersPerLoadBalancer = limit });
        var arn = world.LoadBalancer(Ohio, "use2-az1");
        for (var port = 1; port <= limit; port++)
        {
            world.CallLoadBalancer(arn, new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, port)).IsAccepted();
        }

        world.CallLoadBalancer(arn, new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 9999)).IsRefused("§2.13/listeners", "TooManyListeners");
    }

    [Theory]
    [Trait("Rule", "§2.14")]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(6000, true)]
    [InlineData(6001, false)]
    public void The_idle_timeout_of_a_tcp_listener_is_between_60_and_6000_seconds(int seconds, bool allowed)
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var listener = Create(arn, ListenerProtocol.TcpUdp, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;

        var outcome = Modify(arn, listener, seconds);

        if (allowed)
        {
            outcome.IsAccepted();
            Assert.True(_world.LoadBalancer(arn).Facts.CustomIdleTimeout);
            Modify(arn, listener, 350).IsAccepted();
        }
        else
        {
            outcome.IsRefused("§2.14", "InvalidConfigurationRequest");
        }

        Assert.False(_world.LoadBalancer(arn).Facts.CustomIdleTimeout);
    }

    [Theory]
    [Trait("Rule", "§2.14")]
    [InlineData(ListenerProtocol.Tls)]
    [InlineData(ListenerProtocol.Udp)]
    public void Only_tcp_listeners_have_an_idle_timeout_to_set(ListenerProtocol protocol)
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var listener = Create(arn, protocol, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;

        Modify(arn, listener, 400).IsRefused("§2.14", "InvalidConfigurationRequest");
    }

    [Fact]
    [Trait("Rule", "§2.14/listener")]
    public void A_listener_that_is_named_must_exist()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        Modify(arn, "listener", 400).IsRefused("§2.14/listener", "ListenerNotFound");
        Call(arn, new LoadBalancerCommand.DeleteListener("listener")).IsRefused("§2.14/listener", "ListenerNotFound");
    }

    /// <summary>CreateListener: "If you attempt to create multiple listeners with the same settings, each call succeeds."</summary>
    [Fact]
    [Trait("Rule", "§2.14/listener")]
    public void A_listener_that_is_asked_for_again_with_the_same_settings_is_the_one_that_is_there()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var listener = Create(arn, ListenerProtocol.Tcp, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;
        var events = _world.Log.Count;

        Assert.Equal(listener, Create(arn, ListenerProtocol.Tcp, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn);
        Assert.Equal(events, _world.Log.Count);
        Call(arn, new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443) { TargetGroupArn = "arn:other" }).IsRefused("§2.14/listener", "DuplicateListener");
    }

    [Fact]
    [Trait("Rule", "§2.14")]
    public void Saying_the_same_idle_timeout_twice_says_it_once()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var listener = Create(arn, ListenerProtocol.Tcp, 443).Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;
        Modify(arn, listener, 400).IsAccepted();
        var events = _world.Log.Count;

        Modify(arn, listener, 400).IsAccepted();

        Assert.Equal(events, _world.Log.Count);
    }

    private Outcome Create(string arn, ListenerProtocol protocol, int port) => Call(arn, new LoadBalancerCommand.CreateListener(protocol, port));

    private Outcome Modify(string arn, string listener, int seconds) => Call(arn, new LoadBalancerCommand.ModifyListenerAttributes(listener, seconds));

    private Outcome Call(string arn, LoadBalancerCommand command) => _world.CallLoadBalancer(arn, command);
}
