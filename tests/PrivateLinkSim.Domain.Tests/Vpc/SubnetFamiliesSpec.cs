using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class SubnetFamiliesSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    public void A_vpc_gets_a_56_when_it_is_made_or_later_and_only_one()
    {
        var made = _world.Ipv6Vpc(Ohio, Consumer);
        var later = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>();
        Assert.Null(later.Ipv6CidrBlock);

        var associated = Call(later.VpcId, new VpcCommand.AssociateIpv6CidrBlock()).Gives<VpcReply.Ipv6CidrBlockAssociated>();

        Assert.EndsWith("/56", made.Ipv6CidrBlock, StringComparison.Ordinal);
        Assert.Equal(made.Ipv6CidrBlock, _world.VpcState(made.VpcId).Ipv6CidrBlock);
        Assert.Equal(associated.Ipv6CidrBlock, _world.VpcState(later.VpcId).Ipv6CidrBlock);
        Assert.NotEqual(made.Ipv6CidrBlock, associated.Ipv6CidrBlock);
        var message = Call(later.VpcId, new VpcCommand.AssociateIpv6CidrBlock()).IsRefused("§vpc/ipv6", "InvalidParameterValue");
        Assert.Contains(associated.Ipv6CidrBlock, message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    public void Subnets_are_of_ipv4_of_both_families_or_of_ipv6_alone()
    {
        var network = _world.LayKinds(
            Ohio, Consumer, (SubnetKind.Ipv4Only, "use2-az1"), (SubnetKind.Dualstack, "use2-az2"), (SubnetKind.Ipv6Only, "use2-az3"));
        var subnets = _world.VpcState(network.VpcId).Subnets;

        Assert.Equal(
            [SubnetKind.Ipv4Only, SubnetKind.Dualstack, SubnetKind.Ipv6Only], network.SubnetIds.Select(id => subnets[id].Kind));
        Assert.Equal((0, 251), (subnets[network.SubnetIds[2]].FreeAddresses, subnets[network.SubnetIds[1]].FreeAddresses));
    }

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    public void An_ipv6_only_subnet_has_no_ipv4_block_and_every_other_has_one()
    {
        var vpc = _world.Ipv6Vpc(Ohio, Consumer).VpcId;

        Create(vpc, "10.1.0.0/24", null, native: true).IsRefused("§vpc/ipv6", "InvalidParameterCombination");
        Create(vpc, null, null, native: false).IsRefused("§vpc/ipv6", "MissingParameter");
        Create(vpc, null, Part(vpc, 0), native: false).IsRefused("§vpc/ipv6", "MissingParameter");
        Create(vpc, null, null, native: true).IsAccepted();
        Create(vpc, "10.1.0.0/24", Part(vpc, 1), native: false).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    public void The_ipv6_block_of_a_subnet_is_a_64_of_the_vpcs_that_is_nobody_elses()
    {
        var vpc = _world.Ipv6Vpc(Ohio, Consumer).VpcId;
        Create(vpc, null, Part(vpc, 1), native: true).IsAccepted();

        Create(vpc, null, Part(vpc, 1), native: true).IsRefused("§vpc/ipv6", "InvalidSubnet.Conflict");
        Create(vpc, null, "2600:1eff::/64", native: true).IsRefused("§vpc/ipv6", "InvalidSubnet.Range");
        Create(vpc, null, _world.VpcState(vpc).Ipv6CidrBlock, native: true).IsRefused("§vpc/ipv6", "InvalidSubnet.Range");
        Create(vpc, null, "ten", native: true).IsRefused("§vpc/ipv6", "InvalidSubnet.Range");
        var without = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;
        Assert.Contains(without, Create(without, null, null, native: true).IsRefused("§vpc/ipv6", "InvalidSubnet.Range"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    public void The_next_free_64_is_the_lowest_and_comes_back_when_its_subnet_is_gone()
    {
        var vpc = _world.Ipv6Vpc(Ohio, Consumer).VpcId;
        Create(vpc, null, Part(vpc, 1), native: true).IsAccepted();

        var first = Create(vpc, null, null, native: true).Gives<VpcReply.SubnetCreated>().SubnetId;
        var second = Create(vpc, null, null, native: true).Gives<VpcReply.SubnetCreated>().SubnetId;
        Assert.Equal((Part(vpc, 0), Part(vpc, 2)), (BlockOf(vpc, first), BlockOf(vpc, second)));
        Call(vpc, new VpcCommand.DeleteSubnet(first)).IsAccepted();

        var again = Create(vpc, null, null, native: true).Gives<VpcReply.SubnetCreated>().SubnetId;
        Assert.Equal(Part(vpc, 0), BlockOf(vpc, again));
        Assert.NotEqual(first, again);
    }

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    public void A_vpc_has_256_parts_to_give_and_no_more()
    {
        var vpc = _world.Ipv6Vpc(Ohio, Consumer).VpcId;
        for (var part = 0; part < 256; part++)
        {
            Create(vpc, null, null, native: true).IsAccepted();
        }

        Create(vpc, null, null, native: true).IsRefused("§vpc/ipv6", "InvalidSubnet.Conflict");
    }

    [Fact]
    [Trait("Rule", "§vpc/ipv6")]
    [Trait("Rule", "§2.11/subnet")]
    public void A_subnet_of_ipv4_gets_an_ipv6_block_once()
    {
        var network = _world.LayKinds(Ohio, Consumer, (SubnetKind.Ipv4Only, "use2-az1"), (SubnetKind.Dualstack, "use2-az2"));
        var associate = new VpcCommand.AssociateSubnetCidrBlock(network.SubnetIds[0], null);

        var block = Call(network.VpcId, associate).Gives<VpcReply.Ipv6CidrBlockAssociated>().Ipv6CidrBlock;

        Assert.Equal((Part(network.VpcId, 1), SubnetKind.Dualstack), (block, _world.VpcState(network.VpcId).Subnets[network.SubnetIds[0]].Kind));
        Call(network.VpcId, associate).IsRefused("§vpc/ipv6", "InvalidParameterValue");
        Call(network.VpcId, associate with { SubnetId = "subnet-0" }).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");
    }

    [Fact]
    [Trait("Rule", "§vpc/use")]
    public void A_vpc_or_subnet_can_not_be_deleted_while_something_lies_in_it()
    {
        var network = _world.Lay(Ohio, Consumer, "use2-az1");
        var (vpc, subnet) = (network.VpcId, network.SubnetIds[0]);
        _world.Reserve("vpce-1", vpc, Place.In(subnet)).IsAccepted();
        var group = Call(vpc, new VpcCommand.CreateSecurityGroup("web", "")).Gives<VpcReply.SecurityGroupCreated>().GroupId;

        Assert.Equal(
            $"The subnet '{subnet}' has dependencies and cannot be deleted.",
            Call(vpc, new VpcCommand.DeleteSubnet(subnet)).IsRefused("§vpc/use", "DependencyViolation"));
        _world.Send(World.Vpc(vpc), new VpcCommand.ReleaseAddresses(World.EndpointOf("vpce-1"))).IsAccepted();
        IsInUse(vpc);
        Call(vpc, new VpcCommand.DeleteSubnet(subnet)).IsAccepted();
        IsInUse(vpc);
        Call(vpc, new VpcCommand.DeleteSecurityGroup(group)).IsAccepted();
        _world.Reserve("vpce-2", vpc, Place.In()).IsAccepted();
        IsInUse(vpc);
        _world.Send(World.Vpc(vpc), new VpcCommand.ReleaseAddresses(World.EndpointOf("vpce-2"))).IsAccepted();

        Call(vpc, new VpcCommand.Delete()).IsAccepted();

        Call(vpc, new VpcCommand.Delete()).IsRefused("§vpc", "InvalidVpcID.NotFound");
        _world.Reserve("vpce-3", vpc, Place.In()).IsRefused("§vpc", "InvalidVpcID.NotFound");
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§vpc/use")]
    public void A_vpc_that_is_gone_hears_of_zones_without_a_trace()
    {
        var vpc = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;
        Call(vpc, new VpcCommand.Delete()).IsAccepted();

        _world.Impair(Ohio, "use2-az1").IsAccepted();

        Assert.Empty(_world.Happened<VpcEvent.ZoneHealthChanged>());
    }

    [Fact]
    [Trait("Rule", "§2.11/subnet")]
    public void A_subnet_that_is_named_must_exist()
    {
        var vpc = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;

        Assert.Equal(
            "The subnet ID 'subnet-0' does not exist",
            Call(vpc, new VpcCommand.DeleteSubnet("subnet-0")).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound"));
        _world.Reserve("vpce-1", vpc, Place.In("subnet-0")).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");
    }

    [Fact]
    [Trait("Rule", "§vpc")]
    public void Nobody_but_its_owner_in_its_region_calls_a_vpc()
    {
        var vpc = _world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;
        VpcCommand[] calls =
        [
            new VpcCommand.AssociateIpv6CidrBlock(), new VpcCommand.ModifyAttribute(null, true), new VpcCommand.Delete(),
            new VpcCommand.CreateSecurityGroup("web", ""),
        ];
        VpcCommand[] onSubnets = [new VpcCommand.AssociateSubnetCidrBlock("subnet-0", null), new VpcCommand.DeleteSubnet("subnet-0")];

        Assert.All(calls, call => _world.CallVpc(vpc, call, Ohio, Stranger).IsRefused("§vpc", "InvalidVpcID.NotFound"));
        Assert.All(calls, call => _world.CallVpc(vpc, call, Ireland).IsRefused("§vpc", "InvalidVpcID.NotFound"));
        Assert.All(onSubnets, call => _world.CallVpc(vpc, call, Ohio, Stranger).IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound"));
        _world.CallVpc(vpc, new VpcCommand.DeleteSecurityGroup("sg-0"), Ohio, Stranger).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
        _world.Reserve("vpce-1", vpc, Place.In(), Stranger).IsRefused("§vpc", "InvalidVpcID.NotFound");
    }

    private void IsInUse(string vpc) => Assert.Equal(
        $"The vpc '{vpc}' has dependencies and cannot be deleted.", Call(vpc, new VpcCommand.Delete()).IsRefused("§vpc/use", "DependencyViolation"));

    private Outcome Call(string vpc, VpcCommand command) => _world.CallVpc(vpc, command);

    private Outcome Create(string vpc, string? cidrBlock, string? ipv6, bool native) =>
        Call(vpc, new VpcCommand.CreateSubnet(cidrBlock, ipv6, native, null, "use2-az1"));

    private string Part(string vpc, int index) =>
        Ipv6Block.TryParse(_world.VpcState(vpc).Ipv6CidrBlock, out var block) ? block.Part(64, index).ToString() : throw new FormatException(vpc);

    private string BlockOf(string vpc, string subnet) => _world.VpcState(vpc).Subnets[subnet].Ipv6!.Block;
}
