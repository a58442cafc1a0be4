using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>IAM's calls on managed policies and their versions.</summary>
internal static class IamPolicyCalls
{
    private const string Arn = "PolicyArn";

    public static IEnumerable<KeyValuePair<string, IamAction>> Actions { get; } = new Dictionary<string, IamAction>(StringComparer.Ordinal)
    {
        ["CreatePolicy"] = CreateAsync,
        ["GetPolicy"] = GetAsync,
        ["ListPolicies"] = ListAsync,
        ["DeletePolicy"] = call => IamPrincipalCalls.DoneAsync(call, new Step { DeletePolicy = new() { PolicyArn = call.Parameters.Required(Arn) } }),
        ["CreatePolicyVersion"] = CreateVersionAsync,
        ["GetPolicyVersion"] = GetVersionAsync,
        ["ListPolicyVersions"] = ListVersionsAsync,
        ["SetDefaultPolicyVersion"] = call => IamPrincipalCalls.DoneAsync(
            call, new Step { SetDefaultPolicyVersion = new() { PolicyArn = call.Parameters.Required(Arn), VersionId = call.Parameters.Required("VersionId") } }),
        ["DeletePolicyVersion"] = call => IamPrincipalCalls.DoneAsync(
            call, new Step { DeletePolicyVersion = new() { PolicyArn = call.Parameters.Required(Arn), VersionId = call.Parameters.Required("VersionId") } }),
        ["TagPolicy"] = call => IamPrincipalCalls.DoneAsync(call, new Step { TagPolicy = new() { PolicyArn = call.Parameters.Required(Arn), Tags = call.Tags() } }),
        ["UntagPolicy"] = call => IamPrincipalCalls.DoneAsync(
            call, new Step { UntagPolicy = new() { PolicyArn = call.Parameters.Required(Arn), TagKeys = call.Parameters.RequiredList("TagKeys.member") } }),
        ["ListPolicyTags"] = ListTagsAsync,
        ["ListEntitiesForPolicy"] = ListEntitiesAsync,
    };

    private static async Task<Action<XmlBody>?> CreateAsync(IamCall call)
    {
        var (name, path) = (call.Parameters.Required("PolicyName"), call.Parameters.Text("Path"));
        await call.AskAsync(new Step
        {
            CreatePolicy = new()
            {
                PolicyName = name,
                Path = path,
                Description = call.Parameters.Text("Description"),
                PolicyDocument = call.Policy("PolicyDocument"),
                Tags = call.Tags(),
            },
        });
        var arn = $"arn:aws:iam::{call.Caller.Account}:policy{path ?? "/"}{name}";
        return body => body.Within("Policy", policy => IamShapes.Policy(policy, arn, call.Iam.Policies[arn], call.Iam));
    }

    private static Task<Action<XmlBody>?> GetAsync(IamCall call)
    {
        var arn = call.Parameters.Required(Arn);
        call.MayRead(arn);
        return Task.FromResult<Action<XmlBody>?>(
            AwsPolicies.Find(arn) is not null ? body => body.Within("Policy", policy => IamShapes.AwsPolicy(policy, arn, call.Iam))
            : Own(call, arn) is var own ? body => body.Within("Policy", policy => IamShapes.Policy(policy, arn, own, call.Iam))
            : null);
    }

