using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls about target groups, those that stand by themselves and those that load balancers have of their own.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfTargetGroup(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateTargetGroup: { } call } =>
        [
            Make(nameof(step.CreateTargetGroup), call with { VpcId = ids.Id(call.VpcId) }, Provider(Required(caller).Account), new ServiceProviderCommand.CreateTargetGroup(new NewTargetGroup
            {
                Name = call.Name,
                Protocol = call.Protocol,
                Port = call.Port,
                VpcId = ids.Id(call.VpcId),
                TargetType = call.TargetType ?? TargetType.Instance,
                Ipv6 = call.IpAddressType == IpAddressType.Ipv6,
                HealthCheck = call.HealthCheck?.ToHealthCheck() ?? HealthCheck.Default,
                Tags = call.Tags,
            })),
        ],
        { ModifyTargetGroup: { TargetGroupArn: { } group } call } when ids.Id(group) is var arn =>
            [Make(nameof(step.ModifyTargetGroup), call with { TargetGroupArn = arn }, TargetGroup(arn), new TargetGroupCommand.Modify(call.Change))],
        { ModifyTargetGroup: { LoadBalancerArn: { } balancer } call } when ids.Id(balancer) is var arn =>
            OfLoadBalancer(nameof(step.ModifyTargetGroup), call with { LoadBalancerArn = arn }, arn, new LoadBalancerCommand.ModifyHealthCheck(call.Change)),
        { ModifyTargetGroupAttributes: { TargetGroupArn: { } group } call } when ids.Id(group) is var arn =>
        [
            Make(
                nameof(step.ModifyTargetGroupAttributes),
                call with { TargetGroupArn = arn },
                TargetGroup(arn),
                new TargetGroupCommand.ModifyAttributes(call.ProxyProtocolV2, call.Attributes?.ToChange() ?? TargetGroupChange.None)),
        ],
        { ModifyTargetGroupAttributes: { LoadBalancerArn: { } balancer } call } when ids.Id(balancer) is var arn => OfLoadBalancer(
            nameof(step.ModifyTargetGroupAttributes),
            call with { LoadBalancerArn = arn },
            arn,
            new LoadBalancerCommand.ModifyTargetGroupAttributes(call.ProxyProtocolV2, call.Attributes?.ToChange() ?? TargetGroupChange.None)),
        { RegisterTargets: { TargetGroupArn: { } group } call } when ids.Id(group) is var arn =>
        [
            Make(
                nameof(step.RegisterTargets),
                call with { TargetGroupArn = arn },
                TargetGroup(arn),
                new TargetGroupCommand.RegisterTargets(
                    [.. call.Targets.Select(target => new Target(target.Id, ids.ZoneIdOf(arn, target), target.ParsesIpv6ProxyProtocol, target.Port))])),
        ],
        { RegisterTargets: { LoadBalancerArn: { } balancer } call } when ids.Id(balancer) is var arn => OfLoadBalancer(
            nameof(step.RegisterTargets),
            call with { LoadBalancerArn = arn },
            arn,
            new LoadBalancerCommand.RegisterTargets(
                [.. call.Targets.Select(target => new Target(target.Id, ids.ZoneIdFor(arn, target.AvailabilityZone ?? ""), target.ParsesIpv6ProxyProtocol))])),
        { DeregisterTargets: { TargetGroupArn: { } group } call } when ids.Id(group) is var arn =>
            [Make(nameof(step.DeregisterTargets), call with { TargetGroupArn = arn }, TargetGroup(arn), new TargetGroupCommand.DeregisterTargets(call.Targets))],
        { DeregisterTargets: { LoadBalancerArn: { } balancer } call } when ids.Id(balancer) is var arn =>
            OfLoadBalancer(nameof(step.DeregisterTargets), call with { LoadBalancerArn = arn }, arn, new LoadBalancerCommand.DeregisterTargets(call.Targets)),
        { DeleteTargetGroup: { } call } when ids.Id(call.TargetGroupArn) is var arn =>
            [Make(nameof(step.DeleteTargetGroup), call with { TargetGroupArn = arn }, TargetGroup(arn), new TargetGroupCommand.Delete())],
        { AddTags: { } call } => call.ResourceArns.Select(ids.Id).Select(arn => Make(
            nameof(step.AddTags),
            call with { ResourceArns = [arn] },
            Balancing(arn, ids),
            Balancing(arn, ids).Kind == EntityKind.TargetGroup
                ? new TargetGroupCommand.AddTags(call.Tags)
                : new LoadBalancerCommand.AddTags(LoadBalancerArn.IsWellFormed(arn) ? null : arn, call.Tags))),
        { RemoveTags: { } call } => call.ResourceArns.Select(ids.Id).Select(arn => Make(
            nameof(step.RemoveTags),
            call with { ResourceArns = [arn] },
            Balancing(arn, ids),
            Balancing(arn, ids).Kind == EntityKind.TargetGroup
                ? new TargetGroupCommand.RemoveTags(call.TagKeys)
                : new LoadBalancerCommand.RemoveTags(LoadBalancerArn.IsWellFormed(arn) ? null : arn, call.TagKeys))),
        _ => null,
    };

    private static ScenarioCall ModifyListener(ModifyListenerParameters call, ResourceIds ids) => Make(
        nameof(Step.ModifyListener),
        call,
        ids.HolderOf(call.ListenerArn, EntityKind.LoadBalancer),
        new LoadBalancerCommand.ModifyListener(call.ListenerArn, call.Protocol, call.Port, Tls(call.CertificateArn, call.SslPolicy, call.AlpnPolicy))
        {
            TargetGroupArn = call.TargetGroupArn,
        });

    private static ListenerTls? Tls(string? certificateArn, string? sslPolicy, string? alpnPolicy) =>
        (certificateArn, sslPolicy, alpnPolicy) == (null, null, null) ? null : new ListenerTls(certificateArn, sslPolicy, alpnPolicy);

    // A load balancer, a target group, or the load balancer that has a listener.
    private static EntityId Balancing(string arn, ResourceIds ids) =>
        LoadBalancerArn.IsWellFormed(arn) ? LoadBalancer(arn)
        : TargetGroupArn.IsWellFormed(arn) ? TargetGroup(arn)
        : ids.HolderOf(arn, EntityKind.LoadBalancer);

    private static EntityId TargetGroup(string arn) => new(EntityKind.TargetGroup, arn);
}
