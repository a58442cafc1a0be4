namespace PrivateLinkSim.Domain;

/// <summary>
/// What AWS does not publish, or lets vary, as named settings. A scenario overrides any of them by its name; what holds
/// in a run is written in the run's first log entry.
/// </summary>
public sealed record Settings
{
    /// <summary>From EnableRegion to ENABLED. The Account API says "a few minutes for most accounts"; the figure is ours. Assumed.</summary>
    [Source(SourceClass.Assumed, "From EnableRegion to ENABLED. The Account API says \"a few minutes for most accounts\"; the figure is ours.")]
    public TimeSpan RegionOptInDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From DisableRegion to DISABLED. The Account API says "a few minutes"; the figure is ours. Assumed.</summary>
    [Source(SourceClass.Assumed, "From DisableRegion to DISABLED. The Account API says \"a few minutes\"; the figure is ours.")]
    public TimeSpan RegionOptOutDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From CreateVpcEndpointServiceConfiguration to Available. AWS's examples answer Available at once. Documented.</summary>
    [Source(SourceClass.Documented, "From CreateVpcEndpointServiceConfiguration to Available. AWS's examples answer Available at once.")]
    public TimeSpan ServiceCreation { get; init; } = TimeSpan.Zero;

    /// <summary>From adding a supported Region to its state Available. Assumed.</summary>
    [Source(SourceClass.Assumed, "From adding a supported Region to its state Available.")]
    public TimeSpan SupportedRegionActivation { get; init; } = TimeSpan.Zero;

    /// <summary>From removing a supported Region to the end of its state Deleting; new endpoints are refused from the removal on. Assumed.</summary>
    [Source(SourceClass.Assumed, "From removing a supported Region to the end of its state Deleting; new endpoints are refused from the removal on.")]
    public TimeSpan SupportedRegionRemoval { get; init; } = TimeSpan.Zero;

