using System.Globalization;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

public sealed class ReportFilesSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story).With("wrong.json", Given.WrongStory);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Junit_has_a_suite_for_each_scenario_and_a_case_for_each_expectation()
    {
        var answer = await _bench.RunAsync("run", "scenarios", "wrong.json", "--journal", "memory", "--report", "junit=out/runs.xml");

        Assert.Equal(1, answer.Code);
        var suites = XDocument.Load(_bench.Path("out/runs.xml")).Root!.Elements("testsuite").ToArray();
        Assert.Equal(["story", "wrong"], suites.Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal([0, 2], suites.Select(suite => suite.Descendants("failure").Count()));
        Assert.All(suites, suite => Assert.Equal(Whole(suite, "tests"), suite.Elements("testcase").Count()));
        Assert.All(suites, suite => Assert.Equal(Whole(suite, "failures"), suite.Descendants("failure").Count()));
        Assert.All(suites[1].Descendants("failure"), failure => Assert.NotEqual("", failure.Attribute("message")!.Value));
    }

    [Fact]
    public async Task Junit_has_what_servers_ask_for_and_holds_no_character_that_xml_does_not()
    {
        _bench.With("odd.json", Given.WrongStory.Replace("A customer is let in", "\\u0001 <b> & \\u0002", StringComparison.Ordinal));

        var answer = await _bench.RunAsync("run", "odd.json", "--journal", "memory", "--report", "junit=runs.xml");

        Assert.Equal(1, answer.Code);
        var suite = XDocument.Load(_bench.Path("runs.xml")).Root!.Element("testsuite")!;
        Assert.Equal("\uFFFD <b> & \uFFFD and loses a zone", suite.Descendants("property").First().Attribute("value")!.Value);
        Assert.Equal(["name", "tests", "failures", "errors", "skipped", "time"], suite.Attributes().Select(attribute => attribute.Name.LocalName));
        Assert.All(suite.Elements("testcase"), test => Assert.Equal(["classname", "name", "time"], test.Attributes().Select(attribute => attribute.Name.LocalName)));
    }

    [Fact]
    public async Task Scenarios_of_one_name_each_have_their_own_suite_and_tables()
    {
        _bench.With("other/story.json", Given.Story);

        var answer = await _bench.RunAsync("run", "scenarios", "other", "--journal", "memory", "--report", "junit=runs.xml,csv=tables");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(["story", "story-2"], XDocument.Load(_bench.Path("runs.xml")).Root!.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal(["story-2.expectations.csv", "story.expectations.csv"], Directory.EnumerateFiles(_bench.Path("tables")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_table_of_traffic_adds_up_to_what_the_run_tells()
    {
        var answer = await _bench.RunAsync("run", Given.Shipped("traffic-through-a-zone-failure.json"), "--journal", "memory", "--json", "--report", "csv=tables");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        var rows = await File.ReadAllLinesAsync(_bench.Path("tables/traffic-through-a-zone-failure.traffic.csv"));
        Assert.Equal("group,fromSecond,seconds,zoneId,attempted,connected,timedOut,unresolved,refused,noPort,reset,dropped,bytes,open,latencyP50Microseconds,latencyP99Microseconds,fallback", rows[0]);
        foreach (var group in JArray.Parse(answer.Output)[0]["traffic"]!)
        {
            var counts = rows.Skip(1).Select(row => row.Split(',')).Where(cells => cells[0] == (string?)group["group"]).Aggregate(
                new long[4],
                (sums, cells) => [.. sums.Select((sum, column) => sum + Number(cells[4 + column]))]);
            Assert.Equal([(long)group["attempted"]!, (long)group["connected"]!, (long)group["timedOut"]!, (long)group["unresolved"]!], counts);
        }

        Assert.All(rows.Skip(1).Select(row => row.Split(',')), cells => Assert.Equal(Number(cells[4]), Number(cells[5]) + Number(cells[6]) + Number(cells[7])));
        Assert.All(rows.Skip(1).Select(row => row.Split(',')), cells => Assert.Equal((cells[5] == "0", cells[5] == "0"), (cells[14].Length == 0, cells[15].Length == 0)));
        Assert.True(File.Exists(_bench.Path("tables/traffic-through-a-zone-failure.expectations.csv")));
    }

    /// <summary>Every connection of the scenario's groups carries the same number of bytes, through whichever zone it goes.</summary>
    [Fact]
    public async Task Bytes_and_latencies_are_told_of_each_zone()
    {
        var answer = await _bench.RunAsync("run", Given.Shipped("region-loss.json"), "--journal", "memory", "--json");

        var groups = JArray.Parse(answer.Output)[0]["traffic"]!;
        var carried = JObject.Parse(await File.ReadAllTextAsync(Given.Shipped("region-loss.json")))["traffic"]!
            .ToDictionary(group => (string)group["name"]!, group => (long?)group["bytesPerConnection"] ?? 0, StringComparer.Ordinal);
        Assert.Contains(carried.Values, bytes => bytes > 0);
        foreach (var group in groups)
        {
            var each = carried[(string)group["group"]!];
            Assert.Equal((long)group["connected"]! * each, long.Parse((string)group["bytes"]!, CultureInfo.InvariantCulture));
            foreach (var zone in group["stretches"]!.SelectMany(stretch => stretch["zones"]!.Concat(stretch["fallbackZones"]!)))
            {
                Assert.Equal((long)zone["connected"]! * each, long.Parse((string)zone["bytes"]!, CultureInfo.InvariantCulture));
                Assert.Equal((long)zone["connected"]! > 0, (long?)zone["latencyP50Microseconds"] <= (long?)zone["latencyP99Microseconds"]);
            }
        }
    }

    [Fact]
    public async Task Costs_are_told_alike_as_text_as_json_and_as_a_table()
    {
        var shipped = Given.Shipped("traffic-through-a-zone-failure.json");
        var text = await _bench.RunAsync("run", shipped, "--journal", "memory");
        var answer = await _bench.RunAsync("run", shipped, "--journal", "memory", "--json", "--report", "csv=tables");

        var costs = JArray.Parse(answer.Output)[0]["costs"]!;
        var rows = await File.ReadAllLinesAsync(_bench.Path("tables/traffic-through-a-zone-failure.costs.csv"));
        Assert.Equal("account,region,item,quantity,unit,price,usd,priceClass,priceDate,priceSource", rows[0]);
        Assert.Equal(costs["rows"]!.Select(row => string.Join(',', row.Values<JProperty>().Select(member => (string?)member!.Value))), rows.Skip(1));
        Assert.Equal("444455556666,us-east-1,endpointHours,4,hour,0.01,0.04,published,2026-11-23,aws.amazon.com/privatelink/pricing", rows[1]);
        Assert.Matches(@"(?m)^  customer +us-east-1 +endpoint, by zone +4 h +0\.01 +0\.040000$", text.Output);
        Assert.Matches($@"(?m)^  all accounts +{decimal.Parse((string)costs["usd"]!, CultureInfo.InvariantCulture).ToString("F6", CultureInfo.InvariantCulture)}$", text.Output);
        Assert.Contains("at prices of 2026-11-23", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_traffic_there_are_no_costs()
    {
        var text = await _bench.RunAsync("run", "scenarios/story.json", "--journal", "memory");
        var answer = await _bench.RunAsync("run", "scenarios/story.json", "--journal", "memory", "--json", "--report", "csv=tables");

        Assert.DoesNotContain("Costs", text.Output, StringComparison.Ordinal);
        Assert.Null(JArray.Parse(answer.Output)[0]["costs"]);
        Assert.False(File.Exists(_bench.Path("tables/story.costs.csv")));
    }

    [Theory]
    [InlineData("junit", "Say where the report goes: junit=FILE.")]
    [InlineData("csv=", "Say where the report goes: csv=DIR.")]
    [InlineData("html", "Say where the report goes: html=FILE.")]
    [InlineData("rules=x", "The report rules goes to the output; it takes no file.")]
    [InlineData("html=a,html=b", "The report html is asked for twice")]
    [InlineData("junit=a,", "A report is missing beside a comma or '='")]
    [InlineData("junit=a,html=./a", "Two reports can't go to the same file, a.")]
    [InlineData("html=scenarios/story.json", "The report would replace the scenario")]
    [InlineData("junt=x", "'junt' is no report; there is: rules, junit, csv, html. Did you mean 'junit'?")]
    public async Task A_report_that_can_not_be_is_refused_before_anything_runs(string wish, string complaint)
    {
        var answer = await _bench.RunAsync("run", "scenarios", "--report", wish);

        Assert.Equal(2, answer.Code);
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Path("runs")));
    }

    [Theory]
    [InlineData("csv=taken")]
    [InlineData("junit=taken/runs.xml")]
    [InlineData("html=scenarios")]
    [InlineData("html=/")]
    public async Task A_place_that_can_not_be_written_is_named_before_anything_runs(string wish)
    {
        _bench.With("taken", "a file");

        var answer = await _bench.RunAsync("run", "scenarios", "--report", wish);

        Assert.Equal((5, ""), (answer.Code, answer.Output));
        Assert.Contains($"The report {wish.Split('=')[1].Replace('/', Path.DirectorySeparatorChar)} can't be written: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal("a file", await File.ReadAllTextAsync(_bench.Path("taken")));
        Assert.False(Directory.Exists(_bench.Path("runs")));
    }

    [Fact]
    public async Task What_is_there_stays_until_the_runs_are_over()
    {
        _bench.With("page.html", "the last page");
        var interrupted = new CancellationToken(canceled: true);

        var answer = await _bench.RunAsync(shell => shell with { Interruption = interrupted }, "run", "scenarios", "--report", "html=page.html,junit=new.xml");

        Assert.Equal(130, answer.Code);
        Assert.Contains("No report was written.", answer.Error, StringComparison.Ordinal);
        Assert.Equal("the last page", await File.ReadAllTextAsync(_bench.Path("page.html")));
        Assert.False(File.Exists(_bench.Path("new.xml")));
    }

    private static int Whole(XElement element, string attribute) => (int)Number(element.Attribute(attribute)!.Value);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
