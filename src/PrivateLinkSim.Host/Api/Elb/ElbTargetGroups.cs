using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>ELBv2's calls about target groups (§5.6).</summary>
internal static class ElbTargetGroups
{
    private const string TrafficPort = "traffic-port";

    private static readonly (string, HealthCheckProtocol)[] CheckProtocols =
        [("TCP", HealthCheckProtocol.Tcp), ("HTTP", HealthCheckProtocol.Http), ("HTTPS", HealthCheckProtocol.Https)];

    public static IEnumerable<KeyValuePair<string, ElbAction>> Actions { get; } = new Dictionary<string, ElbAction>(StringComparer.Ordinal)
    {
        ["CreateTargetGroup"] = CreateAsync,
        ["ModifyTargetGroup"] = ModifyAsync,
        ["DescribeTargetGroups"] = call => Task.FromResult(Describe(call)),
        ["ModifyTargetGroupAttributes"] = ModifyAttributesAsync,
        ["DescribeTargetGroupAttributes"] = call => Task.FromResult(DescribeAttributes(call)),
        ["DeleteTargetGroup"] = DeleteAsync,
    };

    private static async Task<Action<XmlBody>> CreateAsync(ElbCall call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("ProtocolVersion", "TargetControlPort");
        var type = parameters.Text("TargetType") switch
        {
            null or "instance" => TargetType.Instance,
            "ip" => TargetType.Ip,
            var other => throw ElbWords.NotModelled("TargetType", other),
        };
        var check = ReadCheck(parameters);
        var made = (await call.AskAsync(new Step
        {
            CreateTargetGroup = new()
            {
                Name = parameters.Required("Name"),
                Protocol = parameters.ReadProtocol("Protocol") ?? throw new ApiException(ApiError.Missing("Protocol")),
                Port = parameters.Integer("Port") ?? throw new ApiException(ApiError.Missing("Port")),
                VpcId = parameters.Required("VpcId"),
                TargetType = type,
                IpAddressType = parameters.Text("IpAddressType") switch
                {
                    null => null,
                    "ipv4" => IpAddressType.Ipv4,
                    "ipv6" => IpAddressType.Ipv6,
                    var other => throw new ApiException(ApiError.Invalid("IpAddressType", other)),
                },
                HealthCheck = new()
                {
                    HealthCheckIntervalSeconds = check.IntervalSeconds ?? HealthCheck.Default.IntervalSeconds,
                    HealthyThresholdCount = check.HealthyThreshold ?? HealthCheck.Default.HealthyThreshold,
                    UnhealthyThresholdCount = check.UnhealthyThreshold ?? HealthCheck.Default.UnhealthyThreshold,
                    HealthCheckProtocol = check.Protocol,
                    HealthCheckTimeoutSeconds = check.TimeoutSeconds,
                    HealthCheckPort = check.Port,
                    HealthCheckPath = check.Path,
                    Matcher = check.Matcher,
                },
                Tags = ElbTags.Read(parameters),
            },
        }))!;
        return Shown(call, made.ResourceId!);
    }

    private static async Task<Action<XmlBody>> ModifyAsync(ElbCall call)
    {
        var (group, check) = (call.TargetGroup(call.Parameters.Required("TargetGroupArn")), ReadCheck(call.Parameters));
        if (check == new HealthCheckChange())
        {
            call.Parameters.RequireNoOthers();
            return Shown(call, group.Arn);
        }

        await call.AskAsync(new Step
        {
            ModifyTargetGroup = new()
            {
                TargetGroupArn = group.InStep.TargetGroupArn,
                LoadBalancerArn = group.InStep.LoadBalancerArn,
                HealthCheckIntervalSeconds = check.IntervalSeconds,
                HealthyThresholdCount = check.HealthyThreshold,
                UnhealthyThresholdCount = check.UnhealthyThreshold,
                HealthCheckProtocol = check.Protocol,
                HealthCheckTimeoutSeconds = check.TimeoutSeconds,
                HealthCheckPort = check.Port,
                HealthCheckPath = check.Path,
                Matcher = check.Matcher,
            },
        });
        return Shown(call, group.Arn);
    }

    private static Action<XmlBody> Describe(ElbCall call)
    {
        var parameters = call.Parameters;
        var (balancer, arns, names) = (parameters.Text("LoadBalancerArn"), parameters.Members("TargetGroupArns"), parameters.Members("Names"));
        if (new[] { balancer is not null, !arns.IsEmpty, !names.IsEmpty }.Count(given => given) > 1)
        {
            throw new ApiException(new ApiError("ValidationError", "You can specify only one of the following: the load balancer ARN, the target group ARNs, or the target group names", 400));
        }

        if (balancer is not null)
        {
            call.LoadBalancer(balancer);
        }

        var all = call.TargetGroups.ToArray();
        foreach (var arn in arns)
        {
            call.TargetGroup(arn);
        }

        if (names.FirstOrDefault(name => all.All(each => each.State.Made.Name != name)) is { } unknown)
        {
            throw new ApiException(ElbCall.NoTargetGroup(unknown));
        }

        return ElbPage<ElbGroup>.Of(
            parameters,
            all.Where(each => balancer is not null ? each.State.LoadBalancerArn == balancer
                : (arns.IsEmpty && names.IsEmpty) || arns.Contains(each.Arn, StringComparer.Ordinal) || names.Contains(each.State.Made.Name, StringComparer.Ordinal)),
            static each => each.Arn).Write("TargetGroups", Group);
    }

