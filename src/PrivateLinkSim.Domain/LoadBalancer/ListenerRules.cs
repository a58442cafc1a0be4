namespace PrivateLinkSim.Domain;

/// <summary>The rules of a load balancer's listeners: ports (§2.14/listener), quota (§2.13/nlb), the TCP idle timeout (§2.14).</summary>
internal static class ListenerRules
{
    private const int HighestPort = 65535;

    public static Decision<LoadBalancerEvent> Create(LoadBalancerState state, LoadBalancerCommand.CreateListener create, in Context context)
    {
        // A call that is repeated with the same settings makes nothing and is answered like the first.
        if (state.Listeners.FirstOrDefault(each => IsSame(each.Value, create)).Key is { } made)
        {
            return Decision<LoadBalancerEvent>.Accept([], new LoadBalancerReply.ListenerCreated(made));
        }

        if (RefusePort(state, create.Port, null, context.Self.Key) is { } refused)
        {
            return refused;
        }

        var limit = context.Facts.Settings.ListenersPerLoadBalancer;
        if (state.Listeners.Count >= limit)
        {
            return new Rejection("TooManyListeners", $"The maximum number of listeners of a load balancer has been reached: {limit}", "§2.13/listeners");
        }

        if ((create.Tags is { } tags ? Tags.RefuseOfLoadBalancing(Tags.None, tags, context.Facts.Settings) : null) is { } untaggable)
        {
            return untaggable;
        }

        if (create.TargetGroupArn is { } group)
        {
            return Wanting(new WantedListener(null, create.Protocol, create.Port, group, create.Tls, create.Tags), context.Requester);
        }

        if (!state.HasOwnGroup)
        {
            return TargetGroupDecider.NotFound(TargetGroupArn.OfLoadBalancer(context.Self.Key));
        }

        var arn = ListenerArn.Make(context.Self.Key, context.Draws.Hex(16, "listener", state.ListenersMade));
        return Decision<LoadBalancerEvent>.Accept(
            [new LoadBalancerEvent.ListenerCreated(arn, create.Protocol, create.Port, create.Tls, create.Tags)], new LoadBalancerReply.ListenerCreated(arn));
    }

