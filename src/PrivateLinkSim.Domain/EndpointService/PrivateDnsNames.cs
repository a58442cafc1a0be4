using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The private DNS name of a service (R14-R16a) and how the provider proves that the domain is its own (§2.7).</summary>
internal static class PrivateDnsNames
{
    private const int LongestName = 255;
    private const int LongestLabel = 63;
    private const string Wildcard = "*.";

    /// <summary>Why a name is no private DNS name, or null (§2.7/name).</summary>
    public static Rejection? RefuseForm(string name) =>
        name.Length <= LongestName && Domain(name).Split('.') is { Length: > 1 } labels && labels.All(IsLabel)
            ? null
            : new Rejection(
                "InvalidParameter",
                $"'{name}' is no private DNS name. It is lower case, has two labels or more, at most 255 characters and 63 in a label, no '-' at either end of one, and may begin with '*.'.",
                "§2.7/name");

    /// <summary>Why a name can't be changed as asked, or null.</summary>
    public static Rejection? RefuseChange(EndpointServiceChange change) =>
        change.PrivateDnsName is not { } name ? null
        : change.RemovePrivateDnsName
            ? new Rejection("InvalidParameterCombination", "PrivateDnsName and RemovePrivateDnsName can't be used together.", "§2.7/name")
        : RefuseForm(name);

    /// <summary>The name with a record of its own that proves it (§2.7/changed).</summary>
    public static EndpointServiceEvent Set(EndpointServiceState state, string name, Draws draws) => new EndpointServiceEvent.PrivateDnsNameSet(
        name,
        $"_{draws.Alphanumeric(20, "private-dns-name", state.PrivateDnsNamesDrawn)}",
        $"vpce:{draws.Alphanumeric(20, "private-dns-value", state.PrivateDnsNamesDrawn)}");

    /// <summary>What a change makes of the name.</summary>
    public static ImmutableArray<EndpointServiceEvent> Change(EndpointServiceState state, EndpointServiceChange change, in Context context)
    {
        ImmutableArray<EndpointServiceEvent> changed =
            change.PrivateDnsName is { } name && name != state.PrivateDnsName?.PrivateDnsName ? [Set(state, name, context.Draws)]
            : change.RemovePrivateDnsName && state.PrivateDnsName is not null ? [new EndpointServiceEvent.PrivateDnsNameRemoved()]
            : [];
        return changed.IsEmpty || state.PrivateDnsName is null || state.Connections.IsEmpty || context.Facts.Settings.RemovedPrivateDnsNameStaysWithEndpoints
            ? changed
            : changed.Add(new EndpointServiceEvent.PrivateDnsNameLost([.. state.Connections.Keys]));
    }

    /// <summary>A verification begins; one that is under way goes on.</summary>
    public static Decision<EndpointServiceEvent> Start(EndpointServiceState state, in Context context) => state.PrivateDnsName switch
    {
        null => new Rejection(
            context.Facts.Settings.PrivateDnsCode, $"{context.Self.Key} has no private DNS name to verify. Set one first.", "§2.7/start"),
        { Due: not null } => Decision<EndpointServiceEvent>.Accept(),
        _ => Decision<EndpointServiceEvent>.Accept(
            new EndpointServiceEvent.PrivateDnsVerificationStarted(context.Now + context.Facts.Settings.PrivateDnsVerification)),
    };

