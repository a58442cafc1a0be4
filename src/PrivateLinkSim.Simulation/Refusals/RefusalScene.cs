using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Where and how a call was refused: the last step of a scenario, and the world as it found it.</summary>
internal sealed class RefusalScene(ScenarioFile file, RunView view, MadeNames names, Rejection refusal)
{
    /// <summary>The refusal.</summary>
    public Rejection Refusal { get; } = refusal;

    public RunView View { get; } = view;

    public Settings Settings => View.Facts.Settings;

    public Scenario Scenario => file.Scenario;

    /// <summary>The call.</summary>
    public Step Call => file.Scenario.Steps[^1];

    /// <summary>Who makes it; null for the simulator's own verbs.</summary>
    public Caller? Caller { get; } = file.CallerOf(file.Scenario.Steps.Length - 1);

    public Moment At => file.StepAt(file.Scenario.Steps.Length - 1);

    /// <summary>The service that the call is about, with its id; null for none.</summary>
    public (string Id, EndpointServiceState State)? Service
    {
        get
        {
            var named = Call.CreateVpcEndpoint?.ServiceName ?? Call.ModifyVpcEndpointServiceConfiguration?.ServiceId
                ?? Call.AcceptVpcEndpointConnections?.ServiceId ?? Call.RejectVpcEndpointConnections?.ServiceId
                ?? Call.StartVpcEndpointServicePrivateDnsVerification?.ServiceId ?? Call.DeleteVpcEndpointServiceConfigurations?.ServiceIds.FirstOrDefault()
                ?? Call.ModifyVpcEndpointServicePermissions?.ServiceId ?? Call.DeclareMarketplaceListing?.ServiceId ?? BoundTo();
            var id = named is null ? Endpoint?.State.ServiceId : ServiceName.TryParse(named, out _, out var own) ? own : names.IdOf(named);
            return id is not null && View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is { } state ? (id, state) : null;
        }
    }

    /// <summary>The endpoint that the call is about, with its id; null for none.</summary>
    public (string Id, InterfaceEndpointState State)? Endpoint =>
        (Call.ModifyVpcEndpoint?.VpcEndpointId ?? Call.AcceptVpcEndpointConnections?.VpcEndpointIds.FirstOrDefault()
            ?? Call.RejectVpcEndpointConnections?.VpcEndpointIds.FirstOrDefault()) is { } named
        && names.IdOf(named) is var id
        && View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is { } state ? (id, state) : null;

    /// <summary>The VPC that an endpoint of the call lies in, with its id; null for none.</summary>
    public (string Id, VpcState State)? Vpc =>
        (Call.CreateVpcEndpoint is { } create ? names.IdOf(create.VpcId) : Endpoint?.State.VpcId) is { } id
        && View.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) is { } state ? (id, state) : null;

    /// <summary>The load balancer that the call is about, with its ARN; null for none.</summary>
    public (string Arn, LoadBalancerState State)? LoadBalancer =>
        (Call.SetIpAddressType?.LoadBalancerArn ?? Call.DeleteLoadBalancer?.LoadBalancerArn ?? Call.SetSubnets?.LoadBalancerArn
            ?? Call.ZonalShift?.LoadBalancerArn ?? Call.ZonalAutoshift?.LoadBalancerArn ?? Call.CreateListener?.LoadBalancerArn
            ?? Call.ModifyLoadBalancerAttributes?.LoadBalancerArn
            ?? (Call.ModifyListenerAttributes is { } listener ? View.HolderOf(names.IdOf(listener.ListenerArn))?.Key : null)) is { } named
        && names.IdOf(named) is var arn
        && View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn)) is { } state ? (arn, state) : null;

    /// <summary>What the scenario calls a thing, or its id.</summary>
    public string NameOf(string id) => names.Of(id);

    /// <summary>The id of a name, or the text itself.</summary>
    public string IdOf(string nameOrId) => names.IdOf(nameOrId);

    /// <summary>The load balancers of a service.</summary>
    public IEnumerable<(string Arn, LoadBalancerState State)> LoadBalancersOf(EndpointServiceState service) =>
        service.LoadBalancerArns.Select(arn => (arn, View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))!));

    /// <summary>An account as it calls by its root.</summary>
    public string Root(string account) =>
        Scenario.Topology.Accounts.FirstOrDefault(each => each.Id == account)?.Name ?? $"arn:aws:iam::{account}:root";

    /// <summary>A call that an account's root makes in a Region.</summary>
    public Step By(string account, string region, Step call) => call with { Caller = Root(account), Region = region };

    /// <summary>The first match of what stands between two texts of the refusal's message.</summary>
    public string? Between(string before, string after)
    {
        var from = Refusal.Message.IndexOf(before, StringComparison.Ordinal);
        var start = from + before.Length;
        var to = from < 0 ? -1 : Refusal.Message.IndexOf(after, start, StringComparison.Ordinal);
        return to < 0 ? null : Refusal.Message[start..to];
    }

    /// <summary>The documents of a role or user, by policy name, as its account last set them, and its boundary.</summary>
    public (ImmutableSortedDictionary<string, JObject> Policies, JObject? Boundary) DocumentsOf(string principalArn)
    {
        var (account, name) = (principalArn.Split(':')[4], principalArn[(principalArn.LastIndexOf('/') + 1)..]);
        var declared = Scenario.Topology.Accounts.Where(each => each.Id == account).SelectMany(each => each.Users.Concat(each.Roles))
            .FirstOrDefault(each => each.Name == name);
        var (policies, boundary) = (declared?.Policies ?? Sorted.Map<JObject>(), declared?.PermissionsBoundary);
        foreach (var step in Scenario.Steps)
        {
            policies = step switch
            {
                { PutRolePolicy: { } put } when put.RoleName == name => policies.SetItem(put.PolicyName, put.PolicyDocument),
                { PutUserPolicy: { } put } when put.UserName == name => policies.SetItem(put.PolicyName, put.PolicyDocument),
                { DeleteRolePolicy: { } gone } when gone.RoleName == name => policies.Remove(gone.PolicyName),
                { DeleteUserPolicy: { } gone } when gone.UserName == name => policies.Remove(gone.PolicyName),
                _ => policies,
            };
            boundary = step switch
            {
                { PutRolePermissionsBoundary: { } put } when put.RoleName == name => put.PermissionsBoundary,
                { PutUserPermissionsBoundary: { } put } when put.UserName == name => put.PermissionsBoundary,
                { DeleteRolePermissionsBoundary: { } gone } when gone.RoleName == name => null,
                { DeleteUserPermissionsBoundary: { } gone } when gone.UserName == name => null,
                _ => boundary,
            };
        }

        return (policies, boundary);
    }

    /// <summary>The organization of an account and its service control policies, as they were set last.</summary>
    public (string? Organization, ImmutableSortedDictionary<string, JObject> Policies) ControlOf(string account)
    {
        var declared = Scenario.Topology.Accounts.FirstOrDefault(each => each.Id == account);
        var (organization, policies) = (declared?.OrganizationId, declared?.ServiceControlPolicies ?? Sorted.Map<JObject>());
        foreach (var step in Scenario.Steps)
        {
            if (step.SetServiceControlPolicies is { } set && (set.Account == declared?.Name || set.Account == account))
            {
                (organization, policies) = (set.OrganizationId, set.Policies);
            }
        }

        return (organization, policies);
    }

    private string? BoundTo() => LoadBalancer?.State.ServiceId;
}
