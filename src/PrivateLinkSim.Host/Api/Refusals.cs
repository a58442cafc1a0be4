using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What the rules refuse, as AWS's errors.</summary>
internal static class Refusals
{
    /// <summary>The reply to a call that has one outcome.</summary>
    /// <exception cref="ApiException">It was refused.</exception>
    public static IReply? OnlyReply(this ImmutableArray<LivePart> parts) =>
        parts is [{ Outcome: Outcome.Accepted accepted }] ? accepted.Value
        : parts is [{ Outcome: Outcome.Refused refused }] ? throw new ApiException(ApiError.Of(refused.Rejection))
        : throw new InvalidOperationException($"The call had {parts.Length} outcomes, where it has one.");

    /// <summary>Checks that a caller may look at what there is.</summary>
    /// <param name="action">For example <c>ec2:DescribeVpcEndpoints</c>.</param>
    /// <param name="resource">The ARN that the action is about; null for none.</param>
    /// <exception cref="ApiException">It may not.</exception>
    public static void RequireToRead(string action, Caller caller, IWorld world, string? resource = null)
    {
        if (FrontDoor.RefuseToRead(action, caller, world, resource) is { } refused)
        {
            throw new ApiException(ApiError.Of(refused));
        }
    }

    /// <summary>The error of a method and path that a REST API does not have.</summary>
    public static ApiException UnknownOperation(ApiRequest request) =>
        new(new ApiError("UnknownOperationException", $"{request.Method} {request.Path} is no operation of this service.", 404));
}
