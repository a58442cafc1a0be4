namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class BrokenTextSpec
{
    [Theory]
    [InlineData(
        "'use1-az4' } }",
        "'use1-az4' }, }",
        "8:109: there is a comma after the last entry; take it away")]
    [InlineData(
        "'title': 'A story'",
        "`title`: `A story`",
        "2:3: a member's name in double quotes is missing here")]
    [InlineData(
        "'A story',",
        "'A story'",
        "3:3: a comma, or the end of the object or array, is missing here")]
    [InlineData(
        "'A story',",
        "'A\n story',",
        "2:14: a line break or control character stands within a string; write it as \\n or \\u00...")]
    [InlineData(
        "'title': 'A story',",
        "'title': 'A story', 'title': 'Another',",
        "2:23: title: 'title' is there twice; a member is named once")]
    [InlineData(
        "'settings': {",
        "'settings': [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{",
        "4:78: the document is too deep: more than 64 objects and arrays in one another")]
    [InlineData(
        "'start': '2026-01-01T00:00:00Z'",
        "'start': NaN",
        "3:12: a value is missing here: a text in double quotes, a number, true, false, { or [")]
    [InlineData(
        "'use1-az4' }, 'expect'",
        "'use1-az4' }, /* 'expect'",
        "29:47: a comment is begun with /* and never ended")]
    [InlineData(
        "'A story',",
        "'Half a \\ud800 character',",
        "2:12: an escape in this text stands for half of a character (\\ud800 to \\udfff); write both halves, or the character itself")]
    [InlineData(
        "'title':",
        "'\\udc00title':",
        "2:3: an escape in this text stands for half of a character (\\ud800 to \\udfff); write both halves, or the character itself")]
    public void Text_that_is_not_strict_JSON_is_refused_where_it_goes_wrong(string right, string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(right, wrong));

    [Theory]
    [InlineData(
        "'CreateVpcEndpoint'",
        "'createVpcEndpoint'",
        "20:7: steps[0].createVpcEndpoint: 'createVpcEndpoint' is not known here; did you mean 'CreateVpcEndpoint'?")]
    [InlineData(
        "'settings': { 'endpointProvisioning'",
        "'settings': { 'endpointProvisoning'",
        "4:17: settings.endpointProvisoning: 'endpointProvisoning' is not known here; did you mean 'endpointProvisioning'?")]
    [InlineData(
        "'title': 'A story'",
        "'colour': 'blue', 'title': 'A story'",
        "2:3: colour: 'colour' is not known here; what can stand here: $schema, linger, seed, settings, start, steps, story, title, topology, traffic")]
    [InlineData(
        "'SubnetIds'",
        "'Subnets'",
        "20:75: steps[0].CreateVpcEndpoint.Subnets: 'Subnets' is not known here; did you mean 'SubnetIds'?")]
    [InlineData(
        "'id': '111122223333', ",
        "",
        "7:7: topology.accounts[0]: 'id' is missing")]
    [InlineData(
        "'title': 'A story'",
        "'story': 'A story'",
        "1:1: 'title' is missing")]
    [InlineData(
        "'SubnetIds': ['app-1']",
        "'SubnetIds': 'app-1'",
        "20:75: steps[0].CreateVpcEndpoint.SubnetIds: an array [ ... ] is wanted, and this is the text 'app-1'")]
    [InlineData(
        "'reachable': false",
        "'reachable': 'no'",
        "29:100: steps[2].expect[0].reachable: true or false is wanted, and this is the text 'no'")]
    [InlineData(
        "'title': 'A story'",
        "'title': 'A story', 'seed': 1.5",
        "2:23: seed: a whole number is wanted, and this is 1.5")]
    [InlineData(
        "'title': 'A story'",
        "'title': 'A story', 'seed': 9007199254740992",
        "2:23: seed: 9007199254740992 is not between -9007199254740991 and 9007199254740991")]
    [InlineData(
        "'title': 'A story'",
        "'title': 'A story', 'story': null",
        "2:23: story: null says nothing; leave the member out")]
    [InlineData(
        "'settings': { 'endpointProvisioning': '30s' }",
        "'settings': { 'endpointProvisioning': 30 }",
        "4:17: settings.endpointProvisioning: a text in double quotes is wanted, and this is 30")]
    public void What_the_schema_does_not_know_is_refused_and_the_nearest_known_word_is_offered(string right, string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(right, wrong));

    [Fact]
    public void A_file_of_another_encoding_is_refused_from_where_it_is()
    {
        byte[] latin = [.. "{\n  \"title\": \"Fl"u8, 0xF6, .."he\" }"u8];

        var bad = Assert.Throws<BadScenarioException>(() => ScenarioFile.Parse(latin, "latin.json", RegionData.Load().Regions));

        Assert.Equal("latin.json:2:15: The file is not UTF-8 text from here on; save it as UTF-8", bad.Message);
    }
}
