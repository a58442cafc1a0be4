namespace PrivateLinkSim.Domain;

/// <summary>What holds for faults of every kind.</summary>
public static class Fault
{
    /// <summary>The rule of faults that change nothing.</summary>
    public const string EffectRule = "§fault/effect";

    /// <summary>What is said of a fault that changes nothing. It is no refusal: the fault may be meant so, and a scenario can say that it is.</summary>
    /// <param name="why">Why, as a sentence.</param>
    public static Notice NoEffect(string why) => new(EffectRule, $"The fault changes nothing: {why}");

    /// <summary>Accepts a fault that changes nothing.</summary>
    internal static Decision<TEvent> ChangesNothing<TEvent>(string why)
        where TEvent : class, IEvent => new([], new DecisionReply(null, [NoEffect(why)], null, false));
}
