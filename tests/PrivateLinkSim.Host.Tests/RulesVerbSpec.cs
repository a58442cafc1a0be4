using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

public sealed class RulesVerbSpec : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_list_has_every_rule_and_says_how_many_there_are()
    {
        var answer = await _bench.RunAsync("rules");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.All(RuleBook.All, rule => Assert.Contains($"\n{rule.Id} ", $"\n{answer.Output}", StringComparison.Ordinal));
        Assert.StartsWith($"{RuleBook.All.Length} rules: ", answer.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_fits_a_terminal_of_80_columns()
    {
        var answer = await _bench.RunAsync(shell => shell with { Width = 80 }, "rules");

        Assert.DoesNotContain(answer.Output.Split('\n'), line => line.Length > 80 && line.Trim().Contains(' '));
    }

    [Fact]
    public async Task A_rule_is_shown_with_its_refusals_tests_and_scenarios()
    {
        var answer = await _bench.RunAsync("rules", "r29");

        Assert.Equal(0, answer.Code);
        Assert.Contains("You can't remove the host Region", answer.Output, StringComparison.Ordinal);
        Assert.Contains("InvalidParameter \"Cannot remove service region {region} from {service}\" (code observed)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("SupportedRegionsSpec.", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_a_setting_carries_is_shown_with_the_setting()
    {
        var answer = await _bench.RunAsync("rules", "R27");

        Assert.Contains("OptInRequired", answer.Output, StringComparison.Ordinal);
        Assert.Contains("(code assumed: setting providerNotOptedInCode)", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("R55", "IPv6 only      no    yes   no")]
    [InlineData("R53", "ipv4, ipv6  yes   yes   yes")]
    [InlineData("R60", "dualstack  service-defined  A, AAAA          A")]
    [InlineData("R61", "ipv4       dualstack        refused          refused")]
    public async Task The_rules_of_address_types_show_their_table(string rule, string row) =>
        Assert.Contains(row, (await _bench.RunAsync("rules", rule)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Programs_get_one_array()
    {
        var answer = await _bench.RunAsync("rules", "--json");

        var rules = JArray.Parse(answer.Output);
        Assert.Equal(RuleBook.All.Select(rule => rule.Id), rules.Select(rule => (string)rule["id"]!));
        var first = (JObject)rules.Single(rule => (string)rule["id"]! == "R27");
        Assert.Equal(["id", "sentence", "source", "sourceClass", "code", "setting", "tests", "scenarios"], first.Properties().Select(member => member.Name));
        Assert.Equal(("OptInRequired", "providerNotOptedInCode", "documented"), ((string)first["code"]!, (string)first["setting"]!, (string)first["sourceClass"]!));
        Assert.Equal(JTokenType.Null, rules[0]["code"]!.Type);
    }

    [Fact]
    public async Task An_unknown_rule_is_refused_with_the_nearest_one()
    {
        var answer = await _bench.RunAsync("rules", "§2.1/lbs");

        Assert.Equal(2, answer.Code);
        Assert.Contains("There is no rule '§2.1/lbs'. Did you mean '§2.1/lb'?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_rule_is_without_a_test() => Assert.Equal("Every rule has a test.\n", (await _bench.RunAsync("rules", "--uncovered")).Output);

    [Theory]
    [InlineData("R1", "R1 has a test.\n")]
    [InlineData("R1 R4", "R1 and R4 have tests.\n")]
    [InlineData("R1 R4 r2", "R1, R4 and R2 have tests.\n")]
    public async Task Only_the_rules_that_were_asked_for_are_said_to_have_a_test(string asked, string told) =>
        Assert.Equal(told, (await _bench.RunAsync(["rules", .. asked.Split(' '), "--uncovered"])).Output);
}
