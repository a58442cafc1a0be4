using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>A question to the policies, and their answer.</summary>
/// <param name="Principal">The ARN of who asks.</param>
internal sealed record PolicyQuestion(string Principal, AuthorizationRequest Request, Authorization Answer);

/// <summary>What policies answer, for people and for programs.</summary>
internal static class AuthorizationReport
{
    private const int Indent = 13;

    /// <summary>The decision first, then its reasons.</summary>
    public static void Write(Page page, ImmutableArray<PolicyQuestion> questions)
    {
        foreach (var question in questions)
        {
            Write(page, question);
        }

        if (!questions[0].Request.Keys.ContainsKey("aws:requestedregion"))
        {
            page.Line(new Piece("  asked without a Region: conditions on aws:RequestedRegion see none", Ink.Odd));
        }
    }

    private static void Write(Page page, PolicyQuestion question)
    {
        var answer = question.Answer;
        page.Line(new Piece(NameOf(answer.Decision), answer.IsAllowed ? Ink.Good : Ink.Bad));
        Member("principal", question.Principal);
        Member("action", question.Request.Action);
        Member("resource", question.Request.Resource);
        foreach (var (key, values) in question.Request.Keys)
        {
            Member("key", $"{key} = {string.Join(", ", values)}");
        }

        foreach (var statement in answer.Matched)
        {
            Member(statement.Allows ? "allowed by" : "denied by", statement.Text);
        }

        if (answer is { Matched.IsEmpty: true })
        {
            Member(answer.IsAllowed ? "allowed" : "denied", Reason(answer));
        }

        foreach (var key in answer.NearMisses)
        {
            Member("near miss", $"a statement would allow it but for its condition on {key}");
        }

        void Member(string name, string value) => page.Columns([new Piece($"  {name}", Ink.Faint)], Indent, value);
    }

    /// <summary>One JSON object: of several questions the first that is denied, or the first.</summary>
    public static void WriteJson(TextWriter output, ImmutableArray<PolicyQuestion> questions) =>
        WriteJson(output, questions.FirstOrDefault(question => !question.Answer.IsAllowed) ?? questions[0]);

    private static void WriteJson(TextWriter output, PolicyQuestion question) => JsonText.Write(output, new JObject
    {
        ["decision"] = NameOf(question.Answer.Decision),
        ["principal"] = question.Principal,
        ["action"] = question.Request.Action,
        ["resource"] = question.Request.Resource,
        ["keys"] = new JObject(question.Request.Keys.Select(key => new JProperty(key.Key, new JArray(key.Value)))),
        ["deniedBy"] = question.Answer.DeniedBy is { } kind ? KindOf(kind) : null,
        ["matched"] = new JArray(question.Answer.Matched.Select(statement => new JObject
        {
            ["kind"] = KindOf(statement.Kind),
            ["policy"] = statement.PolicyName,
            ["statement"] = statement.Statement,
            ["sid"] = statement.Sid,
            ["effect"] = statement.Allows ? "Allow" : "Deny",
        })),
        ["nearMisses"] = new JArray(question.Answer.NearMisses),
    });

    private static string Reason(Authorization answer) => answer.DeniedBy switch
    {
        null => "nothing limits the account's root",
        PolicyKind.Identity => "no identity policy allows it",
        PolicyKind.PermissionsBoundary => "the permissions boundary does not allow it",
        _ => "no service control policy allows it",
    };

    private static string NameOf(AuthorizationDecision decision) => Camel(decision.ToString());

    private static string KindOf(PolicyKind kind) => Camel(kind.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
