using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>A scenario that says everything that the format has words for beyond the first release, and what it comes to.</summary>
public sealed class WholeControlPlaneSpec
{
    private const string Text = """
        {
          "title": "All words",
          "settings": { "privateDnsVerification": "0s", "privateDnsRecordForm": "address", "endpointsPerVpc": 10, "serviceHostnameAnswers": "nxDomain" },
          "topology": {
            "accounts": [
              {
                "name": "shop", "id": "111122223333", "organizationId": "o-exampleorgid",
                "serviceControlPolicies": { "all": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } } }
              },
              {
                "name": "customer", "id": "444455556666",
                "roles": [{ "name": "network", "policies": { "all": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["ec2:*", "route53:AssociateVPCWithHostedZone"], "Resource": "*" } } } }],
                "users": [{ "name": "nobody", "permissionsBoundary": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:*", "Resource": "*" } } }]
              }
            ],
            "vpcs": [
              {
                "name": "shop-vpc", "account": "shop", "region": "us-east-1", "ipv6": true,
                "subnets": [{ "name": "shop-1", "zone": "use1-az1", "ipv6": true }, { "name": "shop-2", "zone": "use1-az2", "ipv6": true }]
              },
              {
                "name": "app-vpc", "account": "customer", "region": "us-east-1", "ipv6": true,
                "subnets": [{ "name": "app-1", "zone": "use1-az1", "ipv6": true }, { "name": "app-6", "zone": "use1-az2", "ipv6Only": true }],
                "securityGroups": [{ "name": "web" }]
              }
            ],
            "loadBalancers": [
              {
                "name": "orders-lb", "subnets": ["shop-1", "shop-2"], "ipAddressType": "dualstack",
                "listeners": [{ "name": "https", "protocol": "TCP", "port": 443, "tcpIdleTimeoutSeconds": 400 }]
              }
            ],
            "services": [
              {
                "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"], "supportedIpAddressTypes": ["ipv4", "ipv6"],
                "privateDnsName": "api.example.com", "privateDnsVerified": true, "tags": { "team": "orders" }, "payerResponsibility": "ServiceOwner",
                "marketplace": {}
              }
            ]
          },
          "steps": [
            {
              "after": "1m",
              "expect": [
                {
                  "service": "orders", "supportedIpAddressTypes": ["ipv6", "ipv4"], "privateDnsState": "verified", "payerResponsibility": "ServiceOwner",
                  "tags": { "team": "orders" }, "zones": ["use1-az1", "use1-az2"]
                }
              ]
            },
            {
              "caller": "shop", "as": "told",
              "CreateVpcEndpointConnectionNotification": {
                "ServiceId": "orders", "ConnectionNotificationArn": "arn:aws:sns:us-east-1:111122223333:orders", "ConnectionEvents": ["Connect", "Delete"]
              }
            },
            {
              "note": "The user has a boundary and no policy.",
              "caller": "arn:aws:iam::444455556666:user/nobody",
              "CreateVpcEndpoint": { "VpcId": "app-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"] },
              "refused": { "code": "UnauthorizedOperation", "rule": "§4.4" }
            },
            {
              "caller": "arn:aws:iam::444455556666:role/network", "dryRun": true,
              "CreateVpcEndpoint": { "VpcId": "app-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"] },
              "refused": { "code": "DryRunOperation", "rule": "§2.17/dry-run" }
            },
            {
              "caller": "arn:aws:iam::444455556666:role/network", "as": "e1",
              "CreateVpcEndpoint": {
                "VpcId": "app-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"], "SecurityGroupIds": ["web"], "IpAddressType": "dualstack",
                "DnsOptions": { "DnsRecordIpType": "service-defined" }, "PrivateDnsEnabled": true, "Tags": { "app": "till" },
                "SubnetConfigurations": [{ "SubnetId": "app-1", "Ipv4": "10.0.0.77" }], "ClientToken": "once"
              },
              "warns": ["R35"],
              "eventually": [
                {
                  "endpoint": "e1", "state": "available", "ipAddressType": "dualstack", "dnsRecordIpType": "service-defined", "privateDnsEnabled": true,
                  "securityGroups": ["web"], "subnets": ["app-1"], "tags": { "app": "till" }, "denyAllIgwTraffic": true
                }
              ],
              "within": "2m"
            },
            {
              "after": "2m",
              "expect": [
                { "endpoint": "e1", "dns": "regional", "answers": ["10.0.0.77"] },
                { "endpoint": "e1", "dns": "regional", "recordType": "AAAA", "answers": ["use1-az1"] },
                { "endpoint": "e1", "dns": "private", "recordType": "AAAA", "answers": ["NODATA"] },
                { "vpc": "app-vpc", "dns": "api.example.com", "answers": ["10.0.0.77"] },
                { "vpc": "shop-vpc", "dns": "api.example.com", "answers": ["NXDOMAIN"] },
                { "endpoint": "e1", "reachable": true, "flow": { "family": "ipv6" } },
                { "endpoint": "e1", "reachable": false, "rule": "R47", "flow": { "source": "internet", "family": "ipv6" } },
                { "notification": "told", "topic": "arn:aws:sns:us-east-1:111122223333:orders", "delivered": { "Connect": 1 } }
              ]
            },
            { "caller": "customer", "CreateTags": { "Resources": ["e1"], "Tags": { "cost": "7" } } },
            { "caller": "customer", "DeleteTags": { "Resources": ["e1"], "TagKeys": ["app"] }, "expect": [{ "endpoint": "e1", "tags": { "cost": "7" } }] },
            { "caller": "customer", "ModifyVpcEndpoint": { "VpcEndpointId": "e1", "PrivateDnsEnabled": false }, "expect": [{ "endpoint": "e1", "privateDnsEnabled": false }] },
            { "caller": "shop", "DeleteListener": { "ListenerArn": "https" } },
            { "caller": "shop", "DeleteVpcEndpointConnectionNotifications": { "ConnectionNotificationIds": ["told"] }, "expect": [{ "notification": "told", "exists": false }] },
            { "WithdrawTxtRecord": { "Service": "orders" } },
            { "SetServiceControlPolicies": { "Account": "customer", "Policies": { "none": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "ec2:*", "Resource": "*" } } } } },
            {
              "caller": "customer", "CreateSecurityGroup": { "VpcId": "app-vpc", "GroupName": "late" },
              "refused": { "code": "UnauthorizedOperation", "rule": "§4.4/scp" }
            }
          ]
        }
        """;

    [Fact]
    public async Task All_words_are_understood_and_all_that_is_expected_holds()
    {
        var run = await Run();

        Assert.Equal("", string.Join('\n', run.Verdicts.Where(verdict => !verdict.Held).Select(verdict => $"{verdict.Path}: {verdict.Text}: {verdict.Found}")));
    }

    [Fact]
    public async Task A_run_tells_which_rules_it_exercised()
    {
        var run = await Run();

        Assert.Superset(
            new SortedSet<string>(["R13", "R14", "R15", "R35", "R42", "R46", "R47", "R62", "R63", "§2.5", "§2.6", "§2.7", "§2.16", "§2.17", "§4.4"], StringComparer.Ordinal),
            new SortedSet<string>(run.ExercisedRules, StringComparer.Ordinal));
        Assert.All(run.ExercisedRules, rule => Assert.Equal(rule, RuleBook.Of(rule).Id));
    }

    private static async Task<ScenarioRun> Run()
    {
        var run = new ScenarioRun(BrokenScenario.Read(Text));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        await simulator.RunAsync(ShippedScenarios.Plan(run, "all-words"));
        return run;
    }
}
