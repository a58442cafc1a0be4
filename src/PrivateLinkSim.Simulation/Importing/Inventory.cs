using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>What was found, by id: AWS's, or Terraform's address of it.</summary>
internal sealed class Inventory
{
    /// <summary>What was passed over while it was read.</summary>
    public ImportNotes Notes { get; } = new();

    public SortedDictionary<string, FoundVpc> Vpcs { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundSubnet> Subnets { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundGroup> Groups { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundAcl> Acls { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundBalancer> Balancers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundTargetGroup> TargetGroups { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundListener> Listeners { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundService> Services { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, FoundEndpoint> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>What accounts are called, by id, where somebody said so.</summary>
    public SortedDictionary<string, string> AccountNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Zone ids by the names that accounts have for them; the account's id comes first.</summary>
    public SortedDictionary<string, SortedDictionary<string, string>> ZoneNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The resource of an id; it is made when it is met first.</summary>
    public static T Of<T>(SortedDictionary<string, T> found, string id)
        where T : FoundResource, new()
    {
        if (!found.TryGetValue(id, out var resource))
        {
            found[id] = resource = new T { Id = id };
        }

        return resource;
    }

    /// <summary>Notes what an account calls a zone.</summary>
    public void AddZoneName(string account, string name, string zoneId)
    {
        if (!ZoneNames.TryGetValue(account, out var zones))
        {
            ZoneNames[account] = zones = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        zones[name] = zoneId;
    }
}

/// <summary>A resource that was found.</summary>
internal abstract class FoundResource
{
    public string Id { get; init; } = "";

    /// <summary>What its owner calls it: its tag Name, its name in AWS, or Terraform's name of it.</summary>
    public string? CalledAs { get; set; }
}

internal sealed class FoundVpc : FoundResource
{
    public string? Account { get; set; }

    public string? Region { get; set; }

    public string? CidrBlock { get; set; }

    public bool HasIpv6 { get; set; }

    public bool? EnableDnsSupport { get; set; }

    public bool? EnableDnsHostnames { get; set; }
}

internal sealed class FoundSubnet : FoundResource
{
    public string Vpc { get; set; } = "";

    /// <summary>Its zone by id, or by its owner's name; null when neither is known yet.</summary>
    public string? Zone { get; set; }

    public string? CidrBlock { get; set; }

    public bool HasIpv6 { get; set; }
}

/// <summary>A rule of a security group or network ACL: protocol and ports as AWS writes them, and a block or the id of a group.</summary>
internal sealed record FoundRule(string Protocol, int? FromPort, int? ToPort, string Source)
{
    /// <summary>Of an entry of a network ACL: its number, its direction, and whether it denies.</summary>
    public (int Number, bool IsEgress, bool Denies) Entry { get; init; }
}

internal sealed class FoundGroup : FoundResource
{
    public string Vpc { get; set; } = "";

    public bool IsDefault { get; set; }

    public List<FoundRule> Inbound { get; } = [];
}

internal sealed class FoundAcl : FoundResource
{
    public string Vpc { get; set; } = "";

    public List<string> Subnets { get; } = [];

    public List<FoundRule> Entries { get; } = [];
}

internal sealed class FoundBalancer : FoundResource
{
    public List<string> Subnets { get; } = [];

    public List<string> Groups { get; } = [];

    public bool CrossZone { get; set; }

    public bool ZonalShift { get; set; }

    public string? IpAddressType { get; set; }

    /// <summary>Whether its groups' inbound rules apply to PrivateLink traffic; null when it is not said.</summary>
    public bool? Enforces { get; set; }
}

internal sealed class FoundTargetGroup : FoundResource
{
    public SortedSet<string> Balancers { get; } = new(StringComparer.Ordinal);

    public string TargetType { get; set; } = "instance";

    public JObject HealthCheck { get; set; } = [];

    /// <summary>Its attributes by AWS's keys.</summary>
    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Its targets, and their zones where they are said.</summary>
    public SortedDictionary<string, string?> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether anybody said which targets it has.</summary>
    public bool AreTargetsKnown { get; set; }
}

internal sealed class FoundListener : FoundResource
{
    public string Balancer { get; set; } = "";

    public string Protocol { get; set; } = "";

    public int Port { get; set; }

    public int? TcpIdleTimeoutSeconds { get; set; }

    public List<string> TargetGroups { get; } = [];
}

internal sealed class FoundService : FoundResource
{
    public List<string> Balancers { get; } = [];

    public bool AcceptanceRequired { get; set; }

    public List<string> SupportedRegions { get; } = [];

    /// <summary>Who may connect; null when nobody said so.</summary>
    public SortedSet<string>? Principals { get; set; }

    public List<string> IpAddressTypes { get; } = [];

    public string? PrivateDnsName { get; set; }

    public bool IsPrivateDnsVerified { get; set; }

    public bool OwnerPays { get; set; }

    public SortedDictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);
}

internal sealed class FoundEndpoint : FoundResource
{
    public string? Account { get; set; }

    public string Vpc { get; set; } = "";

    public string Service { get; set; } = "";

    /// <summary>Its state, as AWS writes it in this case or that.</summary>
    public string State { get; set; } = "available";

    public List<string> Subnets { get; } = [];

    public List<string> Groups { get; } = [];

    public string? IpAddressType { get; set; }

    public string? DnsRecordIpType { get; set; }

    public bool PrivateDnsEnabled { get; set; }

    public SortedDictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);
}
