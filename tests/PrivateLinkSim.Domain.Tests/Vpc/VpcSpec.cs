using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class VpcSpec
{
    private readonly World _world = new();

    [Theory]
    [Trait("Rule", "§vpc")]
    [InlineData("10.0.0.0/15")]
    [InlineData("10.0.0.0/29")]
    [InlineData("10.0.0.1/16")]
    [InlineData("ten")]
    public void A_vpc_has_a_block_between_16_and_28(string block)
    {
        _world.CreateVpc(Ohio, Consumer, block).IsRefused("§vpc", "InvalidVpc.Range");
        _world.CreateVpc(Ohio, Consumer, "10.0.0.0/16").IsAccepted();
        _world.CreateVpc(Ohio, Consumer, "10.0.0.0/28").IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§vpc")]
    public void A_subnet_lies_in_its_vpc_and_overlaps_no_other()
    {
        var vpc = VpcOf(Consumer);
        CreateSubnet(vpc, "10.0.0.0/24").IsAccepted();

        CreateSubnet(vpc, "10.0.0.128/25").IsRefused("§vpc", "InvalidSubnet.Conflict");
        CreateSubnet(vpc, "10.0.0.0/16").IsRefused("§vpc", "InvalidSubnet.Conflict");
        CreateSubnet(vpc, "10.1.0.0/24").IsRefused("§vpc", "InvalidSubnet.Range");
        CreateSubnet(vpc, "10.0.1.0/29").IsRefused("§vpc", "InvalidSubnet.Range");
        CreateSubnet(vpc, "10.0.1.1/24").IsRefused("§vpc", "InvalidSubnet.Range");
        CreateSubnet(vpc, "10.0.1.0/28").IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§vpc")]
    public void A_vpc_belongs_to_its_account_and_region()
    {
        var vpc = VpcOf(Consumer);

        _world.CreateSubnet(Ohio, Stranger, vpc, "10.0.0.0/24", "use2-az1").IsRefused("§vpc", "InvalidVpcID.NotFound");
        _world.CreateSubnet(Ireland, Consumer, vpc, "10.0.0.0/24", "use2-az1").IsRefused("§vpc", "InvalidVpcID.NotFound");
        _world.CreateSubnet(Ohio, Consumer, "vpc-0", "10.0.0.0/24", "use2-az1").IsRefused("§vpc", "InvalidVpcID.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.12/zone")]
    public void A_subnet_is_placed_by_zone_id_or_by_the_accounts_own_zone_name()
    {
        _world.DeclareAccount(Virginia, Consumer, false, new("us-east-1a", "use1-az6"), new("us-east-1b", "use1-az1"));
        var vpc = _world.CreateVpc(Virginia, Consumer).Gives<VpcReply.VpcCreated>().VpcId;

        var byName = _world.CreateSubnet(Virginia, Consumer, vpc, "10.0.0.0/24", zoneName: "us-east-1a").Gives<VpcReply.SubnetCreated>();
        var byId = _world.CreateSubnet(Virginia, Consumer, vpc, "10.0.1.0/24", zoneId: "use1-az1").Gives<VpcReply.SubnetCreated>();

        Assert.Equal(("us-east-1a", "use1-az6"), (byName.AvailabilityZone, byName.AvailabilityZoneId));
        Assert.Equal(("us-east-1b", "use1-az1"), (byId.AvailabilityZone, byId.AvailabilityZoneId));
        var message = _world.CreateSubnet(Virginia, Consumer, vpc, "10.0.2.0/24", zoneId: "use1-az4").IsRefused("§2.12/zone", "InvalidParameterValue");
        Assert.Contains("us-east-1a (use1-az6), us-east-1b (use1-az1)", message, StringComparison.Ordinal);
        _world.CreateSubnet(Virginia, Consumer, vpc, "10.0.2.0/24").IsRefused("§2.12/zone", "InvalidParameterValue");
    }

    [Fact]
    [Trait("Rule", "§2.12")]
    public void Without_a_map_of_its_own_an_account_names_zones_in_the_order_of_their_ids()
    {
        var vpc = VpcOf(Consumer);

        Assert.Equal("use2-az2", _world.CreateSubnet(Ohio, Consumer, vpc, "10.0.0.0/24", zoneName: "us-east-2b").Gives<VpcReply.SubnetCreated>().AvailabilityZoneId);
    }

    [Fact]
    [Trait("Rule", "§2.11/zone")]
    public void An_endpoint_takes_one_subnet_for_each_zone()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az1");

        var message = _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null).IsRefused("§2.11/zone", "DuplicateSubnetsInSameZone");

        Assert.Equal($"Found another VPC endpoint subnet in the availability zone of {network.SubnetIds[1]}", message);
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void The_first_four_addresses_and_the_last_are_never_handed_out()
    {
        var (service, network) = Small();
        Assert.Equal(11, _world.FreeAddresses(network));

        var addresses = Enumerable.Range(0, 11).Select(_ => _world.Endpoint(Create(service, network)).Interfaces[0].Ipv4!).ToArray();

        Assert.Equal(Enumerable.Range(4, 11).Select(last => $"10.9.0.{last}"), addresses);
        Assert.Equal(0, _world.FreeAddresses(network));
        var outcome = _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null);
        Assert.Contains(network.SubnetIds[0], outcome.IsRefused("§2.11/address", "InsufficientFreeAddressesInSubnet"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void An_address_that_is_given_back_is_the_next_to_be_handed_out()
    {
        var (service, network) = Small();
        string[] endpoints = [.. Enumerable.Range(0, 11).Select(_ => Create(service, network))];
        _world.DeleteEndpoint(endpoints[7]).IsAccepted();
        _world.DeleteEndpoint(endpoints[3]).IsAccepted();
        _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null).IsRefused("§2.11/address", "InsufficientFreeAddressesInSubnet");

        _world.Advance(_world.Facts.Settings.EndpointDeletion);

        Assert.Equal(2, _world.FreeAddresses(network));
        Assert.Equal(
            ["10.9.0.7", "10.9.0.11"],
            [_world.Endpoint(Create(service, network)).Interfaces[0].Ipv4!, _world.Endpoint(Create(service, network)).Interfaces[0].Ipv4!]);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    private (string Service, Network Network) Small()
    {
        var vpc = _world.CreateVpc(Ohio, Consumer, "10.9.0.0/16").Gives<VpcReply.VpcCreated>().VpcId;
        var subnet = _world.CreateSubnet(Ohio, Consumer, vpc, "10.9.0.0/28", "use2-az1").Gives<VpcReply.SubnetCreated>().SubnetId;
        return (_world.Service(Ohio, ["use2-az1"]), new Network(vpc, [subnet]));
    }

    private string Create(string service, Network network) => _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null)
        .Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;

    private string VpcOf(string account) => _world.CreateVpc(Ohio, account).Gives<VpcReply.VpcCreated>().VpcId;

    private Outcome CreateSubnet(string vpc, string block) => _world.CreateSubnet(Ohio, Consumer, vpc, block, "use2-az1");
}
