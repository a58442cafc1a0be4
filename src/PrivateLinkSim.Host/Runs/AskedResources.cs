using System.Collections.Immutable;

namespace PrivateLinkSim.Host;

/// <summary>What the simulator checks an action on when a call names nothing that exists yet.</summary>
internal static class AskedResources
{
    /// <summary>The ARNs, each to be asked by itself; <c>*</c> for actions without a resource of their own.</summary>
    /// <param name="region">Null where no Region is known.</param>
    public static ImmutableArray<string> Of(string action, string account, string? region)
    {
        var (service, name) = (action.Split(':')[0].ToLowerInvariant(), action.Split(':')[1]);
        return service switch
        {
            "elasticloadbalancing" => [$"arn:aws:elasticloadbalancing:{region ?? "*"}:{account}:loadbalancer/net/*"],
            "iam" => [$"arn:aws:iam::{account}:{(Has(name, "User") ? "user" : "role")}/*"],
            "account" => [$"arn:aws:account::{account}:account"],
            "ec2" or "vpce" => [.. TypesOf(name).Select(type => $"arn:aws:ec2:{region ?? "*"}:{account}:{type}/*").DefaultIfEmpty("*")],
            _ => ["*"],
        };
    }

    // Reading has no resource in EC2, but for the permissions of a service.
    private static ImmutableArray<string> TypesOf(string name) =>
        Has(name, "Describe") ? []
        : Has(name, "AllowMultiRegion") || Has(name, "VpcEndpointConnectionNotification") ? ["vpc-endpoint", "vpc-endpoint-service"]
        : Has(name, "VpcEndpointService") || Has(name, "VpcEndpointConnections") ? ["vpc-endpoint-service"]
        : Has(name, "VpcEndpoint") ? ["vpc-endpoint"]
        : Has(name, "SecurityGroup") ? ["security-group"]
        : Has(name, "Subnet") ? ["subnet"]
        : Has(name, "Vpc") ? ["vpc"]
        : [];

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
