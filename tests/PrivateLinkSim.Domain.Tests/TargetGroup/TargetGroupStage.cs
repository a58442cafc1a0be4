using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>A provider's VPC in two zones, with a load balancer that has no target group of its own.</summary>
internal sealed class TargetGroupStage
{
    public const string Here = "use2-az1";
    public const string There = "use2-az2";

    public TargetGroupStage()
    {
        Network = World.Lay(Ohio, Accounts.Provider, Here, There);
        Balancer = LoadBalancer("front");
    }

    public World World { get; } = new();

    public Network Network { get; }

    public string Balancer { get; }

    public LoadBalancerState State => World.LoadBalancer(Balancer);

    public string LoadBalancer(string name, IpAddressType type = IpAddressType.Ipv4) => Account(new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer
    {
        Name = name, VpcId = Network.VpcId, SubnetIds = Network.SubnetIds, IpAddressType = type, OwnTargetGroup = false,
    })).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;

    public NewTargetGroup New(string name, ListenerProtocol protocol = ListenerProtocol.Tcp) => new() { Name = name, Protocol = protocol, Port = 443, VpcId = Network.VpcId };

    public Outcome Make(NewTargetGroup group) => Account(new ServiceProviderCommand.CreateTargetGroup(group));

    public string Group(string name, ListenerProtocol protocol = ListenerProtocol.Tcp) => Make(New(name, protocol)).Gives<TargetGroupReply.TargetGroupCreated>().TargetGroupArn;

    /// <summary>A group with a target in each zone, that a listener on a port forwards to.</summary>
    public string Forwarded(string name, int port)
    {
        var group = Group(name);
        Register(group, new Target($"i-{name}-here", Here), new Target($"i-{name}-there", There)).IsAccepted();
        Listen(group, port).IsAccepted();
        return group;
    }

    public Outcome Register(string group, params Target[] targets) => Call(group, new TargetGroupCommand.RegisterTargets([.. targets]));

    public Outcome Call(string group, TargetGroupCommand command) => World.Send(World.TargetGroupOf(group), command, Accounts.In(Ohio, Accounts.Provider));

    public Outcome Call(LoadBalancerCommand command) => World.CallLoadBalancer(Balancer, command);

    public Outcome Listen(string group, int port, ListenerProtocol protocol = ListenerProtocol.Tcp, string? balancer = null) =>
        World.CallLoadBalancer(balancer ?? Balancer, new LoadBalancerCommand.CreateListener(protocol, port) { TargetGroupArn = group });

    public string ListenerOf(string group) => State.Listeners.Single(listener => listener.Value.TargetGroupArn == group).Key;

    /// <summary>An endpoint of a consumer to a service of the load balancer, in both zones.</summary>
    public string Endpoint()
    {
        var service = World.CreateService(Ohio, [Balancer]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        World.Allow(service, "*").IsAccepted();
        return World.AvailableEndpoint(service, Ohio, Here, There);
    }

    public void Fail(string target, TimeSpan duration) =>
        World.Send(World.LoadBalancerOf(Balancer), new LoadBalancerCommand.FailTargets([target], null, false, duration)).IsAccepted();

    public (bool Reachable, string Rule) Reaches(string endpoint, string zone, int port)
    {
        var verdict = PathVerdict.Judge(endpoint, zone, World, new Flow { Port = port });
        return (verdict.Reachable, verdict.Rule);
    }

    private Outcome Account(ServiceProviderCommand command) =>
        World.Send(new EntityId(EntityKind.ServiceProvider, Accounts.Provider), command, Accounts.In(Ohio, Accounts.Provider));
}
