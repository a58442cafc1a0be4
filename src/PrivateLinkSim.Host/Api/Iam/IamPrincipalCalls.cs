using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>IAM's calls on what users and roles are.</summary>
internal static class IamPrincipalCalls
{
    public static IEnumerable<KeyValuePair<string, IamAction>> Actions { get; } = new Dictionary<string, IamAction>(StringComparer.Ordinal)
    {
        ["CreateUser"] = CreateUserAsync,
        ["GetUser"] = GetUserAsync,
        ["ListUsers"] = call => ListAsync(call, "user", "Users", (body, arn, user) => IamShapes.User(body, arn, user, isWhole: false)),
        ["DeleteUser"] = call => DoneAsync(call, new Step { DeleteUser = new() { UserName = call.Parameters.Required("UserName") } }),
        ["TagUser"] = call => DoneAsync(call, new Step { TagUser = new() { UserName = call.Parameters.Required("UserName"), Tags = call.Tags() } }),
        ["UntagUser"] = call => DoneAsync(
            call, new Step { UntagUser = new() { UserName = call.Parameters.Required("UserName"), TagKeys = call.Parameters.RequiredList("TagKeys.member") } }),
        ["ListUserTags"] = call => TagsAsync(call, "user", "UserName"),
        ["ListGroupsForUser"] = call => NoneAsync(call, "user", "UserName", "Groups"),
        ["ListMFADevices"] = call => NoneAsync(call, "user", "UserName", "MFADevices"),
        ["ListSSHPublicKeys"] = call => NoneAsync(call, "user", "UserName", "SSHPublicKeys"),
        ["ListSigningCertificates"] = call => NoneAsync(call, "user", "UserName", "Certificates"),
        ["ListServiceSpecificCredentials"] = call => NoneAsync(call, "user", "UserName", "ServiceSpecificCredentials"),
        ["GetLoginProfile"] = NoLoginProfileAsync,
        ["DeleteLoginProfile"] = NoLoginProfileAsync,
        ["CreateRole"] = CreateRoleAsync,
        ["GetRole"] = GetRoleAsync,
        ["ListRoles"] = call => ListAsync(call, "role", "Roles", (body, arn, role) => IamShapes.Role(body, arn, role, isWhole: false)),
        ["DeleteRole"] = call => DoneAsync(call, new Step { DeleteRole = new() { RoleName = call.Parameters.Required("RoleName") } }),
        ["UpdateRole"] = UpdateRoleAsync,
        ["UpdateRoleDescription"] = UpdateDescriptionAsync,
        ["UpdateAssumeRolePolicy"] = call => DoneAsync(
            call, new Step { UpdateAssumeRolePolicy = new() { RoleName = call.Parameters.Required("RoleName"), PolicyDocument = call.Trust("PolicyDocument") } }),
        ["TagRole"] = call => DoneAsync(call, new Step { TagRole = new() { RoleName = call.Parameters.Required("RoleName"), Tags = call.Tags() } }),
        ["UntagRole"] = call => DoneAsync(
            call, new Step { UntagRole = new() { RoleName = call.Parameters.Required("RoleName"), TagKeys = call.Parameters.RequiredList("TagKeys.member") } }),
        ["ListRoleTags"] = call => TagsAsync(call, "role", "RoleName"),
        ["ListInstanceProfilesForRole"] = call => NoneAsync(call, "role", "RoleName", "InstanceProfiles"),
    };

    /// <summary>A change without members in its answer.</summary>
    public static async Task<Action<XmlBody>?> DoneAsync(IamCall call, Step step)
    {
        await call.AskAsync(step);
        return null;
    }

    private static async Task<Action<XmlBody>?> CreateUserAsync(IamCall call)
    {
        var name = call.Parameters.Required("UserName");
        await call.AskAsync(new Step
        {
            CreateUser = new() { UserName = name, Path = call.Parameters.Text("Path"), PermissionsBoundary = call.Parameters.Text("PermissionsBoundary"), Tags = call.Tags() },
        });
        return User(call, name);
    }

