using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Makes rule-coverage.json from the tests' traits and the shipped scenarios, and fails while the file says something else.</summary>
public sealed partial class RuleCoverageFileSpec
{
    private const string WriteVariable = "PLSIM_WRITE_COVERAGE";

    [Fact]
    public async Task The_coverage_that_plsim_shows_is_that_of_the_tests_and_scenarios()
    {
        var file = Path.Combine(Given.Root, "src", "PrivateLinkSim.Simulation", "Catalogue", "rule-coverage.json");
        var tests = Directory.EnumerateFiles(Path.Combine(Given.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(each => !each.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(each => TestsIn(File.ReadAllText(each)))
            .ToLookup(each => each.Rule, each => each.Test, StringComparer.Ordinal);
        var scenarios = await ScenariosAsync();
        var right = RuleCoverage.Write(RuleBook.All.ToDictionary(
            rule => rule.Id,
            rule => new RuleCover([.. tests[rule.Id].Distinct(StringComparer.Ordinal)], [.. scenarios[rule.Id]]),
            StringComparer.Ordinal));

        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(file, right);
        }

        Assert.True(
            right == await File.ReadAllTextAsync(file),
            $"{file} is out of date. Make it anew: {WriteVariable}=1 dotnet test tests/PrivateLinkSim.Host.Tests --filter {nameof(RuleCoverageFileSpec)}");
        Assert.Empty(RuleBook.All.Where(rule => !tests[rule.Id].Any()).Select(rule => rule.Id));
    }

    [Fact]
    public void Traits_are_read_with_the_method_that_carries_them() => Assert.Equal(
        [("R1", "OneSpec.Does_this"), ("R2", "OneSpec.Does_this"), ("§2.1/lb", "TwoSpec.Does_that")],
        TestsIn("""
            public sealed partial class OneSpec : IDisposable
            {
                [Theory]
                [Trait("Rule", "R1"), Trait("Rule", "R2")]
                [InlineData("x")]
                public async Task Does_this(string text) => Nothing();

                [Fact]
                public void Carries_nothing() { }
            }
            public sealed class TwoSpec
            {
                [Fact]
                [Trait("Rule", "§2.1/lb")]
                public void Does_that() { }
            }
            """));

    [Fact]
    public void Traits_of_a_class_are_those_of_all_its_tests() => Assert.Equal(
        [("R1", "OneSpec.Does_this"), ("R1", "OneSpec.Does_that"), ("R2", "OneSpec.Does_that")],
        TestsIn("""
            [Trait("Rule", "R1")]
            public sealed class OneSpec
            {
                [Fact]
                public void Does_this() => Help();

                public void Help() { }

                [Fact, Trait("Rule", "R2")]
                public void Does_that() { }
            }
            public sealed class TwoSpec
            {
                [Fact]
                public void Carries_nothing() { }
            }
            """));

    [Fact]
    public void What_stands_in_a_text_is_no_test() => Assert.Equal(
        [("R1", "OneSpec.Reads")],
        TestsIn(""""
            public sealed class OneSpec
            {
                [Fact]
                [Trait("Rule", "R1")]
                public void Reads() => Read("""
                    public sealed class TwoSpec
                    {
                        [Fact]
                        [Trait("Rule", "R2")]
                        public void Does_that() { }
                    }
                    """);
            }
            """"));

    private static IEnumerable<(string Rule, string Test)> TestsIn(string source)
    {
        var (type, ofType, rules, isTest) = ("", new List<string>(), new List<string>(), false);
        foreach (var line in CodeOf(source))
        {
            rules.AddRange(Trait().Matches(line).Select(match => match.Groups["rule"].Value));
            isTest |= Test().IsMatch(line);
            if (Class().Match(line) is { Success: true } found)
            {
                (type, ofType, rules, isTest) = (found.Groups["name"].Value, rules, [], false);
            }
            else if (Method().Match(line) is { Success: true } method)
            {
                foreach (var rule in isTest ? ofType.Concat(rules) : [])
                {
                    yield return (rule, $"{type}.{method.Groups["name"].Value}");
                }

                (rules, isTest) = ([], false);
            }
        }
    }

    // A raw text ends with as many quotes as it began with.
    private static IEnumerable<string> CodeOf(string source)
    {
        var fence = "";
        foreach (var line in source.Split('\n'))
        {
            if (fence.Length == 0)
            {
                yield return line;
            }

            foreach (var quotes in Fence().Matches(line).Select(match => match.Value))
            {
                fence = fence.Length == 0 ? quotes : quotes.Length >= fence.Length ? "" : fence;
            }
        }
    }

    private static async Task<ILookup<string, string>> ScenariosAsync()
    {
        var uses = new List<(string Rule, string Scenario)>();
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Given.Root, "scenarios"), "*.json").Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal)))
        {
            var file = ScenarioFile.Read(path, RegionData.Load().Regions);
            var run = new ScenarioRun(file);
            await simulator.RunAsync(run.Plan(file.Name, "tests", RegionData.Load().Hashes));
            uses.AddRange(RuleUse.Of(file, run).Select(rule => (rule.Id, file.Name)));
        }

        return uses.ToLookup(use => use.Rule, use => use.Scenario, StringComparer.Ordinal);
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex Fence();

    [GeneratedRegex(@"[\[ ](Fact|Theory|Property)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex("Trait\\(\"Rule\", \"(?<rule>[^\"]+)\"\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Trait();

    [GeneratedRegex(@"^\s*(public|internal)[\w ]* class (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*public (async )?(void|Task|ValueTask) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Method();
}
