using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>The service's private DNS name in the consumer's VPC (R15, R17, R63, §2.7).</summary>
public sealed class PrivateDnsSpec
{
    private const string Name = "payments.example.com";
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R15")]
    [Trait("Rule", "§2.8")]
    public void A_consumer_enables_the_private_name_at_creation_and_it_stands_last_among_the_names()
    {
        var (service, network) = Named(_world);

        var made = _world.CreateEndpoint(_world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio)
            .Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.True(made.PrivateDnsEnabled);
        Assert.Equal<IEnumerable<string>>(
            [
                $"{made.VpcEndpointId}.{service}.us-east-2.vpce.amazonaws.com",
                $"{made.VpcEndpointId}-us-east-2a.{service}.us-east-2.vpce.amazonaws.com",
                $"{made.VpcEndpointId}-us-east-2b.{service}.us-east-2.vpce.amazonaws.com",
                Name,
            ],
            made.DnsNames);
        Assert.Equal(DnsStatus.Found, _world.ResolveFrom(made.VpcEndpointId, Name).Status);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R17")]
    [Trait("Rule", "R63")]
    public void Without_private_dns_the_public_names_answer_and_the_private_one_does_not_exist()
    {
        var (service, network) = Named(_world);

        var endpoint = _world.Available(_world.Wanted(service, Ohio, network), Ohio);

        Assert.False(_world.Endpoint(endpoint).PrivateDnsEnabled);
        Assert.Equal(DnsStatus.Found, _world.ResolveFrom(endpoint, _world.RegionalName(endpoint)).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.ResolveFrom(endpoint, Name).Status);
    }

    [Theory]
    [Trait("Rule", "§2.7/default")]
    [InlineData(false, null, false)]
    [InlineData(false, true, true)]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    public void Left_out_private_dns_is_as_the_setting_says(bool setting, bool? asked, bool enabled)
    {
        var world = new World(new Settings { PrivateDnsEnabledByDefault = setting });
        var (service, network) = Named(world);

        var made = world.CreateEndpoint(world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = asked }, Ohio)
            .Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal(enabled, made.PrivateDnsEnabled);
    }

    [Fact]
    [Trait("Rule", "§2.7/default")]
    public void Private_dns_by_default_refuses_nothing_where_the_service_has_no_name()
    {
        var world = new World(new Settings { PrivateDnsEnabledByDefault = true });
        var service = world.Service(Ohio, ["use2-az1"]);
        var network = world.Lay(Ohio, Consumer, "use2-az1");

        Assert.False(world.CreateEndpoint(world.Wanted(service, Ohio, network), Ohio).Gives<InterfaceEndpointReply.VpcEndpointCreated>().PrivateDnsEnabled);
        world.CreateEndpoint(world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio).IsRefused("R16", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "R16")]
    public void A_creation_that_the_service_refuses_the_name_reserves_nothing()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1");
        var free = _world.FreeAddresses(network);

        _world.CreateEndpoint(_world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio).IsRefused("R16", "InvalidParameter");

