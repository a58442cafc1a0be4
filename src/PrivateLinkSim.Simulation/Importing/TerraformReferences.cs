using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Finds what an attribute refers to. What Terraform knows is an id; of what it does not know before it is made, the configuration says which
/// resources, variables and outputs the expression names.
/// </summary>
internal sealed partial class TerraformReferences(IReadOnlyList<TerraformResource> resources, TerraformModules modules)
{
    private const int Deepest = 24;

    // What Terraform manages goes before a data source that looks up the same.
    private readonly ILookup<string, TerraformResource> _byId = resources
        .OrderBy(resource => resource.Type != resource.PlainType)
        .SelectMany(resource => new[] { "id", "arn", "service_name" }.Where(name => resource.Values.Value(name) is { Type: JTokenType.String })
            .Select(name => (Id: resource.Values.TextOrNull(name)!, resource)))
        .ToLookup(each => each.Id, each => each.resource, StringComparer.Ordinal);

    private readonly ILookup<string, TerraformResource> _byName =
        resources.ToLookup(resource => $"{resource.Module}/{resource.Type}.{resource.Name}", StringComparer.Ordinal);

    private readonly string[] _modules = [.. resources.Select(resource => resource.Module).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The one resource of a type that an attribute refers to; null when that can't be told.</summary>
    public TerraformResource? One(TerraformResource asker, string type, params string[] path) => All(asker, type, path) switch
    {
        [] => null,
        [var one] => one,
        var several => several.FirstOrDefault(each => each.Index == asker.Index) ?? several[0],
    };

    /// <summary>The resources of a type that an attribute refers to, in their order.</summary>
    public IReadOnlyList<TerraformResource> All(TerraformResource asker, string type, params string[] path)
    {
        var found = Known(asker.Values, path) is { } ids
            ? ids.SelectMany(id => _byId[id].Where(each => each.PlainType == type).Take(1))
            : Named(asker.Module, Expressions(asker, path), asker, 0).Where(each => each.PlainType == type);
        return [.. found.DistinctBy(each => each.Address, StringComparer.Ordinal)];
    }

    /// <summary>What the configuration says of an attribute, in all blocks that it stands in; of the block as a whole, where that is all there is.</summary>
    public static IEnumerable<JObject> Expressions(TerraformResource resource, params string[] path) => Walk(resource.Configuration?["expressions"], path);

    private static IEnumerable<JObject> Walk(JToken? at, IEnumerable<string> path) => path.Aggregate(
        Objects(at), (level, name) => level.SelectMany(each => each["references"] is JArray ? [each] : Objects(each[name])));

    // The ids that an attribute has; null where some are not known yet.
    private static string[]? Known(ImportNode values, ReadOnlySpan<string> path)
    {
        if (path.Length == 1)
        {
            return values.Value(path[0]) switch
            {
                { Type: JTokenType.String } text => [text.AsText()!],
                JArray items when items.All(item => item.Type == JTokenType.String) => [.. items.AsTexts()],
                _ => null,
            };
        }

        var ids = new List<string>();
        foreach (var block in values.Items(path[0]))
        {
            if (Known(block, path[1..]) is not { } some)
            {
                return null;
            }

            ids.AddRange(some);
        }

        return ids.Count == 0 ? null : [.. ids];
    }

    private static IEnumerable<JObject> Objects(JToken? token) => token switch
    {
        JObject one => [one],
        JArray several => several.OfType<JObject>(),
        _ => [],
    };

    private IEnumerable<TerraformResource> Named(string module, IEnumerable<JObject> expressions, TerraformResource asker, int depth)
    {
        string[] named = [.. expressions.SelectMany(each => each["references"].AsTexts())];
        var isByIndex = named.Any(each => each is "count.index" || each.StartsWith("each.", StringComparison.Ordinal));
        TerraformResource[] found =
        [
            .. named.Where(each => depth < Deepest && !named.Any(other => other.StartsWith($"{each}.", StringComparison.Ordinal) || other.StartsWith($"{each}[", StringComparison.Ordinal)))
                .SelectMany(each => Follow(module, each, asker, depth)),
        ];
        return isByIndex && found.Any(each => each.Index == asker.Index) ? found.Where(each => each.Index == asker.Index) : found;
    }

    private IEnumerable<TerraformResource> Follow(string module, string reference, TerraformResource asker, int depth)
    {
        if (reference.StartsWith("var.", StringComparison.Ordinal))
        {
            return module.Length == 0 ? [] : Variable(module, reference["var.".Length..].Split('.', '[')[0], asker, depth);
        }

        if (reference.StartsWith("each.", StringComparison.Ordinal))
        {
            return asker.Module == module ? Named(module, Objects(asker.Configuration?["for_each_expression"]), asker, depth + 1) : [];
        }

        var match = Reference().Match(reference);
        return !match.Success ? []
            : match.Groups["type"].Value == "module" ? Output(module, match, asker, depth)
            : Resource(module, match, depth);
    }

    private IEnumerable<TerraformResource> Variable(string module, string name, TerraformResource asker, int depth)
    {
        var (parent, call, index) = modules.CallOf(module);
        return Named(parent, Objects(call.At("expressions").At(name)), asker with { Index = index ?? asker.Index, Module = parent, Configuration = call }, depth + 1);
    }

    private IEnumerable<TerraformResource> Output(string module, Match match, TerraformResource asker, int depth)
    {
        var start = $"{(module.Length == 0 ? "" : $"{module}.")}module.{match.Groups["name"].Value}";
        var exactly = match.Groups["index"].Value;
        return _modules
            .Select(each => each.StartsWith(start, StringComparison.Ordinal) ? Prefix().Match(each[start.Length..]) is { Success: true } index ? start + index.Value : null : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(each => exactly.Length == 0 || each == start + exactly)
            .SelectMany(child => Named(child, Objects(modules.Of(child).At("outputs").At(match.Groups["attribute"].Value).At("expression")), asker with { Module = child }, depth + 1));
    }

    // A reference to something else may lead on: the VPC of a subnet is what the subnet says.
    private IEnumerable<TerraformResource> Resource(string module, Match match, int depth)
    {
        var index = TerraformModules.IndexOf(match.Groups["index"].Value);
        foreach (var resource in _byName[$"{module}/{match.Groups["data"].Value}{match.Groups["type"].Value}.{match.Groups["name"].Value}"].Where(each => index is null || each.Index == index))
        {
            yield return resource;
            var attribute = match.Groups["attribute"].Value;
            foreach (var further in Named(module, Expressions(resource, attribute), resource, depth + 1))
            {
                yield return further;
            }
        }
    }

    [GeneratedRegex(
        """^(?<data>data\.)?(?<type>[a-z]\w*)\.(?<name>[\w-]+)(?<index>\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.(?<attribute>\w+))?""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("""^(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?=\.|$)""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}
