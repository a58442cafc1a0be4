using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>A call of AWS as it came in: told apart by the credential scope (§5.1), its body read and its caller known.</summary>
/// <param name="Service">The credential scope's service: <c>ec2</c>, <c>elasticloadbalancing</c>, …</param>
/// <param name="Caller">Who calls, and in which Region.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, as it was sent.</param>
/// <param name="Query">The query string, without its question mark.</param>
/// <param name="Headers">A header's value by its name; null when it is not there.</param>
internal sealed record ApiRequest(
    string Service, Caller Caller, string Method, string Path, string Query, Func<string, string?> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The id that answers and errors carry. It is no part of the log.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>The access key id that the request was signed with.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The parameters of a Query protocol, from query string and form; the signature of a presigned request, which stands among them, is known.</summary>
    public QueryParameters Parameters()
    {
        var parameters = new QueryParameters(FormText.Read(Query).Concat(IsForm ? FormText.Read(System.Text.Encoding.UTF8.GetString(Body.Span)) : []));
        parameters.Ignore(
            "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "X-Amz-Security-Token");
        return parameters;
    }

    private bool IsForm => Method == "POST" && Headers("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;
}

/// <summary>An answer as it goes out.</summary>
internal sealed record ApiAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Where what was made can be found, for APIs that say so; null for others.</summary>
    public string? Location { get; init; }
}

/// <summary>One of AWS's APIs.</summary>
internal interface IServiceApi
{
    /// <summary>Answers a call.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    Task<ApiAnswer> AnswerAsync(ApiRequest request);

    /// <summary>An error in the form of this API.</summary>
    ApiAnswer Error(ApiError error, string requestId);
}
