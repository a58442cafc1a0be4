using System.Text.RegularExpressions;

namespace PrivateLinkSim.Host.Tests;

/// <summary>The page that takes a surprise from the report to its cause (src/README.md): its commands, run, come to its output.</summary>
public sealed partial class SurpriseSpec
{
    [Fact]
    public async Task The_commands_of_the_page_print_what_it_says()
    {
        var page = File.ReadAllText(Path.Combine(Given.Root, "src", "README.md")).Split("## A surprise, from report to cause")[1].Split("\n## ")[0];
        using var bench = new Workbench().With("scenarios/az-failover.json", File.ReadAllText(Path.Combine(Given.Root, "scenarios", "az-failover.json")));
        var said = "";
        var checkedLines = 0;
        foreach (var block in Blocks().Matches(page).Select(match => match.Groups[1].Value))
        {
            if (!block.StartsWith("plsim ", StringComparison.Ordinal))
            {
                foreach (var line in block.Split('\n').Where(line => line.Trim() is not ("" or "…")))
                {
                    Assert.Contains($"{line}\n", said, StringComparison.Ordinal);
                    checkedLines++;
                }

                continue;
            }

            said = "";
            foreach (var command in block.Replace("\\\n", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var answer = await bench.RunAsync([.. Words().Matches(command).Select(word => word.Groups[1].Success ? word.Groups[1].Value : word.Value).Skip(1)]);
                Assert.Equal(0, answer.Code);
                said += answer.Output;
            }
        }

        Assert.True(checkedLines > 15);
    }

    [GeneratedRegex("```\n(.*?)\n```", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"'([^']*)'|\S+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
