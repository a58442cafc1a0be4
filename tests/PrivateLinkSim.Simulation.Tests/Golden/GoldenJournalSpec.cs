using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Golden;

/// <summary>
/// The journals of earlier releases, as they were exported, can be read for ever: the chain holds, every event has a
/// meaning today, and the log folds to the world that the release itself showed at its end (beside it, as .world.json).
/// </summary>
public sealed class GoldenJournalSpec
{
    private static readonly (string Journal, string Digest)[] Known =
    [
        ("v0.1.0/az-failover", "bf29618a29e451b0aecd1e3b9b186d4c19195564188ea69a7bb23597094d71a4"),
        ("v0.1.0/first-endpoint", "ed1c31a028bcf2ce6a9017ec940b7d03f6000c4b09c89a63d640be0fde86a28f"),
        ("v0.1.0/manual-acceptance", "05233a85f4da4161e655aaa5ba20c98b2b0c7fd4c6b0353820f49e789b2a56ad"),
        ("v0.1.0/opt-in", "b7b358718cb99ab023db54c6dc0d3ad2e92a013a65a630e4b7d1ff922ee410c8"),
        ("v0.1.0/region-removal", "1e2e9b8a13a2161b8ec426093949cc6e3eb6981b2b22b1bbda4e75327e06572e"),
        ("v0.2.0-dev/acceptance-and-rejection", "8abaaea174f7a99d3bdb372d9412dd285b44cc2204c0ef98107e48e1dee3b8e6"),
        ("v0.2.0-dev/cross-region-bars", "f9b528e323287a6b16774d78e4e61e4b989984a68d952bf322a078cf38a9b4c7"),
        ("v0.2.0-dev/cross-zone-targets", "459400e0c5a6856b89d3d17a02437533ec2ca85f3c6373d30ed87b332d913c2a"),
        ("v0.2.0-dev/degraded-network", "2ddb2168849f71e951adcfd51a35e5e9683a2843710a1297dcbaa182ba2112c5"),
        ("v0.2.0-dev/deletion-order", "729e40d306fe265e7fe96983575873e3a6a3e2c7236eee8d59aaa359f2570cac"),
        ("v0.2.0-dev/deployment", "532af29ade2ab02de4f245bfcb37284eedd4276cdfe591c87d5052ee19600f2f"),
        ("v0.2.0-dev/ip-address-types", "9ec3bc949ce87cfa154a12471e3e4c6e69e303a83a0a088788179c1f302fa61c"),
        ("v0.2.0-dev/notifications-and-tags", "962aae62b4751e04da0d8e8d03544eef0c7f1b382a5f1c14ab13e70b25008417"),
        ("v0.2.0-dev/permissions", "dbc527025facdc6b19276bffaeb303b4fabbdb3fff7e837964440b76a08728dd"),
        ("v0.2.0-dev/private-dns", "9014dbb60b3e8c5a2531f74285a19d96511875510b3d57578df4dc00419addf4"),
        ("v0.2.0-dev/security-groups", "98ff6c134e14c094044fce0ca775948b7af698ba2dd86f80b3cce02b3c35d351"),
        ("v0.2.0-dev/zonal-autoshift", "89fcb8ec64ba14ce4ca9d153975b4d5debac3ac1dedfb2f0936a78bc303fe5c3"),
        ("v0.2.0-dev/zonal-shift", "51c0f92c95b77c182033b9f92abdcbd8a86925a8d5e143cf6db26c094c7af645"),
    ];

    public static TheoryData<string> Journals { get; } = new(Known.Select(each => each.Journal));

    /// <summary>Those of the first release, which kept no notes; beside them is the world that it showed.</summary>
    public static TheoryData<string> OfFirstRelease { get; } = new(Known.Select(each => each.Journal).Where(IsOfFirst));

    /// <summary>Those that say themselves what the run came to.</summary>
    public static TheoryData<string> WithNotes { get; } = new(Known.Select(each => each.Journal).Where(journal => !IsOfFirst(journal)));

