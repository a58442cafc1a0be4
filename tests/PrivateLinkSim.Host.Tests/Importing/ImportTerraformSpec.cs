using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests.Importing;

/// <summary>
/// <c>plsim import terraform</c>. The plans under <c>imported/terraform</c> are what Terraform 1.11 with the AWS provider 5.100 prints of the
/// configurations beside them; the state is the plan of orders with ids as AWS gives them.
/// </summary>
public sealed class ImportTerraformSpec : IDisposable
{
    private static readonly string Folder = Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "imported", "terraform");

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    // PLSIM_WRITE_IMPORTED=1 writes the expected scenarios anew.
    [Theory]
    [InlineData("orders")]
    [InlineData("rates")]
    public async Task A_plan_becomes_a_scenario_that_is_valid_and_passes(string name)
    {
        var expected = Path.Combine(Folder, name, "scenario.json");

        var answer = await _bench.RunAsync("import", "terraform", Path.Combine(Folder, name, "plan.json"));
        if (Environment.GetEnvironmentVariable("PLSIM_WRITE_IMPORTED") == "1")
        {
            await File.WriteAllTextAsync(expected, answer.Output);
        }

        Assert.Equal(0, answer.Code);
        Assert.Equal((await File.ReadAllTextAsync(expected)).ReplaceLineEndings("\n"), answer.Output);
        _bench.With("world.json", answer.Output);
        Assert.Equal(0, (await _bench.RunAsync("validate", "world.json")).Code);
        Assert.Equal(0, (await _bench.RunAsync("run", "world.json")).Code);
    }

    [TerraformFact]
    public async Task What_Terraform_plans_now_is_what_it_planned_then()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, "rates"), "*.tf", SearchOption.AllDirectories))
        {
            _bench.With(Path.GetRelativePath(Path.Combine(Folder, "rates"), file), await File.ReadAllTextAsync(file));
        }

        _bench.With("terraform.rc", $$"""provider_installation { filesystem_mirror { path = "{{TerraformFactAttribute.Mirror}}" } }""");
        await TerraformAsync("init", "-input=false");
        await TerraformAsync("plan", "-input=false", "-out", "p.bin");
        _bench.With("plan.json", await TerraformAsync("show", "-json", "p.bin"));

        var answer = await _bench.RunAsync("import", "terraform", "plan.json");

        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(Folder, "rates", "scenario.json"))).ReplaceLineEndings("\n"), answer.Output);
    }

    [Fact]
    public async Task A_state_says_the_same_as_its_plan_and_the_zones_by_their_ids()
    {
        var plan = await ScenarioOf(await PlanAsync("orders", "plan.json"));
        var state = await ScenarioOf(await PlanAsync("orders", "state.json"));

        Assert.Equal(["use1-az4", "use1-az6"], Texts(state, "topology.vpcs[0].subnets[*].zone"));
        Assert.Equal("use1-az4", (string?)state.SelectToken("topology.accounts[0].zoneNames.us-east-1.us-east-1a"));
        Assert.Equal(plan["topology"]!["services"]!.ToString(), state["topology"]!["services"]!.ToString());
        Assert.Equal(plan["topology"]!["endpoints"]!.ToString(), state["topology"]!["endpoints"]!.ToString());
    }

    [Fact]
    public async Task What_data_sources_look_up_stands_as_well()
    {
        var state = await PlanAsync("orders", "state.json");
        foreach (var resource in state.SelectTokens("values.root_module.resources[*]").OfType<JObject>().Where(each => (string?)each["type"] is "aws_vpc" or "aws_subnet"))
        {
            resource["mode"] = "data";
            resource["address"] = $"data.{resource["address"]}";
        }

        var scenario = await ScenarioOf(state);

        Assert.Equal(["shop-0", "shop-1"], Texts(scenario, "topology.loadBalancers[0].subnets[*]"));
        Assert.Equal(["orders-service"], Texts(scenario, "topology.endpoints[*].service"));
    }

    [Fact]
    public async Task The_account_of_a_provider_is_that_of_its_role()
    {
        var plan = await PlanAsync("rates", "plan.json");
        plan["configuration"]!["provider_config"]!["aws"]!["expressions"]!["assume_role"] =
            JArray.Parse("""[{ "role_arn": { "constant_value": "arn:aws:iam::222233334444:role/deploy" } }]""");

        var scenario = await ScenarioOf(plan);

        Assert.Equal(["222233334444", "777788889999"], Texts(scenario, "topology.accounts[*].id"));
    }

    [Fact]
    public async Task What_an_accepter_accepted_is_available_though_the_state_of_its_endpoint_is_older()
    {
        var state = await PlanAsync("orders", "state.json");
        var endpoint = (JObject)state.SelectTokens("values..resources[*]").Single(each => (string?)each["address"] == "module.consumer.aws_vpc_endpoint.orders");
        endpoint["values"]!["state"] = "pendingAcceptance";

        // The same endpoint, looked up.
        var lookedUp = (JObject)endpoint.DeepClone();
        (lookedUp["address"], lookedUp["mode"]) = ("data.aws_vpc_endpoint.orders", "data");
        ((JArray)state.SelectToken("values.root_module.resources")!).AddFirst(lookedUp);

        var scenario = await ScenarioOf(state);

        Assert.Equal("available", (string?)scenario.SelectToken("steps[0].expect[0].state"));
        Assert.Empty(Texts(scenario, "topology.endpoints[*].connection"));
    }

    [Fact]
    public async Task Without_an_accepter_an_endpoint_awaits_acceptance()
    {
        var plan = await PlanAsync("orders", "plan.json");
        plan.SelectTokens("planned_values.root_module.resources[*]").Single(each => (string?)each["type"] == "aws_vpc_endpoint_connection_accepter").Remove();

        var scenario = await ScenarioOf(plan);

        Assert.Equal(["awaited"], Texts(scenario, "topology.endpoints[*].connection"));
    }

    [Theory]
    [InlineData("{ \"version\": 4, \"lineage\": \"x\", \"resources\": [] }", "x.json:1:1: this is Terraform's own state file; what `terraform show -json` prints is wanted")]
    [InlineData("{ \"format_version\": \"1.0\" }", "x.json:1:1: there is nothing in it: an empty state")]
    [InlineData("{ \"@level\": \"info\", \"@message\": \"Terraform 1.11.4\" }", "plan with -out=FILE")]
    [InlineData("{ \"Vpcs\": [] }", "x.json:1:1: it has neither 'planned_values' nor 'values'")]
    [InlineData("{ \"values\": { \"root_module\": { \"resources\": [\n  { \"type\": \"aws_vpc\", \"name\": \"a\" } ] } } }", "x.json:2:3: values.root_module.resources[0].address: 'address' is missing")]
    [InlineData("{ \"values\": { \"root_module\": { \"resources\": {} } } }", "x.json:1:32: values.root_module.resources: 'resources' must be a list")]
    [InlineData("{ \"values\": { \"root_module\": { } } }", "Nothing of this can stand in a scenario")]
    public async Task What_is_wrong_is_said_with_its_place(string text, string complaint)
    {
        _bench.With("x.json", text);

        var answer = await _bench.RunAsync("import", "terraform", "x.json");

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
    }

    private static async Task<JObject> PlanAsync(string name, string file) => JObject.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name, file)));

    private async Task<JObject> ScenarioOf(JObject plan)
    {
        _bench.With("changed.json", plan.ToString());
        var answer = await _bench.RunAsync("import", "terraform", "changed.json");
        Assert.True(answer.Code == 0, answer.Error);
        return JObject.Parse(answer.Output);
    }

    private static IEnumerable<string?> Texts(JObject scenario, string path) => scenario.SelectTokens(path).Select(text => (string?)text);

    private async Task<string> TerraformAsync(params string[] arguments)
    {
        (string, string)[] environment = [("TF_CLI_CONFIG_FILE", _bench.Path("terraform.rc")), ("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "y")];
        var (code, output, error) = await ClientProgram.RunAsync("terraform", _bench.Path("."), environment, arguments);
        Assert.True(code == 0, $"terraform {arguments[0]} ended with {code}:\n{output}\n{error}");
        return output;
    }
}
