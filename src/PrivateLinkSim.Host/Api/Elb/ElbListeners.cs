using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>ELBv2's calls about listeners (§5.6).</summary>
internal static class ElbListeners
{
    private const string IdleTimeout = "tcp.idle_timeout.seconds";

    public static IEnumerable<KeyValuePair<string, ElbAction>> Actions { get; } = new Dictionary<string, ElbAction>(StringComparer.Ordinal)
    {
        ["CreateListener"] = CreateAsync,
        ["ModifyListener"] = ModifyAsync,
        ["DescribeListeners"] = call => Task.FromResult(Describe(call)),
        ["DeleteListener"] = DeleteAsync,
        ["ModifyListenerAttributes"] = ModifyAttributesAsync,
        ["DescribeListenerAttributes"] = call => Task.FromResult(DescribeAttributes(call)),
    };

    private static async Task<Action<XmlBody>> CreateAsync(ElbCall call)
    {
        var (parameters, balancer) = (call.Parameters, call.Parameters.Required("LoadBalancerArn"));
        var protocol = parameters.ReadProtocol("Protocol") ?? throw new ApiException(ApiError.Missing("Protocol"));
        var (certificate, policy, alpn) = ReadTls(parameters, protocol);
        if (protocol == ListenerProtocol.Tls && certificate is null)
        {
            throw new ApiException(new ApiError("ValidationError", "A certificate must be specified for TLS listeners", 400));
        }

        var group = ReadGroup(call, balancer) ?? throw new ApiException(ApiError.Missing("DefaultActions"));
        var made = (await call.AskAsync(new Step
        {
            CreateListener = new()
            {
                LoadBalancerArn = balancer,
                Protocol = protocol,
                Port = parameters.Integer("Port") ?? throw new ApiException(ApiError.Missing("Port")),
                TargetGroupArn = group == TargetGroupArn.OfLoadBalancer(balancer) ? null : group,
                CertificateArn = certificate,
                SslPolicy = policy,
                AlpnPolicy = alpn,
                Tags = ElbTags.Read(parameters),
            },
        }))!;
        return Shown(call, made.ResourceId!);
    }

    private static async Task<Action<XmlBody>> ModifyAsync(ElbCall call)
    {
        var (parameters, arn) = (call.Parameters, call.Parameters.Required("ListenerArn"));
        var listener = Find(call, arn);
        var protocol = parameters.ReadProtocol("Protocol");
        var (certificate, policy, alpn) = ReadTls(parameters, protocol ?? listener.Listener.Protocol);
        var group = ReadGroup(call, listener.LoadBalancerArn);
        if (group is not null && group == TargetGroupArn.OfLoadBalancer(listener.LoadBalancerArn))
        {
            group = listener.Listener.TargetGroupArn is null ? null : throw new ApiException(new ApiError(
                "InvalidConfigurationRequest", $"The simulator does not lead a listener back to '{group}', which is a part of its load balancer; make another listener", 400));
        }

        await call.AskAsync(new Step
        {
            ModifyListener = new()
            {
                ListenerArn = arn,
                Protocol = protocol,
                Port = parameters.Integer("Port"),
                TargetGroupArn = group,
                CertificateArn = certificate,
                SslPolicy = policy,
                AlpnPolicy = alpn,
            },
        });
        return Shown(call, arn);
    }

    private static Action<XmlBody> Shown(ElbCall call, string arn) => body => body.Members("Listeners", [Find(call, arn)], ElbShapes.Listener);

    // The listeners of a Network Load Balancer have one action: to forward.
    private static string? ReadGroup(ElbCall call, string balancer)
    {
        var actions = call.Parameters.StructureMembers("DefaultActions");
        if (actions.IsEmpty)
        {
            return null;
        }

        if (actions is not [var action] || action.Required("Type") is not "forward")
        {
            throw new ApiException(new ApiError("InvalidLoadBalancerAction", "A listener of a Network Load Balancer has one default action, of type forward", 400));
        }

        action.Ignore("Order");
        var config = action.Structure("ForwardConfig");
        config?.Ignore("TargetGroupStickinessConfig");
        string[] groups = [.. (config?.StructureMembers("TargetGroups") ?? []).Select(each =>
        {
            each.Ignore("Weight");
            return each.Required("TargetGroupArn");
        })];
        var named = action.Text("TargetGroupArn");
        string[] all = [.. (named is null ? groups : groups.Prepend(named)).Distinct(StringComparer.Ordinal)];
        if (all is not [var arn])
        {
            throw all.Length == 0 ? new ApiException(ApiError.Missing("TargetGroupArn")) : ElbWords.NotModelled("ForwardConfig", "several target groups");
        }

        return call.TargetGroup(arn) is { IsOwn: true } own && own.State.LoadBalancerArn != balancer
            ? throw new ApiException(new ApiError("TargetGroupAssociationLimit", $"The following target groups cannot be associated with more than one load balancer: {arn}", 400))
            : arn;
    }

