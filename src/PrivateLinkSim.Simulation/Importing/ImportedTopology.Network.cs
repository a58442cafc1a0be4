using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>VPCs with their subnets, security groups and network ACLs.</content>
internal sealed partial class ImportedTopology
{
    private const int HighestPort = 65535;

    private void AddVpcs()
    {
        foreach (var vpc in _found.Vpcs.Values)
        {
            var region = vpc.Region is { } name && _regions.TryGet(name, out var facts) ? facts : null;
            var why = vpc.Account is null ? "nothing says whose it is"
                : !Principal.IsAccount(vpc.Account) ? $"{vpc.Account} is no account id"
                : vpc.Region is null ? "nothing says in which Region it lies; describe its subnets too"
                : region is null ? $"{vpc.Region} is no Region of the aws partition"
                : vpc.CidrBlock is null ? "nothing says which IPv4 block it has"
                : null;
            if (why is not null)
            {
                _draft.Notes.LeftOut(Subject(vpc), why);
            }
            else if (!_draft.IsRefused(vpc, Subject(vpc)))
            {
                AddVpc(vpc, region!);
            }
        }

        var inside = _found.Subnets.Values.Select(subnet => ((FoundResource)subnet, subnet.Vpc))
            .Concat(_found.Groups.Values.Select(group => ((FoundResource)group, group.Vpc)))
            .Concat(_found.Acls.Values.Select(acl => ((FoundResource)acl, acl.Vpc)));
        foreach (var (lost, vpc) in inside.Where(each => !_found.Vpcs.ContainsKey(each.Item2)))
        {
            _draft.Notes.LeftOut(Subject(lost), $"its VPC {vpc} is not described");
        }
    }

    private void AddVpc(FoundVpc vpc, RegionFacts region)
    {
        Account(vpc, vpc.Region!);
        _vpcs[vpc.Id] = vpc;
        var item = ImportDraft.Object(
            ("name", _names[vpc.Id]),
            ("account", _names[vpc.Account!]),
            ("region", vpc.Region),
            ("cidrBlock", vpc.CidrBlock),
            ("ipv6", ImportDraft.If(vpc.HasIpv6)),
            ("enableDnsSupport", vpc.EnableDnsSupport is false ? false : null),
            ("enableDnsHostnames", vpc.EnableDnsHostnames is false ? false : null));
        var path = _draft.Add("topology.vpcs", vpc, Subject(vpc), item);
        if (vpc.HasIpv6)
        {
            _draft.Notes.Changed(Subject(vpc), "its IPv6 block is drawn anew, and so are the addresses in it");
        }

        AddAcls(vpc, path);
        AddSubnets(vpc, region, path);
        AddGroups(vpc, path);
        foreach (var member in new[] { "subnets", "securityGroups", "networkAcls" })
        {
            if (NullIfEmpty(_draft.List($"{path}.{member}")) is { } items)
            {
                item[member] = items;
            }
        }
    }

    private void AddSubnets(FoundVpc vpc, RegionFacts region, string path)
    {
        foreach (var subnet in _found.Subnets.Values.Where(subnet => subnet.Vpc == vpc.Id))
        {
            if (ZoneOf(vpc, region, subnet.Zone) is not { } zone)
            {
                _draft.Notes.LeftOut(Subject(subnet), subnet.Zone is null ? "nothing says in which zone it lies" : $"{subnet.Zone} is no Availability Zone of {region.Name}");
                continue;
            }

            if (_draft.IsRefused(subnet, Subject(subnet)))
            {
                continue;
            }

            var isInside = CidrBlock.TryParse(subnet.CidrBlock, out var block) && CidrBlock.TryParse(vpc.CidrBlock, out var whole) && whole.Contains(block);
            if (subnet.CidrBlock is not null && !isInside)
            {
                _draft.Notes.Changed(Subject(subnet), $"{subnet.CidrBlock} is of another block than the VPC's first, which is the only one here; it has the next free block of that");
            }

            _isIn.Add(subnet.Id);
            _vpcOf[subnet.Id] = vpc;
            _draft.Add($"{path}.subnets", subnet, Subject(subnet), ImportDraft.Object(
                ("name", _names[subnet.Id]),
                ("zone", zone),
                ("cidrBlock", isInside ? subnet.CidrBlock : null),
                ("ipv6", ImportDraft.If(subnet is { HasIpv6: true, CidrBlock: not null })),
                ("ipv6Only", ImportDraft.If(subnet is { HasIpv6: true, CidrBlock: null })),
                ("networkAcl", _found.Acls.Values.FirstOrDefault(acl => _isIn.Contains(acl.Id) && acl.Subnets.Contains(subnet.Id, StringComparer.Ordinal)) is { } acl ? _names[acl.Id] : null)));
        }
    }

