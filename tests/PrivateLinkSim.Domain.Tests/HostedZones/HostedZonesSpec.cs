using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Hosted zones themselves: how they come and go, and how far their changes have come.</summary>
public sealed class HostedZonesSpec
{
    private readonly World _world = new();

    private HostedZonesState Zones => _world.Find<HostedZonesState>(HostedZonesState.Of(Provider))!;

    private PublicDnsState? Dns => _world.Find<PublicDnsState>(PublicDnsState.Internet);

    [Fact]
    [Trait("Rule", "§route53")]
    public void A_zone_has_four_name_servers_and_two_record_sets_of_its_own()
    {
        var made = Create("Example.COM", "one", "ours").Gives<HostedZonesReply.HostedZoneCreated>();

        var zone = Zones.Zones[made.ZoneId];
        Assert.Matches("^Z0[A-Z0-9]{19}$", made.ZoneId);
        Assert.Matches("^C0[A-Z0-9]{19}$", made.ChangeId);
        Assert.Equal(("example.com.", "ours"), (zone.Name, zone.Comment));
        Assert.Equal(["com", "net", "org", "co.uk"], zone.NameServers.Select(server => server.Split('.', 3)[2]));
        Assert.All(zone.NameServers.Zip([0, 512, 1024, 1536]), pair => AssertServer(pair.First, pair.Second));
        Assert.Equal(["com.example. NS", "com.example. SOA"], zone.RecordSets.Keys);
        Assert.Equal(zone.NameServers.Select(server => $"{server}."), zone.RecordSets.Values.First().Values);
        Assert.StartsWith($"{zone.NameServers[0]}. awsdns-hostmaster.amazon.com. 1 ", zone.RecordSets.Values.Last().Values[0], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "§route53")]
    [InlineData("", "one", "InvalidDomainName")]
    [InlineData(".", "one", "InvalidDomainName")]
    [InlineData("a..b", "one", "InvalidDomainName")]
    [InlineData("exämple.com", "one", "InvalidDomainName")]
    [InlineData("a b.com", "one", "InvalidDomainName")]
    [InlineData("example.com", "", "InvalidInput")]
    public void A_name_and_a_reference_have_a_form(string name, string reference, string code) => Create(name, reference).IsRefused("§route53", code);

