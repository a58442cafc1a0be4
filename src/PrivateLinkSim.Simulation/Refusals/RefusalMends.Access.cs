using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Who may: permissions of services, IAM, opting in.</content>
internal static partial class RefusalMends
{
    private const string PolicyName = "mend";

    private static IEnumerable<RefusalMend> AllowPrincipal(RefusalScene scene) => scene is { Service: var (id, service), Caller: { } caller }
        ? Before(scene.By(service.Account, service.Region, new Step
        {
            ModifyVpcEndpointServicePermissions = new() { ServiceId = scene.NameOf(id), AddAllowedPrincipals = [scene.Root(caller.Account)] },
        }))
        : [];

    private static IEnumerable<RefusalMend> SupportRegion(RefusalScene scene)
    {
        var region = scene.Endpoint?.State.Region ?? scene.Vpc?.State.Region;
        return region is not null && scene.Service is var (id, service)
            ? Before(scene.Settings.SupportedRegionActivation, scene.By(service.Account, service.Region, new Step
            {
                ModifyVpcEndpointServiceConfiguration = new() { ServiceId = scene.NameOf(id), AddSupportedRegions = [region] },
            }))
            : [];
    }

    private static IEnumerable<RefusalMend> NameRegion(RefusalScene scene) => scene is { Service.State.Region: { } region, Call.CreateVpcEndpoint: { } create }
        ? [new() { Instead = scene.Call with { CreateVpcEndpoint = create with { ServiceRegion = region } } }]
        : [];

    private static IEnumerable<RefusalMend> OptIn(RefusalScene scene)
    {
        var region = scene.Between("must opt in to ", " before") ?? scene.Caller?.Region;
        var account = scene.Between("Account ", " must") ?? scene.Caller?.Account;
        if (region is null || account is null)
        {
            return [];
        }

        var enable = new Step { Caller = scene.Root(account), EnableRegion = new() { RegionName = region } };
        return Before(scene.Settings.RegionOptInDuration, enable);
    }

    private static IEnumerable<RefusalMend> AllowAction(RefusalScene scene) =>
        Denied(scene) is var (principal, action) ? Before(Put(scene, principal, PolicyName, Allow(action))) : [];

    // A statement that denies is in a policy of the identity or in its boundary; taking it away from one is enough, or it is not that one.
    private static IEnumerable<RefusalMend> TakeDenyAway(RefusalScene scene)
    {
        if (Denied(scene) is not var (principal, _))
        {
            yield break;
        }

        var (policies, boundary) = scene.DocumentsOf(principal);
        foreach (var (name, document) in policies)
        {
            foreach (var less in WithoutDenials(document))
            {
                yield return new() { Before = [Put(scene, principal, name, less)] };
            }
        }

        foreach (var less in boundary is null ? [] : WithoutDenials(boundary))
        {
            yield return new() { Before = [Bound(scene, principal, less)] };
        }
    }

    private static IEnumerable<RefusalMend> WidenBoundary(RefusalScene scene) =>
        Denied(scene) is var (principal, action) && scene.DocumentsOf(principal).Boundary is { } boundary
            ? Before(Bound(scene, principal, And(boundary, action)))
            : [];

    private static IEnumerable<RefusalMend> WidenControl(RefusalScene scene)
    {
        if (Denied(scene) is not var (principal, action))
        {
            yield break;
        }

        var account = principal.Split(':')[4];
        var (organization, policies) = scene.ControlOf(account);
        foreach (var (name, document) in policies)
        {
            foreach (var less in WithoutDenials(document))
            {
                yield return new() { Before = [Control(policies.SetItem(name, less))] };
            }
        }

        yield return new() { Before = [Control(policies.SetItem(PolicyName, Allow(action)))] };

        Step Control(ImmutableSortedDictionary<string, JObject> changed) => new()
        {
            SetServiceControlPolicies = new() { Account = scene.Root(account), OrganizationId = organization, Policies = changed },
        };
    }

    private static (string Principal, string Action)? Denied(RefusalScene scene) =>
        scene.Between("User: ", " is not authorized") is { } principal && scene.Between("to perform: ", " on resource") is { } action
            ? (Principal.WithoutSession(principal), action)
            : null;

    private static Step Put(RefusalScene scene, string principal, string name, JObject document)
    {
        var caller = scene.Root(principal.Split(':')[4]);
        return IsUser(principal)
            ? new Step { Caller = caller, PutUserPolicy = new() { UserName = NameOf(principal), PolicyName = name, PolicyDocument = document } }
            : new Step { Caller = caller, PutRolePolicy = new() { RoleName = NameOf(principal), PolicyName = name, PolicyDocument = document } };
    }

    private static Step Bound(RefusalScene scene, string principal, JObject document)
    {
        var caller = scene.Root(principal.Split(':')[4]);
        return IsUser(principal)
            ? new Step { Caller = caller, PutUserPermissionsBoundary = new() { UserName = NameOf(principal), PermissionsBoundary = document } }
            : new Step { Caller = caller, PutRolePermissionsBoundary = new() { RoleName = NameOf(principal), PermissionsBoundary = document } };
    }

    private static bool IsUser(string principal) => principal.Contains(":user/", StringComparison.Ordinal);

    private static string NameOf(string principal) => principal[(principal.LastIndexOf('/') + 1)..];

    private static JObject Allow(string action) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JArray(Statement(action)),
    };

    private static JObject Statement(string action) => new() { ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = "*" };

    private static JObject And(JObject document, string action)
    {
        var wider = (JObject)document.DeepClone();
        wider["Statement"] = new JArray(StatementsOf(document).Append(Statement(action)));
        return wider;
    }

    // The document, each time without one of its statements that deny. A document has at least one statement: what is left then allows nothing.
    private static IEnumerable<JObject> WithoutDenials(JObject document)
    {
        var statements = StatementsOf(document).ToArray();
        foreach (var denial in statements.Where(statement => (string?)statement["Effect"] == "Deny"))
        {
            var less = (JObject)document.DeepClone();
            less["Statement"] = new JArray(statements.Where(statement => statement != denial).Select(statement => statement.DeepClone()));
            yield return less;
        }
    }

    private static IEnumerable<JObject> StatementsOf(JObject document) =>
        document["Statement"] is JArray several ? several.Cast<JObject>() : [(JObject)document["Statement"]!];
}
