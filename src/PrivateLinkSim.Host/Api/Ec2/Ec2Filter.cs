using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>The filters that a Describe call has (§2.18): by name, the values of an item that may match.</summary>
internal sealed class Ec2Filters<T>
{
    // Amazon EC2 User Guide, "Find your Amazon EC2 resources": so many in one request.
    private const int MostFilters = 50;
    private const int MostValues = 200;

    private readonly SortedDictionary<string, Func<T, IEnumerable<string?>>> _filters = new(StringComparer.Ordinal);
    private Func<T, IReadOnlyDictionary<string, string>>? _tags;

    /// <summary>A filter on one value.</summary>
    public Ec2Filters<T> On(string name, Func<T, string?> value) => OnAny(name, item => [value(item)]);

    /// <summary>A filter on several values, of which one must match.</summary>
    public Ec2Filters<T> OnAny(string name, Func<T, IEnumerable<string?>> values)
    {
        _filters.Add(name, values);
        return this;
    }

    /// <summary>The filters <c>tag:KEY</c> and <c>tag-key</c>.</summary>
    public Ec2Filters<T> OnTags(Func<T, IReadOnlyDictionary<string, string>> tags)
    {
        _tags = tags;
        return OnAny("tag-key", item => tags(item).Keys);
    }

    /// <summary>What a call's Filter parameters ask for: all filters must match, and of each one value.</summary>
    /// <exception cref="ApiException">The call has no such filter.</exception>
    public Func<T, bool> Read(QueryParameters parameters)
    {
        var filters = parameters.Structures("Filter");
        if (filters.Length > MostFilters)
        {
            throw TooMany(FormattableString.Invariant($"{MostFilters} filters"));
        }

        var asked = ImmutableArray.CreateBuilder<(Func<T, IEnumerable<string?>> Values, ImmutableArray<string> Patterns)>();
        foreach (var filter in filters)
        {
            var (name, patterns) = (filter.Required("Name"), filter.List("Value"));
            if (patterns.Length > MostValues)
            {
                throw TooMany(FormattableString.Invariant($"{MostValues} values of a filter"));
            }

            asked.Add((ValuesOf(name), patterns));
        }

        return asked.Count == 0 ? _ => true : item => asked.All(filter => filter.Values(item).Any(value => value is not null && filter.Patterns.Any(pattern => Matches(pattern, value))));
    }

    /// <summary>Whether a value fits a pattern: <c>*</c> stands for any characters, <c>?</c> for one, and a backslash takes their meaning away.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> value)
    {
        var (at, from, star, mark) = (0, 0, -1, 0);
        while (from < value.Length)
        {
            var isEscaped = at + 1 < pattern.Length && pattern[at] == '\\';
            if (at < pattern.Length && !isEscaped && pattern[at] == '*')
            {
                (star, mark) = (at++, from);
            }
            else if (at < pattern.Length && (isEscaped ? pattern[at + 1] == value[from] : pattern[at] == '?' || pattern[at] == value[from]))
            {
                at += isEscaped ? 2 : 1;
                from++;
            }
            else if (star >= 0)
            {
                (at, from) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].TrimStart('*').IsEmpty;
    }

    private static ApiException TooMany(string most) =>
        new(new ApiError("FilterLimitExceeded", $"The request uses too many filters or too many filter values. The most are {most}.", 400));

    private Func<T, IEnumerable<string?>> ValuesOf(string name)
    {
        if (_filters.TryGetValue(name, out var values))
        {
            return values;
        }

        return name.StartsWith("tag:", StringComparison.Ordinal) && _tags is { } tags
            ? item => [tags(item).GetValueOrDefault(name[4..])]
            : throw new ApiException(new ApiError("InvalidParameterValue", $"The filter '{name}' is invalid", 400));
    }
}
