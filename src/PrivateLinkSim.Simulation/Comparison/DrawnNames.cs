using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Puts the scenario's names in the place of drawn ids, and numbers in the place of those without a name, in the order in which they
/// appear: so texts of two runs can be compared whose draws differ.
/// </summary>
internal sealed partial class DrawnNames(Func<string, string> nameOf, bool numbersOthers)
{
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);

    /// <summary>The text without drawn ids.</summary>
    public string In(string text) => Drawn().Replace(text, found =>
    {
        var id = found.Value;
        var name = nameOf(id);
        return name != id ? name
            : !numbersOthers ? id
            : _numbers.TryGetValue(id, out var number) ? number
            : _numbers[id] = string.Create(CultureInfo.InvariantCulture, $"{found.Groups["kind"].Value}#{_numbers.Count + 1}");
    });

    /// <summary>Whether an id was drawn.</summary>
    public static bool IsDrawn(string id) => Drawn().IsMatch(id);

    // Ids of load balancers are ARNs; the label of an endpoint's DNS names is its id with a drawn end.
    [GeneratedRegex(
        """(?<kind>arn:aws:elasticloadbalancing):[^"\s]+|(?<![a-z])(?<kind>(?>[a-z]+)(?:-(?>[a-z]+))*)-[0-9a-f]{17}(?:-[0-9a-z]{8})?|(?<kind>vpce):[0-9A-Za-z]{16,}|(?<kind>_)[0-9a-z]{12,}""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Drawn();
}
