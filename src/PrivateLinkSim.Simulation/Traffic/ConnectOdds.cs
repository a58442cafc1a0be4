using System.Collections.Immutable;
using System.Numerics;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// How connections fare on a way that loses packets or takes long (§fault/packet-loss, §fault/latency). A packet gets there with the
/// share that every lossy place on the way lets pass. TCP sends SYN at once and again after 1, 3, 7, 15, 31 and 63 seconds (RFC 6298: first
/// after a second, then after twice as long), each time with a new chance that SYN and SYN-ACK both get there; what is not answered within the
/// client's patience has failed. A UDP datagram has one chance. Shares are exact fractions, cut off to whole millionths at the end.
/// </summary>
/// <param name="LossMillionths">How many of a million connections are not made.</param>
/// <param name="Latency">What the others take.</param>
internal readonly record struct ConnectOdds(long LossMillionths, PathLatency Latency)
{
    /// <summary>All of a million.</summary>
    public const long All = 1_000_000;

    private const int Half = 50;
    private const int Most = 99;
    private const int Percent = 100;
    private const long MicrosecondsPerSecond = 1_000_000;

    private static readonly ImmutableArray<int> SentAfter = [0, 1, 3, 7, 15, 31, 63];

    /// <summary>The odds of connections on a way.</summary>
    /// <param name="losses">The shares of packets, in millionths, that its places lose in each direction.</param>
    /// <param name="trip">How long half of the connects take at most, in microseconds, when nothing is lost; the one that counts for the patience.</param>
    /// <param name="tail">How long 99 % of them take at most.</param>
    /// <param name="patienceSeconds">How long a client waits for a TCP connection.</param>
    public static ConnectOdds Of(FlowProtocol protocol, ImmutableArray<int> losses, long trip, long tail, int patienceSeconds)
    {
        var whole = BigInteger.Pow(All, losses.Length);
        var passing = losses.Aggregate(BigInteger.One, (product, lost) => product * (All - lost));
        if (protocol == FlowProtocol.Udp)
        {
            return new ConnectOdds((long)(All * (whole - passing) / whole), new PathLatency(trip, tail));
        }

        var tries = SentAfter.Count(after => (after * MicrosecondsPerSecond) + trip <= patienceSeconds * MicrosecondsPerSecond);
        var (of, failing) = (whole * whole, (whole * whole) - (passing * passing));
        return tries == 0
            ? new ConnectOdds(All, default)
            : new ConnectOdds(
                (long)(All * BigInteger.Pow(failing, tries) / BigInteger.Pow(of, tries)),
                new PathLatency(trip + Waited(Half), tail + Waited(Most)));

        // How long it takes until the try that so many percent of those that connect at all need at most.
        long Waited(int percent)
        {
            var made = Made(tries) * percent;
            var number = Enumerable.Range(1, tries).First(count => Made(count) * Percent >= made);
            return SentAfter[number - 1] * MicrosecondsPerSecond;
        }

        // How many connect within so many tries, of as many as 'of' to the power of all tries.
        BigInteger Made(int count) => (BigInteger.Pow(of, count) - BigInteger.Pow(failing, count)) * BigInteger.Pow(of, tries - count);
    }
}
