using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Writes a sequence as a scenario file, so that it can be told and kept.</summary>
internal static class ScenarioPrinter
{
    private static readonly string[] AccountNames = ["provider", "consumer", "other"];
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(Disagreement found, Settings settings)
    {
        var lines = new List<string>
        {
            "{",
            $"  \"title\": {JsonValue.Create($"Oracle says {found.Oracle}; simulator says {found.Simulator}").ToJsonString(Form)},",
            $"  \"settings\": {Differing(settings).ToJsonString(Form)},",
            "  \"topology\": {",
            $"    \"accounts\": {Json(Stage.Accounts.Select((id, index) => new JsonObject { ["name"] = AccountNames[index], ["id"] = id, ["optedInRegions"] = index == Stage.SecondConsumer ? new JsonArray(Stage.Regions[Stage.Milan]) : null }))},",
            $"    \"vpcs\": {Json(Stage.Vpcs.Select(Vpc))},",
            $"    \"loadBalancers\": {Json(Stage.Balancers.Select(Balancer))}",
            "  },",
            "  \"steps\": [",
            Steps(found, settings),
            "  ]",
            "}",
        };
        return string.Join('\n', lines);
    }

    /// <summary>The steps alone: the stage is the same for every sequence.</summary>
    public static string Steps(Disagreement found, Settings settings)
    {
        var lines = new List<string>();
        var (services, endpoints, groups, listeners) = (0, 0, Stage.Vpcs.Length, Stage.Balancers.Length);
        var oracle = new NaiveOracle(settings);
        for (var at = 0; at < found.Sequence.Length; at++)
        {
            var op = found.Sequence[at];
            var broken = oracle.Judge(op);
            var step = Step(op);
            if (broken.Count > 0)
            {
                step["refused"] = new JsonObject { ["rule"] = string.Join(" or ", broken) };
            }
            else if (op is Op.CreateService or Op.CreateEndpoint or Op.CreateGroup or Op.CreateListener)
            {
                step["as"] = op switch
                {
                    Op.CreateService => Name("service", services++),
                    Op.CreateEndpoint => Name("endpoint", endpoints++),
                    Op.CreateGroup => Name("group", groups++),
                    _ => Name("listener", listeners++),
                };
            }

            lines.Add($"    {step.ToJsonString(Form)}{(at < found.Sequence.Length - 1 ? "," : "")}");
        }

        return string.Join('\n', lines);
    }

    private static JsonObject Differing(Settings settings)
    {
        var usual = new Settings();
        return Of([
            .. typeof(Settings).GetProperties().Where(each => each.CanWrite && !Equals(each.GetValue(settings), each.GetValue(usual)))
                .Select(each => (JsonNamingPolicy.CamelCase.ConvertName(each.Name), (JsonNode?)JsonValue.Create(each.GetValue(settings)!.ToString()))),
        ]);
    }

    private static JsonObject Vpc(StageVpc vpc, int index)
    {
        var first = Stage.Vpcs.Take(index).Sum(each => each.Subnets.Length);
        return new JsonObject
        {
            ["name"] = Name("vpc", index),
            ["account"] = AccountNames[vpc.Account],
            ["region"] = Stage.Regions[vpc.Region],
            ["enableDnsHostnames"] = vpc.DnsHostnames,
            ["subnets"] = new JsonArray([.. vpc.Subnets.Select((subnet, place) => new JsonObject
            {
                ["name"] = Name("subnet", first + place), ["zone"] = subnet.Zone, ["kind"] = subnet.Kind.ToString(), ["small"] = subnet.Small ? true : null,
            })]),
        };
    }

    private static JsonObject Balancer(StageBalancer balancer, int index) => new()
    {
        ["name"] = Name("lb", index),
        ["subnets"] = Names("subnet", balancer.Subnets),
        ["ipAddressType"] = balancer.Dualstack ? "dualstack" : "ipv4",
        ["tcpIdleTimeoutSeconds"] = balancer.IdleTimeout == 0 ? null : balancer.IdleTimeout,
    };

