namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>Interface endpoints.</content>
internal sealed partial class NaiveOracle
{
    /// <summary>A subnet whose address is chosen, but which is not selected, may be refused for any reason that a subnet can be.</summary>
    private static readonly string[] Unselected = ["§2.11/member", "§2.11/subnet", "§2.11/chosen", "R54", "R55", "R56", "R56a"];

    private void Create(Op.CreateEndpoint create)
    {
        var vpc = Vpcs[create.Vpc < Vpcs.Count ? create.Vpc : 0];
        var account = create.Who.Account < 0 ? vpc.Account : create.Who.Account;
        var region = create.Who.Region < 0 ? vpc.Region : create.Who.Region;
        if (!MayCall(account, region))
        {
            return;
        }

        var vpcKnown = create.Vpc < Vpcs.Count && vpc.Exists && vpc.Account == account && vpc.Region == region;
        BreakIf(!vpcKnown, "§vpc");
        var service = FindService(create, account, region);
        var nowhere = new ServiceThing(Stage.Provider, region) { Exists = false, Ipv4 = true, Ipv6 = true };

        // Where no subnet is named, the one whose address is chosen is selected by that.
        int[] selected = create is { Subnets: [], Chosen: { } only } ? [only.Subnet] : create.Subnets;
        BreakIf(create.Chosen is { } chosen && !selected.Contains(chosen.Subnet), Unselected);
        var endpoint = new EndpointThing(account, vpc, service ?? nowhere)
        {
            Type = create.Type ?? IpAddressType.Ipv4,
            Subnets = vpcKnown ? Find(selected, vpc) : [],
            Tags = create.Tag == 0 ? 1 : 0,
        };
        endpoint.Records = create.Records ?? RecordsOf(endpoint.Type);
        CheckTypes(endpoint);
        BreakIf(create.Tag == 1, "§2.16");
        if (vpcKnown)
        {
            CheckGroups(create.Groups, vpc, endpoint.Groups);
            CheckRoom(endpoint, endpoint.Subnets);
            CheckChoice(endpoint, create.Chosen, endpoint.Subnets);
            BreakIf(Endpoints.Count(each => each.Vpc == vpc && !each.Left) >= _settings.EndpointsPerVpc, "§2.13");
        }

        if (service is null)
        {
            return;
        }

        CheckZones(endpoint, endpoint.Subnets);
        if (create.PrivateDns ?? (_settings.PrivateDnsEnabledByDefault && service is { Name: not null, NameState: DnsNameStatus.Verified, Acceptance: false }))
        {
            CheckPrivateDns(endpoint, service.Acceptance);
            endpoint.Name = service.Name;
        }

        if (Fine)
        {
            Make(endpoint, create.Chosen);
        }
    }

    private void Make(EndpointThing endpoint, Choice? chosen)
    {
        if (endpoint.Groups.Count == 0)
        {
            endpoint.Groups.Add(Groups.Find(group => group.Vpc == endpoint.Vpc && group.IsDefault)!);
        }

        endpoint.Subnets.ForEach(subnet => subnet.Used += endpoint.HasIpv4 ? 1 : 0);
        Endpoints.Add(endpoint);
        if (chosen is not null)
        {
            endpoint.Chosen.Add(chosen);
        }

        if (endpoint.Service.Acceptance)
        {
            endpoint.Status = EndpointStatus.PendingAcceptance;
            endpoint.Due = Now + Seconds(_settings.ConnectionRequestExpiry);
        }
        else
        {
            Provision(endpoint);
        }
    }

