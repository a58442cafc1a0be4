namespace PrivateLinkSim.Domain.Tests;

/// <summary>The accounts of the stories, and how they call.</summary>
internal static class Accounts
{
    public const string Provider = "111122223333";
    public const string Consumer = "444455556666";
    public const string Stranger = "777788889999";

    public static string Root(string account) => $"arn:aws:iam::{account}:root";

    public static string Role(string account, string name) => $"arn:aws:iam::{account}:role/{name}";

    public static Caller In(string region, string account, string? principal = null) => new(account, principal ?? Root(account), region);
}
