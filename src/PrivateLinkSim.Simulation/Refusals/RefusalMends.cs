using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// By rule, what takes a refusal away: the smallest change first, and what gives up least of what was asked for before what gives up
/// more. Rules that are not here have no change that does: a malformed value, a name of nothing, something that is as it is wanted already.
/// </summary>
internal static partial class RefusalMends
{
    private delegate IEnumerable<RefusalMend> Mends(RefusalScene scene);

    /// <summary>The rules of which refusals can be mended.</summary>
    public static ImmutableSortedSet<string> Rules { get; } = [.. Table.Keys];

    private static ImmutableSortedDictionary<string, Mends> Table => new Dictionary<string, Mends>(StringComparer.Ordinal)
    {
        ["R2"] = OwnLoadBalancer,
        ["R3a"] = OwnLoadBalancer,
        ["R4"] = AllowPrincipal,
        ["R16"] = GivePrivateDnsName,
        ["R16a"] = Verify,
        ["R19"] = NameRegion,
        ["R19a"] = SupportRegion,
        ["R19b"] = NameRegion,
        ["R20"] = AllowAction,
        ["R21"] = AllowAction,
        ["R24"] = AllowAction,
        ["R25"] = AllowAction,
        ["R26"] = TakeDenyAway,
        ["R27"] = OptIn,
        ["R31"] = OptIn,
        ["R33"] = SupportRegion,
        ["R36a"] = OtherSubnets,
        ["R39"] = DropFriendlyName,
        ["R40"] = ResetIdleTimeouts,
        ["R40a"] = GiveUpRegions,
        ["R49"] = GiveIpv6,
        ["R50"] = MakeDualstack,
        ["R50a"] = MakeDualstack,
        ["R50b"] = GiveUpIpv6,
        ["R53"] = OfferFamilies,
        ["R54"] = OtherAddressType,
        ["R55"] = OtherAddressType,
        ["R56"] = OtherAddressType,
        ["R57"] = OtherAddressType,
        ["R58"] = OtherRecords,
        ["§2.1"] = RejectConnections,
        ["§2.1/attached"] = DeleteEndpoints,
        ["§2.1/keep"] = ReplaceLoadBalancer,
        ["§2.1/lb"] = DeleteService,
        ["§2.2/modify"] = AwaitEndpoint,
        ["§2.2/private"] = AcceptConnection,
        ["§2.2/removed"] = SupportRegion,
        ["§2.3"] = AwaitEndpoint,
        ["§2.3/rejected"] = scene => Set(scene, nameof(Settings.RejectedConnectionMayBeAccepted), true),
        ["§2.3/removed"] = SupportRegion,
        ["§2.4/again"] = scene => Set(scene, nameof(Settings.PrincipalChangesAreIdempotent), true),
        ["§2.7/conflict"] = FreePrivateDnsName,
        ["§2.7/start"] = GivePrivateDnsName,
        ["§2.7/vpc"] = TurnDnsOn,
        ["§2.9/last"] = KeepDefaultGroup,
        ["§2.9/limit"] = scene => Raise(scene, nameof(Settings.SecurityGroupsPerInterface), scene.Call.CreateVpcEndpoint?.SecurityGroupIds.Length ?? 0),
        ["§2.9/use"] = LeaveGroup,
        ["§2.11/address"] = OtherSubnets,
        ["§2.11/chosen"] = AnyAddresses,
        ["§2.11/member"] = AnyAddresses,
        ["§2.11/taken"] = AnyAddresses,
        ["§2.11/zone"] = OneSubnetInEachZone,
        ["§2.12/provider"] = AddZoneToService,
        ["§2.12/remote"] = OtherSubnets,
        ["§2.13"] = scene => Raise(scene, nameof(Settings.EndpointsPerVpc), scene.Settings.EndpointsPerVpc + 1),
        ["§2.13/listeners"] = scene => Raise(scene, nameof(Settings.ListenersPerLoadBalancer), scene.Settings.ListenersPerLoadBalancer + 1),
        ["§2.13/nlb"] = scene => Raise(scene, nameof(Settings.LoadBalancersPerRegion), scene.Settings.LoadBalancersPerRegion + 1),
        ["§2.13/tags"] = scene => Raise(scene, nameof(Settings.TagsPerResource), scene.Settings.TagsPerResource + TagsOf(scene.Call)),
        ["§2.13/targets"] = scene => Raise(
            scene, nameof(Settings.TargetsPerZone), scene.Settings.TargetsPerZone + (scene.Call.RegisterTargets?.Targets.Length ?? 1)),
        ["§2.14"] = UsualIdleTimeout,
        ["§2.14/dualstack"] = GiveIpv6,
        ["§2.16/create"] = AllowAction,
        ["§2.17/dry-run"] = scene => [new() { Instead = scene.Call with { DryRun = false, Refused = null } }],
        ["§2.17/mismatch"] = WithoutToken,
        ["§3.1/opt-in"] = OptIn,
        ["§3.2"] = scene => [new() { Wait = Longer(scene.Settings.RegionOptInDuration, scene.Settings.RegionOptOutDuration) }],
        ["§4.4"] = AllowAction,
        ["§4.4/boundary"] = WidenBoundary,
        ["§4.4/scp"] = WidenControl,
        ["§6.1/shift"] = AllowShift,
        ["§vpc/use"] = EmptyNetwork,
        ["§fault/control-plane"] = AwaitControlPlane,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The changes that may help, in the order to try them in.</summary>
    public static IEnumerable<RefusalMend> Of(RefusalScene scene) => Table.TryGetValue(scene.Refusal.Rule, out var mends) ? mends(scene) : [];

    private static IEnumerable<RefusalMend> Before(params ImmutableArray<Step> steps) => steps.IsEmpty ? [] : [new() { Before = steps }];

    private static IEnumerable<RefusalMend> Before(TimeSpan wait, params ImmutableArray<Step> steps) =>
        steps.IsEmpty ? [] : [new() { Before = steps, Wait = wait }];

    private static IEnumerable<RefusalMend> Raise(RefusalScene scene, string setting, int value) => Set(scene, setting, (long)value);

    private static IEnumerable<RefusalMend> Set(RefusalScene scene, string setting, object value) =>
        SettingBook.Of(setting) is var known && Setting.Show(known.ValueIn(scene.Settings)) == Setting.Show(value) ? [] : [new() { Setting = known.Name, Value = value }];

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static int TagsOf(Step call) => call.CreateTags?.Tags.Count ?? call.CreateVpcEndpoint?.Tags.Count ?? call.CreateVpcEndpointServiceConfiguration?.Tags.Count ?? 1;
}
