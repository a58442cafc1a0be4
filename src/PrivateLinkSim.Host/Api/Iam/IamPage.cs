namespace PrivateLinkSim.Host;

/// <summary>A page of a list of IAM's. Pages go by the order of keys, and a marker names the last key that was given out.</summary>
internal static class IamPage
{
    private const int UsualItems = 100;
    private const int MostItems = 1000;

    /// <summary>Reads which page a call wants, and returns what writes it.</summary>
    /// <param name="all">By keys, in ordinal order.</param>
    /// <exception cref="ApiException">It wants no page that there is.</exception>
    public static Action<XmlBody> Write<T>(IamCall call, string name, IEnumerable<KeyValuePair<string, T>> all, Action<XmlBody, KeyValuePair<string, T>> write)
    {
        var most = call.Parameters.Integer("MaxItems") ?? UsualItems;
        if (most is < 1 or > MostItems)
        {
            throw new ApiException(new ApiError("ValidationError", FormattableString.Invariant($"Value '{most}' at 'maxItems' must be from 1 to {MostItems}."), 400));
        }

        var after = call.Parameters.Text("Marker") is { } marker
            ? PageToken.Read(marker, new ApiError("ValidationError", "The specified value for marker is invalid.", 400))
            : null;
        call.Parameters.RequireNoOthers();
        KeyValuePair<string, T>[] found = [.. all.Where(item => after is null || string.CompareOrdinal(item.Key, after) > 0).Take(most + 1)];
        return body => body
            .List(name, found.Take(most), write, "member")
            .Flag("IsTruncated", found.Length > most)
            .Text("Marker", found.Length > most ? PageToken.After(found[most - 1].Key) : null);
    }
}
