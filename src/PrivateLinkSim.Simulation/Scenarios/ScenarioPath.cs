using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>Paths into a scenario, as Newtonsoft.Json writes them: <c>steps[3].CreateVpcEndpoint.ServiceName</c>, <c>settings['a.b']</c>.</summary>
internal static class ScenarioPath
{
    /// <summary>The path of an object's member.</summary>
    public static string Member(string path, string name) =>
        IsPlain(name) ? (path.Length == 0 ? name : $"{path}.{name}")
        : $"{path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";

    /// <summary>The path of an array's item.</summary>
    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>The name of the member that a path leads to, or of the last member on the way.</summary>
    public static string LastName(string path) => Segments(path).OfType<string>().LastOrDefault("");

    /// <summary>The names (strings) and indexes (integers) of a path, from the root on.</summary>
    public static IEnumerable<object> Segments(string path)
    {
        for (var at = 0; at < path.Length;)
        {
            if (path[at] == '.')
            {
                at++;
            }
            else if (path[at] == '[' && at + 1 < path.Length && path[at + 1] == '\'')
            {
                yield return Quoted(path, ref at);
            }
            else if (path[at] == '[')
            {
                var end = path.IndexOf(']', at);
                yield return int.Parse(path.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture);
                at = end + 1;
            }
            else
            {
                var end = path.AsSpan(at).IndexOfAny('.', '[');
                var name = end < 0 ? path[at..] : path.Substring(at, end);
                at += name.Length;
                yield return name;
            }
        }
    }

    private static string Quoted(string path, ref int at)
    {
        var name = new System.Text.StringBuilder();
        for (at += 2; path[at] != '\''; at++)
        {
            if (path[at] == '\\')
            {
                at++;
            }

            name.Append(path[at]);
        }

        at += 2;
        return name.ToString();
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(each => char.IsLetterOrDigit(each) || each is '_' or '-' or '$');
}
