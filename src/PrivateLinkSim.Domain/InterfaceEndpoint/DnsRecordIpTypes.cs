namespace PrivateLinkSim.Domain;

/// <summary>Which DNS record IP types go with which IP address types (R58).</summary>
internal static class DnsRecordIpTypes
{
    public static Rejection? Refuse(IpAddressType type, DnsRecordIpType dns, Settings settings)
    {
        if (Fits(type, dns, settings))
        {
            return null;
        }

        var allowed = string.Join(", ", Enum.GetValues<DnsRecordIpType>().Where(each => Fits(type, each, settings)).Select(each => each.OnTheWire()));
        return new Rejection(
            settings.DnsRecordIpTypeCode,
            $"The DNS record IP type '{dns.OnTheWire()}' is not compatible with the IP address type '{type.OnTheWire()}', which goes with: {allowed}.",
            "R58");
    }

    /// <summary>
    /// The type after a change. Assumed: where the change names none and the present one does not go with the new IP address type,
    /// it becomes that type's default.
    /// </summary>
    public static DnsRecordIpType After(InterfaceEndpointState state, VpcEndpointChange change, Settings settings)
    {
        var type = change.IpAddressType ?? state.IpAddressType;
        return change.DnsRecordIpType
            ?? (Fits(type, state.DnsRecordIpType, settings) ? state.DnsRecordIpType : IpAddressTypes.DefaultFor(type));
    }

    private static bool Fits(IpAddressType type, DnsRecordIpType dns, Settings settings) =>
        !IpAddressTypes.RecordsOf(type, dns).EndpointNames.IsEmpty
        && (dns != DnsRecordIpType.ServiceDefined || type == IpAddressType.Dualstack || settings.ServiceDefinedDnsOnSingleStack);
}
