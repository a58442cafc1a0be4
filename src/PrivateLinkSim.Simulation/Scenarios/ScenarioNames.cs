using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PrivateLinkSim.Simulation;

/// <summary>What a scenario's name can stand for.</summary>
public enum ResourceKind
{
    /// <summary>An account.</summary>
    Account,

    /// <summary>A VPC.</summary>
    Vpc,

    /// <summary>A subnet.</summary>
    Subnet,

    /// <summary>A load balancer.</summary>
    LoadBalancer,

    /// <summary>An endpoint service.</summary>
    Service,

    /// <summary>An interface endpoint.</summary>
    Endpoint,

    /// <summary>A security group.</summary>
    SecurityGroup,

    /// <summary>A listener of a load balancer.</summary>
    Listener,

    /// <summary>A connection notification.</summary>
    Notification,

    /// <summary>A target group that stands by itself.</summary>
    TargetGroup,

    /// <summary>A hosted zone of Route 53.</summary>
    HostedZone,
}

/// <summary>Something that a scenario has a name for.</summary>
/// <param name="Account">The owner's account id.</param>
/// <param name="Region">The Region it lies in; empty for an account.</param>
/// <param name="Vpc">The name or id of the VPC it lies in, for subnets and what is made of subnets; null otherwise.</param>
/// <param name="MadeByStep">The index of the step that makes it; null when the topology does.</param>
public sealed record NamedResource(ResourceKind Kind, string Name, string Account, string Region, string? Vpc, int? MadeByStep);

/// <summary>All names of a scenario. A name stands for one thing.</summary>
public sealed class ScenarioNames
{
    private readonly ImmutableSortedDictionary<string, NamedResource> _names;

    /// <summary>Makes the table of these resources, whose names all differ.</summary>
    public ScenarioNames(IEnumerable<NamedResource> resources) =>
        _names = resources.ToImmutableSortedDictionary(resource => resource.Name, resource => resource, StringComparer.Ordinal);

    /// <summary>All of them, ordered by name.</summary>
    public IEnumerable<NamedResource> All => _names.Values;

    /// <summary>Finds what a name stands for.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out NamedResource? resource) => _names.TryGetValue(name, out resource);
}
