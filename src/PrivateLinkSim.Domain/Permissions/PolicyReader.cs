using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace PrivateLinkSim.Domain;

/// <summary>Reads a policy, up to the first thing that is wrong with it ("Grammar of the IAM JSON policy language").</summary>
internal sealed partial class PolicyReader
{
    private static readonly string[] DocumentMembers = ["Version", "Id", "Statement"];
    private static readonly string[] StatementMembers =
        ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private static readonly string[] TrustMembers = ["Sid", "Effect", "Principal", "Action", "NotAction", "Condition"];

    private readonly ImmutableArray<TrustStatement>.Builder _trusted = ImmutableArray.CreateBuilder<TrustStatement>();
    private string _error = "";
    private bool _expandsVariables;
    private bool _isTrust;

    /// <summary>The policy, or null with a sentence that says what is wrong.</summary>
    public static PolicyDocument? Read(string json, out string error)
    {
        var reader = new PolicyReader();
        var document = reader.ReadText(json);
        error = reader._error;
        return document;
    }

    /// <summary>The trust policy of a role, or null with a sentence that says what is wrong.</summary>
    public static TrustPolicy? ReadTrust(string json, out string error)
    {
        var reader = new PolicyReader { _isTrust = true };
        var document = reader.ReadText(json);
        error = reader._error;
        return document is null ? null : new TrustPolicy(reader._trusted.ToImmutable());
    }

