using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Asks name servers and judges paths, drawn without a look at what commands did: for names of what is there, was there or never was, as
/// anybody might write them, from anywhere.
/// </summary>
internal sealed class FuzzQueries(FuzzDice dice)
{
    private const int AtOnce = 2;

    private static readonly string[] Labels = ["api", "x.api", "db.api", "a.b"];
    private static readonly string[] Domains = ["example.com", "other.org", "us-east-1.vpce.amazonaws.com", "vpce.amazonaws.com"];

    /// <summary>Asks, and says which answers can't be right.</summary>
    public IEnumerable<string> Wrong(FuzzLook look)
    {
        for (var count = 0; count < AtOnce; count++)
        {
            var (name, type, vpc) = (Name(look), dice.Of(DnsRecordType.A, DnsRecordType.Aaaa), Place(look));
            var answer = DnsNames.Resolve(name, type, look.View, vpc);
            foreach (var wrong in Judge(name, type, vpc, answer, look))
            {
                yield return $"{name}, asked for {type} from {vpc ?? "anywhere"}, {wrong}";
            }
        }

        if (dice.OfAny(look.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Select(each => (object)each)) is KeyValuePair<EntityId, InterfaceEndpointState> endpoint)
        {
            foreach (var wrong in Path(endpoint.Key.Key, endpoint.Value, look))
            {
                yield return wrong;
            }
        }
    }

    private static IEnumerable<string> Judge(string name, DnsRecordType type, string? vpc, DnsAnswer answer, FuzzLook look)
    {
        if (!Same(answer, DnsNames.Resolve($"{name.ToUpperInvariant()}.", type, look.View, vpc)))
        {
            yield return "is answered differently in capitals.";
        }

        if (answer.Status == DnsStatus.Found == answer.Addresses.IsEmpty)
        {
            yield return "is found without an address, or not found with one.";
        }

        foreach (var address in answer.Addresses.Where(address => !look.Endpoints.Any(endpoint => endpoint.Value.HasNames(look.Settings) && endpoint.Value.Interfaces.Any(each => each.AddressOf(type) == address))))
        {
            yield return $"answers {address}, which no endpoint with names has.";
        }

        var isHeld = vpc is not null && look.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpc)) is { } state && state.Holders.Values.Any(holder => holder.PrivateDnsName is not null);
        if (!isHeld && !Same(answer, DnsNames.Resolve(name, type, look.View)))
        {
            yield return "is answered differently outside, though nobody there has a private name.";
        }
    }

    // A path is open exactly when nothing bars it, and then its ends are up.
    private IEnumerable<string> Path(string endpointId, InterfaceEndpointState endpoint, FuzzLook look)
    {
        var zone = endpoint.Interfaces.IsEmpty || dice.OneIn(5) ? "use1-az1" : dice.Of(endpoint.Interfaces).ZoneId;
        var (verdict, blockers) = (PathVerdict.Judge(endpointId, zone, look.View), ReachablePath.Blockers(endpointId, zone, look.View));
        if (verdict.Reachable != blockers.IsEmpty)
        {
            yield return FormattableString.Invariant($"The path of {endpointId} in {zone} is {(verdict.Reachable ? "open" : "barred")}, and {blockers.Length} things bar it.");
        }

        if (verdict.Reachable && !(endpoint.Exists && look.Region(endpoint.Region).IsHealthy(zone) && endpoint.DisruptedUntil is null
            && (verdict.ProviderZoneId is null || look.Region(endpoint.HostRegion).IsHealthy(verdict.ProviderZoneId))))
        {
            yield return $"The path of {endpointId} in {zone} is open, though the endpoint is {endpoint.Status} or a zone of it is down.";
        }
    }

    private string Name(FuzzLook look)
    {
        var endpoint = dice.OfAny(look.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Select(each => (object)each)) as KeyValuePair<EntityId, InterfaceEndpointState>?;
        return (endpoint, dice.Below(5)) switch
        {
            ({ } each, 0) => DnsNames.Regional(each.Key.Key, each.Value),
            ({ } each, 1) => DnsNames.Zonal(each.Key.Key, each.Value, $"{each.Value.Region}{dice.Of("a", "b", "c", "z")}"),
            ({ } each, 2) => DnsNames.OfService(each.Value.ServiceId, dice.OneIn(4) ? "eu-west-1" : each.Value.HostRegion),
            ({ Value.PrivateDnsName: { } name }, 3) => name.Replace("*", dice.Of("x", "x.y"), StringComparison.Ordinal),
            _ => $"{dice.Of(Labels)}.{dice.Of(Domains)}",
        };
    }

    private string? Place(FuzzLook look) => dice.OneIn(3) ? null : dice.OneIn(20) ? "vpc-0123456789abcdef0" : dice.OfAny(look.View.All<VpcState>(EntityKind.Vpc).Select(vpc => vpc.Key.Key));

    private static bool Same(DnsAnswer one, DnsAnswer other) =>
        one.Status == other.Status && one.Addresses.SequenceEqual(other.Addresses, StringComparer.Ordinal);
}
