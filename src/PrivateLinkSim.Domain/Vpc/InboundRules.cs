using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The inbound rules of a VPC's security groups (§2.9/rule). AWS's default group has one from the start, other groups none.</summary>
internal static class InboundRules
{
    public static Decision<VpcEvent> Authorize(VpcState state, VpcCommand.AuthorizeIngress authorize)
    {
        var present = Of(state, authorize.GroupId);
        return Refuse(state, authorize.GroupId, authorize.Rules) is { } refused ? refused
            : authorize.Rules.FirstOrDefault(present.Contains) is { } known
                ? new Rejection("InvalidPermission.Duplicate", $"the specified rule {Text(known)} already exists", "§2.9/rule")
            : Decision<VpcEvent>.Accept(new VpcEvent.IngressAuthorized(authorize.GroupId, [.. authorize.Rules.Distinct()]));
    }

    public static Decision<VpcEvent> Revoke(VpcState state, VpcCommand.RevokeIngress revoke)
    {
        var present = Of(state, revoke.GroupId);
        return Refuse(state, revoke.GroupId, revoke.Rules) is { } refused ? refused
            : revoke.Rules.FirstOrDefault(rule => !present.Contains(rule)) is { } unknown
                ? new Rejection("InvalidPermission.NotFound", $"The specified rule {Text(unknown)} does not exist in this security group.", "§2.9/rule")
            : Decision<VpcEvent>.Accept(new VpcEvent.IngressRevoked(revoke.GroupId, [.. revoke.Rules.Distinct()]));
    }

    public static Decision<VpcEvent> Declare(VpcState state, VpcCommand.DeclareInboundRules declare)
    {
        var group = declare.GroupId ?? state.DefaultSecurityGroupId ?? "";
        var rules = declare.Rules ?? FromTheStart(state, group);
        return Refuse(state, group, rules) is { } refused
            ? refused
            : Decision<VpcEvent>.Accept([new VpcEvent.InboundRulesDeclared(group, [.. rules.Distinct()])], new VpcReply.SecurityGroupCreated(group));
    }

    public static VpcState Evolve(VpcState state, VpcEvent fact) => fact switch
    {
        VpcEvent.InboundRulesDeclared declared => With(state, declared.GroupId, declared.Rules),
        VpcEvent.IngressAuthorized authorized => With(state, authorized.GroupId, Of(state, authorized.GroupId).AddRange(authorized.Rules)),
        VpcEvent.IngressRevoked revoked => With(state, revoked.GroupId, Of(state, revoked.GroupId).RemoveRange(revoked.Rules)),
        _ => throw new UnreachableException($"InboundRules gives no meaning to {fact.GetType().Name}."),
    };

    // A group that nobody declared lets everything in here; for its first change it has what AWS gives it.
    private static ImmutableArray<SecurityGroupRule> Of(VpcState state, string group) =>
        state.InboundRules.TryGetValue(group, out var rules) ? rules : FromTheStart(state, group);

    private static ImmutableArray<SecurityGroupRule> FromTheStart(VpcState state, string group) =>
        group == state.DefaultSecurityGroupId ? [new SecurityGroupRule(null, null, null, null, group)] : [];

    private static VpcState With(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules) =>
        state with { InboundRules = state.InboundRules.SetItem(group, rules) };

    private static Rejection? Refuse(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules) =>
        !state.SecurityGroups.ContainsKey(group) ? SecurityGroupRules.NotFound(group)
        : rules.FirstOrDefault(rule => !IsSound(rule)) is { } bad
            ? new Rejection(
                "InvalidPermission.Malformed",
                $"The inbound rule {Text(bad)} is malformed: it needs ports from 0 to 65535, the first not above the last, and one source, a CIDR block or a group of the VPC.",
                "§2.9/rule")
        : rules.FirstOrDefault(rule => rule.SourceGroupId is { } source && !state.SecurityGroups.ContainsKey(source)) is { } foreign
            ? SecurityGroupRules.NotFound(foreign.SourceGroupId!)
        : null;

    private static bool IsSound(SecurityGroupRule rule) =>
        rule.Ports.IsSound
        && rule.CidrIp is null != rule.SourceGroupId is null
        && (rule.CidrIp is null || AddressBlocks.IsBlock(rule.CidrIp));

    private static string Text(SecurityGroupRule rule) => FormattableString.Invariant(
        $"\"peer: {rule.CidrIp ?? rule.SourceGroupId}, {rule.Protocol?.ToString().ToUpperInvariant() ?? "ALL"}, from port: {rule.Ports.From}, to port: {rule.Ports.To}, ALLOW\"");
}
