namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>DNS: which zones' addresses the names answer with, for A and for AAAA.</content>
internal sealed partial class NaiveOracle
{
    public string Regional(EndpointThing endpoint) => Answer(endpoint, Ready(endpoint), false);

    /// <summary>The private name: service-defined records of a dualstack endpoint have no AAAA for it (§1.9).</summary>
    public string Private(EndpointThing endpoint) => Answer(endpoint, Ready(endpoint), true);

    public string Zonal(EndpointThing endpoint, SubnetThing subnet) => Answer(endpoint, [subnet], false);

    /// <summary>While an endpoint is being deleted, it has the names that it had before.</summary>
    private bool HasNames(EndpointThing endpoint) => endpoint.Status switch
    {
        EndpointStatus.Deleted => false,
        EndpointStatus.Deleting => !endpoint.DeletedUnseen,
        EndpointStatus.PendingAcceptance => _settings.PendingEndpointHasInterfaces,
        EndpointStatus.Rejected => _settings.RejectedEndpointKeepsInterfaces,
        _ => true,
    };

    private List<SubnetThing> Ready(EndpointThing endpoint)
    {
        var ready = endpoint.Subnets.FindAll(subnet => !endpoint.Fresh.Contains(subnet));
        return ready.Count == 0 && _settings.RegionalNameFailsOpen ? endpoint.Subnets : ready;
    }

    private string Answer(EndpointThing endpoint, List<SubnetThing> subnets, bool isPrivate)
    {
        if (!HasNames(endpoint))
        {
            return "NXDOMAIN";
        }

        var zones = subnets.Count == 0 ? "-" : string.Join(' ', subnets.Select(subnet => subnet.Zone).Order(StringComparer.Ordinal));
        var ipv4 = endpoint.Records switch
        {
            DnsRecordIpType.Ipv4 or DnsRecordIpType.Dualstack => true,
            DnsRecordIpType.ServiceDefined => endpoint.HasIpv4,
            _ => false,
        };
        var ipv6 = endpoint.Records switch
        {
            DnsRecordIpType.Ipv6 or DnsRecordIpType.Dualstack => true,
            DnsRecordIpType.ServiceDefined => endpoint.HasIpv6 && !(isPrivate && endpoint.HasIpv4),
            _ => false,
        };
        return $"A {(ipv4 ? zones : "-")}, AAAA {(ipv6 ? zones : "-")}";
    }
}
