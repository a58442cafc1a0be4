using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>Target groups that stand by themselves.</content>
internal static partial class Narrative
{
    private static Telling Tell(TargetGroupEvent fact, Names names) => fact switch
    {
        TargetGroupEvent.CreationRequested requested => Telling.Detail($"asks {names.Of(requested.TargetGroup.VpcId)} whose it is"),
        TargetGroupEvent.CreationRefused refused => Telling.Detail($"is not made: {Refusal(refused.Rejection, refused.By, names)}"),
        TargetGroupEvent.Created => Telling.Story("is made"),
        TargetGroupEvent.HealthCheckModified modified => Telling.Story(Checks(modified.HealthCheck)),
        TargetGroupEvent.AttributesModified modified => Telling.Story($"has {Join(Attributes(modified.Change).DefaultIfEmpty("what it had"))}"),
        TargetGroupEvent.ProxyProtocolV2Set set => Telling.Story($"its targets {(set.Enabled ? "are" : "are no longer")} sent the proxy protocol header"),
        TargetGroupEvent.TargetsRegistered registered => Telling.Story(
            $"has {Plural(registered.Targets.Length, "target")} {Join(registered.Targets.Select(target => $"{target.Key} in {target.ZoneId}"))}"),
        TargetGroupEvent.TargetsDeregistered deregistered => Telling.Story($"no longer has {Join(deregistered.TargetIds)}"),
        TargetGroupEvent.Attached attached => Telling.Story($"is what {names.Of(attached.LoadBalancerArn)} forwards to"),
        TargetGroupEvent.Detached detached => Telling.Story($"is no longer what {names.Of(detached.LoadBalancerArn)} forwards to"),
        TargetGroupEvent.TagsAdded added => Telling.Story($"is tagged {TagsOf(added.Tags)}"),
        TargetGroupEvent.TagsRemoved removed => Telling.Story($"is no longer tagged {Join(removed.TagKeys)}"),
        TargetGroupEvent.Deleted => Telling.Story("is deleted"),
        _ => throw Untold(fact),
    };

    private static Telling TellOfGroups(LoadBalancerEvent fact, Names names) => fact switch
    {
        LoadBalancerEvent.TargetGroupAttached attached => Telling.Detail($"hears what {names.Of(attached.TargetGroupArn ?? "")} is"),
        LoadBalancerEvent.TargetGroupDetached detached => Telling.Detail($"forwards nothing to {names.Of(detached.TargetGroupArn ?? "")} any more"),
        LoadBalancerEvent.HealthCheckModified modified => Telling.Detail(Checks(modified.HealthCheck)),
        LoadBalancerEvent.ListenerModified modified => Telling.Story(FormattableString.Invariant(
            $"listens on {Protocol(modified.Protocol)} port {modified.Port} with {names.Of(modified.ListenerArn)}{Forwards(modified.TargetGroupArn, names)}")),
        LoadBalancerEvent.DeletionProtectionSet set => Telling.Story($"{(set.Enabled ? "is" : "is no longer")} protected from deletion"),
        LoadBalancerEvent.TagsAdded added => Telling.Story($"{Tagged(added.ListenerArn, names)} tagged {TagsOf(added.Tags)}"),
        LoadBalancerEvent.TagsRemoved removed => Telling.Story($"{Tagged(removed.ListenerArn, names)} no longer tagged {Join(removed.TagKeys)}"),
        _ => throw Untold(fact),
    };

    private static string Tagged(string? listener, Names names) => listener is null ? "is" : $"its listener {names.Of(listener)} is";

    private static string Forwards(string? group, Names names) => group is null ? "" : $", and forwards to {names.Of(group)}";

    private static string Checks(HealthCheck check) => FormattableString.Invariant(
        $"its targets are checked every {check.IntervalSeconds} s; {check.UnhealthyThreshold} bad checks make one unhealthy, {check.HealthyThreshold} good ones healthy");
}
