using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of a Region: who may use it (R27, R31 are refused by the accounts, which hear from here how they stand),
/// which zones pass traffic, and the VPCs that must hear of it.
/// </summary>
public sealed class RegionDecider : IDecider<RegionCommand, RegionEvent, RegionState>
{
    private RegionDecider()
    {
    }

    public static RegionState Initial => RegionState.Initial;

    public static Decision<RegionEvent> Decide(RegionState state, RegionCommand command, in Context context)
    {
        var name = context.Self.Key;
        if (!context.Facts.Regions.TryGet(name, out var facts))
        {
            return new Rejection("InvalidRegion", $"The specified AWS Region '{name}' is not valid.", "§3.1/region");
        }

        return RegionAutoshift.WithSigns(state, DecideAlone(state, command, facts, context), facts, context);
    }

    private static Decision<RegionEvent> DecideAlone(RegionState state, RegionCommand command, RegionFacts facts, in Context context)
    {
        var name = context.Self.Key;
        return command switch
        {
            RegionCommand.DeclareAccount declare => Declare(declare, facts),
            RegionCommand.EnableRegion => Enable(state, facts, context),
            RegionCommand.DisableRegion => Disable(state, facts, context),
            RegionCommand.CompleteOptStatus complete => Complete(state, complete),
            RegionCommand.TurnAway => Admission.Refuse(state.StatusOf(context.RequiredCaller.Account, facts)) is { } refused
                ? refused
                : Decision<RegionEvent>.Accept(),
            RegionCommand.CreateVpc create => CreateVpc(state, create, facts, context),
            RegionCommand.ImpairZone impair => ImpairZone(state, impair, facts, context.Now),
            RegionCommand.RepairZone repair => RepairZone(state, repair.ZoneId, facts),
            RegionCommand.BeginOutage begin => BeginOutage(state, facts, context.Now + begin.Duration),
            RegionCommand.EndOutage => EndOutage(state, facts),
            RegionCommand.CutOff cut => CutOff(state, cut, facts, context),
            RegionCommand.Reconnect reconnect => state.CutOff.ContainsKey(reconnect.Region)
                ? Decision<RegionEvent>.Accept(new RegionEvent.Reconnected(reconnect.Region))
                : FaultEffect.ChangesNothing<RegionEvent>($"{name} is not cut off from {reconnect.Region}."),
            RegionCommand.LoseControlPlane lose => state.ControlPlaneLostUntil is null
                ? Decision<RegionEvent>.Accept(new RegionEvent.ControlPlaneLost(context.Now + lose.Duration))
                : FaultEffect.ChangesNothing<RegionEvent>($"calls into {name} fail already."),
            RegionCommand.RestoreControlPlane => state.ControlPlaneLostUntil is not null
                ? Decision<RegionEvent>.Accept(new RegionEvent.ControlPlaneRestored())
                : FaultEffect.ChangesNothing<RegionEvent>($"calls into {name} do not fail."),
            RegionCommand.LosePackets or RegionCommand.EndPacketLoss or RegionCommand.AddLatency or RegionCommand.EndLatency =>
                RegionWays.Decide(state, command, facts, context),
            RegionCommand.DelayDns delay => state.DnsDelay is null
                ? Decision<RegionEvent>.Accept(new RegionEvent.DnsDelayBegan(delay.Seconds, context.Now + delay.Duration))
                : FaultEffect.ChangesNothing<RegionEvent>($"DNS answers are late in {name} already."),
            RegionCommand.EndDnsDelay => state.DnsDelay is not null
                ? Decision<RegionEvent>.Accept(new RegionEvent.DnsDelayEnded())
                : FaultEffect.ChangesNothing<RegionEvent>($"DNS answers are not late in {name}."),
            RegionCommand.WatchForAutoshift watch => RegionAutoshift.Watch(state, watch),
            RegionCommand.SettleAutoshift settle => RegionAutoshift.Settle(state, settle.ZoneId, facts, context.Facts.Settings),
            _ => throw new UnreachableException($"Region has no rule for {command.GetType().Name}."),
        };
    }

