using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>
/// Terraform makes a load balancer and a service of one account and its endpoint of another, in two Regions, finds nothing to change, and takes it all
/// down; as two roots whose signatures nobody looks at, and as a user who assumes a role of the other account. And it proves a private name.
/// </summary>
public sealed class TerraformSpec : IDisposable
{
    private readonly Workbench _bench = new();

    // Terraform runs as a user of the provider's account, and in the customer's as a role that trusts that account.
    private const string TwoAccounts = """
        {
          "title": "A user who deploys, and a role to deploy with",
          "topology": { "accounts": [
            { "name": "shop", "id": "111122223333", "users": [{ "name": "ci", "policies": { "all": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Action": ["ec2:*", "elasticloadbalancing:*", "iam:*", "vpce:AllowMultiRegion"], "Resource": "*" },
              { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::444455556666:role/deploy" } ] } } }] },
            { "name": "customer", "id": "444455556666", "roles": [{
              "name": "deploy",
              "trustPolicy": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "sts:ExternalId": "orders" } } } ] },
              "policies": { "all": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["ec2:*", "iam:*", "vpce:AllowMultiRegion"], "Resource": "*" }] } }
            }] }
          ] },
          "steps": []
        }
        """;

    [TerraformFact]
    public async Task Terraform_applies_finds_nothing_to_change_and_destroys()
    {
        await using var server = await TestServer.StartAsync();
        var (applied, destroyed) = await AssertAppliedAndDestroyed(server, "terraform", environment => AssertCrossRegionAsync(server, environment), ("TF_VAR_endpoint", server.Address.ToString().TrimEnd('/')));

        Assert.Contains("state = \"available\"", applied, StringComparison.Ordinal);
        Assert.Contains("Destroy complete!", destroyed, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Served.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint), each => each.Value.Exists);
        Assert.Single(server.Served.View.All<EndpointServiceState>(EntityKind.EndpointService), each => !each.Value.Exists);
    }

    [TerraformFact]
    public async Task Terraform_deploys_to_two_accounts_with_signatures_that_are_checked()
    {
        await using var server = await TestServer.StartAsync(TwoAccounts, isStrict: true);
        var key = server.KeyOf("shop.ci");
        var (applied, destroyed) = await AssertAppliedAndDestroyed(
            server, "terraform-accounts", environment => AssertCrossRegionAsync(server, environment), ("TF_VAR_endpoint", server.Address.ToString().TrimEnd('/')), ("TF_VAR_key", key.Id), ("TF_VAR_secret", key.Secret));
        var iam = server.Served.View.Find<IamState>(IamState.Of("111122223333"))!;

        Assert.Contains("provider = \"arn:aws:iam::111122223333:user/ci\"", applied, StringComparison.Ordinal);
        Assert.Contains("customer = \"arn:aws:sts::444455556666:assumed-role/deploy/terraform\"", applied, StringComparison.Ordinal);
        Assert.Contains("Destroy complete!", destroyed, StringComparison.Ordinal);
        Assert.Equal(["arn:aws:iam::111122223333:user/ci"], iam.Principals.Keys);
        Assert.Equal((0, 0), (iam.Policies.Count, iam.AccessKeys.Count));
    }

    [TerraformFact]
    public async Task Terraform_proves_a_private_name_in_a_hosted_zone()
    {
        await using var server = await TestServer.StartAsync();
        await AssertAppliedAndDestroyed(
            server,
            "terraform-names",
            _ =>
            {
                var service = server.Served.View.All<EndpointServiceState>(EntityKind.EndpointService).Single(each => each.Value.Exists).Value;
                Assert.Equal(DnsNameStatus.Verified, service.PrivateDnsName?.State);
                return Task.CompletedTask;
            },
            ("TF_VAR_endpoint", server.Address.ToString().TrimEnd('/')));
        var zones = server.Served.View.Find<HostedZonesState>(HostedZonesState.Of("111122223333"))!;

        Assert.Empty(zones.Zones);
        Assert.All(zones.Changes.Values, change => Assert.True(change.IsInSync));
        Assert.Empty(server.Served.View.Find<PublicDnsState>(PublicDnsState.Internet)!.Zones!);
    }

    public void Dispose() => _bench.Dispose();

    private Task AssertCrossRegionAsync(TestServer server, (string, string)[] environment)
    {
        var endpoint = server.Served.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Single(each => each.Value.Exists).Value;
        Assert.Equal(("us-west-2", true, "orders"), (endpoint.Region, endpoint.IsCrossRegion, endpoint.Tags["Name"]));
        return AssertImportedAsync(environment);
    }

    private async Task<(string Applied, string Destroyed)> AssertAppliedAndDestroyed(
        TestServer server, string folder, Func<(string, string)[], Task> assertApplied, params (string, string)[] variables)
    {
        // Terraform waits by its own clock for what takes minutes.
        server.Served.Pace.Set(600);
        File.Copy(Path.Combine(ClientProgram.Folder, folder, "main.tf"), _bench.Path("main.tf"));
        await File.WriteAllTextAsync(
            _bench.Path("terraform.rc"), $$"""provider_installation { filesystem_mirror { path = "{{TerraformFactAttribute.Mirror}}" } }""");
        (string, string)[] environment = [("TF_CLI_CONFIG_FILE", _bench.Path("terraform.rc")), .. variables];

        await RunAsync(environment, 0, "init");
        var applied = await RunAsync(environment, 0, "apply", "-auto-approve");
        await RunAsync(environment, 0, "plan", "-detailed-exitcode");
        await assertApplied(environment);
        return (applied, await RunAsync(environment, 0, "destroy", "-auto-approve"));
    }

    // What Terraform has made becomes a scenario, in which it comes to be so again.
    private async Task AssertImportedAsync((string, string)[] environment)
    {
        var (_, state, error) = await ClientProgram.RunAsync("terraform", _bench.Path("."), environment, "show", "-json");
        Assert.Equal("", error);
        var imported = await _bench.With("state.json", state).RunAsync("import", "terraform", "state.json", "--out", "world.json");
        Assert.True(imported.Code == 0, imported.Error);
        var run = await _bench.RunAsync("run", "world.json", "--journal", "memory");
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("-endpoint is available", run.Output, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync((string, string)[] environment, int expected, params string[] arguments)
    {
        var (code, output, error) = await ClientProgram.RunAsync("terraform", _bench.Path("."), environment, [arguments[0], "-no-color", "-input=false", .. arguments[1..]]);
        Assert.True(code == expected, $"terraform {arguments[0]} ended with {code}:\n{output}\n{error}");
        return output;
    }
}
