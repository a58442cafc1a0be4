namespace PrivateLinkSim.Simulation;

/// <content>Load balancers, target groups, listeners, targets and attributes.</content>
internal sealed partial class AwsReader
{
    private void ReadBalancer(ImportNode item)
    {
        var arn = item.Text("LoadBalancerArn");
        if (item.Text("Type") is not "network" and var type)
        {
            _found.Notes.LeftOut(item.TextOrNull("LoadBalancerName") ?? arn, $"a load balancer of type {type}; endpoint services here have Network Load Balancers");
            return;
        }

        var balancer = Inventory.Of(_found.Balancers, arn);
        balancer.CalledAs = item.Text("LoadBalancerName");
        balancer.IpAddressType = item.TextOrNull("IpAddressType");
        balancer.Enforces = item.TextOrNull("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic") is { } word ? word == "on" : null;
        balancer.Subnets.Clear();
        balancer.Subnets.AddRange(item.Items("AvailabilityZones").Select(zone => zone.Text("SubnetId")));
        balancer.Groups.Clear();
        balancer.Groups.AddRange(item.Texts("SecurityGroups"));
        if (item.TextOrNull("VpcId") is { } vpc)
        {
            InRegion(vpc, ArnPart(arn, 3));
        }
    }

    private void ReadTargetGroup(ImportNode item)
    {
        var group = Inventory.Of(_found.TargetGroups, item.Text("TargetGroupArn"));
        group.CalledAs = item.TextOrNull("TargetGroupName");
        group.TargetType = item.TextOrNull("TargetType") ?? "instance";
        group.Balancers.UnionWith(item.Texts("LoadBalancerArns"));
        group.HealthCheck = HealthChecks.Of(
            item.TextOrNull("HealthCheckProtocol"),
            item.Number("HealthCheckIntervalSeconds"),
            item.Number("HealthCheckTimeoutSeconds"),
            item.Number("HealthyThresholdCount"),
            item.Number("UnhealthyThresholdCount"));
    }

    private void ReadListener(ImportNode item)
    {
        var listener = Inventory.Of(_found.Listeners, item.Text("ListenerArn"));
        listener.Balancer = item.Text("LoadBalancerArn");
        listener.Protocol = item.Text("Protocol");
        listener.Port = item.Number("Port") ?? throw item.Missing("Port");
        listener.TargetGroups.Clear();
        foreach (var action in item.Items("DefaultActions"))
        {
            listener.TargetGroups.AddRange(
                action.TextOrNull("TargetGroupArn") is { } one ? [one] : action.Member("ForwardConfig")?.Items("TargetGroups").Select(group => group.Text("TargetGroupArn")) ?? []);
        }
    }

    private void ReadTags(ImportNode item)
    {
        if (_found.Balancers.TryGetValue(item.Text("ResourceArn"), out var balancer) && NameTag(item) is { } name)
        {
            balancer.CalledAs = name;
        }
    }

    private void ReadTargets(ImportNode answer)
    {
        if (Meant(answer, _found.TargetGroups, "TargetHealthDescriptions", "target group") is not { } group)
        {
            return;
        }

        group.AreTargetsKnown = true;
        foreach (var description in answer.Items("TargetHealthDescriptions"))
        {
            var target = description.Member("Target") ?? throw description.Missing("Target");
            group.Targets[target.Text("Id")] = target.TextOrNull("AvailabilityZone");
            if (description.Member("TargetHealth")?.TextOrNull("State") is "unhealthy" or "draining" or "unhealthy.draining")
            {
                _found.Notes.Changed($"target {target.Text("Id")}", "it was not healthy; here it is, until a fault says otherwise");
            }
        }
    }

    private void ReadAttributes(ImportNode answer)
    {
        var attributes = answer.Items("Attributes").Select(each => (Key: each.Text("Key"), Value: each.TextOrNull("Value") ?? "")).ToArray();
        if (attributes.Any(each => each.Key.StartsWith("deregistration_delay.", StringComparison.Ordinal)))
        {
            var group = Meant(answer, _found.TargetGroups, "Attributes", "target group");
            foreach (var (key, value) in group is null ? [] : attributes)
            {
                group!.Attributes[key] = value;
            }
        }
        else if (Array.Find(attributes, each => each.Key == "tcp.idle_timeout.seconds") is { Value: { Length: > 0 } seconds })
        {
            if (Meant(answer, _found.Listeners, "Attributes", "listener") is { } listener)
            {
                listener.TcpIdleTimeoutSeconds = int.TryParse(seconds, System.Globalization.CultureInfo.InvariantCulture, out var idle) && idle != 350 ? idle : null;
            }
        }
        else if (Meant(answer, _found.Balancers, "Attributes", "load balancer") is { } balancer)
        {
            balancer.CrossZone = attributes.Any(each => each is { Key: "load_balancing.cross_zone.enabled", Value: "true" });
            balancer.ZonalShift = attributes.Any(each => each is { Key: "zonal_shift.config.enabled", Value: "true" });
        }
    }

    // The one whose name, or whose id at the end of its ARN, is in the name of the file, the longest first; or the only one there is.
    private T? Meant<T>(ImportNode answer, SortedDictionary<string, T> found, string what, string kind)
        where T : FoundResource
    {
        var file = answer.Source.FileName;
        var named = found.Values
            .SelectMany(each => new[] { each.CalledAs, each.Id[(each.Id.LastIndexOf('/') + 1)..] }.OfType<string>().Select(word => (Resource: each, Word: word)))
            .Where(each => file.Contains(each.Word, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(each => each.Word.Length)
            .Select(each => each.Resource)
            .FirstOrDefault();
        var meant = named ?? (found.Count == 1 ? found.Values.First() : null);
        if (meant is null)
        {
            _found.Notes.LeftOut(
                $"{what} in {file}",
                found.Count == 0 ? $"no {kind} is described that it could be of"
                : $"AWS does not say of which {kind} it is; put the {kind}'s name, or the end of its ARN, into the name of the file");
        }

        return meant;
    }
}
