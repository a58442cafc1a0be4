namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class BrokenTimesSpec
{
    [Theory]
    [InlineData(
        "'start': '2026-01-01T00:00:00Z'",
        "'start': '2026-01-01 00:00'",
        "3:3: start: '2026-01-01 00:00' is no UTC time; the form is 2026-01-31T12:00:00Z")]
    [InlineData(
        "'after': '1m'",
        "'at': '2026-01-01T01:00:00+01:00'",
        "19:7: steps[0].at: '2026-01-01T01:00:00+01:00' is no UTC time; the form is 2026-01-31T12:00:00Z")]
    [InlineData(
        "'after': '1m'",
        "'at': '2025-12-31T23:59:59Z'",
        "19:7: steps[0].at: 2025-12-31T23:59:59Z is before the start (2026-01-01T00:00:00.000Z); steps stand in the order of time")]
    [InlineData(
        "'caller': 'shop',",
        "'at': '2026-01-01T00:00:59Z', 'caller': 'shop',",
        "25:7: steps[1].at: 2026-01-01T00:00:59Z is before the step above (2026-01-01T00:01:00.000Z); steps stand in the order of time")]
    [InlineData(
        "'after': '1m'",
        "'after': '1 minute'",
        "19:7: steps[0].after: '1 minute' is no duration; a duration is whole numbers with units: 500ms, 90s, 5m, 2h, 1d, 1h30m")]
    [InlineData(
        "'after': '1m'",
        "'after': '-1s'",
        "19:7: steps[0].after: '-1s' is no duration; a duration is whole numbers with units: 500ms, 90s, 5m, 2h, 1d, 1h30m")]
    [InlineData(
        "'after': '1m'",
        "'after': '30m1h'",
        "19:7: steps[0].after: '30m1h' is no duration; a duration is whole numbers with units: 500ms, 90s, 5m, 2h, 1d, 1h30m")]
    [InlineData(
        "'after': '1m'",
        "'after': '1m', 'at': '2026-01-01T00:01:00Z'",
        "19:7: steps[0].after: a step has 'at' or 'after', not both")]
    [InlineData(
        ", 'within': '2m'",
        "",
        "22:7: steps[0].eventually: 'eventually' needs 'within': how long may it take?")]
    [InlineData(
        "'for': '1h'",
        "'for': '1h', 'within': '1h'",
        "27:79: steps[1].within: 'within' is the patience of 'eventually', which is not there")]
    [InlineData(
        "'within': '2m'",
        "'within': '2m', 'for': '1h'",
        "22:83: steps[0].for: 'for' says how long 'always' and 'never' look, and neither is there")]
    [InlineData(
        "'within': '2m'",
        "'within': 'soon'",
        "22:67: steps[0].within: 'soon' is no duration; a duration is whole numbers with units: 500ms, 90s, 5m, 2h, 1d, 1h30m")]
    [InlineData(
        "'30s'",
        "'half a minute'",
        "4:17: settings.endpointProvisioning: 'half a minute' is no duration; a duration is whole numbers with units: 500ms, 90s, 5m, 2h, 1d, 1h30m")]
    [InlineData(
        "'after': '1m'",
        "'at': '9999-12-31T23:59:59Z'",
        "18:5: steps[0]: the step, or what it expects, is after the year 8999")]
    [InlineData(
        "'start': '2026-01-01T00:00:00Z'",
        "'start': '8900-01-01T00:00:00Z', 'linger': '365000d'",
        "3:36: linger: the run would end after the year 8999")]
    public void Times_have_one_form_and_one_order(string right, string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(right, wrong));
}
