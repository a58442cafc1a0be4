using System.Text.RegularExpressions;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Both roles of an account are told what its policies say; to a reader it is one call with one answer.</summary>
public sealed class BothRolesSpec : IDisposable
{
    private static readonly string Story = Given.Story.Replace(
        "\"steps\": [",
        """
        "steps": [
            { "caller": "customer", "CreateRole": { "RoleName": "ops" } },
            { "caller": "customer", "PutRolePolicy": { "RoleName": "ops", "PolicyName": "all", "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } } } },
            { "caller": "customer", "CreateRole": { "RoleName": "ops" }, "refused": { "code": "EntityAlreadyExists", "rule": "§iam" } },
            { "caller": "customer", "CreateRole": { "RoleName": "more" }, "refused": { "code": "EntityAlreadyExists", "rule": "§iam" } },
        """,
        StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench().With("story.json", Story);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("PutRolePolicy")]
    [InlineData("gives customer role/ops policy all")]
    [InlineData("refuses, as expected: EntityAlreadyExists")]
    public async Task A_call_that_both_roles_answer_is_told_once(string text)
    {
        var answer = await _bench.RunAsync("run", "story.json", "--journal", "memory");

        Assert.Single(Regex.Matches(answer.Output, $"{Regex.Escape(text)}"));
    }

    [Fact]
    public async Task What_was_found_is_told_once()
    {
        var answer = await _bench.RunAsync("run", "story.json", "--journal", "memory");

        Assert.Contains("found: it was accepted (", answer.Output, StringComparison.Ordinal);
    }
}
