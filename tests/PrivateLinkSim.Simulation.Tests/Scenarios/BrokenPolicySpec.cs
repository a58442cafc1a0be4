namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>What is said of policies that can't be read, before anything runs.</summary>
public sealed class BrokenPolicySpec
{
    private const string Shop = "'id': '111122223333', ";
    private const string Call = "'ImpairZone': { 'ZoneId': 'use1-az4' }";
    private const string Bad = "{ 'Version': '2012-10-17', 'Statement': { 'Effect': 'Permit', 'Action': '*', 'Resource': '*' } }";
    private const string Good = "{ 'Version': '2012-10-17', 'Statement': { 'Effect': 'Allow', 'Action': '*', 'Resource': '*' } }";
    private const string Sentence = "Statement 1 has the Effect \"Permit\"; it must be \"Allow\" or \"Deny\".";
    private const string Roles = Shop + "'roles': [{ 'name': 'r' }], 'users': [{ 'name': 'u' }], ";
    private const string Caller = "'caller': 'shop', ";

    [Theory]
    [InlineData(Shop, Shop + "'serviceControlPolicies': { 'p': " + Bad + " }, ", "7:75: topology.accounts[0].serviceControlPolicies.p: ")]
    [InlineData(Shop, Shop + "'roles': [{ 'name': 'r', 'policies': { 'p': " + Bad + " } }], ", "7:86: topology.accounts[0].roles[0].policies.p: ")]
    [InlineData(Shop, Shop + "'users': [{ 'name': 'u', 'policies': { 'good': " + Good + ", 'p': " + Bad + " } }], ", "7:191: topology.accounts[0].users[0].policies.p: ")]
    [InlineData(Shop, Shop + "'users': [{ 'name': 'u', 'permissionsBoundary': " + Bad + " }], ", "7:72: topology.accounts[0].users[0].permissionsBoundary: ")]
    public void A_policy_of_the_topology_must_be_readable(string right, string wrong, string place) =>
        Assert.Equal(place + Sentence, BrokenScenario.ErrorsOf(right, wrong));

    [Theory]
    [InlineData(Caller + "'PutRolePolicy': { 'RoleName': 'r', 'PolicyName': 'p', 'PolicyDocument': " + Bad + " }", "29:80: steps[2].PutRolePolicy.PolicyDocument: ")]
    [InlineData(Caller + "'PutUserPolicy': { 'UserName': 'u', 'PolicyName': 'p', 'PolicyDocument': " + Bad + " }", "29:80: steps[2].PutUserPolicy.PolicyDocument: ")]
    [InlineData(Caller + "'PutRolePermissionsBoundary': { 'RoleName': 'r', 'PermissionsBoundary': " + Bad + " }", "29:74: steps[2].PutRolePermissionsBoundary.PermissionsBoundary: ")]
    [InlineData(Caller + "'PutUserPermissionsBoundary': { 'UserName': 'u', 'PermissionsBoundary': " + Bad + " }", "29:74: steps[2].PutUserPermissionsBoundary.PermissionsBoundary: ")]
    [InlineData("'SetServiceControlPolicies': { 'Account': 'shop', 'Policies': { 'p': " + Bad + " } }", "29:71: steps[2].SetServiceControlPolicies.Policies.p: ")]
    public void A_policy_of_a_step_must_be_readable(string wrong, string place) =>
        Assert.Equal(place + Sentence, BrokenScenario.ErrorsOf(BrokenScenario.With(Call, wrong, BrokenScenario.With(Shop, Roles))));

    [Fact]
    public void A_number_in_a_policy_that_no_log_can_hold_is_refused() => Assert.Equal(
        "7:82: topology.accounts[0].serviceControlPolicies.p.Version: 9007199254740993 is no number that a log can hold; write it as a text",
        BrokenScenario.ErrorsOf(Shop, Shop + "'serviceControlPolicies': { 'p': " + Good.Replace("'2012-10-17'", "9007199254740993", StringComparison.Ordinal) + " }, "));

    [Fact]
    public void A_step_may_expect_that_a_policy_is_refused() => BrokenScenario.Read(BrokenScenario.With(
        Call,
        Caller + "'PutRolePolicy': { 'RoleName': 'r', 'PolicyName': 'p', 'PolicyDocument': " + Bad + " }, 'refused': { 'code': 'MalformedPolicyDocument', 'rule': '§iam' }",
        BrokenScenario.With(Shop, Roles)));
}
