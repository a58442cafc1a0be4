using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Writes the structures of EC2's answers, members in the order of domain facts §2 and §5.4.</summary>
internal static class Ec2Shapes
{
    // What hosts the names under vpce.amazonaws.com, and what hosts private names (§2.8).
    private const string PublicZone = "Z7HUB22UULQXV";
    private const string PrivateZone = "Z2THV5YBYUN78V";

    /// <summary>A void answer.</summary>
    public static void Return(XmlBody body) => body.Flag("return", true);

    /// <summary>Tags by key.</summary>
    public static XmlBody Tags(this XmlBody body, IEnumerable<KeyValuePair<string, string>> tags) =>
        body.List("tagSet", tags, static (item, tag) => item.Text("key", tag.Key).Text("value", tag.Value));

    /// <summary>A VpcEndpoint (§2.2).</summary>
    public static void Endpoint(XmlBody body, string id, RunView view, Snapshot seen)
    {
        var endpoint = view.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id))!;
        var settings = view.Facts.Settings;
        var groups = view.Find<VpcState>(new EntityId(EntityKind.Vpc, endpoint.VpcId))?.SecurityGroups;
        var interfaces = endpoint.VisibleInterfaces(settings);
        body
            .Text("vpcEndpointId", id)
            .Text("vpcEndpointType", "Interface")
            .Text("vpcId", endpoint.VpcId)
            .Text("serviceName", endpoint.ServiceName)
            .Text("serviceRegion", endpoint.HostRegion)
            .Text("state", endpoint.Status.Word())
            .Text("policyDocument", Ec2EndpointPolicy.FullAccess)
            .Texts("routeTableIdSet", [])
            .Texts("subnetIdSet", endpoint.Interfaces.Select(each => each.SubnetId))
            .List("groupSet", endpoint.SecurityGroupIds, (item, group) => item.Text("groupId", group).Text("groupName", groups?.GetValueOrDefault(group) ?? group))
            .Text("ipAddressType", endpoint.IpAddressType.Word())
            .Within("dnsOptions", options => options.Text("dnsRecordIpType", endpoint.DnsRecordIpType.Word()))
            .Flag("privateDnsEnabled", endpoint.PrivateDnsEnabled)
            .Flag("requesterManaged", false)
            .Texts("networkInterfaceIdSet", interfaces.Select(each => each.NetworkInterfaceId))
            .List("dnsEntrySet", DnsNames.OfEndpoint(id, endpoint, settings), (item, name) => item
                .Text("dnsName", name)
                .Text("hostedZoneId", name == endpoint.PrivateDnsName ? PrivateZone : PublicZone))
            .Text("creationTimestamp", seen.CreatedAt(new EntityId(EntityKind.InterfaceEndpoint, id))?.ToString())
            .Tags(endpoint.Tags)
            .Text("ownerId", endpoint.Account);
    }

    /// <summary>A ServiceConfiguration (§2.1), as its owner sees it.</summary>
    public static void Service(XmlBody body, string id, RunView view)
    {
        var service = view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id))!;
        var zoneNames = ZoneNames(service, view);
        body
            .List("serviceType", (string[])["Interface"], static (item, type) => item.Text("serviceType", type))
            .Text("serviceId", id)
            .Text("serviceName", ServiceName.Make(service.Region, id))
            .Text("serviceState", service.Status.ToString())
            .Texts("availabilityZoneIdSet", service.Zones.Keys)
            .Texts("availabilityZoneSet", service.Zones.Keys.Select(zone => zoneNames.GetValueOrDefault(zone, zone)))
            .Flag("acceptanceRequired", service.AcceptanceRequired)
            .Flag("managesVpcEndpoints", false)
            .Texts("networkLoadBalancerArnSet", service.LoadBalancerArns)
            .Texts("supportedIpAddressTypeSet", service.SupportedIpAddressTypes.Select(type => type.Word()))
            .Texts("baseEndpointDnsNameSet", [DnsNames.OfService(id, service.Region)])
            .Text("privateDnsName", service.PrivateDnsName?.PrivateDnsName)
            .Within("privateDnsNameConfiguration", configuration => PrivateDnsName(configuration, service.PrivateDnsName))
            .Text("payerResponsibility", service.PayerResponsibility)
            .Tags(service.Tags)
            .List("supportedRegionSet", service.SupportedRegions, static (item, region) => item
                .Text("region", region.Key)
                .Text("serviceState", region.Value.Status.ToString()))
            .Flag("remoteAccessEnabled", service.HasRemoteAccess);
    }

    /// <summary>A ServiceDetail (§5.4), as a consumer sees it.</summary>
    public static void ServiceDetail(XmlBody body, string id, EndpointServiceState service, RunView view, Caller caller)
    {
        var region = view.Find<RegionState>(new EntityId(EntityKind.Region, service.Region)) ?? RegionState.Initial;
        view.Facts.Regions.TryGet(service.Region, out var facts);
        var names = region.ZoneNamesOf(caller.Account, facts!);
        var privateName = service.PrivateDnsName is { State: DnsNameStatus.Verified } verified ? verified.PrivateDnsName : null;
        body
            .Text("serviceName", ServiceName.Make(service.Region, id))
            .Text("serviceId", id)
            .List("serviceType", (string[])["Interface"], static (item, type) => item.Text("serviceType", type))
            .Text("serviceRegion", service.Region)
            .Texts("availabilityZoneIdSet", service.Zones.Keys)
            .Texts("availabilityZoneSet", service.Zones.Keys.Select(zone => names.FirstOrDefault(each => each.ZoneId == zone)?.Name ?? zone))
            .Text("owner", service.Account)
            .Texts("baseEndpointDnsNameSet", [DnsNames.OfService(id, service.Region)])
            .Text("privateDnsName", privateName)
            .List("privateDnsNameSet", (string[])(privateName is null ? [] : [privateName]), static (item, name) => item.Text("privateDnsName", name))
            .Flag("vpcEndpointPolicySupported", false)
            .Flag("acceptanceRequired", service.AcceptanceRequired)
            .Flag("managesVpcEndpoints", false)
            .Text("payerResponsibility", service.PayerResponsibility)
            .Tags(service.Account == caller.Account ? service.Tags : Domain.Tags.None)
            .Text("privateDnsNameVerificationState", service.PrivateDnsName is { } configured ? Word(configured.State) : null)
            .Texts("supportedIpAddressTypeSet", service.SupportedIpAddressTypes.Select(type => type.Word()));
    }

    /// <summary>A ConnectionNotification (§2.5).</summary>
    public static void Notification(XmlBody body, string id, ConnectionNotification notification, EntityId holder, string region) => body
        .Text("connectionNotificationId", id)
        .Text("serviceId", holder.Kind == EntityKind.EndpointService ? holder.Key : null)
        .Text("vpcEndpointId", holder.Kind == EntityKind.InterfaceEndpoint ? holder.Key : null)
        .Text("connectionNotificationType", "Topic")
        .Text("connectionNotificationArn", notification.TopicArn)
        .Texts("connectionEvents", notification.Events.Select(each => each.ToString()))
        .Text("connectionNotificationState", "Enabled")
        .Text("serviceRegion", region);

    /// <summary>A Vpc (§5.4).</summary>
    public static void Vpc(XmlBody body, string id, VpcState vpc) => body
        .Text("vpcId", id)
        .Text("ownerId", vpc.Account)
        .Text("state", "available")
        .Text("cidrBlock", vpc.CidrBlock.ToString())
        .List("cidrBlockAssociationSet", (string[])[vpc.CidrBlock.ToString()], (item, block) => item
            .Text("associationId", CidrAssociation(id))
            .Text("cidrBlock", block)
            .Within("cidrBlockState", state => state.Text("state", "associated")))
        .List("ipv6CidrBlockAssociationSet", (string[])(vpc.Ipv6CidrBlock is { } ipv6 ? [ipv6] : []), (item, block) => Ipv6Association(item, Ipv6CidrAssociation(id), block, "Amazon"))
        .Text("dhcpOptionsId", "default")
        .Text("instanceTenancy", "default")
        .Flag("isDefault", false)
        .Tags(vpc.Known.TagsOf(id));

    /// <summary>A Subnet (§5.4).</summary>
    public static void Subnet(XmlBody body, string id, string vpcId, VpcState vpc, Subnet subnet)
    {
        var attributes = vpc.Known.AttributesOf(id);
        body
            .Text("subnetId", id)
            .Text("subnetArn", $"arn:aws:ec2:{vpc.Region}:{vpc.Account}:subnet/{id}")
            .Text("state", "available")
            .Text("vpcId", vpcId)
            .Text("ownerId", vpc.Account)
            .Text("cidrBlock", subnet.Ipv4?.Block)
            .List("ipv6CidrBlockAssociationSet", (string[])(subnet.Ipv6 is { } ipv6 ? [ipv6.Block] : []), (item, block) => Ipv6Association(item, SubnetAssociation(id), block, null))
            .Number("availableIpAddressCount", subnet.FreeAddresses)
            .Text("availabilityZone", vpc.ZoneNames.FirstOrDefault(zone => zone.ZoneId == subnet.ZoneId)?.Name ?? subnet.ZoneId)
            .Text("availabilityZoneId", subnet.ZoneId)
            .Flag("defaultForAz", false)
            .Flag("mapPublicIpOnLaunch", attributes.MapPublicIpOnLaunch ?? false)
            .Flag("mapCustomerOwnedIpOnLaunch", false)
            .Flag("assignIpv6AddressOnCreation", attributes.AssignIpv6AddressOnCreation ?? false)
            .Flag("enableDns64", attributes.EnableDns64 ?? false)
            .Flag("ipv6Native", subnet.Ipv4 is null)
            .Within("privateDnsNameOptionsOnLaunch", options => options
                .Text("hostnameType", attributes.PrivateDnsHostnameTypeOnLaunch ?? (subnet.Ipv4 is null ? "resource-name" : "ip-name"))
                .Flag("enableResourceNameDnsARecord", attributes.EnableResourceNameDnsARecordOnLaunch ?? false)
                .Flag("enableResourceNameDnsAAAARecord", attributes.EnableResourceNameDnsAAAARecordOnLaunch ?? false))
            .Tags(vpc.Known.TagsOf(id));
    }

    /// <summary>A SecurityGroupRule (§5.4). Rules without ports, of all protocols, have -1 there.</summary>
    public static void Rule(XmlBody body, GroupRule each, VpcState vpc)
    {
        var block = each.Rule.CidrIp;
        body
            .Text("securityGroupRuleId", each.RuleId)
            .Text("groupId", each.GroupId)
            .Text("groupOwnerId", vpc.Account)
            .Flag("isEgress", each.IsEgress)
            .Text("ipProtocol", Ec2Permissions.ProtocolOf(each.Rule))
            .Number("fromPort", each.Rule.FromPort ?? -1)
            .Number("toPort", each.Rule.ToPort ?? -1)
            .Text(block?.Contains(':') is true ? "cidrIpv6" : "cidrIpv4", block);
        if (each.Rule.SourceGroupId is { } group)
        {
            body.Within("referencedGroupInfo", info => info.Text("groupId", group).Text("userId", vpc.Account));
        }

        body
            .Text("description", each.Rule.Description)
            .Tags(vpc.Known.TagsOf(each.RuleId))
            .Text("securityGroupRuleArn", $"arn:aws:ec2:{vpc.Region}:{vpc.Account}:security-group-rule/{each.RuleId}");
    }

    /// <summary>The ARN of something that the caller has.</summary>
    public static string Arn(Caller caller, string type, string id) => $"arn:aws:ec2:{caller.Region}:{caller.Account}:{type}/{id}";

    /// <summary>The id of a VPC's IPv4 block, which stays with it.</summary>
    public static string CidrAssociation(string vpcId) => $"vpc-cidr-assoc-{vpcId[4..]}";

    /// <summary>The id of a VPC's IPv6 block, which stays with it.</summary>
    public static string Ipv6CidrAssociation(string vpcId) => VpcParts.Derived("vpc-cidr-assoc-", vpcId);

    /// <summary>The id of a subnet's IPv6 block, which stays with it.</summary>
    public static string SubnetAssociation(string subnetId) => $"subnet-cidr-assoc-{subnetId[7..]}";

    public static void Ipv6Association(XmlBody body, string associationId, string block, string? pool) => body
        .Text("associationId", associationId)
        .Text("ipv6CidrBlock", block)
        .Within("ipv6CidrBlockState", state => state.Text("state", "associated"))
        .Text("ipv6Pool", pool);

    private static void PrivateDnsName(XmlBody body, PrivateDnsNameConfiguration? configuration)
    {
        if (configuration is not null)
        {
            body.Text("state", Word(configuration.State)).Text("type", "TXT").Text("value", configuration.Value).Text("name", configuration.Name);
        }
    }

    private static string Word(DnsNameStatus status) => status switch
    {
        DnsNameStatus.PendingVerification => "pendingVerification",
        _ => status.ToString().ToLowerInvariant(),
    };

    // The provider's own names of the zones: its load balancers stand in its VPCs.
    private static Dictionary<string, string> ZoneNames(EndpointServiceState service, RunView view) => service.LoadBalancerArns
        .Select(arn => view.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn)))
        .OfType<LoadBalancerState>()
        .Select(balancer => view.Find<VpcState>(new EntityId(EntityKind.Vpc, balancer.VpcId)))
        .OfType<VpcState>()
        .SelectMany(vpc => vpc.ZoneNames)
        .DistinctBy(zone => zone.ZoneId, StringComparer.Ordinal)
        .ToDictionary(zone => zone.ZoneId, zone => zone.Name, StringComparer.Ordinal);
}
