using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary>The tables of calls in <c>Api/README.md</c> say what the server knows, and who makes each call in the tests.</summary>
public sealed partial class CallTableSpec
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Given.Root, "src", "PrivateLinkSim.Host", "Api", "README.md"));

    private static readonly string DotNet = string.Concat(
        Directory.EnumerateFiles(Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "Api"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    [Fact]
    public void Every_call_of_EC2_has_a_row() => Assert.Equal(Ec2Api.Names, Rows("EC2").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_call_of_ELBv2_has_a_row_and_is_made_by_every_client() => AssertTold("ELBv2", "elbv2", ElbApi.Names, "balancing.json", "CLI", "boto3", "JavaScript");

    [Fact]
    public void Every_call_of_IAM_has_a_row_and_is_made_by_every_client() => AssertTold("IAM", "iam", IamApi.Names, "accounts.json", "CLI", "boto3", "JavaScript");

    [Fact]
    public void Every_call_of_STS_has_a_row_and_is_made_by_every_client() => AssertTold("STS", "sts", StsApi.Names, "accounts.json", "CLI", "boto3", "JavaScript");

    [Fact]
    public void Every_call_of_Account_Management_has_a_row_and_is_made_by_every_client() =>
        AssertTold("Account Management", "account", AccountApi.Names, "accounts.json", "CLI", "boto3", "JavaScript");

    [Fact]
    public void Every_call_of_ARC_zonal_shift_has_a_row_and_is_made_by_the_clients_of_Python() =>
        AssertTold("ARC zonal shift", "arc-zonal-shift", ArcApi.Names, "shift.json", "CLI", "boto3");

    [Fact]
    public void Every_call_of_Route_53_has_a_row_and_is_made_by_every_client() => AssertTold("Route 53", "route53", Route53Api.Names, "names.json", "CLI", "boto3", "JavaScript");

    [Fact]
    public void A_row_names_the_clients_that_make_its_call()
    {
        var (story, calls) = (Calls("story.json"), Calls("calls.json"));
        foreach (var (call, by) in Rows("EC2"))
        {
            Assert.True(!by.Contains(".NET") || DotNet.Contains($"{call}Async(", StringComparison.Ordinal), call);
            Assert.Equal((call, story.Contains($"ec2:{call}")), (call, by.Contains("CLI")));
            Assert.Equal((call, story.Contains($"ec2:{call}") || calls.Contains($"ec2:{call}")), (call, by.Contains("boto3") && by.Contains("JavaScript")));
        }
    }

    [Fact]
    public void Every_call_is_made_by_some_client() => Assert.All(Rows("EC2"), row => Assert.NotEmpty(row.Value));

    private static void AssertTold(string section, string service, IEnumerable<string> known, string story, params string[] clients)
    {
        var (rows, calls) = (Rows(section), Calls(story));
        Assert.Equal(known, rows.Keys);
        Assert.All(rows, row =>
        {
            Assert.Equal(clients, row.Value.Except(["Terraform"]));
            Assert.Contains($"{service}:{row.Key}", calls);
        });
    }

    private static SortedDictionary<string, string[]> Rows(string service)
    {
        var section = Document.Split($"\n## {service}\n")[1].Split("\n## ")[0];
        return new SortedDictionary<string, string[]>(
            Row().Matches(section).ToDictionary(
                row => row.Groups["call"].Value, row => row.Groups["by"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static HashSet<string> Calls(string file) =>
        [.. JArray.Parse(File.ReadAllText(Path.Combine(ClientProgram.Folder, file))).Select(step => (string?)step["call"]).OfType<string>()];

    [GeneratedRegex(@"^\| (?<call>[A-Z]\w+) \| (?<by>.*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
