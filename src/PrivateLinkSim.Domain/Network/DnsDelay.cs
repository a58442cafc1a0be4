namespace PrivateLinkSim.Domain;

/// <summary>Changes of what names answer reach resolvers late.</summary>
/// <param name="Seconds">By how much.</param>
public sealed record DnsDelay(int Seconds, Moment Until)
{
    /// <summary>By how many seconds changes reach the resolvers of a VPC late: its own delay, or that of its Region, whichever is longer.</summary>
    public static int Of(string vpcId, IWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId)) is { } vpc
            ? Math.Max(vpc.DnsDelay?.Seconds ?? 0, world.Find<RegionState>(new EntityId(EntityKind.Region, vpc.Region))?.DnsDelay?.Seconds ?? 0)
            : 0;
    }
}
