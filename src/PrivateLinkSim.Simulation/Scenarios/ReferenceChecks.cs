using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that what a scenario refers to is there: names, Regions, zones, principals, rules.</summary>
internal sealed class ReferenceChecks(Scenario scenario, ScenarioNames names, RegionTable regions, ScenarioErrors errors)
{
    // A list longer than this is no help to whoever reads the error.
    private const int MostListed = 12;

    private readonly ImmutableSortedDictionary<string, Account> _accounts =
        scenario.Topology.Accounts.DistinctBy(account => account.Id, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(account => account.Id, account => account, StringComparer.Ordinal);

    /// <summary>Where errors go.</summary>
    public ScenarioErrors Errors => errors;

    /// <summary>The names of the groups of clients.</summary>
    public IEnumerable<string> ClientGroups =>
        scenario.Traffic.IsEmpty ? [] : scenario.Traffic.Select(group => group.Name).Concat(scenario.Traffic.Select(group => group.Endpoint)).Append(TrafficFacts.All).Distinct(StringComparer.Ordinal);

    /// <summary>A name of the topology.</summary>
    public bool Topological(string path, string name, ResourceKind kind) => Named(path, name, kind, before: -1, "the topology stands before all steps");

    /// <summary>A name in an expectation of a step: of something that the topology, this step or one above makes.</summary>
    public bool Expected(string path, string name, ResourceKind kind, int step) =>
        Named(path, name, kind, step, "what is expected of it can't be so before");

    /// <summary>A name in a step's command, or an id of AWS's own.</summary>
    public bool InCommand(string path, string nameOrId, ResourceKind kind, int step, params ImmutableArray<ResourceKind> orKinds)
    {
        const string Why = "a command names what the topology or a step above makes";
        if (!names.TryGet(nameOrId, out var named) && AwsShapes.IsAny(nameOrId))
        {
            return true;
        }

        if (!Named(path, nameOrId, named is not null && orKinds.Contains(named.Kind) ? named.Kind : kind, step, Why))
        {
            return false;
        }

        if (named!.MadeByStep == step)
        {
            errors.Add(path, $"'{nameOrId}' is what this step makes; {Why}");
            return false;
        }

        if (named.MadeByStep is { } maker && scenario.Steps[maker].Refused is not null)
        {
            errors.Add(path, $"'{nameOrId}' is never made: {ScenarioPath.Item("steps", maker)} expects to be refused");
            return false;
        }

        return true;
    }

    /// <summary>A Region.</summary>
    public RegionFacts? Region(string path, string name)
    {
        if (!regions.TryGet(name, out var region))
        {
            errors.Add(path, $"'{name}' is no Region", Suggestions.Nearest(name, regions.All.Select(each => each.Name)));
        }

        return region;
    }

    /// <summary>Regions.</summary>
    public void Regions(string path, ImmutableArray<string> named)
    {
        for (var index = 0; index < named.Length; index++)
        {
            Region(ScenarioPath.Item(path, index), named[index]);
        }
    }

    /// <summary>A zone by its id, of any Region.</summary>
    public void ZoneId(string path, string zoneId)
    {
        if (regions.OfZone(zoneId) is null)
        {
            errors.Add(
                path,
                $"'{zoneId}' is no zone id, such as use1-az1",
                Suggestions.Nearest(zoneId, regions.All.SelectMany(region => region.Zones).Select(zone => zone.ZoneId)));
        }
    }

    /// <summary>A zone of a Region, by an account's name for it or by its id. A Region that is not known was complained of before.</summary>
    public void Zone(string path, string nameOrId, string regionName, string account)
    {
        if (!regions.TryGet(regionName, out var region))
        {
            return;
        }

        var zones = ZoneNames(region, account);
        if (!region.HasZone(nameOrId) && !zones.Any(zone => zone.Name == nameOrId))
        {
            var known = region.Zones.Select(zone => zone.ZoneId).Concat(zones.Select(zone => zone.Name)).ToImmutableArray();
            Unknown(path, $"'{nameOrId}' is no zone of {regionName}", $"its zones are {string.Join(", ", known)}", nameOrId, known);
        }
    }

    /// <summary>A zone of a Region by its id.</summary>
    public void ZoneIdOf(string path, string zoneId, string regionName, string account)
    {
        if (regions.TryGet(regionName, out var region) && !region.HasZone(zoneId))
        {
            var meant = ZoneNames(region, account).FirstOrDefault(zone => zone.Name == zoneId)?.ZoneId;
            errors.Add(
                path,
                $"'{zoneId}' is no zone id of {regionName}",
                meant ?? Suggestions.Nearest(zoneId, region.Zones.Select(zone => zone.ZoneId)));
        }
    }

    /// <summary>A rule.</summary>
    public void Rule(string path, string id)
    {
        if (!RuleBook.All.Any(rule => rule.Id == id))
        {
            errors.Add(path, $"'{id}' is no rule, such as R31 or §2.3", Suggestions.Nearest(id, RuleBook.All.Select(rule => rule.Id)));
        }
    }

    /// <summary>One word of several.</summary>
    public void OneOf(string path, string word, string what, IEnumerable<string> known)
    {
        var words = known.ToImmutableArray();
        if (!words.Contains(word, StringComparer.Ordinal))
        {
            Unknown(path, $"'{word}' is no {what}", $"there are {string.Join(", ", words)}", word, words);
        }
    }

    /// <summary>Who calls: an account's name or the ARN of a principal.</summary>
    public void Caller(string path, string caller)
    {
        if (caller == "*" || caller.EndsWith('/') || !Principal.IsWellFormed(Principal.WithoutSession(caller)))
        {
            IsAccountOr(path, caller, "the ARN of an account's root, a role or a user");
        }
    }

    /// <summary>Who may connect. What only looks like an ARN is for AWS to refuse in a step, but a topology must stand.</summary>
    public void Principals(string path, ImmutableArray<string> principals, bool mustBeRight)
    {
        for (var index = 0; index < principals.Length; index++)
        {
            var principal = principals[index];
            var looksRight = principal.StartsWith("arn:", StringComparison.Ordinal) || Principal.IsAccount(principal);
            if (!Principal.IsWellFormed(principal) && (mustBeRight || !looksRight))
            {
                IsAccountOr(ScenarioPath.Item(path, index), principal, "the ARN of an account's root, a role or a user, or *");
            }
        }
    }

    private void IsAccountOr(string path, string text, string others)
    {
        if (!names.TryGet(text, out var named) || named.Kind != ResourceKind.Account)
        {
            errors.Add(path, $"'{text}' is neither an account's name nor {others}", Suggestions.Nearest(text, NamesOf(ResourceKind.Account)));
        }
    }

    // An account's own names for the zones of a Region, or those that every account has that states none.
    private ImmutableArray<ZoneName> ZoneNames(RegionFacts region, string account) =>
        _accounts.TryGetValue(account, out var known) && known.ZoneNames.TryGetValue(region.Name, out var own)
            ? [.. own.Select(zone => new ZoneName(zone.Key, zone.Value))]
            : region.DefaultZoneNames;

    private bool Named(string path, string name, ResourceKind kind, int before, string why)
    {
        if (!names.TryGet(name, out var named))
        {
            ImmutableArray<string> known = [.. NamesOf(kind)];
            var listed = known.IsEmpty ? $"it names no {Word(kind)}" : $"its {Word(kind)}s are {string.Join(", ", known)}";
            var nearest = Suggestions.Nearest(name, known);
            var list = nearest is null && known.Length <= MostListed ? $"; {listed}" : "";
            errors.Add(path, $"'{name}' is not a name in this scenario{list}", nearest);
        }
        else if (named.Kind != kind)
        {
            errors.Add(path, $"'{name}' is {WithArticle(named.Kind)}, and {WithArticle(kind)} is wanted", Suggestions.Nearest(name, NamesOf(kind)));
        }
        else if (named.MadeByStep > before)
        {
            errors.Add(path, $"'{name}' is made only by {ScenarioPath.Item("steps", named.MadeByStep.Value)}; {why}");
        }
        else
        {
            return true;
        }

        return false;
    }

    /// <summary>Thresholds of a target group must be numbers, or off.</summary>
    public void Thresholds(string path, TargetGroupAttributes? attributes)
    {
        if (attributes?.CrossZone is { } crossZone && TargetGroupAttributes.CrossZoneOf(crossZone) is null)
        {
            Errors.Add(
                ScenarioPath.Member(path, "load_balancing.cross_zone.enabled"),
                $"'{crossZone}' is none of \"true\", \"false\" and \"use_load_balancer_configuration\"");
        }

        foreach (var (key, text) in attributes?.Thresholds ?? [])
        {
            if (text is not null && TargetGroupAttributes.Threshold(text) is null)
            {
                Errors.Add(ScenarioPath.Member(path, key), $"'{text}' is no threshold; the form is \"2\", or \"{TargetGroupAttributes.Off}\"");
            }
        }
    }

    private void Unknown(string path, string message, string list, string word, ImmutableArray<string> known)
    {
        var nearest = Suggestions.Nearest(word, known);
        errors.Add(path, nearest is null && known.Length <= MostListed ? $"{message}; {list}" : message, nearest);
    }

    private IEnumerable<string> NamesOf(ResourceKind kind) => names.All.Where(named => named.Kind == kind).Select(named => named.Name);

    private static string WithArticle(ResourceKind kind) =>
        $"{(kind is ResourceKind.Account or ResourceKind.Endpoint ? "an" : "a")} {Word(kind)}";

    private static string Word(ResourceKind kind) => kind switch
    {
        ResourceKind.Account => "account",
        ResourceKind.Vpc => "VPC",
        ResourceKind.Subnet => "subnet",
        ResourceKind.LoadBalancer => "load balancer",
        ResourceKind.Service => "service",
        ResourceKind.SecurityGroup => "security group",
        ResourceKind.Listener => "listener",
        ResourceKind.TargetGroup => "target group",
        ResourceKind.Notification => "notification",
        ResourceKind.HostedZone => "hosted zone",
        _ => "endpoint",
    };
}
