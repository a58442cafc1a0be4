namespace PrivateLinkSim.Domain;

/// <summary>What a target group may be made as (§2.14/group).</summary>
internal static class NewTargetGroupRules
{
    private const int HighestPort = 65535;
    private const int LongestName = 32;

    public static Rejection? Refuse(NewTargetGroup wanted, Settings settings) =>
        !IsName(wanted.Name) ? new Rejection(
            "ValidationError",
            $"Target group name '{wanted.Name}' must have 1 to {LongestName} letters, digits and hyphens, and not begin or end with a hyphen",
            "§2.14/group")
        : wanted.Port is < 1 or > HighestPort ? new Rejection("ValidationError", $"Port {wanted.Port} of a target group must be between 1 and {HighestPort}", "§2.14/group")
        : TargetHealth.Refuse(wanted.HealthCheck) ?? Tags.RefuseOfLoadBalancing(Tags.None, wanted.Tags, settings);

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && name[0] != '-'
        && name[^1] != '-';
}