    /// <summary>ELBv2 ModifyListener. A target group must agree to be forwarded to by the protocol.</summary>
    public static Decision<LoadBalancerEvent> Modify(LoadBalancerState state, LoadBalancerCommand.ModifyListener modify, in Context context)
    {
        if (!state.Listeners.TryGetValue(modify.ListenerArn, out var listener))
        {
            return NotFound(modify.ListenerArn);
        }

        if (modify.Port is { } wanted && RefusePort(state, wanted, modify.ListenerArn, context.Self.Key) is { } refused)
        {
            return refused;
        }

        var (protocol, port, tls) = (modify.Protocol ?? listener.Protocol, modify.Port ?? listener.Port, modify.Tls ?? listener.Tls);
        var group = modify.TargetGroupArn ?? listener.TargetGroupArn;
        return (protocol, port, tls, group) == (listener.Protocol, listener.Port, listener.Tls, listener.TargetGroupArn) ? Decision<LoadBalancerEvent>.Accept()
            : group is not null ? Wanting(new WantedListener(modify.ListenerArn, protocol, port, group, tls), context.Requester)
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ListenerModified(modify.ListenerArn, protocol, port, tls));
    }

    public static Decision<LoadBalancerEvent> Modify(
        LoadBalancerState state, LoadBalancerCommand.ModifyListenerAttributes modify, in Context context)
    {
        if (!state.Listeners.TryGetValue(modify.ListenerArn, out var listener))
        {
            return NotFound(modify.ListenerArn);
        }

        if (listener.Protocol is not (ListenerProtocol.Tcp or ListenerProtocol.TcpUdp))
        {
            return new Rejection("InvalidConfigurationRequest", $"tcp.idle_timeout.seconds is an attribute of TCP listeners; this one is {listener.Protocol.OnTheWire()}", "§2.14");
        }

        var seconds = modify.TcpIdleTimeoutSeconds;
        if (seconds is < Listener.ShortestTcpIdleTimeout or > Listener.LongestTcpIdleTimeout)
        {
            return new Rejection("InvalidConfigurationRequest", $"tcp.idle_timeout.seconds must be between {Listener.ShortestTcpIdleTimeout} and {Listener.LongestTcpIdleTimeout}, not {seconds}", "§2.14");
        }

        if (seconds == listener.TcpIdleTimeoutSeconds)
        {
            return Decision<LoadBalancerEvent>.Accept();
        }

        var modified = new LoadBalancerEvent.ListenerAttributesModified(modify.ListenerArn, seconds);
        return state.ServiceId is not null && !state.Facts.CustomIdleTimeout && Evolve(state, modified).Facts.CustomIdleTimeout
            ? Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.ChangeRequested(
                new LoadBalancerChange(ListenerArn: modify.ListenerArn, TcpIdleTimeoutSeconds: seconds), context.Requester))
            : Decision<LoadBalancerEvent>.Accept(modified);
    }

    public static Decision<LoadBalancerEvent> Delete(LoadBalancerState state, string arn) =>
        state.Listeners.ContainsKey(arn) && new LoadBalancerEvent.ListenerDeleted(arn) is var deleted
            ? Decision<LoadBalancerEvent>.Accept([deleted, .. ForwardedGroups.Unused(Evolve(state, deleted))])
            : NotFound(arn);

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.ListenerCreated created => state with
        {
            Listeners = state.Listeners.Add(created.ListenerArn, new Listener(created.Protocol, created.Port, Listener.DefaultTcpIdleTimeout)
            {
                TargetGroupArn = created.TargetGroupArn, Tls = created.Tls, Tags = created.Tags,
            }),
            ListenersMade = state.ListenersMade + 1,
            Underway = created.TargetGroupArn is null ? state.Underway : null,
        },
        LoadBalancerEvent.ListenerModified modified => state with
        {
            Listeners = state.Listeners.TryGetValue(modified.ListenerArn, out var before)
                ? state.Listeners.SetItem(modified.ListenerArn, before with
                {
                    Protocol = modified.Protocol, Port = modified.Port, TargetGroupArn = modified.TargetGroupArn, Tls = modified.Tls,
                })
                : state.Listeners,
            Underway = modified.TargetGroupArn is null ? state.Underway : null,
        },
        LoadBalancerEvent.ListenerAttributesModified modified => state with
        {
            Listeners = state.Listeners.TryGetValue(modified.ListenerArn, out var listener)
                ? state.Listeners.SetItem(modified.ListenerArn, listener with { TcpIdleTimeoutSeconds = modified.TcpIdleTimeoutSeconds })
                : state.Listeners,
            Underway = null,
        },
        LoadBalancerEvent.ListenerDeleted deleted => state with { Listeners = state.Listeners.Remove(deleted.ListenerArn) },
        _ => ForwardedGroups.Evolve(state, fact),
    };

    /// <summary>The refusal of a listener that does not exist, or is not the caller's.</summary>
    public static Rejection NotFound(string arn) => new("ListenerNotFound", $"Listeners '[{arn}]' not found", "§2.14/listener");

    private static bool IsSame(Listener there, LoadBalancerCommand.CreateListener create) =>
        (there.Protocol, there.Port, there.Tls, there.TargetGroupArn) == (create.Protocol, create.Port, create.Tls, create.TargetGroupArn);

    private static Rejection? RefusePort(LoadBalancerState state, int port, string? of, string arn) =>
        port is < 1 or > HighestPort
            ? new Rejection("ValidationError", $"Port {port} of a listener must be between 1 and {HighestPort}", "§2.14/listener")
        : state.Listeners.Any(listener => listener.Key != of && listener.Value.Port == port)
            ? new Rejection("DuplicateListener", $"A listener already exists on this port for this load balancer '{arn}'", "§2.14/listener")
        : null;

    private static Decision<LoadBalancerEvent> Wanting(WantedListener wanted, Requester requester) =>
        Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.ChangeRequested(new LoadBalancerChange(Listener: wanted), requester));
}
