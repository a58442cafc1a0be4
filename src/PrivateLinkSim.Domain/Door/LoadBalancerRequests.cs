using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// What the policies are asked about the calls to a load balancer. The simulator has one target group for each, which bears its name.
/// </summary>
internal static class LoadBalancerRequests
{
    /// <summary>The requests of a call to a load balancer.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string arn, LoadBalancerCommand command, DoorCall call) => command switch
    {
        LoadBalancerCommand.RegisterTargets => [call.LoadBalancing("RegisterTargets", TargetGroup(arn, call))],
        LoadBalancerCommand.DeregisterTargets => [call.LoadBalancing("DeregisterTargets", TargetGroup(arn, call))],
        LoadBalancerCommand.ModifyAttributes => [call.LoadBalancing("ModifyLoadBalancerAttributes", arn)],
        LoadBalancerCommand.ModifyTargetGroupAttributes => [call.LoadBalancing("ModifyTargetGroupAttributes", arn)],
        LoadBalancerCommand.SetIpAddressType => [call.LoadBalancing("SetIpAddressType", arn)],
        LoadBalancerCommand.SetSubnets => [call.LoadBalancing("SetSubnets", arn)],
        LoadBalancerCommand.SetSecurityGroups => [call.LoadBalancing("SetSecurityGroups", arn)],
        LoadBalancerCommand.CreateListener => [call.LoadBalancing("CreateListener", arn)],
        LoadBalancerCommand.ModifyListenerAttributes modify => [call.LoadBalancing("ModifyListenerAttributes", modify.ListenerArn)],
        LoadBalancerCommand.DeleteListener delete => [call.LoadBalancing("DeleteListener", delete.ListenerArn)],
        LoadBalancerCommand.Delete => [call.LoadBalancing("DeleteLoadBalancer", arn)],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    private static string TargetGroup(string arn, DoorCall call) =>
        call.LoadBalancingArn($"targetgroup/{(arn.Split('/') is [_, _, var name, _] ? name : "*")}/*");
}
