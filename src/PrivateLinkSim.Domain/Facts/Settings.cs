namespace PrivateLinkSim.Domain;

/// <summary>
/// What AWS does not publish, or lets vary, as named settings. A scenario overrides any of them by its name; what holds
/// in a run is written in the run's first log entry.
/// </summary>
public sealed record Settings
{
    /// <summary>From EnableRegion to ENABLED. Documented: "a few minutes for most accounts" (Account API); the figure is assumed.</summary>
    public TimeSpan RegionOptInDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From DisableRegion to DISABLED. Documented: "a few minutes" (Account API); the figure is assumed.</summary>
    public TimeSpan RegionOptOutDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From CreateVpcEndpointServiceConfiguration to Available. Documented: AWS's examples answer Available at once.</summary>
    public TimeSpan ServiceCreation { get; init; } = TimeSpan.Zero;

    /// <summary>From adding a supported Region to its state Available. Assumed.</summary>
    public TimeSpan SupportedRegionActivation { get; init; } = TimeSpan.Zero;

    /// <summary>From removing a supported Region to the end of its state Deleting; new endpoints are refused from the removal on. Assumed.</summary>
    public TimeSpan SupportedRegionRemoval { get; init; } = TimeSpan.Zero;

    /// <summary>From pending to available. Observed: about 60 s in LocalStack's recording of AWS.</summary>
    public TimeSpan EndpointProvisioning { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From deleting to deleted. Observed: about 120 s in LocalStack's recording of AWS.</summary>
    public TimeSpan EndpointDeletion { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a connection request waits for acceptance before it expires. Assumed.</summary>
    public TimeSpan ConnectionRequestExpiry { get; init; } = TimeSpan.FromDays(7);

    /// <summary>From the impairment of an endpoint's zone until its address leaves the Regional name's answers. Assumed.</summary>
    public TimeSpan ZoneImpairmentDetection { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the repair of an endpoint's zone until its address is back in the Regional name's answers. Assumed.</summary>
    public TimeSpan ZoneRecoveryDetection { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>From the impairment of a provider's zone until cross-Region paths through it move to a healthy provider zone. Assumed.</summary>
    public TimeSpan CrossRegionZoneFailover { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the owner's own account needs a permission entry to connect to its own service. Assumed.</summary>
    public bool OwnerNeedsPermission { get; init; }

    /// <summary>Whether a request from a Region that has been removed since may still be accepted. Assumed.</summary>
    public bool AcceptAfterRegionRemoval { get; init; } = true;

    /// <summary>Whether an endpoint's interfaces, addresses and DNS names show while it awaits acceptance (they carry no traffic). Assumed.</summary>
    public bool PendingEndpointHasInterfaces { get; init; } = true;

    /// <summary>Whether a rejected endpoint keeps its interfaces, addresses and DNS names (they carry no traffic). Assumed.</summary>
    public bool RejectedEndpointKeepsInterfaces { get; init; } = true;

    /// <summary>Whether endpoint names carry AWS's 8-character suffix after the endpoint id; false gives the guide's bare syntax. Documented.</summary>
    public bool EndpointNameSuffix { get; init; } = true;

    /// <summary>Whether the Regional name answers with every address when all are withdrawn, as a load balancer's name does. Assumed.</summary>
    public bool RegionalNameFailsOpen { get; init; } = true;

    /// <summary>Whether a service that exists answers its own hostname with NODATA (true) or NXDOMAIN (false). Assumed.</summary>
    public bool ServiceHostnameExists { get; init; } = true;

    /// <summary>The error code for a provider who adds an opt-in Region that it has not opted in to (R27). Assumed.</summary>
    public string ProviderNotOptedInCode { get; init; } = "OptInRequired";

    /// <summary>The error code for a consumer who names a service Region that it has not opted in to (R31). Assumed.</summary>
    public string ConsumerNotOptedInCode { get; init; } = "OptInRequired";

    /// <summary>The error code for a consumer whose Region the service does not support (R19a, R33). Assumed.</summary>
    public string RegionNotSupportedCode { get; init; } = "InvalidServiceName";

    /// <summary>The error code for accepting or rejecting a connection in the wrong state (§2.3). Assumed.</summary>
    public string ConnectionStateCode { get; init; } = "InvalidState";
}
