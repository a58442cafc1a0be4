using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim run --watch</c>: what is saved runs again.</summary>
public sealed class WatchSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("all/first.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_file_is_told_of_once_and_only_when_it_has_settled()
    {
        var files = Files("all");

        Assert.False(files.Look().Any);
        Assert.Equal([_bench.Path("all/first.json")], files.Look().Saved);
        Assert.False(files.Look().Any);

        _bench.With("all/first.json", "{");
        Assert.False(files.Look().Any);
        _bench.With("all/first.json", "{}");
        Assert.False(files.Look().Any);
        Assert.Equal([_bench.Path("all/first.json")], files.Look().Saved);
    }

    [Fact]
    public void Files_come_and_go()
    {
        var files = Files("all");
        files.Look();
        files.Look();

        _bench.With("all/second.json", Given.Story).With("all/scenario.schema.json", "{}").With("all/notes.txt", "");
        files.Look();
        Assert.Equal([_bench.Path("all/second.json")], files.Look().Saved);

        File.Delete(_bench.Path("all/first.json"));
        Assert.False(files.Look().Any);
        Assert.Equal([_bench.Path("all/first.json")], files.Look().Removed);
    }

    [Fact]
    public void A_file_that_is_put_in_the_place_of_another_was_saved_and_not_removed()
    {
        var files = Files("all/first.json");
        files.Look();
        files.Look();

        File.Move(_bench.Path("all/first.json"), _bench.Path("all/first.json~"));
        Assert.False(files.Look().Any);
        _bench.With("all/new", $"{Given.Story} ");
        File.Move(_bench.Path("all/new"), _bench.Path("all/first.json"));
        Assert.False(files.Look().Any);
        Assert.Equal([_bench.Path("all/first.json")], files.Look().Saved);
    }

    [Fact]
    public async Task What_is_saved_runs_again_until_it_is_ended()
    {
        _bench.With("all/second.json", Given.Story);
        using var interruption = new CancellationTokenSource();
        using var screen = new Screen();
        var running = PlsimApp.RunAsync(["run", "--watch", "all"], new Shell(screen, screen, _bench.Root) { Interruption = interruption.Token });
        var start = await screen.UntilAsync("Ctrl-C ends.");

        _bench.With("all/second.json", "{ half");
        var broken = await screen.UntilAsync("Ctrl-C ends.");
        _bench.With("all/first.json", Given.Story.Replace("\"available\"", "\"rejected\"", StringComparison.Ordinal));
        var failing = await screen.UntilAsync("Ctrl-C ends.");
        File.Delete(_bench.Path("all/first.json"));
        await screen.UntilAsync("Ctrl-C ends.");
        _bench.With("all/second.json", Given.Story);
        var mended = await screen.UntilAsync("Ctrl-C ends.");
        await interruption.CancelAsync();

        Assert.Contains("PASS first digest", start, StringComparison.Ordinal);
        Assert.Contains("PASS second digest", start, StringComparison.Ordinal);
        Assert.Contains("2 of 2 pass; watching", start, StringComparison.Ordinal);
        Assert.DoesNotContain("first", broken, StringComparison.Ordinal);
        Assert.Contains("second.json:1:3:", broken, StringComparison.Ordinal);
        Assert.Contains("1 of 2 fail", broken, StringComparison.Ordinal);
        Assert.Contains("FAIL first digest", failing, StringComparison.Ordinal);
        Assert.Contains($"failing before: {Path.Combine("all", "second.json")}", failing, StringComparison.Ordinal);
        Assert.Contains("1 of 1 pass; watching", mended, StringComparison.Ordinal);
        Assert.Equal(0, await running);
        Assert.False(Directory.Exists(_bench.Path("runs")), "Runs are kept only when that is asked for.");
    }

    [Fact]
    public async Task A_watch_that_ends_with_a_failing_scenario_says_so()
    {
        _bench.With("all/first.json", "{}");
        using var interruption = new CancellationTokenSource();
        using var screen = new Screen();
        var running = PlsimApp.RunAsync(["run", "--watch", "all"], new Shell(screen, screen, _bench.Root) { Interruption = interruption.Token });
        await screen.UntilAsync("Ctrl-C ends.");
        await interruption.CancelAsync();

        Assert.Equal(1, await running);
    }

    [Theory]
    [InlineData("run", "--watch", "alll")]
    [InlineData("run", "--watch", "all", "--json")]
    public async Task What_can_t_be_watched_is_refused(params string[] arguments) => Assert.Equal(2, (await _bench.RunAsync(arguments)).Code);

    private WatchedFiles Files(params string[] paths) => new([.. paths], new Shell(TextWriter.Null, TextWriter.Null, _bench.Root));

    // Hands out what is written, so that a test can wait for a line without a clock.
    private sealed class Screen : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly StringBuilder _line = new();

        public Screen()
            : base(CultureInfo.InvariantCulture)
        {
        }

        public override void Write(char value)
        {
            _line.Append(value);
            if (value is '\n')
            {
                _lines.Writer.TryWrite(_line.ToString());
                _line.Clear();
            }
        }

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            foreach (var each in buffer)
            {
                Write(each);
            }
        }

        public async Task<string> UntilAsync(string text)
        {
            var said = new StringBuilder();
            while (!said.ToString().Contains(text, StringComparison.Ordinal))
            {
                said.Append(await _lines.Reader.ReadAsync());
            }

            return said.ToString();
        }
    }
}
