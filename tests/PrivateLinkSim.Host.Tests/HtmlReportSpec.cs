using System.Text.RegularExpressions;

namespace PrivateLinkSim.Host.Tests;

public sealed class HtmlReportSpec : IDisposable
{
    private const string Traffic = "traffic-through-a-zone-failure";

    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story).With("wrong.json", Given.WrongStory);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_same_run_gives_the_same_page_however_much_else_it_tells()
    {
        string[] pages =
        [
            await PageAsync(0, Given.Shipped($"{Traffic}.json"), "--journal", "memory"),
            await PageAsync(0, Given.Shipped($"{Traffic}.json"), "--json"),
            await PageAsync(0, Given.Shipped($"{Traffic}.json"), "--quiet"),
        ];

        Assert.Equal(pages[0], pages[1]);
        Assert.Equal(pages[0], pages[2]);
    }

    [Theory]
    [InlineData("first-endpoint")]
    [InlineData("az-failover")]
    [InlineData(Traffic)]
    public async Task A_page_loads_nothing_runs_nothing_and_is_small(string scenario)
    {
        var page = await PageAsync(0, Given.Shipped($"{scenario}.json"), "--journal", "memory");

        Assert.DoesNotMatch(@"(?i)<(script|link|img|iframe|object|embed|base)\b|\son\w+=|@import|url\(|\bsrc=|http-equiv|javascript:", page);
        Assert.All(Regex.Matches(page, "href=\"([^\"]*)\"").Select(match => match.Groups[1].Value), target => Assert.StartsWith("#", target, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(rgb|hsl)a?\(", page);
        Assert.InRange(page.Length, 10_000, 300_000);
    }

    [Fact]
    public async Task All_shipped_scenarios_fit_one_page()
    {
        var page = await PageAsync(0, Path.Combine(Given.Root, "scenarios"), "--journal", "memory");

        Assert.InRange(page.Length, 100_000, 2_000_000);
        Assert.Equal(Regex.Count(page, "<article "), Regex.Count(page, "<a href=\"#run-"));
    }

    [Fact]
    public async Task A_page_tells_the_zone_failure_in_words()
    {
        var page = await PageAsync(0, Given.Shipped($"{Traffic}.json"), "--journal", "memory");

        var story = Section(page, "story");
        Assert.Contains("Zone use1-az1 of us-east-1 passed no traffic from +30m to +1h (30m).", story, StringComparison.Ordinal);
        Assert.Contains("Endpoint rates-endpoint reached nothing through use1-az1 for 30m in all.", story, StringComparison.Ordinal);
        Assert.Contains("by-regional-name lost 5,370 of 496,800 connections (1.0809%), for 1m 59s in a row at longest", story, StringComparison.Ordinal);
        Assert.Contains("No connection was lost by same-zone-first.", story, StringComparison.Ordinal);
        Assert.Contains("All 9 expectations held.", story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_tells_what_a_lost_Region_means_across_Regions()
    {
        var page = await PageAsync(0, Given.Shipped("az-failover.json"), "--journal", "memory");

        Assert.Contains("Region us-east-1 was lost from +3h to +4h (1h).", Section(page, "story"), StringComparison.Ordinal);
        Assert.Contains("Endpoint far reached nothing through euw1-az1 for 1h 20m in all, through euw1-az3 for 1h 1m in all", Section(page, "story"), StringComparison.Ordinal);
        Assert.Contains("✗ lost with its Region for 1h; passes no traffic for 30m", Section(page, "topology"), StringComparison.Ordinal);
        Assert.Contains("✗ reaches nothing (R37) by use1-az1 +1h to +1h 1m (1m)", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.Contains("far-clients lost 440,970 of 1,738,800 connections (25.3605%), for 1h in a row at longest", Section(page, "story"), StringComparison.Ordinal);
        Assert.Contains("○ tries nothing", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"costs\"", await PageAsync(0, Given.Shipped("first-endpoint.json"), "--journal", "memory"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_are_down_try_nothing_and_lose_nothing()
    {
        var scenario = await File.ReadAllTextAsync(Given.Shipped($"{Traffic}.json"));
        _bench.With("down.json", scenario.Replace("\"subnet\": \"app-2\", \"dns\"", "\"subnet\": \"app-1\", \"dns\"", StringComparison.Ordinal));

        // What the scenario says that they lose, they do not.
        var page = await PageAsync(1, "down.json", "--journal", "memory");

        Assert.Contains("○ tries nothing", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.Contains("No connection was lost by by-zonal-name, same-zone-first.", Section(page, "story"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_section_shows_facts_of_the_run()
    {
        var page = await PageAsync(0, Given.Shipped($"{Traffic}.json"), "--journal", "memory");

        Assert.Matches("box zone lost.{0,40}Zone use1-az1.{0,60}✗ passes no traffic for 30m", Section(page, "topology"));
        Assert.Matches("box zone sound.{0,40}Zone use1-az2", Section(page, "topology"));
        Assert.Contains("lost 21,564 of 496,800", Section(page, "topology"), StringComparison.Ordinal);
        Assert.Contains("▲ reaches a target, out of DNS +1h to +1h 2m 30s (2m 30s)", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.Contains("left:42.857%;width:42.857%", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.Contains("<td class=\"figure\" data-head=\"timed out\">18,000</td>", Section(page, "traffic"), StringComparison.Ordinal);
        Assert.Equal(16, Regex.Count(Section(page, "traffic"), "<figure>"));
        Assert.Contains("92.5416%: 66,630 of 72,000", Section(page, "expectations"), StringComparison.Ordinal);
        Assert.Contains("<b>0.732376</b>", Section(page, "costs"), StringComparison.Ordinal);
        Assert.Matches("PASS traffic-through-a-zone-failure digest sha256:[0-9a-f]{64}", Section(page, "again"));
    }

    [Fact]
    public async Task Faults_have_lanes_from_when_they_begin_until_they_end_by_themselves_or_are_ended()
    {
        var ended = Section(await PageAsync(0, Given.Shipped("az-failover.json"), "--journal", "memory"), "timeline");
        var byItself = await PageAsync(0, Given.Shipped("region-loss.json"), "--journal", "memory");

        Assert.Matches("ImpairZone use1-az1</div>.{0,900}>\\+1h to \\+1h 30m \\(30m\\)<", ended);
        Assert.Matches("BeginRegionOutage us-east-1</div>.{0,900}>\\+3h to \\+4h \\(1h\\)<", ended);
        Assert.Matches("region-outage us-east-1</div>.{0,900}>\\+30m to \\+1h 30m \\(1h\\)<", Section(byItself, "timeline"));
        Assert.Equal(8, Regex.Count(Section(byItself, "traffic"), "<rect class=\"shade\" x=\"153.4\" y=\"8\" width=\"214.8\" height=\"160\">"));
    }

    [Fact]
    public async Task A_node_that_works_again_is_not_told_as_failed_until_that_is_found_out()
    {
        _bench.With("node.json", (await File.ReadAllTextAsync(Given.Shipped("keepalive.json"))).Replace(
            "\"at\": \"2026-05-01T13:00:00Z\",",
            """
            "at": "2026-05-01T12:30:00Z", "load-balancer-node-failure": { "LoadBalancerArn": "orders-lb", "ZoneId": "use1-az1", "Duration": "10m" } },
            { "at": "2026-05-01T13:00:00Z",
            """,
            StringComparison.Ordinal));

        var page = await PageAsync(1, "node.json", "--journal", "memory");

        Assert.Contains(
            "✗ node failed +30m to +40m (10m) · ▲ node works again, which is not found out yet +40m to +42m 30s (2m 30s)", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.Contains("Load balancer orders-lb in use1-az1: node failed from +30m to +40m (10m).", Section(page, "story"), StringComparison.Ordinal);
        Assert.Contains("No group has bytesPerConnection, so no data is priced.", Section(page, "costs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_that_lose_what_they_keep_open_are_not_well_though_they_lose_nothing_new()
    {
        var page = await PageAsync(0, Given.Shipped("long-lived-connections.json"), "--journal", "memory");

        Assert.Contains("▲ 1,500 of 3,000 are open for 2m", Section(page, "topology"), StringComparison.Ordinal);
        Assert.Contains("▲ 1,500 of 3,000 are open +30m to +32m (2m)", Section(page, "timeline"), StringComparison.Ordinal);
        Assert.Contains("Patient had 1,500 open connections cut off", Section(page, "story"), StringComparison.Ordinal);
        Assert.DoesNotContain("No connection was lost", page, StringComparison.Ordinal);
        Assert.DoesNotContain("tries nothing", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_stand_before_the_endpoint_that_they_turn_to_when_theirs_fails()
    {
        var page = await PageAsync(0, Given.Shipped("region-loss.json"), "--journal", "memory");

        Assert.Matches("as the fallback of</span> two-regions.{0,80}→.{0,80}endpoint</span> to-west", Section(page, "topology"));
        Assert.Contains("to-east (regional), else to-west", Section(page, "traffic"), StringComparison.Ordinal);
        Assert.Contains("fallback use2-az1 tried", Section(page, "traffic"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_that_makes_it_again_names_file_and_seed()
    {
        var page = await PageAsync(0, "scenarios/story.json", "--journal", "memory", "--seed", "7");

        Assert.Contains($"<pre>plsim run {Path.Combine("scenarios", "story.json")} --seed 7</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_are_told_with_their_rules()
    {
        var page = await PageAsync(0, "scenarios/story.json", "--journal", "memory");

        Assert.Matches("customer: CreateVpcEndpoint.*<b>InvalidServiceName</b>.*<b>R4</b> You grant permission.*✓ yes", Section(page, "refusals"));
        Assert.Contains("One call was refused with InvalidServiceName (R4), as expected.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_told()
    {
        var page = await PageAsync(1, "wrong.json", "--journal", "memory");

        Assert.Contains("✗ FAIL", page, StringComparison.Ordinal);
        Assert.Contains("2 of 3 expectations failed, first at +0s", Section(page, "story"), StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(Section(page, "expectations"), "✗ failed"));
        Assert.Contains("✗ no", Section(page, "refusals"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_of_a_scenario_becomes_markup()
    {
        _bench.With("bad.json", Given.Story
            .Replace("A customer is let in and loses a zone", "</title><script>alert(1)</script> & \\\"x\\\" \\u0001", StringComparison.Ordinal)
            .Replace("A zone fails.", "<img src=x onerror=alert(1)>", StringComparison.Ordinal));

        var page = await PageAsync(0, "bad.json", "--journal", "memory");

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"x\" \uFFFD", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(int code, params string[] arguments)
    {
        var answer = await _bench.RunAsync(["run", .. arguments, "--report", "html=out/page.html"]);
        Assert.Equal((code, ""), (answer.Code, answer.Error));
        return await File.ReadAllTextAsync(_bench.Path("out/page.html"));
    }

    private static string Section(string page, string name) =>
        Regex.Match(page, $"<section class=\"{name}\">.*?</section>", RegexOptions.Singleline).Value is { Length: > 0 } section
            ? section
            : throw new Xunit.Sdk.XunitException($"The page has no section {name}.");
}
