using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One entry of a run's log: the envelope that every event gets.</summary>
/// <param name="Turn">The turn it belongs to; with <paramref name="Index"/> its identity and its place.</param>
/// <param name="Index">Its place in the turn, from 0.</param>
/// <param name="Time">The virtual time.</param>
/// <param name="Entity">Whose event it is; <c>run</c> for the run's own.</param>
/// <param name="Number">The entity's own event number, from 1.</param>
/// <param name="Type">For example <c>endpoint-service.connection-accepted</c>.</param>
/// <param name="Version">The version of the form of <paramref name="Data"/>.</param>
/// <param name="Cause">The turn that caused this one; null when the outside or the start of the run did.</param>
/// <param name="Data">The event as canonical JSON.</param>
public sealed record LogEntry(
    long Turn, int Index, Moment Time, string Entity, long Number, string Type, int Version, long? Cause, ReadOnlyMemory<byte> Data)
{
    /// <summary>The name under which the run's own events stand.</summary>
    public const string Run = "run";

    /// <summary>The entry as it stands in an exported log.</summary>
    public JObject Document() => LogDifference.Envelope(this, CanonicalJson.ReadObject(Data.Span));

    /// <summary>The entity, or null for the run itself.</summary>
    /// <exception cref="LogDamagedException">There is no such kind of entity.</exception>
    public EntityId? Owner => string.Equals(Entity, Run, StringComparison.Ordinal) ? null
        : EntityId.TryParse(Entity, out var owner) ? owner
        : throw new LogDamagedException(System.FormattableString.Invariant($"The event {Turn}.{Index} is of '{Entity}', which is no entity."));
}
