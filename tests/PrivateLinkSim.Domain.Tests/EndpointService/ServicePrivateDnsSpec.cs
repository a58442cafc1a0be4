using static PrivateLinkSim.Domain.Tests.Regions;
using static PrivateLinkSim.Domain.Tests.ServiceFacts;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ServicePrivateDnsSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R14")]
    public void A_service_is_created_with_a_private_name_and_the_record_that_proves_it()
    {
        var made = _world.CreateService(
            Ohio,
            new NewEndpointService { NetworkLoadBalancerArns = [_world.LoadBalancer(Ohio, "use2-az1")], PrivateDnsName = "*.api.example.com" })
            .Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal(("*.api.example.com", DnsNameStatus.PendingVerification), (made.PrivateDnsName!.PrivateDnsName, made.PrivateDnsName.State));
        Assert.Matches("^_[a-z0-9]{20}$", made.PrivateDnsName.Name);
        Assert.Matches("^vpce:[a-z0-9]{20}$", made.PrivateDnsName.Value);
        Assert.Equal<IEnumerable<string>>([DnsNames.OfService(made.ServiceId, Ohio)], made.BaseEndpointDnsNames);
    }

    [Theory]
    [Trait("Rule", "§2.7/name")]
    [InlineData("api.example.com", true)]
    [InlineData("*.example.com", true)]
    [InlineData("API.example.com", false)]
    [InlineData("api.*.example.com", false)]
    [InlineData("a-b.example.com", true)]
    [InlineData("_api.example.com", true)]
    [InlineData("example.com", true)]
    [InlineData("com", false)]
    [InlineData("*.com", false)]
    [InlineData("-api.example.com", false)]
    [InlineData("api-.example.com", false)]
    [InlineData("*", false)]
    [InlineData("*.", false)]
    [InlineData("", false)]
    [InlineData("api..example.com", false)]
    [InlineData("api.example.com.", false)]
    [InlineData("a b.example.com", false)]
    public void A_private_name_has_a_form(string name, bool accepted)
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        Judge(_world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [arn], PrivateDnsName = name }));
        Judge(_world.Modify(_world.Service(Ohio, ["use2-az1"]), new EndpointServiceChange { PrivateDnsName = name }));

        void Judge(Outcome outcome)
        {
            if (accepted)
            {
                outcome.IsAccepted();
            }
            else
            {
                outcome.IsRefused("§2.7/name", "InvalidParameter");
            }
        }
    }

    [Theory]
    [Trait("Rule", "§2.7/name")]
    [InlineData(63, 1, true)]
    [InlineData(64, 1, false)]
    [InlineData(63, 3, true)]
    [InlineData(63, 4, false)]
    public void A_private_name_has_limits(int label, int more, bool accepted)
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', label), more + 1));
        Assert.Equal(accepted, PrivateDnsNames.RefuseForm(name) is null);
    }

    [Fact]
    [Trait("Rule", "§2.7/name")]
    public void A_name_is_not_set_and_removed_at_once() =>
        _world.Modify(_world.Service(Ohio, ["use2-az1"]), new EndpointServiceChange { PrivateDnsName = "a.example.com", RemovePrivateDnsName = true })
            .IsRefused("§2.7/name", "InvalidParameterCombination");

    [Theory]
    [Trait("Rule", "§2.7")]
    [InlineData("api.example.com", "{0}.api.example.com")]
    [InlineData("api.example.com", "{0}.example.com")]
    [InlineData("api.example.com", "api.example.com")]
    [InlineData("api.example.com", "example.com")]
    [InlineData("*.api.example.com", "{0}.api.example.com")]
    public void A_name_is_verified_by_a_record_at_the_domain_or_above_it(string name, string place)
    {
        var service = Named(_world, name);
        var record = _world.PrivateDns(service);
        _world.Publish(string.Format(System.Globalization.CultureInfo.InvariantCulture, place, record.Name), record.Value).IsAccepted();

        Assert.Equal(DnsNameStatus.Verified, _world.Verify(service));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§2.7")]
    [InlineData("{0}.com")]
    [InlineData("com")]
    [InlineData("{0}.www.api.example.com")]
    [InlineData("{0}.other.com")]
    public void A_record_elsewhere_proves_nothing(string place)
    {
        var service = Named(_world, "api.example.com");
        var record = _world.PrivateDns(service);
        _world.Publish(string.Format(System.Globalization.CultureInfo.InvariantCulture, place, record.Name), record.Value).IsAccepted();

        Assert.Equal(DnsNameStatus.Failed, _world.Verify(service));
    }

    [Fact]
    [Trait("Rule", "§2.7")]
    public void The_value_must_be_exact_and_may_stand_among_others()
    {
        var service = Named(_world, "api.example.com");
        var record = _world.PrivateDns(service);
        _world.Publish("api.example.com", record.Value.ToUpperInvariant()).IsAccepted();
        Assert.Equal(DnsNameStatus.Failed, _world.Verify(service));

        _world.Publish("api.example.com", record.Value).IsAccepted();

        Assert.Equal(DnsNameStatus.Failed, _world.PrivateDns(service).State);
        Assert.Equal(DnsNameStatus.Verified, _world.Verify(service));
    }

    [Fact]
    [Trait("Rule", "§2.7")]
    public void A_verification_takes_its_time_and_starting_it_twice_does_not_prolong_it()
    {
        var world = new World(new Settings { PrivateDnsVerification = TimeSpan.FromMinutes(10) });
        var service = Named(world, "api.example.com");
        world.Call(service, new EndpointServiceCommand.StartPrivateDnsVerification()).IsAccepted();
        world.Advance(TimeSpan.FromMinutes(9));
        world.Call(service, new EndpointServiceCommand.StartPrivateDnsVerification()).IsAccepted();
        Assert.Equal(DnsNameStatus.PendingVerification, world.PrivateDns(service).State);

        world.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(DnsNameStatus.Failed, world.PrivateDns(service).State);
        Assert.Single(world.Happened<EndpointServiceEvent.TxtRecordsRequested>());
    }

    [Fact]
    [Trait("Rule", "§2.7/start")]
    public void A_verification_needs_a_name()
    {
        var start = new EndpointServiceCommand.StartPrivateDnsVerification();
        _world.Call(_world.Service(Ohio, ["use2-az1"]), start).IsRefused("§2.7/start", "InvalidParameter");
        Available(LoadBalancer("use2-az1")).When(start, settings: new Settings { PrivateDnsCode = "InvalidState" }).ThenRefused("§2.7/start", "InvalidState");
    }

    [Fact]
    [Trait("Rule", "§2.7/changed")]
    public void A_changed_name_is_verified_anew_by_a_record_of_its_own()
    {
        var service = _world.VerifiedService("a.example.com");
        var before = _world.PrivateDns(service);
        _world.Modify(service, new EndpointServiceChange { PrivateDnsName = "a.example.com" }).IsAccepted();
        Assert.Equal(before, _world.PrivateDns(service));

        _world.Modify(service, new EndpointServiceChange { PrivateDnsName = "b.example.com" }).IsAccepted();

        Assert.Equal(DnsNameStatus.PendingVerification, _world.PrivateDns(service).State);
        Assert.NotEqual((before.Name, before.Value), (_world.PrivateDns(service).Name, _world.PrivateDns(service).Value));
        Assert.Equal(DnsNameStatus.Failed, _world.Verify(service));
    }

    [Fact]
    [Trait("Rule", "§2.7/changed")]
    public void An_answer_about_a_name_that_was_changed_since_is_no_use() =>
        Available(LoadBalancer("use2-az1"), null, new EndpointServiceEvent.PrivateDnsNameSet("b.example.com", "_new", "vpce:new"))
            .When(new EndpointServiceCommand.HearTxtRecords("_old", new Outcome.Accepted(new PublicDnsReply.TxtRecords(Sorted.Map<System.Collections.Immutable.ImmutableArray<string>>()), [])))
            .ThenNothingHappens();

    [Fact]
    [Trait("Rule", "§2.7/lapsed")]
    public void A_verified_name_whose_record_is_gone_fails_the_next_verification_and_connected_endpoints_go_on()
    {
        var service = _world.VerifiedService("api.example.com");
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1");
        var record = _world.PrivateDns(service);
        _world.Withdraw($"{record.Name}.api.example.com", record.Value).IsAccepted();
        _world.NamePrivateDns(service).IsAccepted();

        Assert.Equal(DnsNameStatus.Failed, _world.Verify(service));

        _world.NamePrivateDns(service).IsRefused("R16a", "InvalidParameter");
        Assert.Equal(EndpointStatus.Available, _world.Status(endpoint));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.7/removed")]
    public void Endpoints_keep_a_name_that_is_removed_or_changed_unless_the_setting_says_otherwise()
    {
        var named = new EndpointServiceEvent.PrivateDnsNameSet("a.example.com", "_a", "vpce:a");
        var service = Available(LoadBalancer("use2-az1"), null, named, Connected());
        var remove = Modify(new EndpointServiceChange { RemovePrivateDnsName = true });
        var lose = new Settings { RemovedPrivateDnsNameStaysWithEndpoints = false };
        var lost = new EndpointServiceEvent.PrivateDnsNameLost([Request().VpcEndpointId]);

        service.When(remove).Then(new EndpointServiceEvent.PrivateDnsNameRemoved());
        service.When(remove, settings: lose).Then(new EndpointServiceEvent.PrivateDnsNameRemoved(), lost);
        Assert.Equal(
            Json.Of(lost), Json.Of(service.Decides(Modify(new EndpointServiceChange { PrivateDnsName = "b.example.com" }), lose)[^1]));
        var tell = Assert.IsType<Message.Tell>(Assert.Single(Available(LoadBalancer("use2-az1"), null, named, Connected(), lost).Reactions()));
        Assert.Equal(World.EndpointOf(Request().VpcEndpointId), tell.To);
        Assert.IsType<InterfaceEndpointCommand.LosePrivateDnsName>(tell.Command);
        Available(LoadBalancer("use2-az1")).When(remove, settings: lose).ThenNothingHappens();
    }

    [Fact]
    [Trait("Rule", "R16")]
    public void Private_dns_needs_a_private_name()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);

        Assert.Equal(
            $"Private DNS can't be enabled because the service com.amazonaws.vpce.us-east-2.{service} does not provide a private DNS name.",
            _world.NamePrivateDns(service).IsRefused("R16", "InvalidParameter"));
        Assert.Null(_world.NamePrivateDns(service, explicitly: false).Gives<EndpointServiceReply.PrivateDnsNamed>().PrivateDnsName);
    }

    [Fact]
    [Trait("Rule", "R16a")]
    public void Private_dns_needs_a_verified_name()
    {
        var service = Named(_world, "api.example.com");

        Assert.Equal(
            $"Private DNS can't be enabled because the service com.amazonaws.vpce.us-east-2.{service} has not verified the private DNS name.",
            _world.NamePrivateDns(service).IsRefused("R16a", "InvalidParameter"));
        Assert.Null(_world.NamePrivateDns(service, explicitly: false).Gives<EndpointServiceReply.PrivateDnsNamed>().PrivateDnsName);
        _world.NamePrivateDns(_world.VerifiedService("api.example.com")).Gives<EndpointServiceReply.PrivateDnsNamed>();
    }

    [Fact]
    [Trait("Rule", "R16")]
    public void Who_may_not_connect_does_not_learn_the_private_name()
    {
        var service = _world.VerifiedService("api.example.com");
        _world.Disallow(service, "*").IsAccepted();

        _world.NamePrivateDns(service).IsRefused("R4", "InvalidServiceName");
        _world.NamePrivateDns(service, region: Ireland, account: Accounts.Provider).IsRefused("R19a", "InvalidServiceName");
    }

    [Fact]
    [Trait("Rule", "§2.2/private")]
    public void Private_dns_waits_for_acceptance()
    {
        var service = _world.VerifiedService("api.example.com", acceptance: true);
        _world.NamePrivateDns(service).IsRefused("§2.2/private", "InvalidParameter");
        Assert.Null(_world.NamePrivateDns(service, explicitly: false).Gives<EndpointServiceReply.PrivateDnsNamed>().PrivateDnsName);
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        _world.NamePrivateDns(service, endpoint: endpoint).IsRefused("§2.2/private", "InvalidParameter");

        _world.Accept(service, endpoint).IsAccepted();
        _world.Disallow(service, "*").IsAccepted();

        Assert.Equal("api.example.com", _world.NamePrivateDns(service, endpoint: endpoint).Gives<EndpointServiceReply.PrivateDnsNamed>().PrivateDnsName);
    }

    private static string Named(World world, string name)
    {
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"]);
        world.Modify(service, new EndpointServiceChange { PrivateDnsName = name }).IsAccepted();
        return service;
    }
}
