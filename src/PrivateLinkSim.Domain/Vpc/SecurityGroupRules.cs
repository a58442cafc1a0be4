namespace PrivateLinkSim.Domain;

/// <summary>The rules of a VPC's security groups (§2.9).</summary>
internal static class SecurityGroupRules
{
    /// <summary>The name of the group that every VPC has from the start.</summary>
    public const string DefaultName = "default";

    /// <summary>What the ids of groups begin with.</summary>
    public const string IdPrefix = "sg-";

    public static Decision<VpcEvent> Create(VpcState state, string name, in Context context)
    {
        if (state.SecurityGroups.Values.Contains(name, StringComparer.Ordinal))
        {
            return new Rejection(
                "InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{context.Self.Key}'", "§2.9");
        }

        var id = context.Draws.Id(IdPrefix, state.SecurityGroupsMade);
        return Decision<VpcEvent>.Accept([new VpcEvent.SecurityGroupCreated(id, name)], new VpcReply.SecurityGroupCreated(id));
    }

    public static Decision<VpcEvent> Delete(VpcState state, string id)
    {
        if (!state.SecurityGroups.TryGetValue(id, out var name))
        {
            return NotFound(id);
        }

        if (id == state.DefaultSecurityGroupId)
        {
            return new Rejection("CannotDelete", $"the specified group: \"{id}\" name: \"{name}\" cannot be deleted by a user", "§2.9/use");
        }

        return state.Holders.Values.Any(holding => holding.SecurityGroupIds.Contains(id, StringComparer.Ordinal))
            || state.InboundRules.Any(rules => rules.Key != id && rules.Value.Any(rule => rule.SourceGroupId == id))
            ? new Rejection("DependencyViolation", $"resource {id} has a dependent object", "§2.9/use")
            : Decision<VpcEvent>.Accept(new VpcEvent.SecurityGroupDeleted(id));
    }

    /// <summary>The refusal of a group that the VPC does not have.</summary>
    public static Rejection NotFound(string id) =>
        new("InvalidSecurityGroupID.NotFound", $"The security group '{id}' does not exist", "§2.9");
}
