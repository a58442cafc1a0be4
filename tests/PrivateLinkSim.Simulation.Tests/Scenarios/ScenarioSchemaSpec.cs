using System.Text;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class ScenarioSchemaSpec
{
    [Fact]
    public void The_checked_in_schema_is_what_the_records_say()
    {
        var checkedIn = File.ReadAllText(Path.Combine(ShippedScenarios.Root, "scenarios", "scenario.schema.json"));

        Assert.True(
            checkedIn.ReplaceLineEndings("\n") == ScenarioSchema.Generate(),
            "scenarios/scenario.schema.json is not what the records say; make it anew: ./run.sh schema > scenarios/scenario.schema.json");
    }

    [Fact]
    public void Every_member_is_described()
    {
        var schema = JObject.Parse(ScenarioSchema.Generate());

        var silent = schema.Descendants().OfType<JProperty>()
            .Where(each => each.Name == "properties")
            .SelectMany(each => ((JObject)each.Value).Properties())
            .Where(member => string.IsNullOrEmpty((string?)member.Value["description"]))
            .Select(member => member.Path);

        Assert.Empty(silent);
    }

    [Theory]
    [InlineData("'title': 'A story'", "'title': 'Another story', 'seed': -9007199254740991")]
    [InlineData("'settings': { 'endpointProvisioning': '30s' }", "'settings': {}")]
    [InlineData("'CreateVpcEndpoint'", "'createVpcEndpoint'")]
    [InlineData("'endpointProvisioning'", "'endpointProvisoning'")]
    [InlineData("'30s'", "30")]
    [InlineData("'30s'", "null")]
    [InlineData("'30s'", "'30s', 'ownerNeedsPermission': 'true'")]
    [InlineData("'id': '111122223333', ", "")]
    [InlineData("'title': 'A story'", "'story': 'A story'")]
    [InlineData("'title': 'A story'", "'title': 'A story', 'seed': 1.5")]
    [InlineData("'title': 'A story'", "'title': 'A story', 'seed': 9007199254740992")]
    [InlineData("'us-east-1a': 'use1-az4'", "'us-east-1a': 4")]
    [InlineData("'SubnetIds': ['app-1']", "'SubnetIds': 'app-1'")]
    [InlineData("'SubnetIds': ['app-1']", "'SubnetIds': [['app-1']]")]
    [InlineData("'reachable': false", "'reachable': 'no'")]
    [InlineData("'expect': [{", "'expect': [4, {")]
    [InlineData("'VpcId': 'app-vpc', ", "")]
    public async Task A_document_fits_the_schema_here_exactly_when_NJsonSchema_says_so(string right, string wrong)
    {
        var text = new ScenarioText(Encoding.UTF8.GetBytes(BrokenScenario.With(right, wrong)), "x.json");
        var document = text.Read();
        var errors = new ScenarioErrors(text);

        ScenarioSchema.Check(document, errors);

        var theirs = (await JsonSchema.FromJsonAsync(ScenarioSchema.FileText)).Validate(document);
        Assert.Equal(theirs.Count == 0, Record.Exception(errors.ThrowIfAny) is null);
    }

    [Fact]
    public void A_keyword_that_nothing_checks_stops_the_schema()
    {
        var schema = JObject.Parse("""{ "type": "object", "properties": { "a": { "type": "string", "pattern": "x" } } }""");

        var unknown = Assert.Throws<NotSupportedException>(() => SchemaNode.Read(schema));

        Assert.Contains("'pattern'", unknown.Message, StringComparison.Ordinal);
    }
}
