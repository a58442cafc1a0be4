using System.Net;
using System.Text.RegularExpressions;

namespace PrivateLinkSim.Host.Tests;

/// <summary>IAM on the wire: users, roles, keys and policies, and what they are good for.</summary>
public sealed partial class IamApiSpec
{
    private const string Account = "444455556666";
    private const string MayMakeVpcs = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:CreateVpc","Resource":"*"}]}""";
    private const string TrustsAlice = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:user/alice"},"Action":"sts:AssumeRole"}]}""";

    [Fact]
    public async Task A_user_is_made_told_of_and_deleted()
    {
        await using var server = await TestServer.StartAsync();
        var made = await CallAsync(server, "CreateUser", ("UserName", "alice"), ("Path", "/ops/"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "web"));
        var read = await CallAsync(server, "GetUser", ("UserName", "alice"));

        Assert.Matches(
            "^<\\?xml [^>]*><CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateUserResult><User><Path>/ops/</Path><UserName>alice</UserName>"
            + "<UserId>AIDA[A-Z0-9]{17}</UserId><Arn>arn:aws:iam::444455556666:user/ops/alice</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>"
            + "<Tags><member><Key>team</Key><Value>web</Value></member></Tags></User></CreateUserResult><ResponseMetadata><RequestId>[-0-9a-f]+</RequestId></ResponseMetadata></CreateUserResponse>$",
            made);
        Assert.Equal(Of(made, "User"), Of(read, "User"));
        Assert.Contains("<member><Path>/ops/</Path><UserName>alice</UserName>", await CallAsync(server, "ListUsers"), StringComparison.Ordinal);
        Assert.Equal("<ResponseMetadata>", Regex.Match(await CallAsync(server, "DeleteUser", ("UserName", "alice")), "<DeleteUserResponse[^>]*>(<\\w+>)").Groups[1].Value);
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchEntity", "GetUser", ("UserName", "alice"));
    }

