using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Opting in and out, users and roles, policies.</content>
internal sealed partial class FuzzCommands
{
    private static readonly string[] Names = ["deploy", "ann", "ops"];

    private IEnumerable<(int Weight, Func<Step?> Draw)> AccountKinds() =>
    [
        (4, () => ByAccount() with { EnableRegion = new RegionNameParameter { RegionName = OptInRegion() } }),
        (3, () => ByAccount() with { DisableRegion = new RegionNameParameter { RegionName = OptInRegion() } }),
        (1, () => Declaring("user", name => call => call with { CreateUser = new CreateUserParameters { UserName = name } })),
        (1, () => Declaring("role", name => call => call with { CreateRole = new CreateRoleParameters { RoleName = name } })),
        (1, () => OfIdentity("user", (call, name) => call with { PutUserPolicy = new PutUserPolicyParameters { UserName = name, PolicyName = "drawn", PolicyDocument = Policy() } })),
        (2, () => OfIdentity("role", (call, name) => call with { PutRolePolicy = new PutRolePolicyParameters { RoleName = name, PolicyName = "drawn", PolicyDocument = Policy() } })),
        (1, () => OfIdentity("user", (call, name) => call with { DeleteUserPolicy = new DeleteUserPolicyParameters { UserName = name, PolicyName = _dice.Of("drawn", "work") } })),
        (1, () => OfIdentity("role", (call, name) => call with { DeleteRolePolicy = new DeleteRolePolicyParameters { RoleName = name, PolicyName = _dice.Of("drawn", "work") } })),
        (1, () => OfIdentity("user", (call, name) => call with { PutUserPermissionsBoundary = new PutUserPermissionsBoundaryParameters { UserName = name, PermissionsBoundary = Policy() } })),
        (1, () => OfIdentity("role", (call, name) => call with { PutRolePermissionsBoundary = new PutRolePermissionsBoundaryParameters { RoleName = name, PermissionsBoundary = Policy() } })),
        (1, () => OfIdentity("user", (call, name) => call with { DeleteUserPermissionsBoundary = new UserNameParameter { UserName = name } })),
        (1, () => OfIdentity("role", (call, name) => call with { DeleteRolePermissionsBoundary = new RoleNameParameter { RoleName = name } })),
        (1, () => new Step
        {
            SetServiceControlPolicies = new SetServiceControlPoliciesParameters
            {
                Account = AnyAccount().Name,
                OrganizationId = _dice.OneIn(2) ? "o-exampleorgid" : null,
                Policies = _dice.OneIn(2) ? Sorted.Map<JObject>() : Sorted.Map<JObject>().Add("guard", FuzzPolicies.Guard(_dice, _stage.UsedRegions)),
            },
        }),
    ];

    private FuzzThing AnyAccount() => _dice.Of([.. _stage.All(ResourceKind.Account)]);

    private Step ByAccount() => Call(AnyAccount().Account, "everywhere");

    private JObject Policy() => FuzzPolicies.Policy(_dice, _stage.UsedRegions);

    private string OptInRegion() => _dice.OneIn(3) ? AnyRegion() : _dice.Of([.. _stage.Regions.All.Where(region => region.OptIn && (_stage.UsedRegions.Contains(region.Name, StringComparer.Ordinal) || region.Name == "eu-south-1"))]).Name;

    private Step Declaring(string word, Func<string, Func<Step, Step>> draw)
    {
        var (account, name) = (AnyAccount(), _dice.Of(Names));
        _stage.Declare(account.Account, $"{word}/{name}");
        return draw(name)(new Step { Caller = account.Name });
    }

    // One that nobody declared is refused, and a step that speaks of it must say so.
    private Step OfIdentity(string word, Func<Step, string, Step> draw)
    {
        var (account, name) = (AnyAccount(), _dice.Of(Names));
        var call = draw(new Step { Caller = account.Name }, name);
        return _stage.IdentitiesOf(account.Account).Contains($"{word}/{name}", StringComparer.Ordinal)
            ? call
            : call with { Refused = new ExpectedRefusal { Code = "NoSuchEntity", Rule = "§iam" } };
    }
}
