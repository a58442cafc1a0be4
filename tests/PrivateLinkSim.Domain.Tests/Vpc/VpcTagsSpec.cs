using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class VpcTagsSpec
{
    private static readonly ImmutableSortedDictionary<string, string> Web = Tags.None.Add("team", "web");
    private readonly World _world = new();
    private readonly string _vpc;

    public VpcTagsSpec() => _vpc = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;

    private VpcState State => _world.VpcState(_vpc);

    [Fact]
    [Trait("Rule", "§2.16/part")]
    public void A_vpc_and_each_of_its_parts_can_be_tagged()
    {
        var subnet = Call(new VpcCommand.CreateSubnet("10.0.0.0/24", null, false, null, "use2-az1")).Gives<VpcReply.SubnetCreated>().SubnetId;
        var group = State.DefaultSecurityGroupId!;
        string[] parts = [_vpc, subnet, group, State.RulesOf(group).First().RuleId, VpcParts.MainRouteTable(_vpc), VpcParts.DefaultNetworkAcl(_vpc)];

        Assert.All(parts, part => Call(new VpcCommand.CreateTags(part, Web)).IsAccepted());
        Call(new VpcCommand.CreateTags(_vpc, Tags.None.Add("team", "shop").Add("stage", "test"))).IsAccepted();

        Assert.All(parts[1..], part => Assert.Equal(Web, State.Known.TagsOf(part)));
        Assert.Equal(["stage=test", "team=shop"], State.Known.TagsOf(_vpc).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Equal(parts.Length, parts.Distinct().Count());
    }

    [Fact]
    [Trait("Rule", "§2.16")]
    public void A_tag_goes_by_its_key_or_only_with_its_value()
    {
        Call(new VpcCommand.CreateTags(_vpc, Web.Add("stage", "test"))).IsAccepted();

        Call(new VpcCommand.DeleteTags(_vpc, Sorted.Map<string?>().Add("team", "shop").Add("none", null))).IsAccepted();
        Assert.Equal(2, State.Known.TagsOf(_vpc).Count);
        Call(new VpcCommand.DeleteTags(_vpc, Sorted.Map<string?>().Add("team", "web").Add("stage", null))).IsAccepted();

        Assert.Empty(State.Known.Tags);
    }

    [Theory]
    [Trait("Rule", "§2.16/part")]
    [InlineData("vpc-0", "InvalidVpcID.NotFound")]
    [InlineData("subnet-0", "InvalidSubnetID.NotFound")]
    [InlineData("sg-0", "InvalidGroup.NotFound")]
    [InlineData("sgr-0", "InvalidSecurityGroupRuleId.NotFound")]
    [InlineData("rtb-0", "InvalidRouteTableID.NotFound")]
    [InlineData("acl-0", "InvalidNetworkAclID.NotFound")]
    [InlineData("table-0", "InvalidID")]
    public void What_is_not_there_can_not_be_tagged(string id, string code)
    {
        Call(new VpcCommand.CreateTags(id, Web)).IsRefused("§2.16/part", code);
        Call(new VpcCommand.DeleteTags(id, Sorted.Map<string?>())).IsRefused("§2.16/part", code);
    }

    [Fact]
    [Trait("Rule", "§2.16/part")]
    public void Nobody_tags_what_belongs_to_somebody_else() =>
        _world.CallVpc(_vpc, new VpcCommand.CreateTags(_vpc, Web), account: Provider).IsRefused("§2.16/part", "InvalidVpcID.NotFound");

    [Fact]
    [Trait("Rule", "§2.16")]
    public void Tags_that_are_given_at_creation_are_there_at_once_and_must_be_well_formed()
    {
        var made = _world.Send(World.Region(Ohio), new RegionCommand.CreateVpc("10.9.0.0/16", Tags: Web), In(Ohio, Consumer)).Gives<VpcReply.VpcCreated>().VpcId;
        var subnet = Call(new VpcCommand.CreateSubnet("10.0.0.0/24", null, false, null, "use2-az1", Web)).Gives<VpcReply.SubnetCreated>().SubnetId;
        var group = Call(new VpcCommand.CreateSecurityGroup("web", "", Web)).Gives<VpcReply.SecurityGroupCreated>().GroupId;
        var bad = Tags.None.Add("aws:team", "web");

        Assert.Equal(Web, _world.VpcState(made).Known.TagsOf(made));
        Assert.All([subnet, group], part => Assert.Equal(Web, State.Known.TagsOf(part)));
        _world.Send(World.Region(Ohio), new RegionCommand.CreateVpc("10.9.0.0/16", Tags: bad), In(Ohio, Consumer)).IsRefused("§2.16", "InvalidParameterValue");
        Call(new VpcCommand.CreateSubnet("10.0.1.0/24", null, false, null, "use2-az1", bad)).IsRefused("§2.16", "InvalidParameterValue");
        Call(new VpcCommand.CreateSecurityGroup("bad", "", bad)).IsRefused("§2.16", "InvalidParameterValue");
        Call(new VpcCommand.CreateTags(_vpc, bad)).IsRefused("§2.16", "InvalidParameterValue");
    }

    [Fact]
    [Trait("Rule", "§2.16")]
    public void What_is_gone_leaves_no_tags_behind()
    {
        var subnet = Call(new VpcCommand.CreateSubnet("10.0.0.0/24", null, false, null, "use2-az1", Web)).Gives<VpcReply.SubnetCreated>().SubnetId;
        var group = Call(new VpcCommand.CreateSecurityGroup("web", "", Web)).Gives<VpcReply.SecurityGroupCreated>().GroupId;
        Call(new VpcCommand.AuthorizeIngress(group, [new SecurityGroupRule(FlowProtocol.Tcp, 443, 443, "10.0.0.0/8", null)], Web)).IsAccepted();
        Assert.Equal(3, State.Known.Tags.Count);

        Call(new VpcCommand.DeleteSubnet(subnet)).IsAccepted();
        Call(new VpcCommand.DeleteSecurityGroup(group)).IsAccepted();

        Assert.Empty(State.Known.Tags);
    }

    private Outcome Call(VpcCommand command) => _world.CallVpc(_vpc, command);
}
