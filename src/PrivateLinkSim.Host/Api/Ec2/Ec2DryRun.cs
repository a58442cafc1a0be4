using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>The end of a call's parameters, where the call only looks at what there is.</summary>
internal static class Ec2DryRun
{
    /// <summary>Checks that everything was read. A dry run ends here: that the caller may look was asked before.</summary>
    /// <exception cref="ApiException">A parameter is not one of the call's, or nothing is to be looked at.</exception>
    public static void RequireNoOthersToLook(this QueryParameters parameters)
    {
        var isDry = parameters.Boolean("DryRun") is true;
        parameters.RequireNoOthers();
        if (isDry)
        {
            throw new ApiException(ApiError.Of(FrontDoor.DryRunOperation));
        }
    }
}
