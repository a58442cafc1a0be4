using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// What packet loss and a slow way do to connects, by hand. With a share s of packets passing in one direction, a try succeeds with s x s;
/// SYN is sent after 0, 1, 3, 7, 15, 31 and 63 s.
/// </summary>
public sealed class ConnectOddsSpec
{
    private const long Trip = 500;
    private const long Tail = 1000;

    [Theory]
    [Trait("Rule", "§fault/packet-loss")]
    [InlineData(10, 0, 0, 0, "nothing is lost")]
    [InlineData(10, 1303, 0, 3, "0.19^4 = 0.00130321 fail; of the rest 81.1 % need one try, 99.4 % three", 100_000)]
    [InlineData(1, 190_000, 0, 0, "one try: 1 - 0.9 x 0.9 = 0.19", 100_000)]
    [InlineData(2, 36_100, 0, 1, "two tries: 0.19^2 = 0.0361; 0.81 / 0.9639 = 84.0 % need one", 100_000)]
    [InlineData(10, 316_406, 1, 7, "0.75^4 = 0.31640625; of 0.68359375, 0.25 need one try and 0.4375 two", 500_000)]
    [InlineData(10, 13_987, 0, 7, "two places: 0.9^4 = 0.6561 pass both ways, 0.3439^4 = 0.0139871 fail; three tries make 0.9593 of 0.9860, 97.3 %", 100_000, 100_000)]
    [InlineData(3600, 999_300, 7, 63, "0.9999^7 = 0.99930021 fail; the few others need four tries in the middle, and seven at most", 990_000)]
    public void A_connect_is_tried_again_as_long_as_its_client_waits(int patience, long lost, int median, int most, string why, params int[] losses)
    {
        var odds = ConnectOdds.Of(FlowProtocol.Tcp, [.. losses], Trip, Tail, patience);

        Assert.Equal((lost, new PathLatency(Trip + (median * 1_000_000L), Tail + (most * 1_000_000L)), why), (odds.LossMillionths, odds.Latency, why));
    }

    [Theory]
    [Trait("Rule", "§fault/packet-loss")]
    [InlineData(100_000)]
    [InlineData(190_000, 100_000, 100_000)]
    [InlineData(271_000, 100_000, 100_000, 100_000)]
    public void A_datagram_has_one_chance_and_no_answer_to_wait_for(long lost, params int[] losses)
    {
        var places = losses.Length == 0 ? [(int)lost] : losses.ToImmutableArray();

        Assert.Equal(new ConnectOdds(lost, new PathLatency(5_000_000, Tail)), ConnectOdds.Of(FlowProtocol.Udp, places, 5_000_000, Tail, 1));
    }

    /// <summary>An answer that takes 2.5 s must be to a SYN of 2.5 s before the client gives up.</summary>
    [Theory]
    [Trait("Rule", "§fault/latency")]
    [InlineData(2, 1_000_000)]
    [InlineData(3, 190_000)]
    [InlineData(4, 36_100)]
    [InlineData(9, 6_859)]
    [InlineData(10, 1_303)]
    public void A_slow_way_leaves_time_for_fewer_tries(int patience, long lost) =>
        Assert.Equal(lost, ConnectOdds.Of(FlowProtocol.Tcp, [100_000], 2_500_000, Tail, patience).LossMillionths);

    [Theory]
    [Trait("Rule", "§fault/latency")]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_001, 1_000_000)]
    public void A_connect_that_takes_longer_than_its_client_waits_fails(long trip, long lost) =>
        Assert.Equal(lost, ConnectOdds.Of(FlowProtocol.Tcp, [], trip, trip * 2, 1).LossMillionths);
}
