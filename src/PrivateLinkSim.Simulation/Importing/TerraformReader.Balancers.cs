namespace PrivateLinkSim.Simulation;

/// <content>Load balancers, target groups, targets and listeners.</content>
internal sealed partial class TerraformReader
{
    private const string TargetGroupType = "aws_lb_target_group";
    private const string FailoverKey = "target_group_health.dns_failover.minimum_healthy_targets";
    private const string RoutingKey = "target_group_health.unhealthy_state_routing.minimum_healthy_targets";

    private void ReadBalancer(TerraformResource resource)
    {
        var values = resource.Values;
        if ((values.TextOrNull("load_balancer_type") ?? "application") is not "network" and var type)
        {
            _found.Notes.LeftOut(resource.Address, $"a load balancer of type {type}; endpoint services here have Network Load Balancers");
            return;
        }

        var balancer = Inventory.Of(_found.Balancers, resource.Address);
        balancer.CalledAs = CalledAs(resource);
        balancer.IpAddressType = values.TextOrNull("ip_address_type");
        balancer.CrossZone = values.Flag("enable_cross_zone_load_balancing") is true;
        balancer.ZonalShift = values.Flag("enable_zonal_shift") is true;
        balancer.Enforces = values.TextOrNull("enforce_security_group_inbound_rules_on_private_link_traffic") is { Length: > 0 } word ? word == "on" : null;
        balancer.Subnets.AddRange(IdsOf(resource, "aws_subnet", "subnets").Concat(IdsOf(resource, "aws_subnet", "subnet_mapping", "subnet_id")).Distinct(StringComparer.Ordinal));
        if (balancer.Subnets.Count == 0)
        {
            balancer.Subnets.AddRange(AnySubnets(resource, VpcAround(resource)));
        }

        balancer.Groups.AddRange(IdsOf(resource, "aws_security_group", "security_groups"));
    }

    private void ReadTargetGroup(TerraformResource resource)
    {
        var (group, values) = (Inventory.Of(_found.TargetGroups, resource.Address), resource.Values);
        group.CalledAs = CalledAs(resource);
        group.TargetType = values.TextOrNull("target_type") ?? "instance";
        foreach (var check in values.Items("health_check").Take(1))
        {
            group.HealthCheck = HealthChecks.Of(
                check.TextOrNull("protocol"), check.Number("interval"), check.Number("timeout"), check.Number("healthy_threshold"), check.Number("unhealthy_threshold"));
        }

        Attribute(group, "deregistration_delay.timeout_seconds", values, "deregistration_delay");
        Attribute(group, "deregistration_delay.connection_termination.enabled", values, "connection_termination");
        Attribute(group, "proxy_protocol_v2.enabled", values, "proxy_protocol_v2");
        Attribute(group, "load_balancing.cross_zone.enabled", values, "load_balancing_cross_zone_enabled");
        foreach (var state in values.Items("target_health_state").Take(1))
        {
            Attribute(group, "target_health_state.unhealthy.connection_termination.enabled", state, "enable_unhealthy_connection_termination");
            Attribute(group, "target_health_state.unhealthy.draining_interval_seconds", state, "unhealthy_draining_interval");
        }

        foreach (var health in values.Items("target_group_health").Take(1))
        {
            foreach (var (block, key) in new[] { ("dns_failover", FailoverKey), ("unhealthy_state_routing", RoutingKey) })
            {
                foreach (var threshold in health.Items(block).Take(1))
                {
                    Attribute(group, $"{key}.count", threshold, "minimum_healthy_targets_count");
                    Attribute(group, $"{key}.percentage", threshold, "minimum_healthy_targets_percentage");
                }
            }
        }
    }

    // Terraform has numbers and flags where AWS has texts.
    private static void Attribute(FoundTargetGroup group, string key, ImportNode values, string name)
    {
        if (values.Value(name)?.ToString(Newtonsoft.Json.Formatting.None).Trim('"') is { Length: > 0 } text)
        {
            group.Attributes[key] = text;
        }
    }

    private void ReadTarget(TerraformResource resource)
    {
        if (!_found.TargetGroups.TryGetValue(IdOf(resource, TargetGroupType, "target_group_arn"), out var group))
        {
            _found.Notes.LeftOut(resource.Address, "its target group is not here, or Terraform does not say which it is");
            return;
        }

        group.AreTargetsKnown = true;
        var instance = _references.One(resource, "aws_instance", "target_id");
        var zone = resource.Values.TextOrNull("availability_zone") is { Length: > 0 } said and not "all" ? said : instance is null ? null : ZoneOfInstance(instance);
        var id = resource.Values.TextOrNull("target_id") is { Length: > 0 } known ? known : instance?.Address;
        if (id is null)
        {
            _found.Notes.LeftOut(resource.Address, "Terraform does not say yet which target it is");
        }
        else
        {
            group.Targets[id] = zone;
        }
    }

    private string? ZoneOfInstance(TerraformResource instance) =>
        instance.Values.TextOrNull("availability_zone") is { Length: > 0 } zone ? zone
        : _found.Subnets.GetValueOrDefault(IdOf(instance, "aws_subnet", "subnet_id"))?.Zone;

    private void ReadListener(TerraformResource resource)
    {
        var balancer = _references.One(resource, "aws_lb", "load_balancer_arn");
        if (balancer is null || !_found.Balancers.ContainsKey(balancer.Address))
        {
            if (balancer is null)
            {
                _found.Notes.LeftOut(resource.Address, "its load balancer is not here, or Terraform does not say which it is");
            }

            return;
        }

        var listener = Inventory.Of(_found.Listeners, resource.Address);
        listener.Balancer = balancer.Address;
        listener.Protocol = resource.Values.TextOrNull("protocol") ?? "";
        listener.Port = resource.Values.Number("port") ?? 0;
        listener.TcpIdleTimeoutSeconds = resource.Values.Number("tcp_idle_timeout_seconds") is { } seconds and not 350 ? seconds : null;
        listener.TargetGroups.AddRange(IdsOf(resource, TargetGroupType, "default_action", "target_group_arn")
            .Concat(IdsOf(resource, TargetGroupType, "default_action", "forward", "target_group", "arn")));
        foreach (var group in listener.TargetGroups)
        {
            _found.TargetGroups[group].Balancers.Add(balancer.Address);
        }
    }
}
