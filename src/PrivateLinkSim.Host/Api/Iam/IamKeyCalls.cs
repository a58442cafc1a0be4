using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>IAM's calls on the access keys of users. The secret is told once, when a key is made.</summary>
internal static class IamKeyCalls
{
    public static IEnumerable<KeyValuePair<string, IamAction>> Actions { get; } = new Dictionary<string, IamAction>(StringComparer.Ordinal)
    {
        ["CreateAccessKey"] = CreateAsync,
        ["ListAccessKeys"] = ListAsync,
        ["UpdateAccessKey"] = UpdateAsync,
        ["DeleteAccessKey"] = call => IamPrincipalCalls.DoneAsync(
            call, new Step { DeleteAccessKey = new() { UserName = call.UserOrCaller(), AccessKeyId = call.Parameters.Required("AccessKeyId") } }),
        ["GetAccessKeyLastUsed"] = LastUsedAsync,
    };

    private static async Task<Action<XmlBody>?> CreateAsync(IamCall call)
    {
        var name = call.UserOrCaller();
        var made = (IamReply.AccessKeyCreated)(await call.AskAsync(new Step { CreateAccessKey = new() { UserName = name } }))!;
        return body => body.Within("AccessKey", key =>
        {
            Describe(key, name, made.AccessKeyId, call.Iam.AccessKeys[made.AccessKeyId]);
            key.Text("SecretAccessKey", call.Keys.SecretOf(made.AccessKeyId));
        });
    }

    private static Task<Action<XmlBody>?> ListAsync(IamCall call)
    {
        if (call.Parameters.Text("UserName") is null && call.CallingUser is null)
        {
            call.MayRead();
            return Task.FromResult<Action<XmlBody>?>(IamPage.Write<string>(call, "AccessKeyMetadata", [], (_, _) => { }));
        }

        var name = call.UserOrCaller();
        var (arn, _) = call.Read("user", name);
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(
            call, "AccessKeyMetadata", call.Iam.AccessKeys.Where(key => key.Value.PrincipalArn == arn), (body, key) => Describe(body, name, key.Key, key.Value)));
    }

    private static Task<Action<XmlBody>?> UpdateAsync(IamCall call) => IamPrincipalCalls.DoneAsync(call, new Step
    {
        UpdateAccessKey = new()
        {
            UserName = call.UserOrCaller(),
            AccessKeyId = call.Parameters.Required("AccessKeyId"),
            Status = call.Parameters.Word("Status", ("Active", AccessKeyStatus.Active), ("Inactive", AccessKeyStatus.Inactive))
                ?? throw new ApiException(ApiError.Missing("Status")),
        },
    });

    // Reading is not in the log, and so nothing knows when a key was used.
    private static Task<Action<XmlBody>?> LastUsedAsync(IamCall call)
    {
        var id = call.Parameters.Required("AccessKeyId");
        call.MayRead();
        return call.Iam.AccessKeys.TryGetValue(id, out var key)
            ? Task.FromResult<Action<XmlBody>?>(body => body
                .Text("UserName", IamCall.NameOf(key.PrincipalArn))
                .Within("AccessKeyLastUsed", used => used.Text("ServiceName", "N/A").Text("Region", "N/A")))
            : throw new ApiException(new ApiError("NoSuchEntity", $"The Access Key with id {id} cannot be found.", 404));
    }

    private static void Describe(XmlBody body, string name, string id, IamAccessKey key) => body
        .Text("UserName", name).Text("AccessKeyId", id).Text("Status", key.IsActive ? "Active" : "Inactive").Text("CreateDate", IamShapes.Time(key.CreatedAt));
}
