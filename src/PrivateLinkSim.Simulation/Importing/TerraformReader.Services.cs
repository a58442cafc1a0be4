using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Endpoint services and interface endpoints.</content>
internal sealed partial class TerraformReader
{
    private const string ServiceType = "aws_vpc_endpoint_service";
    private const string EndpointType = "aws_vpc_endpoint";

    private readonly SortedSet<string> _accepted = new(StringComparer.Ordinal);

    private void ReadService(TerraformResource resource)
    {
        var values = resource.Values;
        if (!Says(resource, "network_load_balancer_arns") && values.Texts("gateway_load_balancer_arns").Any())
        {
            _found.Notes.LeftOut(resource.Address, "a service of Gateway Load Balancers; plsim has those of Network Load Balancers");
            return;
        }

        var service = Inventory.Of(_found.Services, resource.Address);
        service.CalledAs = CalledAs(resource);
        service.Tags = Tags(resource);
        service.AcceptanceRequired = values.Flag("acceptance_required") ?? true;
        service.Principals = new SortedSet<string>(values.Texts("allowed_principals"), StringComparer.Ordinal);
        service.Balancers.AddRange(IdsOf(resource, "aws_lb", "network_load_balancer_arns"));
        service.SupportedRegions.AddRange(values.Texts("supported_regions"));
        service.IpAddressTypes.AddRange(values.Texts("supported_ip_address_types"));
        service.PrivateDnsName = values.TextOrNull("private_dns_name") is { Length: > 0 } name ? name : null;
        service.IsPrivateDnsVerified = values.Items("private_dns_name_configuration").Any(each => each.TextOrNull("state") == "verified");
        if (!_isState && service is { PrivateDnsName: not null, IsPrivateDnsVerified: false })
        {
            service.IsPrivateDnsVerified = true;
            _found.Notes.Changed(resource.Address, $"{service.PrivateDnsName} is taken for verified");
        }
    }

    private void ReadPrincipal(TerraformResource resource)
    {
        if (!_found.Services.TryGetValue(IdOf(resource, ServiceType, "vpc_endpoint_service_id"), out var service))
        {
            _found.Notes.LeftOut(resource.Address, "its service is not here, or Terraform does not say which it is");
        }
        else if (resource.Values.TextOrNull("principal_arn") is { Length: > 0 } principal)
        {
            service.Principals!.Add(principal);
        }
        else
        {
            _found.Notes.LeftOut(resource.Address, "Terraform does not say yet whom it lets in");
        }
    }

    private void ReadVerification(TerraformResource resource)
    {
        if (_found.Services.TryGetValue(IdOf(resource, ServiceType, "service_id"), out var service))
        {
            service.IsPrivateDnsVerified = true;
        }
    }

    private void ReadEndpoint(TerraformResource resource)
    {
        var values = resource.Values;
        if ((values.TextOrNull("vpc_endpoint_type") ?? "Gateway") is not "Interface" and var type)
        {
            _found.Notes.LeftOut(resource.Address, $"an endpoint of type {type}; plsim has interface endpoints");
            return;
        }

        var service = _references.One(resource, ServiceType, "service_name");
        if (service is null && values.TextOrNull("service_name") is { } name && !ServiceName.TryParse(name, out _, out _))
        {
            _found.Notes.LeftOut(resource.Address, $"an endpoint to {name}; plsim has services that accounts make, not AWS's own");
            return;
        }

        var endpoint = Inventory.Of(_found.Endpoints, resource.Address);
        endpoint.CalledAs = CalledAs(resource);
        endpoint.Tags = Tags(resource);
        endpoint.Vpc = VpcOf(resource);
        endpoint.Service = service?.Address ?? values.TextOrNull("service_name") ?? Unknown(resource, ["service_name"]);
        endpoint.State = values.TextOrNull("state") is { Length: > 0 } state ? state : values.Flag("auto_accept") is true ? "available" : "";
        endpoint.IpAddressType = values.TextOrNull("ip_address_type");
        endpoint.DnsRecordIpType = values.Items("dns_options").Select(each => each.TextOrNull("dns_record_ip_type")).FirstOrDefault();
        endpoint.PrivateDnsEnabled = values.Flag("private_dns_enabled") is true;
        endpoint.Subnets.AddRange(IdsOf(resource, "aws_subnet", "subnet_ids").Concat(IdsOf(resource, "aws_subnet", "subnet_configuration", "subnet_id")).Distinct(StringComparer.Ordinal));
        if (endpoint.Subnets.Count == 0 && TerraformReferences.Expressions(resource, "subnet_ids").Any())
        {
            endpoint.Subnets.AddRange(AnySubnets(resource, endpoint.Vpc));
        }

        endpoint.Groups.AddRange(IdsOf(resource, "aws_security_group", "security_group_ids"));
    }

    private void ReadSubnetAssociation(TerraformResource resource) =>
        Endpoint(resource)?.Subnets.Add(IdOf(resource, "aws_subnet", "subnet_id"));

    private void ReadGroupAssociation(TerraformResource resource) =>
        Endpoint(resource)?.Groups.Add(IdOf(resource, "aws_security_group", "security_group_id"));

    private void ReadPrivateDns(TerraformResource resource)
    {
        if (Endpoint(resource) is { } endpoint)
        {
            endpoint.PrivateDnsEnabled = resource.Values.Flag("private_dns_enabled") is true;
        }
    }

    private void ReadAccepter(TerraformResource resource)
    {
        if (Endpoint(resource) is { } endpoint)
        {
            _accepted.Add(endpoint.Id);
        }
    }

    private FoundEndpoint? Endpoint(TerraformResource resource)
    {
        var named = _references.One(resource, EndpointType, "vpc_endpoint_id");
        if (named is null)
        {
            _found.Notes.LeftOut(resource.Address, "its endpoint is not here, or Terraform does not say which it is");
        }

        return named is null ? null : _found.Endpoints.GetValueOrDefault(named.Address);
    }

    // Before it is made, an endpoint will be what its service and an accepter make of it. A state has it as it was when it was made, before an
    // accepter was.
    private void Settle()
    {
        foreach (var endpoint in _found.Endpoints.Values)
        {
            if (endpoint.State == "pendingAcceptance" && _accepted.Contains(endpoint.Id))
            {
                endpoint.State = "available";
            }

            var awaits = _found.Services.GetValueOrDefault(endpoint.Service)?.AcceptanceRequired is true && !_accepted.Contains(endpoint.Id);
            endpoint.State = endpoint.State.Length > 0 ? endpoint.State : awaits ? "pendingAcceptance" : "available";
        }
    }
}
