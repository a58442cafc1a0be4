namespace PrivateLinkSim.Host;

/// <summary>What a service of AWS says to credentials that are not good ("Common errors" of each API reference; EC2's stand in §5.2).</summary>
/// <param name="UnknownKey">The key is nobody's, or works no longer, or its session token was never given out.</param>
/// <param name="Mismatch">The signature is not that of the key's secret over this request.</param>
/// <param name="Expired">The signature is too old, or of the future.</param>
/// <param name="TokenExpired">The session is over.</param>
internal sealed record SignatureErrors(ApiError UnknownKey, ApiError Mismatch, ApiError Expired, ApiError TokenExpired)
{
    private const string Calculated =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private static readonly ApiError AuthFailure = new("AuthFailure", "AWS was not able to validate the provided access credentials", 401);

    private static readonly SignatureErrors OfEc2 =
        new(AuthFailure, AuthFailure, new ApiError("RequestExpired", "Request has expired.", 400), new ApiError("RequestExpired", "Request has expired.", 400));

    private static readonly SignatureErrors OfQuery = new(
        new ApiError("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
        new ApiError("SignatureDoesNotMatch", Calculated, 403),
        new ApiError("SignatureDoesNotMatch", "Signature expired", 403),
        new ApiError("ExpiredToken", "The security token included in the request is expired", 403));

    private static readonly SignatureErrors OfJson = new(
        new ApiError("UnrecognizedClientException", "The security token included in the request is invalid.", 403),
        new ApiError("InvalidSignatureException", Calculated, 403),
        new ApiError("InvalidSignatureException", "Signature expired", 403),
        new ApiError("ExpiredTokenException", "The security token included in the request is expired", 403));

    /// <summary>A signature that is too old, or of the future; EC2 does not say why.</summary>
    public ApiError Skewed(string why) => this == OfEc2 ? Expired : Expired with { Message = why };

    /// <summary>A signature that can't be that of the request; EC2 does not say why.</summary>
    public ApiError Mismatched(string why) => this == OfEc2 ? Mismatch : Mismatch with { Message = why };

    /// <summary>Those of a service.</summary>
    /// <param name="service">The service of the credential scope.</param>
    public static SignatureErrors Of(string service) => service switch
    {
        "ec2" => OfEc2,
        "iam" or "sts" or "elasticloadbalancing" or "route53" => OfQuery,
        _ => OfJson,
    };
}
