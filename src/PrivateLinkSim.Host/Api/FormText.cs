using System.Net;

namespace PrivateLinkSim.Host;

/// <summary>Reads <c>a=1&amp;b=two%20words</c>, as query strings and forms are written.</summary>
internal static class FormText
{
    /// <summary>Names and values in their order; a name without <c>=</c> has an empty value.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=');
            yield return at < 0
                ? KeyValuePair.Create(Plain(part), "")
                : KeyValuePair.Create(Plain(part[..at]), Plain(part[(at + 1)..]));
        }
    }

    private static string Plain(string text) => WebUtility.UrlDecode(text);
}
