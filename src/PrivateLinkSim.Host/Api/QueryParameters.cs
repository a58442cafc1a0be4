using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Host;

/// <summary>
/// The parameters of a call in AWS's Query protocols: flat names with dots (§5.1). Whoever reads a parameter marks it as known; one that
/// nobody has read is not recognized. Names are case-sensitive.
/// </summary>
internal sealed class QueryParameters
{
    private readonly SortedDictionary<string, string> _all;
    private readonly HashSet<string> _known;
    private readonly string _prefix;

    /// <summary>All parameters of a request. Of a name that stands there twice, the first counts.</summary>
    public QueryParameters(IEnumerable<KeyValuePair<string, string>> all)
        : this(new SortedDictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), "")
    {
        foreach (var (name, value) in all)
        {
            _all.TryAdd(name, value);
        }
    }

    private QueryParameters(SortedDictionary<string, string> all, HashSet<string> known, string prefix) =>
        (_all, _known, _prefix) = (all, known, prefix);

    /// <summary>All values, each with the last word of its name that is no number. They are not read by that.</summary>
    public IEnumerable<(string Name, string Value)> Leaves
    {
        get
        {
            foreach (var (name, value) in _all)
            {
                var words = name.AsSpan().TrimEnd("0123456789.");
                yield return (words[(words.LastIndexOf('.') + 1)..].ToString(), value);
            }
        }
    }

    /// <summary>A text; null when it is not there or empty.</summary>
    public string? Text(string name)
    {
        _known.Add(_prefix + name);
        return _all.TryGetValue(_prefix + name, out var value) && value.Length > 0 ? value : null;
    }

    /// <summary>Whether there is a parameter whose name begins so. It is not read by that.</summary>
    public bool Has(params IEnumerable<string> beginnings) => beginnings.Any(beginning => _all.Keys.Any(key => key.StartsWith(_prefix + beginning, StringComparison.Ordinal)));

    /// <summary>A text that must be there.</summary>
    /// <exception cref="ApiException">It is not.</exception>
    public string Required(string name) => Text(name) ?? throw new ApiException(ApiError.Missing(_prefix + name));

    /// <summary>True or false; null when it is not there.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public bool? Boolean(string name) => Text(name) switch
    {
        null => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        var other => throw new ApiException(ApiError.Invalid(_prefix + name, other)),
    };

    /// <summary>A whole number; null when it is not there.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public int? Integer(string name) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ApiException(ApiError.Invalid(_prefix + name, text));

    /// <summary>One of AWS's words; null when it is not there.</summary>
    /// <exception cref="ApiException">It is none of them.</exception>
    public T? Word<T>(string name, params ReadOnlySpan<(string Word, T Value)> words)
        where T : struct => Text(name) is { } text ? Meaning(_prefix + name, text, words) : null;

    /// <summary>A list of AWS's words.</summary>
    /// <exception cref="ApiException">One is none of them.</exception>
    public ImmutableArray<T> Words<T>(string name, params ReadOnlySpan<(string Word, T Value)> words)
        where T : struct
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var text in List(name))
        {
            found.Add(Meaning(_prefix + name, text, words));
        }

        return found.ToImmutable();
    }

    /// <summary>The items <c>Name.1</c>, <c>Name.2</c>, … in the order of their numbers.</summary>
    public ImmutableArray<string> List(string name) =>
        [.. Numbers(name).Select(number => Text(Item(name, number))).OfType<string>()];

    /// <summary>The same, with at least one item.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public ImmutableArray<string> RequiredList(string name) =>
        List(name) is { IsEmpty: false } items ? items : throw new ApiException(ApiError.Missing(_prefix + name));

    /// <summary>The items of a list of structures, each read by names behind <c>Name.1.</c></summary>
    public ImmutableArray<QueryParameters> Structures(string name) =>
        [.. Numbers(name).Select(number => new QueryParameters(_all, _known, $"{_prefix}{Item(name, number)}."))];

    /// <summary>A structure; null when nothing of it is there.</summary>
    public QueryParameters? Structure(string name)
    {
        var prefix = $"{_prefix}{name}.";
        return _all.Keys.Any(key => key.StartsWith(prefix, StringComparison.Ordinal)) ? new QueryParameters(_all, _known, prefix) : null;
    }

    /// <summary>Refuses parameters of AWS that have nothing behind them here.</summary>
    /// <exception cref="ApiException">One of them is there.</exception>
    public void Refuse(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(name) is not null || Structure(name) is not null)
            {
                throw new ApiException(ApiError.Unsupported(_prefix + name));
            }
        }
    }

    /// <summary>Refuses a parameter of AWS that has nothing behind it here, unless it says what is so anyway.</summary>
    /// <exception cref="ApiException">It says something else.</exception>
    public void RefuseUnless(string name, string value)
    {
        if (Text(name) is { } other && other != value)
        {
            throw new ApiException(ApiError.Unsupported($"{_prefix}{name}={other}"));
        }
    }

    /// <summary>Takes note of parameters that make no difference here.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _known.Add(_prefix + name);
            foreach (var key in _all.Keys.Where(key => key.StartsWith($"{_prefix}{name}.", StringComparison.Ordinal)))
            {
                _known.Add(key);
            }
        }
    }

    /// <summary>Checks that everything was read.</summary>
    /// <exception cref="ApiException">A parameter is not one of the call's.</exception>
    public void RequireNoOthers()
    {
        if (_all.Keys.FirstOrDefault(key => !_known.Contains(key)) is { } unknown)
        {
            // AWS names a list without its number.
            throw new ApiException(ApiError.Unknown(unknown.Split('.')[0]));
        }
    }

    private static T Meaning<T>(string name, string text, ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        throw new ApiException(ApiError.Invalid(name, text));
    }

    private static string Item(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");

    private IEnumerable<int> Numbers(string name)
    {
        var prefix = $"{_prefix}{name}.";
        var numbers = new SortedSet<int>();
        foreach (var key in _all.Keys)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                var rest = key.AsSpan(prefix.Length);
                var end = rest.IndexOf('.');
                if (int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && Item(name, number).Length == name.Length + 1 + (end < 0 ? rest.Length : end))
                {
                    numbers.Add(number);
                }
            }
        }

        return numbers;
    }
}
