using System.Text.RegularExpressions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>The catalogue of rules and settings is whole, and says the same as what it is made of.</summary>
public sealed partial class CatalogueSpec
{
    private const string Head = "| setting | default | source | what it decides |";

    /// <summary>Settings that no rule names, each with the reason: they say how long something takes, the rules what comes before and after.</summary>
    private static readonly SortedDictionary<string, string> OfNoRule = new(StringComparer.Ordinal)
    {
        [nameof(Settings.RegionOptInDuration)] = "R27 and R31 ask for an account that has opted in, whenever it began to.",
        [nameof(Settings.RegionOptOutDuration)] = "§3.2 refuses while it lasts, however long that is.",
        [nameof(Settings.ServiceCreation)] = "§2.1/name asks for a service that is available, whenever it was made.",
        [nameof(Settings.SupportedRegionActivation)] = "R19a asks for a supported Region that is available, whenever it was added.",
        [nameof(Settings.SupportedRegionRemoval)] = "R33 refuses from the removal on, however long the Region is Deleting.",
        [nameof(Settings.EndpointProvisioning)] = "§2.2 has the states of an endpoint, not how long each lasts.",
        [nameof(Settings.EndpointDeletion)] = "§2.2 has the states of an endpoint, not how long each lasts.",
        [nameof(Settings.FirstEphemeralPort)] = "§2.11/acl filters replies, whatever port a client takes.",
        [nameof(Settings.LastEphemeralPort)] = "§2.11/acl filters replies, whatever port a client takes.",
        [nameof(Settings.ConnectionRequestExpiry)] = "§2.2 has a request expire, not when.",
        [nameof(Settings.ZoneImpairmentDetection)] = "R62 answers with what is healthy, not how soon it is noticed.",
        [nameof(Settings.ZoneRecoveryDetection)] = "R62 answers with what is healthy, not how soon it is noticed.",
        [nameof(Settings.ZonalAutoshiftDetection)] = "§6.1/autoshift shifts away from what AWS finds impaired, not how soon.",
        [nameof(Settings.ZonalAutoshiftRecovery)] = "§6.1/autoshift shifts back once the zone has recovered, not how soon.",
    };

    [Fact]
    public void Every_setting_has_a_source_and_its_documentation_says_the_same()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "src", "PrivateLinkSim.Domain", "Facts", "Settings.cs"));

        Assert.Equal(typeof(Settings).GetProperties().Where(property => property.CanWrite).Select(property => property.Name), SettingBook.All.Select(each => each.Property.Name));
        Assert.All(SettingBook.All, setting => Assert.Contains($"    /// <summary>{setting.Sentence} {setting.Source}.</summary>", source, StringComparison.Ordinal));
        Assert.All(SettingBook.All, setting => Assert.Matches("^[A-Z].*\\.$", setting.Sentence));
    }

    [Fact]
    public void The_README_has_every_setting()
    {
        var right = string.Join('\n', [Head, "|---|---|---|---|", .. SettingBook.All.Select(Row)]);
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "README.md"));
        var from = readme.IndexOf(Head, StringComparison.Ordinal);

        Assert.True(from >= 0 && readme[from..].StartsWith(right + "\n\n", StringComparison.Ordinal), $"The table in src/README.md should be:\n\n{right}\n");
    }

    [Fact]
    public void A_code_is_published_or_a_setting_carries_it_and_then_it_is_assumed()
    {
        var refusals = RuleBook.All.SelectMany(rule => rule.Refusals).ToArray();

        Assert.All(refusals, refusal => Assert.True(refusal.Code is null != refusal.CodeSetting is null, refusal.ToString()));
        Assert.All(refusals.Where(refusal => refusal.CodeSetting is not null), refusal =>
        {
            Assert.Equal(SourceClass.Assumed, refusal.Source);
            Assert.Equal(SourceClass.Assumed, SettingBook.Of(refusal.CodeSetting!).Source);
        });
        Assert.Equal(
            SettingBook.All.Where(setting => setting.Name.EndsWith("Code", StringComparison.Ordinal)).Select(setting => setting.Property.Name).Order(StringComparer.Ordinal),
            refusals.Select(refusal => refusal.CodeSetting).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(RuleBook.All, rule => Assert.Equal(rule.Refusals.Length, rule.Refusals.DistinctBy(each => (each.Code, Placeholder().Replace(each.Text, "{}"))).Count()));
    }

    [Fact]
    public void Every_setting_is_named_by_a_rule_or_its_refusals_or_there_is_a_reason_why_not()
    {
        string[] named = [.. RuleBook.All.SelectMany(rule => rule.Refusals.Select(refusal => refusal.CodeSetting).Append(rule.Setting)).OfType<string>()];

        Assert.Equal(
            OfNoRule.Keys.Order(StringComparer.Ordinal),
            SettingBook.All.Select(setting => setting.Property.Name).Except(named, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_refusal_in_the_source_is_without_a_rule_and_a_code() =>
        Assert.Empty(Repository.DomainSources().SelectMany(source => EmptyRejection().Matches(source)).Select(match => match.Value));

    [Theory]
    [InlineData("zone {zone} of {region}.", "zone a of b.", true)]
    [InlineData("zone {zone} of {region}.", "zone a of b", false)]
    [InlineData("zone {zone}", "a zone b", false)]
    [InlineData("zone {zone} again", "zone again again", true)]
    [InlineData("{name} is", "it is", true)]
    [InlineData("{name} is", "it is not", false)]
    [InlineData("the same", "the same", true)]
    [InlineData("the same", "the same again", false)]
    public void A_text_is_recognised_whatever_stands_in_its_placeholders(string text, string message, bool says) =>
        Assert.Equal(says, new RuleRefusal("Code", text, SourceClass.Documented).Says(message));

    [Fact]
    public void A_setting_is_shown_as_scenarios_write_it()
    {
        Assert.Equal(["60s", "0s", "7d", "24h", "150s"], ((string[])["endpointProvisioning", "serviceCreation", "connectionRequestExpiry", "clientTokenLifetime", "zoneRecoveryDetection"]).Select(name => SettingBook.Of(name).Default));
        Assert.Equal("noData", SettingBook.Of("serviceHostnameAnswers").Default);
        Assert.Equal(1, new Settings().MinimumProviderZonesForCrossRegion);
        Assert.Equal(2, SettingBook.Of("minimumProviderZonesForCrossRegion").With(new Settings(), 2).MinimumProviderZonesForCrossRegion);
    }

    private static string Row(Setting setting) => $"| `{setting.Name}` | {setting.Default} | {setting.Source.ToString().ToLowerInvariant()} | {setting.Sentence.Replace("|", "\\|", StringComparison.Ordinal)} |";

    [GeneratedRegex("\\{[^}]*\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("new Rejection\\((?:[^;]*?, )?\"\"[,)]")]
    private static partial Regex EmptyRejection();
}
