using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A call on its way in: what its requests have in common.</summary>
internal sealed class DoorCall(Caller caller, Identities identities, IWorld world)
{
    /// <summary>The permission-only action of cross-Region access (R20, R21). It sees the condition keys of the call that it is checked with.</summary>
    public const string AllowMultiRegion = "vpce:AllowMultiRegion";

    /// <summary>The permission that an endpoint with private DNS needs besides.</summary>
    public const string AssociateVpc = "route53:AssociateVPCWithHostedZone";

    /// <summary>The call that tags what it makes; carried by ec2:CreateTags then.</summary>
    public const string CreateAction = "ec2:CreateAction";

    // IAM, Route 53 and account management have one endpoint, which lies in this Region ("AWS global condition context keys").
    private const string GlobalRegion = "us-east-1";

    public string Region => caller.Region;

    public Settings Settings => world.Facts.Settings;

    /// <summary>An EC2 request on a resource of the caller's account and Region, for example <c>vpc-endpoint/*</c>.</summary>
    public AuthorizationRequest Ec2(string action, string resource) =>
        Base($"ec2:{action}", $"arn:aws:ec2:{caller.Region}:{caller.Account}:{resource}", caller.Region).With("ec2:Region", caller.Region);

    /// <summary>An ELBv2 request on an ARN.</summary>
    public AuthorizationRequest LoadBalancing(string action, string arn) => Base($"elasticloadbalancing:{action}", arn, caller.Region);

    /// <summary>The ARN of something of Elastic Load Balancing, for example <c>loadbalancer/net/front/*</c>.</summary>
    public string LoadBalancingArn(string resource) => $"arn:aws:elasticloadbalancing:{caller.Region}:{caller.Account}:{resource}";

    /// <summary>A request of an action that can't be limited to resources.</summary>
    public AuthorizationRequest OfAny(string action) => Base(action, "*", caller.Region).With("ec2:Region", caller.Region);

    /// <summary>A request of an action that EC2 needs for a call; the call keeps its Region.</summary>
    public AuthorizationRequest Dependent(string action, string arn) => Base(action, arn, caller.Region);

    /// <summary>An IAM request on a user or role; its action ends in what it is about: <c>iam:PutRolePolicy</c>.</summary>
    public AuthorizationRequest Iam(string verb, string about, string principalArn) =>
        IamOn($"{verb}{(AccountPolicies.IsUser(principalArn) ? "User" : "Role")}{about}", principalArn);

    /// <summary>An IAM request on an ARN.</summary>
    public AuthorizationRequest IamOn(string action, string arn) => Base($"iam:{action}", arn, GlobalRegion);

    /// <summary>A Route 53 request on an ARN.</summary>
    public AuthorizationRequest Route53(string action, string arn) => Base($"route53:{action}", arn, GlobalRegion);

    /// <summary>A request of account management about a Region.</summary>
    public AuthorizationRequest Account(string action, string targetRegion) =>
        Base($"account:{action}", $"arn:aws:account::{caller.Account}:account", GlobalRegion).With("account:TargetRegion", targetRegion);

    /// <summary>The caller's service of this id in the Region of the call, or null.</summary>
    public EndpointServiceState? OwnService(string serviceId) =>
        AnyService(serviceId, caller.Region) is { } service && service.Account == caller.Account ? service : null;

    /// <summary>Anybody's service of this id in a Region, or null.</summary>
    public EndpointServiceState? AnyService(string serviceId, string region) =>
        world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, serviceId)) is { Exists: true } service && service.Region == region
            ? service
            : null;

    /// <summary>The caller's endpoint of this id in the Region of the call, or null.</summary>
    public InterfaceEndpointState? OwnEndpoint(string endpointId) =>
        world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId)) is { Exists: true } endpoint
        && endpoint.Account == caller.Account
        && endpoint.Region == caller.Region
            ? endpoint
            : null;

    /// <summary>The caller's VPC of this id in the Region of the call, or null.</summary>
    public VpcState? OwnVpc(string vpcId) =>
        world.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId)) is { Exists: true } vpc && vpc.Account == caller.Account && vpc.Region == caller.Region ? vpc : null;

    private AuthorizationRequest Base(string action, string resource, string region)
    {
        var request = AuthorizationRequest.Of(action, resource)
            .With("aws:RequestedRegion", region)
            .With("aws:PrincipalArn", Principal.WithoutSession(caller.PrincipalArn))
            .With("aws:PrincipalAccount", caller.Account);
        return identities.OrganizationId is { } organization ? request.With("aws:PrincipalOrgID", organization) : request;
    }
}

/// <summary>What requests carry besides.</summary>
internal static class RequestKeys
{
    /// <summary>The tags that the resource has (aws:ResourceTag, ec2:ResourceTag).</summary>
    public static AuthorizationRequest OnTagged(this AuthorizationRequest request, ImmutableSortedDictionary<string, string>? tags) =>
        (tags ?? Tags.None).Aggregate(
            request, (each, tag) => each.With($"aws:ResourceTag/{tag.Key}", tag.Value).With($"ec2:ResourceTag/{tag.Key}", tag.Value));

    /// <summary>The tags that the call gives (aws:RequestTag, aws:TagKeys).</summary>
    public static AuthorizationRequest Tagging(this AuthorizationRequest request, ImmutableSortedDictionary<string, string> tags) =>
        tags.IsEmpty
            ? request
            : tags.Aggregate(request.With("aws:TagKeys", [.. tags.Keys]), (each, tag) => each.With($"aws:RequestTag/{tag.Key}", tag.Value));

    /// <summary>The tags that the call takes away, some with the value that they must have.</summary>
    public static AuthorizationRequest Untagging(this AuthorizationRequest request, ImmutableSortedDictionary<string, string?> tags) =>
        tags.IsEmpty
            ? request
            : tags.Aggregate(request.With("aws:TagKeys", [.. tags.Keys]), (each, tag) => each.WithAny($"aws:RequestTag/{tag.Key}", tag.Value));

    /// <summary>With a key, unless there is no value for it.</summary>
    public static AuthorizationRequest WithAny(this AuthorizationRequest request, string key, string? value) =>
        value is null ? request : request.With(key, value);

    /// <summary>Whether the service is offered to other Regions (ec2:VpceMultiRegion); nothing when there is no such service.</summary>
    public static AuthorizationRequest OnMultiRegion(this AuthorizationRequest request, bool? multiRegion) =>
        request.WithAny(VpceKeys.MultiRegion, multiRegion switch { null => null, true => "true", false => "false" });

    /// <summary>The permission to reach over Regions, asked besides (§4.1).</summary>
    public static AuthorizationRequest OverRegions(this AuthorizationRequest request) => request with { Action = DoorCall.AllowMultiRegion };

    /// <summary>The permission to tag what the call makes, asked besides (§2.16/create); none when it tags nothing.</summary>
    public static ImmutableArray<AuthorizationRequest> TagOnCreate(
        this AuthorizationRequest request, ImmutableSortedDictionary<string, string> tags) =>
        tags.IsEmpty
            ? []
            : [request.Tagging(tags).With(DoorCall.CreateAction, request.Action["ec2:".Length..]) with { Action = "ec2:CreateTags" }];
}
