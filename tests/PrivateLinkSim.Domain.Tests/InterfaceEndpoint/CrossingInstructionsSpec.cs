using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Instructions that reach an endpoint which has moved on in the same instant.</summary>
public sealed class CrossingInstructionsSpec
{
    private static readonly Moment Later = Moment.Parse("2026-01-01T00:02:00Z");

    private static readonly InterfaceEndpointEvent[] Waiting =
    [
        new InterfaceEndpointEvent.CreationRequested(
            Consumer,
            Root(Consumer),
            Ireland,
            new NewVpcEndpoint { VpcId = "vpc-0", ServiceName = ServiceName.Make(Ohio, "vpce-svc-0"), ServiceRegion = Ohio, SubnetIds = ["subnet-0"] },
            Requester.Outside(1)),
        new InterfaceEndpointEvent.InterfacesReserved(
            [new EndpointInterface("eni-0", "subnet-0", "euw1-az1", "eu-west-1a", "10.0.0.4", null, "euw1-az1", true, false, null)], ["sg-0"]),
        new InterfaceEndpointEvent.Created(EndpointStatus.PendingAcceptance, Later, "abcdefgh", [new ZonePath("euw1-az1", "use2-az1")]),
    ];

    public static TheoryData<string> Instructions => new("acceptance", "rejection");

    [Fact]
    [Trait("Rule", "§2.3")]
    public void A_waiting_endpoint_follows_an_acceptance() =>
        Given.InterfaceEndpoint(Waiting)
            .When(new InterfaceEndpointCommand.LearnAcceptance())
            .Then(new InterfaceEndpointEvent.Accepted(Moment.Parse("2026-01-01T00:01:00Z")));

    [Theory]
    [Trait("Rule", "§2.2")]
    [MemberData(nameof(Instructions))]
    public void An_endpoint_that_is_being_deleted_follows_neither_acceptance_nor_rejection(string instruction) =>
        Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.DeletionStarted(Later)]).When(Command(instruction)).ThenNothingHappens();

    [Theory]
    [Trait("Rule", "§2.2")]
    [MemberData(nameof(Instructions))]
    public void An_endpoint_that_has_expired_follows_neither_acceptance_nor_rejection(string instruction) =>
        Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.Expired()]).When(Command(instruction)).ThenNothingHappens();

    [Fact]
    [Trait("Rule", "R37")]
    public void A_path_moves_while_the_endpoint_is_being_deleted_and_not_when_it_is_gone()
    {
        var moved = new InterfaceEndpointCommand.LearnPath("euw1-az1", "use2-az1", "use2-az2");
        InterfaceEndpointEvent[] deleting = [.. Waiting, new InterfaceEndpointEvent.DeletionStarted(Later)];

        Given.InterfaceEndpoint(deleting).When(moved).Then(new InterfaceEndpointEvent.PathMoved("euw1-az1", "use2-az1", "use2-az2"));
        Given.InterfaceEndpoint([.. deleting, new InterfaceEndpointEvent.Deleted()]).When(moved).ThenNothingHappens();
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    public void A_deadline_is_gone_once_its_status_has_passed()
    {
        Assert.Equal([("status", Later)], Given.InterfaceEndpoint(Waiting).Deadlines());
        Assert.Empty(Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.Expired()]).Deadlines());
        Assert.Empty(Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.Rejected(true)]).Deadlines());
        Assert.Empty(Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.Accepted(Later), new InterfaceEndpointEvent.BecameAvailable()]).Deadlines());
        Assert.Empty(Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.Accepted(Later), new InterfaceEndpointEvent.Failed("x")]).Deadlines());
        Assert.Empty(Given.InterfaceEndpoint([.. Waiting, new InterfaceEndpointEvent.DeletionStarted(Later), new InterfaceEndpointEvent.Deleted()]).Deadlines());
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void The_deadline_of_an_address_goes_with_the_endpoint()
    {
        InterfaceEndpointEvent[] impaired = [.. Waiting, new InterfaceEndpointEvent.ZoneHealthChanged(["euw1-az1"], false, Later)];

        Assert.Equal([("status", Later), ("address:euw1-az1", Later)], Given.InterfaceEndpoint(impaired).Deadlines());
        Assert.Empty(Given.InterfaceEndpoint([.. impaired, new InterfaceEndpointEvent.DeletionStarted(Later), new InterfaceEndpointEvent.Deleted()]).Deadlines());
    }

    private static InterfaceEndpointCommand Command(string instruction) => instruction == "acceptance"
        ? new InterfaceEndpointCommand.LearnAcceptance()
        : new InterfaceEndpointCommand.LearnRejection();
}
