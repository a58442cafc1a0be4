using System.Globalization;
using System.Text;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Requests as bytes: good ones of every API and of the control plane, and what a seed makes of them.</summary>
internal static class RawRequests
{
    private static readonly byte[][] Good =
    [
        .. ((string[])
        [
            "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.9.0.0%2F16&TagSpecification.1.ResourceType=vpc&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=a",
            "Action=CreateSubnet&VpcId=vpc-00000000000000000&CidrBlock=10.9.1.0%2F24&AvailabilityZoneId=use1-az1",
            "Action=CreateSecurityGroup&GroupName=clients&GroupDescription=Clients&VpcId=vpc-00000000000000000",
            "Action=DeleteVpc&VpcId=vpc-00000000000000000&DryRun=true",
            "Action=DescribeVpcs&Filter.1.Name=cidr&Filter.1.Value.1=10.9.0.0%2F16&MaxResults=5",
            "Action=DescribeSubnets&SubnetId.1=subnet-00000000000000000&SubnetId.2=subnet-00000000000000001",
            "Action=DescribeVpcEndpoints&MaxResults=1000&NextToken=abc",
            "Action=DescribeVpcEndpointServices&ServiceName.1=com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000",
            "Action=DescribeVpcEndpointServiceConfigurations&Filter.1.Name=service-state&Filter.1.Value.1=Available",
            "Action=DescribeVpcEndpointConnections&Filter.1.Name=service-id&Filter.1.Value.1=vpce-svc-00000000000000000",
            "Action=DescribeNetworkInterfaces&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-00000000000000000",
            "Action=DescribeAvailabilityZones&AllAvailabilityZones=true",
            "Action=DescribeRegions&RegionName.1=us-east-1",
            "Action=CreateVpcEndpoint&VpcEndpointType=Interface&VpcId=vpc-00000000000000000&ServiceName=com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000000&SubnetId.1=subnet-0&ClientToken=t",
            "Action=CreateVpcEndpointServiceConfiguration&NetworkLoadBalancerArn.1=arn%3Aaws%3Aelasticloadbalancing&AcceptanceRequired=false&SupportedRegion.1=eu-west-1",
            "Action=ModifyVpcEndpointServicePermissions&ServiceId=vpce-svc-00000000000000000&AddAllowedPrincipals.1=arn%3Aaws%3Aiam%3A%3A444455556666%3Aroot",
            "Action=AcceptVpcEndpointConnections&ServiceId=vpce-svc-00000000000000000&VpcEndpointId.1=vpce-00000000000000000",
            "Action=DeleteVpcEndpoints&VpcEndpointId.1=vpce-00000000000000000",
            "Action=CreateTags&ResourceId.1=vpce-00000000000000000&Tag.1.Key=a&Tag.1.Value=b",
            "Action=ModifyVpcAttribute&VpcId=vpc-00000000000000000&EnableDnsSupport.Value=true",
        ]).Select(form => Post("/", "ec2", form)),
        Post("/", "sts", "Action=GetCallerIdentity&Version=2011-06-15"),
        Post("/", "sts", "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Fa&RoleSessionName=s&DurationSeconds=900"),
        Post("/", "iam", "Action=CreateUser&Version=2010-05-08&UserName=ann"),
        Post("/", "elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2015-12-01&PageSize=1"),
        Post("/", "elasticloadbalancing", "Action=CreateLoadBalancer&Version=2015-12-01&Name=a&Type=network&Subnets.member.1=subnet-00000000000000000"),
        Post("/getRegionOptStatus", "account", """{"RegionName":"eu-south-1"}""", "application/json"),
        Post("/listRegions", "account", """{"MaxResults":3,"RegionOptStatusContains":["ENABLED"]}""", "application/json"),
        Post("/enableRegion", "account", """{"RegionName":"eu-south-1"}""", "application/json"),
        Post("/2013-04-01/hostedzone", "route53", """<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>a.example</Name><CallerReference>r</CallerReference></CreateHostedZoneRequest>""", "application/xml"),
        Post("/zonalshifts", "arc-zonal-shift", """{"resourceIdentifier":"arn:aws:elasticloadbalancing","awayFrom":"use1-az1","expiresIn":"1h","comment":"c"}""", "application/json"),
        Of("GET", "/?Action=DescribeVpcs&Version=2016-11-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=444455556666%2F20260101%2Fus-east-1%2Fec2%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=0", null, "", null),
        Of("GET", "/_plsim/health", null, "", null),
        Of("GET", "/_plsim/state/us-east-1", null, "", null),
        Of("GET", "/_plsim/events?follow=false&after=100&entity=us-east-1", null, "", null),
        Of("GET", "/_plsim/digest", null, "", null),
        Of("POST", "/_plsim/clock/advance", null, """{"by":"1s"}""", "application/json"),
        Of("POST", "/_plsim/faults", null, """{"az-power-interruption":{"ZoneId":"use1-az1","Duration":"1s"}}""", "application/json"),
        Of("POST", "/_plsim/faults", null, "packet-loss ZoneId=use1-az1 LossPercent=5 Duration=1s", "text/plain"),
        Of("POST", "/_plsim/steps", null, """{"caller":"arn:aws:iam::111122223333:root","region":"us-east-1","CreateVpc":{"CidrBlock":"10.0.0.0/16"}}""", "application/json"),
        Of("POST", "/_plsim/txt", null, """{"name":"_a.example.com","type":"TXT","value":"v"}""", "application/json"),
    ];