    /// <summary>The verification looks at the record's label under the domain and its parents, and at these themselves.</summary>
    public static Decision<EndpointServiceEvent> Check(EndpointServiceState state) => state.PrivateDnsName is { } name
        ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.TxtRecordsRequested(
            [.. Places(Domain(name.PrivateDnsName)).SelectMany(place => new[] { $"{name.Name}.{place}", place })]))
        : Decision<EndpointServiceEvent>.Accept();

    /// <summary>Public DNS answers. The answer about a name that was changed within the same instant is no use.</summary>
    public static Decision<EndpointServiceEvent> Hear(EndpointServiceState state, EndpointServiceCommand.HearTxtRecords hear)
    {
        if (hear.Outcome is not Outcome.Accepted { Value: PublicDnsReply.TxtRecords found })
        {
            throw new UnreachableException($"Public DNS answered a look-up with {hear.Outcome}.");
        }

        return state.PrivateDnsName is not { } name || name.Name != hear.Name ? Decision<EndpointServiceEvent>.Accept()
            : found.Values.Values.Any(values => values.Contains(name.Value, StringComparer.Ordinal))
                ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.PrivateDnsNameVerified())
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.PrivateDnsVerificationFailed());
    }

    /// <summary>An endpoint wants to use the name. One that is connected needs no new permission, but must have been accepted.</summary>
    public static Decision<EndpointServiceEvent> Name(EndpointServiceState state, ConnectionRequest request, in Context context)
    {
        var serviceName = ServiceName.Make(state.Region, context.Self.Key);
        var connected = state.Exists && state.Connections.TryGetValue(request.VpcEndpointId, out var known) ? known : null;
        if (connected is null && ConnectionRules.RefuseOrigin(state, request, serviceName, context) is { } unknown)
        {
            return unknown;
        }

        var refused = state.PrivateDnsName switch
        {
            null => Impossible($"Private DNS can't be enabled because the service {serviceName} does not provide a private DNS name.", "R16"),
            { State: not DnsNameStatus.Verified } =>
                Impossible($"Private DNS can't be enabled because the service {serviceName} has not verified the private DNS name.", "R16a"),
            _ when (connected is null ? state.AcceptanceRequired : connected.Status == EndpointStatus.PendingAcceptance) =>
                Impossible($"Private DNS can only be enabled after the endpoint connection is accepted by the owner of {serviceName}.", "§2.2/private"),
            _ => null,
        };
        return refused is null ? Reply(state.PrivateDnsName?.PrivateDnsName)
            : request.PrivateDns ? refused
            : Reply(null);
    }

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.PrivateDnsNameSet set => state with
        {
            PrivateDnsName = new PrivateDnsNameConfiguration(set.PrivateDnsName, DnsNameStatus.PendingVerification, set.Name, set.Value, null),
            PrivateDnsNamesDrawn = state.PrivateDnsNamesDrawn + 1,
        },
        EndpointServiceEvent.PrivateDnsNameRemoved => state with { PrivateDnsName = null },
        EndpointServiceEvent.PrivateDnsNameLost => state,

        // A name that is verified stays so until the record is found to be gone.
        EndpointServiceEvent.PrivateDnsVerificationStarted started => With(state, name => name with
        {
            State = name.State == DnsNameStatus.Verified ? DnsNameStatus.Verified : DnsNameStatus.PendingVerification,
            Due = started.Due,
        }),
        EndpointServiceEvent.TxtRecordsRequested => With(state, name => name with { Due = null }),
        EndpointServiceEvent.PrivateDnsNameVerified => With(state, name => name with { State = DnsNameStatus.Verified }),
        EndpointServiceEvent.PrivateDnsVerificationFailed => With(state, name => name with { State = DnsNameStatus.Failed }),
        _ => throw new UnreachableException($"PrivateDnsNames gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.TxtRecordsRequested requested =>
            [new Message.Ask(PublicDnsState.Internet, new PublicDnsCommand.LookUpTxt(requested.Names), state.PrivateDnsName?.Name ?? "")],
        EndpointServiceEvent.PrivateDnsNameLost lost =>
            [.. lost.VpcEndpointIds.Select(id => EndpointServiceDecider.Tell(id, new InterfaceEndpointCommand.LosePrivateDnsName()))],
        _ => [],
    };

    private static EndpointServiceState With(EndpointServiceState state, Func<PrivateDnsNameConfiguration, PrivateDnsNameConfiguration> change) =>
        state.PrivateDnsName is { } name ? state with { PrivateDnsName = change(name) } : state;

    private static string Domain(string name) => name.StartsWith(Wildcard, StringComparison.Ordinal) ? name[Wildcard.Length..] : name;

    private static IEnumerable<string> Places(string domain)
    {
        yield return domain;
        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', StringComparison.Ordinal))
        {
            domain = domain[(dot + 1)..];
            if (domain.Contains('.', StringComparison.Ordinal))
            {
                yield return domain;
            }
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-'
        && label.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');

    private static Rejection Impossible(string message, string rule) => new("InvalidParameter", message, rule);

    private static Decision<EndpointServiceEvent> Reply(string? name) =>
        Decision<EndpointServiceEvent>.Accept([], new EndpointServiceReply.PrivateDnsNamed(name));
}
