using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <summary>
/// All that <see cref="Comparison"/> looks at, as the conditions of a scenario that hold when the world is as the oracle says. Of a
/// service's private DNS name a condition tells the state only.
/// </summary>
internal static class Expectations
{
    public static JsonArray Of(NaiveOracle oracle) =>
    [
        .. Stage.Accounts.Select((_, index) => OptIn(index, oracle.OptInOf(index))),
        .. oracle.Services.Select(Service),
        .. oracle.Endpoints.SelectMany((endpoint, index) => Endpoint(oracle, endpoint, ScenarioPrinter.Name("endpoint", index))),
    ];

    private static JsonObject OptIn(int account, OptIn status) => new()
    {
        ["region"] = Stage.Regions[Stage.Milan],
        ["account"] = ScenarioPrinter.AccountNames[account],
        ["optStatus"] = status switch
        {
            Oracle.OptIn.Yes => "ENABLED",
            Oracle.OptIn.Coming => "ENABLING",
            Oracle.OptIn.Going => "DISABLING",
            _ => "DISABLED",
        },
    };

    private static JsonObject Service(ServiceThing service, int index)
    {
        var condition = new JsonObject { ["service"] = ScenarioPrinter.Name("service", index), ["exists"] = service.Exists };
        if (service.Exists)
        {
            IpAddressType[] types = [.. service.Ipv4 ? [IpAddressType.Ipv4] : Array.Empty<IpAddressType>(), .. service.Ipv6 ? [IpAddressType.Ipv6] : Array.Empty<IpAddressType>()];
            condition["supportedRegions"] = Texts(service.Supported.Select(region => Stage.Regions[region]));
            condition["zones"] = Texts(service.Zones);
            condition["supportedIpAddressTypes"] = Texts(types.Select(type => type.OnTheWire()));
            condition["privateDnsState"] = service.Name is null ? "none" : JsonNamingPolicy.CamelCase.ConvertName(service.NameState.ToString());
        }

        return condition;
    }

    private static IEnumerable<JsonObject> Endpoint(NaiveOracle oracle, EndpointThing endpoint, string name)
    {
        var condition = new JsonObject { ["endpoint"] = name, ["state"] = endpoint.Status.OnTheWire() };
        if (!endpoint.Gone)
        {
            condition["ipAddressType"] = endpoint.Type.OnTheWire();
            condition["dnsRecordIpType"] = endpoint.Records.OnTheWire();
            condition["privateDnsEnabled"] = endpoint.Name is not null;
        }

        return
        [
            condition,
            .. Answers(("endpoint", name), "regional", oracle.Regional(endpoint)),
            .. endpoint is { Gone: false, Name: { } index } ? PrivateName(oracle, endpoint, Stage.PrivateNames[index]) : [],
            .. endpoint.Gone ? [] : endpoint.Subnets.SelectMany(subnet => Answers(("endpoint", name), subnet.Zone, oracle.Zonal(endpoint, subnet))),
        ];
    }

    private static IEnumerable<JsonObject> PrivateName(NaiveOracle oracle, EndpointThing endpoint, string name)
    {
        var asked = name.Replace("*", "any", StringComparison.Ordinal);
        return
        [
            .. Answers(("vpc", ScenarioPrinter.Name("vpc", oracle.Vpcs.IndexOf(endpoint.Vpc))), asked, oracle.Private(endpoint)),
            .. Answers(null, asked, "NXDOMAIN"),
        ];
    }

    /// <summary>What the oracle says of a name, <c>A use1-az1 use1-az2, AAAA -</c> or <c>NXDOMAIN</c>, asked for both kinds of record.</summary>
    private static IEnumerable<JsonObject> Answers((string Kind, string Name)? subject, string dns, string said)
    {
        string[] parts = said == "NXDOMAIN" ? [said, said] : said.Split(", ");
        return new[] { "A", "AAAA" }.Zip(parts, (type, part) =>
        {
            var condition = new JsonObject();
            if (subject is var (kind, name))
            {
                condition[kind] = name;
            }

            condition["dns"] = dns;
            condition["recordType"] = type;
            condition["answers"] = part == "NXDOMAIN" ? Texts([part]) : Texts(part[(type.Length + 1)..] is var zones and not "-" ? zones.Split(' ') : ["NODATA"]);
            return condition;
        });
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
