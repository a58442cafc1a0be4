namespace PrivateLinkSim.Domain;

/// <summary>Whether a fault changes anything.</summary>
public static class FaultEffect
{
    /// <summary>The rule of faults that change nothing.</summary>
    public const string Rule = "§fault/effect";

    /// <summary>What is said of a fault that changes nothing. It is no refusal: the fault may be meant so, and a scenario can say that it is.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public static Notice None(string why) => new(Rule, $"The fault changes nothing: {why}");

    /// <summary>Accepts a fault that changes nothing.</summary>
    internal static Decision<TEvent> ChangesNothing<TEvent>(string why)
        where TEvent : class, IEvent => new([], new DecisionReply(null, [None(why)], null, false));
}
