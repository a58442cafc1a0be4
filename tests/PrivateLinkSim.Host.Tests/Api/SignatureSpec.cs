using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Signature Version 4, held to the example that AWS's documentation works out in full (IAM ListUsers, 2015-08-30).</summary>
public sealed class SignatureSpec
{
    private const string Query = "Action=ListUsers&Version=2010-05-08";
    private const string Signed = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
        + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    private static readonly AccessKey Key = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "arn:aws:iam::123456789012:user/example");

    private static readonly Dictionary<string, string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8", ["Host"] = "iam.amazonaws.com", ["X-Amz-Date"] = "20150830T123600Z",
    };

    [Fact]
    public void The_documented_example_is_accepted() => Require(At("12:40"));

    [Theory]
    [InlineData("12:52", "SignatureDoesNotMatch")]
    [InlineData("12:20", "SignatureDoesNotMatch")]
    public void A_clock_may_differ_by_a_quarter_of_an_hour(string now, string code) => Assert.Equal(code, Refused(() => Require(At(now))));

    [Theory]
    [InlineData("Action=ListUsers&Version=2010-05-09", "GET", "")]
    [InlineData(Query, "POST", "")]
    [InlineData(Query, "GET", "body")]
    public void What_was_changed_on_the_way_is_refused(string query, string method, string body) =>
        Assert.Equal("SignatureDoesNotMatch", Refused(() => Require(At("12:40"), query, method, body)));

    [Fact]
    public void Another_secret_is_refused() => Assert.Equal("SignatureDoesNotMatch", Refused(() => Require(At("12:40"), key: Key with { Secret = "other" })));

    [Fact]
    public void A_temporary_key_needs_its_token() => Assert.Equal("SignatureDoesNotMatch", Refused(() => Require(At("12:40"), key: Key with { SessionToken = "token" })));

    /// <summary>A client that states what its body hashes to signs that, and so what was signed is not what came when the body is another.</summary>
    [Theory]
    [InlineData("Action=ListUsers", "Action=ListUsers", null)]
    [InlineData("Action=ListUsers", "Action=DeleteUser", "SignatureDoesNotMatch")]
    public void The_body_must_be_the_one_whose_hash_was_signed(string signed, string sent, string? code) =>
        Assert.Equal(code, RefusedWhenSigned(sent, ["content-type", "host", "x-amz-content-sha256", "x-amz-date"], ("X-Amz-Content-Sha256", Hash(signed))));

    /// <summary>What is not signed could have been put there by anybody.</summary>
    [Theory]
    [InlineData("host;x-amz-date", null)]
    [InlineData("x-amz-date", "SignatureDoesNotMatch")]
    [InlineData("host", "SignatureDoesNotMatch")]
    [InlineData("host;x-amz-date;x-amz-target", null, "X-Amz-Target")]
    [InlineData("host;x-amz-date", "SignatureDoesNotMatch", "X-Amz-Target")]
    public void The_host_and_the_headers_of_the_signature_must_be_signed(string signed, string? code, string? header = null) =>
        Assert.Equal(code, RefusedWhenSigned("", signed.Split(';'), header is null ? [] : [(header, "any")]));

    /// <summary>STS does not heed the time that a presigned request gives itself; EC2 does, and a quarter of an hour more.</summary>
    [Theory]
    [InlineData("sts", "12:50", 60, null)]
    [InlineData("sts", "12:52", 3600, "SignatureDoesNotMatch")]
    [InlineData("ec2", "13:20", 1800, null)]
    [InlineData("ec2", "13:22", 1800, "RequestExpired")]
    [InlineData("ec2", "12:20", 1800, "RequestExpired")]
    public void A_presigned_request_is_good_for_a_while(string service, string now, int seconds, string? code) =>
        Assert.Equal(code, RefusedWhenPresigned(service, now, seconds));

    /// <summary>The day of a credential is that of its request, though another key would have been derived of it anyway.</summary>
    [Fact]
    public void A_credential_of_another_day_is_told_of() => Assert.Contains(
        "'20150829' != '20150830', from '20150830T123600Z'",
        Assert.Throws<ApiException>(() => Require(At("12:40"), signed: Signed.Replace("20150830", "20150829", StringComparison.Ordinal))).Error.Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("token", null)]
    [InlineData("other", "SignatureDoesNotMatch")]
    public void The_token_of_a_temporary_key_must_be_its_own(string token, string? code) =>
        Assert.Equal(code, RefusedWhenSigned("", ["host", "x-amz-date", "x-amz-security-token"], Key with { SessionToken = "token" }, ("X-Amz-Security-Token", token)));

    [Theory]
    [InlineData("Basic abc")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam, SignedHeaders=host, Signature=0")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request")]
    public void A_header_that_is_cut_short_is_refused(string header) => Assert.Equal("IncompleteSignature", Refused(() => Credential.Read(header, "")));

    /// <summary>"Signature expired: … is now earlier than … (… - 15 min.)", as many a user of AWS has met it.</summary>
    [Theory]
    [InlineData("12:52", "Signature expired: 20150830T123600Z is now earlier than 20150830T123700Z (20150830T125200Z - 15 min.)")]
    [InlineData("12:20", "Signature not yet current: 20150830T123600Z is still later than 20150830T123500Z (20150830T122000Z + 15 min.)")]
    public void A_clock_that_differs_is_told_of_in_AWS_s_words(string now, string text) =>
        Assert.Equal(text, Assert.Throws<ApiException>(() => Require(At(now))).Error.Message);

    [Fact]
    public void Without_a_signature_there_is_no_credential() => Assert.Null(Credential.Read(null, Query));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2015-08-30T{time}:00Z", CultureInfo.InvariantCulture);

    private static void Require(DateTimeOffset now, string query = Query, string method = "GET", string body = "", AccessKey? key = null, string signed = Signed) => Signature.Require(
        Credential.Read(signed, query)!, key ?? Key, method, "/", query, name => Headers.GetValueOrDefault(name), Encoding.UTF8.GetBytes(body), now);

    private static string? RefusedWhenSigned(string body, string[] signed, params (string Name, string Value)[] others) => RefusedWhenSigned(body, signed, Key, others);

    // The error code that meets a request of the documented moment, signed as a client signs; null for none.
    private static string? RefusedWhenSigned(string body, string[] signed, AccessKey key, params (string Name, string Value)[] others)
    {
        var headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in others)
        {
            headers[name] = value;
        }

        var canonical = $"POST\n/\n\n{string.Concat(signed.Select(name => $"{name}:{headers[name]}\n"))}\n{string.Join(';', signed)}\n{headers.GetValueOrDefault("X-Amz-Content-Sha256") ?? Hash(body)}";
        var credential = Credential.Read(
            $"AWS4-HMAC-SHA256 Credential={key.Id}/20150830/us-east-1/iam/aws4_request, SignedHeaders={string.Join(';', signed)}, Signature={Of(canonical, "iam", key.Secret)}", "")!;
        return CodeOf(() => Signature.Require(credential, key, "POST", "/", "", headers.GetValueOrDefault, Encoding.UTF8.GetBytes(body), At("12:40")));
    }

    private static string? RefusedWhenPresigned(string service, string now, int seconds)
    {
        var query = FormattableString.Invariant(
            $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Key.Id}%2F20150830%2Fus-east-1%2F{service}%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires={seconds}&X-Amz-SignedHeaders=host");
        var signed = $"{query}&X-Amz-Signature={Of($"GET\n/\n{query}\nhost:{Headers["Host"]}\n\nhost\n{Hash("")}", service, Key.Secret)}";
        return CodeOf(() => Signature.Require(Credential.Read(null, signed)!, Key, "GET", "/", signed, name => name == "host" ? Headers["Host"] : null, default, At(now)));
    }

    private static string? CodeOf(Action action) => Record.Exception(action) is { } exception ? Assert.IsType<ApiException>(exception).Error.Code : null;

    private static string Of(string canonical, string service, string secret)
    {
        var key = ((string[])["20150830", "us-east-1", service, "aws4_request"])
            .Aggregate(Encoding.UTF8.GetBytes($"AWS4{secret}"), (derived, part) => HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(
            key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/{service}/aws4_request\n{Hash(canonical)}")));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Refused(Action action) => Assert.Throws<ApiException>(action).Error.Code;
}
