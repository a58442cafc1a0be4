using System.Collections.Immutable;
using System.Text.Json;

namespace PrivateLinkSim.Domain;

/// <content>Conditions: operators, keys and values.</content>
internal sealed partial class PolicyReader
{
    private const string AllValues = "ForAllValues:";
    private const string AnyValue = "ForAnyValue:";
    private const string Suffix = "IfExists";

    private static readonly string[] Operators = Enum.GetNames<ConditionOperator>();
    private static readonly string Supported =
        $"it must be one of {string.Join(", ", Operators[..^1])}, "
        + $"which {Suffix} may follow and {AllValues} or {AnyValue} precede, or Null; case matters";

    private ImmutableArray<PolicyCondition>? ReadConditions(ImmutableSortedDictionary<string, JsonElement> members, string where)
    {
        if (!members.TryGetValue("Condition", out var element))
        {
            return [];
        }

        var place = $"{where}, Condition";
        if (Distinct(element, place, "operators", StringComparer.Ordinal) is not { } operators)
        {
            return null;
        }

        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        foreach (var (name, keys) in operators)
        {
            if (ReadOperator(name, place) is not { } written || ReadKeys(keys, $"{place} {name}", written) is not { } read)
            {
                return null;
            }

            conditions.AddRange(read);
        }

        return conditions.ToImmutable();
    }

    private (ConditionSet Set, ConditionOperator Operator, bool IfExists)? ReadOperator(string written, string place)
    {
        var set = written.StartsWith(AllValues, StringComparison.Ordinal) ? ConditionSet.ForAllValues
            : written.StartsWith(AnyValue, StringComparison.Ordinal) ? ConditionSet.ForAnyValue
            : ConditionSet.None;
        var name = written[(set == ConditionSet.None ? 0 : written.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = name.EndsWith(Suffix, StringComparison.Ordinal);
        var index = Array.IndexOf(Operators, ifExists ? name[..^Suffix.Length] : name);
        return index >= 0 && (index != (int)ConditionOperator.Null || (name == written && !ifExists))
            ? (set, (ConditionOperator)index, ifExists)
            : Fail<(ConditionSet, ConditionOperator, bool)?>(
                $"{place} has the operator '{written}', which the simulator does not support; {Supported}.");
    }

    private ImmutableArray<PolicyCondition>? ReadKeys(
        JsonElement element, string place, (ConditionSet Set, ConditionOperator Operator, bool IfExists) written)
    {
        // Condition keys are equal whatever their case.
        if (Distinct(element, place, "condition keys", StringComparer.OrdinalIgnoreCase) is not { } keys)
        {
            return null;
        }

        var conditions = ImmutableArray.CreateBuilder<PolicyCondition>();
        foreach (var (key, value) in keys)
        {
            if (key.Split(':', 2) is not [{ Length: > 0 }, { Length: > 0 }])
            {
                return Fail<ImmutableArray<PolicyCondition>?>($"{place} has the key '{key}'; a condition key must have the form service:Key.");
            }

            if (ReadTexts(value, $"{place} {key}", text => ValueProblem(text, written.Operator)) is not { } values)
            {
                return null;
            }

            if (written.Operator == ConditionOperator.Null && values.Length > 1)
            {
                return Fail<ImmutableArray<PolicyCondition>?>($"{place} {key} has several values; it must be true or false.");
            }

            conditions.Add(new PolicyCondition(written.Set, written.Operator, written.IfExists, key, values));
        }

        return conditions.ToImmutable();
    }

    private string? ValueProblem(string value, ConditionOperator comparison) => comparison switch
    {
        ConditionOperator.Bool or ConditionOperator.Null =>
            value.ToLowerInvariant() is "true" or "false" ? null : "it must be true or false",
        ConditionOperator.ArnEquals or ConditionOperator.ArnNotEquals or ConditionOperator.ArnLike or ConditionOperator.ArnNotLike
            when !HasVariables(value) && PartsOf(value) < 6 =>
            "an ARN must have six parts, arn:partition:service:region:account:resource, where * and ? are wildcards",
        _ => VariableProblem(value),
    };

    private bool HasVariables(string text) => _expandsVariables && PolicyVariable.Split(text).Any(piece => piece.Key is not null);

    private ImmutableArray<(string Name, JsonElement Value)>? Distinct(
        JsonElement element, string place, string members, StringComparer comparer)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Fail<ImmutableArray<(string, JsonElement)>?>($"{place} is {Describe(element)}; it must be an object of {members}.");
        }

        ImmutableArray<(string Name, JsonElement Value)> read = [.. element.EnumerateObject().Select(each => (each.Name, each.Value))];
        return read.GroupBy(each => each.Name, comparer).FirstOrDefault(group => group.Skip(1).Any()) is { } repeated
            ? Fail<ImmutableArray<(string, JsonElement)>?>($"{place} has {repeated.Key} twice; it may have it once.")
            : read;
    }
}
