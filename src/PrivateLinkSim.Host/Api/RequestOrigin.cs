using System.Net;
using Microsoft.AspNetCore.Http;

namespace PrivateLinkSim.Host;

/// <summary>
/// Keeps web pages out. A browser on this machine reaches a server on loopback for any page that asks: by its address, which the browser
/// tells in Origin and Sec-Fetch-Site, or by a name of the page's own that leads to 127.0.0.1 (DNS rebinding), which stands in Host.
/// </summary>
internal static class RequestOrigin
{
    /// <summary>What is wrong with where a request for the control plane comes from; null when nothing is. Nobody proves there who they are, so it is for this machine alone.</summary>
    public static string? ControlComplaint(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
            ? "The control plane answers this machine alone."
            : Complaint(context.Request, anyHost: false);

    /// <summary>What is wrong with where a request comes from; null when nothing is.</summary>
    /// <param name="anyHost">Whether the server may be called by any name, because whoever calls proves who they are.</param>
    public static string? Complaint(HttpRequest request, bool anyHost)
    {
        var host = request.Host;
        if (!anyHost && !IsOurs(host.Host))
        {
            return $"The server is not known as '{host.Host}'. Call it localhost, by an IP address or by a name without dots.";
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, host.Value, StringComparison.OrdinalIgnoreCase)))
        {
            return $"Pages of {origin} have no access to this server.";
        }

        return request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" ? "Pages of other sites have no access to this server." : null;
    }

    // Nobody can give an address, a name without dots or one of AWS's own to a server of theirs first, and lead it here afterwards.
    private static bool IsOurs(string host) =>
        host.Length == 0
        || !host.Contains('.', StringComparison.Ordinal)
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || ((string[])[".localhost", ".internal", ".amazonaws.com", ".api.aws"]).Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
