using System.Collections.Frozen;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>
/// How many calls EC2 takes: for each account, Region and action a bucket of tokens that refills with time, in the sizes and at the rates
/// that AWS publishes ("Request throttling for the Amazon EC2 API"). Time is virtual, so that a test in which the clock stands still is
/// throttled the same way each time. What is turned away never comes in: it leaves no trace in the log.
/// </summary>
internal sealed class Ec2Throttle
{
    private const int MostBuckets = 10_000;

    private static readonly Rate NonMutating = new(100, 20_000);
    private static readonly Rate Unfiltered = new(50, 10_000);
    private static readonly Rate Mutating = new(50, 5_000);

    private static readonly FrozenSet<string> SmallerUnfiltered = new[] { "DescribeNetworkInterfaces", "DescribeSecurityGroups" }.ToFrozenSet(StringComparer.Ordinal);

    // Resource-intensive actions have the sizes of mutating ones, and buckets of their own as every action has.
    private static readonly FrozenDictionary<string, Rate> Own = new Dictionary<string, Rate>(StringComparer.Ordinal)
    {
        ["AcceptVpcEndpointConnections"] = new(10, 1_000),
        ["RejectVpcEndpointConnections"] = new(10, 1_000),
        ["CreateVpcEndpoint"] = new(4, 300),
        ["ModifyVpcEndpoint"] = new(4, 300),
        ["DeleteVpcEndpoints"] = new(4, 300),
        ["CreateVpcEndpointServiceConfiguration"] = new(10, 1_000),
        ["ModifyVpcEndpointServiceConfiguration"] = new(10, 1_000),
        ["DeleteVpcEndpointServiceConfigurations"] = new(10, 1_000),
        ["CreateTags"] = new(100, 10_000),
        ["DeleteTags"] = new(100, 10_000),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Account, string Region, string Action, bool IsUnfiltered), Bucket> _buckets = [];

    /// <summary>Takes a token for a call.</summary>
    /// <param name="isNarrowed">Whether the call has a filter or asks for a page.</param>
    /// <exception cref="ApiException">There is none left.</exception>
    public void Take(string action, Caller caller, bool isNarrowed, Moment now)
    {
        var isUnfiltered = !isNarrowed && SmallerUnfiltered.Contains(action);
        var rate = isUnfiltered ? Unfiltered : Own.GetValueOrDefault(action) ?? (IsReading(action) ? NonMutating : Mutating);
        lock (_lock)
        {
            var key = (caller.Account, caller.Region, action, isUnfiltered);
            if (!_buckets.TryGetValue(key, out var bucket))
            {
                Forget(now);
                _buckets[key] = bucket = new Bucket(rate, now);
            }

            if (!bucket.Take(now))
            {
                throw new ApiException(new ApiError("RequestLimitExceeded", "Request limit exceeded.", 503));
            }
        }
    }

    private static bool IsReading(string action) =>
        ((string[])["Describe", "List", "Search", "Get"]).Any(prefix => action.StartsWith(prefix, StringComparison.Ordinal));

    // A bucket that is full again says nothing that a new one would not.
    private void Forget(Moment now)
    {
        if (_buckets.Count >= MostBuckets)
        {
            foreach (var (key, bucket) in _buckets)
            {
                if (bucket.IsFull(now))
                {
                    _buckets.Remove(key);
                }
            }
        }
    }

    /// <param name="Tokens">How many the bucket holds.</param>
    /// <param name="MilliPerSecond">How many thousandths of a token come back in a second.</param>
    private sealed record Rate(int Tokens, long MilliPerSecond);

    // In millionths of a token, so that a millisecond brings whole ones.
    private sealed class Bucket(Rate rate, Moment from)
    {
        private const long Token = 1_000_000;

        private long _level = rate.Tokens * Token;
        private Moment _at = from;

        public bool Take(Moment now)
        {
            Refill(now);
            if (_level < Token)
            {
                return false;
            }

            _level -= Token;
            return true;
        }

        public bool IsFull(Moment now)
        {
            Refill(now);
            return _level == rate.Tokens * Token;
        }

        // A clock that was set back, as by a reset, brings nothing.
        private void Refill(Moment now)
        {
            var full = rate.Tokens * Token;
            var passed = Math.Clamp(now.Milliseconds - _at.Milliseconds, 0, full);
            _level = Math.Min(full, _level + (passed * rate.MilliPerSecond));
            _at = now;
        }
    }
}