    // By id, which means the same to everybody; by name where the account's zone ids are not known.
    private string? ZoneOf(FoundVpc vpc, RegionFacts region, string? zone)
    {
        if (zone is null || region.HasZone(zone))
        {
            return zone;
        }

        if (_found.ZoneNames.GetValueOrDefault(vpc.Account!)?.GetValueOrDefault(zone) is { } known && region.HasZone(known))
        {
            return known;
        }

        return region.DefaultZoneNames.Any(each => each.Name == zone) && ZoneNames(vpc.Account!)?[region.Name] is null ? zone : null;
    }

    private void AddGroups(FoundVpc vpc, string path)
    {
        var groups = _found.Groups.Values.Where(group => group.Vpc == vpc.Id && !IsUntouched(group) && !_draft.IsRefused(group, Subject(group))).ToArray();
        foreach (var group in groups)
        {
            _isIn.Add(group.Id);
            _vpcOf[group.Id] = vpc;
        }

        foreach (var group in groups)
        {
            var rules = group.Inbound.Select(rule => Rule(group, rule)).OfType<JObject>().ToArray();
            _draft.Add($"{path}.securityGroups", group, Subject(group), ImportDraft.Object(
                ("name", _names[group.Id]), ("default", ImportDraft.If(group.IsDefault)), ("inbound", new JArray(rules))));
        }
    }

    // A default group as AWS makes it, which nothing names: the scenario's VPC has it without being told.
    private bool IsUntouched(FoundGroup group) =>
        group is { IsDefault: true, Inbound: [{ Protocol: "-1" } rule] }
        && rule.Source == group.Id
        && !_found.Endpoints.Values.Any(endpoint => endpoint.Groups.Contains(group.Id, StringComparer.Ordinal))
        && !_found.Balancers.Values.Any(balancer => balancer.Groups.Contains(group.Id, StringComparer.Ordinal));

    private JObject? Rule(FoundGroup group, FoundRule rule)
    {
        if (Protocol(rule) is not { } protocol)
        {
            _draft.Notes.LeftOut($"a rule of {Subject(group)} for protocol {rule.Protocol}", "flows are of tcp or udp here");
            return null;
        }

        var isGroup = _isIn.Contains(rule.Source) && _vpcOf.GetValueOrDefault(rule.Source)?.Id == group.Vpc;
        if (!isGroup && !AddressBlocks.IsBlock(rule.Source))
        {
            _draft.Notes.LeftOut($"a rule of {Subject(group)} for {rule.Source}", "a rule lets in a block of addresses, or a group of the same VPC that is described");
            return null;
        }

        return ImportDraft.Object(("protocol", protocol), ("ports", Ports(rule)), ("from", isGroup ? _names[rule.Source] : rule.Source));
    }

    private void AddAcls(FoundVpc vpc, string path)
    {
        foreach (var acl in _found.Acls.Values.Where(acl => acl.Vpc == vpc.Id && acl.Subnets.Count > 0))
        {
            var (inbound, outbound) = (Entries(acl, isEgress: false), Entries(acl, isEgress: true));
            if (!(IsOpen(inbound) && IsOpen(outbound)) && !_draft.IsRefused(acl, Subject(acl)))
            {
                _isIn.Add(acl.Id);
                _draft.Add($"{path}.networkAcls", acl, Subject(acl), ImportDraft.Object(("name", _names[acl.Id]), ("inbound", inbound), ("outbound", outbound)));
            }
        }
    }

    // Everything passes, as without an ACL.
    private static bool IsOpen(JArray entries) =>
        entries.FirstOrDefault() is JObject first && first["protocol"] is null && first["ports"] is null && first["action"] is null && (string?)first["cidr"] == "0.0.0.0/0";

    private JArray Entries(FoundAcl acl, bool isEgress)
    {
        var entries = new JArray();
        foreach (var rule in acl.Entries.Where(rule => rule.Entry.IsEgress == isEgress).OrderBy(rule => rule.Entry.Number))
        {
            if (Protocol(rule) is not { } protocol || !AddressBlocks.IsBlock(rule.Source))
            {
                _draft.Notes.LeftOut(FormattableString.Invariant($"entry {rule.Entry.Number} of {Subject(acl)}"), "flows are of tcp or udp here, and entries of a block of addresses");
                continue;
            }

            entries.Add(ImportDraft.Object(("action", rule.Entry.Denies ? "deny" : null), ("protocol", protocol), ("ports", Ports(rule)), ("cidr", rule.Source)));
        }

        return entries;
    }

    // A null of JSON stands for all protocols; no answer for those that there are no flows of.
    private static JValue? Protocol(FoundRule rule) => rule.Protocol switch
    {
        "-1" or "all" => JValue.CreateNull(),
        "tcp" or "6" => new JValue("tcp"),
        "udp" or "17" => new JValue("udp"),
        _ => null,
    };

    private static string? Ports(FoundRule rule) => (rule.FromPort, rule.ToPort) switch
    {
        (null or -1, _) or (_, null or -1) or ( <= 1, HighestPort) => null,
        _ when rule.Protocol is "-1" or "all" => null,
        var (from, to) when from == to => FormattableString.Invariant($"{from}"),
        var (from, to) => FormattableString.Invariant($"{from}-{to}"),
    };
}
