using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Follows a client's way to a name through the world of a moment, and gathers everything that bars it.</summary>
internal sealed class ReachWorld(SeenWorld seen)
{
    private const string Internet = "internet";
    private static readonly SortedDictionary<DnsStatus, string> Statuses = new() { [DnsStatus.NoData] = "has no address (NODATA)", [DnsStatus.NoSuchName] = "does not exist (NXDOMAIN)" };

    private readonly RunView _view = new(seen.World, seen.Scenario.Facts);

    /// <summary>The client that a user means: a group of clients, a subnet, a VPC, an account and its VPC, or the internet.</summary>
    /// <param name="groups">Its security groups; null for the default group of its VPC.</param>
    /// <exception cref="UsageException">Nothing has this name.</exception>
    public Flow FlowFrom(string client, IReadOnlyList<string>? groups)
    {
        if (client == Internet)
        {
            return new Flow(FlowSource.Internet);
        }

        var subnet = seen.Scenario.Scenario.Traffic.FirstOrDefault(group => group.Name == client)?.Subnet ?? client;
        var subnetId = seen.Names.IdOf(subnet) ?? subnet;
        var found = _view.VpcOfSubnet(subnetId) is { } holder
            ? FlowClient.In(holder.Key, subnetId, _view)
            : FlowClient.In(VpcOf(client), null, _view);
        return new Flow { Client = found with { SecurityGroupIds = groups is null ? found.SecurityGroupIds : [.. groups.Select(group => GroupOf(group, found.VpcId!))] } };
    }

    /// <summary>Finds out what becomes of the flow.</summary>
    /// <param name="isPeered">Whether the client's VPC reaches the others privately.</param>
    /// <exception cref="UsageException">Nothing has the name.</exception>
    public ReachAnswer Ask(ReachQuestion question, bool isPeered)
    {
        var vpcId = question.Flow.Client?.VpcId;
        var (name, missing) = NameFor(question.To, vpcId);
        if (name is null)
        {
            return new ReachAnswer(question, null, DnsAnswer.NoSuchName, [missing!], []);
        }

        var answer = DnsNames.Resolve(name, DnsRecordType.A, _view, vpcId);
        var family = DnsRecordType.A;
        if (answer.Status == DnsStatus.NoData)
        {
            (family, answer) = (DnsRecordType.Aaaa, DnsNames.Resolve(name, DnsRecordType.Aaaa, _view, vpcId));
        }

        question = question with { Flow = question.Flow with { Family = family } };
        ImmutableArray<PathVerdict> blockers = answer.Status == DnsStatus.Found
            ? []
            : [Blocker(RuleFor(name), $"{name} {Statuses[answer.Status]}{(vpcId is null ? "" : $" in {vpcId}")}.")];
        return new ReachAnswer(question, name, answer, blockers, [.. answer.Interfaces.Select((each, index) => Path(each, answer.Addresses[index], question.Flow, isPeered))]);
    }

    private ReachPath Path(EndpointInterface each, string address, Flow flow, bool isPeered)
    {
        var (id, endpoint) = _view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
            .Select(pair => (pair.Key, pair.Value))
            .First(pair => pair.Value.Interfaces.Any(own => own.NetworkInterfaceId == each.NetworkInterfaceId));
        var blockers = ReachablePath.Blockers(id.Key, each.ZoneId, _view, flow);
        if (flow.Client?.VpcId is { } vpc && vpc != endpoint.VpcId && !isPeered)
        {
            blockers = blockers.Insert(0, Blocker(
                "R5", $"{address} is a private address in {endpoint.VpcId}, and the client is in {vpc}; --peered says that the two are connected.", PathHop.Address));
        }

        return new ReachPath(id.Key, each, address, blockers, blockers.IsEmpty ? PathVerdict.Judge(id.Key, each.ZoneId, _view, flow) : blockers[0]);
    }

    // A service is reached through an endpoint in the client's VPC, an endpoint by its Regional name; any other name is asked as it stands.
    private (string? Name, PathVerdict? Missing) NameFor(string to, string? vpcId)
    {
        var id = seen.Names.IdOf(to) ?? to;
        var endpoints = _view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Where(pair => pair.Value.Exists).ToArray();
        if (_view.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is { } endpoint)
        {
            return endpoint.Exists
                ? (DnsNames.Regional(id, endpoint), null)
                : (null, Blocker("§2.2/id", $"{id} does not exist: it is {endpoint.Status.OnTheWire()}."));
        }

        if (_view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is not null)
        {
            return endpoints.Where(pair => pair.Value.ServiceId == id && (vpcId is null || pair.Value.VpcId == vpcId)).ToArray() switch
            {
                [] => (null, Blocker("R5", $"There is no endpoint to {id} in {vpcId ?? "any VPC"}.")),
                [var own] => (DnsNames.Regional(own.Key.Key, own.Value), null),
                var several => throw new UsageException($"There are several endpoints to '{to}'; name one: {seen.Names.List(several.Select(pair => pair.Key.Key))}."),
            };
        }

        var known = NamesKnown(endpoints).ToArray();
        return known.Any(pattern => Fits(to, pattern))
            ? (to, null)
            : throw new UsageException(
                $"Nothing there has the name '{to}': no endpoint, no service, and no DNS name of either.{Nearest.Hint(to, [.. known, .. Labels(EntityKind.InterfaceEndpoint), .. Labels(EntityKind.EndpointService)])}");
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
