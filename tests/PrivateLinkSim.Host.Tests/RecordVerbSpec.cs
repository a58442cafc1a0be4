namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim record</c>: what it writes, what it says, and what it refuses.</summary>
public sealed class RecordVerbSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_becomes_a_scenario_that_comes_to_the_same_digest()
    {
        var ran = await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync("record", "story-1", "--out", "again.json");
        var again = await _bench.RunAsync("run", "again.json");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal($"Run again, it comes to the same digest {ran.Digest}\nWritten to again.json. Run it with: plsim run again.json\n", answer.Output);
        Assert.Equal((0, ran.Digest), (again.Code, again.Digest));
        Assert.Equal(0, (await _bench.RunAsync("validate", "again.json")).Code);
    }

    [Fact]
    public async Task A_run_of_another_seed_says_with_which_to_run_it()
    {
        var ran = await _bench.RunAsync("run", "story.json", "--seed", "9");

        var answer = await _bench.RunAsync("record", "story-1", "--out", "again.json");
        var again = await _bench.RunAsync("run", "again.json", "--seed", "9");

        Assert.EndsWith("plsim run again.json --seed 9\n", answer.Output, StringComparison.Ordinal);
        Assert.Equal(ran.Digest, again.Digest);
    }

    [Fact]
    public async Task Without_a_file_the_scenario_is_printed_and_nothing_else()
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync("record", "story-1");

        Assert.Equal(0, answer.Code);
        Assert.Equal("A customer is let in and loses a zone", (string?)Newtonsoft.Json.Linq.JObject.Parse(answer.Output)["title"]);
        Assert.StartsWith("Run again, it comes to the same digest ", answer.Error, StringComparison.Ordinal);
    }

    // What is written stands in recorded/ of this project: so it is compiled, and runs with these tests.
    [Fact]
    public async Task A_run_becomes_a_test_that_compiles_and_passes()
    {
        await _bench.RunAsync("run", "story.json");
        var kept = Path.Combine(Given.Root, "tests", "PrivateLinkSim.Host.Tests", "recorded", "StorySpec.cs");

        var answer = await _bench.RunAsync("record", "story-1", "--test", "StorySpec.cs");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        var written = await File.ReadAllTextAsync(_bench.Path("StorySpec.cs"));
        if (Environment.GetEnvironmentVariable("PLSIM_WRITE_RECORDED") == "1")
        {
            await File.WriteAllTextAsync(kept, written);
        }

        Assert.Equal((await File.ReadAllTextAsync(kept)).ReplaceLineEndings("\n"), written);
    }

    [Theory]
    [InlineData("There is no run 'stroy-1' under runs/. Did you mean 'story-1'?", "stroy-1")]
    [InlineData("--test 1.cs can't name a class", "story-1", "--test", "1.cs")]
    [InlineData("--test Story.txt can't name a class", "story-1", "--test", "Story.txt")]
    [InlineData("--out no/again.json can't be written: there is no such directory", "story-1", "--out", "no/again.json")]
    public async Task What_can_not_be_written_is_refused_in_words(string complaint, params string[] arguments)
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync(["record", .. arguments]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
    }
}
