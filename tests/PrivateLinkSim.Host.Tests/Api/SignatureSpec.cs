using System.Globalization;

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

    private static void Require(DateTimeOffset now, string query = Query, string method = "GET", string body = "", AccessKey? key = null) => Signature.Require(
        Credential.Read(Signed, query)!, key ?? Key, method, "/", query, name => Headers.GetValueOrDefault(name), System.Text.Encoding.UTF8.GetBytes(body), now);

    private static string Refused(Action action) => Assert.Throws<ApiException>(action).Error.Code;
}