    /// <summary>The service that the call means, when the caller may connect to it (R4, R19, R31, R33).</summary>
    private ServiceThing? FindService(Op.CreateEndpoint create, int account, int region)
    {
        var host = create.ServiceRegion ?? region;
        BreakIf(host == 3, "§3.1/region");
        BreakIf(host != 3 && !MayUse(account, host), "R31");
        var service = create.Service < Services.Count ? Services[create.Service] : null;
        if (service is not { Exists: true })
        {
            Break("R4", "R19b", "§2.1/name");
            return null;
        }

        if (service.Region != host)
        {
            Break(create.ServiceRegion is null ? ["R19", "R19b", "§2.1/name"] : ["R19", "R19b", "R33", "R19a", "R4"]);
            return null;
        }

        var principal = Stage.Principal(account, create.Principal);
        var role = principal.Replace("arn:aws:sts::", "arn:aws:iam::", StringComparison.Ordinal)
            .Replace("assumed-role", "role", StringComparison.Ordinal).Replace("/session", "", StringComparison.Ordinal);
        var allowed = service.Allowed.Contains("*")
            || service.Allowed.Contains($"arn:aws:iam::{Stage.Accounts[account]}:root")
            || service.Allowed.Contains(role)
            || (account == service.Account && !_settings.OwnerNeedsPermission);
        BreakIf(!allowed, "R4", "§2.4/owner");
        BreakIf(!service.Supported.Contains(region), "R19a", "R33");
        return service;
    }

    private void Modify(Op.ModifyEndpoint modify)
    {
        if (!ReachesEndpoint(modify.Who, modify.Endpoint, out var endpoint))
        {
            return;
        }

        var next = new EndpointThing(endpoint.Account, endpoint.Vpc, endpoint.Service)
        {
            Type = modify.Type ?? endpoint.Type,
            Groups = [.. endpoint.Groups],
            Name = endpoint.Name,
        };

        // Records that nobody names stay while they go with the type, and follow it where they no longer do.
        next.Records = modify.Records ?? endpoint.Records;
        next.Records = modify.Records is null && !GoTogether(next) ? RecordsOf(next.Type) : next.Records;
        BreakIf(endpoint.Status != EndpointStatus.Available, "§2.2/modify", "§2.2/private");
        BreakIf(modify.AddSubnets.Length > 0 && !_settings.ModifyAfterRegionRemoval && !endpoint.Service.Supported.Contains(endpoint.Vpc.Region), "§2.2/removed");

        var removed = endpoint.Subnets.FindAll(subnet => modify.RemoveSubnets.Contains(Subnets.IndexOf(subnet)));
        BreakIf(removed.Count < modify.RemoveSubnets.Length, "§2.11/member", "§2.11/subnet");
        List<int> kept = [.. endpoint.Subnets.Except(removed).Select(subnet => Subnets.IndexOf(subnet))];
        BreakIf(modify.AddSubnets.Any(index => kept.Contains(index)), "§2.11/member");
        next.Subnets = Find(kept.Union(modify.AddSubnets), endpoint.Vpc);
        var added = next.Subnets.Except(endpoint.Subnets).ToList();
        CheckTypes(next, next.Type != endpoint.Type);
        CheckZones(next, added);
        var typed = endpoint.Type != next.Type;
        CheckRoom(next, typed && !endpoint.HasIpv4 ? next.Subnets : added);
        CheckChoice(next, modify.Chosen, next.Subnets, endpoint);

        next.Groups.RemoveAll(group => modify.RemoveGroups.Contains(Groups.IndexOf(group)));
        BreakIf(next.Groups.Count + modify.RemoveGroups.Length != endpoint.Groups.Count, "§2.9");
        CheckGroups(modify.AddGroups, endpoint.Vpc, next.Groups);
        BreakIf(next.Groups.Count == 0 && !_settings.LastSecurityGroupMayGo, "§2.9/last");
        if (modify.PrivateDns == true && endpoint.Name is null)
        {
            CheckPrivateDns(next, false);
            next.Name = endpoint.Service.Name;
        }
        else if (modify.PrivateDns == false)
        {
            next.Name = null;
        }

        if (Fine)
        {
            Adopt(endpoint, next, modify.Chosen);
        }
    }

