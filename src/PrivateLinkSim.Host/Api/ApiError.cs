using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>An error as AWS answers it: a code, a text, and the HTTP status that goes with the code.</summary>
internal sealed record ApiError(string Code, string Message, int Status)
{
    /// <summary>The error of a refusal.</summary>
    public static ApiError Of(Rejection rejection) => new(rejection.Code, rejection.Message, StatusOf(rejection.Code));

    /// <summary>A parameter that the call must have (§5.2).</summary>
    public static ApiError Missing(string parameter) => new("MissingParameter", $"The request must contain the parameter {parameter}", 400);

    /// <summary>A parameter that the call does not have (§5.2).</summary>
    public static ApiError Unknown(string parameter) => new("UnknownParameter", $"The parameter {parameter} is not recognized", 400);

    /// <summary>A value that a parameter can't have.</summary>
    public static ApiError Invalid(string parameter, string value) =>
        new("InvalidParameterValue", $"Value ({value}) for parameter {parameter} is invalid.", 400);

    /// <summary>Parameters of AWS that this simulator has nothing behind.</summary>
    public static ApiError Unsupported(string parameter) =>
        new("UnsupportedOperation", $"The simulator does not model the parameter {parameter}.", 400);

    // §5.1: 400 is usual, authentication 401, authorization 403, the server's own 5xx. A dry run that is permitted: aws/karpenter-provider-aws#8015.
    private static int StatusOf(string code) => code switch
    {
        "AuthFailure" => 401,
        "UnauthorizedOperation" or "AccessDenied" or "AccessDeniedException" or "OptInRequired" => 403,
        "DryRunOperation" => 412,
        "InternalError" or "InternalFailure" => 500,
        "ServiceUnavailable" or "Unavailable" or "RequestLimitExceeded" => 503,
        _ => 400,
    };
}

/// <summary>Ends a call with an error. Thrown while a request is read; what the simulation refuses is a value.</summary>
internal sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
