using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A call of Route 53 while it is answered.</summary>
/// <param name="parts">What the path says in the places that are free.</param>
internal sealed class Route53Call(ServedRun served, ApiRequest request, string action, ImmutableArray<string> parts)
{
    private readonly ILookup<string, string> _query = FormText.Read(request.Query).ToLookup(each => each.Key, each => each.Value, StringComparer.Ordinal);
    private Snapshot _seen = served.Live.Seen;

    // Route 53 has one endpoint, which lies in this Region.
    public Caller Caller { get; } = request.Caller with { Region = "us-east-1" };

    /// <summary>What the path names last, of several.</summary>
    public string Id => parts[^1];

    /// <summary>What the path names first.</summary>
    public string Kind => parts[0];

    /// <summary>Where what was made can be found; null when nothing was.</summary>
    public string? Location { get; private set; }

    /// <summary>The hosted zones of the caller's account: after a change, with all that it caused.</summary>
    public HostedZonesState Zones => _seen.Find(HostedZonesState.Of(Caller.Account)) as HostedZonesState ?? HostedZonesState.Initial;

    /// <summary>A part of the query; null when it is not there or empty.</summary>
    public string? Query(string name) => _query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    /// <summary>How many items a call wants at most. More than there can be is as many as there can be.</summary>
    /// <exception cref="ApiException">It wants none.</exception>
    public int MostItems(int most) =>
        Query("maxitems") is not { } text ? most
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted > 0 ? Math.Min(wanted, most)
        : throw XmlRequest.Invalid($"Invalid maxitems '{text}': it must be a number from 1 on.");

    /// <summary>The body of the call.</summary>
    /// <exception cref="ApiException">It is none that the call has.</exception>
    public XElement Body() => XmlRequest.Read(request.Body, $"{action}Request");

    /// <summary>Says where what was made can be found, as AWS does.</summary>
    public void Made(string path) => Location = $"https://route53.amazonaws.com/2013-04-01/{path}";

    /// <summary>A zone, for reading.</summary>
    /// <exception cref="ApiException">It is not there, or the caller may not look at it.</exception>
    public HostedZone Read(string zoneId)
    {
        MayRead($"arn:aws:route53:::hostedzone/{zoneId}");
        return Zone(zoneId);
    }

    /// <summary>A zone.</summary>
    /// <exception cref="ApiException">It is not there.</exception>
    public HostedZone Zone(string zoneId) => Zones.Zones.GetValueOrDefault(zoneId)
        ?? throw new ApiException(new ApiError("NoSuchHostedZone", $"No hosted zone found with ID: {zoneId}", 404));

    /// <summary>Checks that the caller may look.</summary>
    /// <exception cref="ApiException">It may not.</exception>
    public void MayRead(string? resource = null) =>
        Refusals.RequireToRead($"route53:{action}", Caller, new RunView(_seen, served.Live.Facts), resource);

    /// <summary>Asks for a change.</summary>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<IReply?> AskAsync(Step step)
    {
        var answer = await served.AskAsync(step, Caller);
        _seen = answer.Seen;
        return answer.Parts.OnlyReply();
    }
}
