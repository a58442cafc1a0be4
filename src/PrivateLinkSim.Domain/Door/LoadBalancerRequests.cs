using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// What the policies are asked about the calls to load balancers and target groups. The group that a load balancer has of its own bears its name.
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
        LoadBalancerCommand.ModifyHealthCheck => [call.LoadBalancing("ModifyTargetGroup", TargetGroup(arn, call))],
        LoadBalancerCommand.CreateListener create => [.. TagOnCreate(call.LoadBalancing("CreateListener", arn), create.Tags)],
        LoadBalancerCommand.ModifyListener modify => [call.LoadBalancing("ModifyListener", modify.ListenerArn)],
        LoadBalancerCommand.AddTags add => [call.LoadBalancing("AddTags", add.ListenerArn ?? arn).Tagging(add.Tags)],
        LoadBalancerCommand.RemoveTags remove => [call.LoadBalancing("RemoveTags", remove.ListenerArn ?? arn).With("aws:TagKeys", [.. remove.TagKeys])],
        LoadBalancerCommand.ModifyListenerAttributes modify => [call.LoadBalancing("ModifyListenerAttributes", modify.ListenerArn)],
        LoadBalancerCommand.DeleteListener delete => [call.LoadBalancing("DeleteListener", delete.ListenerArn)],
        LoadBalancerCommand.Delete => [call.LoadBalancing("DeleteLoadBalancer", arn)],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    /// <summary>The requests of a call to a target group.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string arn, TargetGroupCommand command, DoorCall call) => command switch
    {
        TargetGroupCommand.Modify => [call.LoadBalancing("ModifyTargetGroup", arn)],
        TargetGroupCommand.ModifyAttributes => [call.LoadBalancing("ModifyTargetGroupAttributes", arn)],
        TargetGroupCommand.RegisterTargets => [call.LoadBalancing("RegisterTargets", arn)],
        TargetGroupCommand.DeregisterTargets => [call.LoadBalancing("DeregisterTargets", arn)],
        TargetGroupCommand.AddTags add => [call.LoadBalancing("AddTags", arn).Tagging(add.Tags)],
        TargetGroupCommand.RemoveTags remove => [call.LoadBalancing("RemoveTags", arn).With("aws:TagKeys", [.. remove.TagKeys])],
        TargetGroupCommand.Delete => [call.LoadBalancing("DeleteTargetGroup", arn)],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    /// <summary>A call that makes something, and the permission to tag it, which is asked besides (§2.16/create).</summary>
    public static IEnumerable<AuthorizationRequest> TagOnCreate(AuthorizationRequest request, ImmutableSortedDictionary<string, string>? tags) =>
        tags is not { IsEmpty: false } given
            ? [request]
            : [request.Tagging(given), request.Tagging(given).With("elasticloadbalancing:CreateAction", request.Action["elasticloadbalancing:".Length..]) with { Action = "elasticloadbalancing:AddTags" }];

    private static string TargetGroup(string arn, DoorCall call) =>
        call.LoadBalancingArn($"targetgroup/{(arn.Split('/') is [_, _, var name, _] ? name : "*")}/*");
}
