using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>Writes the structures of ELBv2's answers (§5.6).</summary>
internal static class ElbShapes
{
    /// <summary>A LoadBalancer.</summary>
    public static void LoadBalancer(XmlBody body, string arn, ElbCall call)
    {
        var balancer = call.LoadBalancer(arn);
        body
            .Text("LoadBalancerArn", arn)
            .Text("DNSName", $"{balancer.Name}-{arn[(arn.LastIndexOf('/') + 1)..]}.elb.{balancer.Region}.amazonaws.com")
            .Text("CanonicalHostedZoneId", ElbHostedZones.Of(balancer.Region))
            .Text("CreatedTime", call.Seen.CreatedAt(new EntityId(EntityKind.LoadBalancer, arn))?.ToString())
            .Text("LoadBalancerName", balancer.Name)
            .Text("Scheme", balancer.InternetFacing is true ? "internet-facing" : "internal")
            .Text("VpcId", balancer.VpcId)
            .Within("State", state => state.Text("Code", "active"))
            .Text("Type", "network")
            .Members("AvailabilityZones", balancer.Nodes, (item, node) => Zone(item, node, balancer, call))
            .TextMembers("SecurityGroups", balancer.SecurityGroupIds)
            .Text("IpAddressType", balancer.IpAddressType.Word())
            .Text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", balancer.SecurityGroupIds.IsEmpty ? null : balancer.EnforcesInboundRules ? "on" : "off")
            .Text("EnablePrefixForIpv6SourceNat", "off");
    }

    /// <summary>An AvailabilityZone of a load balancer, by its owner's name.</summary>
    public static void Zone(XmlBody body, LoadBalancerNode node, LoadBalancerState balancer, ElbCall call) => body
        .Text("ZoneName", call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, balancer.VpcId))?.NameOf(node.ZoneId) ?? node.ZoneId)
        .Text("SubnetId", node.SubnetId)
        .Members<string>("LoadBalancerAddresses", [], static (_, _) => { });

    /// <summary>A Listener.</summary>
    public static void Listener(XmlBody body, OfBalancer each)
    {
        var (listener, tls) = (each.Listener, each.Listener.Tls);
        var group = listener.TargetGroupArn ?? TargetGroupArn.OfLoadBalancer(each.LoadBalancerArn);
        body
            .Text("ListenerArn", each.Arn)
            .Text("LoadBalancerArn", each.LoadBalancerArn)
            .Number("Port", listener.Port)
            .Text("Protocol", listener.Protocol.OnTheWire());
        if (listener.Protocol == ListenerProtocol.Tls)
        {
            body
                .Members("Certificates", tls?.CertificateArn is { } certificate ? [certificate] : Array.Empty<string>(), static (item, arn) => item.Text("CertificateArn", arn))
                .Text("SslPolicy", tls?.SslPolicy ?? "ELBSecurityPolicy-2016-08");
        }

        body.Members("DefaultActions", [group], static (item, arn) => item
            .Text("Type", "forward")
            .Text("TargetGroupArn", arn)
            .Within("ForwardConfig", config => config.Members("TargetGroups", [arn], static (one, each) => one.Text("TargetGroupArn", each))));
        if (tls?.AlpnPolicy is { } alpn)
        {
            body.TextMembers("AlpnPolicy", [alpn]);
        }
    }
}