    private void Adopt(EndpointThing endpoint, EndpointThing next, Choice? chosen)
    {
        // Choosing the address that the interface has leaves the interface as it is.
        var former = endpoint.Chosen.Find(each => each.Subnet == chosen?.Subnet);
        var stays = chosen is not null && former is not null
            && (chosen.Ipv4 == 0 || chosen.Ipv4 == former.Ipv4) && (chosen.Ipv6 == 0 || chosen.Ipv6 == former.Ipv6);
        chosen = stays ? former : chosen;
        var fresh = next.Subnets.Where(subnet => !endpoint.Subnets.Contains(subnet) || (Subnets.IndexOf(subnet) == chosen?.Subnet && !stays)).ToList();
        var touched = endpoint.Type != next.Type || (chosen is not null && !stays) || !next.Subnets.ToHashSet().SetEquals(endpoint.Subnets);
        endpoint.Subnets.ForEach(subnet => subnet.Used -= endpoint.HasIpv4 ? 1 : 0);
        (endpoint.Type, endpoint.Records, endpoint.Subnets, endpoint.Groups, endpoint.Name) =
            (next.Type, next.Records, next.Subnets, next.Groups, next.Name);
        endpoint.Subnets.ForEach(subnet => subnet.Used += endpoint.HasIpv4 ? 1 : 0);
        endpoint.Fresh.AddRange(endpoint.Subnets.Where(subnet => fresh.Contains(subnet)));
        endpoint.Chosen.RemoveAll(choice => choice.Subnet == chosen?.Subnet || !endpoint.Subnets.Contains(Subnets[choice.Subnet]));
        if (chosen is not null)
        {
            endpoint.Chosen.Add(chosen);
        }

        if (touched)
        {
            endpoint.Status = EndpointStatus.Pending;
            endpoint.Due = Now + Seconds(_settings.EndpointModification);
        }
    }

    private void Delete(Op.DeleteEndpoint delete)
    {
        if (ReachesEndpoint(delete.Who, delete.Endpoint, out var endpoint) && endpoint.Status != EndpointStatus.Deleting)
        {
            endpoint.DeletedUnseen = !HasNames(endpoint);
            endpoint.Status = EndpointStatus.Deleting;
            endpoint.Due = Now + Seconds(_settings.EndpointDeletion);
        }
    }

    private void Tag(Op.TagEndpoint tag)
    {
        if (ReachesEndpoint(tag.Who, tag.Endpoint, out EndpointThing _))
        {
            BreakIf(tag.Tag == 1, "§2.16");
        }
    }

    private bool ReachesEndpoint(Who who, int index, out EndpointThing endpoint)
    {
        var known = index < Endpoints.Count;
        endpoint = known ? Endpoints[index] : null!;
        return known
            ? Reaches(who, !endpoint.Gone, endpoint.Account, endpoint.Vpc.Region, "§2.2/id")
            : Reaches(who, false, Stage.FirstConsumer, Stage.Virginia, "§2.2/id");
    }

    private void Provision(EndpointThing endpoint)
    {
        endpoint.Status = EndpointStatus.Pending;
        endpoint.Due = Now + Seconds(_settings.EndpointProvisioning);
    }

    /// <summary>The endpoint gives up its place: addresses, groups and the private name.</summary>
    private static void Leave(EndpointThing endpoint)
    {
        endpoint.Subnets.ForEach(subnet => subnet.Used -= endpoint.HasIpv4 ? 1 : 0);
        endpoint.Subnets = [];
        endpoint.Chosen.Clear();
        endpoint.Groups = [];
        endpoint.Name = null;
        endpoint.Left = true;
    }

    /// <summary>R53 to R58: the type against the service, the subnets and the records.</summary>
    private void CheckTypes(EndpointThing endpoint, bool askService = true)
    {
        var service = endpoint.Service;
        BreakIf(askService && endpoint.HasIpv6 && !service.Ipv6, "R53");
        BreakIf(askService && endpoint.HasIpv4 && !service.Ipv4 && !_settings.Ipv6OnlyServiceTakesIpv4, "R53");
        foreach (var subnet in endpoint.Subnets)
        {
            BreakIf(endpoint.Type == IpAddressType.Ipv4 && !subnet.HasIpv4, "R54", "R56a", "R57");
            BreakIf(endpoint.Type == IpAddressType.Ipv6 && subnet.HasIpv4, "R55", "R56a", "R57");
            BreakIf(endpoint.Type == IpAddressType.Dualstack && !(subnet.HasIpv4 && subnet.HasIpv6), "R56", "R56a", "R57");
        }

        BreakIf(!GoTogether(endpoint), "R58");
    }

