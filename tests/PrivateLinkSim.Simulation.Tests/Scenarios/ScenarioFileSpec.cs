using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class ScenarioFileSpec
{
    private const string Simulated = "'ImpairZone': { 'ZoneId': 'use1-az4' }";
    private const string SecondEndpoint =
        "'caller': 'customer', 'as': 'e2', 'CreateVpcEndpoint': { 'VpcId': 'app-vpc', 'ServiceName': 'orders' }";

    [Fact]
    public void Times_are_worked_out_from_the_start_on()
    {
        var file = BrokenScenario.Read(BrokenScenario.Right);

        var minute = Moment.Parse("2026-01-01T00:01:00Z");
        Assert.Equal(Moment.Parse("2026-01-01T00:00:00Z"), file.Start);
        Assert.Equal([minute, minute, minute], Enumerable.Range(0, 3).Select(file.StepAt));
        Assert.Equal((TimeSpan.FromMinutes(2), null), (file.WithinOf(0), file.ForOf(0)));
        Assert.Equal((null, TimeSpan.FromHours(1)), (file.WithinOf(1), file.ForOf(1)));
        Assert.Equal(Moment.Parse("2026-01-01T01:01:00Z"), file.End);
    }

    [Fact]
    public void The_run_lingers_after_the_last_window()
    {
        var file = BrokenScenario.Read(BrokenScenario.With("'A story',", "'A story', 'linger': '1d2h',"));

        Assert.Equal(Moment.Parse("2026-01-02T03:01:00Z"), file.End);
    }

    [Fact]
    public void A_scenario_s_settings_take_the_place_of_the_defaults()
    {
        var file = BrokenScenario.Read(BrokenScenario.With("'30s'", "'30s', 'ownerNeedsPermission': true, 'connectionStateCode': 'X'"));

        Assert.Equal(
            new Settings { EndpointProvisioning = TimeSpan.FromSeconds(30), OwnerNeedsPermission = true, ConnectionStateCode = "X" },
            file.Facts.Settings);
    }

    [Fact]
    public void Maps_are_ordered_by_code_point_on_every_machine()
    {
        var scenario = BrokenScenario.Read(BrokenScenario.Right).Scenario;

        Assert.Same(StringComparer.Ordinal, scenario.Settings.KeyComparer);
        Assert.Same(StringComparer.Ordinal, scenario.Topology.Accounts[1].ZoneNames["us-east-1"].KeyComparer);
    }

    [Fact]
    public void Names_know_their_kind_owner_Region_VPC_and_maker()
    {
        var names = BrokenScenario.Read(BrokenScenario.Right).Names;

        Assert.Equal(
            [
                new(ResourceKind.Subnet, "app-1", "444455556666", "us-east-1", "app-vpc", null),
                new(ResourceKind.Vpc, "app-vpc", "444455556666", "us-east-1", null, null),
                new(ResourceKind.Account, "customer", "444455556666", "", null, null),
                new(ResourceKind.Endpoint, "e1", "444455556666", "us-east-1", "app-vpc", 0),
                new(ResourceKind.Service, "orders", "111122223333", "us-east-1", null, null),
                new(ResourceKind.LoadBalancer, "orders-lb", "111122223333", "us-east-1", "shop-vpc", null),
                new(ResourceKind.Account, "shop", "111122223333", "", null, null),
                new(ResourceKind.Subnet, "shop-1", "111122223333", "us-east-1", "shop-vpc", null),
                new NamedResource(ResourceKind.Vpc, "shop-vpc", "111122223333", "us-east-1", null, null),
            ],
            names.All);
    }

    [Theory]
    [InlineData("'caller': 'shop', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }", "111122223333 arn:aws:iam::111122223333:root us-east-1")]
    [InlineData(
        "'caller': 'arn:aws:iam::999999999999:role/deploy', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }",
        "999999999999 arn:aws:iam::999999999999:role/deploy us-east-1")]
    [InlineData(
        "'caller': 'shop', 'region': 'eu-west-1', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }",
        "111122223333 arn:aws:iam::111122223333:root eu-west-1")]
    [InlineData("'caller': 'shop', 'EnableRegion': { 'RegionName': 'eu-south-1' }", "111122223333 arn:aws:iam::111122223333:root us-east-1")]
    [InlineData(
        "'caller': 'shop', 'DeleteLoadBalancer': { 'LoadBalancerArn': 'arn:aws:elasticloadbalancing:eu-west-2:111122223333:loadbalancer/net/a/b' }",
        "111122223333 arn:aws:iam::111122223333:root eu-west-2")]
    [InlineData(Simulated, "nobody")]
    public void The_caller_is_an_account_s_root_or_the_principal_named_and_calls_in_the_Region_of_what_it_names(string command, string expected)
    {
        var file = BrokenScenario.Read(BrokenScenario.With(Simulated, command));

        Assert.Equal(expected, file.CallerOf(2) is { } caller ? $"{caller.Account} {caller.PrincipalArn} {caller.Region}" : "nobody");
    }

    [Fact]
    public void An_endpoint_is_made_in_the_Region_of_its_VPC_not_of_its_service()
    {
        var text = BrokenScenario.With("'ServiceName': 'orders'", "'ServiceName': 'com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0'");

        Assert.Equal("us-east-1", BrokenScenario.Read(text).CallerOf(0)!.Region);
    }

    [Fact]
    public void A_service_does_not_tell_in_which_Region_its_endpoints_are_made() => Assert.Equal(
        "20:7: steps[0].CreateVpcEndpoint: the Region of CreateVpcEndpoint can't be told from what it names; say it in the step's 'region'",
        BrokenScenario.ErrorsOf(
            "'VpcId': 'app-vpc', 'ServiceName': 'orders', 'SubnetIds': ['app-1']", "'VpcId': 'vpc-0123456789abcdef0', 'ServiceName': 'orders'"));

    [Theory]
    [InlineData("'VpcId': 'app-vpc', 'ServiceName': 'orders', 'SubnetIds': ['app-1']", "'VpcId': 'vpc-0123456789abcdef0', 'ServiceName': 'orders', 'SubnetIds': ['app-1']")]
    [InlineData("'SubnetIds': ['app-1']", "'SubnetIds': ['subnet-0123456789abcdef0']")]
    [InlineData("'ServiceId': 'orders'", "'ServiceId': 'vpce-svc-0123456789abcdef0'")]
    public void Ids_of_AWS_s_own_are_taken_as_they_are(string right, string id)
    {
        var text = BrokenScenario.With(right, id);
        BrokenScenario.Read(id.Contains("vpce-svc", StringComparison.Ordinal) ? BrokenScenario.With("'caller': 'shop',", "'caller': 'shop', 'region': 'us-east-1',", text) : text);
    }

    [Fact]
    public void A_command_can_t_name_what_only_a_later_step_makes()
    {
        var text = BrokenScenario.With("'for': '1h'\n    },", "'for': '1h'\n    }, { 'caller': 'customer', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e2'] } },");

        Assert.Equal(
            "28:75: steps[2].DeleteVpcEndpoints.VpcEndpointIds[0]: 'e2' is made only by steps[3]; "
            + "a command names what the topology or a step above makes",
            BrokenScenario.ErrorsOf(BrokenScenario.With(Simulated, SecondEndpoint, text)));
    }

    [Fact]
    public void An_expectation_can_t_be_about_what_only_a_later_step_makes()
    {
        var text = BrokenScenario.With("'always': [{ 'service'", "'always': [{ 'endpoint': 'e2', 'exists': true }, { 'service'");

        Assert.Equal(
            "27:20: steps[1].always[0].endpoint: 'e2' is made only by steps[2]; what is expected of it can't be so before",
            BrokenScenario.ErrorsOf(BrokenScenario.With(Simulated, SecondEndpoint, text)));
    }

    [Fact]
    public void What_is_expected_to_be_refused_can_be_looked_at_but_not_used()
    {
        var refused = BrokenScenario.With(
            "'CreateVpcEndpoint': {", "'refused': { 'code': 'InvalidServiceName', 'rule': 'R4' }, 'CreateVpcEndpoint': {");

        BrokenScenario.Read(refused);
        Assert.Equal(
            "29:72: steps[2].DeleteVpcEndpoints.VpcEndpointIds[0]: 'e1' is never made: steps[0] expects to be refused",
            BrokenScenario.ErrorsOf(BrokenScenario.With(
                Simulated, "'caller': 'customer', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }", refused)));
    }

    [Fact]
    public void The_canonical_form_has_no_comments_and_no_schema_and_is_read_back_to_the_same()
    {
        var text = BrokenScenario.With("'title'", "'$schema': 'scenario.schema.json', /* of a kind */ 'title'") + "\n// the end\n";

        var first = BrokenScenario.Read(text);
        var second = BrokenScenario.Read(CanonicalJson.Text(first.Canonical));

        Assert.Equal(CanonicalJson.Text(BrokenScenario.Read(BrokenScenario.Right).Canonical), CanonicalJson.Text(first.Canonical));
        Assert.Equal(CanonicalJson.Text(first.Canonical), CanonicalJson.Text(second.Canonical));
        Assert.Equal(first.End, second.End);
        Assert.Equal(first.Names.All, second.Names.All);
        Assert.True(JToken.DeepEquals(first.Canonical, second.Canonical));
    }

    [Fact]
    public void A_member_is_found_at_its_name_an_item_at_its_value_and_the_missing_at_what_is_around_it()
    {
        var file = BrokenScenario.Read(BrokenScenario.Right);

        Assert.Equal((20, 75), file.Locate("steps[0].CreateVpcEndpoint.SubnetIds"));
        Assert.Equal((20, 89), file.Locate("steps[0].CreateVpcEndpoint.SubnetIds[0]"));
        Assert.Equal((20, 7), file.Locate("steps[0].CreateVpcEndpoint.ServiceRegion"));
        Assert.Equal((1, 1), file.Locate(""));
    }

    [Fact]
    public void Not_more_than_20_errors_are_told_in_the_order_of_the_file()
    {
        var many = string.Join(", ", Enumerable.Repeat("'nowhere-1'", 30));

        var bad = Assert.Throws<BadScenarioException>(() => BrokenScenario.Read(BrokenScenario.With("'eu-south-1'] }", $"{many}] }}")));

        Assert.Equal(20, bad.Errors.Length);
        Assert.Equal(bad.Errors.OrderBy(error => error.Column), bad.Errors);
    }

    [Fact]
    public void Columns_are_characters_not_bytes_and_a_byte_order_mark_is_none()
    {
        var bytes = Encoding.UTF8.GetBytes(BrokenScenario.With("'title': 'A story'", "'title': 'Ä störy', 'colour': 1"));
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, [.. Encoding.UTF8.Preamble, .. bytes]);

        var bad = Assert.Throws<BadScenarioException>(() => ScenarioFile.Read(file, RegionData.Load().Regions));
        File.Delete(file);

        Assert.Equal((2, 23), (bad.Errors.Single().Line, bad.Errors.Single().Column));
    }

    [Fact]
    public void A_file_that_is_not_there_is_bad_input()
    {
        var bad = Assert.Throws<BadScenarioException>(() => ScenarioFile.Read("scenarios/none.json", RegionData.Load().Regions));

        Assert.Equal("scenarios/none.json: there is no such file", bad.Message);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_scenario_is_right_and_comes_back_from_its_canonical_form(string name)
    {
        var file = ShippedScenarios.Read(name);

        var again = ScenarioFile.Parse(CanonicalJson.Text(file.Canonical), file.FileName, file.Facts.Regions);

        Assert.Equal(name, again.Name);
        Assert.Equal(CanonicalJson.Text(file.Canonical), CanonicalJson.Text(again.Canonical));
        Assert.Equal("scenario.schema.json", file.Scenario.Schema);
    }

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        var text = BrokenScenario.With("'A story'", "'A story', 'seed': -5, 'linger': '1h30m'");
        var expected = CanonicalJson.Text(BrokenScenario.Read(text).Canonical);
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "minus";
        strange.NumberFormat.NumberDecimalSeparator = ",";
        strange.DateTimeFormat.DateSeparator = ".";
        strange.DateTimeFormat.TimeSeparator = "h";
        try
        {
            CultureInfo.CurrentCulture = strange;
            var file = BrokenScenario.Read(text);

            Assert.Equal((-5L, expected), (file.Scenario.Seed, CanonicalJson.Text(file.Canonical)));
            Assert.StartsWith("3:3: start: ", BrokenScenario.ErrorsOf("01-01T00:00:00Z", "01-01T00h00h00Z"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_scenario_can_be_written_and_read_again(string name)
    {
        var file = ShippedScenarios.Read(name);

        var again = ScenarioFile.Of(file.Scenario, file.FileName, file.Facts.Regions);

        Assert.Equal(CanonicalJson.Text(again.Canonical), CanonicalJson.Text(ScenarioFile.Of(again.Scenario, file.FileName, file.Facts.Regions).Canonical));
        Assert.Equal((file.End, file.Scenario.Steps.Length), (again.End, again.Scenario.Steps.Length));
        Assert.Equal(file.Scenario.Steps.SelectMany(StepCommand.NamesOf), again.Scenario.Steps.SelectMany(StepCommand.NamesOf));
    }

    [Fact]
    public void Lists_that_a_call_must_have_are_written_when_they_are_empty()
    {
        var file = BrokenScenario.Read(BrokenScenario.With(Simulated, "'caller': 'shop', 'SetSecurityGroups': { 'LoadBalancerArn': 'orders-lb', 'SecurityGroups': [] }"));

        var again = ScenarioFile.Of(file.Scenario, file.FileName, file.Facts.Regions);

        Assert.Equal([], again.Scenario.Steps[2].SetSecurityGroups!.SecurityGroups);
    }

    public static TheoryData<string> Shipped() => [.. ShippedScenarios.Names];
}
