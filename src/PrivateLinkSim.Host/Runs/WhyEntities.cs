using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Why an entity is in its state, and why a name answers what it does.</summary>
internal sealed class WhyEntities(SeenWorld seen, WhyChains chains)
{
    private const int MostShapings = 6;

    /// <summary>Why an entity is as it is: first its status, then what changed it since, the newest last.</summary>
    public WhyAnswer Tell(string subject, EntityId id)
    {
        var shapings = chains.ShapingsOf(id);
        var told = new WhyAnswer("entity", subject, seen.Names.At(seen.At), $"{seen.Names.Of(id)} {StateOf(id)}");
        if (shapings.IsEmpty)
        {
            return told;
        }

        var status = shapings.LastOrDefault(shaping => shaping.Members.Contains("Status", StringComparer.Ordinal)) ?? shapings[^1];
        var others = shapings.Where(shaping => shaping.Event.Entry.Turn > status.Event.Entry.Turn).TakeLast(MostShapings).ToArray();
        var untold = shapings.Length - 1 - others.Length;
        return told with
        {
            Chains = [chains.To(status.Event), .. others.Select(shaping => chains.To(shaping.Event, $"its {Members(shaping)}"))],
            Remarks = untold > 0 ? [$"What else it is, and all that happened to it, is shown by `plsim replay RUN --show {seen.Names.Of(id.Key)}`."] : [],
        };
    }

    /// <summary>Why a name answers what it does.</summary>
    /// <param name="vpc">The VPC in which it is asked for; null for anywhere else.</param>
    public WhyAnswer TellName(string subject, string name, string? vpc)
    {
        var view = new RunView(seen.World, seen.Facts);
        var vpcId = vpc is null ? null : seen.Names.IdOf(vpc) ?? vpc;
        if (vpcId is not null && view.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId)) is null)
        {
            throw new UsageException($"There is no VPC '{vpc}'.{Nearest.Hint(vpc!, view.All<VpcState>(EntityKind.Vpc).Select(each => seen.Names.Of(each.Key.Key)))}");
        }

        var owner = OwnerOf(name, vpcId, view);
        var asked = owner is { } endpoint && name == seen.Names.Of(endpoint.Key) && view.Find<InterfaceEndpointState>(endpoint) is { } state
            ? DnsNames.Regional(endpoint.Key, state)
            : name;
        var (first, second) = (DnsNames.Resolve(asked, DnsRecordType.A, view, vpcId), DnsNames.Resolve(asked, DnsRecordType.Aaaa, view, vpcId));
        var answers = string.Join(", ", first.Addresses.Concat(second.Addresses));
        var text = answers.Length > 0 ? answers
            : (first.Status, second.Status) == (DnsStatus.NoSuchName, DnsStatus.NoSuchName) ? "NXDOMAIN: there is no such name"
            : "NODATA: it has no address";
        var told = new WhyAnswer("dns", subject, seen.Names.At(seen.At), $"{asked}{(vpc is null ? "" : $" in {vpc}")} answers {text}");
        return owner is not { } of
            ? told with { Remarks = [$"No endpoint and no service{(vpc is null ? "" : $" that {vpc} can use")} has the name '{name}'."] }
            : told with
            {
                Chains =
                [
                    .. chains.ShapingsOf(of)
                        .Where(shaping => shaping.Members.Any(member => member is "Status" or "Interfaces" or "PrivateDnsName" or "DnsRecordIpType"))
                        .Select(shaping => chains.To(shaping.Event, $"the {Members(shaping)} of {seen.Names.Of(of)}")),
                ],
                Remarks = [.. Withdrawn(of)],
            };
    }

    // An endpoint by one of its names, or a service by its hostname or private name.
    private EntityId? OwnerOf(string name, string? vpcId, RunView view)
    {
        var bare = name.TrimEnd('.').ToLowerInvariant();
        foreach (var (id, endpoint) in view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint))
        {
            var own = DnsNames.OfEndpoint(id.Key, endpoint, view.Facts.Settings);
            if (seen.Names.Of(id.Key) == name || own.Contains(bare, StringComparer.Ordinal) || (endpoint.VpcId == vpcId && endpoint.PrivateDnsName is { } one && Fits(bare, one)))
            {
                return id;
            }
        }

        foreach (var (id, service) in view.All<EndpointServiceState>(EntityKind.EndpointService))
        {
            if (DnsNames.OfService(id.Key, service.Region) == bare || (service.PrivateDnsName is { } wanted && Fits(bare, wanted.PrivateDnsName)))
            {
                return id;
            }
        }

        return null;
    }

    private IEnumerable<string> Withdrawn(EntityId id) =>
        seen.World.Find<InterfaceEndpointState>(id) is { } endpoint
            ? endpoint.Interfaces.Where(each => each.Withdrawn).Select(each => $"{each.ZoneId} is left out of the Regional name (R37, R62).")
            : seen.World.Find<EndpointServiceState>(id) is { PrivateDnsName: not null }
                ? ["A private name answers only in VPCs with an endpoint on which private DNS is enabled (R63)."]
                : [];

    private string StateOf(EntityId id) => seen.World.Find(id) switch
    {
        InterfaceEndpointState endpoint => $"is {endpoint.Status.OnTheWire()}",
        EndpointServiceState service => $"is {service.Status}",
        LoadBalancerState balancer => $"is {balancer.Status}",
        RegionState { Outage: true } => "is lost",
        RegionState { ImpairedZones.IsEmpty: false } region => $"has impaired zones: {string.Join(", ", region.ImpairedZones)}",
        RegionState => "is healthy",
        null => "is nothing yet: nothing has happened to it",
        _ => "is as this made it",
    };

    private static bool Fits(string name, string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal) ? name.EndsWith(pattern[1..], StringComparison.Ordinal) : name == pattern;

    private static string Members(Shaping shaping) => string.Join(", ", shaping.Members.Select(JsonReport.JsonName));
}
