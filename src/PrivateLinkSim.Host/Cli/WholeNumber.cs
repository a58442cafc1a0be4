using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace PrivateLinkSim.Host;

/// <summary>Reads whole numbers from a command line.</summary>
internal static class WholeNumber
{
    /// <summary>The number that an option was given; a mistake is told in the user's words.</summary>
    public static T? Read<T>(ArgumentResult result)
        where T : struct, IBinaryInteger<T> => Read<T>(result, result.Tokens.Count == 1 ? result.Tokens[0].Value : "");

    /// <summary>The numbers that an option was given, which may be given several times.</summary>
    public static T[] ReadAll<T>(ArgumentResult result)
        where T : struct, IBinaryInteger<T> => [.. result.Tokens.Select(token => Read<T>(result, token.Value)).OfType<T>()];

    private static T? Read<T>(ArgumentResult result, string text)
        where T : struct, IBinaryInteger<T>
    {
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        result.AddError(BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? $"'{text}' is too large a number."
            : $"'{text}' is no whole number.");
        return null;
    }
}