    /// <summary>From pending to available. About 60 s in LocalStack's recording of AWS. Observed.</summary>
    [Source(SourceClass.Observed, "From pending to available. About 60 s in LocalStack's recording of AWS.")]
    public TimeSpan EndpointProvisioning { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From deleting to deleted. About 120 s in LocalStack's recording of AWS. Observed.</summary>
    [Source(SourceClass.Observed, "From deleting to deleted. About 120 s in LocalStack's recording of AWS.")]
    public TimeSpan EndpointDeletion { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a connection request waits for acceptance before it expires. Assumed.</summary>
    [Source(SourceClass.Assumed, "How long a connection request waits for acceptance before it expires.")]
    public TimeSpan ConnectionRequestExpiry { get; init; } = TimeSpan.FromDays(7);

    /// <summary>From the impairment of an endpoint's zone until its address leaves the Regional name's answers. Assumed.</summary>
    [Source(SourceClass.Assumed, "From the impairment of an endpoint's zone until its address leaves the Regional name's answers.")]
    public TimeSpan ZoneImpairmentDetection { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the repair of an endpoint's zone until its address is back in the Regional name's answers. Assumed.</summary>
    [Source(SourceClass.Assumed, "From the repair of an endpoint's zone until its address is back in the Regional name's answers.")]
    public TimeSpan ZoneRecoveryDetection { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>From the impairment of a provider's zone until cross-Region paths through it move to a healthy provider zone. Assumed.</summary>
    [Source(SourceClass.Assumed, "From the impairment of a provider's zone until cross-Region paths through it move to a healthy provider zone.")]
    public TimeSpan CrossRegionZoneFailover { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the time-out of a health check counts before a target that gives no answer is unhealthy (§6.1): thresholds times interval is the middle of what is possible, with the time-out the longest. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether the time-out of a health check counts before a target that gives no answer is unhealthy (§6.1): thresholds times interval is the middle of what is possible, with the time-out the longest.")]
    public bool HealthCheckTimeoutCounts { get; init; }

    /// <summary>From DeregisterTargets until no node sends new connections to the target (§6.1/drain). AWS says that it may still receive some; people have seen two minutes. Assumed.</summary>
    [Source(SourceClass.Assumed, "From DeregisterTargets until no node sends new connections to the target (§6.1/drain). AWS says that it may still receive some; people have seen two minutes.")]
    public TimeSpan DeregistrationPropagation { get; init; } = TimeSpan.Zero;

    /// <summary>Whether the health of a draining target is checked, so that its connections are reset when it fails (§6.1/drain). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether the health of a draining target is checked, so that its connections are reset when it fails (§6.1/drain).")]
    public bool DrainingTargetsAreChecked { get; init; } = true;

    /// <summary>Whether endpoints' Regional names and cross-Region paths leave a zone that their service's load balancer is shifted away from (§6.2/shift). Documented for the load balancer's own name alone. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether endpoints' Regional names and cross-Region paths leave a zone that their service's load balancer is shifted away from (§6.2/shift). Documented for the load balancer's own name alone.")]
    public bool ZonalShiftAffectsEndpointNames { get; init; } = true;

    /// <summary>What makes AWS shift load balancers with zonal autoshift away from a zone (§6.1/autoshift): never, zoneLost (it passes no traffic) or anyImpairment (it loses packets or is slow). Assumed.</summary>
    [Source(SourceClass.Assumed, "What makes AWS shift load balancers with zonal autoshift away from a zone (§6.1/autoshift): never, zoneLost (it passes no traffic) or anyImpairment (it loses packets or is slow).")]
    public AutoshiftSign ZonalAutoshift { get; init; } = AutoshiftSign.AnyImpairment;

    /// <summary>From the impairment of a zone until AWS shifts away from it (§6.1/autoshift). "As early as possible"; the figure is ours. Assumed.</summary>
    [Source(SourceClass.Assumed, "From the impairment of a zone until AWS shifts away from it (§6.1/autoshift). \"As early as possible\"; the figure is ours.")]
    public TimeSpan ZonalAutoshiftDetection { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>From the recovery of a zone until AWS ends its autoshift (§6.1/autoshift). Assumed.</summary>
    [Source(SourceClass.Assumed, "From the recovery of a zone until AWS ends its autoshift (§6.1/autoshift).")]
    public TimeSpan ZonalAutoshiftRecovery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the owner's own account needs a permission entry to connect to its own service. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether the owner's own account needs a permission entry to connect to its own service.")]
    public bool OwnerNeedsPermission { get; init; }

    /// <summary>Whether a request from a Region that has been removed since may still be accepted. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether a request from a Region that has been removed since may still be accepted.")]
    public bool AcceptAfterRegionRemoval { get; init; } = true;

    /// <summary>Whether an endpoint's interfaces, addresses and DNS names show while it awaits acceptance (they carry no traffic). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether an endpoint's interfaces, addresses and DNS names show while it awaits acceptance (they carry no traffic).")]
    public bool PendingEndpointHasInterfaces { get; init; } = true;

    /// <summary>Whether a rejected endpoint keeps its interfaces, addresses and DNS names (they carry no traffic). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether a rejected endpoint keeps its interfaces, addresses and DNS names (they carry no traffic).")]
    public bool RejectedEndpointKeepsInterfaces { get; init; } = true;

    /// <summary>Whether endpoint names carry AWS's 8-character suffix after the endpoint id; false gives the guide's bare syntax (R10, C1). Observed.</summary>
    [Source(SourceClass.Observed, "Whether endpoint names carry AWS's 8-character suffix after the endpoint id; false gives the guide's bare syntax (R10, C1).")]
    public bool DnsNameSuffix { get; init; }

    /// <summary>Whether cross-Region endpoints have zonal names, as the guide's syntax says (R11, C3). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether cross-Region endpoints have zonal names, as the guide's syntax says (R11, C3).")]
    public bool ZonalDnsAcrossRegions { get; init; } = true;

    /// <summary>Whether the Regional name answers with every address when all are withdrawn, as a load balancer's name does. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether the Regional name answers with every address when all are withdrawn, as a load balancer's name does.")]
    public bool RegionalNameFailsOpen { get; init; } = true;

    /// <summary>What a service that exists answers for its own hostname (R8): noData or nxDomain. Assumed.</summary>
    [Source(SourceClass.Assumed, "What a service that exists answers for its own hostname (R8): noData or nxDomain.")]
    public ServiceHostnameAnswer ServiceHostnameAnswers { get; init; } = ServiceHostnameAnswer.NoData;

    /// <summary>What the private DNS name is in the consumer's VPC (§2.7, R59): address records, or a cname to the Regional name. AWS says both. Documented.</summary>
    [Source(SourceClass.Documented, "What the private DNS name is in the consumer's VPC (§2.7, R59): address records, or a cname to the Regional name. AWS says both.")]
    public PrivateDnsRecordForm PrivateDnsRecordForm { get; init; } = PrivateDnsRecordForm.Address;

    /// <summary>Whether private DNS is on when CreateVpcEndpoint leaves it out and the service has a verified name (§2.7). AWS says both. Documented.</summary>
    [Source(SourceClass.Documented, "Whether private DNS is on when CreateVpcEndpoint leaves it out and the service has a verified name (§2.7). AWS says both.")]
    public bool PrivateDnsEnabledByDefault { get; init; }

    /// <summary>Whether endpoints keep a private DNS name that the provider has removed or changed since (§2.7). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether endpoints keep a private DNS name that the provider has removed or changed since (§2.7).")]
    public bool RemovedPrivateDnsNameStaysWithEndpoints { get; init; } = true;

    /// <summary>From StartVpcEndpointServicePrivateDnsVerification to its result. The guide says "wait a few minutes"; the figure is ours. Assumed.</summary>
    [Source(SourceClass.Assumed, "From StartVpcEndpointServicePrivateDnsVerification to its result. The guide says \"wait a few minutes\"; the figure is ours.")]
    public TimeSpan PrivateDnsVerification { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From CreateHostedZone, ChangeResourceRecordSets and DeleteHostedZone to INSYNC, when all name servers answer so (§route53/sync). "Generally within 60 seconds". Documented.</summary>
    [Source(SourceClass.Documented, "From CreateHostedZone, ChangeResourceRecordSets and DeleteHostedZone to INSYNC, when all name servers answer so (§route53/sync). \"Generally within 60 seconds\".")]
    public TimeSpan HostedZoneChange { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From ModifyVpcEndpoint to available again, where the change touches interfaces (§2.2). Assumed.</summary>
    [Source(SourceClass.Assumed, "From ModifyVpcEndpoint to available again, where the change touches interfaces (§2.2).")]
    public TimeSpan EndpointModification { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client token is remembered (§2.17). Assumed.</summary>
    [Source(SourceClass.Assumed, "How long a client token is remembered (§2.17).")]
    public TimeSpan ClientTokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many of its zones a service needs for cross-Region access (C2): the guide says "should" use two, its current page "must". AWS says both. Documented.</summary>
    [Source(SourceClass.Documented, "How many of its zones a service needs for cross-Region access (C2): the guide says \"should\" use two, its current page \"must\". AWS says both.")]
    public int MinimumProviderZonesForCrossRegion { get; init; } = 1;

    /// <summary>Whether an endpoint from a Region that has been removed since may be given further zones (§2.2). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether an endpoint from a Region that has been removed since may be given further zones (§2.2).")]
    public bool ModifyAfterRegionRemoval { get; init; } = true;

    /// <summary>Whether a Marketplace listing with a user-friendly DNS name bars cross-Region access (R39, C6): the current page says it no longer. AWS says both. Documented.</summary>
    [Source(SourceClass.Documented, "Whether a Marketplace listing with a user-friendly DNS name bars cross-Region access (R39, C6): the current page says it no longer. AWS says both.")]
    public bool MarketplaceNameBarsCrossRegion { get; init; } = true;

    /// <summary>What happens to a custom TCP idle timeout set while the service has cross-Region access (R40a). Assumed.</summary>
    [Source(SourceClass.Assumed, "What happens to a custom TCP idle timeout set while the service has cross-Region access (R40a).")]
    public LateBar IdleTimeoutAfterCrossRegion { get; init; } = LateBar.Refuse;

    /// <summary>What happens to a user-friendly Marketplace name given while the service has cross-Region access (R39). Assumed.</summary>
    [Source(SourceClass.Assumed, "What happens to a user-friendly Marketplace name given while the service has cross-Region access (R39).")]
    public LateBar MarketplaceNameAfterCrossRegion { get; init; } = LateBar.Refuse;

    /// <summary>What happens when a load balancer of an IPv6 service is turned to ipv4 (R50b). Assumed.</summary>
    [Source(SourceClass.Assumed, "What happens when a load balancer of an IPv6 service is turned to ipv4 (R50b).")]
    public LateBar Ipv4LoadBalancerAfterIpv6 { get; init; } = LateBar.Refuse;

    /// <summary>Whether cross-Region traffic stops when provider or consumer opts out of a Region on its path (§3.2). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether cross-Region traffic stops when provider or consumer opts out of a Region on its path (§3.2).")]
    public bool RegionDisableBreaksCrossRegion { get; init; }

    /// <summary>Whether a service of ipv6 alone takes endpoints with IPv4 addresses (R53). By symmetry it refuses. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether a service of ipv6 alone takes endpoints with IPv4 addresses (R53). By symmetry it refuses.")]
    public bool Ipv6OnlyServiceTakesIpv4 { get; init; }

    /// <summary>Whether an endpoint of one address family may have service-defined DNS records (C11, §1.9). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether an endpoint of one address family may have service-defined DNS records (C11, §1.9).")]
    public bool ServiceDefinedDnsOnSingleStack { get; init; } = true;

    /// <summary>Whether a rejected connection may be accepted after all (§2.2). The pricing page says that rejected endpoints can't be reused. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether a rejected connection may be accepted after all (§2.2). The pricing page says that rejected endpoints can't be reused.")]
    public bool RejectedConnectionMayBeAccepted { get; init; }

    /// <summary>Whether turning acceptance off accepts the requests that are pending (§2.3). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether turning acceptance off accepts the requests that are pending (§2.3).")]
    public bool AcceptanceOffAcceptsPending { get; init; }

    /// <summary>Whether allowing a principal twice, or removing one that is not there, does nothing (true) or is refused (§2.4). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether allowing a principal twice, or removing one that is not there, does nothing (true) or is refused (§2.4).")]
    public bool PrincipalChangesAreIdempotent { get; init; } = true;

    /// <summary>Whether the last security group of an endpoint may be taken away (§2.9). Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether the last security group of an endpoint may be taken away (§2.9).")]
    public bool LastSecurityGroupMayGo { get; init; }

    /// <summary>What becomes of a TCP connection to a port on which the load balancer does not listen (§2.14/port): timeout or refuse. Assumed.</summary>
    [Source(SourceClass.Assumed, "What becomes of a TCP connection to a port on which the load balancer does not listen (§2.14/port): timeout or refuse.")]
    public ClosedPort PortWithoutListener { get; init; }

    /// <summary>The first port that clients send from, which replies go to (§2.11/acl): of many Linux kernels. Documented.</summary>
    [Source(SourceClass.Documented, "The first port that clients send from, which replies go to (§2.11/acl): of many Linux kernels.")]
    public int FirstEphemeralPort { get; init; } = 32768;

    /// <summary>The last port that clients send from, which replies go to (§2.11/acl): of many Linux kernels. Documented.</summary>
    [Source(SourceClass.Documented, "The last port that clients send from, which replies go to (§2.11/acl): of many Linux kernels.")]
    public int LastEphemeralPort { get; init; } = 61000;

    /// <summary>Whether ec2:VpceSupportedRegion is evaluated on CreateVpcEndpointServiceConfiguration too (R24, C5): the guide says so, the Service Authorization Reference does not list it. AWS says both. Documented.</summary>
    [Source(SourceClass.Documented, "Whether ec2:VpceSupportedRegion is evaluated on CreateVpcEndpointServiceConfiguration too (R24, C5): the guide says so, the Service Authorization Reference does not list it. AWS says both.")]
    public bool VpceSupportedRegionOnCreate { get; init; } = true;

    /// <summary>Whether vpce:AllowMultiRegion is needed for every change of a multi-Region service or endpoint (§4.1), not only where Regions are named. Assumed.</summary>
    [Source(SourceClass.Assumed, "Whether vpce:AllowMultiRegion is needed for every change of a multi-Region service or endpoint (§4.1), not only where Regions are named.")]
    public bool MultiRegionPermissionOnEveryChange { get; init; }

    /// <summary>Interface endpoints in a VPC (§2.13). Documented.</summary>
    [Source(SourceClass.Documented, "Interface endpoints in a VPC (§2.13).")]
    public int EndpointsPerVpc { get; init; } = 50;

    /// <summary>Security groups of an interface (§2.9). Documented.</summary>
    [Source(SourceClass.Documented, "Security groups of an interface (§2.9).")]
    public int SecurityGroupsPerInterface { get; init; } = 5;

    /// <summary>Tags of a resource (§2.13). Documented.</summary>
    [Source(SourceClass.Documented, "Tags of a resource (§2.13).")]
    public int TagsPerResource { get; init; } = 50;

    /// <summary>Network Load Balancers of an account in a Region (§2.13). Documented.</summary>
    [Source(SourceClass.Documented, "Network Load Balancers of an account in a Region (§2.13).")]
    public int LoadBalancersPerRegion { get; init; } = 50;

    /// <summary>Listeners of a load balancer (§2.13). Documented.</summary>
    [Source(SourceClass.Documented, "Listeners of a load balancer (§2.13).")]
    public int ListenersPerLoadBalancer { get; init; } = 50;

    /// <summary>Targets of a load balancer in a zone (§2.13). Documented.</summary>
    [Source(SourceClass.Documented, "Targets of a load balancer in a zone (§2.13).")]
    public int TargetsPerZone { get; init; } = 500;

    /// <summary>What an interface of an endpoint passes at most, in gigabits a second, 1 to 100 (§6.3): 10 at first, and by itself up to 100; when, AWS does not say. Documented.</summary>
    [Source(SourceClass.Documented, "What an interface of an endpoint passes at most, in gigabits a second, 1 to 100 (§6.3): 10 at first, and by itself up to 100; when, AWS does not say.")]
    public int EndpointInterfaceGbps { get; init; } = 100;

    /// <summary>The error code where a Marketplace name, an idle timeout or too few zones bar cross-Region access (R39, R40, C2). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code where a Marketplace name, an idle timeout or too few zones bar cross-Region access (R39, R40, C2).")]
    public string CrossRegionBarCode { get; init; } = "InvalidParameter";

    /// <summary>The error code where IP address types do not go together (R49-R57). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code where IP address types do not go together (R49-R57).")]
    public string IpAddressTypeCode { get; init; } = "InvalidParameter";

    /// <summary>The error code where a DNS record IP type does not go with the IP address type (R58). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code where a DNS record IP type does not go with the IP address type (R58).")]
    public string DnsRecordIpTypeCode { get; init; } = "InvalidParameter";

    /// <summary>The error code where a VPC's DNS attributes, or the lack of a name, forbid private DNS (§2.7). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code where a VPC's DNS attributes, or the lack of a name, forbid private DNS (§2.7).")]
    public string PrivateDnsCode { get; init; } = "InvalidParameter";

    /// <summary>The error code for a provider who adds an opt-in Region that it has not opted in to (R27). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for a provider who adds an opt-in Region that it has not opted in to (R27).")]
    public string ProviderNotOptedInCode { get; init; } = "OptInRequired";

    /// <summary>The error code for a consumer who names a service Region that it has not opted in to (R31). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for a consumer who names a service Region that it has not opted in to (R31).")]
    public string ConsumerNotOptedInCode { get; init; } = "OptInRequired";

    /// <summary>The error code for a consumer whose Region the service does not support (R19a, R33). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for a consumer whose Region the service does not support (R19a, R33).")]
    public string RegionNotSupportedCode { get; init; } = "InvalidServiceName";

    /// <summary>The error code for accepting or rejecting a connection in the wrong state (§2.3). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for accepting or rejecting a connection in the wrong state (§2.3).")]
    public string ConnectionStateCode { get; init; } = "InvalidState";

    /// <summary>The error code for a change that would leave a service without load balancer or IP address type, or change nothing (§2.1, §2.4). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for a change that would leave a service without load balancer or IP address type, or change nothing (§2.1, §2.4).")]
    public string ServiceChangeCode { get; init; } = "InvalidParameter";

    /// <summary>The error code for a change of subnets or security groups that the endpoint does not have, or would not have any more (§2.9, §2.11). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for a change of subnets or security groups that the endpoint does not have, or would not have any more (§2.9, §2.11).")]
    public string EndpointChangeCode { get; init; } = "InvalidParameter";

    /// <summary>The error code for modifying an endpoint in the wrong state (§2.2). Assumed.</summary>
    [Source(SourceClass.Assumed, "The error code for modifying an endpoint in the wrong state (§2.2).")]
    public string EndpointStateCode { get; init; } = "IncorrectState";
}

/// <summary>What a service answers for its own hostname.</summary>
public enum ServiceHostnameAnswer
{
    /// <summary>The name exists without an address.</summary>
    NoData,

    /// <summary>There is no such name.</summary>
    NxDomain,
}

/// <summary>What makes AWS start a zonal autoshift.</summary>
public enum AutoshiftSign
{
    /// <summary>Nothing.</summary>
    Never,

    /// <summary>A zone passes no traffic.</summary>
    ZoneLost,

    /// <summary>A zone passes no traffic, loses packets or answers late.</summary>
    AnyImpairment,
}

/// <summary>What becomes of a connection to a port that nobody listens on.</summary>
public enum ClosedPort
{
    /// <summary>It gets no answer.</summary>
    Timeout,

    /// <summary>It is refused.</summary>
    Refuse,
}

/// <summary>What a private DNS name is in the consumer's VPC.</summary>
public enum PrivateDnsRecordForm
{
    /// <summary>A and AAAA records with the endpoint's addresses.</summary>
    Address,

    /// <summary>A CNAME to the Regional name of the endpoint.</summary>
    Cname,
}

/// <summary>What becomes of a change that would have barred what a service already offers.</summary>
public enum LateBar
{
    /// <summary>The change is refused.</summary>
    Refuse,

    /// <summary>The change is made, and the traffic that it bars stops.</summary>
    Break,

    /// <summary>The change is made, and what exists goes on.</summary>
    Ignore,
}
