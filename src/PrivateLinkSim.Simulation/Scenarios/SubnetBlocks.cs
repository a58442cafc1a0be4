using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The blocks of a topology's subnets that state none.</summary>
internal static class SubnetBlocks
{
    private const int LongestPrefix = 28;

    /// <summary>
    /// In the order of the subnets: the VPC's next free /24, or an equal share of a VPC too small for that. Fewer than wanted
    /// when there is no room.
    /// </summary>
    public static Queue<string> Free(VpcTopology vpc)
    {
        var blocks = new Queue<string>();
        if (!CidrBlock.TryParse(vpc.CidrBlock, out var whole))
        {
            return blocks;
        }

        var wanted = vpc.Subnets.Count(subnet => subnet is { CidrBlock: null, Ipv6Only: false });
        var taken = new List<CidrBlock>();
        foreach (var subnet in vpc.Subnets)
        {
            if (CidrBlock.TryParse(subnet.CidrBlock, out var block))
            {
                taken.Add(block);
            }
        }

        for (var prefix = Math.Max(24, whole.PrefixLength); blocks.Count < wanted && prefix <= LongestPrefix; prefix++)
        {
            blocks.Clear();
            var size = 1L << (32 - prefix);
            for (long offset = 0; offset < whole.Size && blocks.Count < wanted; offset += size)
            {
                var block = new CidrBlock((uint)(whole.Network + offset), prefix);
                if (!taken.Exists(other => other.Overlaps(block)))
                {
                    blocks.Enqueue(block.ToString());
                }
            }
        }

        return blocks;
    }
}
