using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>In which account and Region a resource is. What is made already says so; of what is not, its provider may.</summary>
internal sealed class TerraformProviders
{
    private const string AssumedRegion = "us-east-1";

    // The accounts of AWS's own examples stand for those that nobody names.
    private static readonly string[] Examples = ["111122223333", "444455556666", "777788889999", "123456789012", "999988887777"];

    private readonly SortedDictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _regions = new(StringComparer.Ordinal);
    private readonly JObject _variables;
    private readonly ImportNotes _notes;

    /// <summary>Reads the providers of a plan.</summary>
    public TerraformProviders(TerraformModules modules, JObject? variables, IReadOnlyList<TerraformResource> resources, ImportNotes notes)
    {
        (_variables, _notes) = (variables ?? [], notes);
        var unknown = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var provider in modules.Providers.Where(each => each.Value.At("name").AsText() == "aws"))
        {
            var expressions = provider.Value.At("expressions") as JObject ?? [];
            if (Text(expressions["region"]) is { } region)
            {
                _regions[provider.Name] = region;
            }

            if ((AccountOf(expressions) ?? CallerOf(provider.Name, resources)) is { } account)
            {
                _accounts[provider.Name] = account;
            }
            else
            {
                // Providers that differ in their Region alone are of one account.
                var identity = CanonicalJson.Text(new JObject(expressions.Properties().Where(each => each.Name is not ("region" or "endpoints" or "default_tags"))));
                unknown[identity] = [.. unknown.GetValueOrDefault(identity) ?? [], provider.Name];
            }
        }

        foreach (var (_, providers) in unknown)
        {
            MakeUp(providers);
        }
    }

    /// <summary>The account that a resource is in.</summary>
    public string AccountOf(TerraformResource resource)
    {
        if ((resource.Values.TextOrNull("owner_id") ?? ArnPart(resource, 4)) is { Length: > 0 } said)
        {
            return said;
        }

        var key = resource.ProviderKey ?? "aws";
        if (!_accounts.ContainsKey(key))
        {
            MakeUp([key]);
        }

        return _accounts[key];
    }

    /// <summary>The Region that a resource is in.</summary>
    /// <param name="zones">Zones of what lies in it, which say it where nothing else does.</param>
    public string RegionOf(TerraformResource resource, RegionTable regions, IEnumerable<string> zones)
    {
        if ((resource.Values.TextOrNull("region") ?? ArnPart(resource, 3)) is { Length: > 0 } said)
        {
            return said;
        }

        if (resource.ProviderKey is { } key && _regions.TryGetValue(key, out var region))
        {
            return region;
        }

        if (zones.Select(zone => regions.OfZone(zone)?.Name ?? regions.All.FirstOrDefault(each => each.DefaultZoneNames.Any(name => name.Name == zone))?.Name).OfType<string>().FirstOrDefault() is { } ofZone)
        {
            return ofZone;
        }

        _notes.Changed($"provider {resource.ProviderKey ?? "aws"}", $"nothing says in which Region it is; {AssumedRegion} stands for it");
        return AssumedRegion;
    }

    private static string? ArnPart(TerraformResource resource, int index) =>
        resource.Values.TextOrNull("arn")?.Split(':') is { Length: > 5 } parts ? parts[index] : null;

    private void MakeUp(List<string> providers)
    {
        var account = Examples.FirstOrDefault(example => !_accounts.ContainsValue(example)) ?? (_accounts.Count + 100_000_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var provider in providers)
        {
            _accounts[provider] = account;
            _notes.Changed($"provider {provider}", $"nothing says of which account it is; {account} stands for it");
        }
    }

    private string? AccountOf(JObject expressions)
    {
        var allowed = expressions["allowed_account_ids"].At("constant_value") is JArray { Count: 1 } one ? one[0].AsText() : null;
        var role = (expressions["assume_role"] is JArray { Count: > 0 } roles ? Text(roles[0].At("role_arn")) : null)?.Split(':') is { Length: > 5 } arn ? arn[4] : null;
        var key = Text(expressions["access_key"]) is { } text ? text.StartsWith("AKIA", StringComparison.Ordinal) ? text["AKIA".Length..] : text : null;
        return new[] { allowed, role, key }.FirstOrDefault(each => each is not null && Principal.IsAccount(each));
    }

    private static string? CallerOf(string provider, IReadOnlyList<TerraformResource> resources) =>
        resources.FirstOrDefault(each => each.Type == "data.aws_caller_identity" && each.ProviderKey == provider)?.Values.TextOrNull("account_id");

    // A constant, or a variable of the root by its value.
    private string? Text(JToken? expression) =>
        expression.At("constant_value").AsText()
        ?? (expression.At("references").AsTexts().ToArray() is [var name] && name.StartsWith("var.", StringComparison.Ordinal)
            ? _variables[name["var.".Length..]].At("value").AsText()
            : null);
}
