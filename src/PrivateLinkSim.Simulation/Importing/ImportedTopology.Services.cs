using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Endpoint services, interface endpoints, and the look at them.</content>
internal sealed partial class ImportedTopology
{
    private readonly List<(string Endpoint, string State)> _looks = [];

    private bool NeedsVerifiedNames => _draft.List("topology.endpoints").Any(endpoint => (bool?)endpoint["privateDnsEnabled"] is true);

    private void AddServices()
    {
        foreach (var service in _found.Services.Values)
        {
            var subject = Subject(service);
            var balancers = Known(service.Balancers, service, "load balancers");
            if (balancers.Length == 0)
            {
                _draft.Notes.LeftOut(subject, "none of its load balancers is there");
            }
            else if (!_draft.IsRefused(service, subject))
            {
                AddService(service, _vpcOf[balancers[0]], balancers);
            }
        }
    }

    private void AddService(FoundService service, FoundVpc vpc, string[] balancers)
    {
        _isIn.Add(service.Id);
        _vpcOf[service.Id] = vpc;
        var regions = service.SupportedRegions.Where(region => region != vpc.Region).Order(StringComparer.Ordinal).ToArray();
        Account(vpc, regions);
        _draft.Add("topology.services", service, Subject(service), ImportDraft.Object(
            ("name", _names[service.Id]),
            ("loadBalancers", ImportDraft.Texts(balancers.Select(balancer => _names[balancer]))),
            ("acceptanceRequired", ImportDraft.If(service.AcceptanceRequired)),
            ("supportedRegions", ImportDraft.Texts(regions)),
            ("allowedPrincipals", ImportDraft.Texts(Principals(service))),
            ("supportedIpAddressTypes", ImportDraft.Texts(service.IpAddressTypes.SequenceEqual(["ipv4"], StringComparer.Ordinal) ? [] : service.IpAddressTypes.Order(StringComparer.Ordinal))),
            ("privateDnsName", service.PrivateDnsName),
            ("privateDnsVerified", ImportDraft.If(service is { PrivateDnsName: not null, IsPrivateDnsVerified: true })),
            ("tags", ImportDraft.Map(service.Tags)),
            ("payerResponsibility", service.OwnerPays ? "ServiceOwner" : null)));
    }

    private IEnumerable<string> Principals(FoundService service)
    {
        var owners = _found.Endpoints.Values.Where(endpoint => endpoint.Service == service.Id && IsThere(endpoint))
            .Select(endpoint => _found.Vpcs.GetValueOrDefault(endpoint.Vpc)?.Account).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var principal in service.Principals ?? [])
        {
            if (Principal.IsWellFormed(principal))
            {
                named.Add(principal);
            }
            else
            {
                _draft.Notes.LeftOut($"principal {principal} of {Subject(service)}", "a principal is *, an account's root, or a user or role without a path");
            }
        }

        foreach (var owner in owners.Where(owner => !named.Contains("*") && !named.Contains(RootOf(owner))))
        {
            named.Add(RootOf(owner));
            _draft.Notes.Changed(
                $"{Subject(service)} lets in {_names[owner]}",
                service.Principals is null ? "who may connect is not described, and the owners of its endpoints must be"
                : "endpoints of a topology are made by the root of an account, and it has one");
        }

        return named.Select(principal => _accounts.FirstOrDefault(account => RootOf(account.Key) == principal).Value ?? principal);
    }

    private static string RootOf(string account) => $"arn:aws:iam::{account}:root";

    private void AddEndpoints()
    {
        foreach (var endpoint in _found.Endpoints.Values)
        {
            var subject = Subject(endpoint);
            var (vpc, service) = (_vpcs.GetValueOrDefault(endpoint.Vpc), _found.Services.GetValueOrDefault(endpoint.Service));
            var why = !IsThere(endpoint) ? $"it is {endpoint.State}"
                : vpc is null ? $"its VPC {endpoint.Vpc} is not there"
                : service is null ? $"its service {endpoint.Service} is not described; its provider can describe it"
                : !_isIn.Contains(endpoint.Service) ? $"its service {Subject(service)} is left out"
                : null;
            if (why is not null)
            {
                _draft.Notes.LeftOut(subject, why);
            }
            else if (!_draft.IsRefused(endpoint, subject))
            {
                AddEndpoint(endpoint, service!, vpc!);
            }
        }
    }

    private void AddEndpoint(FoundEndpoint endpoint, FoundService service, FoundVpc vpc)
    {
        var subject = Subject(endpoint);
        if (endpoint.Account is { } account && account != vpc.Account)
        {
            _draft.Notes.Changed(subject, $"{account} made it; here the owner of its VPC, {vpc.Account}, does");
        }

        var state = State(endpoint);
        if (state == "pendingAcceptance" && !service.AcceptanceRequired)
        {
            _draft.Notes.Changed(subject, "it awaits acceptance, and its service asks for none any more; it is accepted");
            state = "available";
        }

        var hasDns = endpoint.PrivateDnsEnabled && service is { PrivateDnsName: not null, IsPrivateDnsVerified: true } && state != "pendingAcceptance";
        if (endpoint.PrivateDnsEnabled && !hasDns)
        {
            _draft.Notes.LeftOut($"private DNS of {subject}", $"{Subject(service)} has no private DNS name that is verified, or the connection is not accepted");
        }

        _looks.Add((_names[endpoint.Id], state));
        _draft.Add("topology.endpoints", endpoint, subject, ImportDraft.Object(
            ("name", _names[endpoint.Id]),
            ("vpc", _names[vpc.Id]),
            ("service", _names[service.Id]),
            ("subnets", ImportDraft.Texts(Known(endpoint.Subnets, endpoint, "subnets").Select(subnet => _names[subnet]))),
            ("securityGroups", ImportDraft.Texts(Known(endpoint.Groups, endpoint, "security groups").Select(group => _names[group]))),
            ("ipAddressType", endpoint.IpAddressType is "ipv6" or "dualstack" ? endpoint.IpAddressType : null),
            ("dnsRecordIpType", endpoint.DnsRecordIpType == (endpoint.IpAddressType ?? "ipv4") ? null : endpoint.DnsRecordIpType),
            ("privateDnsEnabled", ImportDraft.If(hasDns)),
            ("connection", state switch { "rejected" => "rejected", "pendingAcceptance" => "awaited", _ => null }),
            ("tags", ImportDraft.Map(endpoint.Tags))));
    }

    // What the endpoints are when their making is over.
    private JArray Looks() => _looks.Count == 0 ? [] : [ImportDraft.Object(
        ("after", "2m"),
        ("note", "The endpoints are as they were found."),
        ("expect", new JArray(_looks.Select(look => new JObject { ["endpoint"] = look.Endpoint, ["state"] = look.State }))))];

    private static bool IsThere(FoundEndpoint endpoint) => State(endpoint).Length > 0;

    private static string State(FoundEndpoint endpoint) => endpoint.State.ToUpperInvariant() switch
    {
        "AVAILABLE" or "PENDING" => "available",
        "PENDINGACCEPTANCE" => "pendingAcceptance",
        "REJECTED" => "rejected",
        _ => "",
    };
}
