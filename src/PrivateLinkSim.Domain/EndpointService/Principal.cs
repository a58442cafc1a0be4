namespace PrivateLinkSim.Domain;

/// <summary>The forms of an allowed principal (§2.4).</summary>
public static class Principal
{
    /// <summary>Whether a text is <c>*</c> or the ARN of an account's root, a role or a user without a path.</summary>
    public static bool IsWellFormed(string principal) =>
        principal == "*"
        || (principal.Split(':') is ["arn", "aws", "iam", "", var account, var resource]
            && IsAccount(account)
            && (resource == "root" || resource.Split('/') is ["role" or "user", { Length: > 0 }]));

    /// <summary>Whether a text is an account id: 12 digits.</summary>
    public static bool IsAccount(string account) => account.Length == 12 && account.All(char.IsAsciiDigit);
}
