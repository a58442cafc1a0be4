using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Endpoint services, who may connect to them, endpoints and connections.</content>
internal sealed partial class AwsReader
{
    private void ReadService(ImportNode item)
    {
        var id = item.Text("ServiceId");
        var tags = Tags(item);
        if (!item.Texts("NetworkLoadBalancerArns").Any() && item.Texts("GatewayLoadBalancerArns").Any())
        {
            _found.Notes.LeftOut(id, "a service of Gateway Load Balancers; plsim has those of Network Load Balancers");
            return;
        }

        if (item.TextOrNull("ServiceState") is ("Deleting" or "Deleted" or "Failed") and { } state)
        {
            _found.Notes.LeftOut(id, $"the service is {state}");
            return;
        }

        var service = Inventory.Of(_found.Services, id);
        service.CalledAs = tags.GetValueOrDefault("Name");
        service.Tags = tags;
        service.AcceptanceRequired = item.Flag("AcceptanceRequired") ?? true;
        service.PrivateDnsName = item.TextOrNull("PrivateDnsName");
        service.IsPrivateDnsVerified = item.Member("PrivateDnsNameConfiguration")?.TextOrNull("State") == "verified";
        service.OwnerPays = item.TextOrNull("PayerResponsibility") == "ServiceOwner";
        service.Balancers.Clear();
        service.Balancers.AddRange(item.Texts("NetworkLoadBalancerArns"));
        service.IpAddressTypes.Clear();
        service.IpAddressTypes.AddRange(item.Texts("SupportedIpAddressTypes"));
        service.SupportedRegions.Clear();
        service.SupportedRegions.AddRange(item.Items("SupportedRegions")
            .Where(region => region.TextOrNull("ServiceState") is not ("Deleting" or "Deleted" or "Failed" or "Closed"))
            .Select(region => region.Text("Region")));
    }

    // Newer answers say of which service each principal is.
    private void ReadPrincipals(ImportNode answer)
    {
        var meant = answer.Items("AllowedPrincipals").All(principal => principal.Has("ServiceId")) && answer.Items("AllowedPrincipals").Any()
            ? null
            : Meant(answer, _found.Services, "AllowedPrincipals", "service");
        if (meant is not null)
        {
            meant.Principals ??= new SortedSet<string>(StringComparer.Ordinal);
        }

        foreach (var principal in answer.Items("AllowedPrincipals"))
        {
            if ((principal.TextOrNull("ServiceId") is { } id ? _found.Services.GetValueOrDefault(id) : meant) is { } service)
            {
                service.Principals ??= new SortedSet<string>(StringComparer.Ordinal);
                service.Principals.Add(principal.Text("Principal"));
            }
        }
    }

    private void ReadEndpoint(ImportNode item)
    {
        var id = item.Text("VpcEndpointId");
        var type = item.TextOrNull("VpcEndpointType") ?? "Interface";
        var name = item.TextOrNull("ServiceName") ?? "";
        if (type != "Interface")
        {
            _found.Notes.LeftOut(id, $"an endpoint of type {type}; plsim has interface endpoints");
            return;
        }

        if (!ServiceName.TryParse(name, out var region, out var serviceId))
        {
            _found.Notes.LeftOut(id, $"an endpoint to {name}; plsim has services that accounts make, not AWS's own");
            return;
        }

        var endpoint = Inventory.Of(_found.Endpoints, id);
        endpoint.Tags = Tags(item);
        endpoint.CalledAs = endpoint.Tags.GetValueOrDefault("Name");
        endpoint.Account = item.TextOrNull("OwnerId");
        endpoint.Vpc = item.Text("VpcId");
        endpoint.Service = serviceId;
        endpoint.State = item.TextOrNull("State") ?? "available";
        endpoint.IpAddressType = item.TextOrNull("IpAddressType");
        endpoint.DnsRecordIpType = item.Member("DnsOptions")?.TextOrNull("DnsRecordIpType");
        endpoint.PrivateDnsEnabled = item.Flag("PrivateDnsEnabled") is true;
        endpoint.Subnets.Clear();
        endpoint.Subnets.AddRange(item.Texts("SubnetIds"));
        endpoint.Groups.Clear();
        endpoint.Groups.AddRange(item.Items("Groups").Select(group => group.Text("GroupId")));
        if (!item.Has("ServiceRegion"))
        {
            InRegion(endpoint.Vpc, region);
        }
    }

    // The provider's side of an endpoint. What the consumer says of it is the same, and more.
    private void ReadConnection(ImportNode item)
    {
        var id = item.Text("VpcEndpointId");
        if (!_found.Endpoints.ContainsKey(id))
        {
            _found.Notes.LeftOut($"{id} of {item.TextOrNull("VpcEndpointOwner") ?? "another account"}", "its owner has not described it; a connection does not say which VPC and subnets it is in");
        }
    }
}