    private static async Task<Action<XmlBody>> ModifyAttributesAsync(ElbCall call)
    {
        var group = call.TargetGroup(call.Parameters.Required("TargetGroupArn"));
        var (header, attributes) = ElbGroupAttributes.Read(call.Parameters.ReadAttributes(), group.State);
        if (header is not null || attributes != new TargetGroupAttributes())
        {
            await call.AskAsync(new Step
            {
                ModifyTargetGroupAttributes = new()
                {
                    TargetGroupArn = group.InStep.TargetGroupArn,
                    LoadBalancerArn = group.InStep.LoadBalancerArn,
                    ProxyProtocolV2 = header,
                    Attributes = attributes,
                },
            });
        }

        call.Parameters.RequireNoOthers();
        return ElbWords.Attributes(ElbGroupAttributes.Of(call.TargetGroup(group.Arn).State));
    }

    private static Action<XmlBody> DescribeAttributes(ElbCall call)
    {
        var group = call.TargetGroup(call.Parameters.Required("TargetGroupArn"));
        call.Parameters.RequireNoOthers();
        return ElbWords.Attributes(ElbGroupAttributes.Of(group.State));
    }

    private static async Task<Action<XmlBody>> DeleteAsync(ElbCall call)
    {
        var arn = call.Parameters.Required("TargetGroupArn");
        if (call.FindTargetGroup(arn) is { IsOwn: true })
        {
            throw new ApiException(new ApiError("ResourceInUse", $"Target group '{arn}' is a part of its load balancer, and is deleted with it", 400));
        }

        await call.AskAsync(new Step { DeleteTargetGroup = new() { TargetGroupArn = arn } });
        return static _ => { };
    }

    private static Action<XmlBody> Shown(ElbCall call, string arn) => body => body.Members("TargetGroups", [call.TargetGroup(arn)], Group);

    private static void Group(XmlBody body, ElbGroup each)
    {
        var (group, check) = (each.State, each.State.HealthCheck);
        var overHttp = check.Protocol is HealthCheckProtocol.Http or HealthCheckProtocol.Https;
        body
            .Text("TargetGroupArn", each.Arn)
            .Text("TargetGroupName", group.Made.Name)
            .Text("Protocol", group.Made.Protocol.OnTheWire())
            .Number("Port", group.Made.Port)
            .Text("VpcId", group.Made.VpcId)
            .Text("HealthCheckProtocol", CheckProtocols.First(known => known.Item2 == (check.Protocol ?? HealthCheckProtocol.Tcp)).Item1)
            .Text("HealthCheckPort", check.Port ?? TrafficPort)
            .Flag("HealthCheckEnabled", true)
            .Number("HealthCheckIntervalSeconds", check.IntervalSeconds)
            .Number("HealthCheckTimeoutSeconds", (long)check.Timeout.TotalSeconds)
            .Number("HealthyThresholdCount", check.HealthyThreshold)
            .Number("UnhealthyThresholdCount", check.UnhealthyThreshold)
            .Text("HealthCheckPath", overHttp ? check.Path ?? "/" : null);
        if (overHttp)
        {
            body.Within("Matcher", matcher => matcher.Text("HttpCode", check.Matcher ?? "200-399"));
        }

        body
            .TextMembers("LoadBalancerArns", group.LoadBalancerArn is { } balancer ? [balancer] : [])
            .Text("TargetType", group.Made.TargetType == TargetType.Ip ? "ip" : "instance")
            .Text("IpAddressType", group.Made.Ipv6 ? "ipv6" : "ipv4");
    }

    private static HealthCheckChange ReadCheck(QueryParameters parameters)
    {
        if (parameters.Boolean("HealthCheckEnabled") is false)
        {
            throw new ApiException(new ApiError("ValidationError", "Health checks must be enabled for target groups of type instance and ip", 400));
        }

        var matcher = parameters.Structure("Matcher");
        matcher?.Refuse("GrpcCode");
        return new HealthCheckChange(
            parameters.Integer("HealthCheckIntervalSeconds"),
            parameters.Integer("HealthyThresholdCount"),
            parameters.Integer("UnhealthyThresholdCount"),
            parameters.Word<HealthCheckProtocol>("HealthCheckProtocol", CheckProtocols),
            parameters.Integer("HealthCheckTimeoutSeconds"),
            parameters.Text("HealthCheckPort"),
            parameters.Text("HealthCheckPath"),
            matcher?.Text("HttpCode"));
    }
}
