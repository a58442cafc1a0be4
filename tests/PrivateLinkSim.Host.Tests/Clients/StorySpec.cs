using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>
/// A story, the calls that it leaves out, and others of load balancers, accounts, zonal shifts and a hosted zone, told by each of AWS's clients that is on the machine: to all of them the server says the same,
/// word for word.
/// </summary>
public sealed class StorySpec
{
    [PythonFact("boto3")]
    public Task Boto3_tells_the_story() => AssertTold("story", "python3", "story.py", "boto3");

    [PythonFact("boto3")]
    public Task Boto3_makes_the_other_calls() => AssertTold("calls", "python3", "story.py", "boto3");

    [PythonFact("boto3")]
    public Task Boto3_balances_load() => AssertTold("balancing", "python3", "story.py", "boto3");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_balances_load() => AssertTold("balancing", "python3", "story.py", "cli");

    [PythonFact("boto3")]
    public Task Boto3_proves_a_name() => AssertTold("names", "python3", "story.py", "boto3");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_proves_a_name() => AssertTold("names", "python3", "story.py", "cli");

    [NodeFact]
    public Task The_SDK_for_JavaScript_proves_a_name() => AssertTold("names", "node", "story.mjs");

    [NodeFact]
    public Task The_SDK_for_JavaScript_balances_load() => AssertTold("balancing", "node", "story.mjs");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_tells_the_story() => AssertTold("story", "python3", "story.py", "cli");

    [NodeFact]
    public Task The_SDK_for_JavaScript_tells_the_story() => AssertTold("story", "node", "story.mjs");

    [NodeFact]
    public Task The_SDK_for_JavaScript_makes_the_other_calls() => AssertTold("calls", "node", "story.mjs");

    [PythonFact("boto3")]
    public Task Boto3_gives_accounts_users_and_roles() => AssertTold("accounts", "python3", "story.py", "boto3");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_gives_accounts_users_and_roles() => AssertTold("accounts", "python3", "story.py", "cli");

    [NodeFact]
    public Task The_SDK_for_JavaScript_gives_accounts_users_and_roles() => AssertTold("accounts", "node", "story.mjs");

    [PythonFact("boto3")]
    public Task Boto3_shifts_traffic() => AssertTold("shift", "python3", "story.py", "boto3");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_shifts_traffic() => AssertTold("shift", "python3", "story.py", "cli");

    [PythonFact("boto3")]
    public async Task Boto3_signs_each_call_for_a_server_that_checks_signatures()
    {
        using var bench = new Workbench();
        bench.With("shop.json", TestServer.Shop);
        foreach (var story in (string[])["accounts", "shift"])
        {
            using var server = PlsimProcess.Start(
                bench.Root, "serve", "--scenario", "shop.json", "--port", "0", "--memory", "--pace", "manual", "--auth", "strict", "--credentials", "keys");
            var address = new Uri((await server.FirstLine).Split(' ')[0]);
            await AssertTold(story, address, ["python3", "story.py", "boto3"], $"credentials={bench.Path("keys")}");
        }
    }

    [PythonFact("boto3")]
    public Task A_server_that_checks_signatures_takes_presigned_requests_as_AWS_does() => AssertPresigned(isStrict: true, "presign-strict");

    [PythonFact("boto3")]
    public Task A_server_that_checks_none_takes_presigned_requests_for_whom_they_name() => AssertPresigned(isStrict: false, "presign-loose");

    private static async Task AssertPresigned(bool isStrict, string golden)
    {
        await using var server = await TestServer.StartAsync(isStrict: isStrict);
        using var bench = new Workbench();
        CredentialsFile.Write(bench.Path("keys"), ((string[])["customer", "customer.nobody"]).Select(profile => (profile, server.KeyOf(profile))));
        var (code, output, error) = await ClientProgram.RunAsync(
            "python3", ClientProgram.Folder, [("PYTHONDONTWRITEBYTECODE", "1")], "presign.py", server.Address.ToString().TrimEnd('/'), bench.Path("keys"));

        Assert.True(code == 0, $"{output}\n{error}");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(ClientProgram.Folder, $"{golden}.golden")), output);
    }

    private static async Task AssertTold(string story, params string[] client)
    {
        await using var server = await TestServer.StartAsync();
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        await AssertTold(story, server.Address, client, $"balancer={balancer}", FormattableString.Invariant($"port={server.ResolverOf().Port}"));
    }

    private static async Task AssertTold(string story, Uri address, string[] client, params string[] names)
    {
        var (code, output, error) = await ClientProgram.RunAsync(
            client[0],
            ClientProgram.Folder,
            [("PYTHONDONTWRITEBYTECODE", "1")],
            [.. client[1..], Path.Combine(ClientProgram.Folder, $"{story}.json"), address.ToString().TrimEnd('/'), .. names]);

        Assert.True(code == 0, $"{output}\n{error}");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(ClientProgram.Folder, $"{story}.golden")), output);
    }
}
