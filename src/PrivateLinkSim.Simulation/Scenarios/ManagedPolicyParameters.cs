using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreatePolicy.</summary>
public sealed record CreatePolicyParameters
{
    /// <summary>The policy's name.</summary>
    [JsonProperty(nameof(PolicyName)), JsonRequired]
    public string PolicyName { get; init; } = "";

    /// <summary>Begins and ends with a slash; <c>/</c> when left out.</summary>
    [JsonProperty(nameof(Path))]
    public string? Path { get; init; }

    /// <summary>What the policy is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }

    /// <summary>The policy, as IAM JSON.</summary>
    [JsonProperty(nameof(PolicyDocument)), JsonRequired]
    public JObject PolicyDocument { get; init; } = new();

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>A managed policy.</summary>
public sealed record PolicyArnParameter
{
    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";
}

/// <summary>Parameters of CreatePolicyVersion.</summary>
public sealed record CreatePolicyVersionParameters
{
    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";

    /// <summary>The policy, as IAM JSON.</summary>
    [JsonProperty(nameof(PolicyDocument)), JsonRequired]
    public JObject PolicyDocument { get; init; } = new();

    /// <summary>Whether it is in force at once.</summary>
    [JsonProperty(nameof(SetAsDefault))]
    public bool SetAsDefault { get; init; }
}

/// <summary>A version of a managed policy.</summary>
public sealed record PolicyVersionParameters
{
    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";

    /// <summary>The version: <c>v1</c>.</summary>
    [JsonProperty(nameof(VersionId)), JsonRequired]
    public string VersionId { get; init; } = "";
}

/// <summary>Parameters of TagPolicy.</summary>
public sealed record TagPolicyParameters
{
    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags)), JsonRequired]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of UntagPolicy.</summary>
public sealed record UntagPolicyParameters
{
    /// <summary>The ARN of a managed policy.</summary>
    [JsonProperty(nameof(PolicyArn)), JsonRequired]
    public string PolicyArn { get; init; } = "";

    /// <summary>The keys of the tags.</summary>
    [JsonProperty(nameof(TagKeys)), JsonRequired]
    public ImmutableArray<string> TagKeys { get; init; } = [];
}
