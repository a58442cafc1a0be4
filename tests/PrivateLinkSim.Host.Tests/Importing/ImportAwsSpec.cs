using System.Text;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests.Importing;

/// <summary>
/// <c>plsim import aws</c>. The answers under <c>imported/aws</c> are of two accounts and two Regions, each of the form that the AWS CLI gives
/// its output (checked against the shapes of botocore 1.43).
/// </summary>
public sealed class ImportAwsSpec : IDisposable
{
    private static readonly string Answers = Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "imported", "aws");
    private static readonly string Expected = Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "imported", "aws-scenario.json");

    private readonly Workbench _bench = new();

    public ImportAwsSpec()
    {
        foreach (var file in Directory.EnumerateFiles(Answers))
        {
            _bench.With(Path.Combine("aws", Path.GetFileName(file)), File.ReadAllText(file));
        }
    }

    public void Dispose() => _bench.Dispose();

    // PLSIM_WRITE_IMPORTED=1 writes the expected scenario anew.
    [Fact]
    public async Task What_two_accounts_describe_becomes_a_scenario_that_says_what_it_left_out()
    {
        var answer = await _bench.RunAsync("import", "aws", "aws");
        if (Environment.GetEnvironmentVariable("PLSIM_WRITE_IMPORTED") == "1")
        {
            await File.WriteAllTextAsync(Expected, answer.Output);
        }

        Assert.Equal(0, answer.Code);
        Assert.Equal((await File.ReadAllTextAsync(Expected)).ReplaceLineEndings("\n"), answer.Output);
        Assert.Contains("left out: vpce-0a1b2c3d4e5f69004: an endpoint of type Gateway; plsim has interface endpoints\n", answer.Error, StringComparison.Ordinal);
        Assert.Contains("otherwise: target 10.0.2.10: it was not healthy; here it is, until a fault says otherwise\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scenario_is_valid_and_its_endpoints_come_to_be_as_they_were()
    {
        var answer = await _bench.RunAsync("import", "aws", "aws", "--out", "world.json");

        Assert.Equal(0, answer.Code);
        Assert.Equal(
            "Written to world.json: 2 accounts, 3 VPCs, 1 load balancer, 1 service, 3 endpoints.\nRun it with: plsim run world.json, or serve it with: plsim serve --scenario world.json\n",
            answer.Output);
        Assert.Equal(0, (await _bench.RunAsync("validate", "world.json")).Code);
        var run = await _bench.RunAsync("run", "world.json");
        Assert.Equal(0, run.Code);
        Assert.Contains("orders-staging is pendingAcceptance", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_the_files_changes_nothing_but_the_order_of_notes()
    {
        string[] files = [.. Directory.EnumerateFiles(Answers).Select(file => $"aws/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

        var forwards = await _bench.RunAsync(["import", "aws", .. files]);
        var backwards = await _bench.RunAsync(["import", "aws", .. files.Reverse()]);

        Assert.Equal(0, backwards.Code);
        Assert.Equal(WithoutComments(forwards.Output), WithoutComments(backwards.Output));
    }

    [Fact]
    public async Task What_the_rules_refuse_is_left_out_with_the_rule()
    {
        Change("consumer-subnets.json", "use1-az4", "use1-az2");

        var answer = await _bench.RunAsync("import", "aws", "aws", "--out", "world.json");

        Assert.Equal(0, answer.Code);
        Assert.Contains("2 endpoints", answer.Output, StringComparison.Ordinal);
        Assert.Contains("left out: orders (vpce-0a1b2c3d4e5f69001): AWS would refuse it: InvalidParameter,", answer.Error, StringComparison.Ordinal);
        Assert.Contains("does not support the availability zone of the subnet: app-b. (R36a)", answer.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _bench.RunAsync("run", "world.json")).Code);
    }

    [Fact]
    public async Task Without_the_provider_nothing_hangs_in_the_air()
    {
        var answer = await _bench.RunAsync("import", "aws", "aws/consumer-vpcs.json", "aws/consumer-subnets.json", "aws/consumer-endpoints.json");

        Assert.Equal(0, answer.Code);
        Assert.Contains("its service vpce-svc-0a1b2c3d4e5f66001 is not described; its provider can describe it", answer.Error, StringComparison.Ordinal);
        Assert.Null(JObject.Parse(answer.Output)["topology"]!["endpoints"]);
    }

    [Fact]
    public async Task Where_nobody_says_who_may_connect_the_owners_of_endpoints_may()
    {
        File.Delete(_bench.Path("aws/provider-service-permissions.json"));

        var answer = await _bench.RunAsync("import", "aws", "aws");

        Assert.Equal(["consumer"], JObject.Parse(answer.Output).SelectTokens("topology.services[0].allowedPrincipals[*]").Select(name => (string?)name));
        Assert.Contains("otherwise: orders-service (vpce-svc-0a1b2c3d4e5f66001) lets in consumer: who may connect is not described", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_belong_to_what_the_name_of_their_file_names()
    {
        var balancers = JObject.Parse(await File.ReadAllTextAsync(_bench.Path("aws/provider-load-balancers.json")));
        var other = (JObject)balancers["LoadBalancers"]![0]!.DeepClone();
        other["LoadBalancerName"] = "rates";
        other["LoadBalancerArn"] = ((string)other["LoadBalancerArn"]!).Replace("net/orders/0123456789abcdef", "net/rates/fedcba9876543210", StringComparison.Ordinal);
        ((JArray)balancers["LoadBalancers"]!).Add(other);
        _bench.With("aws/provider-load-balancers.json", balancers.ToString());
        File.Move(_bench.Path("aws/provider-load-balancer-attributes.json"), _bench.Path("aws/attributes-of-fedcba9876543210.json"));

        var named = await _bench.RunAsync("import", "aws", "aws");
        File.Move(_bench.Path("aws/attributes-of-fedcba9876543210.json"), _bench.Path("aws/attributes.json"));
        var nameless = await _bench.RunAsync("import", "aws", "aws");

        Assert.Equal("rates", Assert.Single(JObject.Parse(named.Output).SelectTokens("topology.loadBalancers[?(@.crossZone == true)].name")));
        Assert.Empty(JObject.Parse(nameless.Output).SelectTokens("topology.loadBalancers[?(@.crossZone == true)]"));
        Assert.Contains(
            "left out: Attributes in aws/attributes.json: AWS does not say of which load balancer it is; put the load balancer's name, or the end of its ARN, into the name of the file",
            nameless.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_PowerShell_redirects_and_what_is_piped_in_is_read()
    {
        var text = await File.ReadAllTextAsync(_bench.Path("aws/provider-vpcs.json"));
        await File.WriteAllTextAsync(_bench.Path("aws/provider-vpcs.json"), text, Encoding.Unicode);
        var subnets = await File.ReadAllBytesAsync(_bench.Path("aws/provider-subnets.json"));

        var answer = await _bench.RunAsync(shell => shell with { Input = () => new MemoryStream(subnets) }, "import", "aws", "aws/provider-vpcs.json", "-");

        Assert.Equal(0, answer.Code);
        Assert.Equal(["orders-a", "orders-b", "pods"], JObject.Parse(answer.Output).SelectTokens("topology.vpcs[0].subnets[*].name").Select(name => (string?)name));
    }

    [Theory]
    [InlineData("{ \"Vpc\": [] }", "x.json:1:3: Vpc: 'Vpc' is nothing that is known here; what aws ec2 describe-vpcs", "did you mean 'Vpcs'?")]
    [InlineData("{ \"Vpcs\": [\n  { \"CidrBlock\": \"10.0.0.0/16\" } ] }", "x.json:2:3: Vpcs[0].VpcId: 'VpcId' is missing; what AWS prints has it")]
    [InlineData("{ \"Subnets\": {} }", "x.json:1:3: Subnets: 'Subnets' must be a list")]
    [InlineData("{ \"Vpcs\": [ { \"VpcId\": 5 } ] }", "x.json:1:15: Vpcs[0].VpcId: 'VpcId' must be a text")]
    [InlineData("{ \"Listeners\": [ { \"ListenerArn\": \"a\", \"LoadBalancerArn\": \"b\", \"Protocol\": \"TCP\", \"Port\": \"x\" } ] }", "x.json:1:83: Listeners[0].Port: 'Port' must be a whole number")]
    [InlineData("{ \"Vpcs\": [ ], }", "x.json:1:16: there is a comma after the last entry; take it away")]
    [InlineData("[ ]", "x.json:1:1: what AWS and Terraform print is a JSON object")]
    [InlineData(" \n", "x.json:1:1: the file is empty")]
    [InlineData("{ \"Vpcs\": [] } { \"Vpcs\": [] }", "x.json:1:16: there is text after the end of the document")]
    [InlineData("{ \"RouteTables\": [] }", "Nothing of this can stand in a scenario")]
    public async Task What_is_wrong_is_said_with_its_place_and_nothing_is_written(string text, params string[] complaints)
    {
        _bench.With("x.json", text);

        var answer = await _bench.RunAsync("import", "aws", "x.json", "--out", "world.json");

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.All(complaints, complaint => Assert.Contains(complaint, answer.Error, StringComparison.Ordinal));
        Assert.False(File.Exists(_bench.Path("world.json")));
    }

    private void Change(string file, string right, string wrong)
    {
        var path = _bench.Path(Path.Combine("aws", file));
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
    }

    private static string WithoutComments(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("//", StringComparison.Ordinal)));
}
