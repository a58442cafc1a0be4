using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>
/// A page of a Describe call's answer (§5.6). Pages go by the order of ARNs, and a marker names the last one that was given out: what comes
/// or goes meanwhile moves nothing else.
/// </summary>
internal sealed record ElbPage<T>(ImmutableArray<T> Items, string? NextMarker)
{
    private const int MostItems = 400;

    /// <summary>The page that a call asks for with Marker and PageSize, which must be all that is left of its parameters.</summary>
    /// <param name="all">What the call sees, in the order of ARNs.</param>
    /// <exception cref="ApiException">A parameter is wrong.</exception>
    public static ElbPage<T> Of(QueryParameters parameters, IEnumerable<T> all, Func<T, string> arnOf)
    {
        var (marker, size) = (parameters.Text("Marker"), parameters.Integer("PageSize") ?? MostItems);
        parameters.RequireNoOthers();
        if (size is < 1 or > MostItems)
        {
            throw new ApiException(new ApiError(
                "ValidationError", FormattableString.Invariant($"Page size '{size}' is not valid; it must be from 1 to {MostItems}"), 400));
        }

        var after = marker is null ? null : PageToken.Read(marker, new ApiError("ValidationError", $"Invalid marker '{marker}'", 400));
        ImmutableArray<T> found = [.. all.Where(item => after is null || string.CompareOrdinal(arnOf(item), after) > 0).Take(size + 1)];
        return found.Length > size ? new ElbPage<T>(found[..size], PageToken.After(arnOf(found[size - 1]))) : new ElbPage<T>(found, null);
    }

    /// <summary>The page as a list of its items, and the marker of the next.</summary>
    public Action<XmlBody> Write(string name, Action<XmlBody, T> content) => body => body.Members(name, Items, content).Text("NextMarker", NextMarker);
}
