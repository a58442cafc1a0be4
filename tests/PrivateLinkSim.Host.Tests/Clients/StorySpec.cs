using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>One story, told by each of AWS's clients that is on the machine: to all of them the server says the same, word for word.</summary>
public sealed class StorySpec
{
    private static string Story => Path.Combine(ClientProgram.Folder, "story.json");

    [PythonFact("boto3")]
    public Task Boto3_tells_the_story() => AssertTold("python3", "story.py", "boto3");

    [PythonFact("awscli")]
    public Task The_AWS_CLI_tells_the_story() => AssertTold("python3", "story.py", "cli");

    [NodeFact]
    public Task The_SDK_for_JavaScript_tells_the_story() => AssertTold("node", "story.mjs");

    private static async Task AssertTold(string program, params string[] arguments)
    {
        await using var server = await TestServer.StartAsync();
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);

        var (code, output, error) = await ClientProgram.RunAsync(
            program, ClientProgram.Folder, [], [.. arguments, Story, server.Address.ToString().TrimEnd('/'), $"balancer={balancer}"]);

        Assert.True(code == 0, $"{output}\n{error}");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(ClientProgram.Folder, "story.golden")), output);
    }
}
