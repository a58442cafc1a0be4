using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that the parameters of a command go together, and the policies in them.</summary>
internal sealed class ParameterChecks(ReferenceChecks references, FilterChecks filters)
{
    private readonly ScenarioErrors _errors = references.Errors;
    private readonly FilterChecks _filters = filters;
    private readonly PolicyChecks _policies = new(references.Errors);

    public void Check(Step step, string path)
    {
        switch (step)
        {
            case { AssociateVpcCidrBlock.AmazonProvidedIpv6CidrBlock: false }:
                _errors.Add($"{path}.AssociateVpcCidrBlock.AmazonProvidedIpv6CidrBlock", "only a block that Amazon provides can be asked for: true");
                break;
            case { ModifyVpcAttribute: { EnableDnsSupport: null, EnableDnsHostnames: null } }:
                _errors.Add($"{path}.ModifyVpcAttribute", "nothing is to change; say EnableDnsSupport or EnableDnsHostnames");
                break;
            case { ModifyLoadBalancerAttributes: { CrossZone: null, ZonalShift: null, DeletionProtection: null } }:
                _errors.Add($"{path}.ModifyLoadBalancerAttributes", "nothing is to change; say CrossZone, ZonalShift or DeletionProtection");
                break;
            case { ModifyTargetGroupAttributes: { ProxyProtocolV2: null } call } when call.Attributes is null || call.Attributes == new TargetGroupAttributes():
                _errors.Add($"{path}.ModifyTargetGroupAttributes", "nothing is to change; say ProxyProtocolV2 or Attributes");
                break;
            case { ModifyTargetGroupAttributes: { } call }:
                OneOf($"{path}.ModifyTargetGroupAttributes", ("TargetGroupArn", call.TargetGroupArn), ("LoadBalancerArn", call.LoadBalancerArn));
                references.Thresholds($"{path}.ModifyTargetGroupAttributes.Attributes", call.Attributes);
                break;
            case { RegisterTargets: { } call }:
                OneOf($"{path}.RegisterTargets", ("TargetGroupArn", call.TargetGroupArn), ("LoadBalancerArn", call.LoadBalancerArn));
                break;
            case { DeregisterTargets: { } call }:
                OneOf($"{path}.DeregisterTargets", ("TargetGroupArn", call.TargetGroupArn), ("LoadBalancerArn", call.LoadBalancerArn));
                break;
            case { ModifyTargetGroup: { } call }:
                OneOf($"{path}.ModifyTargetGroup", ("TargetGroupArn", call.TargetGroupArn), ("LoadBalancerArn", call.LoadBalancerArn));
                if (call.Change == new HealthCheckChange())
                {
                    _errors.Add($"{path}.ModifyTargetGroup", "nothing is to change; say how targets are to be checked");
                }

                break;
            case { CreateTargetGroup.IpAddressType: IpAddressType.Dualstack }:
                _errors.Add($"{path}.CreateTargetGroup.IpAddressType", "the targets of a group have addresses of one family: ipv4 or ipv6");
                break;
            case { AddTags: { } call }:
                Some($"{path}.AddTags.ResourceArns", call.ResourceArns);
                break;
            case { RemoveTags: { } call }:
                Some($"{path}.RemoveTags.ResourceArns", call.ResourceArns);
                break;
            case { CreateVpcEndpointConnectionNotification: { } call }:
                OneOf($"{path}.CreateVpcEndpointConnectionNotification", ("ServiceId", call.ServiceId), ("VpcEndpointId", call.VpcEndpointId));
                break;
            case { DeleteVpcEndpointConnectionNotifications: { } call }:
                Some($"{path}.DeleteVpcEndpointConnectionNotifications.ConnectionNotificationIds", call.ConnectionNotificationIds);
                break;
            case { CreateTags: { } call }:
                Some($"{path}.CreateTags.Resources", call.Resources);
                break;
            case { DeleteTags: { } call }:
                Some($"{path}.DeleteTags.Resources", call.Resources);
                break;
            case { PublishTxtRecord: { } record }:
                CheckRecord(record, $"{path}.PublishTxtRecord");
                break;
            case { WithdrawTxtRecord: { } record }:
                CheckRecord(record, $"{path}.WithdrawTxtRecord");
                break;
            case { ChangeResourceRecordSets: { } call }:
                CheckRecordSets(call.ChangeBatch.Changes, $"{path}.ChangeResourceRecordSets.ChangeBatch.Changes");
                break;
            case { PutUserPermissionsBoundary: { } call }:
                Boundary($"{path}.PutUserPermissionsBoundary", call.PermissionsBoundary, call.PermissionsBoundaryArn);
                CheckPolicies(step, path);
                break;
            case { PutRolePermissionsBoundary: { } call }:
                Boundary($"{path}.PutRolePermissionsBoundary", call.PermissionsBoundary, call.PermissionsBoundaryArn);
                CheckPolicies(step, path);
                break;
            default:
                _filters.Check(step, path);
                CheckPolicies(step, path);
                break;
        }
    }