    private static JsonObject Step(Op op) => op switch
    {
        Op.Advance advance => new JsonObject { ["after"] = FormattableString.Invariant($"{advance.Seconds}s") },
        Op.EnableRegion enable => Call(AccountNames[enable.Account], "EnableRegion", Of(("RegionName", Stage.Regions[enable.Region]))),
        Op.DisableRegion disable => Call(AccountNames[disable.Account], "DisableRegion", Of(("RegionName", Stage.Regions[disable.Region]))),
        Op.CreateService create => Call(
            create.Who,
            "CreateVpcEndpointServiceConfiguration",
            Of(
                ("NetworkLoadBalancerArns", Names("lb", create.Balancers)),
                ("AcceptanceRequired", create.Acceptance),
                ("SupportedRegions", Regions(create.Supported)),
                ("SupportedIpAddressTypes", Texts(create.Types)),
                ("PrivateDnsName", PrivateName(create.Name)))),
        Op.ModifyService modify => Call(
            modify.Who,
            "ModifyVpcEndpointServiceConfiguration",
            Of(
                ("ServiceId", Name("service", modify.Service)),
                ("AddSupportedRegions", Regions(modify.AddRegions)),
                ("RemoveSupportedRegions", Regions(modify.RemoveRegions)),
                ("AcceptanceRequired", modify.Acceptance),
                ("AddNetworkLoadBalancerArns", Names("lb", modify.AddBalancers)),
                ("RemoveNetworkLoadBalancerArns", Names("lb", modify.RemoveBalancers)),
                ("AddSupportedIpAddressTypes", Texts(modify.AddTypes)),
                ("RemoveSupportedIpAddressTypes", Texts(modify.RemoveTypes)),
                ("PrivateDnsName", PrivateName(modify.Name)),
                ("RemovePrivateDnsName", modify.RemoveName ? true : null))),
        Op.Permissions change => Call(
            change.Who,
            "ModifyVpcEndpointServicePermissions",
            Of(
                ("ServiceId", Name("service", change.Service)),
                ("AddAllowedPrincipals", new JsonArray([.. change.Add.Select(each => JsonValue.Create(Stage.Principals[each]))])),
                ("RemoveAllowedPrincipals", new JsonArray([.. change.Remove.Select(each => JsonValue.Create(Stage.Principals[each]))])))),
        Op.StartVerification start => Call(
            start.Who, "StartVpcEndpointServicePrivateDnsVerification", Of(("ServiceId", Name("service", start.Service)))),
        Op.PublishTxt publish => Call(null, "PublishTxtRecord", Of(("ServiceId", Name("service", publish.Service)), ("Variant", publish.Variant))),
        Op.WithdrawTxt withdraw => Call(null, "WithdrawTxtRecord", Of(("ServiceId", Name("service", withdraw.Service)), ("Variant", withdraw.Variant))),
        Op.SetPayer payer => Call(
            payer.Who,
            "ModifyVpcEndpointServicePayerResponsibility",
            Of(("ServiceId", Name("service", payer.Service)), ("PayerResponsibility", payer.Known ? "ServiceOwner" : "EndpointOwner"))),
        Op.Accept accept => Call(accept.Who, "AcceptVpcEndpointConnections", Connection(accept.Service, accept.Endpoint)),
        Op.Reject reject => Call(reject.Who, "RejectVpcEndpointConnections", Connection(reject.Service, reject.Endpoint)),
        Op.DeleteService delete => Call(
            delete.Who, "DeleteVpcEndpointServiceConfigurations", Of(("ServiceIds", Names("service", [delete.Service])))),
        Op.CreateEndpoint create => Call(
            create.Who,
            "CreateVpcEndpoint",
            Of(
                ("VpcId", Name("vpc", create.Vpc)),
                ("ServiceName", Name("service", create.Service)),
                ("ServiceRegion", create.ServiceRegion is { } region ? Stage.Regions[region] : null),
                ("SubnetIds", Names("subnet", create.Subnets)),
                ("IpAddressType", create.Type?.ToString()),
                ("DnsRecordIpType", create.Records?.ToString()),
                ("PrivateDnsEnabled", create.PrivateDns),
                ("SecurityGroupIds", Names("group", create.Groups)),
                ("SubnetConfiguration", Chosen(create.Chosen)),
                ("Tags", create.Tag < 0 ? null : create.Tag == 0 ? "team" : "aws:team")),
            create.Principal),
        Op.ModifyEndpoint modify => Call(
            modify.Who,
            "ModifyVpcEndpoint",
            Of(
                ("VpcEndpointId", Name("endpoint", modify.Endpoint)),
                ("AddSubnetIds", Names("subnet", modify.AddSubnets)),
                ("RemoveSubnetIds", Names("subnet", modify.RemoveSubnets)),
                ("IpAddressType", modify.Type?.ToString()),
                ("DnsRecordIpType", modify.Records?.ToString()),
                ("PrivateDnsEnabled", modify.PrivateDns),
                ("AddSecurityGroupIds", Names("group", modify.AddGroups)),
                ("RemoveSecurityGroupIds", Names("group", modify.RemoveGroups)),
                ("SubnetConfiguration", Chosen(modify.Chosen)))),
        Op.DeleteEndpoint delete => Call(delete.Who, "DeleteVpcEndpoints", Of(("VpcEndpointIds", Names("endpoint", [delete.Endpoint])))),
        Op.DeleteBalancer delete => Call(delete.Who, "DeleteLoadBalancer", Of(("LoadBalancerArn", Name("lb", delete.Balancer)))),
        Op.SetBalancerType set => Call(
            set.Who, "SetIpAddressType", Of(("LoadBalancerArn", Name("lb", set.Balancer)), ("IpAddressType", set.Type.ToString()))),
        Op.SetBalancerSubnets set => Call(
            set.Who, "SetSubnets", Of(("LoadBalancerArn", Name("lb", set.Balancer)), ("Subnets", Names("subnet", set.Subnets)))),
        Op.CreateListener create => Call(
            create.Who,
            "CreateListener",
            Of(("LoadBalancerArn", Name("lb", create.Balancer)), ("Protocol", create.Protocol.ToString()), ("Port", create.Port))),
        Op.SetIdleTimeout set => Call(
            set.Who, "ModifyListenerAttributes", Of(("ListenerArn", Name("listener", set.Listener)), ("tcp.idle_timeout.seconds", set.Seconds))),
        Op.DeleteListener delete => Call(delete.Who, "DeleteListener", Of(("ListenerArn", Name("listener", delete.Listener)))),
        Op.CreateGroup create => Call(create.Who, "CreateSecurityGroup", Of(("VpcId", Name("vpc", create.Vpc)))),
        Op.DeleteGroup delete => Call(delete.Who, "DeleteSecurityGroup", Of(("GroupId", Name("group", delete.Group)))),
        Op.DeleteSubnet delete => Call(delete.Who, "DeleteSubnet", Of(("SubnetId", Name("subnet", delete.Subnet)))),
        Op.DeleteVpc delete => Call(delete.Who, "DeleteVpc", Of(("VpcId", Name("vpc", delete.Vpc)))),
        Op.SetDnsAttributes set => Call(
            set.Who,
            "ModifyVpcAttribute",
            Of(("VpcId", Name("vpc", set.Vpc)), ("EnableDnsSupport", set.Support), ("EnableDnsHostnames", set.Hostnames))),
        Op.TagService tag => Call(tag.Who, "CreateTags", Of(("ResourceId", Name("service", tag.Service)), ("Key", tag.Tag == 0 ? "team" : "aws:team"))),
        Op.TagEndpoint tag => Call(tag.Who, "CreateTags", Of(("ResourceId", Name("endpoint", tag.Endpoint)), ("Key", tag.Tag == 0 ? "team" : "aws:team"))),
        _ => throw new InvalidOperationException($"No step is known for {op}."),
    };

