using static PrivateLinkSim.Domain.SourceClass;

namespace PrivateLinkSim.Domain;

/// <content>The rules themselves, in the order of the facts. The guide is "Share your services through AWS PrivateLink".</content>
public static partial class RuleBook
{
    private const string Guide = "Share your services through AWS PrivateLink";
    private const string Concepts = "AWS PrivateLink concepts";
    private const string CreateService = "Create a service powered by AWS PrivateLink";
    private const string Configure = "Configure an endpoint service";
    private const string ErrorCodes = "Error codes for the Amazon EC2 API";
    private const string AccountApi = "AWS Account Management API Reference";
    private const string Practice = "firm experience without a public source";

    private static Rule[] Rules() =>
    [
        new("R1", "You can host your own AWS PrivateLink powered service, known as an endpoint service, and share it with other AWS customers.", Guide, Documented),
        new("R2", "As the service provider, you create a Network Load Balancer in your VPC as the service front end.", Guide, Documented),
        new("R3", "You then select this load balancer when you create the VPC endpoint service configuration.", Guide, Documented),
        new("R3a", "A Network Load Balancer can be tied to one endpoint service only, a service to many load balancers.", CreateService, Observed),
        new("R4", "You grant permission to specific AWS principals so that they can connect to your service.", Guide, Observed),
        new("R5", "The customer creates an interface VPC endpoint, which establishes connections between the subnets that they select from their VPC and your endpoint service.", Guide, Documented),
        new("R6", "The load balancer receives requests from the service consumer and routes them to the targets hosting your service.", Guide, Documented),
        new("R7", "For low latency and high availability, we recommend that you make your service available in at least two Availability Zones.", Guide, Documented),
        new("R8", "When a service provider creates a VPC endpoint service, AWS generates an endpoint-specific DNS hostname for the service.", Guide, Documented, nameof(Settings.ServiceHostnameExists)),
        new("R9", "The hostname of a service is endpoint_service_id.region.vpce.amazonaws.com.", Guide, Documented),
        new("R10", "Regional names have the syntax endpoint_id.endpoint_service_id.service_region.vpce.amazonaws.com.", Guide, Documented, nameof(Settings.EndpointNameSuffix)),
        new("R11", "Zonal names have the syntax endpoint_id-endpoint_zone.endpoint_service_id.service_region.vpce.amazonaws.com.", Guide, Documented, nameof(Settings.EndpointNameSuffix)),
        new("R12", "The Region in an endpoint's Regional and zonal names is the service Region; the zone is the endpoint's.", Guide, Documented),
        new("R13", "When a service consumer creates an interface VPC endpoint, we create Regional and zonal DNS names.", Guide, Documented),
        new("R18", "A service provider can host a service in one Region and make it available in a set of supported Regions.", Guide, Documented),
        new("R19", "A service consumer selects a service Region when creating an endpoint.", Guide, Documented),
        new("R19a", "A consumer whose Region is not among the supported Regions can make no endpoint to the service.", Guide, Assumed, nameof(Settings.RegionNotSupportedCode)),
        new("R19b", "A service of another Region that is named without its service Region does not exist.", "hashicorp/terraform-provider-aws#40438", Observed),
        new("R27", "A service provider must opt in to an opt-in Region before adding it as a supported Region for an endpoint service.", Guide, Assumed, nameof(Settings.ProviderNotOptedInCode)),
        new("R27a", "A Region that is enabled by default needs no opting in before it is added as a supported Region.", Guide, Documented),
        new("R28", "Your endpoint service must be accessible from its host Region.", Guide, Documented),
        new("R29", "You can't remove the host Region from the set of supported Regions.", Guide, Observed),
        new("R30", "For redundancy, you can deploy your endpoint service in multiple Regions and enable cross-Region access for each endpoint service.", Guide, Documented),
        new("R31", "A service consumer must opt in to an opt-in Region before selecting it as the service Region for an endpoint.", Guide, Assumed, nameof(Settings.ConsumerNotOptedInCode)),
        new("R33", "If a service provider removes a Region from the set of supported Regions, service consumers can't select that Region when they create new endpoints.", Guide, Assumed, nameof(Settings.RegionNotSupportedCode)),
        new("R34", "Removing a supported Region does not affect access to the endpoint service from existing endpoints.", Guide, Documented),
        new("R34a", "A Region that is added again can be used again.", Guide, Documented),
        new("R35", "For high availability, both providers and consumers should use at least two Availability Zones.", Guide, Documented),
        new("R36", "Cross-Region access does not require that providers and consumers use the same Availability Zones.", Guide, Documented),
        new("R36a", "Within a Region, an endpoint's subnets must lie in zones of the service, compared by zone id.", CreateService, Observed),
        new("R37", "With cross-Region access, AWS PrivateLink manages failover between Availability Zones.", Guide, Documented, nameof(Settings.CrossRegionZoneFailover)),
        new("R38", "AWS PrivateLink does not manage failover across Regions.", Guide, Documented),
        new("§2.1", "A service can be deleted only when no connection to it is available or pending acceptance.", ErrorCodes, Documented),
        new("§2.1/lb", "A load balancer can't be deleted while an endpoint service uses it.", "issue threads", Observed),
        new("§2.1/id", "An endpoint service that is named must exist and belong to the caller.", ErrorCodes, Observed),
        new("§2.1/name", "A service that an endpoint is made to must exist under that name and be available.", ErrorCodes, Observed),
        new("§2.2", "An endpoint is pendingAcceptance or pending, then available; it can be rejected, expire, fail and be deleted.", Concepts, Documented),
        new("§2.2/id", "An endpoint that is named must exist and belong to the caller.", ErrorCodes, Observed),
        new("§2.3", "The provider accepts or rejects a connection that awaits acceptance, and may reject one that is available.", Concepts, Assumed, nameof(Settings.ConnectionStateCode)),
        new("§2.3/pending", "Connections that already await acceptance are not accepted by turning acceptance off.", Practice, Assumed),
        new("§2.3/removed", "What becomes of a request from a Region that has been removed since is not published.", Guide, Assumed, nameof(Settings.AcceptAfterRegionRemoval)),
        new("§2.4", "A principal is an account's root, a role or a user by ARN, or *; ARNs with path components aren't supported.", Configure, Documented),
        new("§2.4/owner", "The owner's own account needs no permission to connect to its own service.", Practice, Assumed, nameof(Settings.OwnerNeedsPermission)),
        new("§2.11/subnet", "The subnets of an endpoint or load balancer must exist in the VPC.", ErrorCodes, Observed),
        new("§2.11/zone", "For an interface VPC endpoint, you can specify only one subnet per Availability Zone.", ErrorCodes, Documented),
        new("§2.11/address", "A subnet's first four addresses and its last are reserved; an endpoint needs a free one in each of its subnets.", ErrorCodes, Documented),
        new("§2.12", "Within a Region, zones are matched by zone id, because zone names differ between accounts.", CreateService, Documented),
        new("§2.12/remote", "Cross-Region access is not supported in use1-az3, usw1-az2, apne1-az3, apne2-az2 and apne2-az4.", Guide + " (current page)", Observed),
        new("§2.12/zone", "A subnet lies in a zone that exists in its Region.", ErrorCodes, Documented),
        new("§3.1/region", "Only Regions that exist can be named.", ErrorCodes, Documented),
        new("§3.1/opt-in", "Calls to a Region that is not enabled for the account fail at authentication.", "Enable or disable AWS Regions in your account", Documented),
        new("§3.2", "A Region can't be disabled while it is being enabled, nor enabled while it is being disabled.", AccountApi, Documented),
        new("§3.2/default", "Regions that are enabled by default can be neither enabled nor disabled.", AccountApi, Documented),
        new("§vpc", "A VPC that is named must exist and belong to the caller; a subnet's block lies in the VPC's and overlaps no other.", ErrorCodes, Documented),
        new("§nlb", "A load balancer has a name of its own in the account and Region, at least one subnet, and one subnet per zone.", "Elastic Load Balancing API Reference", Documented),
        new("§fault", "A fault names a zone or Region that exists and is not in that state already.", "PrivateLinkSim", Documented),
    ];
}