    [Fact]
    public async Task The_key_of_a_user_is_held_to_the_policies_of_the_user()
    {
        await using var server = await TestServer.StartAsync();
        var key = await KeyOfAliceAsync(server);
        await CallAsync(server, "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "vpcs"), ("PolicyDocument", MayMakeVpcs));
        using var ec2 = server.Ec2(new Amazon.Runtime.BasicAWSCredentials(key, "any"));
        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16" })).Vpc;
        var refused = await Assert.ThrowsAsync<Amazon.EC2.AmazonEC2Exception>(() => ec2.DeleteVpcAsync(new() { VpcId = vpc.VpcId }));
        var (_, identity) = await server.PostAsync("Action=GetCallerIdentity&Version=2011-06-15", "sts", key);

        Assert.Equal("UnauthorizedOperation", refused.ErrorCode);
        Assert.Contains("<Arn>arn:aws:iam::444455556666:user/alice</Arn><UserId>AIDA", identity, StringComparison.Ordinal);
        Assert.Contains(Encoded(MayMakeVpcs), Canonical(await CallAsync(server, "GetUserPolicy", ("UserName", "alice"), ("PolicyName", "vpcs"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_switched_off_or_deleted_is_nobody_s()
    {
        await using var server = await TestServer.StartAsync();
        var key = await KeyOfAliceAsync(server);
        await CallAsync(server, "UpdateAccessKey", ("UserName", "alice"), ("AccessKeyId", key), ("Status", "Inactive"));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.PostAsync("Action=GetCallerIdentity&Version=2011-06-15", "sts", key)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsync("Action=DescribeVpcs&Version=2016-11-15", "ec2", key)).Status);
        await CallAsync(server, "UpdateAccessKey", ("UserName", "alice"), ("AccessKeyId", key), ("Status", "Active"));
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync("Action=GetCallerIdentity&Version=2011-06-15", "sts", key)).Status);
        await CallAsync(server, "DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", key));
        var (_, body) = await server.PostAsync("Action=GetCallerIdentity&Version=2011-06-15", "sts", key);

        Assert.Contains("<Code>InvalidClientTokenId</Code>", body, StringComparison.Ordinal);
        Assert.DoesNotContain(key, await CallAsync(server, "ListAccessKeys", ("UserName", "alice")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_is_assumed_by_whom_it_trusts()
    {
        await using var server = await TestServer.StartAsync();
        var key = await KeyOfAliceAsync(server);
        await CallAsync(server, "CreateRole", ("RoleName", "builder"), ("AssumeRolePolicyDocument", TrustsAlice), ("MaxSessionDuration", "7200"));
        const string Assume = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::444455556666:role/builder&RoleSessionName=ci&DurationSeconds=";

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync($"{Assume}7200", "sts", key)).Status);
        Assert.Contains("exceeds the MaxSessionDuration", (await server.PostAsync($"{Assume}7201", "sts", key)).Body, StringComparison.Ordinal);
        Assert.Contains("<Code>AccessDenied</Code>", (await server.PostAsync($"{Assume}900", "sts")).Body, StringComparison.Ordinal);
        Assert.Contains("<Code>UnsupportedOperation</Code>", (await server.PostAsync($"{Assume}900&Policy={{}}", "sts", key)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_policy_has_versions_and_is_attached()
    {
        await using var server = await TestServer.StartAsync();
        const string Arn = "arn:aws:iam::444455556666:policy/vpcs";
        await CallAsync(server, "CreateRole", ("RoleName", "builder"), ("AssumeRolePolicyDocument", TrustsAlice));
        Assert.Contains($"<Arn>{Arn}</Arn>", await CallAsync(server, "CreatePolicy", ("PolicyName", "vpcs"), ("PolicyDocument", MayMakeVpcs)), StringComparison.Ordinal);
        await CallAsync(server, "AttachRolePolicy", ("RoleName", "builder"), ("PolicyArn", Arn));
        await CallAsync(server, "AttachRolePolicy", ("RoleName", "builder"), ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"));
        Assert.Contains("<VersionId>v2</VersionId><IsDefaultVersion>true</IsDefaultVersion>", await CallAsync(
            server, "CreatePolicyVersion", ("PolicyArn", Arn), ("PolicyDocument", MayMakeVpcs), ("SetAsDefault", "true")), StringComparison.Ordinal);

        Assert.Contains("<AttachmentCount>1</AttachmentCount>", await CallAsync(server, "GetPolicy", ("PolicyArn", Arn)), StringComparison.Ordinal);
        Assert.Contains("<PolicyName>AdministratorAccess</PolicyName>", await CallAsync(server, "ListAttachedRolePolicies", ("RoleName", "builder")), StringComparison.Ordinal);
        Assert.Contains("<RoleName>builder</RoleName>", await CallAsync(server, "ListEntitiesForPolicy", ("PolicyArn", Arn)), StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(await CallAsync(server, "ListPolicyVersions", ("PolicyArn", Arn)), "<member>"));
        Assert.Contains("%22Action%22%3A%22%2A%22", await CallAsync(
            server, "GetPolicyVersion", ("PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"), ("VersionId", "v1")), StringComparison.Ordinal);
        await RefusedAsync(server, HttpStatusCode.Conflict, "DeleteConflict", "DeletePolicy", ("PolicyArn", Arn));
        await RefusedAsync(server, HttpStatusCode.Conflict, "DeleteConflict", "DeleteRole", ("RoleName", "builder"));
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchEntity", "AttachRolePolicy", ("RoleName", "builder"), ("PolicyArn", $"{Arn}2"));
    }

    [Fact]
    public async Task Lists_come_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await CallAsync(server, "CreateUser", ("UserName", name));
        }

        var first = await CallAsync(server, "ListUsers", ("MaxItems", "2"));
        var second = await CallAsync(server, "ListUsers", ("MaxItems", "2"), ("Marker", Of(first, "Marker")));

        Assert.Equal((2, "true"), (Regex.Count(first, "<member>"), Of(first, "IsTruncated")));
        Assert.Equal((2, "false"), (Regex.Count(second, "<member>"), Of(second, "IsTruncated")));
        Assert.Equal(["a", "b", "c", "nobody"], UserNames().Matches(first + second).Select(match => match.Groups[1].Value));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "ValidationError", "ListUsers", ("Marker", "!"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "ValidationError", "ListUsers", ("MaxItems", "0"));
    }

    [Fact]
    public async Task What_is_wrong_is_an_error_of_IAM()
    {
        await using var server = await TestServer.StartAsync();
        await CallAsync(server, "CreateUser", ("UserName", "alice"));

        await RefusedAsync(server, HttpStatusCode.Conflict, "EntityAlreadyExists", "CreateUser", ("UserName", "alice"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "ValidationError", "CreateUser", ("UserName", "a b"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "ValidationError", "CreateUser");
        await RefusedAsync(server, HttpStatusCode.BadRequest, "MalformedPolicyDocument", "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "own"), ("PolicyDocument", "{}"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "MalformedPolicyDocument", "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "own"), ("PolicyDocument", "<"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "MalformedPolicyDocument", "CreateRole", ("RoleName", "builder"), ("AssumeRolePolicyDocument", MayMakeVpcs));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidAction", "CreateGroup", ("GroupName", "all"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "UnknownParameter", "CreateUser", ("UserName", "bob"), ("Colour", "red"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "CreateUser", ("UserName", "bob"), ("Tags.member.1.Key", "a"), ("Tags.member.2.Key", "a"));
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchEntity", "GetLoginProfile", ("UserName", "alice"));
    }

    [Fact]
    public async Task A_fraction_in_a_policy_is_kept_as_text()
    {
        await using var server = await TestServer.StartAsync();
        await CallAsync(server, "CreateUser", ("UserName", "alice"));
        const string Odd = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/size":[1.50,12345678901234567890123]}}}}""";
        await CallAsync(server, "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "odd"), ("PolicyDocument", Odd));

        Assert.Contains(Encoded("[\"1.50\",\"12345678901234567890123\"]"), await CallAsync(server, "GetUserPolicy", ("UserName", "alice"), ("PolicyName", "odd")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_there_again_after_a_restart_and_no_secret_is_in_the_log()
    {
        using var bench = new Workbench();
        var stored = new RunStore(new Shell(TextWriter.Null, TextWriter.Null, bench.Root)).CreateIn("world.db", "server");
        string key, secret;
        await using (var server = await TestServer.StartAsync(stored: stored))
        {
            await CallAsync(server, "CreateUser", ("UserName", "alice"));
            var made = await CallAsync(server, "CreateAccessKey", ("UserName", "alice"));
            (key, secret) = (Of(made, "AccessKeyId"), Of(made, "SecretAccessKey"));
        }

        Assert.Equal(40, secret.Length);
        Assert.All(Directory.EnumerateFiles(bench.Root, "world.db*"), file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.Path("world.db.keys")));
        }

        await using var again = await TestServer.StartAsync(isStrict: true, stored: stored, record: stored.ReadLog());
        using var sts = new Amazon.SecurityToken.AmazonSecurityTokenServiceClient(key, secret, new Amazon.SecurityToken.AmazonSecurityTokenServiceConfig
        {
            ServiceURL = again.Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0,
        });
        Assert.Equal("arn:aws:iam::444455556666:user/alice", (await sts.GetCallerIdentityAsync(new())).Arn);
    }

    private static async Task<string> KeyOfAliceAsync(TestServer server)
    {
        await CallAsync(server, "CreateUser", ("UserName", "alice"));
        return Of(await CallAsync(server, "CreateAccessKey", ("UserName", "alice")), "AccessKeyId");
    }

    private static async Task<string> CallAsync(TestServer server, string action, params (string Name, string Value)[] parameters)
    {
        var (status, body) = await server.PostAsync(Form(action, parameters), "iam", Account);
        Assert.True(status == HttpStatusCode.OK, body);
        return body;
    }

    private static async Task RefusedAsync(TestServer server, HttpStatusCode status, string code, string action, params (string Name, string Value)[] parameters)
    {
        var (actual, body) = await server.PostAsync(Form(action, parameters), "iam", Account);
        Assert.True(status == actual && body.Contains($"<Error><Type>Sender</Type><Code>{code}</Code>", StringComparison.Ordinal), $"{action}: {actual} {body}");
    }

    private static string Form(string action, (string Name, string Value)[] parameters) =>
        $"Action={action}&Version=2010-05-08{string.Concat(parameters.Select(each => $"&{each.Name}={Uri.EscapeDataString(each.Value)}"))}";

    private static string Of(string xml, string name) => xml.Split($"<{name}>")[1].Split($"</{name}>")[0];

    private static string Encoded(string document) => Uri.EscapeDataString(document);

    // The server writes members in their order.
    private static string Canonical(string xml) =>
        xml.Replace(
            Encoded("""{"Statement":[{"Action":"ec2:CreateVpc","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"""),
            Encoded(MayMakeVpcs),
            StringComparison.Ordinal);

    [GeneratedRegex("<UserName>(\\w+)</UserName>")]
    private static partial Regex UserNames();
}
