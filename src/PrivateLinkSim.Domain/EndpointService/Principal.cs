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

    /// <summary>The principal that a permission names: the role for <c>arn:aws:sts::…:assumed-role/role/session</c>, else the ARN itself.</summary>
    public static string WithoutSession(string principalArn) =>
        principalArn.Split(':') is ["arn", "aws", "sts", "", var account, var resource]
        && resource.Split('/') is ["assumed-role", var role, _]
            ? $"arn:aws:iam::{account}:role/{role}"
            : principalArn;

    /// <summary>Whether a text is an account id: 12 digits.</summary>
    public static bool IsAccount(string account) => account.Length == 12 && account.All(char.IsAsciiDigit);
}
