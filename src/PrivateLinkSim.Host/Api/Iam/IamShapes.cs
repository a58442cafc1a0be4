using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How IAM writes what it tells of.</summary>
internal static class IamShapes
{
    /// <summary>The ARN of a user or role with its path.</summary>
    /// <param name="plainArn">That without a path.</param>
    public static string ArnOf(string plainArn, IamPrincipal principal) =>
        $"{plainArn[..plainArn.IndexOf('/', StringComparison.Ordinal)]}{principal.Details.Path}{IamCall.NameOf(plainArn)}";

    /// <summary>A user.</summary>
    /// <param name="isWhole">Whether with boundary and tags, which lists leave out.</param>
    public static XmlBody User(XmlBody body, string arn, IamPrincipal user, bool isWhole)
    {
        body.Text("Path", user.Details.Path).Text("UserName", IamCall.NameOf(arn)).Text("UserId", user.Id).Text("Arn", ArnOf(arn, user)).Text("CreateDate", Time(user.CreatedAt));
        return isWhole ? Bounds(body, user) : body;
    }

    /// <summary>A role.</summary>
    /// <param name="isWhole">Whether with boundary and tags, which lists leave out.</param>
    public static XmlBody Role(XmlBody body, string arn, IamPrincipal role, bool isWhole)
    {
        body.Text("Path", role.Details.Path).Text("RoleName", IamCall.NameOf(arn)).Text("RoleId", role.Id).Text("Arn", ArnOf(arn, role)).Text("CreateDate", Time(role.CreatedAt))
            .Text("AssumeRolePolicyDocument", Encoded(role.Details.TrustPolicy ?? TrustOfAccount(arn.Split(':')[4])))
            .Text("Description", role.Details.Description)
            .Number("MaxSessionDuration", role.Details.MaxSessionDuration);
        return isWhole ? Bounds(body, role).Within("RoleLastUsed", _ => { }) : body;
    }

    /// <summary>A managed policy.</summary>
    public static void Policy(XmlBody body, string arn, ManagedPolicy policy, IamState iam)
    {
        Described(body, arn, policy.Id, policy.Path, policy.DefaultVersion, iam);
        body.Text("CreateDate", Time(policy.CreatedAt)).Text("UpdateDate", Time(policy.UpdatedAt)).Text("Description", policy.Description);
        Tags(body, policy.Tags);
    }

    /// <summary>A managed policy of AWS's own.</summary>
    public static void AwsPolicy(XmlBody body, string arn, IamState iam)
    {
        Described(body, arn, $"ANPA{IamCall.NameOf(arn).ToUpperInvariant()}", "/", "v1", iam);
        body.Text("CreateDate", AwsDate).Text("UpdateDate", AwsDate);
    }

    /// <summary>When AWS's own policies were made, as far as the simulator is concerned.</summary>
    public static string AwsDate => "2015-02-06T18:39:46Z";

    /// <summary>Tags as a list.</summary>
    public static XmlBody Tags(XmlBody body, ImmutableSortedDictionary<string, string> tags) =>
        body.List("Tags", tags, static (item, tag) => item.Text("Key", tag.Key).Text("Value", tag.Value), "member");

    /// <summary>A policy as IAM writes it: percent-encoded.</summary>
    public static string Encoded(string document) => Uri.EscapeDataString(document);

    /// <summary>A time, in whole seconds.</summary>
    public static string Time(Moment moment) => $"{moment.ToString()[..19]}Z";

    private static void Described(XmlBody body, string arn, string id, string path, string version, IamState iam) => body
        .Text("PolicyName", IamCall.NameOf(arn)).Text("PolicyId", id).Text("Arn", arn).Text("Path", path).Text("DefaultVersionId", version)
        .Number("AttachmentCount", iam.AttachedTo(arn).Count()).Number("PermissionsBoundaryUsageCount", iam.BoundedBy(arn).Count()).Flag("IsAttachable", true);

    private static XmlBody Bounds(XmlBody body, IamPrincipal principal)
    {
        if (principal.Details.PermissionsBoundaryArn is { } boundary)
        {
            body.Within("PermissionsBoundary", one => one.Text("PermissionsBoundaryType", "Policy").Text("PermissionsBoundaryArn", boundary));
        }

        return principal.Details.Tags.IsEmpty ? body : Tags(body, principal.Details.Tags);
    }

    private static string TrustOfAccount(string account) =>
        """{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::ACCOUNT:root"}}],"Version":"2012-10-17"}"""
            .Replace("ACCOUNT", account, StringComparison.Ordinal);
}
