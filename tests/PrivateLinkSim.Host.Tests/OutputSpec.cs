using System.Text;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What is said when the output can't be written, and what the help says.</summary>
public sealed class OutputSpec : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_disk_that_is_full_at_the_end_is_told_once()
    {
        await using var disk = new FullDisk();
        var answer = await _bench.RunAsync(shell => shell with { Output = disk }, "rules", "R1");

        Assert.Equal((5, "plsim: No space left on device\n"), (answer.Code, answer.Error));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("verify")]
    public async Task The_help_shows_no_inner_words(string verb)
    {
        var help = await _bench.RunAsync(verb, "--help");

        Assert.Contains("--report", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ReportWishes", help.Output, StringComparison.Ordinal);
    }

    private sealed class FullDisk : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override Task FlushAsync() => throw new IOException("No space left on device");
    }
}
