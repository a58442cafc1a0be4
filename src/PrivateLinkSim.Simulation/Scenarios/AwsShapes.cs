using System.Buffers;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Tells ids of AWS's own, which a scenario may use as they are, from names of the scenario.</summary>
internal static class AwsShapes
{
    private static readonly string[] Prefixes = ["vpce-svc-", "vpce-nfn-", "vpce-", "vpc-", "subnet-", "sg-", "sgr-", "rtb-", "acl-"];

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private const int LeastZoneLength = 12;
    private const int MostZoneLength = 32;

    /// <summary>Whether a text has the shape of an id, an ARN or an endpoint service's name.</summary>
    public static bool IsAny(string text) =>
        text.StartsWith("arn:", StringComparison.Ordinal)
        || text.StartsWith("com.amazonaws.", StringComparison.Ordinal)
        || IsHostedZone(text)
        || Array.Exists(Prefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal) && IsHexadecimal(text.AsSpan(prefix.Length)));

    /// <summary>Whether a text is an IPv4 or IPv6 address.</summary>
    public static bool IsAddress(string text) => CidrBlock.TryParseAddress(text, out _) || Ipv6Block.TryParseAddress(text, out _);

    private static bool IsHostedZone(string text) =>
        text.Length is >= LeastZoneLength and <= MostZoneLength && text[0] == 'Z' && text.All(each => char.IsAsciiLetterUpper(each) || char.IsAsciiDigit(each));

    private static bool IsHexadecimal(ReadOnlySpan<char> digits) =>
        digits.Length is 8 or 17 && digits.IndexOfAnyExcept(Hexadecimal) < 0;
}