    private static readonly byte[][] Odd =
    [
        .. ((string[])
        [
            "%", "%00", "%zz", "%ff%fe", "&&", "==", "&.=.", "\r\n", "\n", "\0", "../", "//", "?", "#", "*", "{", "}", "[[[[[[[[", "]]>", "\"", "\\u0000", "\\ud800", "<!DOCTYPE a [<!ENTITY b \"c\">]>&b;",
            "null", "-1", "0", "99999999999999999999", "1e999", "NaN", "é", "\U0001F600", "\u202e", "Content-Length: 99999999999\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: -1\r\n", "Expect: 100-continue\r\n",
            "Content-Encoding: gzip\r\n", "Host: a\r\n", "Connection: upgrade\r\nUpgrade: h2c\r\n", "Authorization: AWS4-HMAC-SHA256 Credential=////\r\n", "HTTP/9.9", ".1.1.1.1.1.1.1.1", ".2147483648=", ".member.", "Filter.1.Name=", "us-gov-west-1",
        ]).Select(Encoding.UTF8.GetBytes),
        Enumerable.Repeat((byte)'A', 5_000).ToArray(),
        [0xff, 0xfe, 0xc0, 0x80],
    ];

    /// <summary>A request of this number: its bytes, and whether its frame (lengths, header lines) is still whole.</summary>
    public static (byte[] Bytes, bool IsWhole) Of(int number)
    {
        var random = new Random(number);
        var good = Good[random.Next(Good.Length)];
        var head = good.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        if (random.Next(10) < 4)
        {
            return (Mutated(good, random), false);
        }

        // What is mutated behind a frame that holds gets further in.
        var body = Mutated(good[head..], random);
        var lines = Encoding.Latin1.GetString(good, 0, head);
        var start = lines.LastIndexOf("Content-Length: ", StringComparison.Ordinal);
        return ([.. Encoding.Latin1.GetBytes($"{lines[..start]}Content-Length: {body.Length}\r\n\r\n"), .. body], true);
    }

    private static byte[] Mutated(byte[] good, Random random)
    {
        var bytes = new List<byte>(good);
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    var other = Good[random.Next(Good.Length)];
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 80))]);
                    break;
                case 4 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Odd[random.Next(Odd.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Post(string path, string service, string body, string type = "application/x-www-form-urlencoded; charset=utf-8") => Of("POST", path, service, body, type);

    private static byte[] Of(string method, string target, string? service, string body, string? type) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n{Signed(service)}{(type is null ? "" : $"Content-Type: {type}\r\n")}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    private static string Signed(string? service) => service is null
        ? ""
        : $"Authorization: AWS4-HMAC-SHA256 Credential=444455556666/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0\r\n";
}
