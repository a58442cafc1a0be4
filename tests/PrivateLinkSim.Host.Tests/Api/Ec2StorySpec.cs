using Amazon.EC2;
using Amazon.EC2.Model;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>The life of a service and its endpoint, told by AWS's SDK for .NET.</summary>
public sealed class Ec2StorySpec
{
    private const string Shop = "111122223333";
    private const string Customer = "444455556666";

    [Fact]
    public async Task A_service_is_published_permitted_connected_to_accepted_and_deleted()
    {
        await using var server = await TestServer.StartAsync();
        using var shop = server.Ec2(Shop);
        using var customer = server.Ec2(Customer);
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        var vpc = server.IdOf<Domain.VpcState>(EntityKind.Vpc, each => each.Account == Customer);
        var subnets = server.Served.View.Find<Domain.VpcState>(new EntityId(EntityKind.Vpc, vpc))!.Subnets.Keys.ToList();

        var service = (await shop.CreateVpcEndpointServiceConfigurationAsync(new()
        {
            NetworkLoadBalancerArns = [balancer], AcceptanceRequired = true, TagSpecifications = [Tag("vpc-endpoint-service", "Name", "orders & <returns>")],
        })).ServiceConfiguration;
        await AssertRefused("InvalidServiceName", () => ConnectAsync(customer, vpc, service.ServiceName, subnets));
        var permitted = await shop.ModifyVpcEndpointServicePermissionsAsync(new() { ServiceId = service.ServiceId, AddAllowedPrincipals = [$"arn:aws:iam::{Customer}:root"] });
        var endpoint = (await ConnectAsync(customer, vpc, service.ServiceName, subnets)).VpcEndpoint;
        var accepted = await shop.AcceptVpcEndpointConnectionsAsync(new() { ServiceId = service.ServiceId, VpcEndpointIds = [endpoint.VpcEndpointId, "vpce-00000000000000000"] });
        await server.PassAsync(TimeSpan.FromMinutes(5));
        var usable = (await customer.DescribeVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] })).VpcEndpoints.Single();
        var early = await shop.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] });
        await customer.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = [endpoint.VpcEndpointId] });
        await server.PassAsync(TimeSpan.FromHours(1));
        var late = await shop.DeleteVpcEndpointServiceConfigurationsAsync(new() { ServiceIds = [service.ServiceId] });

        Assert.Equal(("Available", $"com.amazonaws.vpce.us-east-1.{service.ServiceId}"), (service.ServiceState.Value, service.ServiceName));
        Assert.Equal(["use1-az1", "use1-az2"], service.AvailabilityZoneIds);
        Assert.Equal("orders & <returns>", Assert.Single(service.Tags).Value);
        Assert.Equal("Account", Assert.Single(permitted.AddedPrincipals).PrincipalType.Value);
        Assert.Equal("pendingAcceptance", endpoint.State.Value, ignoreCase: true);
        Assert.Equal(("vpce-00000000000000000", "InvalidVpcEndpointId.NotFound"), (Assert.Single(accepted.Unsuccessful).ResourceId, accepted.Unsuccessful[0].Error.Code));
        Assert.Equal("available", usable.State.Value, ignoreCase: true);
        Assert.Equal((Customer, "us-east-1", 2), (usable.OwnerId, usable.ServiceRegion, usable.NetworkInterfaceIds.Count));
        Assert.Contains(usable.DnsEntries, entry => entry.DnsName.EndsWith($".{service.ServiceId}.us-east-1.vpce.amazonaws.com", StringComparison.Ordinal));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), usable.CreationTimestamp!.Value.ToUniversalTime());
        Assert.Equal("ExistingVpcEndpointConnections", Assert.Single(early.Unsuccessful).Error.Code);
        Assert.Empty(late.Unsuccessful ?? []);
    }

    [Fact]
    public async Task A_network_is_made_and_taken_down()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);

        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16", AmazonProvidedIpv6CidrBlock = true })).Vpc;
        var subnet = (await ec2.CreateSubnetAsync(new() { VpcId = vpc.VpcId, CidrBlock = "10.9.1.0/24", AvailabilityZoneId = "use1-az1" })).Subnet;
        var group = await ec2.CreateSecurityGroupAsync(new() { VpcId = vpc.VpcId, GroupName = "clients", Description = "Clients of the service" });
        await ec2.ModifyVpcAttributeAsync(new() { VpcId = vpc.VpcId, EnableDnsHostnames = true });
        await AssertRefused("DependencyViolation", () => ec2.DeleteVpcAsync(new() { VpcId = vpc.VpcId }));
        await ec2.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group.GroupId });
        await ec2.DeleteSubnetAsync(new() { SubnetId = subnet.SubnetId });
        await ec2.DeleteVpcAsync(new() { VpcId = vpc.VpcId });

        Assert.EndsWith("/56", Assert.Single(vpc.Ipv6CidrBlockAssociationSet).Ipv6CidrBlock, StringComparison.Ordinal);
        Assert.Equal((251, "use1-az1", vpc.VpcId), (subnet.AvailableIpAddressCount, subnet.AvailabilityZoneId, subnet.VpcId));
        await AssertRefused("InvalidVpcID.NotFound", () => ec2.DeleteVpcAsync(new() { VpcId = vpc.VpcId }));
    }

    [Fact]
    public async Task A_repeated_client_token_makes_nothing_new()
    {
        await using var server = await TestServer.StartAsync();
        using var shop = server.Ec2(Shop);
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);

        var first = await shop.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [balancer], ClientToken = "once" });
        var second = await shop.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [balancer], ClientToken = "once" });

        Assert.Equal((first.ServiceConfiguration.ServiceId, "once"), (second.ServiceConfiguration.ServiceId, second.ClientToken));
        await AssertRefused(
            "IdempotentParameterMismatch",
            () => shop.CreateVpcEndpointServiceConfigurationAsync(new() { NetworkLoadBalancerArns = [balancer], ClientToken = "once", AcceptanceRequired = false }));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var before = server.Served.Live.Seen.Count(EntityKind.Vpc);

        await AssertRefused("DryRunOperation", () => ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16", DryRun = true }));

        Assert.Equal(before, server.Served.Live.Seen.Count(EntityKind.Vpc));
    }

    [Fact]
    public async Task A_user_without_a_policy_may_do_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var key = server.KeyOf("customer.nobody");
        using var ec2 = server.Ec2(new Amazon.Runtime.BasicAWSCredentials(key.Id, "wrong, and nobody looks"));

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(() => ec2.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000000000000"] }));

        Assert.Equal(("UnauthorizedOperation", System.Net.HttpStatusCode.Forbidden), (refused.ErrorCode, refused.StatusCode));
        Assert.Contains("arn:aws:iam::444455556666:user/nobody", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Region_that_is_not_opted_in_to_refuses_the_credentials()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer, "af-south-1");

        var refused = await Assert.ThrowsAsync<AmazonEC2Exception>(() => ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16" }));

        Assert.Equal(("AuthFailure", System.Net.HttpStatusCode.Unauthorized), (refused.ErrorCode, refused.StatusCode));
    }

    [Fact]
    public async Task A_strict_server_takes_signatures_of_keys_that_were_made_and_no_others()
    {
        await using var server = await TestServer.StartAsync(isStrict: true);
        var key = server.KeyOf("customer.nobody");
        using var right = server.Ec2(new Amazon.Runtime.BasicAWSCredentials(key.Id, key.Secret));
        using var wrong = server.Ec2(new Amazon.Runtime.BasicAWSCredentials(key.Id, "wrong"));
        using var unknown = server.Ec2(Customer);

        await AssertRefused("UnauthorizedOperation", () => right.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000000000000"] }));
        await AssertRefused("AuthFailure", () => wrong.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000000000000"] }));
        await AssertRefused("AuthFailure", () => unknown.DeleteVpcEndpointsAsync(new() { VpcEndpointIds = ["vpce-00000000000000000"] }));
    }

    private static Task<CreateVpcEndpointResponse> ConnectAsync(AmazonEC2Client customer, string vpc, string service, List<string> subnets) => customer.CreateVpcEndpointAsync(new()
    {
        VpcEndpointType = VpcEndpointType.Interface, VpcId = vpc, ServiceName = service, SubnetIds = subnets,
    });

    private static TagSpecification Tag(string type, string key, string value) => new() { ResourceType = type, Tags = [new Amazon.EC2.Model.Tag(key, value)] };

    private static async Task AssertRefused(string code, Func<Task> call) => Assert.Equal(code, (await Assert.ThrowsAsync<AmazonEC2Exception>(call)).ErrorCode);
}
