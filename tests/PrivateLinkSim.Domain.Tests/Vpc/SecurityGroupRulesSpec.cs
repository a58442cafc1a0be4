using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>The rules of security groups as clients of AWS keep them: outbound ones, ids, descriptions, changes.</summary>
public sealed class SecurityGroupRulesSpec
{
    private static readonly SecurityGroupRule Https = new(FlowProtocol.Tcp, 443, 443, "10.0.0.0/8", null);
    private static readonly SecurityGroupRule Everything = new(null, null, null, "0.0.0.0/0", null);
    private readonly World _world = new();
    private readonly string _vpc;
    private readonly string _group;

    public SecurityGroupRulesSpec()
    {
        _vpc = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;
        _group = Call(new VpcCommand.CreateSecurityGroup("web", "Who may use the web")).Gives<VpcReply.SecurityGroupCreated>().GroupId;
    }

    private VpcState State => _world.VpcState(_vpc);

    [Fact]
    [Trait("Rule", "§2.9/outbound")]
    public void A_group_lets_everything_out_until_that_is_taken_away()
    {
        Assert.Equal<IEnumerable<SecurityGroupRule>>([Everything], State.RulesOf(_group, isEgress: true));

        Call(new VpcCommand.RevokeEgress(_group, [Everything])).IsAccepted();
        Call(new VpcCommand.AuthorizeEgress(_group, [Https with { Description = "to the web" }])).IsAccepted();

        Assert.Equal<IEnumerable<SecurityGroupRule>>([Https with { Description = "to the web" }], State.RulesOf(_group, isEgress: true));
        Call(new VpcCommand.AssociateIpv6CidrBlock()).IsAccepted();
        Assert.Single(State.RulesOf(_group, isEgress: true));
        Assert.Equal<IEnumerable<SecurityGroupRule>>([Everything, Everything with { CidrIp = "::/0" }], State.RulesOf(State.DefaultSecurityGroupId!, isEgress: true));
    }