    [Fact]
    [Trait("Rule", "§route53")]
    public void A_name_ends_where_DNS_ends_it()
    {
        Create($"{new string('a', 63)}.com", "one").IsAccepted();
        Assert.Contains("DomainLabelTooLong", Create($"{new string('a', 64)}.com", "two").IsRefused("§route53", "InvalidDomainName"), StringComparison.Ordinal);
        Create(string.Join('.', Enumerable.Repeat("abcdefg", 31)), "three").IsAccepted();
        Assert.Contains(
            "DomainNameTooLong", Create(string.Join('.', Enumerable.Repeat("abcdefg", 32)), "four").IsRefused("§route53", "InvalidDomainName"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "§route53")]
    public void A_reference_makes_one_zone_and_a_name_as_many_as_are_asked_for()
    {
        Create("example.com", "one").IsAccepted();
        Create("other.org", "one").IsRefused("§route53", "HostedZoneAlreadyExists");
        Create("example.com", "two").IsAccepted();

        Assert.Equal(2, Zones.Zones.Count);
    }

    [Fact]
    [Trait("Rule", "§route53/quota")]
    public void There_is_an_end_to_zones_and_tags()
    {
        var zone = Zone("example.com", "0");
        for (var number = 1; number < 500; number++)
        {
            Create("example.com", FormattableString.Invariant($"{number}")).IsAccepted();
        }

        Create("example.com", "more").IsRefused("§route53/quota", "TooManyHostedZones");
        var many = Enumerable.Range(0, 51).ToImmutableSortedDictionary(number => FormattableString.Invariant($"t{number}"), _ => "", StringComparer.Ordinal);
        Call(new HostedZonesCommand.ChangeTagsForResource(zone, many, [])).IsRefused("§route53/quota", "InvalidInput");
    }

    [Fact]
    [Trait("Rule", "§route53")]
    public void A_zone_is_commented_and_tagged_and_the_same_again_is_nothing_new()
    {
        var zone = Zone("example.com");
        var tags = Tags.None.Add("team", "web");
        foreach (var _ in (int[])[1, 2])
        {
            Call(new HostedZonesCommand.UpdateHostedZoneComment(zone, "for tests")).IsAccepted();
            Call(new HostedZonesCommand.ChangeTagsForResource(zone, tags.Add("stage", "one"), [])).IsAccepted();
        }

        Call(new HostedZonesCommand.ChangeTagsForResource(zone, Tags.None, ["stage", "none"])).IsAccepted();

        Assert.Equal(("for tests", "web"), (Zones.Zones[zone].Comment, Assert.Single(Zones.Zones[zone].Tags).Value));
        Assert.Single(_world.Happened<HostedZonesEvent.CommentUpdated>());
        Assert.Equal(2, _world.Happened<HostedZonesEvent.TagsChanged>().Count());
        Call(new HostedZonesCommand.UpdateHostedZoneComment(zone, "")).IsAccepted();
        Assert.Null(Zones.Zones[zone].Comment);
        Call(new HostedZonesCommand.UpdateHostedZoneComment(zone, new string('a', 257))).IsRefused("§route53", "InvalidInput");
        Call(new HostedZonesCommand.ChangeTagsForResource(zone, Tags.None.Add("aws:own", ""), [])).IsRefused("§route53", "InvalidInput");
        Call(new HostedZonesCommand.ChangeTagsForResource(zone, Tags.None.Add(new string('a', 129), ""), [])).IsRefused("§route53", "InvalidInput");
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§route53")]
    public void What_is_not_there_can_t_be_changed()
    {
        HostedZonesCommand[] commands =
        [
            new HostedZonesCommand.UpdateHostedZoneComment("Z1", "a"), new HostedZonesCommand.DeleteHostedZone("Z1"),
            new HostedZonesCommand.ChangeTagsForResource("Z1", Tags.None, []), new HostedZonesCommand.ChangeResourceRecordSets("Z1", [], null),
        ];

        Assert.All(commands, command => Call(command).IsRefused("§route53", "NoSuchHostedZone"));
        Assert.Empty(_world.Log);
    }

    [Fact]
    [Trait("Rule", "§route53/delete")]
    public void A_zone_goes_when_it_has_nothing_of_its_user()
    {
        var zone = Zone("example.com");
        var record = new RecordSet("a.example.com", "A", 60, ["192.0.2.1"], null);
        Call(new HostedZonesCommand.ChangeResourceRecordSets(zone, [new(RecordAction.Create, record)], null)).IsAccepted();
        Call(new HostedZonesCommand.DeleteHostedZone(zone)).IsRefused("§route53/delete", "HostedZoneNotEmpty");
        Call(new HostedZonesCommand.ChangeResourceRecordSets(zone, [new(RecordAction.Delete, record)], null)).IsAccepted();
        Call(new HostedZonesCommand.DeleteHostedZone(zone)).IsAccepted();

        Assert.Empty(Zones.Zones);
        Call(new HostedZonesCommand.DeleteHostedZone(zone)).IsRefused("§route53", "NoSuchHostedZone");
    }

    [Fact]
    [Trait("Rule", "§route53/sync")]
    public void Changes_come_to_the_name_servers_in_their_order_after_a_minute()
    {
        var made = Create("example.com", "one").Gives<HostedZonesReply.HostedZoneCreated>();
        _world.Advance(TimeSpan.FromSeconds(30));
        var record = new RecordSet("a.example.com", "A", 60, ["192.0.2.1"], null);
        var first = Call(new HostedZonesCommand.ChangeResourceRecordSets(made.ZoneId, [new(RecordAction.Create, record)], "one")).Gives<HostedZonesReply.ChangeSubmitted>();
        var second = Call(new HostedZonesCommand.ChangeResourceRecordSets(made.ZoneId, [new(RecordAction.Delete, record)], null)).Gives<HostedZonesReply.ChangeSubmitted>();

        _world.Advance(TimeSpan.FromSeconds(29));
        Assert.All(Zones.Changes.Values, change => Assert.False(change.IsInSync));
        Assert.Null(Dns);
        _world.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([true, false, false], ((string[])[made.ChangeId, first.ChangeId, second.ChangeId]).Select(id => Zones.Changes[id].IsInSync));
        Assert.Equal("example.com.", Dns?.ZoneOf("a.example.com.")?.Name);
        _world.Advance(TimeSpan.FromSeconds(30));
        Assert.Empty(Zones.Waiting);
        Assert.Equal("one", Zones.Changes[first.ChangeId].Comment);
        Assert.Equal(
            [RecordAction.Create, RecordAction.Delete], _world.Happened<PublicDnsEvent.RecordsServed>().Select(served => Assert.Single(served.Changes).Action));
        Call(new HostedZonesCommand.DeleteHostedZone(made.ZoneId)).IsAccepted();
        Assert.NotNull(Dns!.ZoneOf("example.com."));
        _world.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(Dns!.ZoneOf("example.com."));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    private Outcome Create(string name, string reference, string? comment = null) => Call(new HostedZonesCommand.CreateHostedZone(name, reference, comment));

    private string Zone(string name, string reference = "one") => Create(name, reference).Gives<HostedZonesReply.HostedZoneCreated>().ZoneId;

    private Outcome Call(HostedZonesCommand command) => _world.Send(HostedZonesState.Of(Provider), command, In(Regions.Virginia, Provider));

    private static void AssertServer(string server, int least)
    {
        var labels = server.Split('.');
        var number = int.Parse(labels[0]["ns-".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(number, least, least + 511);
        Assert.Equal(FormattableString.Invariant($"awsdns-{(number - least) / 8:D2}"), labels[1]);
    }
}
