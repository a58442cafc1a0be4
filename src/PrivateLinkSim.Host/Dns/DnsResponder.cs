using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A resolver as messages see it: a question in, an answer out. It reads the world as it stands and never changes it.</summary>
/// <param name="seen">The world as the resolver hears of it.</param>
/// <param name="vpcId">The VPC whose resolver it is; null for one outside of every VPC.</param>
/// <param name="failed">Told of whatever keeps a question from being answered; the client gets SERVFAIL without a word of it.</param>
internal sealed class DnsResponder(Func<Snapshot> seen, Facts facts, string? vpcId, Action<Exception> failed)
{
    private volatile Known? _known;
    private int _turn;

    /// <summary>Answers a message, and returns how long the answer is; 0 for one that gets none.</summary>
    /// <param name="into">Where the answer is written; at least as long as an answer of this kind may be.</param>
    /// <param name="isStream">Whether it came over TCP.</param>
    public int Answer(ReadOnlySpan<byte> message, Span<byte> into, bool isStream)
    {
        if (DnsQuery.Read(message) is not { } query)
        {
            return 0;
        }

        var limit = isStream ? DnsWire.MostStreamBytes : query.PayloadBytes;
        try
        {
            return DnsReply.Write(into, message, query, query.Complaint == DnsCode.NoError ? Find(query) : Ended(query.Complaint), limit);
        }
        catch (Exception bug)
        {
            failed(bug);
            return DnsReply.Write(into, message, query, Ended(DnsCode.ServFail), limit);
        }
    }

    private static DnsFindings Ended(DnsCode code) => new(code, [], []);

    private DnsFindings Find(DnsQuery query)
    {
        var snapshot = seen();
        if (_known is not { } known || known.Seen != snapshot)
        {
            _known = known = Known.Of(snapshot, facts, vpcId, _known);
        }

        return new DnsResolver(vpcId, known.View, known.Zones, (uint)Interlocked.Increment(ref _turn)).Find(query.Name, query.Kind);
    }

    // Zones are gathered anew when what they rest on has changed, not with every event of the world.
    private sealed record Known(Snapshot Seen, RunView View, DnsZones Zones, VpcState? Vpc, PublicDnsState? Published)
    {
        public static Known Of(Snapshot seen, Facts facts, string? vpcId, Known? before)
        {
            var view = new RunView(seen, facts);
            var vpc = vpcId is null ? null : view.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId));
            var published = view.Find<PublicDnsState>(PublicDnsState.Internet);
            return before is not null && ReferenceEquals(before.Vpc, vpc) && ReferenceEquals(before.Published, published)
                ? before with { Seen = seen, View = view }
                : new Known(seen, view, DnsZones.Of(vpc, published), vpc, published);
        }
    }
}
