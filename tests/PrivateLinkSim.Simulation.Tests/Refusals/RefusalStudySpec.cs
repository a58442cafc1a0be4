using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>All that refuses a call is found, one after the other, and what mends it is proven by a run.</summary>
public sealed class RefusalStudySpec
{
    public static TheoryData<int> Calls => [.. Enumerable.Range(0, RefusedCall.All.Length)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_reason_is_found_and_mended(int number)
    {
        var (rules, file) = (RefusedCall.All[number].Rules, RefusedCall.All[number].File());

        var findings = await new RefusalStudy(file, file.Scenario.Steps.Length - 1).RunAsync();

        Assert.Equal(rules, string.Join(' ', findings.Blockers.Select(blocker => blocker.Refusal.Rule)));
        Assert.True(findings.Accepted, $"{rules}: {string.Join("; ", findings.Blockers.Where(blocker => blocker.Mend is null).Select(blocker => blocker.Refusal))}");
        Assert.All(findings.Blockers, blocker => Assert.NotNull(blocker.Mend));
    }

    [Fact]
    public void Every_rule_of_the_table_is_tried()
    {
        var tried = RefusedCall.All.SelectMany(call => call.Rules.Split(' '));

        Assert.Equal(RefusalMends.Rules.Order(StringComparer.Ordinal), tried.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(RefusalMends.Rules, rule => Assert.NotEmpty(RuleBook.Of(rule).Refusals));
    }

    [Fact]
    public async Task All_that_bars_a_call_is_said_in_words_that_can_be_given_as_steps()
    {
        var file = RefusedCall.All.First(call => call.Rules == "R4 R16 R16a §2.7/vpc").File();

        var findings = await new RefusalStudy(file, 0).RunAsync();

        Assert.Equal(
            [
                "shop: ModifyVpcEndpointServicePermissions ServiceId=orders AddAllowedPrincipals=customer",
                "shop: ModifyVpcEndpointServiceConfiguration ServiceId=orders PrivateDnsName=service.example.com",
                "PublishTxtRecord Service=orders",
                "shop: StartVpcEndpointServicePrivateDnsVerification ServiceId=orders",
                "then wait 5m",
                "customer: ModifyVpcAttribute VpcId=customer-vpc EnableDnsHostnames=true",
            ],
            findings.Blockers.SelectMany(blocker => blocker.Mend!.Lines(findings.Call)));
    }

    [Fact]
    public async Task A_call_that_is_made_otherwise_is_told_by_the_difference()
    {
        var file = RefusedCall.All.First(call => call.Rules == "R19b R19a").File();

        var findings = await new RefusalStudy(file, 0).RunAsync();

        Assert.Equal(["the call itself with ServiceRegion=us-east-1"], findings.Blockers[0].Mend!.Lines(findings.Call));
    }

    [Fact]
    public async Task What_nothing_can_change_is_said_to_stand()
    {
        var file = new RefusedCall("R29", """{ "caller": "shop", "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveSupportedRegions": ["us-east-1"] } }""").File();

        var findings = await new RefusalStudy(file, 0).RunAsync();

        var only = Assert.Single(findings.Blockers);
        Assert.Equal(("R29", null, false), (only.Refusal.Rule, only.Mend, findings.Accepted));
    }

    [Fact]
    public async Task A_call_that_is_accepted_has_nothing_against_it()
    {
        var file = new RefusedCall("", """{ "caller": "shop", "CreateTags": { "Resources": ["orders"], "Tags": { "a": "1" } } }""").File();

        var findings = await new RefusalStudy(file, 0).RunAsync();

        Assert.Equal((0, true, 1), (findings.Blockers.Length, findings.Accepted, findings.Runs));
    }
}
