using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>ModifyVpcEndpoint: what it changes, what it refuses, and what it leaves behind when somebody refuses (§2.2/modify, §2.11/member).</summary>
public sealed class EndpointModificationSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.2/modify")]
    [Trait("Rule", "§2.2/provisioning")]
    public void A_subnet_is_added_while_those_that_stay_go_on_carrying_traffic()
    {
        var (service, network, endpoint) = Connected("use2-az1", "use2-az2");
        var kept = _world.Endpoint(endpoint).Interfaces.Single();

        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] }).IsAccepted();

        Assert.Equal((EndpointStatus.Pending, EndpointStatus.Pending), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        Assert.Equal(["use2-az1", "use2-az2"], _world.Endpoint(endpoint).Interfaces.Select(each => each.ZoneId));
        Assert.Equal(kept, _world.Endpoint(endpoint).Interfaces[0]);
        Assert.NotEqual(kept.NetworkInterfaceId, _world.Endpoint(endpoint).Interfaces[1].NetworkInterfaceId);
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
        Assert.Equal((false, "§2.2/modify"), (_world.Path(endpoint, "use2-az2").Reachable, _world.Path(endpoint, "use2-az2").Rule));
        Assert.Equal(["use2-az1"], _world.ZonesInService(endpoint));

        _world.Advance(_world.Facts.Settings.EndpointModification);

        Assert.Equal((EndpointStatus.Available, EndpointStatus.Available), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        Assert.True(_world.Path(endpoint, "use2-az2").Reachable);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    [Trait("Rule", "R36")]
    public void An_interface_with_another_address_enters_the_service_of_another_region_where_it_did()
    {
        var service = _world.Service(Ohio, ["use2-az2"], supported: [Ireland]);
        var endpoint = _world.AvailableEndpoint(service, Ireland, "euw1-az1");
        var before = Assert.Single(_world.Endpoint(endpoint).Interfaces);

        _world.Modify(endpoint, new VpcEndpointChange { SubnetConfigurations = [new(before.SubnetId, "10.2.0.77", null)] }).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointModification);

        var after = Assert.Single(_world.Endpoint(endpoint).Interfaces);
        Assert.Equal(("10.2.0.77", "use2-az2"), (after.Ipv4, after.ProviderZoneId));
        Assert.NotEqual(before.NetworkInterfaceId, after.NetworkInterfaceId);
        Assert.True(_world.Path(endpoint, "euw1-az1").Reachable);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§2.2/provisioning")]
    [Trait("Rule", "§2.8/fail-open")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_address_is_in_the_zonal_name_at_once_and_in_the_regional_name_when_it_carries_traffic_or_is_all_there_is(bool failsOpen)
    {
        var world = new World(new Settings { RegionalNameFailsOpen = failsOpen });
        var network = world.Lay(Ohio, Consumer, "use2-az1", "use2-az2");
        var endpoint = world.Available(
            world.Wanted(world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, network) with { SubnetIds = [network.SubnetIds[0]] }, Ohio);

        world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] }).IsAccepted();
        Assert.Equal(["use2-az2"], world.Resolve(world.ZonalName(endpoint, "use2-az2")).Interfaces.Select(each => each.ZoneId));
        Assert.Equal(["use2-az1"], world.ZonesInService(endpoint));

        world.Advance(world.Facts.Settings.EndpointModification);
        world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = network.SubnetIds }).IsAccepted();
        world.Advance(world.Facts.Settings.EndpointModification);
        world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[0]] }).IsAccepted();
        Assert.Equal(failsOpen ? ["use2-az1"] : [], world.ZonesInService(endpoint));

        world.Advance(world.Facts.Settings.EndpointModification);
        Assert.Equal(["use2-az1"], world.ZonesInService(endpoint));
    }

    [Fact]
    [Trait("Rule", "§2.2/modify")]
    public void Every_subnet_may_go_and_another_come_with_a_new_interface()
    {
        var (_, network, endpoint) = Connected("use2-az1", "use2-az2");
        var free = _world.FreeAddresses(network);
        var first = _world.Endpoint(endpoint).Interfaces.Single().NetworkInterfaceId;

        _world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = [network.SubnetIds[0]] }).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointModification);
        Assert.Empty(_world.Endpoint(endpoint).Interfaces);
        Assert.Equal((free + 1, EndpointStatus.Available), (_world.FreeAddresses(network), _world.Status(endpoint)));
        Assert.Equal(DnsStatus.NoData, _world.Resolve(_world.RegionalName(endpoint)).Status);

        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[0]] }).IsAccepted();
        Assert.NotEqual(first, _world.Endpoint(endpoint).Interfaces.Single().NetworkInterfaceId);
    }

    [Fact]
    [Trait("Rule", "§2.2/modify")]
    public void Only_an_available_endpoint_is_modified()
    {
        var (_, network, endpoint) = Connected("use2-az1", "use2-az2");
        var change = new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] };
        _world.Modify(endpoint, change).IsAccepted();

        var message = _world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = [network.SubnetIds[1]] }).IsRefused("§2.2/modify", "IncorrectState");

        Assert.Equal($"The endpoint {endpoint} is pending; only an endpoint that is available can be modified.", message);
        _world.Advance(_world.Facts.Settings.EndpointModification);
        _world.DeleteEndpoint(endpoint).IsAccepted();
        _world.Modify(endpoint, change).IsRefused("§2.2/modify", "IncorrectState");
    }

    [Fact]
    [Trait("Rule", "§2.2/modify")]
    public void The_time_of_a_modification_is_a_setting()
    {
        var world = new World(new Settings { EndpointModification = TimeSpan.Zero });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var network = world.Lay(Ohio, Consumer, "use2-az1", "use2-az2");
        var endpoint = world.Available(world.Wanted(service, Ohio, network) with { SubnetIds = [network.SubnetIds[0]] }, Ohio);

        world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] }).IsAccepted();

        Assert.Equal(EndpointStatus.Available, world.Status(endpoint));
        Assert.True(world.Path(endpoint, "use2-az2").Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.2/modify")]
    public void A_change_of_nothing_happens_without_a_trace()
    {
        var (_, _, endpoint) = Connected("use2-az1");
        var before = _world.Log.Count;

        _world.Modify(endpoint, new VpcEndpointChange()).IsAccepted();
        _world.Modify(endpoint, new VpcEndpointChange { IpAddressType = IpAddressType.Ipv4, DnsRecordIpType = DnsRecordIpType.Ipv4, PrivateDnsEnabled = false })
            .IsAccepted();

        Assert.Equal(before, _world.Log.Count);
    }

    [Fact]
    [Trait("Rule", "§2.2/id")]
    public void An_endpoint_is_modified_by_its_owner_in_its_region_only()
    {
        var (_, _, endpoint) = Connected("use2-az1");
        var modify = new InterfaceEndpointCommand.Modify(new VpcEndpointChange());

        _world.Send(World.EndpointOf(endpoint), modify, In(Ohio, Stranger)).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
        _world.Send(World.EndpointOf(endpoint), modify, In(Ireland, Consumer)).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
        _world.Send(World.EndpointOf("vpce-0"), modify, In(Ohio, Consumer)).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.11/member")]
    public void Subnets_that_are_added_are_not_there_yet_and_those_that_go_are()
    {
        var (_, network, endpoint) = Connected("use2-az1", "use2-az2");

        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[0]] }).IsRefused("§2.11/member", "InvalidParameter");
        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1], network.SubnetIds[1]] })
            .IsRefused("§2.11/member", "InvalidParameter");
        _world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = [network.SubnetIds[1]] }).IsRefused("§2.11/member", "InvalidParameter");
        _world.Modify(endpoint, new VpcEndpointChange { SubnetConfigurations = [new(network.SubnetIds[1], "10.2.1.9", null)] })
            .IsRefused("§2.11/member", "InvalidParameterValue");
    }

    [Fact]
    [Trait("Rule", "§2.11/member")]
    public void Chosen_addresses_name_subnets_of_the_call_once_each_or_are_the_subnets_themselves()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az2");
        var wanted = _world.Wanted(service, Ohio, network);
        SubnetConfiguration Choice(int subnet, string address) => new(network.SubnetIds[subnet], address, null);

        _world.CreateEndpoint(wanted with { SubnetIds = [network.SubnetIds[0]], SubnetConfigurations = [Choice(1, "10.2.1.9")] }, Ohio)
            .IsRefused("§2.11/member", "InvalidParameterValue");
        _world.CreateEndpoint(wanted with { SubnetConfigurations = [Choice(0, "10.2.0.9"), Choice(0, "10.2.0.10")] }, Ohio)
            .IsRefused("§2.11/member", "InvalidParameterValue");
        var endpoint = _world.Available(wanted with { SubnetIds = [], SubnetConfigurations = [Choice(0, "10.2.0.9"), Choice(1, "10.2.1.9")] }, Ohio);

        Assert.Equal(["10.2.0.9", "10.2.1.9"], _world.Endpoint(endpoint).Interfaces.Select(each => each.Ipv4));
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    public void A_chosen_address_replaces_the_interface_and_disconnects_its_subnet_meanwhile()
    {
        var (_, network, endpoint) = Connected("use2-az1");
        var before = _world.Endpoint(endpoint).Interfaces.Single();

        _world.Modify(endpoint, new VpcEndpointChange { SubnetConfigurations = [new(network.SubnetIds[0], "10.2.0.77", null)] }).IsAccepted();

        var after = _world.Endpoint(endpoint).Interfaces.Single();
        Assert.Equal("10.2.0.77", after.Ipv4);
        Assert.NotEqual(before.NetworkInterfaceId, after.NetworkInterfaceId);
        Assert.Equal("§2.2/modify", _world.Path(endpoint, "use2-az1").Rule);
        _world.Advance(_world.Facts.Settings.EndpointModification);
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    public void A_chosen_address_that_the_interface_has_already_replaces_nothing()
    {
        var (_, network, endpoint) = Connected("use2-az1");
        var before = _world.Endpoint(endpoint).Interfaces.Single();

        _world.Modify(endpoint, new VpcEndpointChange { SubnetConfigurations = [new(network.SubnetIds[0], before.Ipv4, null)] }).IsAccepted();

        Assert.Equal(before, _world.Endpoint(endpoint).Interfaces.Single());
        Assert.Equal(EndpointStatus.Available, _world.Status(endpoint));
    }

    [Fact]
    [Trait("Rule", "R57")]
    public void A_change_that_the_service_refuses_gives_the_vpc_its_former_place_back()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az3");
        var endpoint = _world.Available(_world.Wanted(service, Ohio, network) with { SubnetIds = [network.SubnetIds[0]] }, Ohio);
        var (free, before) = (_world.FreeAddresses(network), Json.Of(_world.Endpoint(endpoint).Interfaces));

        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] }).IsRefused("R36a", "InvalidParameter");

        Assert.Equal((free, before), (_world.FreeAddresses(network), Json.Of(_world.Endpoint(endpoint).Interfaces)));
        Assert.Equal((EndpointStatus.Available, null), (_world.Status(endpoint), _world.Endpoint(endpoint).Underway));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R57")]
    public void The_address_type_is_judged_against_subnets_and_service_when_it_changes()
    {
        var single = _world.Service(Ohio, ["use2-az1"]);
        var both = _world.DualstackService(Ohio, ["use2-az1"]);
        var network = _world.LayKind(Ohio, SubnetKind.Dualstack, "use2-az1");
        var plain = _world.LayKind(Ohio, SubnetKind.Ipv4Only, "use2-az1");
        var dualstack = new VpcEndpointChange { IpAddressType = IpAddressType.Dualstack };

        _world.Modify(_world.Available(_world.Wanted(single, Ohio, network), Ohio), dualstack).IsRefused("R53", "InvalidParameter");
        _world.Modify(_world.Available(_world.Wanted(both, Ohio, plain), Ohio), dualstack).IsRefused("R57", "InvalidParameter");
        var endpoint = _world.Available(_world.Wanted(both, Ohio, network), Ohio);
        var before = _world.Endpoint(endpoint).Interfaces.Single();
        _world.Modify(endpoint, dualstack).IsAccepted();

        var after = _world.Endpoint(endpoint).Interfaces.Single();
        Assert.Equal((before.NetworkInterfaceId, before.Ipv4), (after.NetworkInterfaceId, after.Ipv4));
        Assert.NotNull(after.Ipv6);
        Assert.Equal((IpAddressType.Dualstack, DnsRecordIpType.Ipv4), (_world.Endpoint(endpoint).IpAddressType, _world.Endpoint(endpoint).DnsRecordIpType));
    }

    [Fact]
    [Trait("Rule", "§2.9")]
    public void Security_groups_change_without_touching_the_interfaces()
    {
        var (_, network, endpoint) = Connected("use2-az1");
        var given = _world.Endpoint(endpoint).SecurityGroupIds.Single();
        var other = Group(network);

        _world.Modify(endpoint, new VpcEndpointChange { AddSecurityGroupIds = [other] }).IsAccepted();
        Assert.Equal((EndpointStatus.Available, 2), (_world.Status(endpoint), _world.Endpoint(endpoint).SecurityGroupIds.Length));
        _world.Modify(endpoint, new VpcEndpointChange { RemoveSecurityGroupIds = [given] }).IsAccepted();

        Assert.Equal(other, Assert.Single(_world.Endpoint(endpoint).SecurityGroupIds));
        _world.Modify(endpoint, new VpcEndpointChange { RemoveSecurityGroupIds = [given] }).IsRefused("§2.9", "InvalidParameter");
    }

    [Theory]
    [Trait("Rule", "§2.9/last")]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_the_last_security_group_may_go_is_a_setting(bool mayGo)
    {
        var world = new World(new Settings { LastSecurityGroupMayGo = mayGo });
        var network = world.Lay(Ohio, Consumer, "use2-az1");
        var group = Group(world, network);
        var endpoint = world.Available(
            world.Wanted(world.Service(Ohio, ["use2-az1"]), Ohio, network) with { SecurityGroupIds = [group] }, Ohio);

        var outcome = world.Modify(endpoint, new VpcEndpointChange { RemoveSecurityGroupIds = [group] });

        if (mayGo)
        {
            outcome.IsAccepted();
            Assert.DoesNotContain(group, world.Endpoint(endpoint).SecurityGroupIds);
        }
        else
        {
            outcome.IsRefused("§2.9/last", "InvalidParameter");
            Assert.Equal(group, Assert.Single(world.Endpoint(endpoint).SecurityGroupIds));
        }
    }

    [Fact]
    [Trait("Rule", "§2.2/modify")]
    public void A_modified_endpoint_becomes_available_again_though_its_zones_pass_no_traffic()
    {
        var (_, network, endpoint) = Connected("use2-az1", "use2-az2");
        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] }).IsAccepted();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Impair(Ohio, "use2-az2").IsAccepted();

        _world.Advance(_world.Facts.Settings.EndpointModification);

        Assert.Equal(EndpointStatus.Available, _world.Status(endpoint));
    }

    [Fact]
    [Trait("Rule", "R35")]
    public void An_endpoint_that_is_left_in_one_zone_is_recommended_two()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az2");
        var endpoint = _world.Available(_world.Wanted(service, Ohio, network), Ohio);

        Assert.Equal(["R35"], _world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = [network.SubnetIds[1]] }).Recommends());
    }

    private (string Service, Network Network, string Endpoint) Connected(params string[] zoneIds)
    {
        var service = _world.Service(Ohio, zoneIds);
        var network = _world.Lay(Ohio, Consumer, zoneIds);
        return (service, network, _world.Available(_world.Wanted(service, Ohio, network) with { SubnetIds = [network.SubnetIds[0]] }, Ohio));
    }

    private string Group(Network network) => Group(_world, network);

    private static string Group(World world, Network network) =>
        world.Send(World.Vpc(network.VpcId), new VpcCommand.CreateSecurityGroup("clients", "Clients"), In(Ohio, Consumer))
            .Gives<VpcReply.SecurityGroupCreated>().GroupId;
}
