using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>One of two runs that are compared.</summary>
/// <param name="Side">What is compared of it.</param>
/// <param name="Names">What its scenario calls its resources.</param>
/// <param name="Digest">Its digest; null when it did not end.</param>
internal sealed record ComparedRun(RunSide Side, Names Names, string? Digest) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Side.Log.Dispose();
}
