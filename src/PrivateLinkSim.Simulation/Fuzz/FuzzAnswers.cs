using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What name servers answer, against what endpoints are.</summary>
internal static class FuzzAnswers
{
    private static readonly DnsRecordType[] Types = [DnsRecordType.A, DnsRecordType.Aaaa];

    public static IEnumerable<string> Regional(FuzzLook look)
    {
        foreach (var (id, endpoint) in look.Endpoints)
        {
            foreach (var type in Types)
            {
                var answer = DnsNames.Resolve(DnsNames.Regional(id.Key, endpoint), type, look.View);
                var shown = endpoint.VisibleInterfaces(look.Settings).Where(each => each.AddressOf(type) is not null).ToArray();
                var healthy = endpoint.VisibleInterfaces(look.Settings).Where(each => IsInService(each, endpoint, look)).ToArray();
                var wanted = healthy.Length == 0 && look.Settings.RegionalNameFailsOpen ? shown : [.. healthy.Where(each => each.AddressOf(type) is not null)];
                var asked = answer.Status == DnsStatus.Found ? wanted.Select(each => each.AddressOf(type)!) : [];
                if (!answer.Addresses.SequenceEqual(asked, StringComparer.Ordinal))
                {
                    yield return $"The Regional name of {id} answers {Join(answer.Addresses)} to {type}, and {Join(asked)} are in service.";
                }
                else if (answer.Status != DnsStatus.Found && wanted.Length > 0 && HasRecords(endpoint, type))
                {
                    yield return $"The Regional name of {id} answers nothing to {type}, and {Join(wanted.Select(each => each.AddressOf(type)!))} are in service.";
                }
            }
        }
    }

    public static IEnumerable<string> Names(FuzzLook look)
    {
        foreach (var (id, endpoint) in look.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Where(each => each.Value.ServiceId.Length > 0))
        {
            var status = DnsNames.Resolve(DnsNames.Regional(id.Key, endpoint), look.View).Status;
            if (status == DnsStatus.NoSuchName == endpoint.HasNames(look.Settings))
            {
                yield return $"The Regional name of {id}, which is {endpoint.Status}, answers {status}.";
            }

            foreach (var name in DnsNames.OfEndpoint(id.Key, endpoint, look.Settings))
            {
                var own = endpoint.Interfaces.SelectMany(each => Types.Select(each.AddressOf)).OfType<string>();
                foreach (var foreign in Types.SelectMany(type => DnsNames.Resolve(name, type, look.View, endpoint.VpcId).Addresses).Except(own, StringComparer.Ordinal))
                {
                    yield return $"{name} answers {foreign}, which is no address of {id}.";
                }
            }
        }
    }

    public static IEnumerable<string> Private(FuzzLook look)
    {
        foreach (var (id, vpc) in look.Vpcs)
        {
            foreach (var twice in vpc.Holders.Where(holder => holder.Value.PrivateDnsName is not null).GroupBy(holder => holder.Value.PrivateDnsName!, StringComparer.Ordinal).Where(holders => holders.Count() > 1))
            {
                yield return $"{twice.Key} leads to {Join(twice.Select(holder => holder.Key))} in {id}.";
            }
        }

        foreach (var (id, endpoint) in look.Endpoints)
        {
            var held = look.View.Find<VpcState>(new EntityId(EntityKind.Vpc, endpoint.VpcId))?.Holders.GetValueOrDefault(id.ToString())?.PrivateDnsName;
            if (held != endpoint.PrivateDnsName)
            {
                yield return $"{id} has the private name {endpoint.PrivateDnsName ?? "none"}, and its VPC says {held ?? "none"}.";
            }

            if (endpoint.PrivateDnsName is { } name && DnsNames.Resolve(name, look.View).Status != DnsStatus.NoSuchName)
            {
                yield return $"{name} of {id} is answered outside of its VPC.";
            }
        }
    }

    private static bool HasRecords(InterfaceEndpointState endpoint, DnsRecordType type) =>
        IpAddressTypes.RecordsOf(endpoint.IpAddressType, endpoint.DnsRecordIpType).EndpointNames.Contains(type);

    // Said again in the words of the guide: an address is answered while its zone is healthy, it is not new, and the service serves the zone.
    private static bool IsInService(EndpointInterface each, InterfaceEndpointState endpoint, FuzzLook look) =>
        !each.Withdrawn && each.Provisioning is not true
        && (endpoint.IsCrossRegion
            || look.View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId)) is not { Exists: true } service
            || service.LoadBalancerArns.Select(arn => look.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))!).Where(balancer => balancer.Nodes.Any(node => node.ZoneId == each.ZoneId)).ToArray() is not { Length: > 0 } balancers
            || Array.Exists(balancers, balancer => !balancer.OutOfService.Contains(each.ZoneId)));

    private static string Join(IEnumerable<string> all) => string.Join(", ", all.DefaultIfEmpty("nothing"));
}
