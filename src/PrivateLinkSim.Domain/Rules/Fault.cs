namespace PrivateLinkSim.Domain;

/// <summary>What holds for faults of every kind.</summary>
internal static class Fault
{
    /// <summary>The refusal of a fault that would change nothing.</summary>
    public static Rejection NoEffect(string why) => new("FaultHasNoEffect", $"The fault changes nothing: {why}", "§fault/effect");
}
