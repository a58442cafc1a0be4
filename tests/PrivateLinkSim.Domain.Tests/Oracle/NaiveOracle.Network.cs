namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>VPCs and load balancers.</content>
internal sealed partial class NaiveOracle
{
    private void JudgeNetwork(Op op)
    {
        switch (op)
        {
            case Op.DeleteBalancer delete:
                Delete(delete);
                break;
            case Op.SetBalancerType type:
                SetType(type);
                break;
            case Op.SetBalancerSubnets subnets:
                SetSubnets(subnets);
                break;
            case Op.CreateListener create:
                if (ReachesBalancer(create.Who, create.Balancer, out var front))
                {
                    // Whoever asks for one that is there as it is asked for gets that one.
                    var listener = new ListenerThing(front, create.Protocol == ListenerProtocol.Tcp, create.Port);
                    var there = front.Listeners.Find(each => each.Exists && each.Port == create.Port);
                    BreakIf(there is not null && there.Tcp != listener.Tcp, "§2.14/listener");
                    if (Fine)
                    {
                        Listeners.Add(there ?? listener);
                        if (there is null)
                        {
                            front.Listeners.Add(listener);
                        }
                    }
                }

                break;
            case Op.SetIdleTimeout set:
                SetIdleTimeout(set);
                break;
            case Op.DeleteListener delete:
                if (ReachesListener(delete.Who, delete.Listener))
                {
                    Listeners[delete.Listener].Exists = false;
                }

                break;
            case Op.CreateGroup create:
                if (ReachesVpc(create.Who, create.Vpc, out var home))
                {
                    Groups.Add(new GroupThing(home, false));
                }

                break;
            case Op.DeleteGroup delete:
                DeleteGroup(delete);
                break;
            case Op.DeleteSubnet delete:
                DeleteSubnet(delete);
                break;
            case Op.DeleteVpc delete:
                DeleteVpc(delete);
                break;
            case Op.SetDnsAttributes set:
                if (ReachesVpc(set.Who, set.Vpc, out var changed))
                {
                    changed.DnsSupport = set.Support ?? changed.DnsSupport;
                    changed.DnsHostnames = set.Hostnames ?? changed.DnsHostnames;
                }

                break;
            default:
                throw new InvalidOperationException($"The oracle does not know {op}.");
        }
    }

    /// <summary>Deleting a load balancer that is not there succeeds.</summary>
    private void Delete(Op.DeleteBalancer delete)
    {
        var known = delete.Balancer < Balancers.Count && Balancers[delete.Balancer].Exists;
        if (known && ReachesBalancer(delete.Who, delete.Balancer, out var balancer))
        {
            BreakIf(balancer.Service is not null, "§2.1/lb");
            if (Fine)
            {
                balancer.Exists = false;
                balancer.Subnets.ForEach(subnet => subnet.Used--);
            }
        }
    }

    private bool ReachesVpc(Who who, int index, out VpcThing vpc)
    {
        vpc = Vpcs[index < Vpcs.Count ? index : 0];
        return Reaches(who, index < Vpcs.Count && vpc.Exists, vpc.Account, vpc.Region, "§vpc");
    }

    private bool ReachesBalancer(Who who, int index, out BalancerThing balancer)
    {
        balancer = Balancers[index < Balancers.Count ? index : 0];
        return Reaches(who, index < Balancers.Count && balancer.Exists, balancer.Vpc.Account, balancer.Vpc.Region, "§nlb", "R3");
    }

    private bool ReachesListener(Who who, int index)
    {
        var listener = index < Listeners.Count ? Listeners[index] : null;
        var balancer = listener?.Balancer ?? Balancers[0];
        return Reaches(
            who, listener is { Exists: true } && balancer.Exists, balancer.Vpc.Account, balancer.Vpc.Region, "§2.14/listener");
    }

    private void SetType(Op.SetBalancerType type)
    {
        if (!ReachesBalancer(type.Who, type.Balancer, out var balancer))
        {
            return;
        }

        BreakIf(type.Type == IpAddressType.Ipv6, "§2.14", "§2.14/dualstack");
        BreakIf(type.Type == IpAddressType.Dualstack && balancer.Subnets.Exists(subnet => !subnet.HasIpv6), "§2.14/dualstack");
        BreakIf(
            type.Type == IpAddressType.Ipv4 && balancer.Service is { Ipv6: true } && _settings.Ipv4LoadBalancerAfterIpv6 == LateBar.Refuse, "R50b");
        if (Fine)
        {
            balancer.Dualstack = type.Type == IpAddressType.Dualstack;
        }
    }

