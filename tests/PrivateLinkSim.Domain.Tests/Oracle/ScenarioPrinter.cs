using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Writes a sequence as a scenario file, so that it can be told and kept.</summary>
internal sealed class ScenarioPrinter(Settings settings)
{
    private static readonly string[] AccountNames = ["provider", "consumer", "other"];
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MalformedPrincipals = 3;

    private static readonly int NoRegion = Stage.Regions.Length - 1;

    private readonly NaiveOracle _oracle = new(settings);
    private readonly Theater _theater = new(settings);
    private int _groups = Stage.Vpcs.Length;
    private int _listeners = Stage.Balancers.Length;

    /// <summary>The sequence as a scenario that expects what the oracle says: it fails where the simulator says something else.</summary>
    public static string Print(Disagreement found, Settings settings) => Print(
        found.Sequence, settings, $"Oracle: {found.Oracle}; simulator: {found.Simulator}");

    /// <summary>A sequence as a scenario that expects what the oracle says.</summary>
    public static string Print(Op[] sequence, Settings settings, string title) => string.Join('\n',
    [
        "{",
        $"  \"title\": {JsonValue.Create(title).ToJsonString(Form)},",
        $"  \"settings\": {Differing(settings).ToJsonString(Form)},",
        "  \"topology\": {",
        $"    \"accounts\": {Json(Stage.Accounts.Select(Account))},",
        $"    \"vpcs\": {Json(Stage.Vpcs.Select(Vpc))},",
        $"    \"loadBalancers\": {Json(Stage.Balancers.Select(Balancer))}",
        "  },",
        "  \"steps\": [",
        Steps(sequence, settings),
        "  ]",
        "}",
    ]);

    /// <summary>The steps alone: the stage is the same for every sequence.</summary>
    public static string Steps(Op[] sequence, Settings settings)
    {
        var lines = new List<string>();
        var printer = new ScenarioPrinter(settings);
        var waited = 0;
        foreach (var op in sequence)
        {
            var step = printer.Next(op);
            if (op is Op.Advance advance)
            {
                waited += advance.Seconds;
                continue;
            }

            if (IsNoScenario(op, isRefused: step.ContainsKey("refused")))
            {
                continue;
            }

            if (waited > 0)
            {
                step["after"] = FormattableString.Invariant($"{waited}s");
                waited = 0;
            }

            lines.Add($"    {step.ToJsonString(Form)}");
        }

        return string.Join(",\n", lines);
    }

    // A scenario that names a Region which does not exist, or what is no principal, is refused as a whole. A call that does is left out:
    // it changes nothing.
    private static bool IsNoScenario(Op op, bool isRefused) => op switch
    {
        Op.EnableRegion enable => enable.Region == NoRegion,
        Op.DisableRegion disable => disable.Region == NoRegion,
        Op.CreateService create => create.Supported.Contains(NoRegion),
        Op.ModifyService modify => modify.AddRegions.Contains(NoRegion) || modify.RemoveRegions.Contains(NoRegion),
        Op.CreateEndpoint create => create.ServiceRegion == NoRegion,
        Op.Permissions change => change.Add.Concat(change.Remove).Any(IsMalformed) && (isRefused || change.Add.Concat(change.Remove).All(IsMalformed)),
        _ => false,
    };

    private static bool IsMalformed(int principal) => principal >= Stage.Principals.Length - MalformedPrincipals;

    private JsonObject Next(Op op)
    {
        var broken = _oracle.Judge(op);
        if (op is Op.Advance)
        {
            _theater.Play(op);
            return [];
        }

        var step = Call(op, _theater.CallerOf(op), Step(op));
        if (broken.Count > 0)
        {
            step["refused"] = Refusal(broken, Played(op));
            return step;
        }

        var (services, endpoints) = (_theater.Services.Count, _theater.Endpoints.Count);
        var made = Played(op);
        if (op is Op.CreateService or Op.CreateEndpoint or Op.CreateGroup or Op.CreateListener)
        {
            step["as"] = op switch
            {
                Op.CreateService => Name("service", services),
                Op.CreateEndpoint => Name("endpoint", endpoints),
                Op.CreateGroup => Name("group", _groups++),
                _ => Name("listener", _listeners++),
            };
        }

        return step;
    }

