using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Reads the answers of AWS's Describe calls, told apart by what they hold. They may be of several accounts and Regions, in any order.</summary>
internal sealed partial class AwsReader
{
    private const string NoUse = "plsim has none of these, and needs none";

    private static readonly SortedDictionary<string, Action<AwsReader, ImportNode>> Items = new(StringComparer.Ordinal)
    {
        ["Vpcs"] = (reader, item) => reader.ReadVpc(item),
        ["Subnets"] = (reader, item) => reader.ReadSubnet(item),
        ["SecurityGroups"] = (reader, item) => reader.ReadGroup(item),
        ["SecurityGroupRules"] = (reader, item) => reader._later.Add(() => reader.ReadGroupRule(item)),
        ["NetworkAcls"] = (reader, item) => reader.ReadAcl(item),
        ["AvailabilityZones"] = (reader, item) => reader._later.Add(() => reader.ReadZone(item)),
        ["Reservations"] = (reader, item) => reader.ReadInstances(item),
        ["LoadBalancers"] = (reader, item) => reader.ReadBalancer(item),
        ["TargetGroups"] = (reader, item) => reader.ReadTargetGroup(item),
        ["Listeners"] = (reader, item) => reader.ReadListener(item),
        ["TagDescriptions"] = (reader, item) => reader._later.Add(() => reader.ReadTags(item)),
        ["ServiceConfigurations"] = (reader, item) => reader.ReadService(item),
        ["VpcEndpoints"] = (reader, item) => reader.ReadEndpoint(item),
        ["VpcEndpointConnections"] = (reader, item) => reader._later.Add(() => reader.ReadConnection(item)),
    };

    // Answers that do not say what they are of: the name of their file does, or there is one thing only that it can be.
    private static readonly SortedDictionary<string, Action<AwsReader, ImportNode>> Whole = new(StringComparer.Ordinal)
    {
        ["AllowedPrincipals"] = (reader, answer) => reader._later.Add(() => reader.ReadPrincipals(answer)),
        ["Attributes"] = (reader, answer) => reader._later.Add(() => reader.ReadAttributes(answer)),
        ["TargetHealthDescriptions"] = (reader, answer) => reader._later.Add(() => reader.ReadTargets(answer)),
        ["EnableDnsSupport"] = (reader, answer) => reader.ReadVpcAttribute(answer),
        ["EnableDnsHostnames"] = (reader, answer) => reader.ReadVpcAttribute(answer),
    };

    private static readonly SortedSet<string> Unused = new(StringComparer.Ordinal)
    {
        "Account", "Addresses", "ConnectionNotificationSet", "DhcpOptions", "EgressOnlyInternetGateways", "InternetGateways", "NatGateways", "NetworkInterfaces",
        "PrefixLists", "Regions", "RouteTables", "ServiceDetails", "ServiceNames", "TransitGatewayVpcAttachments", "TransitGateways", "VpcPeeringConnections",
    };

    // What stands beside the lists.
    private static readonly SortedSet<string> Beside = new(StringComparer.Ordinal) { "Arn", "NextMarker", "NextToken", "ResponseMetadata", "UserId", "VpcId" };

    private readonly Inventory _found = new();
    private readonly RegionTable _regions;
    private readonly List<Action> _later = [];
    private readonly SortedDictionary<string, string> _instances = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _regionOfVpc = new(StringComparer.Ordinal);

    private AwsReader(RegionTable regions) => _regions = regions;

    /// <summary>What the answers say.</summary>
    /// <exception cref="BadScenarioException">A file holds no answer that is known, or one of another form.</exception>
    public static Inventory Read(IReadOnlyList<ImportSource> sources, RegionTable regions)
    {
        var reader = new AwsReader(regions);
        foreach (var source in sources)
        {
            reader.Read(source.Read());
        }

        foreach (var step in reader._later)
        {
            step();
        }

        reader.Settle();
        return reader._found;
    }

    private void Read(ImportNode answer)
    {
        var known = 0;
        foreach (var name in answer.Names)
        {
            if (Items.TryGetValue(name, out var each))
            {
                foreach (var item in answer.Items(name))
                {
                    each(this, item);
                }
            }
            else if (Whole.TryGetValue(name, out var whole))
            {
                whole(this, answer);
            }
            else if (Unused.Contains(name))
            {
                _found.Notes.LeftOut($"{name} in {answer.Source.FileName}", name is "ConnectionNotificationSet" ? "a step can make connection notifications; a topology has none" : NoUse);
            }
            else
            {
                continue;
            }

            known++;
        }

        var other = answer.Names.FirstOrDefault(name => !Beside.Contains(name));
        if (known == 0)
        {
            throw answer.Bad(
                other ?? "",
                other is null ? "the answer holds nothing; what describe-vpcs, describe-subnets, describe-vpc-endpoints and so on print is wanted"
                : $"'{other}' is nothing that is known here; what aws ec2 describe-vpcs, describe-subnets, describe-vpc-endpoint-service-configurations, aws elbv2 describe-load-balancers and so on print is wanted",
                other is null ? null : Suggestions.Nearest(other, Items.Keys.Concat(Whole.Keys)));
        }

        if (answer.Has("NextToken") || answer.Has("NextMarker"))
        {
            _found.Notes.LeftOut($"the rest of {answer.Source.FileName}", "the answer goes on (NextToken); ask without --max-items and --no-paginate");
        }
    }

    // The Region of a VPC is said by what lies in it; the account and Region of all the rest by the VPC.
    private void Settle()
    {
        foreach (var vpc in _found.Vpcs.Values)
        {
            vpc.Region ??= _regionOfVpc.GetValueOrDefault(vpc.Id);
        }

        foreach (var group in _found.TargetGroups.Values)
        {
            foreach (var target in group.Targets.Where(target => target.Value is null or "all").Select(target => target.Key).ToArray())
            {
                group.Targets[target] = _instances.GetValueOrDefault(target);
            }
        }
    }

    private void InRegion(string vpc, string? region)
    {
        if (region is { Length: > 0 })
        {
            _regionOfVpc.TryAdd(vpc, region);
        }
    }

    private string? RegionOfZone(string? zone) =>
        zone is null ? null : _regions.All.Select(region => region.Name).Where(name => zone.StartsWith(name, StringComparison.Ordinal)).MaxBy(name => name.Length);

    private static string? ArnPart(string? arn, int index) => arn?.Split(':') is { } parts && parts.Length > index ? parts[index] : null;

    private static SortedDictionary<string, string> Tags(ImportNode item)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in item.Items("Tags").Where(tag => !tag.Text("Key").StartsWith("aws:", StringComparison.Ordinal)))
        {
            tags[tag.Text("Key")] = tag.TextOrNull("Value") ?? "";
        }

        return tags;
    }

    private static string? NameTag(ImportNode item) => Tags(item).GetValueOrDefault("Name");
}
