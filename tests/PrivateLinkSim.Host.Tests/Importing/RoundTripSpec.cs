using System.Text.RegularExpressions;

namespace PrivateLinkSim.Host.Tests.Importing;

/// <summary>
/// What the AWS CLI says of one server becomes a scenario, and what is said of a server of that scenario is the same but for what a topology
/// has no words for: tags of VPCs, names and ports of target groups and their targets, descriptions, and names that two things have.
/// </summary>
public sealed partial class RoundTripSpec : IDisposable
{
    private const string Accounts = """
        { "title": "Two accounts", "start": "2026-01-01T00:00:00Z", "topology": { "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }] }, "steps": [] }
        """;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [PythonFact("awscli")]
    public async Task What_the_AWS_CLI_describes_can_be_served_and_described_again()
    {
        await using var server = await TestServer.StartAsync(Accounts);
        await TellAsync(server, "boto3", "importing");
        await server.PassAsync(TimeSpan.FromMinutes(30));
        var described = await TellAsync(server, "cli", "describing", $"folder={Directory.CreateDirectory(_bench.Path("described")).FullName}");

        var imported = await _bench.RunAsync("import", "aws", "described", "--out", "world.json");
        Assert.True(imported.Code == 0, imported.Error);
        Assert.Contains(": it was called orders, which is the name of something else here, or no name\n", imported.Error, StringComparison.Ordinal);
        await using var again = await TestServer.StartAsync(await File.ReadAllTextAsync(_bench.Path("world.json")));
        await again.PassAsync(TimeSpan.FromMinutes(30));

        var told = await TellAsync(again, "boto3", "describing");

        Assert.Equal(
            [
                "shop us-east-1 DescribeVpcs: 10.7.0.0/16; provider",
                "shop us-east-1 DescribeLoadBalancers: arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/orders/…; orders; internal; ipv4; us-east-1a,us-east-1b",
                "shop us-east-1 DescribeTargetGroups: arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/orders/…; orders; TCP; 8443; ip; 10",
                "shop us-east-1 DescribeTargetHealth: 10.7.0.99,10.7.1.99; 8443,8444; healthy,healthy",
                "customer us-east-1 DescribeVpcs: 10.8.0.0/16; customer",
                "customer us-east-1 DescribeSecurityGroups: clients,default; Clients of orders,default VPC security group; 443; 10.8.0.0/16",
            ],
            described.Except(told));
        Assert.Equal(
            [
                "shop us-east-1 DescribeVpcs: 10.7.0.0/16; ",
                "shop us-east-1 DescribeLoadBalancers: arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/orders-lb/…; orders-lb; internal; ipv4; us-east-1a,us-east-1b",
                "shop us-east-1 DescribeTargetGroups: arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/orders-lb/…; orders-lb; TCP; 443; ip; 10",
                "shop us-east-1 DescribeTargetHealth: 10.7.0.99,10.7.1.99; 443,443; healthy,healthy",
                "customer us-east-1 DescribeVpcs: 10.8.0.0/16; ",
                "customer us-east-1 DescribeSecurityGroups: clients,default; clients,default VPC security group; 443; 10.8.0.0/16",
            ],
            told.Except(described));
    }

    private static async Task<string[]> TellAsync(TestServer server, string client, string story, params string[] names)
    {
        var (code, output, error) = await ClientProgram.RunAsync(
            "python3",
            ClientProgram.Folder,
            [("PYTHONDONTWRITEBYTECODE", "1")],
            ["story.py", client, $"{story}.json", server.Address.ToString().TrimEnd('/'), .. names]);
        Assert.True(code == 0, $"{output}\n{error}");
        return [.. output.Split('\n').Select(Comparable)];
    }

    // Ids are drawn anew, and lists go by them.
    private static string Comparable(string line) =>
        line.Split(": ", 2) is [var call, var told] ? $"{call}: {string.Join("; ", told.Split("; ").Select(each => string.Join(',', Drawn().Replace(each, "…").Split(',').Order(StringComparer.Ordinal))))}" : line;

    [GeneratedRegex("[0-9a-f]{16,17}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Drawn();
}
