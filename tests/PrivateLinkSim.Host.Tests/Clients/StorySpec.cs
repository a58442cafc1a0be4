using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>
/// A story, the calls that it leaves out, and one of load balancers, told by each of AWS's clients that is on the machine: to all of them the server says the same,
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

    [NodeFact]
    public Task The_SDK_for_JavaScript_balances_load() => AssertTold("balancing", "node", "story.mjs");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_tells_the_story() => AssertTold("story", "python3", "story.py", "cli");

    [NodeFact]
    public Task The_SDK_for_JavaScript_tells_the_story() => AssertTold("story", "node", "story.mjs");

    [NodeFact]
    public Task The_SDK_for_JavaScript_makes_the_other_calls() => AssertTold("calls", "node", "story.mjs");

    private static async Task AssertTold(string story, string program, params string[] arguments)
    {
        await using var server = await TestServer.StartAsync();
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);

        var (code, output, error) = await ClientProgram.RunAsync(
            program,
            ClientProgram.Folder,
            [("PYTHONDONTWRITEBYTECODE", "1")],
            [.. arguments, Path.Combine(ClientProgram.Folder, $"{story}.json"), server.Address.ToString().TrimEnd('/'), $"balancer={balancer}", FormattableString.Invariant($"port={server.ResolverOf().Port}")]);

        Assert.True(code == 0, $"{output}\n{error}");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(ClientProgram.Folder, $"{story}.golden")), output);
    }
}