    private PolicyDocument? ReadText(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return ReadDocument(parsed.RootElement);
        }
        catch (JsonException problem)
        {
            return Fail<PolicyDocument>(string.Create(
                CultureInfo.InvariantCulture,
                $"The policy is no JSON from line {problem.LineNumber + 1}, column {problem.BytePositionInLine + 1} on; "
                + $"it must be an object with Version and Statement."));
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // All that JsonDocument says of half a surrogate pair, whether it is written as such or escaped.
            return Fail<PolicyDocument>("The policy contains half of a surrogate pair; it must be Unicode text.");
        }
    }

    private PolicyDocument? ReadDocument(JsonElement root)
    {
        if (Members(root, "The policy", DocumentMembers) is not { } members)
        {
            return null;
        }

        if (members.TryGetValue("Version", out var version) && Text(version) is not ("2012-10-17" or "2008-10-17"))
        {
            return Fail<PolicyDocument>($"The policy's Version is {version.GetRawText()}; it must be \"2012-10-17\" or \"2008-10-17\".");
        }

        _expandsVariables = members.ContainsKey("Version") && Text(version) == "2012-10-17";
        if (!members.TryGetValue("Statement", out var statements) || !Items(statements).Any())
        {
            return Fail<PolicyDocument>("The policy has no Statement; it must have at least one.");
        }

        return ReadStatements(statements) is { } read ? new PolicyDocument(read) : null;
    }

    private ImmutableArray<PolicyStatement>? ReadStatements(JsonElement element)
    {
        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        foreach (var each in Items(element))
        {
            if (ReadStatement(each, statements.Count + 1) is not { } statement)
            {
                return null;
            }

            if (statement.Sid is not null && statements.FirstOrDefault(other => other.Sid == statement.Sid) is { } namesake)
            {
                return Fail<ImmutableArray<PolicyStatement>?>(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Statement {statement.Index} has the Sid '{statement.Sid}' of statement {namesake.Index}; a Sid must be unique in its policy."));
            }

            statements.Add(statement);
        }

        return statements.ToImmutable();
    }

    private PolicyStatement? ReadStatement(JsonElement element, int index)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"Statement {index}");
        if (Members(element, where, _isTrust ? TrustMembers : StatementMembers) is not { } members)
        {
            return null;
        }

        string? sid = null;
        if (members.TryGetValue("Sid", out var named))
        {
            if (named.ValueKind != JsonValueKind.String || !named.GetString()!.All(char.IsAsciiLetterOrDigit))
            {
                return Fail<PolicyStatement>($"{where} has the Sid {named.GetRawText()}; it must be a text of letters and digits.");
            }

            sid = named.GetString() is { Length: > 0 } name ? name : null;
            where = sid is null ? where : $"{where} ('{sid}')";
        }

        if (!members.TryGetValue("Effect", out var effect) || Text(effect) is not ("Allow" or "Deny"))
        {
            return Fail<PolicyStatement>(
                $"{where} has {(members.ContainsKey("Effect") ? $"the Effect {effect.GetRawText()}" : "no Effect")}; "
                + "it must be \"Allow\" or \"Deny\".");
        }

        var statement = Either(members, where, "Action", ActionProblem) is { } actions
            && (_isTrust ? ["*"] : Either(members, where, "Resource", ResourceProblem)) is { } resources
            && ReadConditions(members, where) is { } conditions
            ? new PolicyStatement(
                index,
                sid,
                Text(effect) == "Allow",
                actions,
                members.ContainsKey("NotAction"),
                resources,
                members.ContainsKey("NotResource"),
                conditions,
                _expandsVariables)
            : null;
        return statement is null || !_isTrust ? statement : ReadTrusted(statement, members, where);
    }

    // A role itself is what its trust policy is about, so a statement names principals in the place of resources.
    private PolicyStatement? ReadTrusted(PolicyStatement statement, ImmutableSortedDictionary<string, JsonElement> members, string where)
    {
        if (!members.TryGetValue("Principal", out var element))
        {
            return Fail<PolicyStatement>($"{where} has no Principal; a trust policy must name who may assume the role.");
        }

        if (element.ValueKind == JsonValueKind.String && element.GetString() == "*")
        {
            _trusted.Add(new TrustStatement(statement, ["*"]));
            return statement;
        }

        if (Members(element, $"{where}, Principal", ["AWS", "CanonicalUser", "Federated", "Service"]) is not { } kinds)
        {
            return null;
        }

        var principals = ImmutableArray.CreateBuilder<string>();
        foreach (var (kind, named) in kinds)
        {
            if (ReadTexts(named, $"{where}, Principal {kind}", text => kind == "AWS" ? TrustPolicy.ProblemOf(text) : null) is not { } texts)
            {
                return null;
            }

            principals.AddRange(kind == "AWS" ? texts : texts.Select(text => $"{kind}:{text}"));
        }

        _trusted.Add(new TrustStatement(statement, principals.ToImmutable()));
        return statement;
    }

    private ImmutableArray<string>? Either(
        ImmutableSortedDictionary<string, JsonElement> members, string where, string member, Func<string, string?> problemOf)
    {
        var positive = members.TryGetValue(member, out var element);
        if (members.TryGetValue($"Not{member}", out var others) == positive)
        {
            return Fail<ImmutableArray<string>?>(
                $"{where} has {(positive ? "both" : "neither")} {member} {(positive ? "and" : "nor")} Not{member}; it must have one of them.");
        }

        var place = $"{where}, {(positive ? "" : "Not")}{member}";
        return ReadTexts(positive ? element : others, place, problemOf);
    }

    private ImmutableArray<string>? ReadTexts(JsonElement element, string place, Func<string, string?> problemOf)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var each in Items(element))
        {
            if (Text(each) is not { } text)
            {
                return Fail<ImmutableArray<string>?>($"{place} contains {Describe(each)}; it must be a text or a list of texts.");
            }

            if (problemOf(text) is { } problem)
            {
                return Fail<ImmutableArray<string>?>($"{place} contains '{text}'; {problem}.");
            }

            texts.Add(text);
        }

        return texts.Count > 0
            ? texts.ToImmutable()
            : Fail<ImmutableArray<string>?>($"{place} is an empty list; it must have at least one text.");
    }

    private static string? ActionProblem(string action) =>
        action == "*" || action.Split(':') is [{ Length: > 0 }, { Length: > 0 }] ? null : "an action must be * or of the form service:Action";

    private string? ResourceProblem(string resource) =>
        resource == "*" ? null
        : !resource.StartsWith("arn:", StringComparison.Ordinal) || (PartsOf(resource) < 6 && !resource.EndsWith('*'))
            ? "a resource must be * or an ARN, arn:partition:service:region:account:resource, where * and ? are wildcards"
        : VariableProblem(resource);

    // The colon in the name of a variable's key parts nothing.
    private int PartsOf(string arn) =>
        (_expandsVariables ? string.Concat(PolicyVariable.Split(arn).Where(piece => piece.Key is null).Select(piece => piece.Text)) : arn)
            .Split(':').Length;

    private string? VariableProblem(string text) =>
        _expandsVariables && PolicyVariable.Split(text).Any(piece => piece.IsMalformed)
            ? "a variable must have the form ${key} or ${key, 'default'}, and ${$} stands for a dollar sign"
            : null;

    private ImmutableSortedDictionary<string, JsonElement>? Members(JsonElement element, string where, string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Fail<ImmutableSortedDictionary<string, JsonElement>>(
                $"{where} is {Describe(element)}; it must be an object with the members {string.Join(", ", known)}.");
        }

        var members = Sorted.Map<JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            if (members.ContainsKey(member.Name))
            {
                return Fail<ImmutableSortedDictionary<string, JsonElement>>($"{where} has {member.Name} twice; it may have it once.");
            }

            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                return Fail<ImmutableSortedDictionary<string, JsonElement>>(
                    member.Name is "Principal" or "NotPrincipal"
                        ? $"{where} has a {member.Name}; policies of users and roles, boundaries and service control policies must name none."
                        : $"{where} has a member '{member.Name}'; its members must be among {string.Join(", ", known)}.");
            }

            members = members.Add(member.Name, member.Value);
        }

        return members;
    }

    private static IEnumerable<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ => element.GetRawText(),
    };

    private T? Fail<T>(string error)
    {
        _error = error;
        return default;
    }
}