    public static RegionState Evolve(RegionState state, RegionEvent fact) => fact switch
    {
        RegionEvent.AccountDeclared declared => state with
        {
            OptIns = declared.OptedIn
                ? state.OptIns.SetItem(declared.Account, new OptIn(RegionOptStatus.Enabled, null))
                : state.OptIns,
            Underway = declared.OptedIn ? state.Underway.Remove(declared.Account) : state.Underway,
            ZoneNames = declared.ZoneNames.IsEmpty
                ? state.ZoneNames
                : state.ZoneNames.SetItem(declared.Account, declared.ZoneNames),
        },
        RegionEvent.OptInStarted started => WithOptIn(state, started.Account, RegionOptStatus.Enabling, started.Due),
        RegionEvent.OptInCompleted completed => WithOptIn(state, completed.Account, RegionOptStatus.Enabled, null),
        RegionEvent.OptOutStarted started => WithOptIn(state, started.Account, RegionOptStatus.Disabling, started.Due),
        RegionEvent.OptOutCompleted completed => WithOptIn(state, completed.Account, RegionOptStatus.Disabled, null),
        RegionEvent.VpcPlaced placed => state with { Vpcs = state.Vpcs.Add(placed.VpcId) },
        RegionEvent.ZoneImpaired impaired => state with
        {
            ImpairedZones = state.ImpairedZones.Add(impaired.ZoneId),
            PoweredZones = impaired.PowerStays == true ? state.PoweredZones.Add(impaired.ZoneId) : state.PoweredZones,
            RepairsOfZones = impaired.Until is { } until ? state.RepairsOfZones.SetItem(impaired.ZoneId, until) : state.RepairsOfZones,
        },
        RegionEvent.ZoneRepaired repaired => state with
        {
            ImpairedZones = state.ImpairedZones.Remove(repaired.ZoneId),
            PoweredZones = state.PoweredZones.Remove(repaired.ZoneId),
            RepairsOfZones = state.RepairsOfZones.Remove(repaired.ZoneId),
        },
        RegionEvent.OutageBegan began => state with { Outage = true, OutageUntil = began.Until },
        RegionEvent.OutageEnded => state with { Outage = false, OutageUntil = null },
        RegionEvent.CutOff cut => state with { CutOff = state.CutOff.SetItem(cut.Region, cut.Until) },
        RegionEvent.Reconnected reconnected => state with { CutOff = state.CutOff.Remove(reconnected.Region) },
        RegionEvent.ControlPlaneLost lost => state with { ControlPlaneLostUntil = lost.Until },
        RegionEvent.ControlPlaneRestored => state with { ControlPlaneLostUntil = null },
        RegionEvent.DnsDelayBegan began => state with { DnsDelay = new DnsDelay(began.Seconds, began.Until) },
        RegionEvent.DnsDelayEnded => state with { DnsDelay = null },
        _ => RegionWays.Evolve(state, fact),
    };

    public static ImmutableArray<Message> React(EntityId self, RegionState state, RegionEvent fact, Moment now) => fact switch
    {
        RegionEvent.AccountDeclared { OptedIn: true } declared => TellAccount(self, declared.Account, RegionOptStatus.Enabled),
        RegionEvent.OptInCompleted completed => TellAccount(self, completed.Account, RegionOptStatus.Enabled),
        RegionEvent.OptOutStarted started => TellAccount(self, started.Account, RegionOptStatus.Disabling),
        RegionEvent.VpcPlaced placed =>
        [
            new Message.Pass(
                new EntityId(EntityKind.Vpc, placed.VpcId),
                new VpcCommand.Create(
                    placed.Account,
                    self.Key,
                    placed.CidrBlock,
                    placed.Ipv6CidrBlock,
                    placed.ZoneNames,
                    Unhealthy(state, placed.ZoneNames),
                    placed.Tags,
                    placed.FiltersFromTheStart is true),
                placed.Requester),
        ],
        RegionEvent.ZoneImpaired impaired when !state.Outage => TellVpcs(state, [impaired.ZoneId], healthy: false),
        RegionEvent.ZoneRepaired repaired when !state.Outage => TellVpcs(state, [repaired.ZoneId], healthy: true),
        RegionEvent.OutageBegan began => TellVpcs(state, NotImpaired(state, began.ZoneIds), healthy: false),
        RegionEvent.OutageEnded ended => TellVpcs(state, NotImpaired(state, ended.ZoneIds), healthy: true),
        _ => RegionAutoshift.React(state, fact),
    };

    public static ImmutableArray<Deadline<RegionCommand>> Deadlines(RegionState state)
    {
        var deadlines = ImmutableArray.CreateBuilder<Deadline<RegionCommand>>();
        foreach (var account in state.Underway)
        {
            if (state.OptIns[account].Due is { } due)
            {
                deadlines.Add(new($"opt-status:{account}", due, new RegionCommand.CompleteOptStatus(account)));
            }
        }

        foreach (var (zone, until) in state.RepairsOfZones)
        {
            deadlines.Add(new($"repair:{zone}", until, new RegionCommand.RepairZone(zone)));
        }

        foreach (var (region, until) in state.CutOff)
        {
            deadlines.Add(new($"cut-off:{region}", until, new RegionCommand.Reconnect(region)));
        }

        if (state.OutageUntil is { } back)
        {
            deadlines.Add(new("outage", back, new RegionCommand.EndOutage()));
        }

        if (state.ControlPlaneLostUntil is { } restored)
        {
            deadlines.Add(new("control-plane", restored, new RegionCommand.RestoreControlPlane()));
        }

        if (state.DnsDelay is { } delay)
        {
            deadlines.Add(new("dns-delay", delay.Until, new RegionCommand.EndDnsDelay()));
        }

        deadlines.AddRange(RegionWays.Deadlines(state));
        deadlines.AddRange(RegionAutoshift.Deadlines(state));
        return deadlines.ToImmutable();
    }

