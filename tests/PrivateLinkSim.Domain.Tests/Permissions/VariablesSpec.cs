using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>"IAM policy elements: Variables and tags".</summary>
public sealed class VariablesSpec
{
    private static readonly AuthorizationRequest Known = Request
        .With("aws:PrincipalAccount", "444455556666")
        .With("aws:PrincipalTag/endpoint", "vpce-0")
        .With("aws:PrincipalTag/star", "*")
        .With("aws:PrincipalTag/brace", "}")
        .With("aws:PrincipalTag/arn", "arn:aws:iam::444455556666:role/deploy")
        .With("aws:TagKeys", "vpce-0", "b");

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:PrincipalTag/endpoint}", true)]
    [InlineData("arn:aws:ec2:*:${aws:PrincipalAccount}:vpc-endpoint/*", true)]
    [InlineData("arn:aws:ec2:*:${AWS:principalaccount}:*/${ aws:PrincipalTag/endpoint }", true)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:PrincipalTag/star}", false)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:PrincipalTag/none}", false)]
    [InlineData("arn:aws:ec2:*:*:*${aws:PrincipalTag/none}", false)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:PrincipalTag/none, 'vpce-0'}", true)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:PrincipalTag/none, '*'}", false)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:PrincipalTag/endpoint, 'other'}", true)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/vpce${aws:PrincipalTag/none,''}-0", true)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${*}", false)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:TagKeys}", false)]
    [InlineData("arn:aws:ec2:*:*:vpc-endpoint/${aws:TagKeys, 'vpce-0'}", true)]
    public void A_variable_in_a_resource_stands_for_the_text_of_its_key(string resource, bool matches) =>
        Assert.Equal(matches, Ask(Known, Allow(resource: resource)).IsAllowed);

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData("StringEquals", "${aws:PrincipalTag/endpoint}", "vpce-0", true)]
    [InlineData("StringEquals", "a-${aws:PrincipalTag/endpoint}-${aws:PrincipalAccount}", "a-vpce-0-444455556666", true)]
    [InlineData("StringNotEquals", "${aws:PrincipalTag/endpoint}", "vpce-0", false)]
    [InlineData("StringNotEquals", "${aws:PrincipalTag/endpoint}", "vpce-1", true)]
    [InlineData("StringEqualsIgnoreCase", "${aws:PrincipalTag/endpoint}", "VPCE-0", true)]
    [InlineData("StringLike", "${aws:PrincipalTag/endpoint}*", "vpce-0123", true)]
    [InlineData("StringLike", "${aws:PrincipalTag/star}", "vpce-0", false)]
    [InlineData("StringLike", "${aws:PrincipalTag/star}", "*", true)]
    [InlineData("StringLike", "${aws:PrincipalTag/none, '*'}", "vpce-0", false)]
    [InlineData("StringLike", "${*}", "x", false)]
    [InlineData("StringLike", "${*}", "*", true)]
    [InlineData("StringLike", "${?}", "x", false)]
    [InlineData("StringLike", "${?}*", "?x", true)]
    [InlineData("StringLike", "${$}{aws:username}", "${aws:username}", true)]
    [InlineData("StringEquals", "${$}5", "$5", true)]
    [InlineData("StringEquals", "$5 {x}", "$5 {x}", true)]
    [InlineData("StringEquals", "${aws:none, 'a}b'}", "a}b", true)]
    [InlineData("StringEquals", "${aws:none, 'a}b'}${aws:PrincipalTag/brace}", "a}b}", true)]
    [InlineData("StringEquals", "${aws:PrincipalTag/brace}'x'", "}'x'", true)]
    [InlineData("ArnEquals", "${aws:PrincipalTag/arn}", "arn:aws:iam::444455556666:role/deploy", true)]
    [InlineData("ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::444455556666:role/deploy", true)]
    [InlineData("ArnLike", "arn:aws:iam::${aws:PrincipalTag/star}:role/*", "arn:aws:iam::444455556666:role/deploy", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::444455556666:role/deploy", false)]
    public void A_variable_in_a_condition_stands_for_literal_text(string name, string wanted, string actual, bool holds) =>
        Assert.Equal(holds, Ask(Known.With("ec2:Key", actual), Allow(condition: Condition(name, $"\"{wanted}\""))).IsAllowed);

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData("StringEquals", "\"${aws:username}\"", false)]
    [InlineData("StringLike", "\"*${aws:username}\"", false)]
    [InlineData("StringEquals", "[\"${aws:username}\", \"x\"]", true)]
    [InlineData("StringNotEquals", "\"${aws:username}\"", false)]
    [InlineData("StringNotEquals", "[\"y\", \"${aws:username}\"]", false)]
    [InlineData("StringNotEquals", "[\"y\", \"${aws:username, 'z'}\"]", true)]
    [InlineData("ForAllValues:StringNotLike", "\"${aws:username}\"", false)]
    public void A_variable_without_a_value_matches_nothing_not_even_by_negation(string name, string wanted, bool holds) =>
        Assert.Equal(holds, Ask(Known.With("ec2:Key", "x"), Allow(condition: Condition(name, wanted))).IsAllowed);

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringEqualsIfExists", true)]
    [InlineData("StringEquals", false)]
    public void A_key_that_the_request_lacks_decides_before_any_variable_is_looked_at(string name, bool holds) =>
        Assert.Equal(holds, Ask(Known, Allow(condition: Condition(name, "\"${aws:username}\""))).IsAllowed);

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData(""" "Resource": "arn:aws:ec2:*:*:vpc-endpoint/*${aws:username}" """)]
    [InlineData(""" "NotResource": "arn:aws:ec2:*:*:vpc/${aws:username}" """)]
    [InlineData(""" "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "${aws:username}" } } """)]
    public void A_deny_with_a_variable_without_a_value_denies_nothing(string rest)
    {
        var deny = $""" "Effect": "Deny", "Action": "*", {rest} """;

        Assert.Equal(AuthorizationDecision.Allowed, Ask(Known, Allow(), deny).Decision);
        Assert.Equal(AuthorizationDecision.ExplicitDeny, Ask(Known.With("aws:username", ""), Allow(), deny).Decision);
    }

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData("\"Version\": \"2008-10-17\",")]
    [InlineData("")]
    public void The_old_version_of_the_language_has_no_variables(string version)
    {
        var document = Read($$"""
            {
              {{version}}
              "Statement": {
                "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:username",
                "Condition": { "StringLike": { "ec2:Key": "${ec2:Key}*" } }
              }
            }
            """);
        var request = AuthorizationRequest.Of("s3:GetObject", "arn:aws:s3:::b/${aws:username").With("aws:username", "anyone");

        Assert.True(Evaluate(request.With("ec2:Key", "${ec2:Key}x"), document));
        Assert.False(Evaluate(request.With("ec2:Key", "x"), document));
        Assert.False(Evaluate(request.With("ec2:Key", "${ec2:Key}x") with { Resource = "arn:aws:s3:::b/anyone" }, document));
    }

    [Theory]
    [Trait("Rule", "§4.4/variables")]
    [InlineData("${")]
    [InlineData("${}")]
    [InlineData("${ }")]
    [InlineData("a${aws:username")]
    [InlineData("${aws:username}${")]
    [InlineData("${aws:username, x}")]
    [InlineData("${aws:username 'x'}")]
    [InlineData("${aws:username, 'x}")]
    [InlineData("${aws:username, 'x' y}")]
    [InlineData("${, 'x'}")]
    [InlineData("${*, 'x'}")]
    [InlineData("${aws:user*}")]
    [InlineData("${**}")]
    [InlineData("${aws:${aws:username}}")]
    public void A_variable_that_is_malformed_is_no_policy(string value) =>
        Assert.Contains(
            "a variable must have the form ${key}",
            Problem(Text(Allow(condition: Condition("StringEquals", $"\"{value}\"")))),
            StringComparison.Ordinal);

    private static string Condition(string name, string values) => $$""" "{{name}}": { "ec2:Key": {{values}} } """;

    private static bool Evaluate(AuthorizationRequest request, PolicyDocument document) =>
        PolicyEvaluator.Evaluate(request, isRoot: false, With(("deploy", document)), []).IsAllowed;
}
