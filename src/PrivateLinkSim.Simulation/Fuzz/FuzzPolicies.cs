using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Random IAM policies about the calls that PrivateLink knows.</summary>
internal static class FuzzPolicies
{
    private static readonly string[] Actions =
    [
        "*", "ec2:*", "ec2:*VpcEndpoint*", "ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint*", "ec2:DeleteVpcEndpoint*", "ec2:CreateTags", "route53:AssociateVPCWithHostedZone",
        "vpce:AllowMultiRegion", "elasticloadbalancing:*", "account:EnableRegion", "ec2:AcceptVpcEndpointConnections",
    ];

    private static readonly string[] Keys = ["ec2:VpceServiceRegion", "ec2:VpceSupportedRegion"];

    /// <summary>What a user or role may do.</summary>
    public static JObject Policy(FuzzDice dice, IReadOnlyList<string> regions)
    {
        var statements = new JArray { Statement(dice, regions, dice.OneIn(2) ? "*" : dice.Of(Actions), "Allow") };
        for (var more = dice.Below(3); more > 0; more--)
        {
            statements.Add(Statement(dice, regions, dice.Of(Actions), dice.OneIn(3) ? "Deny" : "Allow"));
        }

        return Document(statements);
    }

    /// <summary>What an organization forbids an account.</summary>
    public static JObject Guard(FuzzDice dice, IReadOnlyList<string> regions) => Document(
    [
        Statement(dice, regions, "*", "Allow", conditional: false),
        Statement(dice, regions, dice.Of(Actions[3..]), "Deny"),
    ]);

    /// <summary>Whom a role trusts.</summary>
    public static JObject Trust(string account) => Document(
    [
        new JObject { ["Effect"] = "Allow", ["Action"] = "sts:AssumeRole", ["Principal"] = new JObject { ["AWS"] = $"arn:aws:iam::{account}:root" } },
    ]);

    private static JObject Statement(FuzzDice dice, IReadOnlyList<string> regions, string action, string effect, bool conditional = true)
    {
        var statement = new JObject { ["Effect"] = effect, ["Action"] = action, ["Resource"] = "*" };
        if (conditional && dice.OneIn(3))
        {
            statement["Condition"] = dice.OneIn(3)
                ? new JObject { ["Bool"] = new JObject { ["ec2:VpceMultiRegion"] = dice.Of("true", "false") } }
                : new JObject { [dice.Of("StringEquals", "StringNotEquals", "ForAllValues:StringEquals")] = new JObject { [dice.Of(Keys)] = new JArray(dice.Of(regions)) } };
        }

        return statement;
    }

    private static JObject Document(JArray statements) => new() { ["Version"] = "2012-10-17", ["Statement"] = statements };
}
