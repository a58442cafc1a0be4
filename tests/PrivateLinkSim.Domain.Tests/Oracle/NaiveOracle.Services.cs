namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>Endpoint services.</content>
internal sealed partial class NaiveOracle
{
    private bool ReachesService(Who who, int index, out ServiceThing service)
    {
        service = index < Services.Count ? Services[index] : new ServiceThing(Stage.Provider, Stage.Virginia) { Exists = false };
        return Reaches(who, service.Exists, service.Account, service.Region, "§2.1/id");
    }

    private void Create(Op.CreateService create)
    {
        var account = create.Who.Account;
        var region = create.Who.Region < 0 ? Stage.Virginia : create.Who.Region;
        if (!MayCall(account, region))
        {
            return;
        }

        var service = new ServiceThing(account, region) { Acceptance = create.Acceptance };
        BreakIf(create.Balancers.Length == 0, "R2");
        service.Balancers = FindBalancers(create.Balancers, account, region, null);
        AddRegions(service, create.Supported);
        AddTypes(service, create.Types.Length == 0 ? [IpAddressType.Ipv4] : create.Types);
        CheckOffer(service, service.Balancers);
        BreakIf(service.Ipv6 && service.Balancers.Exists(balancer => !balancer.Dualstack), "R49", "R50");
        CheckName(create.Name);
        if (!Fine)
        {
            return;
        }

        service.Name = create.Name;
        Services.Add(service);
        service.Balancers.ForEach(balancer => balancer.Service = service);
        TakeZones(service);
    }

    private void Modify(Op.ModifyService modify)
    {
        if (!ReachesService(modify.Who, modify.Service, out var service))
        {
            return;
        }

        // What it would be, tried out on a copy.
        var next = new ServiceThing(service.Account, service.Region) { Ipv4 = service.Ipv4, Ipv6 = service.Ipv6 };
        next.Supported.UnionWith(service.Supported);
        AddRegions(next, modify.AddRegions);
        BreakIf(modify.RemoveRegions.Contains(service.Region), "R29");
        BreakIf(modify.RemoveRegions.Contains(3), "§3.1/region");
        next.Supported.ExceptWith(modify.RemoveRegions);

        var added = FindBalancers(modify.AddBalancers, service.Account, service.Region, service).Except(service.Balancers).ToList();
        var removed = service.Balancers.Where(each => modify.RemoveBalancers.Contains(Balancers.IndexOf(each))).ToList();
        BreakIf(removed.Count < modify.RemoveBalancers.Length, "R3", "§2.1/lb");
        next.Balancers = [.. service.Balancers.Except(removed).Union(added)];
        BreakIf(next.Balancers.Count == 0, "§2.1/keep");
        BreakIf(removed.Count > 0 && Endpoints.Exists(each => each.Service == service && each.Connected), "§2.1/attached");

        AddTypes(next, modify.AddTypes);
        BreakIf(modify.RemoveTypes.Contains(IpAddressType.Dualstack), "R42", "§2.1/types");
        next.Ipv4 &= !modify.RemoveTypes.Contains(IpAddressType.Ipv4);
        next.Ipv6 &= !modify.RemoveTypes.Contains(IpAddressType.Ipv6);
        BreakIf(!next.Ipv4 && !next.Ipv6, "§2.1/types", "R42");
        var opened = next.Supported.Except(service.Supported).Any();
        CheckOffer(next, opened ? next.Balancers : added);
        var faced = service.Ipv6 ? added : next.Balancers;
        BreakIf(next.Ipv6 && faced.Exists(balancer => !balancer.Dualstack), "R49", "R50", "R50a");
        CheckName(modify.Name);
        if (!Fine)
        {
            return;
        }

        Adopt(service, next, modify, removed);
    }

