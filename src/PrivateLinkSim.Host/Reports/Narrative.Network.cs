using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>What both parties bring along: VPCs and load balancers.</content>
internal static partial class Narrative
{
    private static Telling Tell(VpcEvent fact, Names names) => fact switch
    {
        VpcEvent.Created created => Telling.Story($"is made: {Blocks(created.CidrBlock, created.Ipv6CidrBlock)} in {created.Region}, for {names.Of(created.Account)}"),
        VpcEvent.Ipv6CidrBlockAssociated associated => Telling.Story($"has the IPv6 block {associated.Ipv6CidrBlock} too"),
        VpcEvent.AttributesModified modified => Telling.Story(
            $"has DNS support {OnOff(modified.EnableDnsSupport)} and DNS hostnames {OnOff(modified.EnableDnsHostnames)}"),
        VpcEvent.Deleted => Telling.Story("is deleted"),
        VpcEvent.SubnetCreated created => Telling.Story(
            $"has subnet {names.Of(created.SubnetId)}: {Blocks(created.CidrBlock, created.Ipv6CidrBlock)} in {created.ZoneId}"),
        VpcEvent.SubnetCidrBlockAssociated associated => Telling.Story($"has the IPv6 block {associated.Ipv6CidrBlock} in {names.Of(associated.SubnetId)}"),
        VpcEvent.SubnetDeleted deleted => Telling.Story($"no longer has subnet {names.Of(deleted.SubnetId)}"),
        VpcEvent.SecurityGroupCreated created => Telling.Story($"has security group {names.Of(created.GroupId)} ({created.GroupName})"),
        VpcEvent.SecurityGroupDeleted deleted => Telling.Story($"no longer has security group {names.Of(deleted.GroupId)}"),
        VpcEvent.InboundRulesDeclared declared => Telling.Story(
            declared.Rules.IsEmpty ? $"lets nothing in through {names.Of(declared.GroupId)}" : $"lets in through {names.Of(declared.GroupId)} only {RulesOf(declared.Rules, names)}"),
        VpcEvent.IngressAuthorized authorized => Telling.Story($"lets in through {names.Of(authorized.GroupId)} {RulesOf(authorized.Rules, names)}"),
        VpcEvent.IngressRevoked revoked => Telling.Story($"no longer lets in through {names.Of(revoked.GroupId)} {RulesOf(revoked.Rules, names)}"),
        VpcEvent.EgressAuthorized authorized => Telling.Detail($"lets out through {names.Of(authorized.GroupId)} {RulesOf(authorized.Rules, names, "to")}"),
        VpcEvent.EgressRevoked revoked => Telling.Detail($"no longer lets out through {names.Of(revoked.GroupId)} {RulesOf(revoked.Rules, names, "to")}"),
        VpcEvent.SecurityGroupRulesModified modified => Telling.Story(
            $"has other rules in {names.Of(modified.GroupId)}: {Join(modified.Rules.Select(each => RulesOf([each.Rule], names, each.IsEgress ? "to" : "from")))}"),
        VpcEvent.SubnetAttributesModified modified => Telling.Detail($"has other attributes of {names.Of(modified.SubnetId)}"),
        VpcEvent.TagsCreated created => Telling.Story($"has {names.Of(created.ResourceId)} tagged {TagsOf(created.Tags)}"),
        VpcEvent.TagsDeleted deleted => Telling.Story($"no longer has {names.Of(deleted.ResourceId)} tagged {Join(deleted.Keys)}"),
        VpcEvent.NetworkAclSet set => Telling.Story(FormattableString.Invariant(
            $"has network ACL {set.NetworkAcl.Name} in {names.Of(set.SubnetId)}: {set.NetworkAcl.Inbound.Length} inbound and {set.NetworkAcl.Outbound.Length} outbound")),
        VpcEvent.AddressesReserved reserved => Telling.Detail($"reserves {Place(reserved.Holding)} for {names.Of(reserved.Holder)}"),
        VpcEvent.AddressesRevised revised => Telling.Detail($"reserves {Place(revised.Holding)} for {names.Of(revised.Holder)}, in place of what it had"),
        VpcEvent.AddressesRestored restored => Telling.Detail($"gives {names.Of(restored.Holder)} back what it had before"),
        VpcEvent.AddressesReleased released => Telling.Detail($"has the addresses of {names.Of(released.Holder)} back"),
        VpcEvent.DnsDelayBegan began => Telling.Story($"{HearsLate(began.Seconds)}{Until(began.Until, names)}"),
        VpcEvent.DnsDelayEnded => Telling.Story("hears of changed DNS answers at once again"),
        VpcEvent.ZoneHealthChanged changed => Telling.Detail($"hears that {Passing(changed.ZoneIds, changed.Healthy)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(LoadBalancerEvent fact, Names names) => fact switch
    {
        LoadBalancerEvent.CreationRequested requested => Telling.Detail($"asks {names.Of(requested.LoadBalancer.VpcId)} for addresses"),
        LoadBalancerEvent.CreationRefused refused => Telling.Detail($"is not made: {Refusal(refused.Rejection, refused.By, names)}"),
        LoadBalancerEvent.Created created => Telling.Story($"is made, with a node in {Nodes(created.Nodes)}"),
        LoadBalancerEvent.ChangeRequested requested => Telling.Detail($"asks whether it may {Wish(requested.Change, names)}"),
        LoadBalancerEvent.ChangeApproved => Telling.Detail("may change, says its endpoint service"),
        LoadBalancerEvent.ProxyProtocolV2Set set => Telling.Story($"{(set.Enabled ? "sends" : "no longer sends")} the proxy protocol header to its targets"),
        LoadBalancerEvent.ChangeRefused refused => Telling.Detail($"stays as it is: {Refusal(refused.Rejection, refused.By, names)}"),
        LoadBalancerEvent.NodesChanged changed => Telling.Story($"is {changed.IpAddressType.OnTheWire()}, with a node in {Nodes(changed.Nodes)}"),
        LoadBalancerEvent.Ipv6ReadyLearned learned => Telling.Detail(
            $"hears that its VPC and all its subnets {(learned.Ready ? "have" : "no longer have")} IPv6 blocks"),
        LoadBalancerEvent.ListenerCreated created => Telling.Story(FormattableString.Invariant($"listens on {Protocol(created.Protocol)} port {created.Port}{Forwards(created.TargetGroupArn, names)}")),
        LoadBalancerEvent.ListenerAttributesModified modified => Telling.Story(
            FormattableString.Invariant($"drops idle TCP flows of {names.Of(modified.ListenerArn)} after {modified.TcpIdleTimeoutSeconds} s")),
        LoadBalancerEvent.ListenerDeleted deleted => Telling.Story($"no longer has listener {names.Of(deleted.ListenerArn)}"),
        LoadBalancerEvent.SecurityGroupsSet set => Telling.Story(
            $"is in the security {Plural(set.SecurityGroupIds.Length, "group")} {names.List(set.SecurityGroupIds)}, {(set.EnforceInboundRules ? "whose inbound rules apply" : "whose inbound rules do not apply")} to PrivateLink traffic"),
        LoadBalancerEvent.Bound bound => Telling.Detail($"is the front end of service {names.Of(bound.ServiceId)}"),
        LoadBalancerEvent.Unbound unbound => Telling.Detail($"is free of service {names.Of(unbound.ServiceId)}"),
        LoadBalancerEvent.TargetsRegistered registered => Telling.Story(
            $"has {Plural(registered.Targets.Length, "target")} {Join(registered.Targets.Select(target => $"{target.Id} in {target.ZoneId}"))}"),
        LoadBalancerEvent.TargetsDraining draining => Telling.Story(
            $"drains {Join(draining.TargetIds)}{Until(draining.Until, names)}{(draining.RoutedUntil is { } routed ? $"; some nodes send there until {names.At(routed).Trim()}" : "")}"),
        LoadBalancerEvent.TargetsDeregistered deregistered => Telling.Story(
            $"no longer has {Join(deregistered.TargetIds)}{(deregistered.ConnectionsTerminated == true ? ", and closes what is open to it" : "")}"),
        LoadBalancerEvent.TargetsLeftRouting left => Telling.Detail($"no node sends to {Join(left.TargetIds)} any more"),
        LoadBalancerEvent.TargetGroupAttributesModified modified => Telling.Story($"has a target group with {Join(Attributes(modified.Change).DefaultIfEmpty("what it had"))}"),
        LoadBalancerEvent.CrossZoneSet set => Telling.Story($"{(set.Enabled ? "uses" : "no longer uses")} the targets of other zones"),
        LoadBalancerEvent.ZoneHealthChanged changed => Telling.Detail($"hears that {Passing(changed.ZoneIds, changed.Healthy)}"),
        LoadBalancerEvent.TargetsFailed failed => Telling.Story(
            $"{Join(failed.TargetIds)} {(failed.Refuses ? "refuses connections" : "stops answering")}{(failed.KeepsConnections == true ? " but keeps those that are open" : "")}{Until(failed.Until, names)}"),
        LoadBalancerEvent.TargetsSlowed slowed => Telling.Story(FormattableString.Invariant(
            $"{Join(slowed.TargetIds)} {(slowed.TargetIds.Length == 1 ? "answers" : "answer")} {slowed.Milliseconds} ms late{Until(slowed.Until, names)}")),
        LoadBalancerEvent.SlownessEnded ended => Telling.Story($"{Join(ended.TargetIds)} {(ended.TargetIds.Length == 1 ? "answers" : "answer")} in time again"),
        LoadBalancerEvent.TargetsRecovered recovered => Telling.Story($"{Join(recovered.TargetIds)} runs again"),
        LoadBalancerEvent.TargetChecksBegan began => Telling.Detail(
            $"health checks of {Join(began.TargetIds)} {(began.Answer ? "pass" : "fail")}, which counts from {names.At(began.Due).Trim()} on"),
        LoadBalancerEvent.TargetsFoundUnhealthy found => Telling.Story(
            $"finds {Join(found.TargetIds)} unhealthy{(found.DrainingUntil is null ? "" : $" and draining{Until(found.DrainingUntil, names)}")}"),
        LoadBalancerEvent.UnhealthyTargetsDrained drained => Telling.Story($"closes what is open to the unhealthy {Join(drained.TargetIds)}"),
        LoadBalancerEvent.TargetsFoundHealthy found => Telling.Story($"finds {Join(found.TargetIds)} healthy"),
        LoadBalancerEvent.NodeFailed failed => Telling.Story($"its node in {failed.ZoneId} fails{Until(failed.Until, names)}"),
        LoadBalancerEvent.NodeRepaired repaired => Telling.Story($"its node in {repaired.ZoneId} works again"),
        LoadBalancerEvent.NodeFoundUnhealthy found => Telling.Detail($"its node in {found.ZoneId} is found to have failed"),
        LoadBalancerEvent.NodeFoundHealthy found => Telling.Detail($"its node in {found.ZoneId} is found to work"),
        LoadBalancerEvent.ZonalShiftConfigured configured => Telling.Story($"{(configured.Enabled ? "can" : "can no longer")} be shifted away from a zone"),
        LoadBalancerEvent.ZonalAutoshiftConfigured configured => Telling.Story(
            configured.Enabled ? "lets AWS shift its traffic away from a zone that is impaired" : "no longer lets AWS shift its traffic"),
        LoadBalancerEvent.ZonalAutoshiftStarted started => Telling.Story($"is shifted away from {started.AwayFrom} by AWS"),
        LoadBalancerEvent.ZonalAutoshiftEnded ended => Telling.Story($"is no longer shifted away from {ended.AwayFrom} by AWS"),
        LoadBalancerEvent.ZonalShiftStarted started => Telling.Story($"shifts traffic away from {started.AwayFrom}{Until(started.Until, names)}"),
        LoadBalancerEvent.ZonalShiftUpdated updated => Telling.Story($"goes on to shift traffic away from {updated.AwayFrom}{Until(updated.Until, names)}"),
        LoadBalancerEvent.ZonalShiftEnded ended => Telling.Story($"no longer shifts traffic away from {ended.AwayFrom}"),
        LoadBalancerEvent.ZonesTakenOutOfService taken => Telling.Story($"takes {Join(taken.ZoneIds)} out of service"),
        LoadBalancerEvent.ZonesPutIntoService put => Telling.Story($"puts {Join(put.ZoneIds)} into service"),
        LoadBalancerEvent.Deleted => Telling.Story("is deleted"),
        _ => TellOfGroups(fact, names),
    };

    private static string Wish(LoadBalancerChange change, Names names) => change switch
    {
        { SubnetIds: { } subnets } => $"have the subnets {names.List(subnets)}",
        { SecurityGroupIds: { } groups } => $"be in the security {Plural(groups.Length, "group")} {names.List(groups)}",
        { IpAddressType: { } type } => $"be {type.OnTheWire()}",
        { Listener: { } listener } => $"forward to {names.Of(listener.TargetGroupArn)}",
        _ => FormattableString.Invariant($"drop idle TCP flows after {change.TcpIdleTimeoutSeconds} s"),
    };

    private static IEnumerable<string> Attributes(TargetGroupChange change) => new[]
    {
        change.DeregistrationDelaySeconds is { } delay ? FormattableString.Invariant($"a deregistration delay of {delay} s") : null,
        change.DeregistrationTermination is { } closes ? $"connection termination after it {OnOff(closes)}" : null,
        change.UnhealthyTermination is { } resets ? $"connection termination of unhealthy targets {OnOff(resets)}" : null,
        change.UnhealthyDrainingSeconds is { } interval ? FormattableString.Invariant($"{interval} s of draining for unhealthy targets") : null,
        change.CrossZone is { } crossZone ? $"targets of other zones {(crossZone == TargetGroupCrossZone.LoadBalancer ? "as the load balancer has it" : OnOff(crossZone == TargetGroupCrossZone.On))}" : null,
        Threshold("DNS failover", change.DnsFailoverCount, "targets"),
        Threshold("DNS failover", change.DnsFailoverPercentage, "%"),
        Threshold("sending to all", change.UnhealthyStateRoutingCount, "targets"),
        Threshold("sending to all", change.UnhealthyStateRoutingPercentage, "%"),
    }.OfType<string>();

    private static string? Threshold(string what, int? minimum, string unit) => minimum switch
    {
        null => null,
        0 => $"{what} by {unit} off",
        _ => FormattableString.Invariant($"{what} below {minimum} healthy {unit}"),
    };

    private static string Nodes(IEnumerable<LoadBalancerNode> nodes) => Join(nodes.Select(node => $"{node.ZoneId} ({Addresses(node.Ipv4, node.Ipv6)})"));

    private static string Place(Holding holding) => Join(holding.Addresses.Select(each => Addresses(each.Ipv4, each.Ipv6))) is { Length: > 0 } addresses
        ? addresses
        : "a place without addresses";

    private static string Protocol(ListenerProtocol protocol) => protocol is ListenerProtocol.TcpUdp ? "TCP and UDP" : protocol.ToString().ToUpperInvariant();

    private static string Addresses(string? ipv4, string? ipv6) => string.Join(" and ", ((string?[])[ipv4, ipv6]).OfType<string>());

    private static string Blocks(string? ipv4, string? ipv6) => Addresses(ipv4, ipv6);

    private static string RulesOf(IEnumerable<SecurityGroupRule> rules, Names names, string way = "from") => Join(rules.Select(rule =>
        $"{rule.OtherProtocol?.ToUpperInvariant() ?? rule.Protocol?.ToString().ToUpperInvariant() ?? "everything"}{PortsOf(rule.FromPort, rule.ToPort)} {way} {(rule.SourceGroupId is { } group ? names.Of(group) : rule.CidrIp ?? "nobody")}"));

    private static string PortsOf(int? from, int? to) =>
        from is null || to is null ? ""
        : from == to ? FormattableString.Invariant($" port {from}")
        : FormattableString.Invariant($" ports {from}-{to}");

    private static string OnOff(bool on) => on ? "on" : "off";
}
