using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>VPCs, subnets, security groups and network ACLs.</content>
internal sealed partial class TerraformReader
{
    private const string GroupsAttribute = "security_groups";
    private const string IngressBlock = "ingress";

    private void ReadVpc(TerraformResource resource)
    {
        var (vpc, values) = (Inventory.Of(_found.Vpcs, resource.Address), resource.Values);
        var zones = _resources.Where(each => each.PlainType == "aws_subnet" && _references.One(each, "aws_vpc", "vpc_id") == resource)
            .Select(ZoneOf).OfType<string>().ToArray();
        vpc.CalledAs = CalledAs(resource);
        vpc.Account = _providers.AccountOf(resource);
        vpc.Region = _providers.RegionOf(resource, _regions, zones);
        vpc.CidrBlock = values.TextOrNull("cidr_block");
        vpc.HasIpv6 = values.Flag("assign_generated_ipv6_cidr_block") is true || values.TextOrNull("ipv6_cidr_block") is { Length: > 0 };
        vpc.EnableDnsSupport = values.Flag("enable_dns_support");
        vpc.EnableDnsHostnames = values.Flag("enable_dns_hostnames") ?? false;
    }

    private void ReadSubnet(TerraformResource resource)
    {
        var (subnet, values) = (Inventory.Of(_found.Subnets, resource.Address), resource.Values);
        subnet.CalledAs = CalledAs(resource);
        subnet.Vpc = VpcOf(resource);
        subnet.CidrBlock = values.TextOrNull("cidr_block") is { Length: > 0 } block ? block : null;
        subnet.HasIpv6 = values.TextOrNull("ipv6_cidr_block") is { Length: > 0 } || values.Flag("ipv6_native") is true || values.Flag("assign_ipv6_address_on_creation") is true;
        subnet.Zone = ZoneOf(resource) ?? AnyZone(resource, subnet.Vpc);
        if (values.TextOrNull("availability_zone") is { Length: > 0 } name && values.TextOrNull("availability_zone_id") is { Length: > 0 } zoneId && _found.Vpcs.GetValueOrDefault(subnet.Vpc)?.Account is { } account)
        {
            _found.AddZoneName(account, name, zoneId);
        }
    }

    private static string? ZoneOf(TerraformResource subnet) =>
        subnet.Values.TextOrNull("availability_zone_id") is { Length: > 0 } id ? id : subnet.Values.TextOrNull("availability_zone") is { Length: > 0 } name ? name : null;

    // Terraform leaves the choice to AWS, or does not know yet: one zone after the other.
    private string? AnyZone(TerraformResource subnet, string vpcId)
    {
        if (_found.Vpcs.GetValueOrDefault(vpcId)?.Region is not { } name || !_regions.TryGet(name, out var region))
        {
            return null;
        }

        var zone = region.DefaultZoneNames[_found.Subnets.Values.Count(each => each.Vpc == vpcId && each.Id != subnet.Address) % region.Zones.Length].Name;
        _found.Notes.Changed(subnet.Address, "its zone is not known before it is made; it has the next one of the Region");
        return zone;
    }

    // What stands in a VPC says so; otherwise the only VPC of its provider that it can be, by its block.
    private string VpcOf(TerraformResource resource)
    {
        if (_references.One(resource, "aws_vpc", "vpc_id") is { } vpc)
        {
            return vpc.Address;
        }

        var block = resource.Values.Value("cidr_block") is { Type: JTokenType.String } ? resource.Values.TextOrNull("cidr_block") : null;
        var choices = Says(resource, "vpc_id") ? [] : _resources.Where(each => each.PlainType == "aws_vpc" && each.ProviderKey == resource.ProviderKey
            && (block is null || (each.Values.TextOrNull("cidr_block") is { } whole && AddressBlocks.Contains(whole, block)))).ToArray();
        if (choices.Length != 1)
        {
            return Unknown(resource, ["vpc_id"]);
        }

        _found.Notes.Changed(resource.Address, $"Terraform does not say in which VPC it is; {choices[0].Address} is the only one that it can be in");
        return choices[0].Address;
    }

    private void ReadGroup(TerraformResource resource)
    {
        var group = Inventory.Of(_found.Groups, resource.Address);
        group.CalledAs = CalledAs(resource);
        group.Vpc = VpcOf(resource);
        group.IsDefault = resource.Type == "aws_default_security_group" || resource.Values.TextOrNull("name") == "default";
        if (Says(resource, IngressBlock))
        {
            foreach (var rule in resource.Values.Items(IngressBlock))
            {
                AddRules(group, resource, rule, "protocol", Alone(resource, rule, new JArray(TerraformReferences.Expressions(resource, IngressBlock, GroupsAttribute))), GroupsAttribute);
            }
        }
        else
        {
            ReadUnknownRules(group, resource);
        }
    }

    // Rules of which something is not known yet: the configuration has the rest.
    private void ReadUnknownRules(FoundGroup group, TerraformResource resource)
    {
        foreach (var block in TerraformReferences.Expressions(resource, IngressBlock))
        {
            var known = new JObject(block.Properties().Where(each => each.Value is JObject value && value["constant_value"] is not null)
                .Select(each => new JProperty(each.Name, each.Value["constant_value"])));
            var rule = new ImportNode(resource.Values.Source, known);
            AddRules(group, resource, rule, "protocol", Alone(resource, rule, block[GroupsAttribute]), GroupsAttribute);
        }
    }

