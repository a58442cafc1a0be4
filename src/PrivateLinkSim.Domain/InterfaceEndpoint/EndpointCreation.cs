using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// How an endpoint is made, within one instant: the service names its private DNS name if one is wanted (R15), the VPC reserves
/// the place, the service lets the endpoint in. Whoever refuses, nothing stays behind.
/// </summary>
internal static class EndpointCreation
{
    public static Decision<InterfaceEndpointEvent> Create(InterfaceEndpointCommand.Create create, in Context context)
    {
        var settings = context.Facts.Settings;
        var endpoint = Completed(create.Endpoint, settings);
        var refused = DnsRecordIpTypes.Refuse(endpoint.IpAddressType!.Value, endpoint.DnsRecordIpType!.Value, settings)
            ?? Tags.Refuse(Tags.None, endpoint.Tags, settings)
            ?? SubnetConfigurations.Refuse(endpoint.SubnetConfigurations, endpoint.SubnetIds);
        return Decision<InterfaceEndpointEvent>.Later(refused is null
            ? new InterfaceEndpointEvent.CreationRequested(create.Account, create.PrincipalArn, create.Region, endpoint, context.Requester)
            : new InterfaceEndpointEvent.CreationRefused(refused, context.Self, create.Account, context.Requester));
    }

    public static Decision<InterfaceEndpointEvent> HearPrivateDnsName(Outcome outcome) => outcome switch
    {
        Outcome.Refused refused => Refuse(refused),
        Outcome.Accepted { Value: EndpointServiceReply.PrivateDnsNamed named } =>
            Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PrivateDnsNameLearned(named.PrivateDnsName)),
        _ => throw new UnreachableException($"A service answered the question for its private DNS name with {outcome}."),
    };

    public static Decision<InterfaceEndpointEvent> HearReservation(InterfaceEndpointState state, Outcome outcome, in Context context) => outcome switch
    {
        Outcome.Refused refused => Refuse(refused),
        Outcome.Accepted { Value: VpcReply.AddressesReserved reserved } => Decision<InterfaceEndpointEvent>.Accept(
            new InterfaceEndpointEvent.InterfacesReserved(
                EndpointInterfaces.Of(state, reserved.Addresses, context.Draws), reserved.SecurityGroupIds)),
        _ => throw new UnreachableException($"A VPC answered a reservation with {outcome}."),
    };

    public static Decision<InterfaceEndpointEvent> HearConnection(InterfaceEndpointState state, Outcome outcome, in Context context)
    {
        if (outcome is Outcome.Refused refused)
        {
            return Refuse(refused);
        }

        if (outcome is not Outcome.Accepted { Value: EndpointServiceReply.ConnectionGranted granted })
        {
            throw new UnreachableException($"A service answered a connection request with {outcome}.");
        }

        var settings = context.Facts.Settings;
        var status = granted.AwaitsAcceptance ? EndpointStatus.PendingAcceptance : EndpointStatus.Pending;
        var suffix = settings.DnsNameSuffix ? context.Draws.Alphanumeric(8, "name", 0) : "";
        return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Created(
            status,
            context.Now + (granted.AwaitsAcceptance ? settings.ConnectionRequestExpiry : settings.EndpointProvisioning),
            suffix,
            granted.Paths,
            DnsNames.OfEndpoint(context.Self.Key, state with { Status = status, NameSuffix = suffix }, settings)));
    }

    /// <summary>What the creation is answered, and again when it is repeated with the same client token.</summary>
    public static InterfaceEndpointReply.VpcEndpointCreated Described(
        EntityId self, InterfaceEndpointState state, ImmutableArray<string> dnsNames) => new(
            self.Key,
            state.HostRegion,
            state.Status,
            dnsNames,
            state.IpAddressType,
            state.DnsRecordIpType,
            state.PrivateDnsEnabled,
            state.SecurityGroupIds);

    /// <summary>The recommendations that the endpoint does not follow (R35, R32).</summary>
    public static ImmutableArray<Notice> Notices(InterfaceEndpointState state) =>
    [
        .. OneZone(state),
        .. state.IsCrossRegion
            ? [new Notice("R32", "AWS recommends intra-Region access where possible: lower latency and lower costs.")]
            : ImmutableArray<Notice>.Empty,
    ];

    /// <summary>The recommendation of two zones, where it is not followed (R35).</summary>
    public static ImmutableArray<Notice> OneZone(InterfaceEndpointState state) =>
        state.Interfaces.Length == 1 ? [new Notice("R35", "The endpoint is in one zone only; AWS recommends at least two.")] : [];

    public static Message.Ask AskForPlace(EntityId self, InterfaceEndpointState state, NewVpcEndpoint requested) => new(
        new EntityId(EntityKind.Vpc, state.VpcId),
        new VpcCommand.ReserveAddresses(
            self,
            state.Account,
            state.Region,
            new Placement(
                requested.SubnetIds, state.IpAddressType, requested.SubnetConfigurations, requested.SecurityGroupIds, state.PrivateDnsName)),
        EndpointQuestion.Place);

    // What the call left out is filled in. That private DNS was left out stays visible where the service is asked for a name all
    // the same: it refuses only those who ask for it.
    private static NewVpcEndpoint Completed(NewVpcEndpoint endpoint, Settings settings)
    {
        var type = endpoint.IpAddressType ?? IpAddressType.Ipv4;
        return endpoint with
        {
            IpAddressType = type,
            DnsRecordIpType = endpoint.DnsRecordIpType ?? IpAddressTypes.DefaultFor(type),
            PrivateDnsEnabled = endpoint.PrivateDnsEnabled ?? (settings.PrivateDnsEnabledByDefault ? null : false),
            SubnetIds = endpoint.SubnetIds.IsEmpty ? [.. endpoint.SubnetConfigurations.Select(each => each.SubnetId)] : endpoint.SubnetIds,
        };
    }

    private static Decision<InterfaceEndpointEvent> Refuse(Outcome.Refused refused) =>
        Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.CreationRefused(refused.Rejection, refused.By));
}

/// <summary>What an endpoint asks others about.</summary>
internal static class EndpointQuestion
{
    public const string PrivateDnsName = "private-dns-name";
    public const string Place = "addresses";
    public const string Connection = "connection";
    public const string Revision = "revision";
    public const string Review = "review";
}

/// <summary>The rules of addresses that a caller chose, as far as they concern the call itself (§2.11).</summary>
internal static class SubnetConfigurations
{
    public static Rejection? Refuse(ImmutableArray<SubnetConfiguration> configurations, ImmutableArray<string> subnetIds) =>
        configurations.GroupBy(each => each.SubnetId, StringComparer.Ordinal).FirstOrDefault(each => each.Count() > 1) is { Key: var twice }
            ? new Rejection("InvalidParameterValue", $"The subnet {twice} has more than one subnet configuration.", "§2.11/member")
        : configurations.FirstOrDefault(each => !subnetIds.Contains(each.SubnetId, StringComparer.Ordinal)) is { } stray
            ? new Rejection(
                "InvalidParameterValue",
                $"The subnet configuration names {stray.SubnetId}, which is not among the endpoint's subnets: {string.Join(", ", subnetIds)}.",
                "§2.11/member")
            : null;
}
