using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>What else an account's IAM is asked: managed policies, keys, trust, tags, and the end of users and roles.</content>
internal sealed partial class FuzzCommands
{
    // No run draws it.
    private const string NobodysKey = "AKIA0000000000000000";

    private static readonly string[] AwsPolicies = ["AmazonEC2FullAccess", "AdministratorAccess"];

    private IEnumerable<(int Weight, Func<Step?> Draw)> IamKinds() =>
    [
        (1, () => OfIdentity("role", (call, name) => call with { UpdateRole = new UpdateRoleParameters { RoleName = name, MaxSessionDuration = _dice.Of(3600, 43_200, 60) } })),
        (1, () => OfIdentity("role", (call, name) => call with { UpdateAssumeRolePolicy = new UpdateAssumeRolePolicyParameters { RoleName = name, PolicyDocument = FuzzPolicies.Trust(AnyAccount().Account) } })),
        (1, () => OfIdentity("user", (call, name) => call with { AttachUserPolicy = new UserPolicyArnParameters { UserName = name, PolicyArn = AnyPolicy(call) } })),
        (1, () => OfIdentity("role", (call, name) => call with { AttachRolePolicy = new RolePolicyArnParameters { RoleName = name, PolicyArn = AnyPolicy(call) } })),
        (1, () => OfIdentity("user", (call, name) => call with { DetachUserPolicy = new UserPolicyArnParameters { UserName = name, PolicyArn = AnyPolicy(call) } })),
        (1, () => OfIdentity("role", (call, name) => call with { DetachRolePolicy = new RolePolicyArnParameters { RoleName = name, PolicyArn = AnyPolicy(call) } })),
        (1, () => OfIdentity("user", (call, name) => call with { CreateAccessKey = new UserNameParameter { UserName = name } })),
        (1, () => OfIdentity("user", (call, name) => call with { UpdateAccessKey = new UpdateAccessKeyParameters { UserName = name, AccessKeyId = NobodysKey, Status = AccessKeyStatus.Inactive } })),
        (1, () => OfIdentity("user", (call, name) => call with { DeleteAccessKey = new DeleteAccessKeyParameters { UserName = name, AccessKeyId = NobodysKey } })),
        (1, () => OfIdentity("user", (call, name) => call with { TagUser = new TagUserParameters { UserName = name, Tags = IamTags() } })),
        (1, () => OfIdentity("user", (call, name) => call with { UntagUser = new UntagUserParameters { UserName = name, TagKeys = ["team"] } })),
        (1, () => OfIdentity("role", (call, name) => call with { TagRole = new TagRoleParameters { RoleName = name, Tags = IamTags() } })),
        (1, () => OfIdentity("role", (call, name) => call with { UntagRole = new UntagRoleParameters { RoleName = name, TagKeys = ["team"] } })),
        (1, () => OfIdentity("user", (call, name) => call with { DeleteUser = new UserNameParameter { UserName = name } })),
        (1, () => OfIdentity("role", (call, name) => call with { DeleteRole = new RoleNameParameter { RoleName = name } })),
        (2, () => ByAccount() with { CreatePolicy = new CreatePolicyParameters { PolicyName = _dice.Of(Names), PolicyDocument = Policy() } }),
        (1, () => OfPolicy((call, arn) => call with { DeletePolicy = new PolicyArnParameter { PolicyArn = arn } })),
        (1, () => OfPolicy((call, arn) => call with { CreatePolicyVersion = new CreatePolicyVersionParameters { PolicyArn = arn, PolicyDocument = Policy(), SetAsDefault = _dice.OneIn(2) } })),
        (1, () => OfPolicy((call, arn) => call with { SetDefaultPolicyVersion = new PolicyVersionParameters { PolicyArn = arn, VersionId = _dice.Of("v1", "v2") } })),
        (1, () => OfPolicy((call, arn) => call with { DeletePolicyVersion = new PolicyVersionParameters { PolicyArn = arn, VersionId = _dice.Of("v1", "v2") } })),
        (1, () => OfPolicy((call, arn) => call with { TagPolicy = new TagPolicyParameters { PolicyArn = arn, Tags = IamTags() } })),
        (1, () => OfPolicy((call, arn) => call with { UntagPolicy = new UntagPolicyParameters { PolicyArn = arn, TagKeys = ["team"] } })),
    ];

    private Step OfPolicy(Func<Step, string, Step> draw) => ByAccount() is var call ? draw(call, AnyPolicy(call)) : call;

    private string AnyPolicy(Step call) => _dice.OneIn(4)
        ? $"arn:aws:iam::aws:policy/{_dice.Of(AwsPolicies)}"
        : $"arn:aws:iam::{_stage.All(ResourceKind.Account).FirstOrDefault(each => each.Name == call.Caller)?.Account ?? AnyAccount().Account}:policy/{_dice.Of(Names)}";

    private ImmutableSortedDictionary<string, string> IamTags() => Sorted.Map<string>().Add("team", _dice.Of(Names));
}
