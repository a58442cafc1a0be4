using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Makes a scenario's document of what was found. What can't stand is left out, and what hangs on it; each is noted.</summary>
internal sealed partial class ImportedTopology
{
    private const string Verification = "privateDnsVerification";

    private readonly Inventory _found;
    private readonly RegionTable _regions;
    private readonly ImportDraft _draft;
    private readonly ImportNames _names = new();
    private readonly SortedDictionary<string, FoundVpc> _vpcs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FoundVpc> _vpcOf = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _optedIn = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _isIn = new(StringComparer.Ordinal);

    private ImportedTopology(Inventory found, RegionTable regions, ImportDraft draft)
    {
        (_found, _regions, _draft) = (found, regions, draft);
        _draft.Notes.AddAll(found.Notes);
    }

    /// <summary>The document of a scenario.</summary>
    /// <param name="refused">What showed to be refused, by id, with the reason.</param>
    public static (JObject Document, ImportDraft Draft) Of(Inventory found, RegionTable regions, SortedDictionary<string, string> refused, string title)
    {
        var draft = new ImportDraft(refused);
        return (new ImportedTopology(found, regions, draft).Document(title), draft);
    }

    private JObject Document(string title)
    {
        NameAll();
        AddVpcs();
        AddBalancers();
        AddServices();
        AddEndpoints();
        AddAccounts();
        var looks = Looks();
        return ImportDraft.Object(
            ("title", title),
            ("story", Story()),
            ("settings", NeedsVerifiedNames ? new JObject { [Verification] = "0s" } : null),
            ("topology", ImportDraft.Object(
                ("accounts", _draft.List("topology.accounts")),
                ("vpcs", _draft.List("topology.vpcs")),
                ("loadBalancers", NullIfEmpty(_draft.List("topology.loadBalancers"))),
                ("services", NullIfEmpty(_draft.List("topology.services"))),
                ("endpoints", NullIfEmpty(_draft.List("topology.endpoints"))))),
            ("steps", looks));
    }

    private string? Story()
    {
        var left = _draft.Notes.All.Where(note => note.IsLeftOut).Sum(note => note.Subjects.Length);
        var other = _draft.Notes.All.Where(note => !note.IsLeftOut).Sum(note => note.Subjects.Length);
        return left + other == 0 ? null : FormattableString.Invariant($"Imported. Left out: {left}; otherwise than it was found: {other}. The comments at the top of the file say what and why.");
    }

    // Those that people speak of have the first choice.
    private void NameAll()
    {
        NameAccounts();
        _names.GiveAll(_found.Services, "service");
        _names.GiveAll(_found.Endpoints, "endpoint");
        _names.GiveAll(_found.Balancers, "lb");
        _names.GiveAll(_found.Vpcs, "vpc");
        _names.GiveAll(_found.Groups, "sg");
        _names.GiveAll(_found.Subnets, "subnet");
        _names.GiveAll(_found.Acls, "acl");
    }

    // An account is called after what it does, when nobody says what it is called.
    private void NameAccounts()
    {
        var all = _found.Vpcs.Values.Select(vpc => vpc.Account).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var providers = all.Where(account => _found.Balancers.Values.Any(balancer => AccountOf(balancer.Subnets) == account)).ToArray();
        foreach (var account in all)
        {
            var isProvider = providers.Contains(account, StringComparer.Ordinal);
            var others = isProvider ? providers.Length : all.Length - providers.Length;
            var role = isProvider ? "provider" : "consumer";
            _names.Give(account, "account", _found.AccountNames.GetValueOrDefault(account) ?? (others > 1 ? $"{role}-{account[^4..]}" : role));
        }

        string? AccountOf(IEnumerable<string> subnets) =>
            subnets.Select(_found.Subnets.GetValueOrDefault).OfType<FoundSubnet>().Select(subnet => _found.Vpcs.GetValueOrDefault(subnet.Vpc)?.Account).FirstOrDefault();
    }

    private void AddAccounts()
    {
        foreach (var (id, name) in _accounts)
        {
            var optedIn = _optedIn.GetValueOrDefault(id)?.Where(region => _regions.TryGet(region, out var facts) && facts.OptIn) ?? [];
            _draft.List("topology.accounts").Add(ImportDraft.Object(
                ("name", name), ("id", id), ("optedInRegions", ImportDraft.Texts(optedIn)), ("zoneNames", ZoneNames(id))));
        }
    }

    // Where an account's names for zones are not those that any account has: all of them, what is not known in the order of the ids.
    private JObject? ZoneNames(string account)
    {
        var made = new JObject();
        var known = _found.ZoneNames.GetValueOrDefault(account);
        foreach (var region in known is null ? [] : _regions.All)
        {
            var own = known!.Where(zone => region.HasZone(zone.Value) && IsZoneName(region, zone.Key)).DistinctBy(zone => zone.Value, StringComparer.Ordinal).ToArray();
            if (own.All(zone => region.DefaultZoneNames.Any(each => each.Name == zone.Key && each.ZoneId == zone.Value)))
            {
                continue;
            }

            var names = new Queue<string>(region.DefaultZoneNames.Select(each => each.Name).Where(name => !known!.ContainsKey(name)));
            var rest = region.Zones.Where(zone => own.All(each => each.Value != zone.ZoneId) && names.Count > 0)
                .Select(zone => KeyValuePair.Create(names.Dequeue(), zone.ZoneId)).ToArray();
            made[region.Name] = ImportDraft.Map(own.Concat(rest).OrderBy(zone => zone.Key, StringComparer.Ordinal));
        }

        return made.HasValues ? made : null;
    }

    private static bool IsZoneName(RegionFacts region, string name) =>
        name.Length == region.Name.Length + 1 && name.StartsWith(region.Name, StringComparison.Ordinal) && char.IsAsciiLetterLower(name[^1]);

    private void Account(FoundVpc vpc, params IEnumerable<string> regions)
    {
        _accounts[vpc.Account!] = _names[vpc.Account!];
        if (!_optedIn.TryGetValue(vpc.Account!, out var known))
        {
            _optedIn[vpc.Account!] = known = new SortedSet<string>(StringComparer.Ordinal);
        }

        known.UnionWith(regions);
    }

    private string Subject(FoundResource resource) => _names[resource.Id] == resource.Id ? resource.Id : $"{_names[resource.Id]} ({resource.Id})";

    private static JArray? NullIfEmpty(JArray items) => items.Count == 0 ? null : items;
}
