using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>The configuration of a plan, by the addresses of its modules.</summary>
internal sealed partial class TerraformModules(JObject? configuration)
{
    /// <summary>The configurations of the providers, by key.</summary>
    public IEnumerable<JProperty> Providers => (configuration?["provider_config"] as JObject)?.Properties() ?? [];

    /// <summary>The configuration of a module; null where there is none.</summary>
    public JObject? Of(string module)
    {
        var at = configuration?["root_module"] as JObject;
        foreach (Match step in Step().Matches(module))
        {
            at = at.At("module_calls").At(step.Groups["name"].Value).At("module") as JObject;
        }

        return at;
    }

    /// <summary>The configuration of a resource; null where there is none.</summary>
    public JObject? Of(string module, string address) =>
        (Of(module)?["resources"] as JArray)?.OfType<JObject>().FirstOrDefault(resource => resource["address"].AsText() == address);

    /// <summary>The module around a module, the call that makes it, and its index there.</summary>
    public (string Parent, JObject? Call, string? Index) CallOf(string module)
    {
        var last = Step().Matches(module)[^1];
        var parent = module[..last.Index].TrimEnd('.');
        return (parent, Of(parent).At("module_calls").At(last.Groups["name"].Value) as JObject, IndexOf(last.Groups["index"].Value));
    }

    /// <summary>The index or key in brackets; null where there are none.</summary>
    public static string? IndexOf(string brackets) => brackets.Length == 0 ? null : brackets[1..^1].Trim('"');

    [GeneratedRegex("""module\.(?<name>[\w-]+)(?<index>\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
