using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What a VPC asks for before a private DNS name works in it.</summary>
public sealed class PrivateNamePlacementSpec
{
    private const string Name = "api.example.com";
    private static readonly Placement Named = Place.In() with { PrivateDnsName = Name };

    [Theory]
    [Trait("Rule", "§2.7/vpc")]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void A_private_dns_name_needs_both_dns_attributes_of_the_vpc(bool support, bool hostnames, bool allowed)
    {
        var world = new World();
        var vpc = Vpc(world);
        world.CallVpc(vpc, new VpcCommand.ModifyAttribute(support, hostnames)).IsAccepted();

        var outcome = world.Reserve("vpce-1", vpc, Named);

        Assert.Equal(allowed, outcome is Outcome.Accepted);
        if (!allowed)
        {
            Assert.Equal(
                $"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {vpc}",
                outcome.IsRefused("§2.7/vpc", "InvalidParameter"));
        }
    }

    [Fact]
    [Trait("Rule", "§2.7/vpc")]
    public void A_new_vpc_has_dns_support_and_no_dns_hostnames_and_the_code_is_a_setting()
    {
        var world = new World(new Settings { PrivateDnsCode = "Unsupported" });
        var vpc = Vpc(world);

        Assert.Equal((true, false), (world.VpcState(vpc).EnableDnsSupport, world.VpcState(vpc).EnableDnsHostnames));
        world.Reserve("vpce-1", vpc, Named).IsRefused("§2.7/vpc", "Unsupported");
        world.Reserve("vpce-1", vpc, Place.In()).IsAccepted();
        world.Revise("vpce-1", vpc, Named).IsRefused("§2.7/vpc", "Unsupported");
    }

    [Fact]
    [Trait("Rule", "§2.7/vpc")]
    public void A_name_that_works_already_goes_on_when_the_attributes_are_turned_off()
    {
        var world = new World();
        var vpc = Ready(world);
        world.Reserve("vpce-1", vpc, Named).IsAccepted();

        world.CallVpc(vpc, new VpcCommand.ModifyAttribute(null, false)).IsAccepted();
        var events = world.Log.Count;
        world.CallVpc(vpc, new VpcCommand.ModifyAttribute(null, false)).IsAccepted();

        Assert.Equal(events, world.Log.Count);
        world.Revise("vpce-1", vpc, Named).IsAccepted();
        world.Revise("vpce-1", vpc, Named with { PrivateDnsName = "other.example.com" }).IsRefused("§2.7/vpc", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "§2.7/conflict")]
    public void A_private_dns_name_leads_to_one_endpoint_of_a_vpc_only()
    {
        var world = new World();
        var (vpc, elsewhere) = (Ready(world), Ready(world));
        world.Reserve("vpce-1", vpc, Named).IsAccepted();

        Assert.Equal(
            $"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {Name} in the VPC {vpc}",
            world.Reserve("vpce-2", vpc, Named).IsRefused("§2.7/conflict", "InvalidParameter"));
        world.Reserve("vpce-2", elsewhere, Named).IsAccepted();
        world.Reserve("vpce-3", vpc, Place.In()).IsAccepted();
        world.Revise("vpce-3", vpc, Named).IsRefused("§2.7/conflict", "InvalidParameter");
        Assert.Equal("interface-endpoint/vpce-1", world.VpcState(vpc).HolderOf(Name));

        world.Revise("vpce-1", vpc, Place.In()).IsAccepted();
        world.Revise("vpce-3", vpc, Named).IsAccepted();
    }

    private static string Ready(World world)
    {
        var vpc = Vpc(world);
        world.CallVpc(vpc, new VpcCommand.ModifyAttribute(null, true)).IsAccepted();
        return vpc;
    }

    private static string Vpc(World world) => world.CreateVpc(Ohio, Consumer).Gives<VpcReply.VpcCreated>().VpcId;
}
