using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Random settings: every one of them, now and then, in another position than its default.</summary>
internal static class FuzzSettings
{
    private const string VerificationTime = "privateDnsVerification";

    private static readonly string[] Times = ["0s", "1s", "30s", "60s", "90s", "5m", "1h"];

    /// <summary>Draws the settings that differ from their defaults.</summary>
    public static ImmutableSortedDictionary<string, object> Draw(FuzzDice dice, Topology topology)
    {
        var drawn = Sorted.Map<object>();
        var calm = dice.OneIn(3);
        foreach (var setting in SettingBook.All)
        {
            var value = ValueOf(setting, dice);
            if (value is not null && !calm && dice.OneIn(5))
            {
                drawn = drawn.Add(setting.Name, value);
            }
        }

        // A name that is verified at once is one that the first endpoints can have.
        return topology.Services.Any(service => service.PrivateDnsVerified) && dice.OneIn(2) ? drawn.SetItem(VerificationTime, "0s") : drawn;
    }

    // The codes of refusals are words that nothing depends on, and the ports of clients are a matter of packets.
    private static object? ValueOf(Setting setting, FuzzDice dice)
    {
        var type = setting.Property.PropertyType;
        return type == typeof(bool) ? dice.OneIn(2)
            : type == typeof(TimeSpan) ? dice.Of(Times)
            : type.IsEnum ? dice.Of([.. ScenarioContracts.NamesOf(type)])
            : type != typeof(int) || setting.Name.EndsWith("EphemeralPort", StringComparison.Ordinal) ? null
            : (object)(long)(1 + dice.Below(4));
    }
}