        Assert.Equal(free, _world.FreeAddresses(network));
        Assert.Empty(_world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, Consumer))!.VpcEndpoints);
        Assert.Empty(_world.Happened<EndpointServiceEvent.ConnectionRequested>());
    }

    [Fact]
    [Trait("Rule", "R15")]
    [Trait("Rule", "R63")]
    public void Private_dns_is_turned_on_and_off_later_and_the_endpoint_stays_available()
    {
        var (service, network) = Named(_world);
        var endpoint = _world.Available(_world.Wanted(service, Ohio, network), Ohio);

        _world.Modify(endpoint, new VpcEndpointChange { PrivateDnsEnabled = true }).IsAccepted();
        Assert.Equal((EndpointStatus.Available, Name), (_world.Status(endpoint), _world.Endpoint(endpoint).PrivateDnsName));
        Assert.Equal(DnsStatus.Found, _world.ResolveFrom(endpoint, Name).Status);

        _world.Modify(endpoint, new VpcEndpointChange { PrivateDnsEnabled = false }).IsAccepted();
        Assert.Equal((EndpointStatus.Available, false), (_world.Status(endpoint), _world.Endpoint(endpoint).PrivateDnsEnabled));
        Assert.Equal(DnsStatus.NoSuchName, _world.ResolveFrom(endpoint, Name).Status);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.2/private")]
    public void Private_dns_waits_for_the_acceptance_of_the_endpoint()
    {
        var (service, network) = Named(_world, acceptance: true);
        var endpoint = _world.CreateEndpoint(_world.Wanted(service, Ohio, network), Ohio).Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;

        _world.Modify(endpoint, new VpcEndpointChange { PrivateDnsEnabled = true }).IsRefused("§2.2/private", "InvalidParameter");
        _world.Modify(endpoint, new VpcEndpointChange { DnsRecordIpType = DnsRecordIpType.ServiceDefined }).IsRefused("§2.2/modify", "IncorrectState");

        _world.Accept(service, endpoint).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.Modify(endpoint, new VpcEndpointChange { PrivateDnsEnabled = true }).IsAccepted();
        Assert.Equal(Name, _world.Endpoint(endpoint).PrivateDnsName);
    }

    [Fact]
    [Trait("Rule", "R63")]
    public void The_private_name_resolves_in_the_vpc_of_the_endpoint_only()
    {
        var (service, network) = Named(_world);
        var endpoint = _world.Available(_world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio);
        var elsewhere = _world.Lay(Ohio, Consumer, "use2-az1");

        Assert.Equal<IEnumerable<string>>(_world.Resolve(_world.RegionalName(endpoint)).Addresses, _world.ResolveFrom(endpoint, $"{Name.ToUpperInvariant()}.").Addresses);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(Name).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(Name, DnsRecordType.A, elsewhere.VpcId).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.ResolveFrom(endpoint, $"www.{Name}").Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.ResolveFrom(endpoint, "example.com").Status);
    }

    [Fact]
    [Trait("Rule", "R63")]
    public void A_wildcard_answers_every_name_under_it_and_a_nearer_name_goes_before()
    {
        var (wide, network) = Named(_world, name: "*.example.com");
        var (near, _) = Named(_world, name: "*.payments.example.com");
        var far = _world.Available(_world.Wanted(wide, Ohio, network) with { PrivateDnsEnabled = true }, Ohio);
        var close = _world.Available(_world.Wanted(near, Ohio, network) with { PrivateDnsEnabled = true }, Ohio);

        Assert.Equal(Addresses(far), _world.ResolveFrom(far, "a.example.com").Addresses);
        Assert.Equal(Addresses(far), _world.ResolveFrom(far, "b.a.example.com").Addresses);
        Assert.Equal(Addresses(far), _world.ResolveFrom(far, "payments.example.com").Addresses);
        Assert.Equal(Addresses(close), _world.ResolveFrom(far, "a.payments.example.com").Addresses);
        Assert.Equal(DnsStatus.NoSuchName, _world.ResolveFrom(far, "example.com").Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.ResolveFrom(far, "a.example.org").Status);
    }

    [Theory]
    [Trait("Rule", "R59")]
    [InlineData(PrivateDnsRecordForm.Address)]
    [InlineData(PrivateDnsRecordForm.Cname)]
    public void The_private_name_is_an_address_or_an_alias_of_the_regional_name(PrivateDnsRecordForm form)
    {
        var world = new World(new Settings { PrivateDnsRecordForm = form });
        var (service, network) = Named(world);
        var endpoint = world.Available(world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio);

        var answer = world.ResolveFrom(endpoint, Name);

        Assert.Equal(form == PrivateDnsRecordForm.Cname ? world.RegionalName(endpoint) : null, answer.Cname);
        Assert.Equal((DnsStatus.Found, 2), (answer.Status, answer.Addresses.Length));
    }

    [Fact]
    [Trait("Rule", "§2.7/removed")]
    public void A_name_that_the_provider_takes_away_leaves_the_endpoint_and_its_vpc()
    {
        var world = new World(new Settings { RemovedPrivateDnsNameStaysWithEndpoints = false });
        var (service, network) = Named(world);
        var endpoint = world.Available(world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio);

        world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.LosePrivateDnsName()).IsAccepted();
        world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.LosePrivateDnsName()).IsAccepted();

        Assert.Single(world.Happened<InterfaceEndpointEvent.PrivateDnsNameLost>());
        Assert.Null(world.Endpoint(endpoint).PrivateDnsName);
        Assert.Null(world.Find<VpcState>(World.Vpc(network.VpcId))!.HolderOf(Name));
        Assert.Equal(DnsStatus.NoSuchName, world.ResolveFrom(endpoint, Name).Status);
        world.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "§2.2")]
    [Trait("Rule", "§2.2/rejected")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rejected_endpoint_keeps_its_private_name_as_it_keeps_the_others(bool keeps)
    {
        var world = new World(new Settings { RejectedEndpointKeepsInterfaces = keeps });
        var (service, network) = Named(world);
        var endpoint = world.Available(world.Wanted(service, Ohio, network) with { PrivateDnsEnabled = true }, Ohio);

        world.Reject(service, endpoint).IsAccepted();

        Assert.Equal(keeps, world.Endpoint(endpoint).PrivateDnsEnabled);
        Assert.Equal(keeps ? DnsStatus.Found : DnsStatus.NoSuchName, world.ResolveFrom(endpoint, Name).Status);
        Assert.Equal(keeps ? World.EndpointOf(endpoint).ToString() : null, world.Find<VpcState>(World.Vpc(network.VpcId))!.HolderOf(Name));
    }

    private static (string Service, Network Network) Named(World world, bool acceptance = false, string name = Name)
    {
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], acceptance);
        world.VerifyName(service, name);
        return (service, world.LayKind(Ohio, SubnetKind.Ipv4Only, "use2-az1", "use2-az2"));
    }

    private IEnumerable<string> Addresses(string endpoint) => _world.Endpoint(endpoint).Interfaces.Select(each => each.Ipv4!);
}
