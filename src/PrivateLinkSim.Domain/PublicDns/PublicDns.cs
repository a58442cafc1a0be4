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
}

/// <summary>What public DNS holds.</summary>
/// <param name="Txt">The values by name, names in lower case without a final dot.</param>
public sealed record PublicDnsState(ImmutableSortedDictionary<string, ImmutableArray<string>> Txt) : IState
{
    /// <summary>The one entity of its kind.</summary>
    public static readonly EntityId Internet = new(EntityKind.PublicDns, "internet");

    /// <summary>Public DNS before anybody published.</summary>
    public static readonly PublicDnsState Initial = new(Sorted.Map<ImmutableArray<string>>());
}