    private static JsonObject Call(Who who, string action, JsonObject parameters, int principal = 0)
    {
        var caller = who.Account < 0 ? principal == 0 ? null : Stage.Principal(0, principal).Replace(Stage.Accounts[0], "OWNER", StringComparison.Ordinal)
            : principal == 0 ? AccountNames[who.Account] : Stage.Principal(who.Account, principal);
        var step = Call(caller, action, parameters);
        if (who.Region >= 0)
        {
            step["region"] = Stage.Regions[who.Region];
        }

        return step;
    }

    private static JsonObject Call(string? caller, string action, JsonObject parameters)
    {
        var step = new JsonObject();
        if (caller is not null)
        {
            step["caller"] = caller;
        }

        step[action] = parameters;
        return step;
    }

    private static JsonObject Connection(int service, int endpoint) =>
        Of(("ServiceId", Name("service", service)), ("VpcEndpointIds", Names("endpoint", [endpoint])));

    /// <summary>The parameters that are given: null and empty ones are left out.</summary>
    private static JsonObject Of(params (string Name, JsonNode? Value)[] parameters)
    {
        var made = new JsonObject();
        foreach (var (name, value) in parameters)
        {
            if (value is not null and not JsonArray { Count: 0 })
            {
                made[name] = value;
            }
        }

        return made;
    }

    private static JsonNode? Chosen(Choice? choice) =>
        choice is null
            ? null
            : Of(("SubnetId", Name("subnet", choice.Subnet)), ("Ipv4", Address(choice.Ipv4)), ("Ipv6", Address(choice.Ipv6)));

    private static JsonNode? Address(int choice) => choice switch { 0 => null, 1 => "200th", 2 => "201st", 3 => "2nd", _ => "outside" };

    private static JsonNode? PrivateName(int? index) => index is { } name ? Stage.PrivateNames[name] : null;

    private static JsonArray Texts(IpAddressType[] types) => new([.. types.Select(type => JsonValue.Create(type.ToString()))]);

    private static JsonArray Regions(int[] indexes) => new([.. indexes.Select(index => JsonValue.Create(Stage.Regions[index]))]);

    private static JsonArray Names(string kind, int[] indexes) => new([.. indexes.Select(index => JsonValue.Create(Name(kind, index)))]);

    private static string Name(string kind, int index) => FormattableString.Invariant($"{kind}-{index}");

    private static string Json(IEnumerable<JsonObject> objects) => new JsonArray([.. objects]).ToJsonString(Form);
}
