using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an account's hosted zones. Ids are without the <c>/hostedzone/</c> that Route 53 writes before them.</summary>
public abstract record HostedZonesCommand : ICommand
{
    private HostedZonesCommand()
    {
    }

    /// <summary>Route 53 CreateHostedZone, of a public zone.</summary>
    /// <param name="CallerReference">Makes a zone once, however often it is asked for.</param>
    public sealed record CreateHostedZone(string Name, string CallerReference, string? Comment) : HostedZonesCommand;

    /// <summary>Route 53 UpdateHostedZoneComment.</summary>
    public sealed record UpdateHostedZoneComment(string ZoneId, string? Comment) : HostedZonesCommand;

    /// <summary>Route 53 DeleteHostedZone: of one that has nothing but its own NS and SOA records.</summary>
    public sealed record DeleteHostedZone(string ZoneId) : HostedZonesCommand;

    /// <summary>Route 53 ChangeResourceRecordSets: all of the changes or none.</summary>
    public sealed record ChangeResourceRecordSets(string ZoneId, ImmutableArray<RecordChange> Changes, string? Comment) : HostedZonesCommand;

    /// <summary>Route 53 ChangeTagsForResource.</summary>
    public sealed record ChangeTagsForResource(string ZoneId, ImmutableSortedDictionary<string, string> AddTags, ImmutableArray<string> RemoveTagKeys)
        : HostedZonesCommand;

    /// <summary>All name servers have heard of the oldest change that is pending (§route53/sync).</summary>
    public sealed record SynchronizeChange(string ChangeId) : HostedZonesCommand;
}

/// <summary>What Route 53 gives back.</summary>
public abstract record HostedZonesReply : IReply
{
    private HostedZonesReply()
    {
    }

    /// <summary>A zone was made.</summary>
    public sealed record HostedZoneCreated(string ZoneId, string ChangeId) : HostedZonesReply, IReply
    {
        string? IReply.ResourceId => ZoneId;
    }

    /// <summary>A change was taken.</summary>
    public sealed record ChangeSubmitted(string ChangeId) : HostedZonesReply;
}
