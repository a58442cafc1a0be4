using System.Text;
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
    ];

    public static TheoryData<string> Journals { get; } = new(Known.Select(each => each.Journal));

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
    [MemberData(nameof(Journals))]
    public void Its_settings_are_those_of_the_run_and_its_scenario_can_be_read(string journal)
    {
        var started = (RunStarted)EventCatalogue.Standard.Read(LogEntryReader.Read(RowsOf(journal).First()));

        var file = ScenarioFile.OfRun(started, "golden.json", RegionData.Load().Regions);

        Assert.True(file.Facts.Settings.DnsNameSuffix);
        Assert.Equal(ServiceHostnameAnswer.NoData, file.Facts.Settings.ServiceHostnameAnswers);
        Assert.Equal(TimeSpan.FromMinutes(5), file.Facts.Settings.PrivateDnsVerification);
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
        Assert.Equal("""{"dnsNameSuffix":false,"serviceHostnameAnswers":"nxDomain"}""", CanonicalJson.Text(started.Scenario["settings"]!));
    }

    private static string Folder { get; } = Path.Combine(ShippedScenarios.Root, "tests", "PrivateLinkSim.Simulation.Tests", "Golden");

    private static IEnumerable<LogRow> RowsOf(string journal) =>
        File.ReadLines(Path.Combine(Folder, $"{journal}.jsonl")).Select(line => new LogRow("golden", Encoding.UTF8.GetBytes(line)));

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
