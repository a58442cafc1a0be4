using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Endpoint services: what they are made of, who may connect, their names.</content>
internal sealed partial class FuzzCommands
{
    private IEnumerable<(int Weight, Func<Step?> Draw)> ServiceKinds() =>
    [
        (4, CreateService),
        (14, ModifyService),
        (8, Permit),
        (3, () => About(ResourceKind.Service, (call, name) => MaybeDry(call with { StartVpcEndpointServicePrivateDnsVerification = new ServiceIdParameter { ServiceId = name } }))),
        (1, () => About(ResourceKind.Service, (call, name) => call with
        {
            ModifyVpcEndpointServicePayerResponsibility = new ModifyVpcEndpointServicePayerResponsibilityParameters { ServiceId = name, PayerResponsibility = _dice.Of("ServiceOwner", "ServiceOwner", "Nobody") },
        })),
        (3, () => About(ResourceKind.Service, (call, name) => MaybeDry(call with { DeleteVpcEndpointServiceConfigurations = new ServiceIdsParameter { ServiceIds = [name] } }))),
        (3, () => new Step { PublishTxtRecord = TxtRecord() }),
        (1, () => new Step { WithdrawTxtRecord = TxtRecord() }),
        (1, () => new Step
        {
            DeclareMarketplaceListing = new DeclareMarketplaceListingParameters { ServiceId = One(ResourceKind.Service).Name, UserFriendlyDnsName = _dice.OneIn(2) ? "market.example.com" : null },
        }),
    ];

    private Step CreateService()
    {
        var (name, balancer) = One(ResourceKind.LoadBalancer, each => !_stage.Topology.Services.Any(service => service.LoadBalancers.Contains(each.Name, StringComparer.Ordinal)));
        var others = _dice.OneIn(6) ? Several(ResourceKind.LoadBalancer, 1, 1, each => each.Region == balancer?.Region).Remove(name, StringComparer.Ordinal) : [];
        ImmutableArray<string> balancers = _dice.OneIn(30) ? [] : [name, .. others];
        var call = Call(balancer);
        return Making(
            call with
            {
                Region = call.Region ?? (balancers.IsEmpty ? AnyRegion() : null),
                CreateVpcEndpointServiceConfiguration = new CreateVpcEndpointServiceConfigurationParameters
                {
                    NetworkLoadBalancerArns = balancers,
                    AcceptanceRequired = !_dice.OneIn(3),
                    SupportedRegions = _dice.OneIn(3) ? Regions() : [],
                    SupportedIpAddressTypes = Types(),
                    PrivateDnsName = _dice.OneIn(3) ? PrivateName() : null,
                    Tags = Tags(),
                    ClientToken = Token(),
                },
            },
            ResourceKind.Service,
            balancer);
    }

    private Step ModifyService()
    {
        var (name, service) = One(ResourceKind.Service);
        var aspect = _dice.Below(11);
        return MaybeDry(Call(service) with
        {
            ModifyVpcEndpointServiceConfiguration = new ModifyVpcEndpointServiceConfigurationParameters
            {
                ServiceId = name,
                AddSupportedRegions = aspect is 0 or 1 ? Regions() : [],
                RemoveSupportedRegions = aspect is 1 or 2 ? Regions() : [],
                AcceptanceRequired = aspect == 3 ? Maybe() : null,
                AddNetworkLoadBalancerArns = aspect is 4 or 5 ? Several(ResourceKind.LoadBalancer, 1, 2, each => each.Region == service?.Region) : [],
                RemoveNetworkLoadBalancerArns = aspect is 5 or 6 ? Several(ResourceKind.LoadBalancer, 1, 1, each => each.Region == service?.Region) : [],
                AddSupportedIpAddressTypes = aspect == 7 ? Types() : [],
                RemoveSupportedIpAddressTypes = aspect == 8 || (aspect == 7 && _dice.OneIn(4)) ? Types() : [],
                PrivateDnsName = aspect == 9 ? PrivateName() : null,
                RemovePrivateDnsName = aspect == 10 || (aspect == 9 && _dice.OneIn(8)) ? Maybe() : null,
            },
        });
    }

    private Step Permit()
    {
        var (name, service) = One(ResourceKind.Service);
        var remove = _dice.OneIn(3);
        return MaybeDry(Call(service) with
        {
            ModifyVpcEndpointServicePermissions = new ModifyVpcEndpointServicePermissionsParameters
            {
                ServiceId = name, AddAllowedPrincipals = remove && _dice.OneIn(2) ? [] : Principals(), RemoveAllowedPrincipals = remove ? Principals() : [],
            },
        });
    }

    private ImmutableArray<string> Principals() =>
        _dice.Some([.. _stage.All(ResourceKind.Account).Select(account => account.Name), "*", $"arn:aws:iam::{AnyAccount().Account}:role/deploy", "arn:aws:iam::nonsense"], 1, 2);

    private ImmutableArray<string> Regions() => [.. Enumerable.Range(0, 1 + _dice.Below(2)).Select(_ => AnyRegion()).Distinct(StringComparer.Ordinal)];

    private ImmutableArray<IpAddressType> Types() => _dice.Below(8) switch
    {
        0 or 1 or 2 => [],
        3 => [IpAddressType.Ipv4],
        4 => [IpAddressType.Ipv6],
        5 => [IpAddressType.Dualstack],
        _ => [IpAddressType.Ipv4, IpAddressType.Ipv6],
    };

    private string PrivateName() => _dice.Of("api.example.com", "api.example.com", "*.example.com", "db.api.example.com", "api.other.org", "No.Name.", "a..b");

    private TxtRecordParameters TxtRecord() => _dice.OneIn(5)
        ? new TxtRecordParameters { Name = "_x.api.example.com", Value = "vpce:none" }
        : new TxtRecordParameters { Service = One(ResourceKind.Service).Name };
}
