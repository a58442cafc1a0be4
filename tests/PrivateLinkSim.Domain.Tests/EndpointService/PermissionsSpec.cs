using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class PermissionsSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R4")]
    public void Nobody_may_connect_by_default_and_a_consumer_may_once_it_is_allowed()
    {
        var service = WithoutPermissions();
        var refused = _world.Connect(service, Ohio, ["use2-az1"]).IsRefused("R4", "InvalidServiceName");
        Assert.Equal($"The Vpc Endpoint Service 'com.amazonaws.vpce.us-east-2.{service}' does not exist", refused);

        _world.Allow(service, Root(Consumer)).IsAccepted();

        _world.Connect(service, Ohio, ["use2-az1"]).IsAccepted();
        _world.Connect(service, Ohio, ["use2-az1"], account: Stranger).IsRefused("R4", "InvalidServiceName");
    }

    [Theory]
    [Trait("Rule", "§2.4")]
    [InlineData("*", "arn:aws:iam::777788889999:user/anyone", true)]
    [InlineData("arn:aws:iam::777788889999:root", "arn:aws:iam::777788889999:user/anyone", true)]
    [InlineData("arn:aws:iam::777788889999:root", "arn:aws:iam::777788889999:role/deploy", true)]
    [InlineData("arn:aws:iam::777788889999:role/deploy", "arn:aws:iam::777788889999:role/deploy", true)]
    [InlineData("arn:aws:iam::777788889999:role/deploy", "arn:aws:sts::777788889999:assumed-role/deploy/session", true)]
    [InlineData("arn:aws:iam::777788889999:user/anyone", "arn:aws:iam::777788889999:user/anyone", true)]
    [InlineData("arn:aws:iam::777788889999:role/deploy", "arn:aws:iam::777788889999:root", false)]
    [InlineData("arn:aws:iam::777788889999:role/deploy", "arn:aws:iam::777788889999:role/other", false)]
    [InlineData("arn:aws:iam::777788889999:role/deploy", "arn:aws:sts::777788889999:assumed-role/other/deploy", false)]
    [InlineData("arn:aws:iam::777788889999:user/deploy", "arn:aws:iam::777788889999:role/deploy", false)]
    [InlineData("arn:aws:iam::444455556666:root", "arn:aws:iam::777788889999:role/deploy", false)]
    public void A_permission_reaches_as_far_as_its_principal(string allowed, string caller, bool isLetIn)
    {
        var outcome = _world.Connect(_world.Service(Ohio, ["use2-az1"], allowed: allowed), Ohio, ["use2-az1"], Stranger, caller);

        Assert.Equal(isLetIn, outcome is Outcome.Accepted);
        if (!isLetIn)
        {
            outcome.IsRefused("R4", "InvalidServiceName");
        }
    }

    [Theory]
    [Trait("Rule", "§2.4")]
    [InlineData("444455556666")]
    [InlineData("arn:aws:iam::4444:root")]
    [InlineData("arn:aws:iam::444455556666:role/path/deploy")]
    [InlineData("arn:aws:iam::444455556666:role/")]
    [InlineData("arn:aws:iam::444455556666:group/admins")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/deploy/session")]
    [InlineData("")]
    public void A_principal_of_another_form_is_refused(string principal)
    {
        var service = WithoutPermissions();

        Assert.Contains($"'{principal}'", _world.Allow(service, Root(Stranger), principal).IsRefused("§2.4", "InvalidParameter"), StringComparison.Ordinal);

        Assert.Empty(_world.State(service).Principals);
    }

    [Fact]
    [Trait("Rule", "§2.4")]
    public void Every_permission_gets_an_id_of_its_own()
    {
        var service = WithoutPermissions();

        var added = _world.Allow(service, Root(Consumer), Root(Stranger), Root(Consumer)).Gives<EndpointServiceReply.PermissionsModified>().AddedPrincipals;

        Assert.Equal([Root(Consumer), Root(Stranger)], added.Select(each => each.Principal));
        Assert.Equal(2, added.Select(each => each.ServicePermissionId).Distinct(StringComparer.Ordinal).Count());
        Assert.All(added, each => Assert.Matches("^vpce-svc-perm-0[0-9a-f]{16}$", each.ServicePermissionId));
    }

    [Fact]
    [Trait("Rule", "§2.4")]
    public void A_permission_that_is_given_again_gets_a_new_id()
    {
        var service = WithoutPermissions();
        var first = _world.Allow(service, Root(Consumer)).Gives<EndpointServiceReply.PermissionsModified>().AddedPrincipals[0];
        _world.Disallow(service, Root(Consumer)).IsAccepted();

        var second = _world.Allow(service, Root(Consumer)).Gives<EndpointServiceReply.PermissionsModified>().AddedPrincipals[0];

        Assert.NotEqual(first.ServicePermissionId, second.ServicePermissionId);
    }

    [Fact]
    [Trait("Rule", "§2.4")]
    public void Taking_a_permission_away_refuses_new_endpoints_and_leaves_accepted_connections_alone()
    {
        var service = _world.Service(Ohio, ["use2-az1"], allowed: Root(Consumer));
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1");

        _world.Disallow(service, Root(Consumer)).IsAccepted();
        _world.Advance(TimeSpan.FromDays(30));

        _world.Connect(service, Ohio, ["use2-az1"]).IsRefused("R4", "InvalidServiceName");
        Assert.Equal(EndpointStatus.Available, _world.Status(endpoint));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.4/owner")]
    public void The_owner_needs_no_permission_for_its_own_service() =>
        _world.Connect(WithoutPermissions(), Ohio, ["use2-az1"], Provider).IsAccepted();

    [Fact]
    [Trait("Rule", "§2.4/owner")]
    public void The_owner_needs_a_permission_when_the_setting_says_so()
    {
        var world = new World(new Settings { OwnerNeedsPermission = true });
        var service = world.Service(Ohio, ["use2-az1"], allowed: Root(Consumer));
        world.Connect(service, Ohio, ["use2-az1"], Provider).IsRefused("R4", "InvalidServiceName");

        world.Allow(service, Root(Provider)).IsAccepted();

        world.Connect(service, Ohio, ["use2-az1"], Provider).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R4")]
    public void A_permission_opens_all_supported_regions()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland], allowed: Root(Consumer));

        _world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
        _world.Connect(service, Ireland, ["euw1-az1"], Stranger).IsRefused("R4", "InvalidServiceName");
    }

    private string WithoutPermissions() => _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1")])
        .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
}
