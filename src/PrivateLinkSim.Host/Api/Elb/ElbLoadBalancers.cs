using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>ELBv2's calls about load balancers (§5.6).</summary>
internal static class ElbLoadBalancers
{
    private const string CrossZone = "load_balancing.cross_zone.enabled";
    private const string ZonalShift = "zonal_shift.config.enabled";
    private const string DeletionProtection = "deletion_protection.enabled";

    // What AWS has besides, with the one value that says nothing has been asked.
    private static readonly ImmutableSortedDictionary<string, string> Fixed = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("access_logs.s3.bucket", ""),
        KeyValuePair.Create("access_logs.s3.enabled", "false"),
        KeyValuePair.Create("access_logs.s3.prefix", ""),
        KeyValuePair.Create("dns_record.client_routing_policy", "any_availability_zone"),
        KeyValuePair.Create("ipv6.deny_all_igw_traffic", "false"),
    ]);

    public static IEnumerable<KeyValuePair<string, ElbAction>> Actions { get; } = new Dictionary<string, ElbAction>(StringComparer.Ordinal)
    {
        ["CreateLoadBalancer"] = CreateAsync,
        ["DescribeLoadBalancers"] = call => Task.FromResult(Describe(call)),
        ["DeleteLoadBalancer"] = DeleteAsync,
        ["ModifyLoadBalancerAttributes"] = ModifyAttributesAsync,
        ["DescribeLoadBalancerAttributes"] = call => Task.FromResult(DescribeAttributes(call)),
        ["DescribeCapacityReservation"] = call => Task.FromResult(DescribeCapacity(call)),
        ["SetSubnets"] = SetSubnetsAsync,
        ["SetSecurityGroups"] = SetSecurityGroupsAsync,
        ["SetIpAddressType"] = SetIpAddressTypeAsync,
    };

    private static async Task<Action<XmlBody>> CreateAsync(ElbCall call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("CustomerOwnedIpv4Pool", "IpamPools", "MinimumLoadBalancerCapacity");
        RequireWord(parameters, "EnablePrefixForIpv6SourceNat", "off");
        if (parameters.Text("Type") is not "network")
        {
            throw new ApiException(new ApiError("InvalidConfigurationRequest", $"The simulator has load balancers of type network, not {parameters.Text("Type") ?? "application, which is what a call without Type asks for"}", 400));
        }

        var made = (await call.AskAsync(new Step
        {
            CreateLoadBalancer = new()
            {
                Name = parameters.Required("Name"),
                Subnets = Subnets(call),
                SecurityGroups = parameters.Members("SecurityGroups"),
                IpAddressType = parameters.ReadBalancerType("IpAddressType"),
                InternetFacing = parameters.Text("Scheme") switch
                {
                    null or "internet-facing" => true,
                    "internal" => null,
                    var other => throw new ApiException(ApiError.Invalid("Scheme", other)),
                },
                OwnTargetGroup = false,
                Tags = ElbTags.Read(parameters),
            },
        }))!;
        return body => body.Members("LoadBalancers", [made.ResourceId!], (item, arn) => ElbShapes.LoadBalancer(item, arn, call));
    }

    private static Action<XmlBody> Describe(ElbCall call)
    {
        var (arns, names) = (call.Parameters.Members("LoadBalancerArns"), call.Parameters.Members("Names"));
        if (!arns.IsEmpty && !names.IsEmpty)
        {
            throw new ApiException(new ApiError("ValidationError", "Load balancer names and load balancer ARNs cannot be specified at the same time", 400));
        }

        foreach (var arn in arns)
        {
            call.LoadBalancer(arn);
        }

        if (names.FirstOrDefault(name => call.LoadBalancers.All(each => each.Value.Name != name)) is { } unknown)
        {
            throw new ApiException(ElbCall.NoLoadBalancer(unknown));
        }

        var found = call.LoadBalancers.Where(each => arns.IsEmpty && names.IsEmpty
            || arns.Contains(each.Key, StringComparer.Ordinal) || names.Contains(each.Value.Name, StringComparer.Ordinal));
        return ElbPage<string>.Of(call.Parameters, found.Select(each => each.Key), static arn => arn)
            .Write("LoadBalancers", (item, arn) => ElbShapes.LoadBalancer(item, arn, call));
    }

    private static async Task<Action<XmlBody>> DeleteAsync(ElbCall call)
    {
        await call.AskAsync(new Step { DeleteLoadBalancer = new() { LoadBalancerArn = Arn(call) } });
        return static _ => { };
    }

    private static async Task<Action<XmlBody>> ModifyAttributesAsync(ElbCall call)
    {
        var (arn, attributes) = (Arn(call), call.Parameters.ReadAttributes());
        foreach (var (key, value) in attributes.Where(each => each.Key is not (CrossZone or ZonalShift or DeletionProtection)))
        {
            if (!Fixed.TryGetValue(key, out var only))
            {
                throw ElbWords.NoAttribute(key);
            }

            if (value != only)
            {
                throw ElbWords.NotModelled(key, value);
            }
        }

        if (!attributes.Keys.Any(key => key is CrossZone or ZonalShift or DeletionProtection))
        {
            return DescribeAttributes(call);
        }

        await call.AskAsync(new Step
        {
            ModifyLoadBalancerAttributes = new()
            {
                LoadBalancerArn = arn,
                CrossZone = attributes.TryGetValue(CrossZone, out var cross) ? ElbWords.Flag(CrossZone, cross) : null,
                ZonalShift = attributes.TryGetValue(ZonalShift, out var shift) ? ElbWords.Flag(ZonalShift, shift) : null,
                DeletionProtection = attributes.TryGetValue(DeletionProtection, out var isProtected) ? ElbWords.Flag(DeletionProtection, isProtected) : null,
            },
        });
        return ElbWords.Attributes(AttributesOf(call.LoadBalancer(arn)));
    }

    private static Action<XmlBody> DescribeAttributes(ElbCall call)
    {
        var balancer = call.LoadBalancer(Arn(call));
        call.Parameters.RequireNoOthers();
        return ElbWords.Attributes(AttributesOf(balancer));
    }

    // Nobody can reserve capacity here.
    private static Action<XmlBody> DescribeCapacity(ElbCall call)
    {
        call.LoadBalancer(Arn(call));
        call.Parameters.RequireNoOthers();
        return static body => body.Members<string>("CapacityReservationState", [], static (_, _) => { });
    }

    private static ImmutableSortedDictionary<string, string> AttributesOf(LoadBalancerState balancer) => Fixed
        .Add(CrossZone, ElbWords.Flag(balancer.CrossZone))
        .Add(DeletionProtection, ElbWords.Flag(balancer.DeletionProtection ?? false))
        .Add(ZonalShift, ElbWords.Flag(balancer.ZonalShiftEnabled));

    private static async Task<Action<XmlBody>> SetSubnetsAsync(ElbCall call)
    {
        var (parameters, arn) = (call.Parameters, Arn(call));
        RequireWord(parameters, "EnablePrefixForIpv6SourceNat", "off");
        var type = parameters.ReadBalancerType("IpAddressType");
        if (type is { } wanted && wanted != call.LoadBalancer(arn).IpAddressType)
        {
            throw ElbWords.NotModelled("SetSubnets with another IpAddressType, which SetIpAddressType sets", wanted.Word());
        }

        await call.AskAsync(new Step { SetSubnets = new() { LoadBalancerArn = arn, Subnets = Subnets(call) } });
        return body => body
            .Members("AvailabilityZones", call.LoadBalancer(arn).Nodes, (item, node) => ElbShapes.Zone(item, node, call.LoadBalancer(arn), call))
            .Text("IpAddressType", call.LoadBalancer(arn).IpAddressType.Word())
            .Text("EnablePrefixForIpv6SourceNat", "off");
    }

    private static async Task<Action<XmlBody>> SetSecurityGroupsAsync(ElbCall call)
    {
        var (parameters, arn) = (call.Parameters, Arn(call));
        var enforce = parameters.Text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic");
        if (enforce is not (null or "on" or "off"))
        {
            throw new ApiException(ApiError.Invalid("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", enforce));
        }

        await call.AskAsync(new Step
        {
            SetSecurityGroups = new()
            {
                LoadBalancerArn = arn,
                SecurityGroups = parameters.Members("SecurityGroups"),
                EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = enforce,
            },
        });
        return body => body
            .TextMembers("SecurityGroupIds", call.LoadBalancer(arn).SecurityGroupIds)
            .Text("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", call.LoadBalancer(arn).EnforcesInboundRules ? "on" : "off");
    }

    private static async Task<Action<XmlBody>> SetIpAddressTypeAsync(ElbCall call)
    {
        var type = call.Parameters.ReadBalancerType("IpAddressType") ?? throw new ApiException(ApiError.Missing("IpAddressType"));
        await call.AskAsync(new Step { SetIpAddressType = new() { LoadBalancerArn = Arn(call), IpAddressType = type } });
        return body => body.Text("IpAddressType", type.Word());
    }

    // Subnets, or mappings of subnets to addresses of the caller's choice, which the simulator does not take.
    private static ImmutableArray<string> Subnets(ElbCall call)
    {
        var parameters = call.Parameters;
        ImmutableArray<string> mapped =
        [
            .. parameters.StructureMembers("SubnetMappings").Select(mapping =>
            {
                mapping.Refuse("AllocationId", "PrivateIPv4Address", "IPv6Address", "SourceNatIpv6Prefix");
                return mapping.Required("SubnetId");
            }),
        ];
        var named = (parameters.Members("Subnets"), mapped) switch
        {
            ({ IsEmpty: false }, { IsEmpty: false }) => throw new ApiException(new ApiError("ValidationError", "You must specify either subnets or subnet mappings", 400)),
            ({ IsEmpty: true }, _) => mapped,
            var (subnets, _) => subnets,
        };
        return named.FirstOrDefault(id => !call.HasSubnet(id)) is { } unknown
            ? throw new ApiException(new ApiError("SubnetNotFound", $"The subnet ID '{unknown}' does not exist", 400))
            : named;
    }

    private static void RequireWord(QueryParameters parameters, string name, string only)
    {
        if (parameters.Text(name) is { } value && value != only)
        {
            throw ElbWords.NotModelled(name, value);
        }
    }

    private static string Arn(ElbCall call) => call.Parameters.Required("LoadBalancerArn");
}
