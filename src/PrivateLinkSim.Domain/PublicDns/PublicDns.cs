using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of public DNS.</summary>
public abstract record PublicDnsCommand : ICommand
{
    private PublicDnsCommand()
    {
    }

    /// <summary>Somebody publishes a TXT record; a name can have several.</summary>
    public sealed record PublishTxt(string Name, string Value) : PublicDnsCommand;

    /// <summary>Somebody takes a TXT record back.</summary>
    public sealed record WithdrawTxt(string Name, string Value) : PublicDnsCommand;

    /// <summary>The name servers of a hosted zone begin to answer for it, with the records that it was made with.</summary>
    public sealed record ServeZone(string ZoneId, string Name, ImmutableArray<string> NameServers, ImmutableArray<RecordChange> Changes) : PublicDnsCommand;

    /// <summary>The name servers of a hosted zone have heard of changes of its records.</summary>
    public sealed record ServeRecords(string ZoneId, string Name, ImmutableArray<RecordChange> Changes) : PublicDnsCommand;

    /// <summary>The name servers of a hosted zone answer for it no longer.</summary>
    public sealed record EndZone(string ZoneId, string Name) : PublicDnsCommand;

    /// <summary>An endpoint service looks for its verification record at these names (§2.7).</summary>
    public sealed record LookUpTxt(ImmutableArray<string> Names) : PublicDnsCommand;
}

/// <summary>What public DNS answers.</summary>
public abstract record PublicDnsReply : IReply
{
    private PublicDnsReply()
    {
    }

    /// <summary>The values at the names that were asked for, by name; names without a record are left out.</summary>
    public sealed record TxtRecords(ImmutableSortedDictionary<string, ImmutableArray<string>> Values) : PublicDnsReply;
}

/// <summary>What can have happened to public DNS. The storage format: change a case only through a new version.</summary>
public abstract record PublicDnsEvent : IEvent
{
    private PublicDnsEvent()
    {
    }

    /// <summary>A TXT record was published.</summary>
    public sealed record TxtPublished(string Name, string Value) : PublicDnsEvent;

    /// <summary>A TXT record was taken back.</summary>
    public sealed record TxtWithdrawn(string Name, string Value) : PublicDnsEvent;

    /// <summary>The name servers of a hosted zone answer for it.</summary>
    public sealed record ZoneServed(string ZoneId, string Name, ImmutableArray<string> NameServers, ImmutableArray<RecordChange> Changes) : PublicDnsEvent;

    /// <summary>The name servers of a hosted zone answer changed records.</summary>
    public sealed record RecordsServed(string ZoneId, string Name, ImmutableArray<RecordChange> Changes) : PublicDnsEvent;

    /// <summary>The name servers of a hosted zone answer for it no longer.</summary>
    public sealed record ZoneEnded(string ZoneId, string Name) : PublicDnsEvent;
}

/// <summary>What public DNS holds.</summary>
/// <param name="Txt">The values by name, names in lower case without a final dot.</param>
public sealed record PublicDnsState(ImmutableSortedDictionary<string, ImmutableArray<string>> Txt) : IState
{
    /// <summary>The one entity of its kind.</summary>
    public static readonly EntityId Internet = new(EntityKind.PublicDns, "internet");

    /// <summary>Hosted zones by name, as <see cref="DomainName"/> writes it, those of one name in the order in which they came; null when there never was one.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<PublicZone>>? Zones { get; init; }

    /// <summary>Public DNS before anybody published.</summary>
    public static readonly PublicDnsState Initial = new(Sorted.Map<ImmutableArray<string>>());
}
