namespace PrivateLinkSim.Domain.Tests;

/// <summary>Whatever is refused in any test is in the catalogue: the rule, its code and its text. Every test checks it on its way.</summary>
internal static class CatalogueCheck
{
    public static Outcome IsOfTheCatalogue(this Outcome outcome, Settings settings)
    {
        (outcome as Outcome.Refused)?.Rejection.IsOfTheCatalogue(settings);
        return outcome;
    }

    public static void IsOfTheCatalogue(this Rejection rejection, Settings settings) => Assert.True(
        RuleBook.Of(rejection.Rule).RefusalOf(rejection, settings) is not null,
        $"RuleBook.Refusals knows no {rejection.Code} \"{rejection.Message}\" of {rejection.Rule}.");
}
