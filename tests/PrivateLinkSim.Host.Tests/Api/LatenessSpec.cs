using System.Net;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>With --eventual-consistency, Describe calls see changes late, and a service is unknown for a while (domain facts §2.1).</summary>
public sealed class LatenessSpec
{
    [Fact]
    public async Task What_was_made_is_not_found_until_the_time_has_passed()
    {
        await using var server = await LateAsync();
        var made = (await server.PostAsync("Action=CreateVpc&CidrBlock=10.9.0.0/16")).Body.Split("<vpcId>")[1].Split('<')[0];
        var describe = $"Action=DescribeVpcs&VpcId.1={made}";

        var early = await server.PostAsync(describe);
        var (subnet, _) = await server.PostAsync($"Action=CreateSubnet&VpcId={made}&CidrBlock=10.9.1.0/24");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"4999ms"}""");
        var stillEarly = await server.PostAsync(describe);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1ms"}""");
        var inTime = await server.PostAsync(describe);

        Assert.Contains("<Code>InvalidVpcID.NotFound</Code>", early.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, subnet);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (stillEarly.Status, inTime.Status));
    }

    [Fact]
    public async Task What_was_deleted_is_seen_until_the_time_has_passed()
    {
        await using var server = await LateAsync();
        var made = (await server.PostAsync("Action=CreateVpc&CidrBlock=10.9.0.0/16")).Body.Split("<vpcId>")[1].Split('<')[0];
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1m"}""");
        await server.PostAsync($"Action=DeleteVpc&VpcId={made}");

        var early = await server.PostAsync("Action=DescribeVpcs");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"5s"}""");
        var late = await server.PostAsync("Action=DescribeVpcs");

        Assert.Contains(made, early.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(made, late.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_was_just_made_answers_503_to_endpoints()
    {
        await using var server = await LateAsync();
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        var (_, service) = await server.PostAsync($"Action=CreateVpcEndpointServiceConfiguration&NetworkLoadBalancerArn.1={Uri.EscapeDataString(balancer)}&AcceptanceRequired=false", key: "111122223333");
        var name = service.Split("<serviceName>")[1].Split('<')[0];
        await server.PostAsync($"Action=ModifyVpcEndpointServicePermissions&ServiceId={name.Split('.')[^1]}&AddAllowedPrincipals.1=arn:aws:iam::444455556666:root", key: "111122223333");
        var (vpc, customer) = server.Served.View.All<VpcState>(EntityKind.Vpc).Single(each => each.Value.Account == "444455556666");
        var connect = $"Action=CreateVpcEndpoint&VpcEndpointType=Interface&VpcId={vpc.Key}&ServiceName={name}&SubnetId.1={customer.Subnets.Keys.First()}";

        var early = await server.PostAsync(connect);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"5s"}""");
        var late = await server.PostAsync(connect);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.Status);
        Assert.Contains("<Code>Unavailable</Code><Message>The service is unavailable</Message>", early.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, late.Status);
    }

    [Fact]
    public async Task The_topology_is_known_from_the_start_and_after_a_reset()
    {
        await using var server = await LateAsync();
        var before = await server.PostAsync("Action=DescribeVpcs");
        await server.PostAsync("Action=CreateVpc&CidrBlock=10.9.0.0/16");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1m"}""");
        await server.ControlAsync("POST", "/reset");
        var after = await server.PostAsync("Action=DescribeVpcs");

        Assert.Single(before.Body.Split("<vpcId>").Skip(1));
        Assert.Single(after.Body.Split("<vpcId>").Skip(1));
    }

    private static Task<TestServer> LateAsync() => TestServer.StartAsync(options: options => options with { Lateness = TimeSpan.FromSeconds(5) });
}
