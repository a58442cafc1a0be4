using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of a VPC's security groups (§2.9), and what their inbound and outbound rules have in common.</summary>
internal static class SecurityGroupRules
{
    /// <summary>The name of the group that every VPC has from the start.</summary>
    public const string DefaultName = "default";

    /// <summary>What the ids of groups begin with.</summary>
    public const string IdPrefix = "sg-";

    /// <summary>What the ids of their rules begin with.</summary>
    public const string RulePrefix = "sgr-";

    public static Decision<VpcEvent> Create(VpcState state, VpcCommand.CreateSecurityGroup create, in Context context)
    {
        var name = create.GroupName;
        if (state.SecurityGroups.Values.Contains(name, StringComparer.Ordinal))
        {
            return new Rejection(
                "InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{context.Self.Key}'", "§2.9");
        }

        if (VpcTags.Refuse(create.Tags, context.Facts.Settings) is { } refused)
        {
            return refused;
        }

        var id = context.Draws.Id(IdPrefix, state.SecurityGroupsMade);
        return Decision<VpcEvent>.Accept(
            [
                new VpcEvent.SecurityGroupCreated(id, name, create.Description.Length == 0 || create.Description == name ? null : create.Description),
                .. create.FiltersFromTheStart ? new[] { new VpcEvent.InboundRulesDeclared(id, []) } : [],
                .. VpcTags.AtCreation(id, create.Tags),
            ],
            new VpcReply.SecurityGroupCreated(id));
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
            || IsNamedIn(state.InboundRules, id)
            || IsNamedIn(state.Known.OutboundRules, id)
            ? new Rejection("DependencyViolation", $"resource {id} has a dependent object", "§2.9/use")
            : Decision<VpcEvent>.Accept(new VpcEvent.SecurityGroupDeleted(id));
    }

    /// <summary>EC2 ModifySecurityGroupRules: each rule keeps its id and says something else.</summary>
    public static Decision<VpcEvent> Modify(VpcState state, VpcCommand.ModifyRules modify)
    {
        if (!state.SecurityGroups.ContainsKey(modify.GroupId))
        {
            return NotFound(modify.GroupId);
        }

        var changed = ImmutableArray.CreateBuilder<ModifiedRule>();
        foreach (var (id, rule) in modify.Rules)
        {
            if (state.RuleOf(id) is not { } found || found.GroupId != modify.GroupId)
            {
                return VpcParts.NotFound(id);
            }

            if (Refuse(state, modify.GroupId, [rule], bad => Malformed(bad)) is { } refused)
            {
                return refused;
            }

            if (state.RulesOf(modify.GroupId, found.IsEgress).Any(other => other.IsSameAs(rule) && IdOf(modify.GroupId, found.IsEgress, other) != id))
            {
                return new Rejection("InvalidPermission.Duplicate", $"the specified rule {rule.Text} already exists", "§2.9/rule");
            }

            changed.Add(new ModifiedRule(id, found.IsEgress, rule with { RuleId = IdOf(modify.GroupId, found.IsEgress, rule) == id ? null : id }));
        }

        return Decision<VpcEvent>.Accept(new VpcEvent.SecurityGroupRulesModified(modify.GroupId, changed.ToImmutable()));
    }

    /// <summary>EC2 UpdateSecurityGroupRuleDescriptions…: rules are found by what they say, and are described anew.</summary>
    public static Decision<VpcEvent> Describe(VpcState state, VpcCommand.DescribeRules describe)
    {
        if (!state.SecurityGroups.ContainsKey(describe.GroupId))
        {
            return NotFound(describe.GroupId);
        }

        var present = state.RulesOf(describe.GroupId, describe.IsEgress);
        return describe.Rules.FirstOrDefault(rule => !present.Any(rule.IsSameAs)) is { } unknown
            ? new Rejection("InvalidPermission.NotFound", $"The specified rule {unknown.Text} does not exist in this security group.", "§2.9/rule")
            : Decision<VpcEvent>.Accept(new VpcEvent.SecurityGroupRulesModified(
                describe.GroupId,
                [
                    .. describe.Rules.Select(rule => (Rule: present.First(rule.IsSameAs), rule.Description))
                        .Select(each => new ModifiedRule(IdOf(describe.GroupId, describe.IsEgress, each.Rule), describe.IsEgress, each.Rule with { Description = each.Description })),
                ]));
    }

