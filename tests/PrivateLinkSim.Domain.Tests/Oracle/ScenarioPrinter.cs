using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>Writes a sequence as a scenario file, so that it can be told and kept.</summary>
internal sealed partial class ScenarioPrinter(Settings settings)
{
    /// <summary>What the scenarios call the accounts of the stage.</summary>
    public static readonly string[] AccountNames = ["provider", "consumer", "other"];
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MalformedPrincipals = 3;

    private static readonly int NoRegion = Stage.Regions.Length - 1;

    private readonly NaiveOracle _oracle = new(settings);
    private readonly Theater _theater = new(settings);
    private readonly List<string> _leftOut = [];
    private int _groups = Stage.Vpcs.Length;
    private int _listeners = Stage.Balancers.Length;

    /// <summary>
    /// The sequence as a scenario that expects what the oracle says: it fails at its last step, where the simulator says something else.
    /// </summary>
    public static string Print(Disagreement found, Settings settings) => Print(
        found.Sequence, settings, $"Oracle: {found.Oracle}; simulator: {found.Simulator}");

    /// <summary>
    /// A sequence as a scenario that expects what the oracle says: of every call whether it is refused, and after the last one, or after
    /// each, how things stand.
    /// </summary>
    public static string Print(Op[] sequence, Settings settings, string title, bool looksAfterEach = false)
    {
        var printer = new ScenarioPrinter(settings);
        var steps = printer.StepsOf(sequence, looksAfterEach);
        string[] lines =
        [
            "{",
            $"  \"title\": {Text(title)},",
            .. printer._leftOut.Count == 0 ? Array.Empty<string>() : [$"  \"story\": {Text($"Left out, as a scenario can't name a Region or principal that there can't be: {string.Join("; ", printer._leftOut)}.")},"],
            $"  \"settings\": {Differing(settings).ToJsonString(Form)},",
            "  \"topology\": {",
            $"    \"accounts\": {Json(Stage.Accounts.Select(Account))},",
            $"    \"vpcs\": {Json(Stage.Vpcs.Select(Vpc))},",
            $"    \"loadBalancers\": {Json(Stage.Balancers.Select(Balancer))}",
            "  },",
            "  \"steps\": [",
            steps,
            "  ]",
            "}",
        ];
        return string.Join('\n', lines);
    }

    /// <summary>The steps alone: the stage is the same for every sequence.</summary>
    public static string Steps(Op[] sequence, Settings settings) => new ScenarioPrinter(settings).StepsOf(sequence, false);

    private string StepsOf(Op[] sequence, bool looksAfterEach)
    {
        var lines = new List<string>();
        var waited = 0;
        for (var at = 0; at < sequence.Length; at++)
        {
            var op = sequence[at];
            var step = Next(op);
            waited += op is Op.Advance advance ? advance.Seconds : 0;
            if (IsNoScenario(op, isRefused: step.ContainsKey("refused")))
            {
                _leftOut.Add(FormattableString.Invariant($"after {lines.Count} steps {step.ToJsonString(Form)}"));
                step = [];
            }

            // A step without a call is a look at how things stand.
            var looks = looksAfterEach || at == sequence.Length - 1;
            if (step.Count == 0 && !looks)
            {
                continue;
            }

            if (waited > 0)
            {
                step["after"] = FormattableString.Invariant($"{waited}s");
                waited = 0;
            }

            if (looks)
            {
                step["expect"] = Expectations.Of(_oracle);
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
            Played(op);
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
        catch (Exception)
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

        var rule = broken.Select(RuleBook.Of).First(each => !each.Refusals.IsEmpty);
        return new JsonObject { ["code"] = rule.Refusals[0].CodeIn(settings), ["rule"] = rule.Id };
    }

    private static JsonObject Differing(Settings settings) => Of(
    [
        .. from setting in SettingBook.All
           let value = setting.ValueIn(settings)
           where !Equals(value, setting.ValueIn(new Settings()))
           select (setting.Name, value switch { bool flag => JsonValue.Create(flag), int number => JsonValue.Create(number), _ => (JsonNode?)JsonValue.Create(Setting.Show(value)) }),
    ]);

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

    /// <summary>What the scenarios call a thing.</summary>
    public static string Name(string kind, int index) => FormattableString.Invariant($"{kind}-{index}");

    private static string Text(string text) => JsonValue.Create(text).ToJsonString(Form);

    private static string Json(IEnumerable<JsonObject> objects) => new JsonArray([.. objects]).ToJsonString(Form);
}
