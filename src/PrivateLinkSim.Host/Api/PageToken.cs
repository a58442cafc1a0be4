using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>Where the next page of a list begins, as a client hands it back: the last key that was given out, behind a check of it.</summary>
internal static class PageToken
{
    private const int CheckBytes = 6;

    /// <summary>The token of the page behind a key.</summary>
    public static string After(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return Convert.ToBase64String([.. CheckOf(bytes), .. bytes]);
    }

    /// <summary>The key that a token stands for.</summary>
    /// <param name="wrong">The error of a text that was never given out.</param>
    /// <exception cref="ApiException">It is such a text.</exception>
    public static string Read(string token, ApiError wrong)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) && length >= CheckBytes && CheckOf(bytes.AsSpan(CheckBytes..length)).SequenceEqual(bytes.AsSpan(..CheckBytes))
            ? Encoding.UTF8.GetString(bytes.AsSpan(CheckBytes..length))
            : throw new ApiException(wrong);
    }

    private static ReadOnlySpan<byte> CheckOf(ReadOnlySpan<byte> key) => SHA256.HashData(key).AsSpan(..CheckBytes);
}
