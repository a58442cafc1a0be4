using System.Collections.Immutable;
using static PrivateLinkSim.Domain.IpAddressType;
using static PrivateLinkSim.Domain.SubnetKind;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Which place in a VPC an endpoint may have, and what it gets there.</summary>
public sealed class PlacementSpec
{
    private static readonly (string Name, SubnetKind[] Kinds, IpAddressType[] Allowed)[] Table =
    [
        ("all IPv4-only", [Ipv4Only, Ipv4Only], [Ipv4]),
        ("all dualstack", [SubnetKind.Dualstack, SubnetKind.Dualstack], [Ipv4, IpAddressType.Dualstack]),
        ("all IPv6-only", [Ipv6Only, Ipv6Only], [Ipv6]),
        ("IPv4-only and dualstack", [Ipv4Only, SubnetKind.Dualstack], [Ipv4]),
        ("dualstack and IPv6-only", [SubnetKind.Dualstack, Ipv6Only], []),
        ("IPv4-only and IPv6-only", [Ipv4Only, Ipv6Only], []),
        ("none", [], [Ipv4, IpAddressType.Dualstack, Ipv6]),
    ];

    private readonly World _world = new();

    public static TheoryData<int, IpAddressType, bool> Cells
    {
        get
        {
            var cells = new TheoryData<int, IpAddressType, bool>();
            for (var row = 0; row < Table.Length; row++)
            {
                foreach (var type in Enum.GetValues<IpAddressType>())
                {
                    cells.Add(row, type, Table[row].Allowed.Contains(type));
                }
            }

            return cells;
        }
    }

    [Theory]
    [Trait("Rule", "R54")]
    [Trait("Rule", "R55")]
    [Trait("Rule", "R56")]
    [Trait("Rule", "R56a")]
    [MemberData(nameof(Cells))]
    public void Subnets_go_with_ip_address_types_as_the_table_says(int row, IpAddressType type, bool allowed)
    {
        var network = Lay(Table[row].Kinds);

        var outcome = _world.Reserve("vpce-1", network.VpcId, Place.Of(type, network.SubnetIds));

        Check(outcome, allowed, type switch { Ipv4 => "R54", Ipv6 => "R55", _ => "R56" });
    }

    [Theory]
    [Trait("Rule", "R57")]
    [MemberData(nameof(Cells))]
    public void The_same_table_holds_for_changes(int row, IpAddressType type, bool allowed)
    {
        var network = Lay(Table[row].Kinds);
        _world.Reserve("vpce-1", network.VpcId, Place.In()).IsAccepted();

        Check(_world.Revise("vpce-1", network.VpcId, Place.Of(type, network.SubnetIds)), allowed, "R57");
    }

    [Fact]
    [Trait("Rule", "R54")]
    [Trait("Rule", "R57")]
    public void A_refused_type_names_the_subnet_and_what_it_has_with_the_code_of_the_setting()
    {
        var world = new World(new Settings { IpAddressTypeCode = "Unsupported" });
        var network = world.LayKinds(Ohio, Consumer, (Ipv6Only, "use2-az1"));

        var message = world.Reserve("vpce-1", network.VpcId, Place.In(network.SubnetIds)).IsRefused("R54", "Unsupported");

        Assert.Equal($"IpAddressType ipv4 needs subnets with IPv4 address ranges; subnet '{network.SubnetIds[0]}' has an IPv6 address range only.", message);
    }

    [Fact]
    [Trait("Rule", "R57")]
    public void A_change_that_is_refused_changes_nothing()
    {
        var network = Lay(Ipv4Only, SubnetKind.Dualstack);
        _world.Reserve("vpce-1", network.VpcId, Place.In(network.SubnetIds)).IsAccepted();
        var before = Json.Of(_world.VpcState(network.VpcId));

        _world.Revise("vpce-1", network.VpcId, Place.Of(IpAddressType.Dualstack, network.SubnetIds)).IsRefused("R57", "InvalidParameter");

        Assert.Equal(before, Json.Of(_world.VpcState(network.VpcId)));
    }

