using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>An object in an event that stays text until it is asked for.</summary>
public sealed class CanonicalDocumentSpec
{
    private const string Text = """{"steps":[{"as":"}]"},{"n":[1,{"é":"\"{"}]}],"title":"{\"a\":[","topology":{"accounts":[{"id":"1"}]}}""";

    [Fact]
    public void What_was_read_is_the_same_object_and_the_same_bytes_again()
    {
        var started = Read(Text);

        Assert.Equal(Text, Encoding.UTF8.GetString(started.Scenario.Utf8.Span));
        Assert.Equal(Text, CanonicalJson.Text(started.Scenario.Whole));
        Assert.Equal(EventText(Text), CanonicalJson.Text(started));
    }

    [Fact]
    public void A_part_is_the_same_whether_the_whole_was_read_or_not()
    {
        var (text, read) = (Read(Text).Scenario, new CanonicalDocument(JObject.Parse(Text)));

        Assert.All(["steps", "title", "topology"], name => Assert.True(JToken.DeepEquals(read.Part(name), text.Part(name)), name));
        Assert.Null(text.Part("a"));
        Assert.Null(read.Part("a"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\n1}")]
    public void What_is_no_object_of_the_log_is_refused(string scenario) => Assert.ThrowsAny<JsonException>(() => Read(scenario));

    [Theory]
    [InlineData("[1,2,3]", "[1,2,3]", "[null,null,null]", "[null,null,null]")]
    [InlineData("[1,2,3]", "[1,3]", "[null,2,null]", "[null,null]")]
    [InlineData("[1,2,3]", "[1,4,3]", "[null,2,null]", "[null,4,null]")]
    [InlineData("[1,1]", "[1,1,1]", "[null,null]", "[null,null,1]")]
    [InlineData("[]", "[7]", "[]", "[7]")]
    public void What_two_lists_have_alike_at_their_ends_is_left_out_in_its_place(string a, string b, string restOfA, string restOfB)
    {
        var (one, other) = CanonicalDocument.Apart(Read($$"""{"steps":{{a}},"title":"x"}""").Scenario, Read($$"""{"steps":{{b}},"title":"x"}""").Scenario, "steps");

        Assert.Equal(($$"""{"steps":{{restOfA}}}""", $$"""{"steps":{{restOfB}}}"""), (one.ToString(Formatting.None), other.ToString(Formatting.None)));
    }

    [Fact]
    public void Members_that_differ_or_that_one_does_not_have_stay()
    {
        var (one, other) = CanonicalDocument.Apart(
            Read("""{"a":1,"b":2,"steps":[1]}""").Scenario, Read("""{"a":1,"c":3,"steps":{"0":1}}""").Scenario, "steps");

        Assert.Equal("""{"b":2,"steps":[1]}""", CanonicalJson.Text(one));
        Assert.Equal("""{"c":3,"steps":{"0":1}}""", CanonicalJson.Text(other));
    }

    private static string EventText(string scenario) => $"{{\"dataHashes\":{{}},\"scenario\":{scenario},\"seed\":7,\"settings\":{{}}}}";

    private static RunStarted Read(string scenario) => CanonicalJson.Read<RunStarted>(Encoding.UTF8.GetBytes(EventText(scenario)));
}