    private static Task<Action<XmlBody>?> ListAsync(IamCall call)
    {
        var scope = call.Parameters.Word("Scope", ("All", 0), ("AWS", 1), ("Local", 2)) ?? 0;
        var (onlyAttached, under) = (call.Parameters.Boolean("OnlyAttached") ?? false, call.Parameters.Text("PathPrefix") ?? "/");
        call.Parameters.Refuse("PolicyUsageFilter");
        call.MayRead();
        var found = (scope == 2 ? [] : AwsPolicies.Arns.Select(arn => KeyValuePair.Create(arn, (ManagedPolicy?)null)))
            .Concat(scope == 1 ? [] : call.Iam.Policies.Select(policy => KeyValuePair.Create(policy.Key, (ManagedPolicy?)policy.Value)))
            .Where(policy => (policy.Value?.Path ?? "/").StartsWith(under, StringComparison.Ordinal) && (!onlyAttached || call.Iam.AttachedTo(policy.Key).Any()))
            .OrderBy(policy => policy.Key, StringComparer.Ordinal);
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(call, "Policies", found, (body, policy) =>
        {
            if (policy.Value is { } own)
            {
                IamShapes.Policy(body, policy.Key, own with { Tags = Tags.None, Description = null }, call.Iam);
            }
            else
            {
                IamShapes.AwsPolicy(body, policy.Key, call.Iam);
            }
        }));
    }

    private static async Task<Action<XmlBody>?> CreateVersionAsync(IamCall call)
    {
        var arn = call.Parameters.Required(Arn);
        var made = (IamReply.PolicyVersionCreated)(await call.AskAsync(new Step
        {
            CreatePolicyVersion = new() { PolicyArn = arn, PolicyDocument = call.Policy("PolicyDocument"), SetAsDefault = call.Parameters.Boolean("SetAsDefault") ?? false },
        }))!;
        return body => body.Within("PolicyVersion", version => Describe(version, made.VersionId, Own(call, arn), withDocument: false));
    }

    private static Task<Action<XmlBody>?> GetVersionAsync(IamCall call)
    {
        var (arn, id) = (call.Parameters.Required(Arn), call.Parameters.Required("VersionId"));
        call.MayRead(arn);
        if (AwsPolicies.Find(arn) is { } document && id == "v1")
        {
            return Task.FromResult<Action<XmlBody>?>(body => body.Within("PolicyVersion", version => version
                .Text("Document", IamShapes.Encoded(document)).Text("VersionId", id).Flag("IsDefaultVersion", true).Text("CreateDate", IamShapes.AwsDate)));
        }

        var policy = Own(call, arn);
        return policy.Versions.ContainsKey(id)
            ? Task.FromResult<Action<XmlBody>?>(body => body.Within("PolicyVersion", version => Describe(version, id, policy, withDocument: true)))
            : throw new ApiException(new ApiError("NoSuchEntity", $"Policy {arn} version {id} does not exist or is not attachable.", 404));
    }

    private static Task<Action<XmlBody>?> ListVersionsAsync(IamCall call)
    {
        var arn = call.Parameters.Required(Arn);
        call.MayRead(arn);
        var policy = Own(call, arn);
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(
            call, "Versions", policy.Versions, (body, version) => Describe(body, version.Key, policy, withDocument: false)));
    }

    private static Task<Action<XmlBody>?> ListTagsAsync(IamCall call)
    {
        var arn = call.Parameters.Required(Arn);
        call.MayRead(arn);
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(call, "Tags", Own(call, arn).Tags, (body, tag) => body.Text("Key", tag.Key).Text("Value", tag.Value)));
    }

    private static Task<Action<XmlBody>?> ListEntitiesAsync(IamCall call)
    {
        var arn = call.Parameters.Required(Arn);
        call.MayRead(arn);
        call.Parameters.Refuse("EntityFilter", "PathPrefix", "PolicyUsageFilter");
        call.Parameters.Ignore("MaxItems", "Marker");
        if (call.Iam.DocumentOf(arn) is null)
        {
            throw NotFound(arn);
        }

        var attached = call.Iam.AttachedTo(arn).ToLookup(AccountPolicies.IsUser);
        return Task.FromResult<Action<XmlBody>?>(body => body
            .List("PolicyGroups", (string[])[], (_, _) => { }, "member")
            .List("PolicyUsers", attached[true], (item, user) => item.Text("UserName", IamCall.NameOf(user)).Text("UserId", call.Iam.Find(user)!.Id), "member")
            .List("PolicyRoles", attached[false], (item, role) => item.Text("RoleName", IamCall.NameOf(role)).Text("RoleId", call.Iam.Find(role)!.Id), "member")
            .Flag("IsTruncated", false));
    }

    private static ManagedPolicy Own(IamCall call, string arn) => call.Iam.Policies.TryGetValue(arn, out var policy) ? policy : throw NotFound(arn);

    private static ApiException NotFound(string arn) => new(new ApiError("NoSuchEntity", $"Policy {arn} was not found.", 404));

    private static void Describe(XmlBody body, string id, ManagedPolicy policy, bool withDocument) => body
        .Text("Document", withDocument ? IamShapes.Encoded(policy.Versions[id].Document) : null)
        .Text("VersionId", id)
        .Flag("IsDefaultVersion", policy.DefaultVersion == id)
        .Text("CreateDate", IamShapes.Time(policy.Versions[id].CreatedAt));
}