    private static Decision<RegionEvent> Declare(RegionCommand.DeclareAccount declare, RegionFacts facts) =>
        declare.ZoneNames.FirstOrDefault(zone => !facts.HasZone(zone.ZoneId)) is { } unknown
            ? UnknownZone(unknown.ZoneId, facts)
            : Decision<RegionEvent>.Accept(
                new RegionEvent.AccountDeclared(declare.Account, declare.OptedIn && facts.OptIn, declare.ZoneNames));

    private static Decision<RegionEvent> Enable(RegionState state, RegionFacts facts, in Context context)
    {
        var account = context.RequiredCaller.Account;
        return state.StatusOf(account, facts) switch
        {
            RegionOptStatus.EnabledByDefault => DefaultRegion(facts),
            RegionOptStatus.Disabling => new Rejection(
                "ConflictException", $"Region {facts.Name} is being disabled for account {account}.", "§3.2"),
            RegionOptStatus.Disabled => Decision<RegionEvent>.Accept(
                [new RegionEvent.OptInStarted(account, context.Now + context.Facts.Settings.RegionOptInDuration)],
                new RegionReply.OptStatus(RegionOptStatus.Enabling)),
            var already => Decision<RegionEvent>.Accept([], new RegionReply.OptStatus(already)),
        };
    }

    private static Decision<RegionEvent> Disable(RegionState state, RegionFacts facts, in Context context)
    {
        var account = context.RequiredCaller.Account;
        return state.StatusOf(account, facts) switch
        {
            RegionOptStatus.EnabledByDefault => DefaultRegion(facts),
            RegionOptStatus.Enabling => new Rejection(
                "ConflictException", $"Region {facts.Name} is being enabled for account {account}.", "§3.2"),
            RegionOptStatus.Enabled => Decision<RegionEvent>.Accept(
                [new RegionEvent.OptOutStarted(account, context.Now + context.Facts.Settings.RegionOptOutDuration)],
                new RegionReply.OptStatus(RegionOptStatus.Disabling)),
            var already => Decision<RegionEvent>.Accept([], new RegionReply.OptStatus(already)),
        };
    }

    private static Decision<RegionEvent> Complete(RegionState state, RegionCommand.CompleteOptStatus complete) =>
        state.OptIns[complete.Account].Status == RegionOptStatus.Enabling
            ? Decision<RegionEvent>.Accept(new RegionEvent.OptInCompleted(complete.Account))
            : Decision<RegionEvent>.Accept(new RegionEvent.OptOutCompleted(complete.Account));

    private static Decision<RegionEvent> CreateVpc(
        RegionState state, RegionCommand.CreateVpc create, RegionFacts facts, in Context context)
    {
        var account = context.RequiredCaller.Account;
        if (Admission.Refuse(state.StatusOf(account, facts)) is { } refused)
        {
            return refused;
        }

        if (!CidrBlock.TryParse(create.CidrBlock, out var block) || block.PrefixLength is < 16 or > 28)
        {
            return new Rejection(
                "InvalidVpc.Range", $"The CIDR '{create.CidrBlock}' is invalid; a VPC's block is /16 to /28.", "§vpc");
        }

        if (create.Tags is { } tags && Tags.Refuse(Tags.None, tags, context.Facts.Settings) is { } untaggable)
        {
            return untaggable;
        }

        var zoneNames = state.ZoneNamesOf(account, facts);
        var id = context.Draws.Id("vpc-", state.Vpcs.Count);
        var ipv6 = create.AmazonProvidedIpv6CidrBlock ? Ipv6Block.ForVpc(context.Draws, state.Vpcs.Count).ToString() : null;
        return Decision<RegionEvent>.Later(
            new RegionEvent.VpcPlaced(
                id,
                account,
                block.ToString(),
                ipv6,
                zoneNames,
                context.Requester,
                create.Tags is { IsEmpty: false } ? create.Tags : null,
                create.FiltersFromTheStart ? true : null));
    }