    private bool GoTogether(EndpointThing endpoint) => endpoint.Records switch
    {
        DnsRecordIpType.Ipv4 => endpoint.HasIpv4,
        DnsRecordIpType.Ipv6 => endpoint.HasIpv6,
        DnsRecordIpType.Dualstack => endpoint.Type == IpAddressType.Dualstack,
        _ => endpoint.Type == IpAddressType.Dualstack || _settings.ServiceDefinedDnsOnSingleStack,
    };

    private void CheckZones(EndpointThing endpoint, List<SubnetThing> subnets)
    {
        foreach (var subnet in subnets)
        {
            BreakIf(!endpoint.CrossRegion && !endpoint.Service.Zones.Contains(subnet.Zone), "R36a", "§2.12/zone");
            BreakIf(endpoint.CrossRegion && !TakesPart(subnet.Zone), "§2.12/remote");
        }
    }

    private void CheckGroups(int[] indexes, VpcThing vpc, List<GroupThing> groups)
    {
        foreach (var index in indexes)
        {
            var group = index < Groups.Count ? Groups[index] : null;
            if (group is { Exists: true } && group.Vpc == vpc)
            {
                groups.Remove(group);
                groups.Add(group);
            }
            else
            {
                Break("§2.9");
            }
        }

        BreakIf(groups.Count > _settings.SecurityGroupsPerInterface, "§2.9/limit");
    }

    private void CheckRoom(EndpointThing endpoint, List<SubnetThing> subnets) =>
        BreakIf(endpoint.HasIpv4 && subnets.Exists(subnet => subnet.Used >= subnet.Room), "§2.11/address");

    private void CheckChoice(EndpointThing endpoint, Choice? choice, List<SubnetThing> subnets, EndpointThing? self = null)
    {
        if (choice is null)
        {
            return;
        }

        var subnet = choice.Subnet < Subnets.Count ? Subnets[choice.Subnet] : null;
        if (subnet is null || !subnets.Contains(subnet))
        {
            Break(Unselected);
            return;
        }

        BreakIf(choice.Ipv4 > 0 && (!endpoint.HasIpv4 || !subnet.HasIpv4 || choice.Ipv4 >= 3 || subnet.Small), "§2.11/chosen");
        BreakIf(choice.Ipv6 > 0 && (!endpoint.HasIpv6 || !subnet.HasIpv6 || choice.Ipv6 >= 3), "§2.11/chosen");
        var others = Endpoints.Where(each => !each.Gone && each != self).SelectMany(each => each.Chosen).Where(each => each.Subnet == choice.Subnet).ToList();
        BreakIf(others.Exists(each => each.Ipv4 > 0 && each.Ipv4 == choice.Ipv4), "§2.11/taken");
        BreakIf(others.Exists(each => each.Ipv6 > 0 && each.Ipv6 == choice.Ipv6), "§2.11/taken");
    }

    private void CheckPrivateDns(EndpointThing endpoint, bool awaitsAcceptance)
    {
        var service = endpoint.Service;
        BreakIf(service.Name is null, "R16");
        BreakIf(service.Name is not null && service.NameState != DnsNameStatus.Verified, "R16a");
        BreakIf(!endpoint.Vpc.DnsSupport || !endpoint.Vpc.DnsHostnames, "§2.7/vpc");
        BreakIf(awaitsAcceptance, "§2.2/private");
        BreakIf(
            service.Name is not null && Endpoints.Exists(each => !each.Gone && each.Vpc == endpoint.Vpc && each.Name == service.Name),
            "§2.7/conflict");
    }

    private static DnsRecordIpType RecordsOf(IpAddressType type) => type switch
    {
        IpAddressType.Ipv4 => DnsRecordIpType.Ipv4,
        IpAddressType.Ipv6 => DnsRecordIpType.Ipv6,
        _ => DnsRecordIpType.Dualstack,
    };
}
