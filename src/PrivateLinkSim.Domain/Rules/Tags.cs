using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of tags (§2.16, §2.13): at most 50 on a resource, keys of 1 to 127 characters that do not begin with <c>aws:</c>, values of up to 256.</summary>
public static class Tags
{
    private const int LongestKey = 127;
    private const int LongestValue = 256;

    /// <summary>No tags.</summary>
    public static readonly ImmutableSortedDictionary<string, string> None = Sorted.Map<string>();

    /// <summary>Why these tags can't be put on a resource that has others already, or null when they can.</summary>
    public static Rejection? Refuse(
        ImmutableSortedDictionary<string, string> current, ImmutableSortedDictionary<string, string> added, Settings settings) =>
        added.FirstOrDefault(tag => !IsWellFormed(tag.Key, tag.Value)) is { Key: { } malformed }
            ? new Rejection(
                "InvalidParameterValue",
                $"Tag '{malformed}' is invalid. A key has 1 to 127 characters and does not begin with 'aws:'; a value has at most 256.",
                "§2.16")
        : current.SetItems(added).Count > settings.TagsPerResource
            ? new Rejection("TagLimitExceeded", FormattableString.Invariant($"More than {settings.TagsPerResource} tags on one resource."), "§2.13/tags")
            : null;

    /// <summary>The same in the words of Elastic Load Balancing.</summary>
    public static Rejection? RefuseOfLoadBalancing(
        ImmutableSortedDictionary<string, string> current, ImmutableSortedDictionary<string, string> added, Settings settings) =>
        Refuse(current, added, settings) is { } refused ? refused with { Code = refused.Code == "TagLimitExceeded" ? "TooManyTags" : "ValidationError" } : null;

    private static bool IsWellFormed(string key, string value) =>
        key.Length is > 0 and <= LongestKey && value.Length <= LongestValue && !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase);
}
