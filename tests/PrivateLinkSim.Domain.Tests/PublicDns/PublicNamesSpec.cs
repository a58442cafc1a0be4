using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Which hosted zone answers for a name, and what; and that a private DNS name is proven there.</summary>
public sealed class PublicNamesSpec
{
    private readonly World _world = new();

    private PublicDnsState Dns => _world.Find<PublicDnsState>(PublicDnsState.Internet)!;

    [Fact]
    [Trait("Rule", "§route53/public")]
    public void The_uppermost_zone_answers_and_of_two_of_one_name_the_first_that_is_there()
    {
        var first = Zone("example.com", "one");
        var second = Zone("example.com", "two");
        var below = Zone("api.example.com", "three");

        Assert.Equal(first, ZoneOf("www.api.example.com."));
        Call(new HostedZonesCommand.DeleteHostedZone(first)).IsAccepted();
        Synchronize();
        Assert.Equal(second, ZoneOf("www.api.example.com."));
        Call(new HostedZonesCommand.DeleteHostedZone(second)).IsAccepted();
        Synchronize();
        Assert.Equal(below, ZoneOf("www.api.example.com."));
        Assert.Null(Dns.ZoneOf("www.example.com."));
    }

    [Fact]
    [Trait("Rule", "§route53/public")]
    public void A_zone_below_another_answers_where_NS_records_lead_to_its_name_servers()
    {
        var (above, _, below) = (Zone("example.com", "one"), Zone("api.example.com", "two"), Zone("api.example.com", "three"));
        var servers = _world.Find<HostedZonesState>(HostedZonesState.Of(Provider))!.Zones[below].NameServers;

        Change(above, Create("api.example.com", "NS", "ns.elsewhere.net", $"{servers[2].ToUpperInvariant()}."));
        Assert.Equal(below, ZoneOf("www.api.example.com."));
        Assert.Equal(above, ZoneOf("www.example.com."));
        Change(above, new RecordChange(RecordAction.Upsert, Create("api.example.com", "NS", "ns.elsewhere.net").RecordSet));
        Assert.Null(Dns.ZoneOf("www.api.example.com."));
        Assert.True(Dns.IsCovered("www.api.example.com."));
    }

    [Fact]
    [Trait("Rule", "§route53/public")]
    public void A_wildcard_answers_for_names_that_are_not_there()
    {
        var zone = Zone("example.com", "one");
        Change(zone, Create("*.example.com", "TXT", "\"any\""), Create("a.b.example.com", "A", "192.0.2.1"), Create("c.example.com", "CNAME", "x.example.com"));

        Assert.Equal<IEnumerable<string>>(["any"], Dns.TextsAt("x.example.com"));
        Assert.Equal<IEnumerable<string>>(["any"], Dns.TextsAt("x.y.example.com"));
        Assert.Equal<IEnumerable<string>>(["any"], Dns.TextsAt("c.example.com"));
        Assert.Empty(Dns.TextsAt("b.example.com"));
        Assert.Empty(Dns.TextsAt("x.b.example.com"));
        Assert.Empty(Dns.TextsAt("a.b.example.com"));
        Assert.Empty(Dns.TextsAt("a..b"));
    }

    [Fact]
    [Trait("Rule", "§route53/public")]
    public void CNAME_records_that_lead_round_and_round_lead_nowhere()
    {
        Change(Zone("example.com", "one"), Create("a.example.com", "CNAME", "b.example.com"), Create("b.example.com", "CNAME", "a.example.com"));

        Assert.Empty(Dns.TextsAt("a.example.com"));
    }

    [Fact]
    [Trait("Rule", "§2.7")]
    [Trait("Rule", "§route53/public")]
    public void A_private_name_is_proven_in_a_hosted_zone_and_no_longer_when_the_record_is_gone()
    {
        var service = _world.Service(Regions.Ohio, ["use2-az1", "use2-az2"]);
        _world.Modify(service, new EndpointServiceChange { PrivateDnsName = "api.example.com" }).IsAccepted();
        var wanted = _world.PrivateDns(service);
        var record = Create($"{wanted.Name}.api.example.com", "TXT", TxtValue.Of(wanted.Value));
        var zone = Zone("example.com", "one");

        Assert.Equal(DnsNameStatus.Failed, _world.Verify(service));
        Change(zone, record);
        Assert.Equal(DnsNameStatus.Verified, _world.Verify(service));
        Change(zone, record with { Action = RecordAction.Delete });
        Assert.Equal(DnsNameStatus.Failed, _world.Verify(service));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    private string Zone(string name, string reference)
    {
        var made = Call(new HostedZonesCommand.CreateHostedZone(name, reference, null)).Gives<HostedZonesReply.HostedZoneCreated>();
        Synchronize();
        return made.ZoneId;
    }

    private void Change(string zone, params ImmutableArray<RecordChange> changes)
    {
        Call(new HostedZonesCommand.ChangeResourceRecordSets(zone, changes, null)).IsAccepted();
        Synchronize();
    }

    private string? ZoneOf(string name) => Dns.ZoneOf(name)?.ZoneId;

    private void Synchronize() => _world.Advance(_world.Facts.Settings.HostedZoneChange);

    private Outcome Call(HostedZonesCommand command) => _world.Send(HostedZonesState.Of(Provider), command, In(Regions.Virginia, Provider));

    private static RecordChange Create(string name, string type, params ImmutableArray<string> values) =>
        new(RecordAction.Create, new RecordSet(name, type, 60, values, null));
}
