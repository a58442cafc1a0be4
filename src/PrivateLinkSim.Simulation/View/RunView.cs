using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A world together with the facts that hold in its run: what DNS answers, paths and expectations are read from.</summary>
public sealed class RunView(World world, Facts facts) : IWorld
{
    /// <inheritdoc/>
    public Facts Facts { get; } = facts;

    /// <inheritdoc/>
    public TState? Find<TState>(EntityId id)
        where TState : class, IState => world.Find<TState>(id);

    /// <summary>The VPC that a subnet lies in, or null when no VPC has it.</summary>
    public EntityId? VpcOfSubnet(string subnetId)
    {
        foreach (var (id, vpc) in world.All<VpcState>(EntityKind.Vpc))
        {
            if (vpc.Subnets.ContainsKey(subnetId))
            {
                return id;
            }
        }

        return null;
    }
}
