using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What the creation of an endpoint is answered and recommended, and what becomes of a rejection.</summary>
public sealed class EndpointAnswersSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R32")]
    public void A_cross_region_endpoint_is_made_and_access_within_the_region_is_recommended()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        Assert.Equal(["R32"], _world.Connect(service, Ireland, ["euw1-az1", "euw1-az2"]).Recommends());
        Assert.Equal(["R35", "R32"], _world.Connect(service, Ireland, ["euw1-az1"]).Recommends());
        Assert.Empty(_world.Connect(service, Ohio, ["use2-az1", "use2-az2"]).Recommends());
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    [Trait("Rule", "§2.8")]
    public void A_repeated_creation_is_answered_with_what_is_so_now()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var first = _world.Connect(service, Ohio, ["use2-az1", "use2-az2"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);

        var again = _world.Send(World.EndpointOf(first.VpcEndpointId), new InterfaceEndpointCommand.DescribeCreation());

        Assert.Equal(Json.Of(first with { State = EndpointStatus.Available }), Json.Of(again.Gives<InterfaceEndpointReply.VpcEndpointCreated>()));
        _world.Send(World.EndpointOf("vpce-0"), new InterfaceEndpointCommand.DescribeCreation()).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
    }

    [Theory]
    [Trait("Rule", "§2.3/rejected")]
    [InlineData(true, EndpointStatus.Pending)]
    [InlineData(false, EndpointStatus.Rejected)]
    public void A_rejected_endpoint_follows_an_acceptance_where_the_setting_says_so(bool may, EndpointStatus status)
    {
        var world = new World(new Settings { RejectedConnectionMayBeAccepted = may });
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true);
        var endpoint = world.Endpoint(service, Ohio, "use2-az1");
        world.Reject(service, endpoint).IsAccepted();

        world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.LearnAcceptance()).IsAccepted();

        Assert.Equal(status, world.Status(endpoint));
    }
}
