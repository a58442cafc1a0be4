namespace PrivateLinkSim.Domain;

/// <summary>The condition keys of endpoints and endpoint services (§4.2).</summary>
internal static class VpceKeys
{
    /// <summary>Whether the service is offered to consumers of other Regions: <c>true</c> or <c>false</c>.</summary>
    public const string MultiRegion = "ec2:VpceMultiRegion";

    /// <summary>The name of the service.</summary>
    public const string ServiceName = "ec2:VpceServiceName";

    /// <summary>The account of the service; absent when there is no such service.</summary>
    public const string ServiceOwner = "ec2:VpceServiceOwner";

    /// <summary>The private DNS name of the service.</summary>
    public const string ServicePrivateDnsName = "ec2:VpceServicePrivateDnsName";

    /// <summary>The Region of the service.</summary>
    public const string ServiceRegion = "ec2:VpceServiceRegion";

    /// <summary>A supported Region that the call names, or those of the service that it names.</summary>
    public const string SupportedRegion = "ec2:VpceSupportedRegion";
}