    private void SetSubnets(Op.SetBalancerSubnets set)
    {
        if (!ReachesBalancer(set.Who, set.Balancer, out var balancer))
        {
            return;
        }

        BreakIf(set.Subnets.Length == 0, "§2.14/subnets");
        var subnets = Find(set.Subnets, balancer.Vpc);
        BreakIf(subnets.Exists(subnet => !subnet.HasIpv4), "§2.14/dualstack", "§2.14/subnets", "§2.14", "R54", "R56", "R56a");
        BreakIf(balancer.Dualstack && subnets.Exists(subnet => !subnet.HasIpv6), "§2.14/dualstack");
        BreakIf(balancer.Service is not null && balancer.Subnets.Exists(subnet => !subnets.Contains(subnet)), "§2.1/lb", "§2.14/subnets");
        BreakIf(subnets.Exists(subnet => !balancer.Subnets.Contains(subnet) && subnet.Used >= subnet.Room), "§2.11/address");
        if (Fine)
        {
            balancer.Subnets.ForEach(subnet => subnet.Used--);
            balancer.Subnets = subnets;
            balancer.Subnets.ForEach(subnet => subnet.Used++);
        }
    }

    private void SetIdleTimeout(Op.SetIdleTimeout set)
    {
        if (!ReachesListener(set.Who, set.Listener))
        {
            return;
        }

        var listener = Listeners[set.Listener];
        BreakIf(!listener.Tcp || set.Seconds is < 60 or > 6000, "§2.14", "§2.14/listener");
        BreakIf(
            set.Seconds != 350
            && listener.Balancer.Service is { CrossRegion: true }
            && _settings.IdleTimeoutAfterCrossRegion == LateBar.Refuse,
            "R40a");
        if (Fine)
        {
            listener.IdleTimeout = set.Seconds;
        }
    }

    private void DeleteGroup(Op.DeleteGroup delete)
    {
        var group = delete.Group < Groups.Count ? Groups[delete.Group] : null;
        var vpc = group?.Vpc ?? Vpcs[0];
        if (!Reaches(delete.Who, vpc.Exists, vpc.Account, vpc.Region, "§2.9"))
        {
            return;
        }

        BreakIf(group is not { Exists: true }, "§2.9");
        BreakIf(group is { Exists: true, IsDefault: true }, "§2.9", "§2.9/use");
        BreakIf(group is not null && Endpoints.Exists(each => !each.Gone && each.Groups.Contains(group)), "§2.9/use");
        if (Fine)
        {
            group!.Exists = false;
        }
    }

    private void DeleteSubnet(Op.DeleteSubnet delete)
    {
        var subnet = delete.Subnet < Subnets.Count ? Subnets[delete.Subnet] : null;
        var vpc = subnet?.Vpc ?? Vpcs[0];
        if (!Reaches(delete.Who, vpc.Exists, vpc.Account, vpc.Region, "§2.11/subnet"))
        {
            return;
        }

        BreakIf(subnet is not { Exists: true }, "§2.11/subnet");
        BreakIf(subnet is not null && Holds(subnet), "§vpc/use");
        if (Fine)
        {
            subnet!.Exists = false;
        }
    }

    private void DeleteVpc(Op.DeleteVpc delete)
    {
        if (!ReachesVpc(delete.Who, delete.Vpc, out var vpc))
        {
            return;
        }

        BreakIf(Subnets.Exists(subnet => subnet.Vpc == vpc && subnet.Exists), "§vpc/use");
        BreakIf(Groups.Exists(group => group.Vpc == vpc && group is { Exists: true, IsDefault: false }), "§vpc/use");
        BreakIf(Endpoints.Exists(endpoint => endpoint.Vpc == vpc && !endpoint.Gone), "§vpc/use");
        if (Fine)
        {
            vpc.Exists = false;
        }
    }

    private bool Holds(SubnetThing subnet) =>
        Endpoints.Exists(endpoint => !endpoint.Gone && endpoint.Subnets.Contains(subnet))
        || Balancers.Exists(balancer => balancer.Exists && balancer.Subnets.Contains(subnet));

    /// <summary>The subnets of a VPC that a call names, at most one in a zone (§2.11).</summary>
    private List<SubnetThing> Find(IEnumerable<int> indexes, VpcThing vpc)
    {
        var found = new List<SubnetThing>();
        foreach (var index in indexes)
        {
            var subnet = index < Subnets.Count ? Subnets[index] : null;
            if (subnet is { Exists: true } && subnet.Vpc == vpc)
            {
                BreakIf(found.Exists(other => other.Zone == subnet.Zone), "§2.11/zone");
                found.Add(subnet);
            }
            else
            {
                Break("§2.11/subnet");
            }
        }

        return found;
    }
}
