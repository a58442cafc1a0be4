using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to an account's hosted zones. The storage format: change a case only through a new version.</summary>
public abstract record HostedZonesEvent : IEvent
{
    private HostedZonesEvent()
    {
    }

    /// <summary>A zone was made, with its name servers and the records of its own.</summary>
    public sealed record HostedZoneCreated(
        string ZoneId, string Name, string CallerReference, string? Comment, ImmutableArray<string> NameServers, ImmutableArray<RecordChange> Changes, SubmittedChange Submitted)
        : HostedZonesEvent;

    /// <summary>A zone has this comment, or none.</summary>
    public sealed record CommentUpdated(string ZoneId, string? Comment) : HostedZonesEvent;

    /// <summary>Records of a zone were changed.</summary>
    public sealed record RecordSetsChanged(string ZoneId, ImmutableArray<RecordChange> Changes, SubmittedChange Submitted) : HostedZonesEvent;

    /// <summary>A zone was deleted.</summary>
    public sealed record HostedZoneDeleted(string ZoneId, SubmittedChange Submitted) : HostedZonesEvent;

    /// <summary>A zone has these tags.</summary>
    public sealed record TagsChanged(string ZoneId, ImmutableSortedDictionary<string, string> Tags) : HostedZonesEvent;

    /// <summary>All name servers have heard of a change.</summary>
    /// <param name="Change">What they heard.</param>
    public sealed record ChangeSynchronized(string ChangeId, PendingChange Change) : HostedZonesEvent;
}

/// <summary>A change as it was taken.</summary>
/// <param name="Id">Its id, without the <c>/change/</c> that Route 53 writes before it.</param>
/// <param name="Due">When all name servers will have heard of it.</param>
public sealed record SubmittedChange(string Id, string? Comment, Moment At, Moment Due);

/// <summary>What name servers have not heard yet.</summary>
/// <param name="NameServers">Of a zone that begins; null for any other change.</param>
/// <param name="Changes">Of records.</param>
/// <param name="Ends">Whether the zone ends.</param>
public sealed record PendingChange(string ZoneId, string ZoneName, ImmutableArray<string>? NameServers, ImmutableArray<RecordChange> Changes, bool Ends);
