namespace PrivateLinkSim.Domain.Tests;

/// <summary>What a test says about the answer to a call.</summary>
internal static class Answers
{
    /// <summary>The call was accepted; this is what it gave back.</summary>
    public static TReply Gives<TReply>(this Outcome outcome)
        where TReply : class, IReply =>
        Assert.IsType<TReply>(IsAccepted(outcome).Value);

    public static Outcome.Accepted IsAccepted(this Outcome outcome)
    {
        Assert.True(outcome is Outcome.Accepted, outcome.ToString());
        return (Outcome.Accepted)outcome;
    }

    /// <summary>The call was refused for this rule with this code; gives back AWS's message.</summary>
    public static string IsRefused(this Outcome outcome, string rule, string code)
    {
        Assert.True(outcome is Outcome.Refused, outcome.ToString());
        var rejection = ((Outcome.Refused)outcome).Rejection;
        Assert.Equal((rule, code), (rejection.Rule, rejection.Code));
        Assert.NotNull(RuleBook.Of(rejection.Rule));
        return rejection.Message;
    }

    /// <summary>The call was accepted as a fault that changes nothing; gives back why.</summary>
    public static string ChangesNothing(this Outcome outcome) => Assert.Single(IsAccepted(outcome).Notices, notice => notice.Rule == FaultEffect.Rule).Message;

    public static EntityId RefusedBy(this Outcome outcome) => Assert.IsType<Outcome.Refused>(outcome).By;

    /// <summary>The rules whose recommendations the call ignored.</summary>
    public static string[] Recommends(this Outcome outcome) => [.. IsAccepted(outcome).Notices.Select(notice => notice.Rule)];
}
