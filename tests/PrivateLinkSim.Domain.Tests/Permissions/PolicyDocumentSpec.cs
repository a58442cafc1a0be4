using static PrivateLinkSim.Domain.Tests.Policies;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What is a policy, what is none, and what its author is told.</summary>
public sealed class PolicyDocumentSpec
{
    [Fact]
    [Trait("Rule", "§4.4")]
    public void A_policy_is_read_with_all_that_it_says()
    {
        var document = Read("""
            {
              "Version": "2012-10-17",
              "Id": "guard-rails",
              "Statement": [
                { "Sid": "Use1", "Effect": "Allow", "Action": ["ec2:*", "vpce:AllowMultiRegion"], "Resource": "*" },
                {
                  "Effect": "Deny",
                  "NotAction": "ec2:Describe*",
                  "NotResource": ["arn:aws:ec2:*:*:vpc/*"],
                  "Condition": {
                    "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a*", "b"] },
                    "Null": { "ec2:Region": false, "aws:username": "TRUE" },
                    "StringEquals": { "aws:RequestTag/count": 7 }
                  }
                }
              ]
            }
            """);

        Assert.Equal(2, document.Statements.Length);
        var (first, second) = (document.Statements[0], document.Statements[1]);
        Assert.True(first.ExpandsVariables);
        Assert.Equal((1, "Use1", true, false, false), (first.Index, first.Sid, first.Allows, first.NotAction, first.NotResource));
        Assert.Equal("ec2:* vpce:AllowMultiRegion", string.Join(' ', first.Actions));
        Assert.Equal("*", Assert.Single(first.Resources));
        Assert.Empty(first.Conditions);
        Assert.Equal((2, null, false, true, true), (second.Index, second.Sid, second.Allows, second.NotAction, second.NotResource));
        Assert.Equal("ec2:Describe*", Assert.Single(second.Actions));
        Assert.Equal("arn:aws:ec2:*:*:vpc/*", Assert.Single(second.Resources));
        Assert.Equal(
            [
                "ForAnyValue StringLike True aws:TagKeys a*,b",
                "None Null False ec2:Region false",
                "None Null False aws:username TRUE",
                "None StringEquals False aws:RequestTag/count 7",
            ],
            second.Conditions.Select(each => $"{each.Set} {each.Operator} {each.IfExists} {each.Key} {string.Join(',', each.Values)}"));
    }

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("""{ "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }""", false)]
    [InlineData("""{ "Version": "2008-10-17", "Statement": [{ "Effect": "Allow", "Action": ["*"], "Resource": ["*"] }] }""", false)]
    [InlineData("""{ "Version": "2012-10-17", "Statement": { "Sid": "", "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {} } }""", true)]
    public void One_statement_and_one_text_stand_for_a_list_of_one(string json, bool expands)
    {
        var statement = Assert.Single(Read(json).Statements);

        Assert.Equal((1, null, true, expands), (statement.Index, statement.Sid, statement.Allows, statement.ExpandsVariables));
        Assert.Equal("*", Assert.Single(statement.Actions));
        Assert.Equal("*", Assert.Single(statement.Resources));
        Assert.Empty(statement.Conditions);
    }

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("", "The policy is no JSON from line 1, column 1 on; it must be an object with Version and Statement.")]
    [InlineData("{\n  \"Statement\": [,]\n}", "The policy is no JSON from line 2, column 17 on; it must be an object with Version and Statement.")]
    [InlineData("{ } // none", "The policy is no JSON from line 1, column 5 on; it must be an object with Version and Statement.")]
    [InlineData("[]", "The policy is a list; it must be an object with the members Version, Id, Statement.")]
    [InlineData("null", "The policy is null; it must be an object with the members Version, Id, Statement.")]
    [InlineData("{}", "The policy has no Statement; it must have at least one.")]
    [InlineData("""{ "Statement": [] }""", "The policy has no Statement; it must have at least one.")]
    [InlineData("""{ "Statements": [] }""", "The policy has a member 'Statements'; its members must be among Version, Id, Statement.")]
    [InlineData("""{ "Version": "2012-10-17", "Version": "2012-10-17" }""", "The policy has Version twice; it may have it once.")]
    [InlineData("""{ "Version": "2012-10-18" }""", "The policy's Version is \"2012-10-18\"; it must be \"2012-10-17\" or \"2008-10-17\".")]
    [InlineData("""{ "Version": null }""", "The policy's Version is null; it must be \"2012-10-17\" or \"2008-10-17\".")]
    [InlineData("""{ "Statement": ["x"] }""", "Statement 1 is \"x\"; it must be an object with the members Sid, Effect, Action, NotAction, Resource, NotResource, Condition.")]
    [InlineData("""{ "Statement": { "Sid": "\ud800" } }""", "The policy contains half of a surrogate pair; it must be Unicode text.")]
    public void A_text_that_is_no_policy_is_told_where_and_what_would_be_right(string json, string error) =>
        Assert.Equal(error, Problem(json));

    [Fact]
    [Trait("Rule", "§4.4")]
    public void Half_a_surrogate_pair_is_no_policy() =>
        Assert.Equal("The policy contains half of a surrogate pair; it must be Unicode text.", Problem("\uD800"));

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData(""" "Action": "*", "Resource": "*" """, "has no Effect; it must be \"Allow\" or \"Deny\".")]
    [InlineData(""" "Effect": "allow", "Action": "*", "Resource": "*" """, "has the Effect \"allow\"; it must be \"Allow\" or \"Deny\".")]
    [InlineData(""" "Effect": "Allow", "Resource": "*" """, "has neither Action nor NotAction; it must have one of them.")]
    [InlineData(""" "Effect": "Allow", "Action": "*", "NotAction": "*", "Resource": "*" """, "has both Action and NotAction; it must have one of them.")]
    [InlineData(""" "Effect": "Allow", "Action": "*" """, "has neither Resource nor NotResource; it must have one of them.")]
    [InlineData(""" "Effect": "Allow", "Action": "*", "Resource": "*", "NotResource": "*" """, "has both Resource and NotResource; it must have one of them.")]
    [InlineData(""" "Effect": "Allow", "Effect": "Deny" """, "has Effect twice; it may have it once.")]
    [InlineData(""" "effect": "Allow" """, "has a member 'effect'; its members must be among Sid, Effect, Action, NotAction, Resource, NotResource, Condition.")]
    [InlineData(""" "Principal": "*" """, "has a Principal; policies of users and roles, boundaries and service control policies must name none.")]
    [InlineData(""" "NotPrincipal": "*" """, "has a NotPrincipal; policies of users and roles, boundaries and service control policies must name none.")]
    [InlineData(""" "Sid": "no spaces" """, "has the Sid \"no spaces\"; it must be a text of letters and digits.")]
    [InlineData(""" "Sid": 7 """, "has the Sid 7; it must be a text of letters and digits.")]
    public void A_statement_that_lacks_something_or_has_too_much_is_named(string statement, string error) =>
        Assert.Equal($"Statement 2 {error}", Problem(Text(Allow(), statement)));

    [Theory]
    [Trait("Rule", "§4.4")]
    [InlineData("Action", "\"Describe*\"", "contains 'Describe*'; an action must be * or of the form service:Action.")]
    [InlineData("Action", "[\"*\", \"ec2:\"]", "contains 'ec2:'; an action must be * or of the form service:Action.")]
    [InlineData("NotAction", "[]", "is an empty list; it must have at least one text.")]
    [InlineData("Action", "[[\"*\"]]", "contains a list; it must be a text or a list of texts.")]
    [InlineData("Action", "{}", "contains an object; it must be a text or a list of texts.")]
    [InlineData("Action", "null", "contains null; it must be a text or a list of texts.")]
    [InlineData("Resource", "\"vpc-0\"", "contains 'vpc-0'; a resource must be * or an ARN, arn:partition:service:region:account:resource, where * and ? are wildcards.")]
    [InlineData("Resource", "\"arn:aws:ec2:us-east-1:vpc/v\"", "contains 'arn:aws:ec2:us-east-1:vpc/v'; a resource must be * or an ARN, arn:partition:service:region:account:resource, where * and ? are wildcards.")]
    [InlineData("Resource", "\"arn:aws:ec2:${aws:x}:y\"", "contains 'arn:aws:ec2:${aws:x}:y'; a resource must be * or an ARN, arn:partition:service:region:account:resource, where * and ? are wildcards.")]
    [InlineData("NotResource", "\"arn:aws:ec2:*:*:vpc/${aws:x\"", "contains 'arn:aws:ec2:*:*:vpc/${aws:x'; a variable must have the form ${key} or ${key, 'default'}, and ${$} stands for a dollar sign.")]
    public void A_value_that_means_nothing_is_named_with_its_place(string member, string value, string error)
    {
        var other = member.EndsWith("Action", StringComparison.Ordinal) ? "Resource" : "Action";

        Assert.Equal(
            $"Statement 1 ('Me'), {member} {error}",
            Problem(Text($""" "Sid": "Me", "Effect": "Deny", "{other}": "*", "{member}": {value} """)));
    }

    [Fact]
    [Trait("Rule", "§4.4")]
    public void A_sid_names_one_statement_of_a_policy() =>
        Assert.Equal(
            "Statement 3 has the Sid 'Same' of statement 1; a Sid must be unique in its policy.",
            Problem(Text(Allow(sid: "Same"), Allow(), Deny(sid: "Same"))));

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("[]", " is a list; it must be an object of operators.")]
    [InlineData("""{ "StringEquals": "x" }""", " StringEquals is \"x\"; it must be an object of condition keys.")]
    [InlineData("""{ "Bool": {}, "Bool": {} }""", " has Bool twice; it may have it once.")]
    [InlineData("""{ "Bool": { "ec2:A": true, "EC2:a": true } }""", " Bool has ec2:A twice; it may have it once.")]
    [InlineData("""{ "Bool": { "Region": true } }""", " Bool has the key 'Region'; a condition key must have the form service:Key.")]
    [InlineData("""{ "Bool": { "ec2:A": "yes" } }""", " Bool ec2:A contains 'yes'; it must be true or false.")]
    [InlineData("""{ "Null": { "ec2:A": ["true", "false"] } }""", " Null ec2:A has several values; it must be true or false.")]
    [InlineData("""{ "StringLike": { "ec2:A": [] } }""", " StringLike ec2:A is an empty list; it must have at least one text.")]
    [InlineData("""{ "StringLike": { "ec2:A": { "x": "y" } } }""", " StringLike ec2:A contains an object; it must be a text or a list of texts.")]
    [InlineData("""{ "StringLike": { "ec2:A": "${}" } }""", " StringLike ec2:A contains '${}'; a variable must have the form ${key} or ${key, 'default'}, and ${$} stands for a dollar sign.")]
    [InlineData("""{ "ArnLike": { "aws:PrincipalArn": "*" } }""", " ArnLike aws:PrincipalArn contains '*'; an ARN must have six parts, arn:partition:service:region:account:resource, where * and ? are wildcards.")]
    public void A_condition_that_means_nothing_is_named_with_its_operator_and_key(string condition, string error) =>
        Assert.Equal(
            $"Statement 1, Condition{error}",
            Problem($$"""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {{condition}} } }"""));

    [Theory]
    [Trait("Rule", "§4.4/condition")]
    [InlineData("NumericEquals")]
    [InlineData("IpAddress")]
    [InlineData("DateLessThan")]
    [InlineData("BinaryEquals")]
    [InlineData("stringequals")]
    [InlineData("StringEqualsIfexists")]
    [InlineData("forAnyValue:StringEquals")]
    [InlineData("ForAnyValue:ForAllValues:StringEquals")]
    [InlineData("ForSomeValues:StringEquals")]
    [InlineData("NullIfExists")]
    [InlineData("ForAllValues:Null")]
    [InlineData("0")]
    [InlineData("")]
    public void An_operator_that_the_simulator_does_not_support_is_refused_with_those_that_it_does(string name) =>
        Assert.Equal(
            $"Statement 1, Condition has the operator '{name}', which the simulator does not support; it must be one of StringEquals, "
            + "StringNotEquals, StringEqualsIgnoreCase, StringNotEqualsIgnoreCase, StringLike, StringNotLike, ArnEquals, ArnNotEquals, ArnLike, "
            + "ArnNotLike, Bool, which IfExists may follow and ForAllValues: or ForAnyValue: precede, or Null; case matters.",
            Problem(Text(Allow(condition: $$""" "{{name}}": { "ec2:A": "true" } """))));
}
