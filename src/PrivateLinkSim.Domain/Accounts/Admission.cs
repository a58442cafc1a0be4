using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Which Regions an account may use. Accounts hear their status in opt-in Regions from the Regions, which own it.</summary>
internal static class Admission
{
    /// <summary>Whether a status lets the account use the Region.</summary>
    public static bool IsUsable(RegionOptStatus status) =>
        status is RegionOptStatus.Enabled or RegionOptStatus.EnabledByDefault;

    /// <summary>Whether the account that heard of these opt-ins may use a Region.</summary>
    public static bool IsUsable(ImmutableSortedSet<string> optedIn, RegionFacts region) =>
        !region.OptIn || optedIn.Contains(region.Name);

    /// <summary>What a call into a Region with this status is answered, or null when it may go on (§3.1).</summary>
    public static Rejection? Refuse(RegionOptStatus status) => IsUsable(status) ? null : NotEnabled();

    /// <summary>What a call into a Region is answered, or null when it may go on (§3.1).</summary>
    public static Rejection? RefuseCall(string region, ImmutableSortedSet<string> optedIn, Facts facts) =>
        !facts.Regions.TryGet(region, out var known)
            ? NoRegion(region)
            : IsUsable(optedIn, known) ? null : NotEnabled();

    /// <summary>What a call into a Region that there is not is answered.</summary>
    public static Rejection NoRegion(string name) => new("InvalidRegion", $"The specified AWS Region '{name}' is not valid.", "§3.1/region");

    private static Rejection NotEnabled() =>
        new("AuthFailure", "AWS was not able to validate the provided access credentials", "§3.1/opt-in");
}
