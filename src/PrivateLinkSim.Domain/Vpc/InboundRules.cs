using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The inbound rules of a VPC's security groups (§2.9/rule). AWS's default group has one from the start, other groups none.</summary>
internal static class InboundRules
{
    public static Decision<VpcEvent> Authorize(VpcState state, VpcCommand.AuthorizeIngress authorize, Settings settings)
    {
        var present = Of(state, authorize.GroupId);
        if (Refuse(state, authorize.GroupId, authorize.Rules) is { } refused)
        {
            return refused;
        }

        if (authorize.Rules.FirstOrDefault(rule => present.Any(rule.IsSameAs)) is { } known)
        {
            return new Rejection("InvalidPermission.Duplicate", $"the specified rule {known.Text} already exists", "§2.9/rule");
        }

        var rules = SecurityGroupRules.WithIds(state, authorize.GroupId, isEgress: false, authorize.Rules);
        return VpcTags.Refuse(authorize.Tags, settings) is { } tags
            ? tags
            : Decision<VpcEvent>.Accept(
                [new VpcEvent.IngressAuthorized(authorize.GroupId, rules), .. SecurityGroupRules.Tagged(authorize.GroupId, isEgress: false, rules, authorize.Tags)],
                new VpcReply.RulesAuthorized(authorize.GroupId, rules));
    }

    public static Decision<VpcEvent> Revoke(VpcState state, VpcCommand.RevokeIngress revoke)
    {
        var present = Of(state, revoke.GroupId);
        return Refuse(state, revoke.GroupId, revoke.Rules) is { } refused ? refused
            : revoke.Rules.FirstOrDefault(rule => !present.Any(rule.IsSameAs)) is { } unknown
                ? new Rejection("InvalidPermission.NotFound", $"The specified rule {unknown.Text} does not exist in this security group.", "§2.9/rule")
            : Decision<VpcEvent>.Accept(new VpcEvent.IngressRevoked(revoke.GroupId, SecurityGroupRules.Distinct(revoke.Rules)));
    }

    public static Decision<VpcEvent> Declare(VpcState state, VpcCommand.DeclareInboundRules declare)
    {
        var group = declare.GroupId ?? state.DefaultSecurityGroupId ?? "";
        var rules = declare.Rules ?? FromTheStart(state.DefaultSecurityGroupId, group);
        return Refuse(state, group, rules) is { } refused
            ? refused
            : Decision<VpcEvent>.Accept([new VpcEvent.InboundRulesDeclared(group, [.. rules.Distinct()])], new VpcReply.SecurityGroupCreated(group));
    }

    public static VpcState Evolve(VpcState state, VpcEvent fact) => fact switch
    {
        VpcEvent.InboundRulesDeclared declared => With(state, declared.GroupId, declared.Rules),
        VpcEvent.IngressAuthorized authorized => With(state, authorized.GroupId, Of(state, authorized.GroupId).AddRange(authorized.Rules)),
        VpcEvent.IngressRevoked revoked => Without(state, revoked),
        _ => throw new UnreachableException($"InboundRules gives no meaning to {fact.GetType().Name}."),
    };

    public static VpcState With(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules) =>
        state with { InboundRules = state.InboundRules.SetItem(group, rules) };

    /// <summary>The rules of a group. One that nobody declared lets everything in here; for its first change it has what AWS gives it.</summary>
    public static ImmutableArray<SecurityGroupRule> Of(VpcState state, string group) =>
        state.InboundRules.TryGetValue(group, out var rules) ? rules : FromTheStart(state.DefaultSecurityGroupId, group);

    /// <summary>What AWS gives a group: the default group lets its members in, others let nothing in.</summary>
    public static ImmutableArray<SecurityGroupRule> FromTheStart(string? defaultGroup, string group) =>
        group == defaultGroup ? [new SecurityGroupRule(null, null, null, null, group)] : [];

    private static VpcState Without(VpcState state, VpcEvent.IngressRevoked revoked)
    {
        var present = Of(state, revoked.GroupId);
        return SecurityGroupRules.Untagged(
            With(state, revoked.GroupId, present.RemoveAll(rule => revoked.Rules.Any(rule.IsSameAs))),
            revoked.GroupId,
            isEgress: false,
            present.Where(rule => revoked.Rules.Any(rule.IsSameAs)));
    }

    private static Rejection? Refuse(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules) =>
        SecurityGroupRules.Refuse(
            state,
            group,
            rules,
            bad => new Rejection(
                "InvalidPermission.Malformed",
                $"The inbound rule {bad.Text} is malformed: it needs ports from 0 to 65535, the first not above the last, and one source, a CIDR block or a group of the VPC.",
                "§2.9/rule"));
}