    private static Task<Action<XmlBody>?> GetUserAsync(IamCall call)
    {
        if (call.Parameters.Text("UserName") is null && call.Caller.PrincipalArn.EndsWith(":root", StringComparison.Ordinal))
        {
            call.MayRead();
            return Task.FromResult<Action<XmlBody>?>(body => body.Within("User", user => user
                .Text("UserId", call.Caller.Account).Text("Arn", call.Caller.PrincipalArn).Text("CreateDate", IamShapes.AwsDate)));
        }

        var name = call.UserOrCaller();
        call.Read("user", name);
        return Task.FromResult<Action<XmlBody>?>(User(call, name));
    }

    private static async Task<Action<XmlBody>?> CreateRoleAsync(IamCall call)
    {
        var name = call.Parameters.Required("RoleName");
        await call.AskAsync(new Step
        {
            CreateRole = new()
            {
                RoleName = name,
                Path = call.Parameters.Text("Path"),
                AssumeRolePolicyDocument = call.Trust("AssumeRolePolicyDocument"),
                Description = call.Parameters.Text("Description"),
                MaxSessionDuration = call.Parameters.Integer("MaxSessionDuration"),
                PermissionsBoundary = call.Parameters.Text("PermissionsBoundary"),
                Tags = call.Tags(),
            },
        });
        return Role(call, name);
    }

    private static Task<Action<XmlBody>?> GetRoleAsync(IamCall call)
    {
        var name = call.Parameters.Required("RoleName");
        call.Read("role", name);
        return Task.FromResult<Action<XmlBody>?>(Role(call, name));
    }

    private static async Task<Action<XmlBody>?> UpdateRoleAsync(IamCall call)
    {
        await call.AskAsync(new Step
        {
            UpdateRole = new()
            {
                RoleName = call.Parameters.Required("RoleName"),
                Description = call.Parameters.Text("Description"),
                MaxSessionDuration = call.Parameters.Integer("MaxSessionDuration"),
            },
        });
        return _ => { };
    }

    private static async Task<Action<XmlBody>?> UpdateDescriptionAsync(IamCall call)
    {
        var name = call.Parameters.Required("RoleName");
        await call.AskAsync(new Step { UpdateRole = new() { RoleName = name, Description = call.Parameters.Text("Description") ?? "" } });
        return Role(call, name);
    }

    private static Action<XmlBody> User(IamCall call, string name)
    {
        var arn = call.ArnOf("user", name);
        return body => body.Within("User", user => IamShapes.User(user, arn, call.Iam.Find(arn)!, isWhole: true));
    }

    private static Action<XmlBody> Role(IamCall call, string name)
    {
        var arn = call.ArnOf("role", name);
        return body => body.Within("Role", role => IamShapes.Role(role, arn, call.Iam.Find(arn)!, isWhole: true));
    }

    private static Task<Action<XmlBody>?> ListAsync(IamCall call, string kind, string name, Action<XmlBody, string, IamPrincipal> write)
    {
        var (prefix, under) = (call.ArnOf(kind, ""), call.Parameters.Text("PathPrefix") ?? "/");
        call.MayRead(call.ArnOf(kind, "*"));
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(
            call,
            name,
            call.Iam.Principals.Where(each =>
                each.Key.StartsWith(prefix, StringComparison.Ordinal) && each.Value.Details.Path.StartsWith(under, StringComparison.Ordinal)),
            (body, each) => write(body, each.Key, each.Value)));
    }

    private static Task<Action<XmlBody>?> TagsAsync(IamCall call, string kind, string parameter)
    {
        var tags = call.Read(kind, call.Parameters.Required(parameter)).Principal.Details.Tags;
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(call, "Tags", tags, (body, tag) => body.Text("Key", tag.Key).Text("Value", tag.Value)));
    }

    // What nobody can have here.
    private static Task<Action<XmlBody>?> NoneAsync(IamCall call, string kind, string parameter, string name)
    {
        call.Read(kind, parameter == "UserName" ? call.UserOrCaller() : call.Parameters.Required(parameter));
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write<string>(call, name, [], (_, _) => { }));
    }

    private static Task<Action<XmlBody>?> NoLoginProfileAsync(IamCall call)
    {
        var name = call.UserOrCaller();
        call.Read("user", name);
        throw new ApiException(new ApiError("NoSuchEntity", $"Login Profile for User {name} cannot be found.", 404));
    }
}