    private static (string? CertificateArn, string? SslPolicy, string? AlpnPolicy) ReadTls(QueryParameters parameters, ListenerProtocol protocol)
    {
        parameters.Refuse("MutualAuthentication");
        string[] certificates = [.. parameters.StructureMembers("Certificates").Select(each =>
        {
            each.Ignore("IsDefault");
            return each.Required("CertificateArn");
        })];
        var (policy, alpn) = (parameters.Text("SslPolicy"), parameters.Members("AlpnPolicy"));
        return protocol != ListenerProtocol.Tls && (certificates.Length > 0 || policy is not null || !alpn.IsEmpty)
            ? throw new ApiException(new ApiError("InvalidConfigurationRequest", "Certificates, SSL policies and ALPN policies are for TLS listeners only", 400))
            : (certificates.FirstOrDefault(), policy, alpn.FirstOrDefault());
    }

    private static Action<XmlBody> Describe(ElbCall call)
    {
        var (balancer, arns) = (call.Parameters.Text("LoadBalancerArn"), call.Parameters.Members("ListenerArns"));
        if (balancer is not null)
        {
            call.LoadBalancer(balancer);
        }

        if (balancer is null && arns.IsEmpty)
        {
            throw new ApiException(new ApiError("ValidationError", "You must specify either listener ARNs or a load balancer ARN", 400));
        }

        foreach (var arn in arns)
        {
            Find(call, arn);
        }

        var found = from each in call.LoadBalancers
                    where balancer is null || balancer == each.Key
                    from listener in each.Value.Listeners
                    where arns.IsEmpty || arns.Contains(listener.Key, StringComparer.Ordinal)
                    select new OfBalancer(each.Key, each.Value, listener.Key, listener.Value);
        return ElbPage<OfBalancer>.Of(call.Parameters, found.OrderBy(each => each.Arn, StringComparer.Ordinal), static each => each.Arn).Write("Listeners", ElbShapes.Listener);
    }

    private static async Task<Action<XmlBody>> DeleteAsync(ElbCall call)
    {
        await call.AskAsync(new Step { DeleteListener = new() { ListenerArn = call.Parameters.Required("ListenerArn") } });
        return static _ => { };
    }

    private static async Task<Action<XmlBody>> ModifyAttributesAsync(ElbCall call)
    {
        var (arn, attributes) = (call.Parameters.Required("ListenerArn"), call.Parameters.ReadAttributes());
        if (attributes.Keys.FirstOrDefault(key => key != IdleTimeout) is { } unknown)
        {
            throw ElbWords.NoAttribute(unknown);
        }

        var text = attributes[IdleTimeout];
        if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds))
        {
            throw ElbWords.BadAttribute(IdleTimeout, text);
        }

        await call.AskAsync(new Step { ModifyListenerAttributes = new() { ListenerArn = arn, TcpIdleTimeoutSeconds = seconds } });
        return ElbWords.Attributes(AttributesOf(Find(call, arn).Listener));
    }

    private static Action<XmlBody> DescribeAttributes(ElbCall call)
    {
        var listener = Find(call, call.Parameters.Required("ListenerArn")).Listener;
        call.Parameters.RequireNoOthers();
        return ElbWords.Attributes(AttributesOf(listener));
    }

    private static KeyValuePair<string, string>[] AttributesOf(Listener listener) =>
        listener.Protocol is ListenerProtocol.Tcp or ListenerProtocol.TcpUdp ? [KeyValuePair.Create(IdleTimeout, FormattableString.Invariant($"{listener.TcpIdleTimeoutSeconds}"))] : [];

    /// <summary>The caller's listener of an ARN.</summary>
    /// <exception cref="ApiException">It has none.</exception>
    public static OfBalancer Find(ElbCall call, string arn)
    {
        foreach (var each in call.LoadBalancers)
        {
            if (each.Value.Listeners.TryGetValue(arn, out var listener))
            {
                return new OfBalancer(each.Key, each.Value, arn, listener);
            }
        }

        throw new ApiException(new ApiError("ListenerNotFound", $"Listeners '[{arn}]' not found", 400));
    }
}

/// <summary>A listener and its load balancer.</summary>
internal sealed record OfBalancer(string LoadBalancerArn, LoadBalancerState LoadBalancer, string Arn, Listener Listener);
