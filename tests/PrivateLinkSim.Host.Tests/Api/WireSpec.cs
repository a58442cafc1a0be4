using System.Net;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What stands on the wire: envelopes, errors and their status (domain facts §5.1, §5.2).</summary>
public sealed class WireSpec
{
    [Fact]
    public async Task An_answer_has_the_root_of_its_action_and_a_request_id()
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await server.PostAsync("Action=CreateVpc&Version=2016-11-15&CidrBlock=10.9.0.0%2F16");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Matches("""^<\?xml version="1.0" encoding="utf-8"\?><CreateVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>[0-9a-f-]{36}</requestId><vpc><vpcId>vpc-[0-9a-f]{17}</vpcId>""", body);
    }

    [Theory]
    [InlineData("Action=Nothing&Version=2016-11-15", HttpStatusCode.BadRequest, "InvalidAction")]
    [InlineData("Version=2016-11-15", HttpStatusCode.BadRequest, "MissingParameter")]
    [InlineData("Action=CreateVpc&Version=2015-01-01", HttpStatusCode.BadRequest, "NoSuchVersion")]
    [InlineData("Action=CreateVpc&Version=2016-11-15", HttpStatusCode.BadRequest, "MissingParameter")]
    [InlineData("Action=CreateVpc&CidrBlock=10.9.0.0/16&Colour=red", HttpStatusCode.BadRequest, "UnknownParameter")]
    [InlineData("Action=CreateVpc&CidrBlock=10.9.0.0/16&cidrBlock=10.8.0.0/16", HttpStatusCode.BadRequest, "UnknownParameter")]
    [InlineData("Action=CreateVpc&CidrBlock=10.9.0.0/16&AmazonProvidedIpv6CidrBlock=yes", HttpStatusCode.BadRequest, "InvalidParameterValue")]
    [InlineData("Action=CreateVpc&CidrBlock=nonsense", HttpStatusCode.BadRequest, "InvalidVpc.Range")]
    [InlineData("Action=DeleteVpc&VpcId=vpc-00000001", HttpStatusCode.BadRequest, "InvalidVpcID.NotFound")]
    [InlineData("Action=CreateVpcEndpoint&VpcId=vpc-00000001&ServiceName=s&SubnetId.1=subnet-00000001", HttpStatusCode.BadRequest, "InvalidParameter")]
    [InlineData("Action=CreateVpcEndpoint&VpcEndpointType=Interface&VpcId=vpc-00000001&ServiceName=s&PolicyDocument={", HttpStatusCode.BadRequest, "InvalidPolicyDocument")]
    [InlineData("Action=CreateVpcEndpoint&VpcEndpointType=Interface&VpcId=vpc-00000001&ServiceName=s&PolicyDocument={\"Statement\":[]}", HttpStatusCode.BadRequest, "InvalidParameter")]
    [InlineData("Action=ModifyVpcEndpoint&VpcEndpointId=vpce-0&PolicyDocument={\"Statement\":[]}", HttpStatusCode.BadRequest, "InvalidVpcEndpointId.NotFound")]
    [InlineData("Action=CreateVpcEndpointConnectionNotification&ConnectionNotificationArn=a&ConnectionEvents.1=Accept", HttpStatusCode.BadRequest, "MissingParameter")]
    [InlineData("Action=DescribeVpcs&VpcId.1=vpc-012345678", HttpStatusCode.BadRequest, "InvalidVpcID.Malformed")]
    [InlineData("Action=DeleteSubnet&SubnetId=vpc-00000001", HttpStatusCode.BadRequest, "InvalidSubnetID.Malformed")]
    [InlineData("Action=DescribeSecurityGroups&GroupId.1=sg-bd8", HttpStatusCode.BadRequest, "InvalidGroupId.Malformed")]
    [InlineData("Action=AuthorizeSecurityGroupIngress&GroupId=sg-00000001&IpPermissions.1.IpProtocol=-1&IpPermissions.1.Groups.1.GroupId=SG-00000001", HttpStatusCode.BadRequest, "InvalidGroupId.Malformed")]
    [InlineData("Action=DeleteVpcEndpoints&VpcEndpointId.1=vpce-0&VpcEndpointId.2=vpce-svc-0", HttpStatusCode.BadRequest, "InvalidVpcEndpointId.Malformed")]
    [InlineData("Action=DescribeVpcEndpointServicePermissions&ServiceId=vpce-0", HttpStatusCode.BadRequest, "InvalidVpcEndpointServiceIdId.Malformed")]
    [InlineData("Action=DescribeVpcs&VpcId.1=", HttpStatusCode.BadRequest, "InvalidVpcID.Malformed")]
    [InlineData("Action=CreateTags&ResourceId.1=orders&Tag.1.Key=a&Tag.1.Value=b", HttpStatusCode.BadRequest, "InvalidID")]
    [InlineData("Action=DeleteTags&ResourceId.1=i-00000001", HttpStatusCode.BadRequest, "InvalidID")]
    [InlineData("Action=CreateSubnet&VpcId=vpc-00000001&CidrBlock=10.1.9.0/24&AvailabilityZone=us-east-1a&AvailabilityZoneId=use1-az2", HttpStatusCode.BadRequest, "InvalidParameterCombination")]
    [InlineData("Action=ModifyVpcAttribute&VpcId=vpc-00000001", HttpStatusCode.BadRequest, "InvalidParameterCombination")]
    [InlineData("Action=ModifyVpcAttribute&VpcId=vpc-00000001&EnableDnsSupport.Value=true&EnableDnsHostnames.Value=true", HttpStatusCode.BadRequest, "InvalidParameterCombination")]
    [InlineData("Action=DescribeVpcs&NextToken=dnBj", HttpStatusCode.BadRequest, "InvalidNextToken")]
    [InlineData("Action=DescribeVpcs&DryRun=true", HttpStatusCode.PreconditionFailed, "DryRunOperation")]
    [InlineData("Action=DescribeVpcEndpoints&VpcEndpointId.1=vpce-0&DryRun=true", HttpStatusCode.PreconditionFailed, "DryRunOperation")]
    [InlineData("Action=DescribeNatGateways&DryRun=true", HttpStatusCode.PreconditionFailed, "DryRunOperation")]
    [InlineData("Action=CreateVpc&CidrBlock=10.9.0.0/16&DryRun=true", HttpStatusCode.PreconditionFailed, "DryRunOperation")]
    [InlineData("Action=DescribeRegions&DryRun=perhaps", HttpStatusCode.BadRequest, "InvalidParameterValue")]
    [InlineData("Action=CreateTags&ResourceId.1=vpc-00000000000000000&Tag.1.Key=a&Tag.1.Value=b&Tag.2.Key=a&Tag.2.Value=c", HttpStatusCode.BadRequest, "InvalidParameterValue")]
    [InlineData("Action=DeleteTags&ResourceId.1=vpc-00000000000000000&Tag.1.Key=a&Tag.1.Value=b&Tag.2.Key=a&Tag.2.Value=c", HttpStatusCode.BadRequest, "InvalidParameterValue")]
    public async Task What_is_wrong_is_answered_in_the_form_of_AWS(string form, HttpStatusCode status, string code)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync(form);

        Assert.Equal(status, answer.Status);
        Assert.Contains($"<Response><Errors><Error><Code>{code}</Code><Message>", answer.Body, StringComparison.Ordinal);
        Assert.Contains("</Error></Errors><RequestID>", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}""", true)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Sid":"all","Action":["*"],"Effect":"Allow","Principal":{"AWS":"*"},"Resource":["*"]}}""", true)]
    [InlineData("""{"Statement":[{"Action":"*","Effect":"Deny","Principal":"*","Resource":"*"}]}""", false)]
    [InlineData("""{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*","Condition":{}}]}""", false)]
    [InlineData("""{"Statement":[{"Action":"s3:*","Effect":"Allow","Principal":"*","Resource":"*"}]}""", false)]
    public void An_endpoint_to_a_service_of_ones_own_has_the_policy_that_allows_everything(string document, bool isTaken)
    {
        var refused = Record.Exception(() => Ec2EndpointPolicy.Require(document, "com.amazonaws.vpce.us-east-1.vpce-svc-0")) as ApiException;

        Assert.Equal(isTaken ? null : "Service com.amazonaws.vpce.us-east-1.vpce-svc-0 only supports the full-access endpoint policy.", refused?.Error.Message);
    }

    [Theory]
    [InlineData("Action=DescribeVpcs")]
    [InlineData("Action=CreateVpc&CidrBlock=10.9.0.0/16")]
    public async Task A_Region_that_there_is_not_has_nothing_and_is_said_not_to_be(string form)
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await server.PostAsync(form, region: "us-esat-1");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("<Code>InvalidRegion</Code><Message>The specified AWS Region 'us-esat-1' is not valid.</Message>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 200, true)]
    [InlineData(51, 1, false)]
    [InlineData(1, 201, false)]
    public async Task Filters_have_a_limit(int filters, int values, bool isTaken)
    {
        await using var server = await TestServer.StartAsync();
        var form = string.Concat(Enumerable.Range(1, filters).Select(filter =>
            FormattableString.Invariant($"&Filter.{filter}.Name=vpc-id")
            + string.Concat(Enumerable.Range(1, values).Select(value => FormattableString.Invariant($"&Filter.{filter}.Value.{value}=vpc-{value}")))));
        var (status, body) = await server.PostAsync($"Action=DescribeVpcs{form}");

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest, status);
        Assert.Equal(!isTaken, body.Contains("<Code>FilterLimitExceeded</Code>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_is_misspelt_is_named_without_its_number()
    {
        await using var server = await TestServer.StartAsync();
        var (_, body) = await server.PostAsync("Action=CreateVpcEndpointServiceConfiguration&SupportedRegions.1=eu-west-1");

        Assert.Contains("The parameter SupportedRegions is not recognized", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_escaped()
    {
        await using var server = await TestServer.StartAsync();
        var (_, body) = await server.PostAsync("Action=DeleteVpc&VpcId=%3Cb%3E%26%01");

        Assert.Contains("Invalid Id: '&lt;b&gt;&amp;\ufffd' (expecting 'vpc-...;", body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_XML_has_no_way_to_write_is_replaced()
    {
        using var body = new XmlBody("A");
        body.Text("B", "\ud83d'").Text("C", "\udc00").Text("D", "\ud83d\ude00").Text("E", "\u0001\uffff");

        Assert.EndsWith("<A><B>\ufffd'</B><C>\ufffd</C><D>\ud83d\ude00</D><E>\ufffd\ufffd</E></A>", System.Text.Encoding.UTF8.GetString(body.Finish().Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_signature_nobody_is_answered()
    {
        await using var server = await TestServer.StartAsync();
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(server.Address, "/?Action=DescribeVpcs&Version=2016-11-15"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_turned_away()
    {
        await using var server = await TestServer.StartAsync();
        var (status, _) = await server.PostAsync($"Action=CreateVpc&CidrBlock={new string('1', 1024 * 1024)}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        await using var server = await TestServer.StartAsync();
        var (status, body) = await server.PostAsync("Action=ListBuckets", service: "s3");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("The simulator has no service 's3'.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_finds_everything_as_it_was()
    {
        using var bench = new Workbench();
        var stored = new StoredRun("server-1", bench.Path("server.db"));
        string made;
        await using (var server = await TestServer.StartAsync(stored: stored))
        {
            made = (await server.PostAsync("Action=CreateVpc&CidrBlock=10.9.0.0/16")).Body.Split("<vpcId>")[1].Split('<')[0];
            await server.PassAsync(TimeSpan.FromHours(2));
        }

        await using var again = await TestServer.StartAsync(stored: stored, record: stored.ReadLog());

        Assert.Equal(Domain.Moment.Parse("2026-01-01T02:00:00Z"), again.Served.Live.Now);
        Assert.Equal(HttpStatusCode.OK, (await again.PostAsync($"Action=DeleteVpc&VpcId={made}")).Status);
        Assert.Equal("ok", (await bench.RunAsync("log", "verify", "server.db")).Output[..2]);
    }
}
