using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The turns that states remember, such as that of the call which awaits an answer, are places in their own log: where one more step
/// was taken, all that come later have other numbers, and mean the same.
/// </summary>
internal static class TurnNumbers
{
    private const string Member = "turn";

    /// <summary>Whether two states in canonical JSON say the same but for their turns.</summary>
    public static bool AreAllThatDiffers(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.SequenceEqual(b))
        {
            return true;
        }

        var inA = new Utf8JsonReader(a);
        var inB = new Utf8JsonReader(b);
        var isTurn = false;
        while (inA.Read())
        {
            if (!inB.Read() || inA.TokenType != inB.TokenType || (!inA.ValueSpan.SequenceEqual(inB.ValueSpan) && !(isTurn && inA.TokenType == JsonTokenType.Number)))
            {
                return false;
            }

            isTurn = inA.TokenType == JsonTokenType.PropertyName && inA.ValueTextEquals(Member);
        }

        return !inB.Read();
    }

    /// <summary>Takes the turns out of a state.</summary>
    public static JObject Without(JObject state)
    {
        foreach (var turn in state.Descendants().OfType<JProperty>().Where(member => member is { Name: Member, Value.Type: JTokenType.Integer }).ToArray())
        {
            turn.Remove();
        }

        return state;
    }
}