    private void Adopt(ServiceThing service, ServiceThing next, Op.ModifyService modify, List<BalancerThing> removed)
    {
        service.Supported.Clear();
        service.Supported.UnionWith(next.Supported);
        removed.ForEach(balancer => balancer.Service = null);
        service.Balancers = next.Balancers;
        service.Balancers.ForEach(balancer => balancer.Service = service);
        (service.Ipv4, service.Ipv6) = (next.Ipv4, next.Ipv6);
        TakeZones(service);
        SetName(service, modify);
        service.Acceptance = modify.Acceptance ?? service.Acceptance;
        if (modify.Acceptance == false && _settings.AcceptanceOffAcceptsPending)
        {
            foreach (var endpoint in Endpoints.Where(each => each.Service == service && each.Status == EndpointStatus.PendingAcceptance))
            {
                if (_settings.AcceptAfterRegionRemoval || service.Supported.Contains(endpoint.Vpc.Region))
                {
                    Provision(endpoint);
                }
            }
        }
    }

    private void SetName(ServiceThing service, Op.ModifyService modify)
    {
        if ((modify.RemoveName && service.Name is not null) || (modify.Name is not null && modify.Name != service.Name))
        {
            if (!_settings.RemovedPrivateDnsNameStaysWithEndpoints)
            {
                Endpoints.FindAll(each => each.Service == service && each.Name == service.Name).ForEach(each => each.Name = null);
            }

            service.Name = modify.Name;
            service.NameNumber++;
            service.NameState = DnsNameStatus.PendingVerification;
            service.VerificationDue = null;
        }
    }

    private void Permit(Op.Permissions permissions)
    {
        if (!ReachesService(permissions.Who, permissions.Service, out var service))
        {
            return;
        }

        foreach (var principal in permissions.Add)
        {
            BreakIf(principal >= 6, "§2.4");
        }

        string[] add = [.. permissions.Add.Except(permissions.Remove).Select(index => Stage.Principals[index])];
        string[] remove = [.. permissions.Remove.Except(permissions.Add).Select(index => Stage.Principals[index])];
        if (!_settings.PrincipalChangesAreIdempotent)
        {
            BreakIf(permissions.Add.Any(index => service.Allowed.Contains(Stage.Principals[index])), "§2.4/again");
            BreakIf(permissions.Remove.Any(index => !service.Allowed.Contains(Stage.Principals[index])), "§2.4/again");
        }

        if (Fine)
        {
            service.Allowed.UnionWith(add);
            service.Allowed.ExceptWith(remove);
        }
    }

    private void Start(Op.StartVerification start)
    {
        if (!ReachesService(start.Who, start.Service, out var service))
        {
            return;
        }

        BreakIf(service.Name is null, "§2.7/start");
        if (Fine)
        {
            service.NameState = service.NameState == DnsNameStatus.Failed ? DnsNameStatus.PendingVerification : service.NameState;
            service.VerificationDue ??= Now + Seconds(_settings.PrivateDnsVerification);
        }
    }

    private void SetPayer(Op.SetPayer payer)
    {
        if (ReachesService(payer.Who, payer.Service, out ServiceThing _))
        {
            BreakIf(!payer.Known, "§2.6");
        }
    }

    private void Accept(Op.Accept accept)
    {
        if (!ReachesService(accept.Who, accept.Service, out var service) || !ReachesConnection(service, accept.Endpoint, out var endpoint))
        {
            return;
        }

        var late = endpoint is { Status: EndpointStatus.Rejected, Left: false } && _settings.RejectedConnectionMayBeAccepted;
        BreakIf(endpoint.Status != EndpointStatus.PendingAcceptance && !late, "§2.3", "§2.3/rejected");
        BreakIf(!_settings.AcceptAfterRegionRemoval && !service.Supported.Contains(endpoint.Vpc.Region), "§2.3/removed");
        if (Fine)
        {
            Provision(endpoint);
        }
    }

