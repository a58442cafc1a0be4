using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What a holder keeps of its place when it changes, and that a change can be undone.</summary>
public sealed class RevisionSpec
{
    private const string Endpoint = "vpce-1";
    private readonly World _world = new();
    private readonly Network _network;

    public RevisionSpec() => _network = _world.LayKinds(
        Ohio, Consumer, (SubnetKind.Dualstack, "use2-az1"), (SubnetKind.Dualstack, "use2-az2"), (SubnetKind.Dualstack, "use2-az3"));

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void A_subnet_that_stays_keeps_its_address_and_one_that_goes_frees_it()
    {
        var before = Reserve(Place.In(Subnet(0), Subnet(1)));

        var after = Revise(Place.In(Subnet(1), Subnet(2)));

        Assert.Equal([("use2-az2", false), ("use2-az3", true)], after.Select(each => (each.ZoneId, each.New)));
        Assert.Equal(before[1].Ipv4, after[0].Ipv4);
        Assert.Equal(before[0].Ipv4, Assert.Single(_world.Reserve("vpce-2", _network.VpcId, Place.In(Subnet(0))).Gives<VpcReply.AddressesReserved>().Addresses).Ipv4);
    }

    [Fact]
    [Trait("Rule", "R57")]
    [Trait("Rule", "R46a")]
    public void A_change_of_type_adds_the_family_that_comes_and_drops_the_one_that_goes()
    {
        var ipv4 = Reserve(Place.In(Subnet(0)))[0];

        var dualstack = Revise(Place.Of(IpAddressType.Dualstack, Subnet(0)))[0];
        var again = Revise(Place.In(Subnet(0)))[0];

        Assert.Equal((ipv4.Ipv4, true, false), (dualstack.Ipv4, dualstack.Ipv6 is not null, dualstack.New));
        Assert.Equal((ipv4.Ipv4, null, false), (again.Ipv4, again.Ipv6, again.New));
        Assert.True(_world.VpcState(_network.VpcId).Subnets[Subnet(0)].Ipv6!.IsFree(dualstack.Ipv6!));
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    public void A_chosen_address_replaces_the_one_that_was_held()
    {
        var held = Reserve(Place.In(Subnet(0)))[0].Ipv4!;
        var chosen = $"{held}0";

        var replaced = Revise(Place.In(Subnet(0)).Choosing(Subnet(0), chosen))[0];
        var same = Revise(Place.In(Subnet(0)).Choosing(Subnet(0), chosen))[0];

        Assert.Equal((chosen, true, chosen, false), (replaced.Ipv4, replaced.New, same.Ipv4, same.New));
        Assert.Equal(held, _world.VpcState(_network.VpcId).Subnets[Subnet(0)].Ipv4!.NextFree);
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void A_restored_holder_has_exactly_what_it_had_and_restoring_again_does_nothing()
    {
        Reserve(Place.Of(IpAddressType.Dualstack, Subnet(0), Subnet(1)));
        var before = HoldingOf();
        Revise(Place.In(Subnet(2)));

        Restore();
        Assert.Equal(before, HoldingOf());
        Assert.Empty(_world.VpcState(_network.VpcId).Former);
        var events = _world.Log.Count;
        Restore();

        Assert.Equal(events, _world.Log.Count);
        Assert.Equal((250, 250, 251), (Free(0), Free(1), Free(2)));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void A_restoration_undoes_the_last_revision_even_where_that_changed_nothing()
    {
        Reserve(Place.In(Subnet(0)));
        Revise(Place.In(Subnet(1)));
        Revise(Place.In(Subnet(1)));

        Restore();

        Assert.Equal((251, 250), (Free(0), Free(1)));
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void Releasing_forgets_the_former_place_too()
    {
        Reserve(Place.In(Subnet(0)));
        Revise(Place.In(Subnet(1)));

        _world.Send(World.Vpc(_network.VpcId), new VpcCommand.ReleaseAddresses(World.EndpointOf(Endpoint))).IsAccepted();
        Restore();

        Assert.Equal((251, 251), (Free(0), Free(1)));
        Assert.Empty(_world.VpcState(_network.VpcId).Former);
        _world.CallVpc(_network.VpcId, new VpcCommand.DeleteSubnet(Subnet(0))).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_revised_holder_is_told_of_its_own_zones_only()
    {
        Reserve(Place.In(Subnet(0)));
        Revise(Place.In(Subnet(1)));

        var state = _world.VpcState(_network.VpcId);
        var told = VpcDecider.React(World.Vpc(_network.VpcId), state, new VpcEvent.ZoneHealthChanged(["use2-az1"], false), _world.Now);

        Assert.Empty(told);
        Assert.Single(VpcDecider.React(World.Vpc(_network.VpcId), state, new VpcEvent.ZoneHealthChanged(["use2-az2"], false), _world.Now));
    }

    private string Subnet(int index) => _network.SubnetIds[index];

    private long Free(int index) => _world.VpcState(_network.VpcId).Subnets[Subnet(index)].FreeAddresses;

    private string HoldingOf() => Json.Of(_world.VpcState(_network.VpcId).Holders[World.EndpointOf(Endpoint).ToString()]);

    private ImmutableArray<ReservedAddress> Reserve(Placement place) =>
        _world.Reserve(Endpoint, _network.VpcId, place).Gives<VpcReply.AddressesReserved>().Addresses;

    private ImmutableArray<ReservedAddress> Revise(Placement place) =>
        _world.Revise(Endpoint, _network.VpcId, place).Gives<VpcReply.AddressesReserved>().Addresses;

    private void Restore() => _world.Send(World.Vpc(_network.VpcId), new VpcCommand.RestoreAddresses(World.EndpointOf(Endpoint))).IsAccepted();
}
