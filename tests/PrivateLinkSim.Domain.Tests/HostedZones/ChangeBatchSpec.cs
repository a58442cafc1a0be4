using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Batches of changes: what one may say, what can stand in a zone, and that nothing of a batch is done when something is wrong.</summary>
public sealed class ChangeBatchSpec
{
    private readonly World _world = new();
    private readonly string _zone;

    public ChangeBatchSpec() => _zone = Call(new HostedZonesCommand.CreateHostedZone("example.com", "one", null)).Gives<HostedZonesReply.HostedZoneCreated>().ZoneId;

    private HostedZone Zone => _world.Find<HostedZonesState>(HostedZonesState.Of(Provider))!.Zones[_zone];

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void Record_sets_are_made_changed_and_taken_away()
    {
        Change(Create("Text.example.com", "TXT", "\"one\" \"two\"", "\"three\"")).IsAccepted();
        Change(Upsert("text.example.com.", "TXT", "\"four\""), Upsert("other.example.com", "A", "192.0.2.1")).IsAccepted();
        Assert.Equal<IEnumerable<string>>(["\"four\""], Zone.RecordSets[RecordSet.KeyOf("text.example.com.", "TXT")].Values);
        Change(Delete("TEXT.example.com", "TXT", "\"four\"")).IsAccepted();

        Assert.Equal(["com.example. NS", "com.example. SOA", "com.example.other. A"], Zone.RecordSets.Keys);
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void Names_stand_in_the_order_of_their_labels_from_the_last_one_on()
    {
        Change(
            Create("b.example.com", "A", "192.0.2.1"), Create("a.b.example.com", "TXT", "\"\""), Create("a.b.example.com", "A", "192.0.2.1"),
            Create("*.example.com", "CNAME", "b.example.com"), Create("a.example.com", "A", "192.0.2.1")).IsAccepted();

        Assert.Equal(
            [@"\052.example.com. CNAME", "a.example.com. A", "b.example.com. A", "a.b.example.com. A", "a.b.example.com. TXT"],
            Zone.RecordSets.Values.Skip(2).Select(set => $"{set.Name} {set.Type}"));
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void All_of_a_batch_is_done_or_nothing_and_all_that_is_wrong_is_said()
    {
        Change(Create("a.example.com", "A", "192.0.2.1")).IsAccepted();

        var message = Refused(
            Create("b.example.com", "A", "192.0.2.1"), Create("a.example.com", "A", "192.0.2.2"), Delete("c.example.com", "A", "192.0.2.1"),
            Create("example.org", "A", "192.0.2.1"));

        Assert.Equal(
            "[RRSet with DNS name example.org. is not permitted in zone example.com., Tried to delete resource record set [name='c.example.com.', type='A'] but it was not found, "
            + "Tried to create resource record set [name='a.example.com.', type='A'] but it already exists]",
            message);
        Assert.Equal(3, Zone.RecordSets.Count);
        Assert.Single(_world.Happened<HostedZonesEvent.RecordSetsChanged>());
    }

    [Theory]
    [Trait("Rule", "§route53/batch")]
    [InlineData("A", "192.0.2", "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)")]
    [InlineData("AAAA", "192.0.2.1", "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)")]
    [InlineData("TXT", "bare", "InvalidCharacterString (Value should be enclosed in quotation marks)")]
    [InlineData("TXT", "\"open", "InvalidCharacterString (Value should be enclosed in quotation marks)")]
    [InlineData("TXT", "\"\"double\"\"", "InvalidCharacterString (Value should be enclosed in quotation marks)")]
    [InlineData("TXT", "\"é\"", "UnsupportedCharacter (Value contains unsupported characters)")]
    [InlineData("CNAME", "a..b", "DomainLabelEmpty (Domain label is empty)")]
    [InlineData("MX", "mail.example.com", "MXRRDATANotTwoFields (MX record doesn't have 2 fields)")]
    [InlineData("MX", "65536 mail.example.com", "InvalidNumber (Value is not a valid number)")]
    [InlineData("SRV", "1 2 mail.example.com", "SRVRRDATANotFourFields (SRV record doesn't have 4 fields)")]
    public void A_value_has_the_form_of_its_type(string type, string value, string complaint)
    {
        Assert.Equal($"[Invalid Resource Record: 'FATAL problem: {complaint} encountered with '{value}'']", Refused(Create("a.example.com", type, value)));
        Assert.Equal($"[Invalid Resource Record: 'FATAL problem: {complaint} encountered with '{value}'']", Refused(Upsert("a.example.com", type, value)));
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void Strings_of_a_text_end_at_255_characters()
    {
        Change(Create("a.example.com", "TXT", $"\"{new string('a', 255)}\" \"{new string('b', 255)}\"")).IsAccepted();
        Assert.Contains("CharacterStringTooLong (Value is too long)", Refused(Create("b.example.com", "TXT", $"\"{new string('a', 256)}\"")), StringComparison.Ordinal);
        Assert.Equal(@"""a\""b\\c""", TxtValue.Of("a\"b\\c"));
        Assert.Equal<IEnumerable<string>>(["a\"b\\c*é"], TxtValue.StringsOf(@"""a\""b\\c\052\351"""));
        Assert.Equal(2, TxtValue.StringsOf(TxtValue.Of(new string('a', 256))).Length);
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void A_CNAME_stands_alone_and_not_at_the_name_of_the_zone()
    {
        Change(Create("a.example.com", "A", "192.0.2.1"), Create("c.example.com", "CNAME", "a.example.com")).IsAccepted();

        Assert.Equal(
            "[RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.]", Refused(Create("example.com", "CNAME", "a.example.com")));
        Assert.Equal(
            "[RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.]",
            Refused(Create("a.example.com", "CNAME", "c.example.com")));
        Assert.Equal(
            "[RRSet of type TXT with DNS name c.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.]",
            Refused(Create("c.example.com", "TXT", "\"a\"")));
        Assert.Contains("more than one resource record", Refused(Create("d.example.com", "CNAME", "a.example.com", "b.example.com")), StringComparison.Ordinal);
        Change(Create("a.example.com", "CNAME", "c.example.com"), Delete("a.example.com", "A", "192.0.2.1")).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void A_zone_keeps_its_NS_and_SOA_records_which_can_be_changed()
    {
        var (servers, start) = (Zone.RecordSets.Values.First(), Zone.RecordSets.Values.Last());

        Assert.Equal("[A HostedZone must contain exactly one SOA record.]", Refused(new RecordChange(RecordAction.Delete, start)));
        Assert.Equal("[A HostedZone must contain at least one NS record for the zone itself.]", Refused(new RecordChange(RecordAction.Delete, servers)));
        Assert.Equal(
            "[A HostedZone must contain exactly one SOA record.]", Refused(Create("a.example.com", "SOA", "ns.example.com. me.example.com. 1 2 3 4 5")));
        Change(Upsert("example.com", "SOA", "ns.example.com. me.example.com. 1 2 3 4 5"), Upsert("example.com", "NS", "ns.example.com")).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void What_is_deleted_is_said_as_it_is()
    {
        Change(Create("a.example.com", "A", "192.0.2.1", "192.0.2.2")).IsAccepted();

        Assert.All(
            (RecordChange[])[Delete("a.example.com", "A", "192.0.2.1"), new(RecordAction.Delete, Set("a.example.com", "A", 61, "192.0.2.1", "192.0.2.2"))],
            change => Assert.Equal("[Tried to delete resource record set [name='a.example.com.', type='A'] but the values provided do not match the current values]", Refused(change)));
        Change(Delete("a.example.com", "A", "192.0.2.2", "192.0.2.1")).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void A_batch_says_one_thing_of_a_record_set()
    {
        Assert.Equal(
            "[The request contains an invalid set of changes for a resource record set 'A a.example.com.']",
            Refused(Create("a.example.com", "A", "192.0.2.1"), Upsert("a.example.com", "A", "192.0.2.2")));
        Assert.Equal("[Duplicate Resource Record: '192.0.2.1']", Refused(Create("a.example.com", "A", "192.0.2.1", "192.0.2.1")));
        Change(Create("a.example.com", "A", "192.0.2.1")).IsAccepted();
        Change(Delete("a.example.com", "A", "192.0.2.1"), Create("a.example.com", "A", "192.0.2.2")).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§route53/batch")]
    public void A_record_set_has_values_or_an_alias()
    {
        var alias = new AliasTarget("Z7HUB22UULQXV", "vpce-0.vpce-svc-0.us-east-1.vpce.amazonaws.com", false);
        Change(Aliased("a.example.com", "A", alias)).IsAccepted();
        Change(Aliased("b.example.com", "A", new AliasTarget(_zone, "a.example.com", true))).IsAccepted();

        Assert.Contains("but that target was not found", Refused(Aliased("c.example.com", "A", new AliasTarget(_zone, "none.example.com", true))), StringComparison.Ordinal);
        Assert.Contains("does not lie within the target zone", Refused(Aliased("c.example.com", "A", new AliasTarget(_zone, "a.example.org", true))), StringComparison.Ordinal);
        Assert.Contains("alias records of type TXT", Refused(Aliased("c.example.com", "TXT", alias)), StringComparison.Ordinal);
        Assert.Contains("found none in Change with [Action=CREATE, Name=d.example.com, Type=A, SetIdentifier=null]", Malformed(new RecordSet("d.example.com", "A", null, [], null)), StringComparison.Ordinal);
        Assert.Contains("found more than one", Malformed(new RecordSet("d.example.com", "A", 60, [], alias)), StringComparison.Ordinal);
        Assert.Contains("Missing field 'TTL'", Malformed(new RecordSet("d.example.com", "A", null, ["192.0.2.1"], null)), StringComparison.Ordinal);
        Assert.Contains("Missing field 'ResourceRecords'", Malformed(new RecordSet("d.example.com", "A", 60, [], null)), StringComparison.Ordinal);
        Assert.Contains("Invalid TTL -1", Malformed(Set("d.example.com", "A", -1, "192.0.2.1")), StringComparison.Ordinal);
        Assert.Contains("does not model resource records of type CAA", Malformed(Set("d.example.com", "CAA", 60, "0 issue \"ca\"")), StringComparison.Ordinal);
        Assert.Contains("enum value set: [SOA, A, TXT,", Malformed(Set("d.example.com", "NONE", 60, "a")), StringComparison.Ordinal);
        Call(new HostedZonesCommand.ChangeResourceRecordSets(_zone, [], null)).IsRefused("§route53/batch", "InvalidInput");
    }

    [Fact]
    [Trait("Rule", "§route53/quota")]
    public void There_is_an_end_to_records_and_characters_of_a_batch()
    {
        string[] many = [.. Enumerable.Range(0, 1000).Select(number => $"\"{number}\"")];
        Change(Create("a.example.com", "TXT", [.. many])).IsAccepted();
        Change(Upsert("a.example.com", "TXT", [.. many[..501]])).IsRefused("§route53/quota", "InvalidChangeBatch");
        Change(Upsert("a.example.com", "TXT", [.. many[..500]])).IsAccepted();
        string[] wordy = [.. Enumerable.Range(100, 129).Select(number => $"\"{number}{new string('a', 245)}\"")];
        Change(Create("b.example.com", "TXT", [.. wordy])).IsRefused("§route53/quota", "InvalidChangeBatch");
        Change(Create("b.example.com", "TXT", [.. wordy[1..]])).IsAccepted();
    }

    private Outcome Change(params ImmutableArray<RecordChange> changes) => Call(new HostedZonesCommand.ChangeResourceRecordSets(_zone, changes, null));

    private string Refused(params ImmutableArray<RecordChange> changes) => Change(changes).IsRefused("§route53/batch", "InvalidChangeBatch");

    private string Malformed(RecordSet set) => Change(new RecordChange(RecordAction.Create, set)).IsRefused("§route53/batch", "InvalidInput");

    private Outcome Call(HostedZonesCommand command) => _world.Send(HostedZonesState.Of(Provider), command, In(Regions.Virginia, Provider));

    private static RecordSet Set(string name, string type, long ttl, params ImmutableArray<string> values) => new(name, type, ttl, values, null);

    private static RecordChange Create(string name, string type, params ImmutableArray<string> values) => new(RecordAction.Create, Set(name, type, 60, values));

    private static RecordChange Upsert(string name, string type, params ImmutableArray<string> values) => new(RecordAction.Upsert, Set(name, type, 60, values));

    private static RecordChange Delete(string name, string type, params ImmutableArray<string> values) => new(RecordAction.Delete, Set(name, type, 60, values));

    private static RecordChange Aliased(string name, string type, AliasTarget alias) => new(RecordAction.Create, new RecordSet(name, type, null, [], alias));
}
