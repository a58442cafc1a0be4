using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of a load balancer's listeners: ports (§2.14/listener), quota (§2.13/nlb), the TCP idle timeout (§2.14).</summary>
internal static class ListenerRules
{
    private const int HighestPort = 65535;

    public static Decision<LoadBalancerEvent> Create(LoadBalancerState state, LoadBalancerCommand.CreateListener create, in Context context)
    {
        if (create.Port is < 1 or > HighestPort)
        {
            return new Rejection("ValidationError", $"Port {create.Port} of a listener must be between 1 and {HighestPort}", "§2.14/listener");
        }

        if (state.Listeners.Values.Any(listener => listener.Port == create.Port))
        {
            return new Rejection("DuplicateListener", $"A listener already exists on this port for this load balancer '{context.Self.Key}'", "§2.14/listener");
        }

        var limit = context.Facts.Settings.ListenersPerLoadBalancer;
        if (state.Listeners.Count >= limit)
        {
            return new Rejection("TooManyListeners", $"The maximum number of listeners of a load balancer has been reached: {limit}", "§2.13/listeners");
        }

        var arn = ListenerArn.Make(context.Self.Key, context.Draws.Hex(16, "listener", state.ListenersMade));
        return Decision<LoadBalancerEvent>.Accept(
            [new LoadBalancerEvent.ListenerCreated(arn, create.Protocol, create.Port)], new LoadBalancerReply.ListenerCreated(arn));
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
            return new Rejection("InvalidConfigurationRequest", $"tcp.idle_timeout.seconds is an attribute of TCP listeners; this one is {OnTheWire(listener.Protocol)}", "§2.14");
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
        state.Listeners.ContainsKey(arn)
            ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ListenerDeleted(arn))
            : NotFound(arn);

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.ListenerCreated created => state with
        {
            Listeners = state.Listeners.Add(created.ListenerArn, new Listener(created.Protocol, created.Port, Listener.DefaultTcpIdleTimeout)),
            ListenersMade = state.ListenersMade + 1,
        },
        LoadBalancerEvent.ListenerAttributesModified modified => state with
        {
            Listeners = state.Listeners.TryGetValue(modified.ListenerArn, out var listener)
                ? state.Listeners.SetItem(modified.ListenerArn, listener with { TcpIdleTimeoutSeconds = modified.TcpIdleTimeoutSeconds })
                : state.Listeners,
            Underway = null,
        },
        LoadBalancerEvent.ListenerDeleted deleted => state with { Listeners = state.Listeners.Remove(deleted.ListenerArn) },
        _ => throw new UnreachableException($"LoadBalancer gives no meaning to {fact.GetType().Name}."),
    };

    /// <summary>The refusal of a listener that does not exist, or is not the caller's.</summary>
    public static Rejection NotFound(string arn) => new("ListenerNotFound", $"Listeners '[{arn}]' not found", "§2.14/listener");

    private static string OnTheWire(ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.TcpUdp => "TCP_UDP",
        ListenerProtocol.Tcp => "TCP",
        ListenerProtocol.Tls => "TLS",
        _ => "UDP",
    };
}
