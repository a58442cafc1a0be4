namespace PrivateLinkSim.Simulation;

/// <content>VPCs, subnets, security groups, network ACLs, zones and instances.</content>
internal sealed partial class AwsReader
{
    private void ReadVpc(ImportNode item)
    {
        var vpc = Inventory.Of(_found.Vpcs, item.Text("VpcId"));
        vpc.CalledAs = NameTag(item);
        vpc.Account = item.TextOrNull("OwnerId") ?? vpc.Account;
        vpc.CidrBlock = item.Text("CidrBlock");
        vpc.HasIpv6 = item.Items("Ipv6CidrBlockAssociationSet").Any(block => block.Member("Ipv6CidrBlockState")?.TextOrNull("State") is null or "associated");
    }

    // DescribeVpcAttribute is asked of one VPC and one attribute.
    private void ReadVpcAttribute(ImportNode answer)
    {
        var vpc = Inventory.Of(_found.Vpcs, answer.Text("VpcId"));
        vpc.EnableDnsSupport = answer.Member("EnableDnsSupport")?.Flag("Value") ?? vpc.EnableDnsSupport;
        vpc.EnableDnsHostnames = answer.Member("EnableDnsHostnames")?.Flag("Value") ?? vpc.EnableDnsHostnames;
    }

    private void ReadSubnet(ImportNode item)
    {
        var subnet = Inventory.Of(_found.Subnets, item.Text("SubnetId"));
        subnet.CalledAs = NameTag(item);
        subnet.Vpc = item.Text("VpcId");
        subnet.Zone = item.TextOrNull("AvailabilityZoneId") ?? item.TextOrNull("AvailabilityZone");
        subnet.CidrBlock = item.Flag("Ipv6Native") is true ? null : item.Text("CidrBlock");
        subnet.HasIpv6 = item.Items("Ipv6CidrBlockAssociationSet").Any(block => block.Member("Ipv6CidrBlockState")?.TextOrNull("State") is null or "associated");
        var account = item.TextOrNull("OwnerId");
        InRegion(subnet.Vpc, ArnPart(item.TextOrNull("SubnetArn"), 3) ?? RegionOfZone(item.TextOrNull("AvailabilityZone")));
        if (account is not null && item.TextOrNull("AvailabilityZone") is { } name && item.TextOrNull("AvailabilityZoneId") is { } zoneId)
        {
            _found.AddZoneName(account, name, zoneId);
        }
    }

    private void ReadGroup(ImportNode item)
    {
        var group = Inventory.Of(_found.Groups, item.Text("GroupId"));
        group.Vpc = item.Text("VpcId");
        group.IsDefault = item.Text("GroupName") == "default";
        group.CalledAs = NameTag(item) ?? (group.IsDefault ? "default-sg" : item.Text("GroupName"));
        InRegion(group.Vpc, ArnPart(item.TextOrNull("SecurityGroupArn"), 3));
        group.Inbound.Clear();
        foreach (var permission in item.Items("IpPermissions"))
        {
            var sources = permission.Items("IpRanges").Select(range => range.Text("CidrIp"))
                .Concat(permission.Items("Ipv6Ranges").Select(range => range.Text("CidrIpv6")))
                .Concat(permission.Items("UserIdGroupPairs").Select(pair => pair.Text("GroupId")))
                .Concat(permission.Items("PrefixListIds").Select(list => list.Text("PrefixListId")));
            group.Inbound.AddRange(sources.Select(source => Rule(permission, source)));
        }
    }

    // Where both forms of the rules are given, they are the same.
    private void ReadGroupRule(ImportNode item)
    {
        if (item.Flag("IsEgress") is true || !_found.Groups.TryGetValue(item.Text("GroupId"), out var group))
        {
            return;
        }

        var source = item.TextOrNull("CidrIpv4") ?? item.TextOrNull("CidrIpv6") ?? item.TextOrNull("PrefixListId") ?? item.Member("ReferencedGroupInfo")?.TextOrNull("GroupId")
            ?? throw item.Bad("GroupId", "the rule has neither CidrIpv4, CidrIpv6, PrefixListId nor ReferencedGroupInfo");
        var rule = Rule(item, source);
        if (!group.Inbound.Contains(rule))
        {
            group.Inbound.Add(rule);
        }
    }

    private static FoundRule Rule(ImportNode permission, string source) =>
        new(permission.Text("IpProtocol"), permission.Number("FromPort"), permission.Number("ToPort"), source);

    private void ReadAcl(ImportNode item)
    {
        var acl = Inventory.Of(_found.Acls, item.Text("NetworkAclId"));
        acl.CalledAs = NameTag(item);
        acl.Vpc = item.Text("VpcId");
        acl.Subnets.Clear();
        acl.Subnets.AddRange(item.Items("Associations").Select(association => association.Text("SubnetId")));
        acl.Entries.Clear();
        foreach (var entry in item.Items("Entries"))
        {
            var number = entry.Number("RuleNumber") ?? throw entry.Missing("RuleNumber");
            var ports = entry.Member("PortRange");
            var rule = new FoundRule(entry.Text("Protocol"), ports?.Number("From"), ports?.Number("To"), entry.TextOrNull("CidrBlock") ?? entry.Text("Ipv6CidrBlock"))
            {
                Entry = (number, entry.Flag("Egress") is true, entry.Text("RuleAction") == "deny"),
            };

            // The last one is the same in every ACL: what no entry allows is dropped.
            if (number < 32767)
            {
                acl.Entries.Add(rule);
            }
        }
    }

    // The answer does not say to whom it was given.
    private void ReadZone(ImportNode item)
    {
        var accounts = _found.Vpcs.Values.Select(vpc => vpc.Account).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (accounts.Length == 1)
        {
            _found.AddZoneName(accounts[0], item.Text("ZoneName"), item.Text("ZoneId"));
        }
        else
        {
            _found.Notes.LeftOut($"AvailabilityZones in {item.Source.FileName}", "nothing says whose names for zones these are; subnets say those that matter");
        }
    }

    private void ReadInstances(ImportNode reservation)
    {
        foreach (var instance in reservation.Items("Instances"))
        {
            if (instance.Member("Placement")?.TextOrNull("AvailabilityZone") is { } zone)
            {
                _instances[instance.Text("InstanceId")] = zone;
            }
        }
    }
}
