using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The outbound rules of a VPC's security groups (§2.9/outbound). A new group has AWS's: everything goes out. What leaves an endpoint are
/// replies, which no rule keeps back, so no traffic of PrivateLink depends on them.
/// </summary>
internal static class OutboundRules
{
    private const string Everywhere = "0.0.0.0/0";
    private const string EverywhereOverIpv6 = "::/0";

    public static Decision<VpcEvent> Authorize(VpcState state, VpcCommand.AuthorizeEgress authorize, Settings settings)
    {
        var present = Of(state, authorize.GroupId);
        if (Refuse(state, authorize.GroupId, authorize.Rules) is { } refused)
        {
            return refused;
        }

        if (authorize.Rules.FirstOrDefault(rule => present.Any(rule.IsSameAs)) is { } known)
        {
            return new Rejection("InvalidPermission.Duplicate", $"the specified rule {known.Text} already exists", "§2.9/outbound");
        }

        var rules = SecurityGroupRules.WithIds(state, authorize.GroupId, isEgress: true, authorize.Rules);
        return VpcTags.Refuse(authorize.Tags, settings) is { } tags
            ? tags
            : Decision<VpcEvent>.Accept(
                [new VpcEvent.EgressAuthorized(authorize.GroupId, rules), .. SecurityGroupRules.Tagged(authorize.GroupId, isEgress: true, rules, authorize.Tags)],
                new VpcReply.RulesAuthorized(authorize.GroupId, rules));
    }

    public static Decision<VpcEvent> Revoke(VpcState state, VpcCommand.RevokeEgress revoke)
    {
        var present = Of(state, revoke.GroupId);
        return Refuse(state, revoke.GroupId, revoke.Rules) is { } refused ? refused
            : revoke.Rules.FirstOrDefault(rule => !present.Any(rule.IsSameAs)) is { } unknown
                ? new Rejection("InvalidPermission.NotFound", $"The specified rule {unknown.Text} does not exist in this security group.", "§2.9/outbound")
            : Decision<VpcEvent>.Accept(new VpcEvent.EgressRevoked(revoke.GroupId, SecurityGroupRules.Distinct(revoke.Rules)));
    }

    public static VpcState Evolve(VpcState state, VpcEvent.EgressAuthorized authorized) =>
        With(state, authorized.GroupId, Of(state, authorized.GroupId).AddRange(authorized.Rules));

    public static VpcState Evolve(VpcState state, VpcEvent.EgressRevoked revoked)
    {
        var present = Of(state, revoked.GroupId);
        return SecurityGroupRules.Untagged(
            With(state, revoked.GroupId, present.RemoveAll(rule => revoked.Rules.Any(rule.IsSameAs))),
            revoked.GroupId,
            isEgress: true,
            present.Where(rule => revoked.Rules.Any(rule.IsSameAs)));
    }

    public static VpcState With(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules) =>
        state with { Details = state.Known with { OutboundRules = state.Known.OutboundRules.SetItem(group, rules) } };

    /// <summary>The rules of a group: AWS's until they are changed.</summary>
    public static ImmutableArray<SecurityGroupRule> Of(VpcState state, string group) =>
        state.Known.OutboundRules.TryGetValue(group, out var rules) ? rules
        : state.Ipv6CidrBlock is null ? [To(Everywhere)]
        : [To(Everywhere), To(EverywhereOverIpv6)];

    private static SecurityGroupRule To(string block) => new(null, null, null, block, null);

    private static Rejection? Refuse(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules) =>
        SecurityGroupRules.Refuse(
            state,
            group,
            rules,
            bad => new Rejection(
                "InvalidPermission.Malformed",
                $"The outbound rule {bad.Text} is malformed: it needs ports from 0 to 65535, the first not above the last, and one destination, a CIDR block or a group of the VPC.",
                "§2.9/outbound"));
}