    private void Reject(Op.Reject reject)
    {
        if (!ReachesService(reject.Who, reject.Service, out var service) || !ReachesConnection(service, reject.Endpoint, out var endpoint))
        {
            return;
        }

        BreakIf(endpoint.Status is not (EndpointStatus.PendingAcceptance or EndpointStatus.Available), "§2.3", "§2.3/rejected");
        if (Fine)
        {
            endpoint.Status = EndpointStatus.Rejected;
            endpoint.Due = null;
            endpoint.Fresh.Clear();
            if (!_settings.RejectedEndpointKeepsInterfaces)
            {
                Leave(endpoint);
            }
        }
    }

    private bool ReachesConnection(ServiceThing service, int index, out EndpointThing endpoint)
    {
        endpoint = Endpoints.ElementAtOrDefault(index)!;
        BreakIf(endpoint is null || endpoint.Service != service || endpoint.Gone, "§2.3", "§2.2/id");
        return Fine;
    }

    private void Delete(Op.DeleteService delete)
    {
        if (!ReachesService(delete.Who, delete.Service, out var service))
        {
            return;
        }

        BreakIf(Endpoints.Exists(each => each.Service == service && each.Connected), "§2.1");
        if (Fine)
        {
            service.Exists = false;
            service.VerificationDue = null;
            service.Balancers.ForEach(balancer => balancer.Service = null);
        }
    }

    private void Tag(Op.TagService tag)
    {
        if (ReachesService(tag.Who, tag.Service, out ServiceThing _))
        {
            BreakIf(tag.Tag == 1, "§2.16");
        }
    }

    private List<BalancerThing> FindBalancers(int[] indexes, int account, int region, ServiceThing? service)
    {
        var found = new List<BalancerThing>();
        foreach (var index in indexes)
        {
            var balancer = index < Balancers.Count ? Balancers[index] : null;
            var known = balancer is { Exists: true } && balancer.Vpc.Account == account && balancer.Vpc.Region == region;
            BreakIf(!known, "R3");
            if (known)
            {
                BreakIf(balancer!.Service is not null && balancer.Service != service, "R3a");
                found.Add(balancer);
            }
        }

        return found;
    }

    private void AddRegions(ServiceThing service, int[] regions)
    {
        foreach (var region in regions)
        {
            BreakIf(region == 3, "§3.1/region");
            BreakIf(region != 3 && !MayUse(service.Account, region), "R27");
            service.Supported.Add(region);
        }
    }

    private void AddTypes(ServiceThing service, IpAddressType[] types)
    {
        BreakIf(types.Contains(IpAddressType.Dualstack), "R42", "§2.1/types");
        service.Ipv4 |= types.Contains(IpAddressType.Ipv4);
        service.Ipv6 |= types.Contains(IpAddressType.Ipv6);
    }

    /// <summary>What bars cross-Region access (R40, C2): a load balancer that is new to it, and too few zones.</summary>
    private void CheckOffer(ServiceThing service, List<BalancerThing> newcomers)
    {
        if (service.CrossRegion)
        {
            BreakIf(newcomers.Exists(balancer => balancer.HasCustomTimeout), "R40");
            var zones = service.Balancers.SelectMany(each => each.Subnets).Select(subnet => subnet.Zone).Distinct(StringComparer.Ordinal);
            BreakIf(zones.Count(TakesPart) < _settings.MinimumProviderZonesForCrossRegion, "§2.12/provider", "§2.12/remote");
        }
    }

    private void CheckName(int? name) => BreakIf(name >= 3, "§2.7/name");

    private static void TakeZones(ServiceThing service)
    {
        service.Zones.Clear();
        service.Zones.UnionWith(service.Balancers.SelectMany(balancer => balancer.Subnets).Select(subnet => subnet.Zone));
    }

    /// <summary>Whether a zone takes part in cross-Region access (§2.12, of the stage's zones).</summary>
    private static bool TakesPart(string zone) => zone != "use1-az3";
}
