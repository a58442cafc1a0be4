using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A world together with the facts that hold in its run: what DNS answers, paths and expectations are read from.</summary>
public sealed class RunView(IStates world, Facts facts) : IWorld
{
    /// <inheritdoc/>
    public Facts Facts { get; } = facts;

    /// <inheritdoc/>
    public TState? Find<TState>(EntityId id)
        where TState : class, IState => world.Find(id) as TState;

    /// <summary>All entities of a kind with their states, in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<EntityId, TState>> All<TState>(EntityKind kind)
        where TState : class, IState => world.All(kind).Select(pair => KeyValuePair.Create(pair.Key, (TState)pair.Value));

    /// <summary>The entity that holds a part of a VPC, a listener or a notification; null when none does.</summary>
    public EntityId? HolderOf(string id) =>
        VpcOfSubnet(id)
        ?? First<VpcState>(EntityKind.Vpc, vpc => vpc.SecurityGroups.ContainsKey(id))
        ?? HolderOfPart(id)
        ?? First<LoadBalancerState>(EntityKind.LoadBalancer, balancer => balancer.Listeners.ContainsKey(id))
        ?? First<EndpointServiceState>(EntityKind.EndpointService, service => service.Notifications.ContainsKey(id))
        ?? First<InterfaceEndpointState>(EntityKind.InterfaceEndpoint, endpoint => endpoint.Notifications.ContainsKey(id));

    /// <summary>The VPC that a subnet lies in, or null when no VPC has it.</summary>
    public EntityId? VpcOfSubnet(string subnetId) => First<VpcState>(EntityKind.Vpc, vpc => vpc.Subnets.ContainsKey(subnetId));

    private EntityId? HolderOfPart(string id)
    {
        if (VpcParts.IsPart(id))
        {
            foreach (var (vpc, state) in All<VpcState>(EntityKind.Vpc))
            {
                if (VpcParts.Holds(vpc.Key, state, id))
                {
                    return vpc;
                }
            }
        }

        return null;
    }

    private EntityId? First<TState>(EntityKind kind, Func<TState, bool> holds)
        where TState : class, IState
    {
        foreach (var (id, state) in world.All(kind))
        {
            if (holds((TState)state))
            {
                return id;
            }
        }

        return null;
    }
}
