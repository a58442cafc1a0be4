namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>What is said of users and roles that nobody declares.</summary>
public sealed class BrokenIdentitySpec
{
    private const string Shop = "'id': '111122223333', ";
    private const string Declared = Shop + "'roles': [{ 'name': 'deploy' }], 'users': [{ 'name': 'ann' }], ";
    private const string Call = "{ 'ImpairZone': { 'ZoneId': 'use1-az4' }";
    private const string Policy = "{ 'Version': '2012-10-17', 'Statement': { 'Effect': 'Allow', 'Action': '*', 'Resource': '*' } }";
    private const string Put = "{ 'caller': 'shop', 'PutRolePolicy': { 'RoleName': 'late', 'PolicyName': 'p', 'PolicyDocument': " + Policy + " }";
    private const string Delete = "'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }";

    [Theory]
    [InlineData(
        "{ 'caller': 'arn:aws:iam::111122223333:role/deplay', " + Delete,
        "29:7: steps[2].caller: 'arn:aws:iam::111122223333:role/deplay' is declared neither in the topology nor by a step above; declared in shop: role/deploy, user/ann; did you mean 'arn:aws:iam::111122223333:role/deploy'?")]
    [InlineData(
        "{ 'caller': 'arn:aws:sts::111122223333:assumed-role/deplay/session', " + Delete,
        "29:7: steps[2].caller: 'arn:aws:iam::111122223333:role/deplay' is declared neither in the topology nor by a step above; declared in shop: role/deploy, user/ann; did you mean 'arn:aws:iam::111122223333:role/deploy'?")]
    [InlineData(
        "{ 'caller': 'arn:aws:iam::444455556666:user/nobody', " + Delete,
        "29:7: steps[2].caller: 'arn:aws:iam::444455556666:user/nobody' is declared neither in the topology nor by a step above; customer has neither users nor roles")]
    [InlineData(
        "{ 'caller': 'arn:aws:sts::111122223333:assumed-role/deploy', " + Delete,
        "29:7: steps[2].caller: 'arn:aws:sts::111122223333:assumed-role/deploy' is neither an account's name nor the ARN of an account's root, a role or a user")]
    [InlineData(
        "{ 'caller': 'arn:aws:sts::111122223333:assumed-role/deploy/', " + Delete,
        "29:7: steps[2].caller: 'arn:aws:sts::111122223333:assumed-role/deploy/' is neither an account's name nor the ARN of an account's root, a role or a user")]
    [InlineData(
        "{ 'caller': 'shop', 'DeleteRolePolicy': { 'RoleName': 'deploi', 'PolicyName': 'p' }",
        "29:47: steps[2].DeleteRolePolicy.RoleName: 'deploi' is declared neither in the topology nor by a step above; roles declared in shop: deploy; did you mean 'deploy'?")]
    [InlineData(
        "{ 'caller': 'shop', 'PutUserPermissionsBoundary': { 'UserName': 'deploy', 'PermissionsBoundary': " + Policy + " }",
        "29:57: steps[2].PutUserPermissionsBoundary.UserName: 'deploy' is declared neither in the topology nor by a step above; users declared in shop: ann")]
    [InlineData(
        "{ 'caller': 'customer', 'DeleteUserPermissionsBoundary': { 'UserName': 'ann' }",
        "29:64: steps[2].DeleteUserPermissionsBoundary.UserName: 'ann' is declared neither in the topology nor by a step above; customer has no users")]
    [InlineData(
        Put + " }, { 'caller': 'shop', 'CreateRole': { 'RoleName': 'late' }",
        "29:44: steps[2].PutRolePolicy.RoleName: 'late' is declared neither in the topology nor by a step above; roles declared in shop: deploy")]
    public void Users_and_roles_are_declared_before_they_act_and_are_spoken_of(string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(BrokenScenario.With(Call, wrong, BrokenScenario.With(Shop, Declared))));

    [Theory]
    [InlineData("{ 'caller': 'arn:aws:iam::111122223333:user/ann', " + Delete)]
    [InlineData("{ 'caller': 'arn:aws:iam::111122223333:root', " + Delete)]
    [InlineData("{ 'caller': 'arn:aws:iam::999999999999:role/stranger', " + Delete)]
    [InlineData("{ 'caller': 'arn:aws:sts::111122223333:assumed-role/deploy/session', " + Delete)]
    [InlineData("{ 'caller': 'shop', 'CreateRole': { 'RoleName': 'late' } }, " + Put)]
    [InlineData("{ 'caller': 'arn:aws:iam::111122223333:role/deploy', 'CreateUser': { 'UserName': 'late' } }, { 'caller': 'arn:aws:iam::111122223333:user/late', " + Delete)]
    [InlineData(Put + ", 'refused': { 'code': 'NoSuchEntity', 'rule': '§iam' }")]
    public void Those_that_are_declared_and_strangers_may(string right) =>
        BrokenScenario.Read(BrokenScenario.With(Call, right, BrokenScenario.With(Shop, Declared)));

    [Fact]
    public void A_session_calls_as_its_role()
    {
        var file = BrokenScenario.Read(BrokenScenario.With(
            Call, "{ 'caller': 'arn:aws:sts::111122223333:assumed-role/deploy/session', " + Delete, BrokenScenario.With(Shop, Declared)));

        Assert.Equal(("111122223333", "arn:aws:sts::111122223333:assumed-role/deploy/session"), (file.CallerOf(2)!.Account, file.CallerOf(2)!.PrincipalArn));
    }
}