    [Fact]
    public void Every_golden_journal_is_replayed() => Assert.Equal(
        Directory.EnumerateFiles(Folder, "*.jsonl", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/')).Order(StringComparer.Ordinal),
        Known.Select(each => each.Journal));

    [Theory]
    [MemberData(nameof(Journals))]
    public void Its_chain_holds_link_by_link_to_the_digest(string journal)
    {
        var chain = new LogChain();

        Assert.All(RowsOf(journal), row => Assert.True(chain.Follows(row), row.Text));

        Assert.Equal($"sha256:{Known.First(each => each.Journal == journal).Digest}", chain.Digest);
    }

    [Theory]
    [MemberData(nameof(Journals))]
    public void It_is_sound_in_every_way(string journal)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, $"{journal}.jsonl"));
        var rows = ExportedLog.Rows(stream, journal).ToList();

        Assert.Empty(LogAudit.Of(() => rows, new LogAuditOptions { IsNumbered = false, Catalogue = EventCatalogue.Standard }).Damages);
    }

    [Theory]
    [MemberData(nameof(WithNotes))]
    public void It_folds_to_the_states_that_were_noted_at_its_end(string journal)
    {
        var replay = new LogReplay([.. RowsOf(journal).Select(LogEntryReader.Read)], EntityTypes.Standard, EventCatalogue.Standard);

        replay.ToTurn(long.MaxValue);

        var noted = JObject.Parse(File.ReadLines(Path.Combine(Folder, $"{journal}.jsonl")).Last())["bookkeeping"]!;
        Assert.Equal((string?)noted["stateDigest"], replay.World.StateDigest());
    }

    [Theory]
    [MemberData(nameof(OfFirstRelease))]
    public void It_folds_to_the_world_that_the_release_showed(string journal)
    {
        var replay = new LogReplay([.. RowsOf(journal).Select(LogEntryReader.Read)], EntityTypes.Standard, EventCatalogue.Standard);

        replay.ToTurn(long.MaxValue);

        Assert.Equal(replay.Length, replay.Position);
        var expected = JObject.Parse(File.ReadAllText(Path.Combine(Folder, $"{journal}.world.json")));
        Assert.All(expected["entities"]!, entity => Assert.Equal(
            entity.ToString(), Essence(EntityId.Parse((string)entity["entity"]!), replay).ToString()));
    }

    [Theory]
    [MemberData(nameof(OfFirstRelease))]
    public void Its_settings_are_those_of_the_run_and_its_scenario_can_be_read(string journal)
    {
        var started = (RunStarted)EventCatalogue.Standard.Read(LogEntryReader.Read(RowsOf(journal)[0]));

        var file = ScenarioFile.OfRun(started, "golden.json", RegionData.Load().Regions);

        Assert.True(file.Facts.Settings.DnsNameSuffix);
        Assert.Equal(ServiceHostnameAnswer.NoData, file.Facts.Settings.ServiceHostnameAnswers);
        Assert.Equal(TimeSpan.FromMinutes(5), file.Facts.Settings.PrivateDnsVerification);
    }

    [Fact]
    public void Interfaces_of_version_1_are_read_in_the_form_of_version_2()
    {
        const string Old = """{"interfaces":[{"address":"10.0.0.7","interfaceId":"eni-1","subnetId":"subnet-1","zoneId":"use1-az1"}]}""";

        var upcast = Upcasters.Interfaces(JObject.Parse(Old));

        Assert.Equal(
            """{"interfaces":[{"interfaceId":"eni-1","ipv4":"10.0.0.7","subnetId":"subnet-1","zoneId":"use1-az1"}],"securityGroupIds":[]}""",
            CanonicalJson.Text(upcast));
        Assert.NotNull(EventCatalogue.Standard.Of("interface-endpoint.interfaces-reserved", 1).Upcast);
        Assert.Null(EventCatalogue.Standard.Of("interface-endpoint.interfaces-reserved", 2).Upcast);
    }

    [Fact]
    public void Settings_of_the_first_release_are_read_under_their_names_of_today()
    {
        var first = new JObject
        {
            ["seed"] = 1,
            ["scenario"] = new JObject { ["settings"] = new JObject { ["endpointNameSuffix"] = false, ["serviceHostnameExists"] = false } },
            ["settings"] = new JObject { ["endpointNameSuffix"] = false, ["serviceHostnameExists"] = false, ["endpointProvisioning"] = 1000 },
            ["dataHashes"] = new JObject(),
        };

        var started = (RunStarted)EventCatalogue.Standard.Of("run.started", 1).Read(CanonicalJson.Bytes(first));
        var settings = started.SettingsThen();

        Assert.Equal((false, ServiceHostnameAnswer.NxDomain, 1), (settings.DnsNameSuffix, settings.ServiceHostnameAnswers, settings.EndpointProvisioning.Seconds));
        Assert.Equal("""{"dnsNameSuffix":false,"serviceHostnameAnswers":"nxDomain"}""", CanonicalJson.Text(started.Scenario.Part("settings")!));
    }

    private static string Folder { get; } = Path.Combine(ShippedScenarios.Root, "tests", "PrivateLinkSim.Simulation.Tests", "Golden");

    private static bool IsOfFirst(string journal) => journal.StartsWith("v0.1.0/", StringComparison.Ordinal);

    private static List<LogRow> RowsOf(string journal)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, $"{journal}.jsonl"));
        return [.. ExportedLog.Rows(stream, journal).Select(row => row.Row).Where(row => !row.IsNote)];
    }

    private static JObject Essence(EntityId id, LogReplay replay) => replay.World.Find(id) switch
    {
        InterfaceEndpointState endpoint => new JObject
        {
            ["entity"] = id.ToString(),
            ["status"] = endpoint.Status.OnTheWire(),
            ["interfaces"] = new JArray(endpoint.Interfaces.Select(each => new JObject
            {
                ["zoneId"] = each.ZoneId,
                ["address"] = each.Ipv4,
                ["providerZoneId"] = each.ProviderZoneId,
                ["withdrawn"] = each.Withdrawn,
            })),
            ["dnsNames"] = new JArray(DnsNames.OfEndpoint(id.Key, endpoint, new Settings())),
        },
        EndpointServiceState service => new JObject
        {
            ["entity"] = id.ToString(),
            ["status"] = service.Status.ToString().ToLowerInvariant(),
            ["supportedRegions"] = new JArray(
                service.SupportedRegions.Where(region => region.Value.Status == SupportedRegionStatus.Available).Select(region => region.Key)),
            ["principals"] = new JArray(service.Principals.Keys),
            ["connections"] = new JObject(service.Connections.Select(each => new JProperty(each.Key, each.Value.Status.OnTheWire()))),
        },
        VpcState vpc => new JObject
        {
            ["entity"] = id.ToString(),
            ["freeAddresses"] = new JObject(vpc.Subnets.Select(subnet => new JProperty(subnet.Key, subnet.Value.FreeAddresses))),
        },
        var other => throw new InvalidOperationException($"{id} is {other?.GetType().Name ?? "not there"}."),
    };
}
