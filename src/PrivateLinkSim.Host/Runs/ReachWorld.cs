using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Follows a client's way to a name through the world of a moment, and gathers everything that bars it.</summary>
internal sealed class ReachWorld(SeenWorld seen)
{
    private const string Internet = "internet";
    private static readonly SortedDictionary<DnsStatus, string> Statuses = new() { [DnsStatus.NoData] = "has no address (NODATA)", [DnsStatus.NoSuchName] = "does not exist (NXDOMAIN)" };

    private readonly RunView _view = new(seen.World, seen.Facts);

    /// <summary>The client that a user means: a group of clients, a subnet, a VPC, an account and its VPC, or the internet.</summary>
    /// <param name="groups">Its security groups; null for those of the group of clients, or the default group of its VPC.</param>
    /// <param name="isPeered">Whether its VPC reaches the others privately.</param>
    /// <exception cref="UsageException">Nothing has this name, or it has no security groups.</exception>
    public ReachClient ClientOf(string name, IReadOnlyList<string>? groups, bool isPeered)
    {
        var group = seen.Scenario.Scenario.Traffic.FirstOrDefault(each => each.Name == name);
        var source = name == Internet ? ClientSource.Internet : group?.Source ?? ClientSource.Vpc;
        if (source != ClientSource.Vpc)
        {
            return groups is null && !isPeered
                ? Elsewhere(name, source, group)
                : throw new UsageException($"'{name}' is in no VPC of the scenario; --groups and --peered are for clients that are.");
        }

        var subnet = group?.Subnet ?? name;
        var subnetId = seen.Names.IdOf(subnet) ?? subnet;
        var found = _view.VpcOfSubnet(subnetId) is { } holder
            ? FlowClient.In(holder.Key, subnetId, _view)
            : FlowClient.In(VpcOf(name), null, _view);
        var own = groups ?? (group is { SecurityGroups.IsEmpty: false } ? [.. group.SecurityGroups] : null);
        var client = found with { SecurityGroupIds = own is null ? found.SecurityGroupIds : [.. own.Select(each => GroupOf(each, found.VpcId!))] };
        return new ReachClient(name, source, new Flow { Client = client }) { Group = group, IsConnected = isPeered };
    }

    private static ReachClient Elsewhere(string name, ClientSource source, ClientGroup? group)
    {
        var flow = new Flow(source == ClientSource.Internet ? FlowSource.Internet : FlowSource.Vpc) { Client = new FlowClient { Address = group?.Address } };
        return new ReachClient(name, source, flow) { Group = group, IsConnected = source != ClientSource.Internet };
    }

    /// <summary>Finds out what becomes of what a client sends to a name and port.</summary>
    /// <exception cref="UsageException">Nothing has the name.</exception>
    public ReachAnswer Ask(ReachClient client, string to, int? port, FlowProtocol protocol)
    {
        var flow = client.Flow with
        {
            Port = port,
            Protocol = protocol,
            DatagramBytes = protocol == FlowProtocol.Udp ? client.Group?.DatagramBytes : null,
            SenderMtu = protocol == FlowProtocol.Udp ? client.Group?.Mtu : null,
        };
        var (asked, missing) = AskedBy(client, to);
        if (asked is null)
        {
            return new ReachAnswer(new ReachQuestion(client, to, flow), null, DnsAnswer.NoSuchName, [missing!], []);
        }

        (var answer, flow) = (asked with { Flow = flow }).Resolve(_view);
        ImmutableArray<PathVerdict> blockers = answer.Status == DnsStatus.Found
            ? []
            : [Blocker(RuleFor(asked.DnsName), $"{asked.DnsName} {Statuses[answer.Status]}{(client.VpcId is null ? "" : $" in {client.VpcId}")}.")];
        var taken = asked.Choose([.. answer.Interfaces.Select(each => each.ZoneId)]);
        var paths =
            from each in answer.Interfaces.Zip(answer.Addresses, (own, address) => (Interface: own, Address: address))
            where taken.Contains(each.Interface.ZoneId, StringComparer.Ordinal)
            select Path(each.Interface, each.Address, flow, client);
        return new ReachAnswer(new ReachQuestion(client, to, flow), asked.DnsName, answer, blockers, [.. paths]);
    }

    private ReachPath Path(EndpointInterface each, string address, Flow flow, ReachClient client)
    {
        var (id, endpoint) = _view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
            .Select(pair => (pair.Key, pair.Value))
            .First(pair => pair.Value.Interfaces.Any(own => own.NetworkInterfaceId == each.NetworkInterfaceId));
        var blockers = ReachablePath.Blockers(id.Key, each.ZoneId, _view, flow);
        if (flow.Client?.VpcId is { } vpc && vpc != endpoint.VpcId && !client.IsConnected)
        {
            blockers = blockers.Insert(0, Blocker(
                "R5", $"{address} is a private address in {endpoint.VpcId}, and the client is in {vpc}; --peered says that the two are connected.", PathHop.Address));
        }

        return new ReachPath(id.Key, each, address, blockers, blockers.IsEmpty ? PathVerdict.Judge(id.Key, each.ZoneId, _view, flow) : blockers[0]);
    }