    [Theory]
    [Trait("Rule", "R45")]
    [Trait("Rule", "R46")]
    [Trait("Rule", "R46a")]
    [InlineData(SubnetKind.Dualstack, Ipv4, true, false)]
    [InlineData(SubnetKind.Dualstack, IpAddressType.Dualstack, true, true)]
    [InlineData(Ipv6Only, Ipv6, false, true)]
    public void An_interface_has_addresses_of_the_families_of_its_type(SubnetKind kind, IpAddressType type, bool ipv4, bool ipv6)
    {
        var network = Lay(kind, kind);

        var addresses = Addresses(_world.Reserve("vpce-1", network.VpcId, Place.Of(type, network.SubnetIds)));

        Assert.All(addresses, each => Assert.Equal((ipv4, ipv6), (each.Ipv4 is not null, each.Ipv6 is not null)));
        Assert.All(addresses, each => Assert.True(each.New));
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void Ipv6_addresses_too_are_handed_out_from_the_fourth_on()
    {
        var network = Lay(SubnetKind.Dualstack);

        var address = Assert.Single(Addresses(_world.Reserve("vpce-1", network.VpcId, Place.Of(IpAddressType.Dualstack, network.SubnetIds))));
        var next = Assert.Single(Addresses(_world.Reserve("vpce-2", network.VpcId, Place.Of(IpAddressType.Dualstack, network.SubnetIds))));

        Assert.Equal((".4", "::4"), (address.Ipv4![^2..], address.Ipv6![^3..]));
        Assert.Equal((".5", "::5"), (next.Ipv4![^2..], next.Ipv6![^3..]));
    }

    [Theory]
    [Trait("Rule", "R49")]
    [InlineData(SubnetKind.Dualstack, SubnetKind.Dualstack, true)]
    [InlineData(SubnetKind.Dualstack, Ipv4Only, false)]
    public void The_vpc_says_whether_all_subnets_are_ready_for_ipv6(SubnetKind one, SubnetKind other, bool ready)
    {
        var network = Lay(one, other);

        Assert.Equal(ready, _world.Reserve("vpce-1", network.VpcId, Place.In(network.SubnetIds)).Gives<VpcReply.AddressesReserved>().Ipv6Ready);
    }

    [Theory]
    [Trait("Rule", "§2.13")]
    [InlineData(50)]
    [InlineData(1)]
    public void A_vpc_takes_so_many_endpoints_and_load_balancers_do_not_count(int limit)
    {
        var world = new World(new Settings { EndpointsPerVpc = limit });
        var network = world.Lay(Ohio, Provider, "use2-az1");
        world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, [.. network.SubnetIds]).IsAccepted();
        for (var each = 0; each < limit; each++)
        {
            world.Reserve($"vpce-{each}", network.VpcId, Place.In(network.SubnetIds), Provider).IsAccepted();
        }

        world.Reserve("vpce-more", network.VpcId, Place.In(network.SubnetIds), Provider).IsRefused("§2.13", "VpcEndpointLimitExceeded");
        world.Revise("vpce-0", network.VpcId, Place.In()).IsAccepted();
        world.Send(World.Vpc(network.VpcId), new VpcCommand.ReleaseAddresses(World.EndpointOf("vpce-0"))).IsAccepted();
        world.Reserve("vpce-more", network.VpcId, Place.In(network.SubnetIds), Provider).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    public void Chosen_addresses_are_given_as_they_are_written_shortest()
    {
        var network = Lay(SubnetKind.Dualstack);
        var (subnet, prefixes) = (network.SubnetIds[0], Prefixes(network));
        var place = Place.Of(IpAddressType.Dualstack, subnet).Choosing(subnet, $"{prefixes.Ipv4}77", $"{prefixes.Ipv6}00AB");

        var address = Assert.Single(Addresses(_world.Reserve("vpce-1", network.VpcId, place)));

        Assert.Equal(($"{prefixes.Ipv4}77", $"{prefixes.Ipv6}ab"), (address.Ipv4, address.Ipv6));
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    public void A_chosen_address_is_of_a_family_of_the_type_and_lies_in_its_subnet_beside_the_reserved_ones()
    {
        var network = Lay(SubnetKind.Dualstack, SubnetKind.Dualstack);
        var (subnet, prefixes) = (network.SubnetIds[0], Prefixes(network));
        var ipv4 = Place.In(network.SubnetIds);

        Refuse(network, ipv4.Choosing(subnet, ipv6: $"{prefixes.Ipv6}9"), "§2.11/chosen");
        Refuse(network, ipv4.Choosing(subnet, $"{prefixes.Ipv4}3"), "§2.11/chosen");
        Refuse(network, ipv4.Choosing(subnet, $"{prefixes.Ipv4}255"), "§2.11/chosen");
        Refuse(network, ipv4.Choosing(network.SubnetIds[1], $"{prefixes.Ipv4}9"), "§2.11/chosen");
        Refuse(network, ipv4.Choosing(subnet, "nine"), "§2.11/chosen");
        Refuse(network, ipv4.Choosing(subnet, $"{prefixes.Ipv4}8").Choosing(subnet, $"{prefixes.Ipv4}9"), "§2.11/chosen");
        Refuse(network, Place.Of(IpAddressType.Dualstack, subnet).Choosing(subnet, ipv6: $"{prefixes.Ipv6}2"), "§2.11/chosen");
    }

    [Fact]
    [Trait("Rule", "§2.11/taken")]
    public void A_chosen_address_must_be_free()
    {
        var network = Lay(SubnetKind.Dualstack);
        var (subnet, prefixes) = (network.SubnetIds[0], Prefixes(network));
        var chosen = Place.In(subnet).Choosing(subnet, $"{prefixes.Ipv4}9");
        _world.Reserve("vpce-1", network.VpcId, chosen).IsAccepted();

        Assert.Equal($"Address {prefixes.Ipv4}9 is in use.", _world.Reserve("vpce-2", network.VpcId, chosen).IsRefused("§2.11/taken", "InvalidIPAddress.InUse"));
        _world.Send(World.Vpc(network.VpcId), new VpcCommand.ReleaseAddresses(World.EndpointOf("vpce-1"))).IsAccepted();
        _world.Reserve("vpce-2", network.VpcId, chosen).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.11/member")]
    public void Addresses_are_chosen_only_in_subnets_of_the_endpoint()
    {
        var network = Lay(SubnetKind.Dualstack, SubnetKind.Dualstack);

        Refuse(network, Place.In(network.SubnetIds[0]).Choosing(network.SubnetIds[1], $"{Prefixes(network, 1).Ipv4}9"), "§2.11/member");
    }

    private void Refuse(Network network, Placement place, string rule) =>
        _world.Reserve("vpce-1", network.VpcId, place).IsRefused(rule, "InvalidParameterValue");

    private static void Check(Outcome outcome, bool allowed, string rule)
    {
        if (allowed)
        {
            outcome.IsAccepted();
        }
        else
        {
            outcome.IsRefused(rule, "InvalidParameter");
        }
    }

    private static ImmutableArray<ReservedAddress> Addresses(Outcome outcome) => outcome.Gives<VpcReply.AddressesReserved>().Addresses;

    private Network Lay(params SubnetKind[] kinds) =>
        _world.LayKinds(Ohio, Consumer, [.. kinds.Select((kind, index) => (kind, $"use2-az{index + 1}"))]);

    private (string Ipv4, string Ipv6) Prefixes(Network network, int index = 0)
    {
        var subnet = _world.VpcState(network.VpcId).Subnets[network.SubnetIds[index]];
        return (subnet.Ipv4!.Block.Replace("0/24", "", StringComparison.Ordinal), subnet.Ipv6!.Block.Replace("/64", "", StringComparison.Ordinal));
    }
}
