using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Gives each thing a name of its own: what its owner calls it, as far as that can be a name and is free.</summary>
internal sealed class ImportNames
{
    private const int TailLength = 6;

    private readonly SortedSet<string> _taken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>The name of what an id stands for.</summary>
    public string this[string id] => _names[id];

    /// <summary>Names all resources of a kind, in the order of their ids.</summary>
    public void GiveAll<T>(SortedDictionary<string, T> resources, string kind)
        where T : FoundResource
    {
        foreach (var (id, resource) in resources)
        {
            Give(id, kind, resource.CalledAs);
        }
    }

    /// <summary>Names one thing: as it is called, with its kind behind it, with its kind and the end of its id, with a number.</summary>
    public void Give(string id, string kind, string? calledAs)
    {
        var called = Word(calledAs ?? "");
        var plain = Word($"{kind}-{Tail(id)}");
        var choices = called.Length == 0 ? [plain] : new[] { called, $"{called}-{kind}", Word($"{called}-{Tail(id)}") };
        var name = choices.FirstOrDefault(IsFree) ?? Enumerable.Range(2, int.MaxValue - 2)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{choices[^1]}-{number}")).First(IsFree);
        _taken.Add(name);
        _names[id] = name;
    }

    private bool IsFree(string name) => !_taken.Contains(name) && !AwsShapes.IsAny(name) && !Principal.IsAccount(name);

    // Letters, digits, dashes, dots and underscores: words that need no quotes on a command line.
    private static string Word(string text) =>
        string.Join('-', string.Concat(text.Select(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.' ? each : '-'))
            .Split('-', StringSplitOptions.RemoveEmptyEntries));

    private static string Tail(string id) => id.Length > TailLength && !id.Contains('.', StringComparison.Ordinal) ? id[^TailLength..] : id;
}
