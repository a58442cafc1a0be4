using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// An identity policy, a service control policy or a permissions boundary as AWS's JSON policy language writes it
/// ("IAM JSON policy elements reference").
/// </summary>
/// <param name="Statements">At least one, in the order of the document.</param>
public sealed record PolicyDocument(ImmutableArray<PolicyStatement> Statements)
{
    /// <summary>
    /// Reads a policy. <c>Version</c> is <c>2012-10-17</c>, or <c>2008-10-17</c> (also when absent), which knows no variables.
    /// A single text stands for a list of one, a single statement too; numbers and booleans are read as text.
    /// </summary>
    /// <param name="document">The policy; without statements when it could not be read.</param>
    /// <param name="error">One sentence: where, what is wrong and what would be right; empty when the policy could be read.</param>
    public static bool TryParse(string json, out PolicyDocument document, out string error)
    {
        ArgumentNullException.ThrowIfNull(json);
        var read = PolicyReader.Read(json, out error);
        document = read ?? new PolicyDocument([]);
        return read is not null;
    }
}

/// <summary>A statement of a policy. It matches a request when its actions, its resources and all its conditions do.</summary>
/// <param name="Index">Its place in the document, counted from 1.</param>
/// <param name="Sid">Its name: letters and digits, unique in the document; null when it has none.</param>
/// <param name="Allows">Whether its effect is Allow; else it is Deny.</param>
/// <param name="Actions">Patterns such as <c>ec2:*VpcEndpoint*</c>, or <c>*</c>.</param>
/// <param name="NotAction">Whether it is about all actions but these.</param>
/// <param name="Resources">Patterns of ARNs, or <c>*</c>.</param>
/// <param name="NotResource">Whether it is about all resources but these.</param>
/// <param name="Conditions">All of them must hold.</param>
/// <param name="ExpandsVariables">Whether <c>${…}</c> is a variable, as it is from version 2012-10-17 on, or literal text.</param>
public sealed record PolicyStatement(
    int Index,
    string? Sid,
    bool Allows,
    ImmutableArray<string> Actions,
    bool NotAction,
    ImmutableArray<string> Resources,
    bool NotResource,
    ImmutableArray<PolicyCondition> Conditions,
    bool ExpandsVariables);

/// <summary>A condition of a statement: one operator, one key, and the values that it is compared with.</summary>
/// <param name="Set">How a key with several values is looked at.</param>
/// <param name="Operator">How a value of the request is compared with those of the policy.</param>
/// <param name="IfExists">Whether the condition holds when the request lacks the key.</param>
/// <param name="Key">The condition key as the policy writes it; case does not matter.</param>
/// <param name="Values">At least one; one of them is enough, or with a negated operator none of them may match.</param>
public sealed record PolicyCondition(
    ConditionSet Set, ConditionOperator Operator, bool IfExists, string Key, ImmutableArray<string> Values);

/// <summary>How a condition looks at a key that may have several values.</summary>
public enum ConditionSet
{
    /// <summary>No prefix. For a key with several values: one of them must match, or with a negated operator all of them.</summary>
    None,

    /// <summary><c>ForAllValues:</c> every value must pass; true when the request lacks the key.</summary>
    ForAllValues,

    /// <summary><c>ForAnyValue:</c> one value must pass; false when the request lacks the key, even with <c>IfExists</c>.</summary>
    ForAnyValue,
}

/// <summary>
/// The condition operators that the simulator knows, by AWS's names. The numeric, date, binary and address ones are not among them.
/// </summary>
public enum ConditionOperator
{
    /// <summary>The same text.</summary>
    StringEquals,

    /// <summary>Negated <see cref="StringEquals"/>.</summary>
    StringNotEquals,

    /// <summary>The same text but for case.</summary>
    StringEqualsIgnoreCase,

    /// <summary>Negated <see cref="StringEqualsIgnoreCase"/>.</summary>
    StringNotEqualsIgnoreCase,

    /// <summary>A pattern with <c>*</c> and <c>?</c>; case matters.</summary>
    StringLike,

    /// <summary>Negated <see cref="StringLike"/>.</summary>
    StringNotLike,

    /// <summary>The same as <see cref="ArnLike"/>.</summary>
    ArnEquals,

    /// <summary>The same as <see cref="ArnNotLike"/>.</summary>
    ArnNotEquals,

    /// <summary>A pattern of an ARN, each of its six parts matched by itself.</summary>
    ArnLike,

    /// <summary>Negated <see cref="ArnLike"/>.</summary>
    ArnNotLike,

    /// <summary>The same truth value.</summary>
    Bool,

    /// <summary><c>true</c>: the request lacks the key; <c>false</c>: it has it.</summary>
    Null,
}
