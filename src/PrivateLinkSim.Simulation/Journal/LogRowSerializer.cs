using Akka.Actor;
using Akka.Serialization;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Hands the journal the bytes that the conductor has made already, under the event's explicit manifest. Reading checks
/// nothing here: an exception inside Akka's recovery would be reported without the place of the damage.
/// </summary>
public sealed class LogRowSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Written into every row by Akka.Persistence; it must never change.</summary>
    internal const int Id = 7301;

    public override int Identifier => Id;

    public override string Manifest(object o) => ((LogRow)o).Manifest;

    public override byte[] ToBinary(object obj) => ((LogRow)obj).Bytes;

    public override object FromBinary(byte[] bytes, string manifest) => new LogRow(manifest, bytes);
}