    [Fact]
    [Trait("Rule", "§2.9/outbound")]
    public void An_outbound_rule_is_well_formed_new_when_it_is_added_and_there_when_it_is_taken_away()
    {
        Call(new VpcCommand.AuthorizeEgress(_group, [Https])).IsAccepted();

        Call(new VpcCommand.AuthorizeEgress(_group, [Https with { Description = "again" }])).IsRefused("§2.9/outbound", "InvalidPermission.Duplicate");
        Call(new VpcCommand.RevokeEgress(_group, [Https with { ToPort = 444 }])).IsRefused("§2.9/outbound", "InvalidPermission.NotFound");
        Call(new VpcCommand.AuthorizeEgress(_group, [Https with { CidrIp = "10.0.0.1/8" }])).IsRefused("§2.9/outbound", "InvalidPermission.Malformed");
        Call(new VpcCommand.AuthorizeEgress("sg-0", [Https])).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
        _world.CallVpc(_vpc, new VpcCommand.RevokeEgress(_group, [Https]), account: Provider).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.9/use")]
    public void A_group_that_another_groups_outbound_rule_names_can_not_be_deleted()
    {
        Call(new VpcCommand.AuthorizeEgress(State.DefaultSecurityGroupId!, [new SecurityGroupRule(null, null, null, null, _group)])).IsAccepted();

        Call(new VpcCommand.DeleteSecurityGroup(_group)).IsRefused("§2.9/use", "DependencyViolation");
    }

    [Fact]
    [Trait("Rule", "§2.9/rule")]
    public void A_rule_keeps_its_id_when_it_says_something_else_and_another_gets_its_own()
    {
        Call(new VpcCommand.AuthorizeIngress(_group, [Https], Tags.None.Add("Name", "https"))).IsAccepted();
        var id = Assert.Single(State.RulesOf(_group), rule => !rule.IsEgress).RuleId;

        Modify(id, Https with { FromPort = 80, ToPort = 80 }).IsAccepted();
        Call(new VpcCommand.AuthorizeIngress(_group, [Https])).IsAccepted();

        Assert.Equal((80, "https"), (State.RuleOf(id)!.Rule.ToPort!.Value, State.Known.TagsOf(id)["Name"]));
        Assert.Equal(3, State.RulesOf(_group).Select(rule => rule.RuleId).Distinct(StringComparer.Ordinal).Count());
        Modify(id, Https).IsRefused("§2.9/rule", "InvalidPermission.Duplicate");
        Modify(id, Https with { ToPort = 1 }).IsRefused("§2.9/rule", "InvalidPermission.Malformed");
        Modify("sgr-0", Https).IsRefused("§2.16/part", "InvalidSecurityGroupRuleId.NotFound");
        Call(new VpcCommand.RevokeIngress(_group, [Https with { FromPort = 80, ToPort = 80 }])).IsAccepted();
        Assert.Null(State.RuleOf(id));
        Assert.Empty(State.Known.Tags);
    }

    [Fact]
    [Trait("Rule", "§2.9/rule")]
    public void An_outbound_rule_can_be_changed_too()
    {
        var id = Assert.Single(State.RulesOf(_group)).RuleId;

        Modify(id, Https).IsAccepted();

        Assert.Equal<IEnumerable<SecurityGroupRule>>([Https with { RuleId = id }], State.RulesOf(_group, isEgress: true));
        Assert.Empty(State.RulesOf(_group, isEgress: false));
    }

    [Fact]
    [Trait("Rule", "§2.9/rule")]
    public void A_rule_can_be_described_anew_by_what_it_says()
    {
        Call(new VpcCommand.AuthorizeIngress(_group, [Https])).IsAccepted();

        Call(new VpcCommand.DescribeRules(_group, false, [Https with { Description = "clients" }])).IsAccepted();
        Call(new VpcCommand.DescribeRules(_group, true, [Everything with { Description = "all" }])).IsAccepted();

        Assert.Equal(["clients", "all"], State.RulesOf(_group).Select(rule => rule.Rule.Description));
        Call(new VpcCommand.DescribeRules(_group, true, [Https])).IsRefused("§2.9/rule", "InvalidPermission.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.9/inbound")]
    public void A_rule_of_another_protocol_lets_in_no_traffic_of_ours()
    {
        var ping = new SecurityGroupRule(null, 8, -1, "0.0.0.0/0", null, "icmp");
        Call(new VpcCommand.AuthorizeIngress(_group, [ping])).IsAccepted();

        Assert.False(ping.LetsIn(new Flow { Port = 443 }, "10.0.0.1", null));
        Assert.True((ping with { OtherProtocol = null, FromPort = null, ToPort = null }).LetsIn(new Flow { Port = 443 }, "10.0.0.1", null));
    }

    [Theory]
    [Trait("Rule", "§2.9/default")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_group_filters_from_the_start_where_that_is_asked_for(bool filters)
    {
        var vpc = _world.Send(World.Region(Ohio), new RegionCommand.CreateVpc("10.9.0.0/16", FiltersFromTheStart: filters), In(Ohio, Consumer)).Gives<VpcReply.VpcCreated>();
        var group = _world.CallVpc(vpc.VpcId, new VpcCommand.CreateSecurityGroup("web", "", null, filters)).Gives<VpcReply.SecurityGroupCreated>().GroupId;
        var rules = _world.VpcState(vpc.VpcId).InboundRules;

        Assert.Equal(filters, rules.ContainsKey(group));
        Assert.Equal(filters, rules.ContainsKey(vpc.DefaultSecurityGroupId) && rules[vpc.DefaultSecurityGroupId] is [{ SourceGroupId: { } source }] && source == vpc.DefaultSecurityGroupId);
    }

    [Fact]
    [Trait("Rule", "§2.9")]
    public void A_description_is_kept_with_its_group() => Assert.Equal("Who may use the web", State.Known.GroupDescriptions[_group]);

    [Fact]
    [Trait("Rule", "§vpc")]
    public void Attributes_of_a_subnet_are_kept_each_for_itself()
    {
        var subnet = Call(new VpcCommand.CreateSubnet("10.0.0.0/24", null, false, null, "use2-az1")).Gives<VpcReply.SubnetCreated>().SubnetId;

        Call(new VpcCommand.ModifySubnetAttribute(subnet, new SubnetAttributes(MapPublicIpOnLaunch: true))).IsAccepted();
        Call(new VpcCommand.ModifySubnetAttribute(subnet, new SubnetAttributes(EnableDns64: true))).IsAccepted();

        Assert.Equal(new SubnetAttributes(MapPublicIpOnLaunch: true, EnableDns64: true), State.Known.SubnetAttributes[subnet]);
        Call(new VpcCommand.ModifySubnetAttribute("subnet-0", new SubnetAttributes())).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");
    }

    private Outcome Modify(string id, SecurityGroupRule rule) => Call(new VpcCommand.ModifyRules(_group, Sorted.Map<SecurityGroupRule>().Add(id, rule)));

    private Outcome Call(VpcCommand command) => _world.CallVpc(_vpc, command);
}
