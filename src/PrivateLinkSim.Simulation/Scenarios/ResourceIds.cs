using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A step names something that was never made, because its making was refused, or that lacks what the step needs.</summary>
internal sealed class MissingResourceException(string name, string? complaint = null) : Exception(complaint ?? $"'{name}' was never made.");

/// <summary>What the names of a scenario stand for in a run: the ids that were drawn for them so far.</summary>
internal sealed class ResourceIds(ScenarioNames names, RunView view)
{
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _serviceNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntityId> _holders = new(StringComparer.Ordinal);

    /// <summary>Notes what a command made under a name.</summary>
    /// <param name="by">The entity that was asked: it holds what is no entity of its own.</param>
    public void Add(string name, string id, IReply made, EntityId by)
    {
        _ids[name] = id;
        _holders[id] = by;
        if (made is EndpointServiceReply.ServiceCreated service)
        {
            _serviceNames[name] = service.ServiceName;
        }
    }

    /// <summary>The id of a name, or the text itself when it is no name (an id of AWS's own).</summary>
    public string Id(string nameOrId) =>
        !names.TryGet(nameOrId, out _) ? nameOrId
        : _ids.TryGetValue(nameOrId, out var id) ? id
        : throw new MissingResourceException(nameOrId);

    /// <summary>The id of what a command made under a name that need not be the author's.</summary>
    public string MadeAs(string name) => _ids.TryGetValue(name, out var id) ? id : throw new MissingResourceException(name);

    /// <summary>The id of a name, or null when it was never made.</summary>
    public string? TryId(string nameOrId) =>
        names.TryGet(nameOrId, out _) ? _ids.GetValueOrDefault(nameOrId) : nameOrId;

    /// <summary>The service name that consumers call a service by.</summary>
    public string ServiceName(string nameOrServiceName) =>
        !names.TryGet(nameOrServiceName, out _) ? nameOrServiceName
        : _serviceNames.TryGetValue(nameOrServiceName, out var serviceName) ? serviceName
        : throw new MissingResourceException(nameOrServiceName);

    /// <summary>The id of an account that is named.</summary>
    public string AccountId(string name) => names.TryGet(name, out var named) ? named.Account : name;

    /// <summary>
    /// The entity that holds a subnet, a security group, a listener or a notification; for one that nobody holds, an entity of this
    /// kind that does not exist.
    /// </summary>
    public EntityId HolderOf(string nameOrId, EntityKind kind)
    {
        var id = Id(nameOrId);
        return _holders.TryGetValue(id, out var holder) ? holder : view.HolderOf(id) ?? new EntityId(kind, "");
    }

    /// <summary>The TXT record that the verification of a service's private DNS name asks for.</summary>
    /// <exception cref="MissingResourceException">The service was never made, or has no private DNS name.</exception>
    public (string Name, string Value) TxtRecordOf(string service) =>
        view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, Id(service)))?.PrivateDnsName is { } wanted
            ? ($"{wanted.Name}.{(wanted.PrivateDnsName.StartsWith("*.", StringComparison.Ordinal) ? wanted.PrivateDnsName[2..] : wanted.PrivateDnsName)}", wanted.Value)
            : throw new MissingResourceException(service, $"'{service}' has no private DNS name, so there is no TXT record to verify one; give it one first with ModifyVpcEndpointServiceConfiguration and PrivateDnsName.");

    /// <summary>The principal that a name or ARN stands for: an account's name means its root.</summary>
    public string Principal(string nameOrPrincipal) =>
        names.TryGet(nameOrPrincipal, out var named) && named.Kind == ResourceKind.Account
            ? $"arn:aws:iam::{named.Account}:root"
            : nameOrPrincipal;

    /// <summary>The VPC of these subnets, or a name that no VPC has when the first of them does not exist.</summary>
    public string VpcOfSubnets(ImmutableArray<string> subnetIds) =>
        subnetIds.IsEmpty ? "" : view.VpcOfSubnet(subnetIds[0])?.Key ?? "";

    /// <summary>The zone id that a load balancer's owner means by a zone's name or id.</summary>
    public string ZoneIdFor(string loadBalancerArn, string zone) =>
        view.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, loadBalancerArn)) is { } loadBalancer
            ? ZoneId(new EntityId(EntityKind.Vpc, loadBalancer.VpcId), zone)
            : zone;

    /// <summary>The zone id of a target of a group that stands by itself: the one that is said, or that of the subnet where its address lies.</summary>
    /// <exception cref="MissingResourceException">None is said, and no subnet has the address.</exception>
    public string ZoneIdOf(string targetGroupArn, TargetParameter target)
    {
        var vpc = new EntityId(EntityKind.Vpc, view.Find<TargetGroupState>(new EntityId(EntityKind.TargetGroup, targetGroupArn))?.Made.VpcId ?? "");
        return target.AvailabilityZone is { } zone ? ZoneId(vpc, zone)
            : view.Find<VpcState>(vpc)?.Subnets.Values.FirstOrDefault(subnet => subnet.Has(target.Id)) is { } subnet ? subnet.ZoneId
            : throw new MissingResourceException(target.Id, $"'{target.Id}' lies in no subnet of the VPC of the target group, so its zone must be said.");
    }

    /// <summary>The zone id that a VPC's owner means by a zone's name or id.</summary>
    public string ZoneId(EntityId vpc, string zone) =>
        view.Find<VpcState>(vpc)?.ZoneNames.FirstOrDefault(known => known.Name == zone)?.ZoneId ?? zone;

    /// <summary>The Region that has a zone.</summary>
    public EntityId RegionOfZone(string zoneId) =>
        new(EntityKind.Region, view.Facts.Regions.OfZone(zoneId)?.Name ?? throw new MissingResourceException(zoneId));

    /// <summary>What a name stands for among the entities, or null when it was never made.</summary>
    public EntityId? Entity(EntityKind kind, string name) => TryId(name) is { } id ? new EntityId(kind, id) : null;
}