    // A service is reached through an endpoint in the client's VPC, an endpoint by its Regional name, or by the name that a group of
    // clients has for its own; any other name is asked as it stands.
    private (ClientQuestion? Asked, PathVerdict? Missing) AskedBy(ReachClient client, string to)
    {
        var id = seen.Names.IdOf(to) ?? to;
        var endpoints = _view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Where(pair => pair.Value.Exists).ToArray();
        if (_view.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is { } endpoint)
        {
            return endpoint.Exists
                ? AskedOf(client, id, endpoint)
                : (null, Blocker("§2.2/id", $"{id} does not exist: it is {endpoint.Status.OnTheWire()}."));
        }

        if (_view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is not null)
        {
            var (vpcId, serving) = (client.VpcId, endpoints.Where(pair => pair.Value.ServiceId == id).ToArray());
            var own = serving.FirstOrDefault(pair => client.Group is { } group && seen.Names.IdOf(group.Endpoint) == pair.Key.Key);
            if (own.Value is not null)
            {
                return AskedOf(client, own.Key.Key, own.Value);
            }

            return serving.Where(pair => vpcId is null || pair.Value.VpcId == vpcId).ToArray() switch
            {
                [] => (null, Blocker("R5", $"There is no endpoint to {id} in {vpcId ?? "any VPC"}.")),
                [var only] => AskedOf(client, only.Key.Key, only.Value),
                var several => throw new UsageException($"There are several endpoints to '{to}'; name one: {seen.Names.List(several.Select(pair => pair.Key.Key))}."),
            };
        }

        var known = NamesKnown(endpoints).ToArray();
        return known.Any(pattern => Fits(to, pattern)) ? (new ClientQuestion(to, client.VpcId, client.Flow), null)
            : seen.Scenario.Scenario.Steps.Any(step => step.As == to) ? (null, Blocker("§2.2/id", $"{to} does not exist: it is not made, or not yet."))
            : throw new UsageException(
                $"Nothing there has the name '{to}': no endpoint, no service, and no DNS name of either.{Nearest.Hint(to, [.. known, .. Labels(EntityKind.InterfaceEndpoint), .. Labels(EntityKind.EndpointService)])}");
    }

    private (ClientQuestion? Asked, PathVerdict? Missing) AskedOf(ReachClient client, string id, InterfaceEndpointState endpoint)
    {
        var asked = client.Group is { } group && seen.Names.IdOf(group.Endpoint) == id
            ? ClientQuestion.Of(group, id, endpoint, isFallback: false, name => seen.Names.IdOf(name) ?? name, _view)
            : new ClientQuestion(DnsNames.Regional(id, endpoint), client.VpcId, client.Flow);
        return asked.DnsName.Length > 0
            ? (asked, null)
            : (null, Blocker("R63", $"{client.Name} asks for the private DNS name of {id}, which has none."));
    }

    private IEnumerable<string> NamesKnown(KeyValuePair<EntityId, InterfaceEndpointState>[] endpoints) =>
    [
        .. endpoints.SelectMany(pair => DnsNames.OfEndpoint(pair.Key.Key, pair.Value, _view.Facts.Settings)),
        .. _view.All<EndpointServiceState>(EntityKind.EndpointService).SelectMany(pair =>
            (IEnumerable<string>)[DnsNames.OfService(pair.Key.Key, pair.Value.Region), .. pair.Value.PrivateDnsName is { } own ? new[] { own.PrivateDnsName } : []]),
    ];

    private static bool Fits(string name, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal)
            ? Bare(name).EndsWith(pattern[1..], StringComparison.Ordinal)
            : Bare(name) == pattern;

    // The rule by which such a name answers, here or elsewhere.
    private static string RuleFor(string name) =>
        !Bare(name).EndsWith(".vpce.amazonaws.com", StringComparison.Ordinal) ? "R63"
        : Bare(name).StartsWith("vpce-svc-", StringComparison.Ordinal) ? "R8"
        : "R62";

    private string VpcOf(string client)
    {
        var (account, name) = client.Split('/') is [var owner, var own] ? (owner, own) : (null, client);
        var id = seen.Names.IdOf(name) ?? name;
        if (_view.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) is { Exists: true } vpc
            && (account is null || account == vpc.Account || account == seen.Names.Of(vpc.Account)))
        {
            return id;
        }

        string[] known =
        [
            .. seen.Scenario.Scenario.Traffic.Select(group => group.Name),
            .. _view.All<VpcState>(EntityKind.Vpc).SelectMany(pair => pair.Value.Subnets.Keys).Select(seen.Names.Of),
            .. _view.All<VpcState>(EntityKind.Vpc).Where(pair => pair.Value.Exists).SelectMany(pair =>
                (string[])[$"{seen.Names.Of(pair.Value.Account)}/{seen.Names.Of(pair.Key.Key)}", seen.Names.Of(pair.Key.Key)]),
            Internet,
        ];
        throw new UsageException(
            $"'{client}' is no client: it is a group of clients, a subnet, a VPC, ACCOUNT/VPC or {Internet}.{Nearest.Hint(client, known)}");
    }

    private string GroupOf(string name, string vpcId)
    {
        var groups = _view.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId))!.SecurityGroups;
        var id = seen.Names.IdOf(name) ?? groups.FirstOrDefault(group => group.Value == name).Key ?? name;
        return groups.ContainsKey(id)
            ? id
            : throw new UsageException($"{seen.Names.Of(vpcId)} has no security group '{name}'.{Nearest.Hint(name, groups.Select(group => seen.Names.Of(group.Key)).Concat(groups.Values))}");
    }

    private IEnumerable<string> Labels(EntityKind kind) => kind == EntityKind.InterfaceEndpoint
        ? _view.All<InterfaceEndpointState>(kind).Select(pair => seen.Names.Of(pair.Key.Key))
        : _view.All<EndpointServiceState>(kind).Select(pair => seen.Names.Of(pair.Key.Key));

    private static string Bare(string name) => name.TrimEnd('.').ToLowerInvariant();

    private static PathVerdict Blocker(string rule, string reason, PathHop hop = PathHop.Address) => new(false, rule, reason, null) { Hop = hop };
}
