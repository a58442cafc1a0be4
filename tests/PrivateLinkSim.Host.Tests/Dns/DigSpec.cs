using System.Diagnostics;
using System.Net;
using System.Text;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A test with dig; skipped where it is not installed.</summary>
public sealed class DigFactAttribute : FactAttribute
{
    public DigFactAttribute() => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "dig")))
        ? null
        : "dig is not installed (Debian: apt-get install bind9-dnsutils)";
}

/// <summary>The life of a service and its endpoint, as dig sees it.</summary>
public sealed class DigSpec
{
    private const string Shop = "111122223333";
    private readonly StringBuilder _transcript = new();

    [DigFact]
    public async Task The_story_of_an_endpoint_told_by_its_names()
    {
        await using var server = await TestServer.StartAsync();
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        var (vpc, other) = (DnsStory.VpcOf(server, "10.1.0.0/16"), DnsStory.VpcOf(server, "10.0.0.0/16"));
        var (anywhere, inside, outside) = (server.ResolverOf(), server.ResolverOf(vpc), server.ResolverOf(other));
        var subnets = server.Served.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpc))!.Subnets.Keys.ToList();

        await server.PostAsync($"Action=ModifyVpcAttribute&VpcId={vpc}&EnableDnsHostnames.Value=true");
        var service = server.Made(await server.PostAsync(
            $"Action=CreateVpcEndpointServiceConfiguration&NetworkLoadBalancerArn.1={balancer}&AcceptanceRequired=true&PrivateDnsName=orders.example.com&SupportedRegion.1=us-east-1&SupportedRegion.2=us-west-2", key: Shop), "serviceId");
        await TellAsync("published", anywhere, $"{service}.us-east-1.vpce.amazonaws.com", "A");

        var proof = server.Served.View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, service))!.PrivateDnsName!;
        await server.ControlAsync("POST", "/txt", $$"""{"name":"{{proof.Name}}.orders.example.com","type":"TXT","value":"{{proof.Value}}"}""");
        await TellAsync("proven", anywhere, $"{proof.Name}.orders.example.com", "TXT", proof.Value);
        await server.PostAsync($"Action=StartVpcEndpointServicePrivateDnsVerification&ServiceId={service}", key: Shop);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"10m"}""");
        await server.PostAsync($"Action=ModifyVpcEndpointServicePermissions&ServiceId={service}&AddAllowedPrincipals.1=*", key: Shop);
        var endpoint = server.Made(await server.PostAsync(
            $"Action=CreateVpcEndpoint&VpcEndpointType=Interface&VpcId={vpc}&ServiceName=com.amazonaws.vpce.us-east-1.{service}&SubnetId.1={subnets[0]}&SubnetId.2={subnets[1]}"), "vpcEndpointId");
        var names = DnsStory.OfEndpoint(server);
        await TellAsync("connected", anywhere, names[0], "A");
        await server.PostAsync($"Action=AcceptVpcEndpointConnections&ServiceId={service}&VpcEndpointId.1={endpoint}", key: Shop);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"5m"}""");
        await server.PostAsync($"Action=ModifyVpcEndpoint&VpcEndpointId={endpoint}&PrivateDnsEnabled=true");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"5m"}""");
        await TellAsync("accepted", anywhere, names[0], "A");
        await TellAsync("in its zone", anywhere, names[1], "A");
        await TellAsync("private", inside, "orders.example.com", "A");
        await TellAsync("private, elsewhere", outside, "orders.example.com", "A");
        await TellAsync("over TCP", inside, "Orders.Example.COM", "A", "+tcp");

        await server.ControlAsync("POST", "/faults", "az-power-interruption ZoneId=use1-az1");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"2m"}""");
        await TellAsync("a zone is lost", inside, "orders.example.com", "A");
        await TellAsync("its zonal name", anywhere, names[1], "A");
        await server.ControlAsync("POST", "/repairs", """{"zoneId":"use1-az1"}""");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"10m"}""");
        await TellAsync("the zone is repaired", inside, "orders.example.com", "A");

        await server.PostAsync($"Action=ModifyVpcEndpointServiceConfiguration&ServiceId={service}&RemoveSupportedRegion.1=us-west-2", key: Shop);
        await TellAsync("a Region is removed", anywhere, names[0], "A");
        await server.PostAsync($"Action=DeleteVpcEndpoints&VpcEndpointId.1={endpoint}");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1h"}""");
        await TellAsync("the endpoint is deleted", anywhere, names[0], "A");
        await TellAsync("its private name", inside, "orders.example.com", "A");
        await server.PostAsync($"Action=DeleteVpcEndpointServiceConfigurations&ServiceId.1={service}", key: Shop);
        await TellAsync("the service is deleted", anywhere, $"{service}.us-east-1.vpce.amazonaws.com", "A");

        Assert.Equal(
            """
            published: NOERROR
            proven: NOERROR the value
            connected: NOERROR 10.1.0.4 10.1.1.4
            accepted: NOERROR 10.1.0.4 10.1.1.4
            in its zone: NOERROR 10.1.0.4
            private: NOERROR 10.1.0.4 10.1.1.4
            private, elsewhere: NOERROR
            over TCP: NOERROR 10.1.0.4 10.1.1.4
            a zone is lost: NOERROR 10.1.1.4
            its zonal name: NOERROR 10.1.0.4
            the zone is repaired: NOERROR 10.1.0.4 10.1.1.4
            a Region is removed: NOERROR 10.1.0.4 10.1.1.4
            the endpoint is deleted: NXDOMAIN
            its private name: NOERROR
            the service is deleted: NXDOMAIN

            """.ReplaceLineEndings("\n"),
            _transcript.ToString());
    }

    // The status that dig was given, and the data of the records; a value that is drawn is left out.
    private async Task TellAsync(string when, IPEndPoint resolver, string name, string type, string? drawn = null)
    {
        string[] more = drawn is ['+', ..] ? [drawn] : [];
        using var dig = Process.Start(new ProcessStartInfo(
            "dig", [$"@{resolver.Address}", "-p", $"{resolver.Port}", "+tries=1", "+timeout=30", "+noall", "+comments", "+answer", .. more, name, type]) { RedirectStandardOutput = true })!;
        var lines = (await dig.StandardOutput.ReadToEndAsync()).Split('\n');
        await dig.WaitForExitAsync();
        var status = lines.Single(line => line.Contains("status: ", StringComparison.Ordinal)).Split("status: ")[1].Split(',')[0];
        var data = lines.Where(line => line.Length > 0 && line[0] != ';').Select(line => line.Split((char[]?)null, 5, StringSplitOptions.RemoveEmptyEntries)[4]).Order(StringComparer.Ordinal);
        _transcript.Append($"{when}: {string.Join(' ', data.Select(each => each == $"\"{drawn}\"" ? "the value" : each).Prepend(status))}\n");
    }
}
