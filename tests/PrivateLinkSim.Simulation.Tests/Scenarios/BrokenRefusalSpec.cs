namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>What is said of refusals and warnings that no command can meet.</summary>
public sealed class BrokenRefusalSpec
{
    private const string Setting = "'endpointProvisioning': '30s'";
    private const string Call = "'CreateVpcEndpoint': {";

    [Theory]
    [InlineData(
        "'refused': { 'code': 'InvalidServiceNam', 'rule': 'R4' }, ",
        "20:20: steps[0].refused.code: 'InvalidServiceNam' is no code that R4 refuses with; did you mean 'InvalidServiceName'?")]
    [InlineData(
        "'refused': { 'code': 'X', 'rule': 'R3' }, ",
        "20:20: steps[0].refused.code: 'X' is no code that R3 refuses with; there are InvalidNetworkLoadBalancerArn.Malformed, InvalidNetworkLoadBalancerArn.NotFound, LoadBalancerNotFound")]
    [InlineData(
        "'refused': { 'code': '', 'rule': 'R4' }, ",
        "20:20: steps[0].refused.code: the AWS error code is missing; R4 refuses with InvalidServiceName")]
    [InlineData(
        "'refused': { 'code': 'LoadBalancerNotFound', 'rule': 'R7' }, ",
        "20:52: steps[0].refused.rule: R7 refuses nothing; what refuses with LoadBalancerNotFound: R3")]
    [InlineData(
        "'refused': { 'code': 'Nothing', 'rule': 'R7' }, ",
        "20:39: steps[0].refused.rule: R7 refuses nothing, and no rule refuses with Nothing")]
    [InlineData("'warns': ['R4'], ", "20:17: steps[0].warns[0]: R4 recommends nothing; what does: R7, R32, R35")]
    [InlineData("'warns': ['R7', 'R400'], ", "20:23: steps[0].warns[1]: 'R400' is no rule, such as R31 or §2.3; did you mean 'R40'?")]
    public void A_refusal_or_warning_must_be_one_that_can_be_met(string expected, string errors)
    {
        var found = BrokenScenario.ErrorsOf(BrokenScenario.With("'as': 'e1',", "", BrokenScenario.With(Call, expected + Call)));

        Assert.Contains(errors, found.Split('\n'));
    }

    [Theory]
    [InlineData(Setting, "InvalidServiceName")]
    [InlineData("'regionNotSupportedCode': 'Ours'", "Ours")]
    public void A_code_that_a_setting_carries_is_the_one_of_the_scenario(string settings, string code)
    {
        var text = BrokenScenario.With(Setting, settings);
        var wanted = $"'refused': {{ 'code': '{code}', 'rule': 'R19a' }}, ";
        var other = $"'refused': {{ 'code': 'Other', 'rule': 'R19a' }}, ";
        const string Delete = "'caller': 'customer', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }";

        BrokenScenario.Read(BrokenScenario.With("'ImpairZone': { 'ZoneId': 'use1-az4' }", wanted + Delete, text));
        Assert.EndsWith(
            $"steps[2].refused.code: 'Other' is no code that R19a refuses with; there are {code}",
            BrokenScenario.ErrorsOf(BrokenScenario.With("'ImpairZone': { 'ZoneId': 'use1-az4' }", other + Delete, text)),
            StringComparison.Ordinal);
    }
}
