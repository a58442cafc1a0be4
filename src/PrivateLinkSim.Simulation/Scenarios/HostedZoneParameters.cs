using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreateHostedZone.</summary>
public sealed record CreateHostedZoneParameters
{
    /// <summary>The name of the zone: <c>example.com</c>.</summary>
    [JsonProperty(nameof(Name)), JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Whatever tells this zone from the account's others.</summary>
    [JsonProperty(nameof(CallerReference)), JsonRequired]
    public string CallerReference { get; init; } = "";

    /// <summary>What is said of the zone.</summary>
    [JsonProperty(nameof(HostedZoneConfig))]
    public HostedZoneConfigParameter? HostedZoneConfig { get; init; }
}

/// <summary>What is said of a hosted zone.</summary>
public sealed record HostedZoneConfigParameter
{
    /// <summary>What the zone is for.</summary>
    [JsonProperty(nameof(Comment))]
    public string? Comment { get; init; }
}

/// <summary>Parameters of UpdateHostedZoneComment.</summary>
public sealed record UpdateHostedZoneCommentParameters
{
    /// <summary>The zone.</summary>
    [JsonProperty(nameof(Id)), JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>What the zone is for; nothing when left out.</summary>
    [JsonProperty(nameof(Comment))]
    public string? Comment { get; init; }
}

/// <summary>A hosted zone.</summary>
public sealed record HostedZoneIdParameter
{
    /// <summary>The zone.</summary>
    [JsonProperty(nameof(Id)), JsonRequired]
    public string Id { get; init; } = "";
}

/// <summary>Parameters of ChangeTagsForResource.</summary>
public sealed record ChangeTagsForResourceParameters
{
    /// <summary>The hosted zone.</summary>
    [JsonProperty(nameof(ResourceId)), JsonRequired]
    public string ResourceId { get; init; } = "";

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(AddTags))]
    public ImmutableSortedDictionary<string, string> AddTags { get; init; } = Sorted.Map<string>();

    /// <summary>The keys of the tags that are taken off.</summary>
    [JsonProperty(nameof(RemoveTagKeys))]
    public ImmutableArray<string> RemoveTagKeys { get; init; } = [];
}

/// <summary>Parameters of ChangeResourceRecordSets.</summary>
public sealed record ChangeResourceRecordSetsParameters
{
    /// <summary>The zone.</summary>
    [JsonProperty(nameof(HostedZoneId)), JsonRequired]
    public string HostedZoneId { get; init; } = "";

    /// <summary>What is changed, all of it or nothing.</summary>
    [JsonProperty(nameof(ChangeBatch)), JsonRequired]
    public ChangeBatchParameter ChangeBatch { get; init; } = new();
}

/// <summary>A batch of changes, as <c>aws route53 change-resource-record-sets --change-batch</c> takes it.</summary>
public sealed record ChangeBatchParameter
{
    /// <summary>What the changes are for.</summary>
    [JsonProperty(nameof(Comment))]
    public string? Comment { get; init; }

    /// <summary>The changes.</summary>
    [JsonProperty(nameof(Changes)), JsonRequired]
    public ImmutableArray<ChangeParameter> Changes { get; init; } = [];
}

/// <summary>A change of a record set.</summary>
public sealed record ChangeParameter
{
    /// <summary>CREATE, DELETE or UPSERT.</summary>
    [JsonProperty(nameof(Action)), JsonRequired]
    public RecordAction Action { get; init; }

    /// <summary>The records.</summary>
    [JsonProperty(nameof(ResourceRecordSet)), JsonRequired]
    public ResourceRecordSetParameter ResourceRecordSet { get; init; } = new();
}

/// <summary>Records of one name and type, or the one that AWS wants to see at a service's private DNS name.</summary>
public sealed record ResourceRecordSetParameter
{
    /// <summary>The name of the records.</summary>
    [JsonProperty(nameof(Name))]
    public string? Name { get; init; }

    /// <summary>Their type, such as TXT.</summary>
    [JsonProperty(nameof(Type))]
    public string? Type { get; init; }

    /// <summary>How many seconds an answer may be kept.</summary>
    [JsonProperty(nameof(TTL))]
    public long? TTL { get; init; }

    /// <summary>Their values, texts in quotation marks.</summary>
    [JsonProperty(nameof(ResourceRecords))]
    public ImmutableArray<ResourceRecordParameter> ResourceRecords { get; init; } = [];

    /// <summary>What answers in the place of values.</summary>
    [JsonProperty(nameof(AliasTarget))]
    public AliasTargetParameter? AliasTarget { get; init; }

    /// <summary>The service whose verification asks for the record, in the place of Name, Type and ResourceRecords.</summary>
    [JsonProperty(nameof(Service))]
    public string? Service { get; init; }
}

/// <summary>A record.</summary>
public sealed record ResourceRecordParameter
{
    /// <summary>Its value.</summary>
    [JsonProperty(nameof(Value)), JsonRequired]
    public string Value { get; init; } = "";
}

/// <summary>What an alias record answers with.</summary>
public sealed record AliasTargetParameter
{
    /// <summary>The zone of the target: that of an endpoint's or load balancer's names, or the record's own.</summary>
    [JsonProperty(nameof(HostedZoneId)), JsonRequired]
    public string HostedZoneId { get; init; } = "";

    /// <summary>The name of the target.</summary>
    [JsonProperty(nameof(DNSName)), JsonRequired]
    public string DNSName { get; init; } = "";

    /// <summary>Whether it answers only what is healthy.</summary>
    [JsonProperty(nameof(EvaluateTargetHealth))]
    public bool EvaluateTargetHealth { get; init; }
}