    private static TerraformResource Alone(TerraformResource resource, ImportNode rule, JToken? groups) =>
        resource with { Values = rule, Configuration = new JObject { ["expressions"] = new JObject { [GroupsAttribute] = groups?.DeepClone() } } };

    private void ReadGroupRule(TerraformResource resource)
    {
        if (resource.Values.TextOrNull("type") == "ingress" && Group(resource) is { } group)
        {
            AddRules(group, resource, resource.Values, "protocol", resource, "source_security_group_id");
        }
    }

    private void ReadIngressRule(TerraformResource resource)
    {
        if (Group(resource) is { } group)
        {
            AddRules(group, resource, resource.Values, "ip_protocol", resource, "referenced_security_group_id");
        }
    }

    private FoundGroup? Group(TerraformResource rule)
    {
        var group = _found.Groups.GetValueOrDefault(IdOf(rule, "aws_security_group", "security_group_id"))
            ?? _found.Groups.GetValueOrDefault(IdOf(rule, "aws_default_security_group", "security_group_id"));
        if (group is null)
        {
            _found.Notes.LeftOut(rule.Address, "its security group is not here, or Terraform does not say which it is");
        }

        return group;
    }

    private void AddRules(FoundGroup group, TerraformResource owner, ImportNode rule, string protocolName, TerraformResource from, string groupAttribute)
    {
        string[] blocks =
        [
            .. Some(rule, "cidr_blocks", "cidr_ipv4"), .. Some(rule, "ipv6_cidr_blocks", "cidr_ipv6"), .. Some(rule, "prefix_list_ids", "prefix_list_id"),
            .. rule.Flag("self") is true ? [group.Id] : Array.Empty<string>(),
        ];
        string[] sources = [.. blocks, .. IdsOf(from, "aws_security_group", groupAttribute)];
        if (sources.Length == 0)
        {
            _found.Notes.LeftOut($"a rule of {owner.Address}", "Terraform does not say yet whom it lets in");
        }

        var protocol = rule.Value(protocolName) is { Type: JTokenType.String } ? rule.TextOrNull(protocolName)! : "-1";
        group.Inbound.AddRange(sources.Select(source => new FoundRule(protocol, rule.Number("from_port"), rule.Number("to_port"), source)));
    }

    private static IEnumerable<string> Some(ImportNode node, string list, string one) =>
        node.Value(list) is JArray ? node.Texts(list) : one.Length > 0 && node.TextOrNull(one) is { Length: > 0 } text ? [text] : [];

    // Where Terraform does not say which subnets are meant: one of the VPC for each zone.
    private IEnumerable<string> AnySubnets(TerraformResource resource, string? vpc)
    {
        var choices = _found.Subnets.Values.Where(subnet => subnet.Vpc == vpc && subnet.Zone is not null).DistinctBy(subnet => subnet.Zone, StringComparer.Ordinal).ToArray();
        if (choices.Length > 0)
        {
            _found.Notes.Changed(resource.Address, $"Terraform does not say of locals and dynamic blocks which subnets they mean; it has one of {vpc} for each zone");
        }

        return choices.Select(subnet => subnet.Id);
    }

    // The VPC of what is given no VPC: that of its security groups, or the only one of its provider.
    private string? VpcAround(TerraformResource resource) =>
        _references.All(resource, "aws_security_group", "security_groups").Select(group => _found.Groups[group.Address].Vpc).FirstOrDefault()
        ?? (_resources.Where(each => each.PlainType == "aws_vpc" && each.ProviderKey == resource.ProviderKey).ToArray() is [var only] ? only.Address : null);

    private void ReadAcl(TerraformResource resource)
    {
        var acl = Inventory.Of(_found.Acls, resource.Address);
        acl.CalledAs = CalledAs(resource);
        acl.Vpc = VpcOf(resource);
        acl.Subnets.AddRange(IdsOf(resource, "aws_subnet", "subnet_ids"));
        foreach (var (block, isEgress) in new[] { (IngressBlock, false), ("egress", true) })
        {
            acl.Entries.AddRange(resource.Values.Items(block).Select(entry => Entry(entry, "rule_no", "action", isEgress)));
        }
    }

    private void ReadAclRule(TerraformResource resource)
    {
        if (_found.Acls.TryGetValue(IdOf(resource, "aws_network_acl", "network_acl_id"), out var acl))
        {
            acl.Entries.Add(Entry(resource.Values, "rule_number", "rule_action", resource.Values.Flag("egress") is true));
        }
    }

    private void ReadAclAssociation(TerraformResource resource)
    {
        if (_found.Acls.TryGetValue(IdOf(resource, "aws_network_acl", "network_acl_id"), out var acl))
        {
            acl.Subnets.Add(IdOf(resource, "aws_subnet", "subnet_id"));
        }
    }

    private static FoundRule Entry(ImportNode entry, string number, string action, bool isEgress)
    {
        var source = entry.TextOrNull("cidr_block") is { Length: > 0 } block ? block : entry.TextOrNull("ipv6_cidr_block") ?? "";
        return new FoundRule(entry.TextOrNull("protocol") ?? "-1", entry.Number("from_port"), entry.Number("to_port"), source)
        {
            Entry = (entry.Number(number) ?? throw entry.Missing(number), isEgress, entry.TextOrNull(action) == "deny"),
        };
    }
}
