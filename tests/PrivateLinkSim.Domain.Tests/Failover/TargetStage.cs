using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>A load balancer in two zones with targets, and an endpoint to its service.</summary>
internal sealed class TargetStage
{
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public TargetStage(Settings? settings = null, params string[] targets)
    {
        World = new World(settings ?? new Settings());
        Arn = World.LoadBalancer(Ohio, "use2-az1", "use2-az2");
        Call(new LoadBalancerCommand.DeregisterTargets([.. State.Targets.Keys])).IsAccepted();
        World.Advance(TimeSpan.FromHours(1));
        Register(targets);
        var service = World.CreateService(Ohio, [Arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        World.Allow(service, "*").IsAccepted();
        Endpoint = World.AvailableEndpoint(service, Ohio, "use2-az1", "use2-az2");
    }

    public World World { get; }

    public string Arn { get; }

    public string Endpoint { get; }

    public LoadBalancerState State => World.LoadBalancer(Arn);

    public string[] ZonesInService => World.ZonesInService(Endpoint);

    /// <summary>Registers targets in the zone that their names begin with: <c>1a</c> in use2-az1.</summary>
    public void Register(params string[] targets) =>
        Call(new LoadBalancerCommand.RegisterTargets([.. targets.Select(target => new Target(target, $"use2-az{target[0]}"))])).IsAccepted();

    public void Deregister(params string[] targets) => Call(new LoadBalancerCommand.DeregisterTargets([.. targets])).IsAccepted();

    public Outcome Modify(TargetGroupChange change) => Call(new LoadBalancerCommand.ModifyTargetGroupAttributes(null, change));

    public void Fail(TimeSpan duration, params string[] targets) =>
        World.Send(World.LoadBalancerOf(Arn), new LoadBalancerCommand.FailTargets([.. targets], null, false, duration)).IsAccepted();

    public Outcome Call(LoadBalancerCommand command) => World.CallLoadBalancer(Arn, command);

    /// <summary>The targets that the node of a zone sends new connections to.</summary>
    public string[] RoutedTo(string zone) => [.. State.Routes(zone).Select(target => target.Key)];

    public bool Terminates(string target, bool overUdp = false) => State.Terminates(State.Find(target)!, overUdp);

    public void After(TimeSpan time) => World.Advance(time);
}