    // What the simulator makes of it, when it can make something of it.
    private Outcome? Played(Op op)
    {
        try
        {
            return _theater.Play(op);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private JsonObject Refusal(IEnumerable<string> broken, Outcome? outcome)
    {
        if (outcome is Outcome.Refused { Rejection: { } given } && broken.Contains(given.Rule, StringComparer.Ordinal))
        {
            return new JsonObject { ["code"] = given.Code, ["rule"] = given.Rule };
        }

        var rule = broken.First();
        return new JsonObject { ["code"] = RuleBook.Of(rule).Refusals[0].CodeIn(settings), ["rule"] = rule };
    }

    private static JsonObject Differing(Settings settings) => Of(
    [
        .. from setting in SettingBook.All
           let value = setting.ValueIn(settings)
           where !Equals(value, setting.ValueIn(new Settings()))
           select (setting.Name, value switch { bool flag => JsonValue.Create(flag), int number => JsonValue.Create(number), _ => (JsonNode?)JsonValue.Create(Setting.Show(value)) }),
    ]);

    // The oracle's callers may do everything: what policies forbid is not its matter.
    private static JsonObject Account(string id, int index)
    {
        var account = new JsonObject
        {
            ["name"] = AccountNames[index],
            ["id"] = id,
            ["users"] = new JsonArray(Identity("ann")),
            ["roles"] = new JsonArray(Identity("dev")),
        };
        if (index == Stage.SecondConsumer)
        {
            account["optedInRegions"] = new JsonArray(Stage.Regions[Stage.Milan]);
        }

        return account;
    }

    private static JsonObject Identity(string name) => new()
    {
        ["name"] = name,
        ["policies"] = new JsonObject
        {
            ["everything"] = new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new JsonObject { ["Effect"] = "Allow", ["Action"] = "*", ["Resource"] = "*" },
            },
        },
    };

    private static JsonObject Vpc(StageVpc vpc, int index)
    {
        var first = Stage.Vpcs.Take(index).Sum(each => each.Subnets.Length);
        return new JsonObject
        {
            ["name"] = Name("vpc", index),
            ["account"] = AccountNames[vpc.Account],
            ["region"] = Stage.Regions[vpc.Region],
            ["cidrBlock"] = FormattableString.Invariant($"10.{index}.0.0/16"),
            ["ipv6"] = true,
            ["enableDnsHostnames"] = vpc.DnsHostnames,
            ["subnets"] = new JsonArray([.. vpc.Subnets.Select((subnet, place) => Subnet(subnet, index, place, Name("subnet", first + place)))]),
        };
    }

    private static JsonObject Subnet(StageSubnet subnet, int vpc, int place, string name)
    {
        var made = new JsonObject { ["name"] = name, ["zone"] = subnet.Zone };
        switch (subnet.Kind)
        {
            case SubnetKind.Ipv6Only:
                made["ipv6Only"] = true;
                break;
            case SubnetKind.Dualstack:
                made["ipv6"] = true;
                goto default;
            default:
                made["cidrBlock"] = FormattableString.Invariant($"10.{vpc}.{place}.0/{(subnet.Small ? 28 : 24)}");
                break;
        }

        return made;
    }

    private static JsonObject Balancer(StageBalancer balancer, int index)
    {
        var listener = new JsonObject { ["name"] = Name("listener", index), ["protocol"] = "TCP", ["port"] = 443 };
        if (balancer.IdleTimeout > 0)
        {
            listener["tcpIdleTimeoutSeconds"] = balancer.IdleTimeout;
        }

        return new JsonObject
        {
            ["name"] = Name("lb", index),
            ["subnets"] = new JsonArray([.. balancer.Subnets.Select(each => JsonValue.Create(Name("subnet", each)))]),
            ["ipAddressType"] = balancer.Dualstack ? "dualstack" : "ipv4",
            ["listeners"] = new JsonArray(listener),
        };
    }

    private static JsonObject Call(Op op, Caller? caller, (string Action, JsonObject Parameters) call)
    {
        var step = new JsonObject();
        if (caller is not null)
        {
            var account = Array.IndexOf(Stage.Accounts, caller.Account);
            step["caller"] = caller.PrincipalArn == Stage.Principal(account, 0) ? AccountNames[account] : caller.PrincipalArn;
            if (op is not Op.EnableRegion and not Op.DisableRegion)
            {
                step["region"] = caller.Region;
            }
        }

        step[call.Action] = call.Parameters;
        return step;
    }

    private (string Action, JsonObject Parameters) Step(Op op) => op switch
    {
        Op.EnableRegion enable => ("EnableRegion", Of(("RegionName", Stage.Regions[enable.Region]))),
        Op.DisableRegion disable => ("DisableRegion", Of(("RegionName", Stage.Regions[disable.Region]))),
        Op.CreateService create => (
            "CreateVpcEndpointServiceConfiguration",
            Of(
                ("NetworkLoadBalancerArns", Many(create.Balancers, Balancer)),
                ("AcceptanceRequired", create.Acceptance),
                ("SupportedRegions", Regions(create.Supported)),
                ("SupportedIpAddressTypes", Types(create.Types)),
                ("PrivateDnsName", PrivateName(create.Name)))),
        Op.ModifyService modify => (
            "ModifyVpcEndpointServiceConfiguration",
            Of(
                ("ServiceId", Service(modify.Service)),
                ("AddSupportedRegions", Regions(modify.AddRegions)),
                ("RemoveSupportedRegions", Regions(modify.RemoveRegions)),
                ("AcceptanceRequired", modify.Acceptance),
                ("AddNetworkLoadBalancerArns", Many(modify.AddBalancers, Balancer)),
                ("RemoveNetworkLoadBalancerArns", Many(modify.RemoveBalancers, Balancer)),
                ("AddSupportedIpAddressTypes", Types(modify.AddTypes)),
                ("RemoveSupportedIpAddressTypes", Types(modify.RemoveTypes)),
                ("PrivateDnsName", PrivateName(modify.Name)),
                ("RemovePrivateDnsName", modify.RemoveName ? true : null))),
        Op.Permissions change => (
            "ModifyVpcEndpointServicePermissions",
            Of(
                ("ServiceId", Service(change.Service)),
                ("AddAllowedPrincipals", Many([.. change.Add.Where(each => !IsMalformed(each))], each => Stage.Principals[each])),
                ("RemoveAllowedPrincipals", Many([.. change.Remove.Where(each => !IsMalformed(each))], each => Stage.Principals[each])))),
        Op.StartVerification start => ("StartVpcEndpointServicePrivateDnsVerification", Of(("ServiceId", Service(start.Service)))),
        Op.PublishTxt => ("PublishTxtRecord", Record(op)),
        Op.WithdrawTxt => ("WithdrawTxtRecord", Record(op)),
        Op.SetPayer payer => (
            "ModifyVpcEndpointServicePayerResponsibility",
            Of(("ServiceId", Service(payer.Service)), ("PayerResponsibility", payer.Known ? "ServiceOwner" : "EndpointOwner"))),
        Op.Accept accept => ("AcceptVpcEndpointConnections", Connection(accept.Service, accept.Endpoint)),
        Op.Reject reject => ("RejectVpcEndpointConnections", Connection(reject.Service, reject.Endpoint)),
        Op.DeleteService delete => ("DeleteVpcEndpointServiceConfigurations", Of(("ServiceIds", Many([delete.Service], Service)))),
        Op.CreateEndpoint create => (
            "CreateVpcEndpoint",
            Of(
                ("VpcId", Vpc(create.Vpc)),
                ("ServiceName", Service(create.Service) is var service && create.Service < _theater.Services.Count ? service : $"com.amazonaws.vpce.{Stage.Regions[Stage.Virginia]}.{service}"),
                ("ServiceRegion", create.ServiceRegion is { } region ? Stage.Regions[region] : null),
                ("SubnetIds", Many(create.Subnets, Subnet)),
                ("IpAddressType", create.Type?.OnTheWire()),
                ("DnsOptions", Records(create.Records)),
                ("PrivateDnsEnabled", create.PrivateDns),
                ("SecurityGroupIds", Many(create.Groups, Group)),
                ("SubnetConfigurations", Chosen(create.Chosen)),
                ("Tags", create.Tag < 0 ? null : Tags(create.Tag)))),
        Op.ModifyEndpoint modify => (
            "ModifyVpcEndpoint",
            Of(
                ("VpcEndpointId", Endpoint(modify.Endpoint)),
                ("AddSubnetIds", Many(modify.AddSubnets, Subnet)),
                ("RemoveSubnetIds", Many(modify.RemoveSubnets, Subnet)),
                ("IpAddressType", modify.Type?.OnTheWire()),
                ("DnsOptions", Records(modify.Records)),
                ("PrivateDnsEnabled", modify.PrivateDns),
                ("AddSecurityGroupIds", Many(modify.AddGroups, Group)),
                ("RemoveSecurityGroupIds", Many(modify.RemoveGroups, Group)),
                ("SubnetConfigurations", Chosen(modify.Chosen)))),
        Op.DeleteEndpoint delete => ("DeleteVpcEndpoints", Of(("VpcEndpointIds", Many([delete.Endpoint], Endpoint)))),
        Op.TagService tag => ("CreateTags", Of(("Resources", Many([tag.Service], Service)), ("Tags", Tags(tag.Tag)))),
        Op.TagEndpoint tag => ("CreateTags", Of(("Resources", Many([tag.Endpoint], Endpoint)), ("Tags", Tags(tag.Tag)))),
        _ => NetworkStep(op),
    };

    private (string Action, JsonObject Parameters) NetworkStep(Op op) => op switch
    {
        Op.DeleteBalancer delete => ("DeleteLoadBalancer", Of(("LoadBalancerArn", Balancer(delete.Balancer)))),
        Op.SetBalancerType set => (
            "SetIpAddressType", Of(("LoadBalancerArn", Balancer(set.Balancer)), ("IpAddressType", set.Type.OnTheWire()))),
        Op.SetBalancerSubnets set => (
            "SetSubnets", Of(("LoadBalancerArn", Balancer(set.Balancer)), ("Subnets", Many(set.Subnets, Subnet)))),
        Op.CreateListener create => (
            "CreateListener",
            Of(
                ("LoadBalancerArn", Balancer(create.Balancer)),
                ("Protocol", create.Protocol == ListenerProtocol.TcpUdp ? "TCP_UDP" : create.Protocol.ToString().ToUpperInvariant()),
                ("Port", create.Port))),
        Op.SetIdleTimeout set => (
            "ModifyListenerAttributes", Of(("ListenerArn", Listener(set.Listener)), ("TcpIdleTimeoutSeconds", set.Seconds))),
        Op.DeleteListener delete => ("DeleteListener", Of(("ListenerArn", Listener(delete.Listener)))),
        Op.CreateGroup create => (
            "CreateSecurityGroup",
            Of(("VpcId", Vpc(create.Vpc)), ("GroupName", Name("group", _groups)), ("Description", "A group."))),
        Op.DeleteGroup delete => ("DeleteSecurityGroup", Of(("GroupId", Group(delete.Group)))),
        Op.DeleteSubnet delete => ("DeleteSubnet", Of(("SubnetId", Subnet(delete.Subnet)))),
        Op.DeleteVpc delete => ("DeleteVpc", Of(("VpcId", Vpc(delete.Vpc)))),
        Op.SetDnsAttributes set => (
            "ModifyVpcAttribute",
            Of(("VpcId", Vpc(set.Vpc)), ("EnableDnsSupport", set.Support), ("EnableDnsHostnames", set.Hostnames))),
        _ => throw new InvalidOperationException($"No step is known for {op}."),
    };

    private JsonObject Connection(int service, int endpoint) =>
        Of(("ServiceId", Service(service)), ("VpcEndpointIds", Many([endpoint], Endpoint)));

    private JsonObject Record(Op op) => _theater.RecordOf(op) is var (name, value) ? Of(("Name", name), ("Value", value)) : [];

    private JsonArray? Chosen(Choice? choice) =>
        choice is null
            ? null
            : new JsonArray([.. _theater.Chosen(choice).Select(each => Of(("SubnetId", Subnet(choice.Subnet)), ("Ipv4", each.Ipv4), ("Ipv6", each.Ipv6)))]);

    // Things that exist go by the scenario's names, the default groups and what never existed by an id.
    private string Service(int index) => index < _theater.Services.Count ? Name("service", index) : "vpce-svc-00000000000000bad";

    private string Endpoint(int index) => index < _theater.Endpoints.Count ? Name("endpoint", index) : "vpce-00000000000000bad";

    private string Group(int index) => index < Stage.Vpcs.Length || index >= _groups ? _theater.Group(index) : Name("group", index);

    private string Listener(int index) => index < _listeners ? Name("listener", index) : $"{_theater.Listener(0)}bad";

    private static string Vpc(int index) => index < Stage.Vpcs.Length ? Name("vpc", index) : "vpc-00000000000000bad";

    private static string Subnet(int index) =>
        index < Stage.Vpcs.Sum(vpc => vpc.Subnets.Length) ? Name("subnet", index) : "subnet-00000000000000bad";

    private string Balancer(int index) => index < Stage.Balancers.Length ? Name("lb", index) : _theater.Balancer(index);

    private static JsonObject? Records(DnsRecordIpType? records) => records is { } given ? Of(("DnsRecordIpType", given.OnTheWire())) : null;

    private static JsonObject Tags(int tag) => Of((tag == 0 ? "team" : "aws:team", "ledger"));

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

    private static JsonNode? PrivateName(int? index) => index is { } name ? Stage.PrivateNames[name] : null;

    private static JsonArray Types(IpAddressType[] types) => new([.. types.Select(type => JsonValue.Create(type.OnTheWire()))]);

    private static JsonArray Regions(int[] indexes) => Many(indexes, index => Stage.Regions[index]);

    private static JsonArray Many(int[] indexes, Func<int, string> named) => new([.. indexes.Select(index => JsonValue.Create(named(index)))]);

    private static string Name(string kind, int index) => FormattableString.Invariant($"{kind}-{index}");

    private static string Json(IEnumerable<JsonObject> objects) => new JsonArray([.. objects]).ToJsonString(Form);
}
