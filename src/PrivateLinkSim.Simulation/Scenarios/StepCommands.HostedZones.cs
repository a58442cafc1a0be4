using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <content>The commands of Route 53.</content>
public sealed partial record Step
{
    /// <summary>Route 53: makes a public hosted zone.</summary>
    [JsonProperty(nameof(CreateHostedZone))]
    public CreateHostedZoneParameters? CreateHostedZone { get; init; }

    /// <summary>Route 53: says anew what a hosted zone is for.</summary>
    [JsonProperty(nameof(UpdateHostedZoneComment))]
    public UpdateHostedZoneCommentParameters? UpdateHostedZoneComment { get; init; }

    /// <summary>Route 53: deletes a hosted zone that has nothing but its own NS and SOA records.</summary>
    [JsonProperty(nameof(DeleteHostedZone))]
    public HostedZoneIdParameter? DeleteHostedZone { get; init; }

    /// <summary>Route 53: changes records of a hosted zone, all that is said or nothing.</summary>
    [JsonProperty(nameof(ChangeResourceRecordSets))]
    public ChangeResourceRecordSetsParameters? ChangeResourceRecordSets { get; init; }

    /// <summary>Route 53: puts tags on a hosted zone and takes others off.</summary>
    [JsonProperty(nameof(ChangeTagsForResource))]
    public ChangeTagsForResourceParameters? ChangeTagsForResource { get; init; }
}
