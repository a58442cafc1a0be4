using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class SecurityGroupSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.9")]
    public void A_vpc_has_a_default_group_from_the_start_and_others_by_name()
    {
        var vpc = Vpc(_world);
        var web = Create(vpc.VpcId, "web").Gives<VpcReply.SecurityGroupCreated>().GroupId;

        Assert.StartsWith("sg-0", vpc.DefaultSecurityGroupId, StringComparison.Ordinal);
        Assert.NotEqual(vpc.DefaultSecurityGroupId, web);
        Assert.Equal(
            $"The security group 'web' already exists for VPC '{vpc.VpcId}'", Create(vpc.VpcId, "web").IsRefused("§2.9", "InvalidGroup.Duplicate"));
        Create(vpc.VpcId, "default").IsRefused("§2.9", "InvalidGroup.Duplicate");
        _world.CallVpc(vpc.VpcId, new VpcCommand.DeleteSecurityGroup(web)).IsAccepted();
        Assert.NotEqual(web, Create(vpc.VpcId, "web").Gives<VpcReply.SecurityGroupCreated>().GroupId);
    }

    [Fact]
    [Trait("Rule", "§2.9")]
    public void An_endpoint_without_groups_is_in_the_default_group_and_a_load_balancer_in_none()
    {
        var network = _world.Lay(Ohio, Provider, "use2-az1");
        var group = _world.VpcState(network.VpcId).DefaultSecurityGroupId!;

        var reply = _world.Reserve("vpce-1", network.VpcId, Place.In(network.SubnetIds), Provider).Gives<VpcReply.AddressesReserved>();
        var arn = _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, [.. network.SubnetIds]).Gives<LoadBalancerReply.LoadBalancerCreated>();

        Assert.Equal<IEnumerable<string>>([group], reply.SecurityGroupIds);
        Assert.Empty(_world.VpcState(network.VpcId).Holders[World.LoadBalancerOf(arn.LoadBalancerArn).ToString()].SecurityGroupIds);
    }

    [Fact]
    [Trait("Rule", "§2.9")]
    public void A_group_that_is_named_must_be_the_vpcs()
    {
        var network = _world.Lay(Ohio, Consumer, "use2-az1");
        var foreign = Vpc(_world).DefaultSecurityGroupId;
        var place = Place.In(network.SubnetIds) with { SecurityGroupIds = [foreign] };

        Assert.Equal(
            $"The security group '{foreign}' does not exist",
            _world.Reserve("vpce-1", network.VpcId, place).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound"));
        _world.CallVpc(network.VpcId, new VpcCommand.DeleteSecurityGroup(foreign)).IsRefused("§2.9", "InvalidSecurityGroupID.NotFound");
    }

    [Theory]
    [Trait("Rule", "§2.9/limit")]
    [InlineData(5)]
    [InlineData(2)]
    public void An_interface_is_in_so_many_groups_at_most(int limit)
    {
        var world = new World(new Settings { SecurityGroupsPerInterface = limit });
        var vpc = Vpc(world).VpcId;
        string[] groups =
        [
            .. Enumerable.Range(0, limit + 1).Select(each =>
                world.CallVpc(vpc, new VpcCommand.CreateSecurityGroup($"g{each}", "")).Gives<VpcReply.SecurityGroupCreated>().GroupId),
        ];

        world.Reserve("vpce-1", vpc, Place.In() with { SecurityGroupIds = [.. groups] }).IsRefused("§2.9/limit", "SecurityGroupsPerInterfaceLimitExceeded");
        world.Reserve("vpce-1", vpc, Place.In() with { SecurityGroupIds = [.. groups[1..], groups[1]] }).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.9/use")]
    public void A_group_can_not_be_deleted_while_it_is_used_and_the_default_group_never()
    {
        var vpc = Vpc(_world);
        var web = Create(vpc.VpcId, "web").Gives<VpcReply.SecurityGroupCreated>().GroupId;
        _world.Reserve("vpce-1", vpc.VpcId, Place.In() with { SecurityGroupIds = [web] }).IsAccepted();

        _world.CallVpc(vpc.VpcId, new VpcCommand.DeleteSecurityGroup(web)).IsRefused("§2.9/use", "DependencyViolation");
        _world.CallVpc(vpc.VpcId, new VpcCommand.DeleteSecurityGroup(vpc.DefaultSecurityGroupId)).IsRefused("§2.9/use", "CannotDelete");
        _world.Revise("vpce-1", vpc.VpcId, Place.In()).IsAccepted();

        _world.CallVpc(vpc.VpcId, new VpcCommand.DeleteSecurityGroup(web)).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.9/use")]
    public void One_endpoint_of_several_keeps_its_group_from_being_deleted_and_none_lets_it_go()
    {
        var vpc = Vpc(_world).VpcId;
        var (used, unused) = (Create(vpc, "used").Gives<VpcReply.SecurityGroupCreated>().GroupId, Create(vpc, "unused").Gives<VpcReply.SecurityGroupCreated>().GroupId);
        _world.Reserve("vpce-1", vpc, Place.In() with { SecurityGroupIds = [used] }).IsAccepted();
        _world.Reserve("vpce-2", vpc, Place.In()).IsAccepted();

        _world.CallVpc(vpc, new VpcCommand.DeleteSecurityGroup(used)).IsRefused("§2.9/use", "DependencyViolation");
        _world.CallVpc(vpc, new VpcCommand.DeleteSecurityGroup(unused)).IsAccepted();
    }

    private static VpcReply.VpcCreated Vpc(World world) => world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>();

    private Outcome Create(string vpc, string name) => _world.CallVpc(vpc, new VpcCommand.CreateSecurityGroup(name, ""));
}
