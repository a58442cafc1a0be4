using System.Text.Json.Nodes;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>What stands when a sequence begins.</content>
internal sealed partial class ScenarioPrinter
{
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
}
