using System.Collections.Immutable;
using System.Net;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>Where the names of a served run are resolved.</summary>
/// <param name="dns">The resolvers; null where there are none.</param>
internal sealed class ControlResolvers(ServedRun served, DnsServer? dns)
{
    /// <summary>What can be asked.</summary>
    public ControlRoute Route => new(
        "GET", "/resolvers", "Where names are resolved: as from anywhere, and as in each VPC.", null, typeof(ResolversAnswer), _ => Task.FromResult<object>(Answer()));

    private ResolversAnswer Answer()
    {
        var places = dns?.Resolvers ?? throw new ControlException("This server resolves no names.", HttpStatusCode.NotFound);
        var view = served.View;
        return new ResolversAnswer([.. places.Select(place => Line(place, place.VpcId is { } id ? view.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) : null))]);
    }

    // The topology makes its VPCs before anybody else can make one, in the order of the file.
    private ResolverLine Line(DnsResolverPlace place, VpcState? vpc) =>
        new(
            place.Address.ToString(), place.Port, place.VpcId, place.VpcId is null ? null : served.File.Scenario.Topology.Vpcs.ElementAtOrDefault(place.Ordinal)?.Name,
            vpc?.Account, vpc?.Region, vpc?.CidrBlock.ToString(), place.Trouble);
}

/// <summary>Where names are resolved.</summary>
internal sealed record ResolversAnswer(ImmutableArray<ResolverLine> Resolvers);

/// <summary>A resolver.</summary>
/// <param name="VpcId">The VPC whose clients it answers; absent for clients outside of every VPC.</param>
/// <param name="Name">The topology's name of the VPC.</param>
/// <param name="Account">The VPC's owner.</param>
/// <param name="Trouble">Why it does not answer; absent when it does.</param>
internal sealed record ResolverLine(string Address, int Port, string? VpcId, string? Name, string? Account, string? Region, string? CidrBlock, string? Trouble);
