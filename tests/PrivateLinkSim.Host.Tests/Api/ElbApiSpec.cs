using System.Net;
using System.Xml.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Elastic Load Balancing over the Query protocol (domain facts §5.6).</summary>
public sealed class ElbApiSpec
{
    private const string Shop = "111122223333";
    private static readonly XNamespace Elb = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    [Fact]
    public async Task An_answer_has_a_result_and_its_metadata()
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await server.PostAsync("Action=DescribeLoadBalancers&Version=2015-12-01", "elasticloadbalancing", Shop);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("""^<\?xml version="1.0" encoding="utf-8"\?><DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerArn>arn:""", body);
        Assert.Matches("</DescribeLoadBalancersResult><ResponseMetadata><RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>$", body);
    }

    [Theory]
    [InlineData("Action=DescribeNothing", "InvalidAction")]
    [InlineData("Version=2015-12-01", "MissingAction")]
    [InlineData("Action=DescribeLoadBalancers&Version=2012-06-01", "InvalidAction")]
    [InlineData("Action=DescribeLoadBalancers&Colour=red", "ValidationError")]
    [InlineData("Action=DescribeLoadBalancers&PageSize=0", "ValidationError")]
    [InlineData("Action=DescribeLoadBalancers&PageSize=401", "ValidationError")]
    [InlineData("Action=DescribeLoadBalancers&Marker=%25", "ValidationError")]
    [InlineData("Action=DescribeLoadBalancers&Names.member.1=none", "LoadBalancerNotFound")]
    [InlineData("Action=CreateLoadBalancer&Name=web&Type=network&Subnets.member.1=subnet-00000001", "SubnetNotFound")]
    [InlineData("Action=DescribeLoadBalancers&LoadBalancerArns.member.1=none", "ValidationError")]
    [InlineData("Action=DescribeListeners", "ValidationError")]
    [InlineData("Action=DescribeListeners&ListenerArns.member.1=none", "ListenerNotFound")]
    [InlineData("Action=DescribeTargetGroups&Names.member.1=none", "TargetGroupNotFound")]
    [InlineData("Action=DescribeTargetHealth&TargetGroupArn=none", "ValidationError")]
    [InlineData("Action=CreateLoadBalancer&Name=a&Subnets.member.1=s", "InvalidConfigurationRequest")]
    [InlineData("Action=CreateLoadBalancer&Type=network&Subnets.member.1=s", "ValidationError")]
    [InlineData("Action=CreateLoadBalancer&Type=network&Name=a&Scheme=hidden", "ValidationError")]
    [InlineData("Action=CreateLoadBalancer&Type=network&Name=a&Tags.member.1.Key=a&Tags.member.2.Key=a", "DuplicateTagKeys")]
    [InlineData("Action=CreateTargetGroup&Name=a&Protocol=HTTP&Port=80&VpcId=v", "ValidationError")]
    [InlineData("Action=CreateTargetGroup&Name=a&Protocol=TCP&Port=80&VpcId=v", "ValidationError")]
    [InlineData("Action=CreateTargetGroup&Name=a&Protocol=TCP&Port=80&VpcId=v&TargetType=lambda", "InvalidConfigurationRequest")]
    [InlineData("Action=CreateTargetGroup&Name=a&Protocol=TCP&Port=80&VpcId=v&ProtocolVersion=HTTP2", "InvalidConfigurationRequest")]
    public async Task What_is_wrong_is_answered_in_the_form_of_AWS(string form, string code)
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await server.PostAsync(form, "elasticloadbalancing", Shop);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(
            $"<ErrorResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>", body, StringComparison.Ordinal);
        Assert.Matches("</Message></Error><RequestId>[0-9a-f-]{36}</RequestId></ErrorResponse>$", body);
    }

    [Fact]
    public async Task The_load_balancer_of_a_topology_has_a_target_group_that_can_be_asked_for_and_changed()
    {
        await using var server = await TestServer.StartAsync();
        var balancer = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        var group = (await AskAsync(server, $"DescribeTargetGroups&LoadBalancerArn={balancer}")).Value("TargetGroupArn");

        Assert.Equal(balancer.Replace(":loadbalancer/net/", ":targetgroup/", StringComparison.Ordinal), group);
        await AskAsync(server, $"RegisterTargets&TargetGroupArn={group}&Targets.member.1.Id=10.0.1.40");
        await AskAsync(server, $"ModifyTargetGroup&TargetGroupArn={group}&HealthCheckIntervalSeconds=10");
        await AskAsync(server, $"ModifyTargetGroupAttributes&TargetGroupArn={group}&Attributes.member.1.Key=proxy_protocol_v2.enabled&Attributes.member.1.Value=true");
        var listener = await AskAsync(server, $"CreateListener&LoadBalancerArn={balancer}&Protocol=TCP&Port=443&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={group}");
        await AskAsync(server, $"DeregisterTargets&TargetGroupArn={group}&Targets.member.1.Id=orders-lb-target-1");
        var health = await AskAsync(server, $"DescribeTargetHealth&TargetGroupArn={group}");
        var state = server.Served.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, balancer))!;

        Assert.Equal(["10.0.1.40 healthy", "orders-lb-target-1 draining", "orders-lb-target-2 healthy"], health.Texts("TargetHealthDescriptions", each => $"{each.Value("Id")} {each.Value("TargetHealth/State")}"));
        Assert.Equal(("use1-az2", 10, true), (state.Targets["10.0.1.40"].ZoneId, state.HealthCheck.IntervalSeconds, state.ProxyProtocolV2));
        Assert.Equal((group, "443"), (listener.Value("DefaultActions/member/TargetGroupArn"), listener.Value("Port")));
        await RefuseAsync(server, $"DeleteTargetGroup&TargetGroupArn={group}", "ResourceInUse");
    }

    [Fact]
    public async Task A_load_balancer_with_groups_and_listeners_is_built_looked_at_and_taken_down()
    {
        await using var server = await TestServer.StartAsync();
        var (balancer, web, names) = await BuildAsync(server);
        var listeners = await AskAsync(server, $"DescribeListeners&LoadBalancerArn={balancer}");
        var health = await AskAsync(server, $"DescribeTargetHealth&TargetGroupArn={web}");
        var unused = await AskAsync(server, $"DescribeTargetHealth&TargetGroupArn={web}&Targets.member.1.Id=10.0.0.99");

        Assert.Equal([$"TCP 443 {web}", $"UDP 53 {names}"], listeners.Texts("Listeners", each => $"{each.Value("Protocol")} {each.Value("Port")} {each.Value("TargetGroupArn")}").Order(StringComparer.Ordinal));
        Assert.Equal(["10.0.0.20 443 us-east-1a healthy", "10.0.1.20 8443 us-east-1b healthy"], health.Texts("TargetHealthDescriptions", each => $"{each.Value("Id")} {each.Value("Port")} {each.Value("AvailabilityZone")} {each.Value("State")}"));
        Assert.Equal(("unused", "Target.NotRegistered"), (unused.Value("TargetHealth/State"), unused.Value("Reason")));
        await RefuseAsync(server, $"DeleteTargetGroup&TargetGroupArn={web}", "ResourceInUse");
        await RefuseAsync(server, $"RegisterTargets&TargetGroupArn={names}&Targets.member.1.Id=i-1", "InvalidTarget");
        await AskAsync(server, $"RegisterTargets&TargetGroupArn={names}&Targets.member.1.Id=i-1&Targets.member.1.AvailabilityZone=us-east-1b");
        await AskAsync(server, $"DeleteLoadBalancer&LoadBalancerArn={balancer}");
        await AskAsync(server, $"DeleteLoadBalancer&LoadBalancerArn={balancer}");
        await AskAsync(server, $"DeleteTargetGroup&TargetGroupArn={web}");
        await AskAsync(server, $"DeleteTargetGroup&TargetGroupArn={names}");
        Assert.Single((await AskAsync(server, "DescribeTargetGroups")).Texts("TargetGroups", each => each.Value("TargetGroupArn")));
    }

    [Fact]
    public async Task Attributes_are_set_and_those_that_are_not_modelled_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        var (balancer, web, _) = await BuildAsync(server);
        var listener = (await AskAsync(server, $"DescribeListeners&LoadBalancerArn={balancer}")).Descendants(Elb + "member").First(each => each.Value("Port") == "443").Value("ListenerArn");

        var ofBalancer = await AskAsync(server, $"ModifyLoadBalancerAttributes&LoadBalancerArn={balancer}&{Attribute(1, "load_balancing.cross_zone.enabled", "true")}&{Attribute(2, "deletion_protection.enabled", "true")}&{Attribute(3, "access_logs.s3.enabled", "false")}");
        var ofGroup = await AskAsync(server, $"ModifyTargetGroupAttributes&TargetGroupArn={web}&{Attribute(1, "deregistration_delay.timeout_seconds", "20")}&{Attribute(2, "load_balancing.cross_zone.enabled", "false")}&{Attribute(3, "stickiness.enabled", "false")}");
        var ofListener = await AskAsync(server, $"ModifyListenerAttributes&ListenerArn={listener}&{Attribute(1, "tcp.idle_timeout.seconds", "400")}");

        Assert.Equal(("true", "true"), (Of(ofBalancer, "load_balancing.cross_zone.enabled"), Of(ofBalancer, "deletion_protection.enabled")));
        Assert.Equal(("20", "false", "source_ip", "off"), (Of(ofGroup, "deregistration_delay.timeout_seconds"), Of(ofGroup, "load_balancing.cross_zone.enabled"), Of(ofGroup, "stickiness.type"), Of(ofGroup, "target_group_health.dns_failover.minimum_healthy_targets.percentage")));
        Assert.Equal("400", Of(ofListener, "tcp.idle_timeout.seconds"));
        Assert.Equal(ofGroup.Value("Attributes"), (await AskAsync(server, $"DescribeTargetGroupAttributes&TargetGroupArn={web}")).Value("Attributes"));
        await RefuseAsync(server, $"DeleteLoadBalancer&LoadBalancerArn={balancer}", "OperationNotPermitted");
        await RefuseAsync(server, $"ModifyLoadBalancerAttributes&LoadBalancerArn={balancer}&{Attribute(1, "access_logs.s3.enabled", "true")}", "InvalidConfigurationRequest");
        await RefuseAsync(server, $"ModifyTargetGroupAttributes&TargetGroupArn={web}&{Attribute(1, "stickiness.enabled", "true")}", "InvalidConfigurationRequest");
        await RefuseAsync(server, $"ModifyTargetGroupAttributes&TargetGroupArn={web}&{Attribute(1, "deregistration_delay.timeout_seconds", "soon")}", "InvalidConfigurationRequest");
        await RefuseAsync(server, $"ModifyListenerAttributes&ListenerArn={listener}&{Attribute(1, "nothing", "1")}", "InvalidConfigurationRequest");

        static string Attribute(int number, string key, string value) => FormattableString.Invariant($"Attributes.member.{number}.Key={key}&Attributes.member.{number}.Value={value}");

        static string? Of(XElement answer, string key) => answer.Descendants(Elb + "member").Single(each => each.Value("Key") == key).Element(Elb + "Value")?.Value;
    }

    [Fact]
    public async Task Tags_are_added_shown_and_removed()
    {
        await using var server = await TestServer.StartAsync();
        var (balancer, web, _) = await BuildAsync(server);

        await AskAsync(server, $"AddTags&ResourceArns.member.1={balancer}&ResourceArns.member.2={web}&Tags.member.1.Key=stage&Tags.member.1.Value=%3Ctest%3E");
        await AskAsync(server, $"RemoveTags&ResourceArns.member.1={web}&TagKeys.member.1=team");
        var tags = await AskAsync(server, $"DescribeTags&ResourceArns.member.1={balancer}&ResourceArns.member.2={web}");

        Assert.Equal([$"{balancer} stage=<test>", $"{web} stage=<test>"], tags.Texts("TagDescriptions", each => $"{each.Value("ResourceArn")} {string.Join(' ', each.Element(Elb + "Tags")!.Elements().Select(tag => $"{tag.Value("Key")}={tag.Value("Value")}"))}"));
        await RefuseAsync(server, $"DescribeTags&ResourceArns.member.1={web}0", "TargetGroupNotFound");
    }

    [Fact]
    public async Task Pages_go_by_markers()
    {
        await using var server = await TestServer.StartAsync();
        await BuildAsync(server);
        var (names, marker) = (new List<string>(), "");
        do
        {
            var page = await AskAsync(server, $"DescribeTargetGroups&PageSize=2{marker}");
            names.AddRange(page.Texts("TargetGroups", each => each.Value("TargetGroupName")));
            marker = page.Value("NextMarker") is { Length: > 0 } next ? $"&Marker={Uri.EscapeDataString(next)}" : "";
        }
        while (marker.Length > 0);

        Assert.Equal(["names", "orders-lb", "web"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Others_neither_see_nor_change_anything()
    {
        await using var server = await TestServer.StartAsync();
        var (balancer, web, _) = await BuildAsync(server);
        var nobody = server.KeyOf("customer.nobody").Id;

        Assert.Equal("", (await AskAsync(server, "DescribeTargetGroups", "444455556666")).Value("TargetGroups"));
        await RefuseAsync(server, $"DeleteTargetGroup&TargetGroupArn={web}", "TargetGroupNotFound", "444455556666", wellFormed: true);
        await RefuseAsync(server, $"RegisterTargets&TargetGroupArn={web}&Targets.member.1.Id=10.0.0.1", "TargetGroupNotFound", "444455556666");
        var (status, body) = await server.PostAsync($"Action=DeleteLoadBalancer&LoadBalancerArn={balancer}", "elasticloadbalancing", nobody);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("<Code>AccessDenied</Code>", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.PostAsync("Action=DescribeLoadBalancers", "elasticloadbalancing", nobody)).Status);
    }

    [Fact]
    public async Task A_restart_and_a_recording_find_groups_and_targets_as_they_were()
    {
        using var bench = new Workbench();
        var stored = new StoredRun("server-1", bench.Path("server.db"));
        string balancer, web, before;
        await using (var server = await TestServer.StartAsync(stored: stored))
        {
            (balancer, web, _) = await BuildAsync(server);
            await AskAsync(server, $"DeregisterTargets&TargetGroupArn={web}&Targets.member.1.Id=10.0.1.20&Targets.member.1.Port=8443");
            before = (await AskAsync(server, $"DescribeTargetHealth&TargetGroupArn={web}")).Value("TargetHealthDescriptions");
        }

        await using (var restarted = await TestServer.StartAsync(stored: stored, record: stored.ReadLog()))
        {
            Assert.Equal(before, (await AskAsync(restarted, $"DescribeTargetHealth&TargetGroupArn={web}")).Value("TargetHealthDescriptions"));
            await restarted.PassAsync(TimeSpan.FromMinutes(6));
            Assert.Equal(["10.0.0.20"], (await AskAsync(restarted, $"DescribeTargetHealth&TargetGroupArn={web}")).Texts("TargetHealthDescriptions", each => each.Value("Id")));
        }

        Assert.Equal("ok", (await bench.RunAsync("log", "verify", "server.db")).Output[..2]);
        var recorded = await bench.RunAsync("record", "server.db", "--out", "afternoon.json");
        Assert.True(recorded.Code == 0, recorded.Error);
        var rerun = await bench.RunAsync("run", "afternoon.json");
        Assert.True(rerun.Code == 0, rerun.Error);
    }

    // A load balancer with a listener for web over TCP, of two addresses, and one for names over UDP.
    private static async Task<(string Balancer, string Web, string Names)> BuildAsync(TestServer server)
    {
        var vpc = server.IdOf<VpcState>(EntityKind.Vpc, each => each.Account == Shop);
        var subnets = server.Served.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpc))!.Subnets.Keys.ToArray();
        var balancer = (await AskAsync(server, $"CreateLoadBalancer&Name=front&Type=network&Scheme=internal&Subnets.member.1={subnets[0]}&Subnets.member.2={subnets[1]}")).Value("LoadBalancerArn");
        var web = (await AskAsync(server, $"CreateTargetGroup&Name=web&Protocol=TCP&Port=443&VpcId={vpc}&TargetType=ip&Tags.member.1.Key=team&Tags.member.1.Value=web")).Value("TargetGroupArn");
        var names = (await AskAsync(server, $"CreateTargetGroup&Name=names&Protocol=UDP&Port=53&VpcId={vpc}")).Value("TargetGroupArn");
        await AskAsync(server, $"RegisterTargets&TargetGroupArn={web}&Targets.member.1.Id=10.0.0.20&Targets.member.2.Id=10.0.1.20&Targets.member.2.Port=8443");
        await AskAsync(server, $"CreateListener&LoadBalancerArn={balancer}&Protocol=TCP&Port=443&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={web}");
        await AskAsync(server, $"CreateListener&LoadBalancerArn={balancer}&Protocol=UDP&Port=53&DefaultActions.member.1.Type=forward&DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn={names}");
        return (balancer, web, names);
    }

    private static async Task<XElement> AskAsync(TestServer server, string call, string key = Shop)
    {
        var (status, body) = await server.PostAsync($"Version=2015-12-01&Action={call}", "elasticloadbalancing", key);
        Assert.True(status == HttpStatusCode.OK, body);
        return XElement.Parse(body).Elements().First();
    }

    private static async Task RefuseAsync(TestServer server, string call, string code, string key = Shop, bool wellFormed = false)
    {
        var (status, body) = await server.PostAsync($"Version=2015-12-01&Action={call}", "elasticloadbalancing", key);
        Assert.NotEqual(HttpStatusCode.OK, status);
        Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
        Assert.True(!wellFormed || body.Contains("targetgroup", StringComparison.Ordinal), body);
    }
}

/// <summary>Reads ELBv2's answers.</summary>
internal static class ElbAnswer
{
    /// <summary>The text of the first element of a name, or of names one below the other; empty when there is none.</summary>
    public static string Value(this XElement element, string names) =>
        names.Split('/').Aggregate((XElement?)element, (within, name) => within?.Descendants().FirstOrDefault(each => each.Name.LocalName == name))?.Value ?? "";

    /// <summary>The members of a list, each as a text.</summary>
    public static IEnumerable<string> Texts(this XElement element, string list, Func<XElement, string> text) =>
        element.Descendants().First(each => each.Name.LocalName == list).Elements().Select(text);
}
