using System.Text;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Turns that states remember say nothing of two runs' difference.</summary>
public sealed class TurnNumbersSpec
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", true)]
    [InlineData("""{"creator":{"about":"input","turn":17},"z":[{"turn":2}]}""", """{"creator":{"about":"input","turn":9},"z":[{"turn":300}]}""", true)]
    [InlineData("""{"creator":{"about":"input","turn":17}}""", """{"creator":{"about":"other","turn":17}}""", false)]
    [InlineData("""{"turn":"17"}""", """{"turn":"18"}""", false)]
    [InlineData("""{"turn":17}""", """{"turn":"17"}""", false)]
    [InlineData("""{"a":17}""", """{"a":18}""", false)]
    [InlineData("""{"turn":[1]}""", """{"turn":[2]}""", false)]
    [InlineData("""{"a":1}""", """{"a":1,"turn":2}""", false)]
    [InlineData("""{"a":1,"turn":2}""", """{"a":1}""", false)]
    public void Two_states_say_the_same_when_only_turns_differ(string a, string b, bool same) =>
        Assert.Equal(same, TurnNumbers.AreAllThatDiffers(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b)));

    [Fact]
    public void A_state_without_its_turns_has_everything_else() => Assert.Equal(
        """{"a":[{"b":1}],"creator":{"about":"input"},"turn":"x"}""",
        CanonicalJson.Text(TurnNumbers.Without(JObject.Parse("""{"a":[{"b":1,"turn":4}],"creator":{"about":"input","turn":5},"turn":"x"}"""))));
}