    private static Decision<RegionEvent> ImpairZone(RegionState state, RegionCommand.ImpairZone impair, RegionFacts facts, Moment now) =>
        !facts.HasZone(impair.ZoneId) ? UnknownZone(impair.ZoneId, facts)
        : state.ImpairedZones.Contains(impair.ZoneId) ? FaultEffect.ChangesNothing<RegionEvent>($"zone {impair.ZoneId} passes no traffic already.")
        : state.OutageUntil >= now + impair.Duration ? FaultEffect.ChangesNothing<RegionEvent>($"{facts.Name} is lost for as long anyway.")
        : Decision<RegionEvent>.Accept(new RegionEvent.ZoneImpaired(impair.ZoneId, now + impair.Duration, impair.PowerStays ? true : null));

    private static Decision<RegionEvent> CutOff(RegionState state, RegionCommand.CutOff cut, RegionFacts facts, in Context context) =>
        !context.Facts.Regions.TryGet(cut.Region, out _)
            ? new Rejection("InvalidRegion", $"The specified AWS Region '{cut.Region}' is not valid.", "§3.1/region")
        : cut.Region == facts.Name ? FaultEffect.ChangesNothing<RegionEvent>($"{facts.Name} can't be cut off from itself.")
        : state.CutOff.ContainsKey(cut.Region) ? FaultEffect.ChangesNothing<RegionEvent>($"{facts.Name} is cut off from {cut.Region} already.")
        : Decision<RegionEvent>.Accept(new RegionEvent.CutOff(cut.Region, context.Now + cut.Duration));

    private static Decision<RegionEvent> RepairZone(RegionState state, string zone, RegionFacts facts) =>
        !facts.HasZone(zone) ? UnknownZone(zone, facts)
        : !state.ImpairedZones.Contains(zone) ? FaultEffect.ChangesNothing<RegionEvent>($"zone {zone} has no fault of its own to repair.")
        : Decision<RegionEvent>.Accept(new RegionEvent.ZoneRepaired(zone));

    private static Decision<RegionEvent> BeginOutage(RegionState state, RegionFacts facts, Moment? until) =>
        state.Outage
            ? FaultEffect.ChangesNothing<RegionEvent>($"{facts.Name} is lost already.")
            : Decision<RegionEvent>.Accept(new RegionEvent.OutageBegan([.. facts.Zones.Select(zone => zone.ZoneId)], until));

    private static Decision<RegionEvent> EndOutage(RegionState state, RegionFacts facts) =>
        state.Outage
            ? Decision<RegionEvent>.Accept(new RegionEvent.OutageEnded([.. facts.Zones.Select(zone => zone.ZoneId)]))
            : FaultEffect.ChangesNothing<RegionEvent>($"{facts.Name} is not lost.");

    private static Rejection DefaultRegion(RegionFacts facts) =>
        new("ValidationException", $"Region {facts.Name} is enabled by default and can be neither enabled nor disabled.", "§3.2/default");

    private static Rejection UnknownZone(string zone, RegionFacts facts) =>
        new("InvalidZone.NotFound", $"The zone '{zone}' does not exist in {facts.Name}.", "§2.12/zone");

    private static RegionState WithOptIn(RegionState state, string account, RegionOptStatus status, Moment? due) =>
        state with
        {
            OptIns = state.OptIns.SetItem(account, new OptIn(status, due)),
            Underway = due is null ? state.Underway.Remove(account) : state.Underway.Add(account),
        };

    private static ImmutableArray<Message> TellAccount(EntityId self, string account, RegionOptStatus status) =>
    [
        new Message.Tell(
            new EntityId(EntityKind.ServiceProvider, account), new ServiceProviderCommand.LearnOptStatus(self.Key, status)),
        new Message.Tell(
            new EntityId(EntityKind.ServiceConsumer, account), new ServiceConsumerCommand.LearnOptStatus(self.Key, status)),
    ];

    // A VPC hears only of zones whose health really changes: one impaired by itself does not change with an outage.
    private static ImmutableArray<Message> TellVpcs(RegionState state, ImmutableArray<string> zones, bool healthy) =>
        zones.IsEmpty
            ? []
            : [.. state.Vpcs.Select(vpc => new Message.Tell(
                new EntityId(EntityKind.Vpc, vpc), new VpcCommand.LearnZoneHealth(zones, healthy)))];

    private static ImmutableArray<string> NotImpaired(RegionState state, ImmutableArray<string> zones) =>
        [.. zones.Where(zone => !state.ImpairedZones.Contains(zone))];

    private static ImmutableArray<string> Unhealthy(RegionState state, ImmutableArray<ZoneName> zones) =>
        [.. zones.Select(zone => zone.ZoneId).Where(zone => !state.IsHealthy(zone))];
}
