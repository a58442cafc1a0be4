using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class DnsNamesSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R9")]
    public void The_hostname_of_a_service_is_that_of_the_guide() =>
        Assert.Equal(
            "vpce-svc-071afff70666e61e0.us-east-2.vpce.amazonaws.com", DnsNames.OfService("vpce-svc-071afff70666e61e0", "us-east-2"));

    [Fact]
    [Trait("Rule", "R8")]
    public void A_service_gets_its_hostname_when_it_is_created()
    {
        var made = _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1")]).Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal<IEnumerable<string>>([$"{made.ServiceId}.us-east-2.vpce.amazonaws.com"], made.BaseEndpointDnsNames);
    }

    [Fact]
    [Trait("Rule", "R8")]
    public void The_hostname_of_a_service_exists_without_an_address_and_only_in_its_region()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var hidden = new World(new Settings { ServiceHostnameAnswers = ServiceHostnameAnswer.NxDomain });

        Assert.Equal(DnsStatus.NoData, _world.Resolve(DnsNames.OfService(service, Ohio)).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(DnsNames.OfService(service, Ireland)).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(DnsNames.OfService("vpce-svc-0", Ohio)).Status);
        Assert.Equal(DnsStatus.NoSuchName, hidden.Resolve(DnsNames.OfService(hidden.Service(Ohio, ["use2-az1"]), Ohio)).Status);
    }

    [Fact]
    [Trait("Rule", "R10")]
    public void The_regional_name_has_the_syntax_of_the_guide_and_a_suffix_as_on_the_wire()
    {
        var world = new World(new Settings { DnsNameSuffix = true });
        var service = world.Service(Ohio, ["use2-az1"]);
        var made = world.Connect(service, Ohio, ["use2-az1"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Matches($@"^{made.VpcEndpointId}-[a-z0-9]{{8}}\.{service}\.us-east-2\.vpce\.amazonaws\.com$", made.DnsNames[0]);
    }

    [Fact]
    [Trait("Rule", "R10")]
    [Trait("Rule", "R11")]
    public void Without_the_suffix_names_are_exactly_those_of_the_guide()
    {
        var world = new World();
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"]);

        var made = world.Connect(service, Ohio, ["use2-az2", "use2-az1"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal<IEnumerable<string>>(
            [
                $"{made.VpcEndpointId}.{service}.us-east-2.vpce.amazonaws.com",
                $"{made.VpcEndpointId}-us-east-2a.{service}.us-east-2.vpce.amazonaws.com",
                $"{made.VpcEndpointId}-us-east-2b.{service}.us-east-2.vpce.amazonaws.com",
            ],
            made.DnsNames);
        Assert.All(made.DnsNames, name => Assert.Equal(DnsStatus.Found, world.Resolve(name).Status));
    }

    [Fact]
    [Trait("Rule", "R11")]
    public void A_zonal_name_carries_the_consumers_own_name_of_the_zone()
    {
        _world.DeclareAccount(Virginia, Consumer, false, new("us-east-1a", "use1-az6"), new("us-east-1b", "use1-az1"));
        var service = _world.Service(Virginia, ["use1-az1", "use1-az6"]);

        var made = _world.Connect(service, Virginia, ["use1-az1", "use1-az6"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.EndsWith($"-us-east-1b.{service}.us-east-1.vpce.amazonaws.com", made.DnsNames[1], StringComparison.Ordinal);
        Assert.Equal(["use1-az1"], _world.Resolve(made.DnsNames[1]).Interfaces.Select(each => each.ZoneId));
        Assert.Equal(["use1-az6"], _world.Resolve(made.DnsNames[2]).Interfaces.Select(each => each.ZoneId));
    }

    [Fact]
    [Trait("Rule", "R12")]
    public void Across_regions_names_carry_the_service_region_and_the_endpoints_zone()
    {
        var world = new World(new Settings { DnsNameSuffix = true });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        var made = world.Connect(service, Ireland, ["euw1-az2"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Matches($@"^{made.VpcEndpointId}-[a-z0-9]{{8}}\.{service}\.us-east-2\.vpce\.amazonaws\.com$", made.DnsNames[0]);
        Assert.Matches($@"^{made.VpcEndpointId}-[a-z0-9]{{8}}-eu-west-1b\.{service}\.us-east-2\.vpce\.amazonaws\.com$", made.DnsNames[1]);
        Assert.All(made.DnsNames, name => Assert.Equal(["euw1-az2"], world.Resolve(name).Interfaces.Select(each => each.ZoneId)));
    }

    [Fact]
    [Trait("Rule", "R13")]
    public void Names_come_with_the_endpoint_and_go_with_it()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var made = _world.Connect(service, Ohio, ["use2-az1"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();
        Assert.All(made.DnsNames, name => Assert.Equal(DnsStatus.Found, _world.Resolve(name).Status));

        _world.DeleteEndpoint(made.VpcEndpointId).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointDeletion);

        Assert.All(made.DnsNames, name => Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(name).Status));
    }

    [Fact]
    [Trait("Rule", "R11")]
    public void An_endpoint_without_subnets_has_no_zonal_name_and_its_regional_name_no_address()
    {
        var made = _world.Connect(_world.Service(Ohio, ["use2-az1"]), Ohio, []).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal(DnsStatus.NoData, _world.Resolve(Assert.Single(made.DnsNames)).Status);
    }

    [Fact]
    [Trait("Rule", "R10")]
    public void Case_and_a_final_dot_do_not_matter_and_every_other_letter_does()
    {
        var name = _world.RegionalName(_world.Endpoint(_world.Service(Ohio, ["use2-az1"]), Ohio, "use2-az1"));

        Assert.Equal(DnsStatus.Found, _world.Resolve(name.ToUpperInvariant() + ".").Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(name.Replace("us-east-2", "us-east-1", StringComparison.Ordinal)).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve("x" + name).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve("a." + name).Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve("vpce.amazonaws.com").Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve("example.com").Status);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve("").Status);
    }
}
