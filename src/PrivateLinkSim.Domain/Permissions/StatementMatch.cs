using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>Whether a statement matches a request ("IAM JSON policy elements: Action, Resource, Condition operators").</summary>
internal static class StatementMatch
{
    /// <summary>Whether the actions and resources of a statement cover those of a request, whatever its conditions say.</summary>
    public static bool IsAbout(PolicyStatement statement, AuthorizationRequest request) =>
        statement.Actions.Any(action => PolicyPattern.Literal(action).Matches(request.Action, ignoreCase: true)) != statement.NotAction
        && CoversResource(statement, request);

    /// <summary>The keys, as written, of the conditions that do not hold; none when all hold.</summary>
    public static ImmutableArray<string> FailingKeys(PolicyStatement statement, AuthorizationRequest request) =>
        [.. statement.Conditions.Where(condition => !Holds(condition, statement, request)).Select(condition => condition.Key)];

    private static bool CoversResource(PolicyStatement statement, AuthorizationRequest request)
    {
        var patterns = Resolve(statement.Resources, statement, request);

        // A variable without a value makes NotResource match nothing: else a missing tag would widen what it spares.
        return statement.NotResource
            ? patterns.All(pattern => pattern is not null && !pattern.MatchesResource(request.Resource))
            : patterns.Any(pattern => pattern is not null && pattern.MatchesResource(request.Resource));
    }

    private static bool Holds(PolicyCondition condition, PolicyStatement statement, AuthorizationRequest request)
    {
        var actual = request.Values(condition.Key);
        if (condition.Operator == ConditionOperator.Null)
        {
            return IsTrue(condition.Values[0]) == actual.IsEmpty;
        }

        var negated = IsNegated(condition.Operator);
        if (actual.IsEmpty)
        {
            // Seen on AWS: IfExists does not save ForAnyValue (repost.aws, "ForAnyValue:StringEqualsIfExists behaving unexpectedly").
            return condition.Set != ConditionSet.ForAnyValue && (condition.Set == ConditionSet.ForAllValues || condition.IfExists || negated);
        }

        var wanted = Resolve(condition.Values, statement, request);
        if (negated && wanted.Contains(null))
        {
            return false;
        }

        bool Passes(string value) => wanted.Any(pattern => pattern is not null && Compare(condition.Operator, pattern, value)) != negated;
        return condition.Set == ConditionSet.ForAllValues || (condition.Set == ConditionSet.None && negated)
            ? actual.All(Passes)
            : actual.Any(Passes);
    }

    private static bool Compare(ConditionOperator comparison, PolicyPattern pattern, string value) => comparison switch
    {
        ConditionOperator.StringEquals or ConditionOperator.StringNotEquals => pattern.ToString() == value,
        ConditionOperator.StringEqualsIgnoreCase or ConditionOperator.StringNotEqualsIgnoreCase or ConditionOperator.Bool =>
            string.Equals(pattern.ToString(), value, StringComparison.OrdinalIgnoreCase),
        ConditionOperator.StringLike or ConditionOperator.StringNotLike => pattern.Matches(value),
        ConditionOperator.ArnEquals or ConditionOperator.ArnLike or ConditionOperator.ArnNotEquals or ConditionOperator.ArnNotLike =>
            pattern.MatchesArn(value),
        _ => throw new UnreachableException($"{comparison} compares no values."),
    };

    private static bool IsNegated(ConditionOperator comparison) => comparison
        is ConditionOperator.StringNotEquals
        or ConditionOperator.StringNotEqualsIgnoreCase
        or ConditionOperator.StringNotLike
        or ConditionOperator.ArnNotEquals
        or ConditionOperator.ArnNotLike;

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    // Null stands for a text with a variable that has no value: it matches nothing.
    private static ImmutableArray<PolicyPattern?> Resolve(
        ImmutableArray<string> texts, PolicyStatement statement, AuthorizationRequest request) =>
        [.. texts.Select(text => statement.ExpandsVariables ? PolicyPattern.Expand(text, request) : PolicyPattern.Literal(text))];
}
