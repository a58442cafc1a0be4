using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>A page of a Describe call's answer.</summary>
/// <param name="NextToken">Where the next page begins; null on the last.</param>
internal sealed record Ec2Page<T>(ImmutableArray<T> Items, string? NextToken)
{
    /// <summary>The page as an element with its items, and the token of the next.</summary>
    public Action<XmlBody> Write(string name, Action<XmlBody, T> content) => body => body.List(name, Items, content).Text("nextToken", NextToken);
}

/// <summary>
/// What a Describe call may see, asked for by ids or page by page (§2.17). Pages go by the order of ids, and a token names the last id that
/// was given out: what comes or goes meanwhile moves nothing else.
/// </summary>
/// <param name="IdParameter">The parameter that lists ids; null for a call without.</param>
/// <param name="Find">The item of an id; null when the caller can't see it.</param>
/// <param name="All">All items that the caller can see, in the order of their ids.</param>
/// <param name="NotFound">The error of an id that is not there.</param>
internal sealed record Ec2Listing<T>(
    string? IdParameter, Func<string, T?> Find, Func<IEnumerable<T>> All, Func<T, string> IdOf, Func<string, ApiError> NotFound, Ec2Filters<T> Filters)
    where T : class
{
    private const int MostItems = 1000;
    private static readonly ApiError BadToken = new("InvalidNextToken", "The specified NextToken is not valid.", 400);

    /// <summary>The fewest that MaxResults may ask for.</summary>
    public int Least { get; init; } = 5;

    /// <summary>Reads the call's parameters, all of them, and answers.</summary>
    /// <exception cref="ApiException">A parameter is wrong, or an id is not there.</exception>
    public Ec2Page<T> Read(QueryParameters parameters)
    {
        ImmutableArray<string> ids = IdParameter is null ? [] : parameters.List(IdParameter);
        var (most, token, fits) = (parameters.Integer("MaxResults"), parameters.Text("NextToken"), Filters.Read(parameters));
        parameters.RequireNoOthersToLook();
        if (!ids.IsEmpty && most is not null)
        {
            throw new ApiException(new ApiError("InvalidParameterCombination", $"The parameter {IdParameter} cannot be used with the parameter MaxResults", 400));
        }

        if (most < Least)
        {
            throw new ApiException(new ApiError(
                "InvalidParameterValue", FormattableString.Invariant($"Value ({most}) for parameter maxResults is invalid. Expecting a value greater than or equal to {Least}."), 400));
        }

        if (!ids.IsEmpty)
        {
            return new Ec2Page<T>([.. ids.Select(id => Find(id) ?? throw new ApiException(NotFound(id))).Where(fits)], null);
        }

        var after = token is null ? null : PageToken.Read(token, BadToken);
        var size = Math.Min(most ?? MostItems, MostItems);
        ImmutableArray<T> found = [.. All().Where(item => (after is null || string.CompareOrdinal(IdOf(item), after) > 0) && fits(item)).Take(most is null ? int.MaxValue : size + 1)];
        return most is not null && found.Length > size ? new Ec2Page<T>(found[..size], PageToken.After(IdOf(found[size - 1]))) : new Ec2Page<T>(found, null);
    }
}
