using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Terraform makes a load balancer and a service of one account and its endpoint of another, in two Regions, finds nothing to change, and takes it all down.</summary>
public sealed class TerraformSpec : IDisposable
{
    private readonly Workbench _bench = new();

    [TerraformFact]
    public async Task Terraform_applies_finds_nothing_to_change_and_destroys()
    {
        await using var server = await TestServer.StartAsync();

        // Terraform waits by its own clock for what takes minutes.
        server.Served.Pace.Set(600);
        File.Copy(Path.Combine(ClientProgram.Folder, "terraform", "main.tf"), _bench.Path("main.tf"));
        await File.WriteAllTextAsync(
            _bench.Path("terraform.rc"), $$"""provider_installation { filesystem_mirror { path = "{{TerraformFactAttribute.Mirror}}" } }""");
        (string, string)[] environment =
        [
            ("TF_CLI_CONFIG_FILE", _bench.Path("terraform.rc")),
            ("TF_VAR_endpoint", server.Address.ToString().TrimEnd('/')),
        ];

        await RunAsync(environment, 0, "init");
        var applied = await RunAsync(environment, 0, "apply", "-auto-approve");
        await RunAsync(environment, 0, "plan", "-detailed-exitcode");
        var endpoint = server.Served.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Single(each => each.Value.Exists).Value;
        var destroyed = await RunAsync(environment, 0, "destroy", "-auto-approve");

        Assert.Contains("state = \"available\"", applied, StringComparison.Ordinal);
        Assert.Equal(("us-west-2", true, "orders"), (endpoint.Region, endpoint.IsCrossRegion, endpoint.Tags["Name"]));
        Assert.Contains("Destroy complete!", destroyed, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Served.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint), each => each.Value.Exists);
        Assert.Single(server.Served.View.All<EndpointServiceState>(EntityKind.EndpointService), each => !each.Value.Exists);
    }

    public void Dispose() => _bench.Dispose();

    private async Task<string> RunAsync((string, string)[] environment, int expected, params string[] arguments)
    {
        var (code, output, error) = await ClientProgram.RunAsync("terraform", _bench.Path("."), environment, [arguments[0], "-no-color", "-input=false", .. arguments[1..]]);
        Assert.True(code == expected, $"terraform {arguments[0]} ended with {code}:\n{output}\n{error}");
        return output;
    }
}