    public static VpcState Evolve(VpcState state, VpcEvent.SecurityGroupRulesModified modified) => modified.Rules.Aggregate(state, (each, change) =>
    {
        var rules = each.RulesOf(modified.GroupId, change.IsEgress);
        var changed = rules.Select(rule => IdOf(modified.GroupId, change.IsEgress, rule) == change.RuleId ? change.Rule : rule).ToImmutableArray();
        return change.IsEgress ? OutboundRules.With(each, modified.GroupId, changed) : InboundRules.With(each, modified.GroupId, changed);
    });

    /// <summary>The id of a rule: it follows from what the rule says, unless the rule said something else when it got it.</summary>
    public static string IdOf(string group, bool isEgress, SecurityGroupRule rule) => rule.RuleId ?? Derived(group, isEgress, rule, 0);

    /// <summary>Rules that come in, each once, with an id of their own where the one that follows from what they say is in use.</summary>
    public static ImmutableArray<SecurityGroupRule> WithIds(VpcState state, string group, bool isEgress, ImmutableArray<SecurityGroupRule> rules) =>
    [
        .. Distinct(rules).Select(rule => state.RuleOf(Derived(group, isEgress, rule, 0)) is null ? rule : rule with
        {
            RuleId = Enumerable.Range(1, int.MaxValue - 1).Select(turn => Derived(group, isEgress, rule, turn)).First(id => state.RuleOf(id) is null),
        }),
    ];

    /// <summary>Rules without those that say what an earlier one says.</summary>
    public static ImmutableArray<SecurityGroupRule> Distinct(ImmutableArray<SecurityGroupRule> rules) =>
        [.. rules.Where((rule, index) => !rules.Take(index).Any(rule.IsSameAs))];

    /// <summary>The tags that rules get when they are made.</summary>
    public static IEnumerable<VpcEvent> Tagged(
        string group, bool isEgress, ImmutableArray<SecurityGroupRule> rules, ImmutableSortedDictionary<string, string>? tags) =>
        rules.SelectMany(rule => VpcTags.AtCreation(IdOf(group, isEgress, rule), tags));

    /// <summary>A VPC without the tags of rules that are gone.</summary>
    public static VpcState Untagged(VpcState state, string group, bool isEgress, IEnumerable<SecurityGroupRule> gone) =>
        state.Details is { } details
            ? state with { Details = details with { Tags = details.Tags.RemoveRange(gone.Select(rule => IdOf(group, isEgress, rule))) } }
            : state;

    /// <summary>Why a group can't have rules, or null.</summary>
    public static Rejection? Refuse(VpcState state, string group, ImmutableArray<SecurityGroupRule> rules, Func<SecurityGroupRule, Rejection> malformed) =>
        !state.SecurityGroups.ContainsKey(group) ? NotFound(group)
        : rules.FirstOrDefault(rule => !rule.IsSound) is { } bad ? malformed(bad)
        : rules.FirstOrDefault(rule => rule.SourceGroupId is { } source && !state.SecurityGroups.ContainsKey(source)) is { } foreign
            ? NotFound(foreign.SourceGroupId!)
        : null;

    /// <summary>The refusal of a group that the VPC does not have.</summary>
    public static Rejection NotFound(string id) =>
        new("InvalidSecurityGroupID.NotFound", $"The security group '{id}' does not exist", "§2.9");

    private static bool IsNamedIn(ImmutableSortedDictionary<string, ImmutableArray<SecurityGroupRule>> groups, string id) =>
        groups.Any(rules => rules.Key != id && rules.Value.Any(rule => rule.SourceGroupId == id));

    private static Rejection Malformed(SecurityGroupRule rule) =>
        new("InvalidPermission.Malformed", $"The rule {rule.Text} is malformed: it needs ports from 0 to 65535, the first not above the last, and one peer, a CIDR block or a group of the VPC.", "§2.9/rule");

    private static string Derived(string group, bool isEgress, SecurityGroupRule rule, int turn) =>
        $"{RulePrefix}0{new Draws(0, new EntityId(EntityKind.Vpc, group)).Hex(16, $"{(isEgress ? "to" : "from")} {rule.Text}", turn)}";
}
