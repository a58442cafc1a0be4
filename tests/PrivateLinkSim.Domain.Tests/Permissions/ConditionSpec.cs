using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>"IAM JSON policy elements: Condition operators", operator by operator.</summary>
public sealed class ConditionSpec
{
    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("StringEquals", "us-east-1", "us-east-1", true)]
    [InlineData("StringEquals", "US-EAST-1", "us-east-1", false)]
    [InlineData("StringEquals", "us-*", "us-east-1", false)]
    [InlineData("StringEquals", "us-*", "us-*", true)]
    [InlineData("StringEqualsIgnoreCase", "US-EAST-1", "us-east-1", true)]
    [InlineData("StringEqualsIgnoreCase", "us-east-2", "us-east-1", false)]
    [InlineData("StringLike", "us-*", "us-east-1", true)]
    [InlineData("StringLike", "us-east-?", "us-east-1", true)]
    [InlineData("StringLike", "US-*", "us-east-1", false)]
    [InlineData("StringLike", "us-?", "us-east-1", false)]
    [InlineData("StringLike", "*", "", true)]
    [InlineData("StringLike", "?", "", false)]
    [InlineData("StringLike", "a:*:z", "a:b:c:z", true)]
    [InlineData("StringLike", "ab*bc", "abc", false)]
    [InlineData("StringLike", "*b*bc", "abxbc", true)]
    [InlineData("ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::444455556666:role/deploy", true)]
    [InlineData("ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam:us-east-1:444455556666:role/deploy", false)]
    [InlineData("ArnLike", "arn:aws:iam:*:role/deploy:*", "arn:aws:iam::444455556666:role/deploy", false)]
    [InlineData("ArnLike", "arn:aws:iam::*:Role/*", "arn:aws:iam::444455556666:role/deploy", false)]
    [InlineData("ArnLike", "arn:*:*:*:*:*", "no-arn", false)]
    [InlineData("ArnEquals", "arn:aws:iam::*:role/dep?oy", "arn:aws:iam::444455556666:role/deploy", true)]
    [InlineData("ArnEquals", "arn:aws:iam::444455556666:role/other", "arn:aws:iam::444455556666:role/deploy", false)]
    public void An_operator_and_its_negation_never_agree_on_a_value(string name, string wanted, string actual, bool holds)
    {
        var negation = name.Insert(name.StartsWith("Arn", StringComparison.Ordinal) ? 3 : 6, "Not");

        Assert.Equal(holds, Holds(name, [wanted], [actual]));
        Assert.Equal(!holds, Holds(negation, [wanted], [actual]));
        Assert.Equal(holds, Holds($"{name}IfExists", [wanted], [actual]));
        Assert.Equal(!holds, Holds($"{negation}IfExists", [wanted], [actual]));
    }

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("true", "true", true)]
    [InlineData("True", "true", true)]
    [InlineData("false", "true", false)]
    [InlineData("false", "false", true)]
    [InlineData("true", "yes", false)]
    public void Bool_compares_truth_values(string wanted, string actual, bool holds)
    {
        Assert.Equal(holds, Holds("Bool", [wanted], [actual]));
        Assert.Equal(holds, Holds("BoolIfExists", [wanted], [actual]));
    }

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("StringEquals", false)]
    [InlineData("StringEqualsIgnoreCase", false)]
    [InlineData("StringLike", false)]
    [InlineData("ArnEquals", false)]
    [InlineData("ArnLike", false)]
    [InlineData("Bool", false)]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringNotEqualsIgnoreCase", true)]
    [InlineData("StringNotLike", true)]
    [InlineData("ArnNotEquals", true)]
    [InlineData("ArnNotLike", true)]
    [InlineData("StringEqualsIfExists", true)]
    [InlineData("StringEqualsIgnoreCaseIfExists", true)]
    [InlineData("StringLikeIfExists", true)]
    [InlineData("StringNotLikeIfExists", true)]
    [InlineData("ArnEqualsIfExists", true)]
    [InlineData("ArnLikeIfExists", true)]
    [InlineData("BoolIfExists", true)]
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAllValues:StringNotEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("ForAnyValue:StringNotEquals", false)]
    [InlineData("ForAllValues:StringEqualsIfExists", true)]
    [InlineData("ForAnyValue:StringEqualsIfExists", false)]
    public void A_key_that_the_request_lacks_fails_all_but_negated_operators_if_exists_and_for_all_values(string name, bool holds)
    {
        var value = name.Contains("Arn", StringComparison.Ordinal) ? "arn:aws:iam::*:role/*" : "true";

        Assert.Equal(holds, Holds(name, [value], null));
        Assert.Equal(holds, Holds(name, [value], []));
    }

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("true", null, true)]
    [InlineData("True", null, true)]
    [InlineData("false", null, false)]
    [InlineData("true", "x", false)]
    [InlineData("false", "x", true)]
    public void Null_asks_whether_the_request_lacks_the_key(string wanted, string? actual, bool holds) =>
        Assert.Equal(holds, Holds("Null", [wanted], actual is null ? null : [actual]));

    [Fact]
    [Trait("Rule", "§4.4/condition")]
    public void A_key_without_values_is_one_that_the_request_lacks() => Assert.True(Holds("Null", ["true"], []));

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("StringEquals", "a b", "a", true)]
    [InlineData("StringEquals", "a b", "c", false)]
    [InlineData("StringNotEquals", "a b", "a", false)]
    [InlineData("StringNotEquals", "a b", "c", true)]
    [InlineData("StringNotLike", "a* b*", "bb", false)]
    [InlineData("StringEquals", "a b", "c a", true)]
    [InlineData("StringEquals", "a b", "c d", false)]
    [InlineData("StringNotEquals", "a b", "c a", false)]
    [InlineData("StringNotEquals", "a b", "c d", true)]
    [InlineData("ForAllValues:StringEquals", "a b", "a b", true)]
    [InlineData("ForAllValues:StringEquals", "a b", "a", true)]
    [InlineData("ForAllValues:StringEquals", "a b", "a c", false)]
    [InlineData("ForAllValues:StringNotEquals", "a b", "c d", true)]
    [InlineData("ForAllValues:StringNotEquals", "a b", "c a", false)]
    [InlineData("ForAnyValue:StringEquals", "a b", "c a", true)]
    [InlineData("ForAnyValue:StringEquals", "a b", "c d", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a b", "c a", true)]
    [InlineData("ForAnyValue:StringNotEquals", "a b", "a b", false)]
    [InlineData("ForAllValues:StringLikeIfExists", "a*", "aa ab", true)]
    [InlineData("ForAllValues:StringLikeIfExists", "a*", "aa b", false)]
    [InlineData("ForAnyValue:StringNotLikeIfExists", "a*", "aa b", true)]
    public void Several_values_in_the_policy_or_in_the_request_are_weighed_by_operator_and_prefix(
        string name, string wanted, string actual, bool holds) =>
        Assert.Equal(holds, Holds(name, wanted.Split(' '), [.. actual.Split(' ')]));

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("x", "y", "z", true)]
    [InlineData("-", "y", "z", false)]
    [InlineData("x", "-", "z", false)]
    [InlineData("x", "y", "-", false)]
    public void All_keys_and_all_operators_must_hold(string one, string two, string three, bool holds)
    {
        var statement = Allow(condition: """ "StringEquals": { "ec2:A": "x", "ec2:B": "y" }, "StringLike": { "ec2:C": "z*" } """);

        Assert.Equal(holds, Ask(Request.With("ec2:A", one).With("ec2:B", two).With("ec2:C", three), statement).IsAllowed);
    }

    [Fact]
    [Trait("Rule", "§4.4/condition")]
    public void The_same_key_may_be_asked_for_by_several_operators()
    {
        var statement = Allow(condition: """ "StringLike": { "ec2:Region": "us-*" }, "StringNotEquals": { "ec2:Region": "us-west-2" } """);

        Assert.True(Ask(Request.With("ec2:Region", "us-east-1"), statement).IsAllowed);
        Assert.False(Ask(Request.With("ec2:Region", "us-west-2"), statement).IsAllowed);
        Assert.False(Ask(Request.With("ec2:Region", "eu-west-1"), statement).IsAllowed);
    }

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("ec2:VpceServiceRegion")]
    [InlineData("EC2:vpceserviceregion")]
    public void The_name_of_a_key_has_no_case(string key)
    {
        var statement = Allow(condition: $$""" "StringEquals": { "{{key}}": "us-east-1" } """);

        Assert.True(Ask(Request.With("ec2:vpceServiceRegion", "us-east-1"), statement).IsAllowed);
        Assert.False(Ask(Request.With("ec2:vpceServiceRegion", "us-east-2"), statement).IsAllowed);
    }

    [Fact]
    [Trait("Rule", "§4.4/condition")]
    public void A_deny_with_a_negated_operator_also_hits_calls_that_lack_the_key()
    {
        const string Region = "ec2:VpceServiceRegion";
        string[] statements = [Allow(), Deny(condition: $$""" "StringNotEquals": { "{{Region}}": ["eu-west-1", "eu-central-1"] } """)];

        Assert.Equal(AuthorizationDecision.Allowed, Ask(Request.With(Region, "eu-west-1"), statements).Decision);
        Assert.Equal(AuthorizationDecision.ExplicitDeny, Ask(Request.With(Region, "us-east-1"), statements).Decision);
        Assert.Equal(AuthorizationDecision.ExplicitDeny, Ask(Request, statements).Decision);
    }

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("7", "7", true)]
    [InlineData("7", "8", false)]
    [InlineData("true", "true", true)]
    public void Numbers_and_booleans_are_texts(string wanted, string actual, bool holds) =>
        Assert.Equal(holds, Ask(Request.With("ec2:A", actual), Allow(condition: $$""" "StringEquals": { "ec2:A": {{wanted}} } """)).IsAllowed);

    private static bool Holds(string name, string[] wanted, ImmutableArray<string>? actual)
    {
        var values = string.Join(", ", wanted.Select(value => $"\"{value}\""));
        var statement = Allow(condition: $$""" "{{name}}": { "ec2:Key": [{{values}}] } """);
        return Ask(actual is { } present ? Request.With("ec2:key", present) : Request, statement).IsAllowed;
    }
}