    private void CheckPolicies(Step step, string path)
    {
        CheckEach(PoliciesOf(step), _policies.One);
        CheckEach(TrustPoliciesOf(step), _policies.Trust);

        void CheckEach(IEnumerable<(string Place, JObject Policy)> documents, Action<string, JObject> check)
        {
            foreach (var (place, policy) in documents)
            {
                if (step.Refused is { Code: "MalformedPolicyDocument" })
                {
                    _policies.CanBeLogged($"{path}.{place}", policy);
                }
                else
                {
                    check($"{path}.{place}", policy);
                }
            }
        }
    }

    private static IEnumerable<(string Place, JObject Policy)> TrustPoliciesOf(Step step) => step switch
    {
        { CreateRole.AssumeRolePolicyDocument: { } trust } => [("CreateRole.AssumeRolePolicyDocument", trust)],
        { UpdateAssumeRolePolicy: { } call } => [("UpdateAssumeRolePolicy.PolicyDocument", call.PolicyDocument)],
        _ => [],
    };

    private static IEnumerable<(string Place, JObject Policy)> PoliciesOf(Step step) => step switch
    {
        { PutUserPolicy: { } call } => [("PutUserPolicy.PolicyDocument", call.PolicyDocument)],
        { PutRolePolicy: { } call } => [("PutRolePolicy.PolicyDocument", call.PolicyDocument)],
        { PutUserPermissionsBoundary.PermissionsBoundary: { } boundary } => [("PutUserPermissionsBoundary.PermissionsBoundary", boundary)],
        { PutRolePermissionsBoundary.PermissionsBoundary: { } boundary } => [("PutRolePermissionsBoundary.PermissionsBoundary", boundary)],
        { CreatePolicy: { } call } => [("CreatePolicy.PolicyDocument", call.PolicyDocument)],
        { CreatePolicyVersion: { } call } => [("CreatePolicyVersion.PolicyDocument", call.PolicyDocument)],
        { SetServiceControlPolicies: { } call } =>
            call.Policies.Select(policy => (ScenarioPath.Member("SetServiceControlPolicies.Policies", policy.Key), policy.Value)),
        _ => [],
    };

    private void CheckRecord(TxtRecordParameters record, string path)
    {
        if (record is not ({ Service: not null, Name: null, Value: null } or { Service: null, Name: not null, Value: not null }))
        {
            _errors.Add(path, "a TXT record is given by Name and Value, or by the Service whose verification asks for it");
        }
    }

    private void CheckRecordSets(ImmutableArray<ChangeParameter> changes, string path)
    {
        for (var index = 0; index < changes.Length; index++)
        {
            var set = changes[index].ResourceRecordSet;
            if (set is not ({ Service: not null, Name: null, Type: null, ResourceRecords.IsEmpty: true, AliasTarget: null } or { Service: null, Name: not null, Type: not null }))
            {
                _errors.Add(
                    $"{ScenarioPath.Item(path, index)}.ResourceRecordSet",
                    "records are given by Name, Type and what they say, or by the Service whose verification asks for them");
            }
        }
    }

    private void Boundary(string path, JObject? policy, string? arn) =>
        OneOf(path, ("PermissionsBoundary", policy is null ? null : ""), ("PermissionsBoundaryArn", arn));

    private void OneOf(string path, (string Name, string? Value) first, (string Name, string? Value) second)
    {
        if (first.Value is null == second.Value is null)
        {
            _errors.Add(path, $"exactly one of {first.Name} and {second.Name} is wanted");
        }
    }

    private void Some(string path, ImmutableArray<string> ids)
    {
        if (ids.IsEmpty)
        {
            _errors.Add(path, "it is empty; name at least one");
        }
    }
}
