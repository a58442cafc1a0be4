using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>Says which of two programs is newer: by numbers first, and what is only on its way to a release is older than it.</summary>
internal static class ProgramVersion
{
    /// <summary>Whether a program is newer than another.</summary>
    public static bool IsNewer(string version, string than) => Compare(version, than) > 0;

    /// <summary>The newest of programs; null when there is none.</summary>
    public static string? Newest(IEnumerable<string> versions) =>
        versions.Aggregate((string?)null, (newest, version) => newest is null || IsNewer(version, newest) ? version : newest);

    private static int Compare(string one, string other)
    {
        var (numbers, stage) = Parts(one);
        var (otherNumbers, otherStage) = Parts(other);
        for (var at = 0; at < Math.Max(numbers.Length, otherNumbers.Length); at++)
        {
            var order = numbers.ElementAtOrDefault(at).CompareTo(otherNumbers.ElementAtOrDefault(at));
            if (order != 0)
            {
                return order;
            }
        }

        return stage.Length == 0 || otherStage.Length == 0 ? otherStage.Length.CompareTo(stage.Length) : string.CompareOrdinal(stage, otherStage);
    }

    private static (long[] Numbers, string Stage) Parts(string version)
    {
        var release = version.Split('+')[0];
        var dash = release.IndexOf('-', StringComparison.Ordinal);
        var numbers = (dash < 0 ? release : release[..dash]).Split('.')
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return ([.. numbers], dash < 0 ? "" : release[(dash + 1)..]);
    }
}
