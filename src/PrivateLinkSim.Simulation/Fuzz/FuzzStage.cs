using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Something that drawn commands can speak of.</summary>
/// <param name="Account">The owner's account id.</param>
/// <param name="Zone">Of a subnet of the topology: its zone, as the topology says it; empty otherwise.</param>
internal sealed record FuzzThing(ResourceKind Kind, string Name, string Account, string Region, string? Vpc, string Zone)
{
    /// <summary>Of a subnet of the topology: the address families that it has.</summary>
    public IpAddressType Families { get; init; }

    /// <summary>Of an endpoint: the service that it was made for, as far as that has a name.</summary>
    public string? Service { get; init; }

    /// <summary>Whether it stands from the start, or its making was drawn with care: commands about it mostly have something to meet.</summary>
    public bool IsLikely { get; init; }
}

/// <summary>All that drawn commands can speak of: what a topology has, and what earlier commands make if they are accepted.</summary>
internal sealed class FuzzStage
{
    private readonly List<FuzzThing> _things = [];
    private readonly SortedDictionary<string, SortedSet<string>> _identities = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>What a scenario's topology and steps make.</summary>
    public FuzzStage(ScenarioFile file)
    {
        (Regions, Topology) = (file.Facts.Regions, file.Scenario.Topology);
        var subnets = file.Scenario.Topology.Vpcs.SelectMany(vpc => vpc.Subnets).ToImmutableSortedDictionary(
            subnet => subnet.Name, subnet => subnet, StringComparer.Ordinal);
        foreach (var named in file.Names.All)
        {
            subnets.TryGetValue(named.Name, out var subnet);
            _things.Add(new FuzzThing(named.Kind, named.Name, named.Account, named.Region, named.Vpc, subnet?.Zone ?? "")
            {
                IsLikely = true,
                Service = named.MadeByStep is { } maker
                    ? file.Scenario.Steps[maker].CreateVpcEndpoint?.ServiceName
                    : Topology.Endpoints.FirstOrDefault(endpoint => endpoint.Name == named.Name)?.Service,
                Families = subnet is { Ipv6Only: true } ? IpAddressType.Ipv6 : subnet is { Ipv6: true } ? IpAddressType.Dualstack : IpAddressType.Ipv4,
            });
        }

        foreach (var account in file.Scenario.Topology.Accounts)
        {
            _identities[account.Id] = new SortedSet<string>(
                [.. account.Users.Select(user => $"user/{user.Name}"), .. account.Roles.Select(role => $"role/{role.Name}")], StringComparer.Ordinal);
        }

        foreach (var (step, account) in file.Scenario.Steps.Select((step, index) => (step, file.CallerOf(index)?.Account)))
        {
            if (account is not null && (step.CreateUser is { UserName: var user } ? $"user/{user}" : step.CreateRole is { RoleName: var role } ? $"role/{role}" : null) is { } declared)
            {
                Declare(account, declared);
            }
        }

        UsedRegions = [.. _things.Select(thing => thing.Region).Where(region => region.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>All Regions there are.</summary>
    public RegionTable Regions { get; }

    /// <summary>What stands from the start.</summary>
    public Topology Topology { get; }

    /// <summary>The Regions that the topology stands in.</summary>
    public ImmutableArray<string> UsedRegions { get; }

    /// <summary>Everything of a kind.</summary>
    public IEnumerable<FuzzThing> All(ResourceKind kind) => _things.Where(thing => thing.Kind == kind);

    /// <summary>What a name stands for; null for none.</summary>
    public FuzzThing? Find(string? name) => name is null ? null : _things.Find(thing => thing.Name == name);

    /// <summary>The users and roles of an account: <c>role/deploy</c>.</summary>
    public IReadOnlyCollection<string> IdentitiesOf(string account) => _identities.TryGetValue(account, out var known) ? known : [];

    /// <summary>A command makes a user or role.</summary>
    public void Declare(string account, string identity)
    {
        if (_identities.TryGetValue(account, out var known))
        {
            known.Add(identity);
        }
    }

    /// <summary>A command makes something; the answer is its name.</summary>
    public string Make(ResourceKind kind, string account, string region, string? vpc, string? service = null, bool likely = false)
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"{Words[kind]}-{++_made}");
        }
        while (Find(name) is not null);

        _things.Add(new FuzzThing(kind, name, account, region, vpc, "") { Service = service, IsLikely = likely });
        return name;
    }

    private static readonly ImmutableSortedDictionary<ResourceKind, string> Words = new[]
    {
        (ResourceKind.Vpc, "new-vpc"), (ResourceKind.Subnet, "new-subnet"), (ResourceKind.LoadBalancer, "new-lb"), (ResourceKind.Service, "new-service"),
        (ResourceKind.Endpoint, "endpoint"), (ResourceKind.SecurityGroup, "new-group"), (ResourceKind.Listener, "new-listener"), (ResourceKind.TargetGroup, "target-group"), (ResourceKind.Notification, "notification"), (ResourceKind.HostedZone, "new-zone"),
    }.ToImmutableSortedDictionary(each => each.Item1, each => each.Item2);
}
