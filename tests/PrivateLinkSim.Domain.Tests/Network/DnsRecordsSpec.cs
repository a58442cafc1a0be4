using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Which records the names of an endpoint have (R59-R63), and in which states.</summary>
public sealed class DnsRecordsSpec
{
    private const string Name = "payments.example.com";

    [Theory]
    [Trait("Rule", "R59")]
    [Trait("Rule", "R60")]
    [Trait("Rule", "R61")]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.Ipv4, "A", "A")]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.ServiceDefined, "A", "A")]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.Ipv6, "Aaaa", "Aaaa")]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.ServiceDefined, "Aaaa", "Aaaa")]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Ipv4, "A", "A")]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Ipv6, "Aaaa", "Aaaa")]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Dualstack, "A Aaaa", "A Aaaa")]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.ServiceDefined, "A Aaaa", "A")]
    public void Names_have_the_records_of_their_type_and_no_others(IpAddressType type, DnsRecordIpType dns, string names, string privateName)
    {
        var world = new World();
        var endpoint = Endpoint(world, type, dns);

        Assert.Equal(names, Records(world, endpoint, world.RegionalName(endpoint)));
        Assert.Equal(names, Records(world, endpoint, world.ZonalName(endpoint, "use2-az1")));
        Assert.Equal(privateName, Records(world, endpoint, Name));
    }

    [Fact]
    [Trait("Rule", "R60")]
    [Trait("Rule", "R62")]
    public void Answers_hold_the_addresses_of_the_asked_family()
    {
        var world = new World();
        var endpoint = Endpoint(world, IpAddressType.Dualstack, DnsRecordIpType.Dualstack);
        var interfaces = world.Endpoint(endpoint).Interfaces;

        Assert.Equal(interfaces.Select(each => each.Ipv4), world.Resolve(world.RegionalName(endpoint), DnsRecordType.A).Addresses);
        Assert.Equal(interfaces.Select(each => each.Ipv6), world.Resolve(world.RegionalName(endpoint), DnsRecordType.Aaaa).Addresses);
        Assert.Equal(interfaces[1].Ipv6, Assert.Single(world.Resolve(world.ZonalName(endpoint, "use2-az2"), DnsRecordType.Aaaa).Addresses));
    }

    [Fact]
    [Trait("Rule", "R62")]
    public void The_regional_and_the_private_name_leave_out_a_zone_that_fails_and_its_zonal_name_does_not()
    {
        var world = new World();
        var endpoint = Endpoint(world, IpAddressType.Ipv4, DnsRecordIpType.Ipv4);
        world.Impair(Ohio, "use2-az1").IsAccepted();
        world.Advance(world.Facts.Settings.ZoneImpairmentDetection);

        Assert.Equal(["use2-az2"], world.ZonesInService(endpoint));
        Assert.Equal(["use2-az2"], world.ResolveFrom(endpoint, Name).Interfaces.Select(each => each.ZoneId));
        Assert.Equal(["use2-az1"], world.Resolve(world.ZonalName(endpoint, "use2-az1")).Interfaces.Select(each => each.ZoneId));
    }

    [Fact]
    [Trait("Rule", "R59")]
    public void An_alias_answers_what_the_regional_name_answers()
    {
        var world = new World(new Settings { PrivateDnsRecordForm = PrivateDnsRecordForm.Cname });
        var endpoint = Endpoint(world, IpAddressType.Dualstack, DnsRecordIpType.ServiceDefined);

        var answer = world.ResolveFrom(endpoint, Name, DnsRecordType.Aaaa);

        Assert.Equal((DnsStatus.Found, world.RegionalName(endpoint)), (answer.Status, answer.Cname));
        Assert.Equal<IEnumerable<string>>(world.Resolve(world.RegionalName(endpoint), DnsRecordType.Aaaa).Addresses, answer.Addresses);
    }

    [Theory]
    [Trait("Rule", "R11")]
    [Trait("Rule", "§2.8/remote")]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void Whether_cross_region_endpoints_have_zonal_names_is_a_setting(bool zonal, int names)
    {
        var world = new World(new Settings { ZonalDnsAcrossRegions = zonal });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        var across = world.Connect(service, Ireland, ["euw1-az1", "euw1-az2"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();
        var within = world.Connect(service, Ohio, ["use2-az1", "use2-az2"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal((names, 3), (across.DnsNames.Length, within.DnsNames.Length));
        Assert.Equal(
            zonal ? DnsStatus.Found : DnsStatus.NoSuchName, world.Resolve(world.ZonalName(across.VpcEndpointId, "euw1-az1")).Status);
        Assert.Equal(DnsStatus.Found, world.Resolve(world.ZonalName(within.VpcEndpointId, "use2-az1")).Status);
    }

    [Theory]
    [Trait("Rule", "§2.2")]
    [Trait("Rule", "§2.2/pending")]
    [InlineData(true)]
    [InlineData(false)]
    public void The_names_of_a_waiting_endpoint_are_told_where_they_exist(bool shown)
    {
        var world = new World(new Settings { PendingEndpointHasInterfaces = shown });
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true);

        var made = world.Connect(service, Ohio, ["use2-az1"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal((EndpointStatus.PendingAcceptance, shown ? 2 : 0), (made.State, made.DnsNames.Length));
    }

    [Theory]
    [Trait("Rule", "R10")]
    [InlineData(true)]
    [InlineData(false)]
    public void Names_with_and_without_a_suffix_resolve(bool suffix)
    {
        var world = new World(new Settings { DnsNameSuffix = suffix });
        var endpoint = world.Endpoint(world.Service(Ohio, ["use2-az1"]), Ohio, "use2-az1");

        Assert.Equal(suffix ? 8 : 0, world.Endpoint(endpoint).NameSuffix.Length);
        Assert.Equal(DnsStatus.Found, world.Resolve(world.RegionalName(endpoint)).Status);
        Assert.Equal(DnsStatus.Found, world.Resolve(world.ZonalName(endpoint, "use2-az1")).Status);
        Assert.Equal(suffix ? DnsStatus.NoSuchName : DnsStatus.Found, world.Resolve($"{endpoint}.{world.Endpoint(endpoint).ServiceId}.us-east-2.vpce.amazonaws.com").Status);
    }

    private static string Endpoint(World world, IpAddressType type, DnsRecordIpType dns)
    {
        var service = world.DualstackService(Ohio, ["use2-az1", "use2-az2"]);
        world.VerifyName(service, Name);
        var kind = type switch
        {
            IpAddressType.Ipv4 => SubnetKind.Ipv4Only,
            IpAddressType.Ipv6 => SubnetKind.Ipv6Only,
            _ => SubnetKind.Dualstack,
        };
        var wanted = world.Wanted(service, Ohio, world.LayKind(Ohio, kind, "use2-az1", "use2-az2"), type);
        return world.Available(wanted with { DnsRecordIpType = dns, PrivateDnsEnabled = true }, Ohio);
    }

    private static string Records(World world, string endpoint, string name)
    {
        var types = Enum.GetValues<DnsRecordType>().Where(type => world.ResolveFrom(endpoint, name, type).Status == DnsStatus.Found).ToArray();
        Assert.All(Enum.GetValues<DnsRecordType>().Except(types), type => Assert.Equal(DnsStatus.NoData, world.ResolveFrom(endpoint, name, type).Status));
        return string.Join(' ', types);
    }
}
